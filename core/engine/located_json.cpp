// SPDX-License-Identifier: MIT
#include <moie/engine/located_json.h>

#include <algorithm>
#include <iterator>

#include <nlohmann/json.hpp>

namespace moie::engine {

namespace {

constexpr std::size_t deepest = 16;

struct Progress {
    std::size_t line = 1;
    bool endedLine = false; // the last character that was taken is a line's end
};

// An input iterator that counts the lines that it passes.
class CountingIterator {
public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = const char&;

    CountingIterator(const char* at, Progress* progress) : m_at(at), m_progress(progress) {}
    reference operator*() const { return *m_at; }
    CountingIterator& operator++() {
        m_progress->endedLine = *m_at == '\n';
        if (m_progress->endedLine)
            ++m_progress->line;
        ++m_at;
        return *this;
    }
    CountingIterator operator++(int) {
        CountingIterator before = *this;
        ++*this;
        return before;
    }
    friend bool operator==(const CountingIterator& a, const CountingIterator& b) { return a.m_at == b.m_at; }
    friend bool operator!=(const CountingIterator& a, const CountingIterator& b) { return a.m_at != b.m_at; }

private:
    const char* m_at;
    Progress* m_progress;
};

// Makes the tree of the parser's events; nlohmann::json's SAX interface prescribes the names.
class TreeMaker {
public:
    explicit TreeMaker(const Progress& progress) : m_progress(progress) {}

    bool null() { return add(LocatedJson::Type::Null); }
    bool boolean(bool value) {
        if (!add(LocatedJson::Type::Boolean))
            return false;
        m_last->boolean = value;
        return true;
    }
    bool number_integer(std::int64_t value) { return number(static_cast<double>(value)); }
    bool number_unsigned(std::uint64_t value) { return number(static_cast<double>(value)); }
    bool number_float(double value, const std::string&) { return number(value); }
    bool string(std::string& value) {
        if (!add(LocatedJson::Type::Text))
            return false;
        m_last->text = std::move(value);
        return true;
    }
    bool binary(nlohmann::json::binary_t&) { return false; }
    bool start_object(std::size_t) { return open(LocatedJson::Type::Object); }
    bool start_array(std::size_t) { return open(LocatedJson::Type::Array); }
    bool end_object() { return close(); }
    bool end_array() { return close(); }
    bool key(std::string& name) {
        std::vector<std::string>& names = m_open.back()->names;
        if (std::find(names.begin(), names.end(), name) != names.end())
            return fail("\"" + name + "\" is there twice");
        names.push_back(std::move(name));
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception& error) {
        const std::string what = error.what();
        const std::size_t detail = what.find("syntax error");
        return fail(detail == std::string::npos ? what : what.substr(detail));
    }

    LocatedJson root;
    std::string reason;
    std::size_t reasonLine = 0;

private:
    bool fail(std::string why) {
        reason = std::move(why);
        reasonLine = m_progress.line;
        return false;
    }
    bool number(double value) {
        if (!add(LocatedJson::Type::Number))
            return false;
        m_last->number = value;
        // A number's end is known only by the character after it.
        m_last->line -= m_progress.endedLine ? 1 : 0;
        return true;
    }
    bool add(LocatedJson::Type type) {
        m_last = m_open.empty() ? &root : &m_open.back()->items.emplace_back();
        m_last->type = type;
        m_last->line = m_progress.line;
        return true;
    }
    bool open(LocatedJson::Type type) {
        if (m_open.size() == deepest)
            return fail("nested too deeply");
        add(type);
        m_open.push_back(m_last);
        return true;
    }
    bool close() {
        m_open.pop_back();
        return true;
    }

    const Progress& m_progress;
    std::vector<LocatedJson*> m_open; // the last one grows; the others' items stay where they are
    LocatedJson* m_last = nullptr;
};

} // namespace

const LocatedJson* LocatedJson::find(std::string_view name) const {
    for (std::size_t i = 0; i < names.size() && i < items.size(); ++i)
        if (names[i] == name)
            return &items[i];
    return nullptr;
}

Error wrongValue(const std::string& path, std::size_t line, const std::string& reason) {
    return Error{ErrorCode::Malformed, "line " + std::to_string(line) + ": " + reason, path, std::nullopt};
}

Result<LocatedJson> parseLocated(std::string_view text, const std::string& path) {
    Progress progress;
    TreeMaker maker(progress);
    const CountingIterator first(text.data(), &progress);
    const CountingIterator last(text.data() + text.size(), &progress);
    if (!nlohmann::json::sax_parse(first, last, &maker))
        return tl::unexpected(wrongValue(path, maker.reasonLine, maker.reason));
    return std::move(maker.root);
}

} // namespace moie::engine
