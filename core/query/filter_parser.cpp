// SPDX-License-Identifier: MIT
#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include <moie/query/filter.h>
#include <moie/query/filter_fields.h>
#include <moie/query/filter_lexer.h>
#include <moie/query/time_text.h>
#include <moie/schema/names.h>
#include <moie/schema/utf8.h>

namespace moie {

namespace {

using Token = FilterToken;
using TakesOf = FilterFieldInfo::Takes;
template <typename T>
using Parsed = tl::expected<T, FilterError>;

tl::unexpected<FilterError> wrong(std::string text, FilterPlace place, std::string suggestion = {}) {
    return tl::unexpected(FilterError{std::move(text), std::move(suggestion), place});
}

bool isComparison(FilterOperator op) {
    return op >= FilterOperator::Less;
}

std::optional<double> numberFrom(const std::string& text) {
    double number = 0;
    const auto [rest, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = failure == std::errc() && rest == text.data() + text.size() && std::isfinite(number);
    return whole ? std::optional(number) : std::nullopt;
}

std::string asciiLower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

// A token that names a field to a term.
class TermReader {
public:
    TermReader(const Token& token, Time now) : m_token(token), m_now(now) {
        m_term.op = token.op;
        m_term.values = token.values;
        m_term.place = token.place;
    }

    Parsed<FilterTerm> read() {
        const FilterFieldInfo* info = filterFieldNamed(m_token.name.front());
        const bool isOwnMember = m_token.nameText.starts_with('.');
        if (info && !isOwnMember && m_token.name.size() == (info->hasPart ? 2u : 1u))
            return readKnown(*info);
        if (info && !isOwnMember && info->hasPart)
            return wrong("'" + m_token.nameText + "' needs a name behind a dot", namePlace(), exampleOf(*info));
        const auto members = entryMembers();
        const bool isMember = std::find(members.begin(), members.end(), m_token.name.front()) != members.end();
        if (isMember || isOwnMember)
            return readPath();
        return unknownField();
    }

private:
    FilterPlace namePlace() const { return {m_token.place.at, m_token.nameText.size()}; }

    static std::string exampleOf(const FilterFieldInfo& info) {
        return info.field == FilterField::Love ? "love.magnitude" : "barrier.privacy_protection";
    }

    static std::string loveSuggestion(const std::string& name) {
        const std::string nearest = nearestWord(name, componentNames);
        return nearest.empty() ? nearest : "love." + nearest;
    }

    static bool isLovePart(const std::string& name) {
        return name == "magnitude" ||
               std::find(componentNames.begin(), componentNames.end(), name) != componentNames.end();
    }

    Parsed<FilterTerm> unknownField() const {
        std::vector<std::string_view> names;
        for (const FilterFieldInfo& info : filterFields())
            names.push_back(info.name);
        std::string suggestion = nearestWord(asciiLower(m_token.name.front()), names);
        if (m_token.name.size() > 1) {
            const auto members = entryMembers();
            suggestion = nearestWord(m_token.name.front(), members);
            if (!suggestion.empty())
                suggestion += m_token.nameText.substr(m_token.name.front().size());
        }
        return wrong("there is no field '" + m_token.nameText + "'; a value of an entry is named by its path (data." +
                         m_token.nameText + "), and a text with a sign in it stands in quotation marks",
                     namePlace(), std::move(suggestion));
    }

    Parsed<FilterTerm> readKnown(const FilterFieldInfo& info) {
        m_term.field = info.field;
        if (info.hasPart)
            m_term.path = {m_token.name[1]};
        if (info.field == FilterField::Love && !isLovePart(m_token.name[1]))
            return wrong("a love vector has no '" + m_token.name[1] +
                             "'; it has warmth, empathy, safety, understanding, compassion and magnitude",
                         namePlace(), loveSuggestion(m_token.name[1]));
        if (isComparison(m_term.op)) {
            if (info.takes == TakesOf::Word || info.takes == TakesOf::Text || info.takes == TakesOf::Moment)
                return wrong("'" + std::string(info.name) + "' is no number that could be compared by size: write '" +
                                 std::string(info.name) + ":'",
                             m_token.place);
            if (m_term.values.size() > 1)
                return wrong("a comparison by size takes one value", m_token.valuePlace);
        }
        switch (info.takes) {
        case TakesOf::Word: return readWord();
        case TakesOf::Level: return readLevel();
        case TakesOf::Text: return readText();
        case TakesOf::Number: return readNumbers(false);
        case TakesOf::Length: return readNumbers(true);
        case TakesOf::Moment: return readTime();
        }
        return m_term;
    }

    // An empty name is no name.
    std::optional<FilterError> complainOfEmpty() const {
        const bool isEmpty = std::find(m_term.values.begin(), m_term.values.end(), "") != m_term.values.end();
        return isEmpty ? std::optional(FilterError{"a value is missing here", {}, m_token.valuePlace}) : std::nullopt;
    }

    Parsed<FilterTerm> readWord() {
        if (auto error = complainOfEmpty())
            return tl::unexpected(std::move(*error));
        if (m_term.field != FilterField::Turn)
            return m_term;
        for (const std::string& value : m_term.values) {
            if (verdictFromWord(value))
                continue;
            std::vector<std::string_view> words;
            std::string list;
            for (const VerdictWord& known : verdictWords()) {
                words.push_back(known.word);
                list += (list.empty() ? "" : ", ") + std::string(known.word);
            }
            return wrong("'" + value + "' is no verdict of a turn; they are " + list, m_token.valuePlace,
                         nearestWord(asciiLower(value), words));
        }
        return m_term;
    }

    Parsed<FilterTerm> readLevel() {
        if (auto error = complainOfEmpty())
            return tl::unexpected(std::move(*error));
        if (!isComparison(m_term.op))
            return m_term;
        const std::string value = asciiLower(m_term.values.front());
        if (const auto rank = levelRank(value)) {
            m_term.numbers = {double(*rank)};
            return m_term;
        }
        if (value == "evolution")
            return wrong("'evolution' stands outside the order of levels: write level:evolution", m_token.valuePlace);
        return wrong("'" + m_term.values.front() +
                         "' has no rank among the levels debug, info, warning, error, critical",
                     m_token.valuePlace, nearestWord(value, levelNames));
    }

    Parsed<FilterTerm> readText() {
        for (const std::string& value : m_term.values) {
            if (value.empty())
                return wrong("a text to look for is missing", m_token.valuePlace);
            if (value.size() > longestSearchText)
                return wrong("this text is longer than " + std::to_string(longestSearchText) + " bytes",
                             m_token.valuePlace);
        }
        if (m_term.field == FilterField::Text && m_term.op != FilterOperator::Has)
            return wrong("text can only be looked for: write text:, or the path of the value that should be equal",
                         m_token.place);
        return m_term;
    }

    // "*" asks whether there is one at all.
    Parsed<FilterTerm> readNumbers(bool mayHaveUnit) {
        for (const std::string& value : m_term.values) {
            if (value == "*" && m_term.op == FilterOperator::Has)
                continue;
            const auto number = mayHaveUnit ? parseDurationText(value) : numberFrom(value);
            if (!number)
                return wrong("'" + value +
                                 (mayHaveUnit ? "' is no duration; write 2, 2s, 850ms, 1.5min" : "' is no number"),
                             m_token.valuePlace);
            m_term.numbers.push_back(*number);
        }
        return m_term;
    }

    Parsed<FilterTerm> readTime() {
        if (m_term.values.size() > 1 || m_term.op == FilterOperator::NotEqual)
            return wrong("'" + m_token.nameText + ":' takes one time", m_token.place);
        const auto time = parseTimeText(m_term.values.front(), m_now);
        if (!time)
            return wrong("'" + m_term.values.front() + "' is no time; write it as " + timeTextHelp, m_token.valuePlace);
        m_term.time = *time;
        return m_term;
    }

    Parsed<FilterTerm> readPath() {
        m_term.field = FilterField::Path;
        m_term.path = m_token.name;
        for (const std::string& part : m_term.path)
            if (part.empty())
                return wrong("a name is missing between the dots of this path", namePlace());
        for (const std::string& value : m_term.values)
            if (value.size() > longestSearchText)
                return wrong("this text is longer than " + std::to_string(longestSearchText) + " bytes",
                             m_token.valuePlace);
        if (!isComparison(m_term.op))
            return m_term;
        const auto number = numberFrom(m_term.values.front());
        if (!number || m_term.values.size() > 1)
            return wrong("'" + m_term.values.front() + "' is no number to compare with", m_token.valuePlace);
        m_term.numbers = {*number};
        return m_term;
    }

    const Token& m_token;
    Time m_now;
    FilterTerm m_term;
};

class FilterParser {
public:
    FilterParser(std::vector<Token> tokens, std::size_t textSize, Time now)
        : m_tokens(std::move(tokens)), m_textSize(textSize), m_now(now) {}

    Parsed<Filter> run() {
        if (m_tokens.empty())
            return Filter{};
        const auto root = either(0);
        if (!root)
            return tl::unexpected(root.error());
        if (const Token* token = here())
            return wrong("there is no '(' for this ')'", token->place);
        return std::move(m_filter);
    }

private:
    using Kind = Token::Kind;
    using NodeKind = FilterNode::Kind;

    const Token* here() const { return m_at < m_tokens.size() ? &m_tokens[m_at] : nullptr; }
    bool isHere(Kind kind) const { return here() && here()->kind == kind; }

    std::uint32_t add(NodeKind kind, std::uint32_t first, std::uint32_t second = 0) {
        m_filter.nodes.push_back({kind, first, second});
        return static_cast<std::uint32_t>(m_filter.nodes.size() - 1);
    }

    Parsed<std::uint32_t> either(std::size_t depth) {
        auto left = both(depth);
        while (left && isHere(Kind::Or)) {
            ++m_at;
            const auto right = both(depth);
            if (!right)
                return right;
            left = add(NodeKind::Or, *left, *right);
        }
        return left;
    }

    Parsed<std::uint32_t> both(std::size_t depth) {
        auto left = negated(depth);
        while (left && here() && !isHere(Kind::Or) && !isHere(Kind::Close)) {
            if (isHere(Kind::And))
                ++m_at;
            const auto right = negated(depth);
            if (!right)
                return right;
            left = add(NodeKind::And, *left, *right);
        }
        return left;
    }

    Parsed<std::uint32_t> negated(std::size_t depth) {
        bool negative = false;
        for (; isHere(Kind::Not); ++m_at)
            negative = !negative;
        const auto operand = primary(depth);
        return operand && negative ? Parsed<std::uint32_t>(add(NodeKind::Not, *operand)) : operand;
    }

    Parsed<std::uint32_t> primary(std::size_t depth) {
        const Token* token = here();
        if (!token)
            return missingTerm({m_textSize, 0});
        switch (token->kind) {
        case Kind::Open: return inParentheses(depth);
        case Kind::Text:
        case Kind::Term: return term();
        default: return missingTerm(token->place);
        }
    }

    Parsed<std::uint32_t> missingTerm(FilterPlace place) const {
        if (m_at == 0 || m_tokens[m_at - 1].kind == Kind::Open)
            return wrong("a term is missing here", place);
        const Token& before = m_tokens[m_at - 1];
        if (before.kind == Kind::And || before.kind == Kind::Or || before.kind == Kind::Not)
            return wrong("a term is missing after '" + before.values.front() +
                             "'; to look for the word itself, put it in quotation marks",
                         before.place);
        return wrong("a term is missing before this", place);
    }

    Parsed<std::uint32_t> inParentheses(std::size_t depth) {
        const FilterPlace open = here()->place;
        if (depth == deepestFilter)
            return wrong("parentheses stand more than " + std::to_string(deepestFilter) + " deep in one another", open);
        ++m_at;
        const auto inner = either(depth + 1);
        if (!inner)
            return inner;
        if (!isHere(Kind::Close))
            return wrong("this parenthesis is not closed", open);
        ++m_at;
        return inner;
    }

    Parsed<std::uint32_t> term() {
        const Token& token = *here();
        if (m_filter.terms.size() == mostFilterTerms)
            return wrong("a filter has at most " + std::to_string(mostFilterTerms) + " terms", token.place);
        FilterTerm read;
        if (token.kind == Kind::Text) {
            if (token.values.front().empty())
                return wrong("a text to look for is missing", token.place);
            if (token.values.front().size() > longestSearchText)
                return wrong("this text is longer than " + std::to_string(longestSearchText) + " bytes", token.place);
            read.values = token.values;
            read.place = token.place;
        } else {
            auto result = TermReader(token, m_now).read();
            if (!result)
                return tl::unexpected(std::move(result.error()));
            read = std::move(*result);
        }
        ++m_at;
        m_filter.terms.push_back(std::move(read));
        return add(NodeKind::Term, static_cast<std::uint32_t>(m_filter.terms.size() - 1));
    }

    std::vector<Token> m_tokens;
    std::size_t m_textSize;
    Time m_now;
    std::size_t m_at = 0;
    Filter m_filter;
};

} // namespace

tl::expected<Filter, FilterError> parseFilter(std::string_view text, Time now) {
    auto tokens = lexFilter(text);
    if (!tokens)
        return tl::unexpected(std::move(tokens.error()));
    return FilterParser(std::move(*tokens), text.size(), now).run();
}

std::string explainFilterError(std::string_view text, const FilterError& error) {
    constexpr std::size_t most = 60; // code points shown before and behind the place
    const std::size_t at = std::min(error.place.at, text.size());
    std::size_t from = at > most ? at - most : 0;
    while (from > 0 && (static_cast<unsigned char>(text[from]) & 0xc0) == 0x80)
        --from;
    std::size_t to = std::min(text.size(), at + most);
    while (to < text.size() && (static_cast<unsigned char>(text[to]) & 0xc0) == 0x80)
        ++to;
    std::string shown(text.substr(from, to - from));
    std::replace_if(
        shown.begin(), shown.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, ' ');
    const std::size_t indent = countCodePoints(text.substr(from, at - from));
    const std::size_t length = std::min(error.place.length, to - at);
    const std::size_t width = std::max<std::size_t>(1, countCodePoints(text.substr(at, length)));
    std::string out = "  " + shown + "\n  " + std::string(indent, ' ') + std::string(width, '^') + "\n" + error.text;
    if (!error.suggestion.empty())
        out += "; did you mean " + error.suggestion + "?";
    return out + "\n";
}

} // namespace moie
