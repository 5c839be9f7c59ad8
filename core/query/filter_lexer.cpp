// SPDX-License-Identifier: MIT
#include <moie/query/filter_lexer.h>

#include <algorithm>
#include <optional>
#include <utility>

#include <moie/schema/utf8.h>

namespace moie {

namespace {

bool isBlankByte(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool isOperatorByte(char c) {
    return c == ':' || c == '=' || c == '<' || c == '>' || c == '!';
}

std::string lowered(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

class FilterLexer {
public:
    explicit FilterLexer(std::string_view text) : m_text(text) {}

    tl::expected<std::vector<FilterToken>, FilterError> run() {
        std::vector<FilterToken> tokens;
        for (skipBlanks(); m_at < m_text.size() && !m_error; skipBlanks())
            tokens.push_back(next());
        if (m_error)
            return tl::unexpected(std::move(*m_error));
        return tokens;
    }

private:
    bool atEnd() const { return m_at >= m_text.size(); }
    char here() const { return m_text[m_at]; }

    void skipBlanks() {
        while (!atEnd() && isBlankByte(here()))
            ++m_at;
    }

    void fail(std::string text, std::size_t at, std::size_t length) {
        if (!m_error)
            m_error = FilterError{std::move(text), {}, {at, length}};
    }

    FilterToken next() {
        FilterToken token;
        token.place.at = m_at;
        if (here() == '(' || here() == ')') {
            token.kind = here() == '(' ? FilterToken::Kind::Open : FilterToken::Kind::Close;
            ++m_at;
        } else if (here() == '"') {
            token.values.push_back(quoted());
        } else {
            word(token);
        }
        token.place.length = m_at - token.place.at;
        if (token.kind == FilterToken::Kind::Text)
            token.valuePlace = token.place;
        return token;
    }

    // From a quotation mark to the next; \" and \\ stand for themselves.
    std::string quoted() {
        const std::size_t start = m_at++;
        std::string value;
        while (!atEnd() && here() != '"') {
            if (here() == '\\' && m_at + 1 < m_text.size() && (m_text[m_at + 1] == '"' || m_text[m_at + 1] == '\\'))
                ++m_at;
            value += here();
            ++m_at;
        }
        if (atEnd())
            fail("this quotation mark is not closed", start, 1);
        else
            ++m_at;
        return value;
    }

    void word(FilterToken& token) {
        const std::size_t start = m_at;
        std::vector<std::string> name(1);
        while (!atEnd() && !isBlankByte(here()) && here() != '(' && here() != ')' && !isOperatorByte(here())) {
            if (here() == '"') {
                if (m_at == start || m_text[m_at - 1] != '.')
                    break;
                name.back() = quoted();
                continue;
            }
            nameByte(name);
        }
        token.nameText = std::string(m_text.substr(start, m_at - start));
        const std::size_t nameEnd = m_at;
        if (const auto op = operatorHere(!token.nameText.empty())) {
            token.kind = FilterToken::Kind::Term;
            token.op = *op;
            if (token.nameText.empty())
                fail("the name of a field is missing before this", start, m_at - start);
            if (name.front().empty() && name.size() > 1) // ".name": from the entry's own members
                name.erase(name.begin());
            token.name = std::move(name);
            values(token, start);
            return;
        }
        m_at = nameEnd;
        if (!atEnd() && here() == '!') { // no operator: part of the text
            do
                ++m_at;
            while (!atEnd() && !isBlankByte(here()) && here() != '(' && here() != ')' && here() != '"');
            token.nameText = std::string(m_text.substr(start, m_at - start));
        }
        plainWord(token);
    }

    // "a.b[0]" is "a", "b", "0".
    void nameByte(std::vector<std::string>& name) {
        if (here() == '.' || here() == '[')
            name.emplace_back();
        else if (here() != ']')
            name.back() += here();
        ++m_at;
    }

    static void plainWord(FilterToken& token) {
        const std::string word = lowered(token.nameText);
        if (word == "and")
            token.kind = FilterToken::Kind::And;
        else if (word == "or")
            token.kind = FilterToken::Kind::Or;
        else if (word == "not")
            token.kind = FilterToken::Kind::Not;
        token.values.push_back(std::exchange(token.nameText, {}));
    }

    // Comparisons may stand apart from the name, a colon not.
    std::optional<FilterOperator> operatorHere(bool mayStandApart) {
        const std::size_t start = m_at;
        if (mayStandApart)
            skipBlanks();
        const auto is = [&](std::string_view op) { return m_text.substr(m_at).starts_with(op); };
        static constexpr std::pair<std::string_view, FilterOperator> operators[] = {
            {"!=", FilterOperator::NotEqual}, {"<=", FilterOperator::LessEqual}, {">=", FilterOperator::GreaterEqual},
            {"==", FilterOperator::Equal},    {"=", FilterOperator::Equal},      {"<", FilterOperator::Less},
            {">", FilterOperator::Greater}};
        if (m_at == start && is(":")) {
            ++m_at;
            return FilterOperator::Has;
        }
        for (const auto& [text, op] : operators) {
            if (!is(text))
                continue;
            m_at += text.size();
            skipBlanks();
            return op;
        }
        return std::nullopt;
    }

    void values(FilterToken& token, std::size_t start) {
        token.valuePlace.at = m_at;
        while (true) {
            if (!atEnd() && here() == '"') {
                token.values.push_back(quoted());
            } else {
                const std::size_t from = m_at;
                while (!atEnd() && !isBlankByte(here()) && here() != ')' && here() != '|' && here() != '"')
                    ++m_at;
                if (m_at == from)
                    fail("a value is missing after '" + std::string(m_text.substr(start, m_at - start)) + "'", start,
                         m_at - start);
                token.values.emplace_back(m_text.substr(from, m_at - from));
            }
            if (atEnd() || here() != '|')
                break;
            ++m_at;
        }
        token.valuePlace.length = m_at - token.valuePlace.at;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::optional<FilterError> m_error;
};

} // namespace

std::string filterQuoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        out += c;
    }
    return out + '"';
}

tl::expected<std::vector<FilterToken>, FilterError> lexFilter(std::string_view text) {
    if (text.size() > longestFilter)
        return tl::unexpected(FilterError{
            "the filter is longer than " + std::to_string(longestFilter) + " bytes", {}, {longestFilter, 0}});
    for (std::size_t at = 0; at < text.size();) {
        const DecodedCodePoint step = decodeUtf8(text, at);
        if (!step.valid)
            return tl::unexpected(FilterError{"this is no valid UTF-8", {}, {at, step.length}});
        at += step.length;
    }
    return FilterLexer(text).run();
}

} // namespace moie
