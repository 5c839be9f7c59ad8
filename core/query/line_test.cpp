// SPDX-License-Identifier: MIT
#include <moie/query/line_test.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <span>
#include <string>

#include <moie/query/filter_fields.h>
#include <moie/query/line_document.h>

namespace moie {

namespace {

bool anyString(JsonValue value, const CaselessText& text) {
    if (const auto string = value.text())
        return text.isIn(*string);
    bool found = false;
    if (value.isObject())
        value.forEachMember([&](std::string_view, JsonValue member) { found = found || anyString(member, text); });
    else if (value.isArray())
        value.forEachItem([&](JsonValue item) {
            found = anyString(item, text);
            return !found;
        });
    return found;
}

// Of a name twice the last counts. Not isGiven() where there is none.
JsonValue memberOf(JsonValue object, std::string_view name) {
    JsonValue found;
    object.forEachMember([&](std::string_view memberName, JsonValue member) {
        if (memberName == name)
            found = member;
    });
    return found;
}

std::optional<std::size_t> itemNumber(const std::string& part) {
    std::size_t number = 0;
    const auto [rest, failure] = std::from_chars(part.data(), part.data() + part.size(), number);
    return failure == std::errc() && rest == part.data() + part.size() ? std::optional(number) : std::nullopt;
}

bool equalsValue(JsonValue given, const PreparedTerm& term, std::size_t at, bool contains) {
    const PreparedTerm::Value& value = term.values[at];
    if (const auto text = given.text()) {
        if (value.text.empty())
            return contains || text->empty();
        return contains ? value.text.front().isIn(*text) : value.text.front().equals(*text);
    }
    if (const auto number = given.number())
        return value.isNumber && *number == value.number;
    const std::string& word = term.term->values[at];
    if (const auto boolean = given.boolean())
        return word == (*boolean ? "true" : "false");
    return given.isNull() && word == "null";
}

bool scalarHolds(JsonValue given, const PreparedTerm& term) {
    const FilterOperator op = term.term->op;
    if (given.isObject())
        return false;
    if (op >= FilterOperator::Less) {
        const auto number = given.number();
        if (!number)
            return false;
        const double limit = term.term->numbers.front();
        switch (op) {
        case FilterOperator::Less: return *number < limit;
        case FilterOperator::LessEqual: return *number <= limit;
        case FilterOperator::Greater: return *number > limit;
        default: return *number >= limit;
        }
    }
    bool equal = false;
    for (std::size_t i = 0; i < term.values.size(); ++i)
        equal = equal || equalsValue(given, term, i, op == FilterOperator::Has);
    return equal != (op == FilterOperator::NotEqual);
}

// Whether some value at the path passes the test. An array's items stand for it unless the path names one by number.
template <typename Test>
bool anyAtPath(JsonValue value, std::span<const std::string> path, const Test& test) {
    if (value.isArray()) {
        const auto number = path.empty() ? std::nullopt : itemNumber(path.front());
        bool found = false;
        std::size_t at = 0;
        value.forEachItem([&](JsonValue item) {
            if (!number || at++ == *number)
                found = anyAtPath(item, number ? path.subspan(1) : path, test);
            return !found;
        });
        return found;
    }
    if (path.empty())
        return test(value);
    if (!value.isObject())
        return false;
    const JsonValue member = memberOf(value, path.front());
    return member.isGiven() && anyAtPath(member, path.subspan(1), test);
}

// Calls visit(path, value) for values that are no objects and no arrays, in order, until it returns false.
template <typename Visitor>
bool forEachScalar(JsonValue value, const std::string& path, const Visitor& visit) {
    bool goesOn = true;
    if (value.isObject())
        value.forEachMember([&](std::string_view name, JsonValue member) {
            goesOn = goesOn && forEachScalar(member, filterPath(path, name), visit);
        });
    else if (value.isArray())
        value.forEachItem([&](JsonValue item) { return goesOn = forEachScalar(item, path, visit); });
    else
        goesOn = visit(path, value);
    return goesOn;
}

std::string writtenPathOf(const FilterTerm& term) {
    std::string path;
    for (const std::string& part : term.path)
        path = filterPath(path, part);
    return path;
}

} // namespace

std::string filterPath(const std::string& path, std::string_view name) {
    std::string out = path;
    if (path.empty()) {
        const auto members = entryMembers();
        if (std::find(members.begin(), members.end(), name) == members.end())
            out = '.';
    } else {
        out += '.';
    }
    const bool isPlain = !name.empty() && name.find_first_of(" \t\r\n.[]:=<>!()\"\\") == std::string_view::npos;
    return isPlain ? out.append(name) : out + filterQuoted(name);
}

PreparedTerm::PreparedTerm(const FilterTerm& filterTerm) : term(&filterTerm) {
    for (const std::string& text : filterTerm.values) {
        Value value;
        if (!text.empty())
            value.text.emplace_back(text);
        const auto [rest, failure] = std::from_chars(text.data(), text.data() + text.size(), value.number);
        value.isNumber = failure == std::errc() && rest == text.data() + text.size();
        value.isAny = text == "*" && filterTerm.op == FilterOperator::Has;
        values.push_back(std::move(value));
    }
}

class LineTest::Implementation : public LineDocument {};

LineTest::LineTest() : m_implementation(std::make_unique<Implementation>()) {}
LineTest::~LineTest() = default;
LineTest::LineTest(LineTest&&) noexcept = default;

bool LineTest::load(std::string_view line) {
    return m_implementation->load(line);
}

bool LineTest::hasText(const CaselessText& text) const {
    return anyString(m_implementation->root(), text);
}

bool LineTest::hasPath(const PreparedTerm& term) const {
    const bool asksWhetherAny =
        std::any_of(term.values.begin(), term.values.end(), [](const auto& value) { return value.isAny; });
    return anyAtPath(m_implementation->root(), term.term->path,
                     [&](JsonValue value) { return asksWhetherAny || scalarHolds(value, term); });
}

std::optional<LineTest::FoundText> LineTest::find(const PreparedTerm& term) const {
    std::optional<FoundText> found;
    const auto look = [&](const std::string& path, JsonValue value) {
        const auto text = value.text();
        for (std::size_t i = 0; i < term.values.size() && text && !found; ++i) {
            const PreparedTerm::Value& wanted = term.values[i];
            if (wanted.text.empty() || wanted.isAny)
                continue;
            if (const CaselessText::Place place = wanted.text.front().findIn(*text, 0); place.length > 0)
                found = FoundText{path, *text, place};
        }
        return !found;
    };
    if (term.term->field == FilterField::Text)
        forEachScalar(m_implementation->root(), {}, look);
    else
        anyAtPath(m_implementation->root(), term.term->path,
                  [&](JsonValue value) { return !look(writtenPathOf(*term.term), value); });
    return found;
}

void LineTest::forEachPath(const std::function<void(const std::string&)>& visit) const {
    forEachScalar(m_implementation->root(), {}, [&](const std::string& path, JsonValue) {
        visit(path);
        return true;
    });
}

} // namespace moie
