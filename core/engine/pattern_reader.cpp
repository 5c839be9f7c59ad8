// SPDX-License-Identifier: MIT
#include <moie/engine/pattern_reader.h>

#include <algorithm>

namespace moie::engine {

namespace {

constexpr std::size_t mostSequences = 4096;
constexpr std::size_t deepestPattern = 8;
constexpr std::size_t longestGap = 3;
constexpr std::string_view special = "()[]<>{}|^$";

tl::unexpected<Error> badPattern(const std::string& reason) {
    return tl::unexpected(Error{ErrorCode::Malformed, reason, {}, std::nullopt});
}

class PatternReader {
public:
    PatternReader(std::string_view pattern, const PatternNames& names) : m_pattern(pattern), m_names(names) {}

    Result<SymbolSequences> read() {
        auto sequences = readSequence(0);
        if (!sequences)
            return sequences;
        if (m_at < m_pattern.size())
            return badPattern(std::string("'") + m_pattern[m_at] + "' without its beginning");
        for (const auto& sequence : *sequences)
            if (std::none_of(sequence.begin(), sequence.end(), saysSomething))
                return badPattern("a phrase needs a word that is not left out");
        return sequences;
    }

private:
    static bool saysSomething(std::uint32_t symbol) { return symbol >= firstWordSymbol; }
    static bool isWordSymbol(std::uint32_t symbol) { return symbol >= firstWordSymbol && symbol < firstMacroSymbol; }

    char peek() const { return m_at < m_pattern.size() ? m_pattern[m_at] : '\0'; }

    void skipBlanks() {
        while (m_at < m_pattern.size() && (m_pattern[m_at] == ' ' || m_pattern[m_at] == '-'))
            ++m_at;
    }

    // Up to a closing character or the end.
    Result<SymbolSequences> readSequence(std::size_t depth) {
        SymbolSequences sequences{{}};
        for (skipBlanks(); m_at < m_pattern.size() && std::string_view(")]|").find(peek()) == std::string_view::npos;
             skipBlanks()) {
            const auto item = readItem(depth);
            if (!item)
                return item;
            if (sequences.size() * item->size() > mostSequences)
                return badPattern("stands for more than 4,096 phrases");
            SymbolSequences longer;
            longer.reserve(sequences.size() * item->size());
            for (const auto& before : sequences)
                for (const auto& after : *item) {
                    longer.push_back(before);
                    longer.back().insert(longer.back().end(), after.begin(), after.end());
                }
            sequences = std::move(longer);
        }
        return sequences;
    }

    Result<SymbolSequences> readItem(std::size_t depth) {
        if (depth > deepestPattern)
            return badPattern("nested too deeply");
        switch (peek()) {
        case '(': return readAlternatives(')', depth);
        case '[': return readAlternatives(']', depth);
        case '<': return readClass();
        case '{': return readMacro();
        case '^': ++m_at; return SymbolSequences{{clauseStart}};
        case '$': ++m_at; return SymbolSequences{{clauseEnd}};
        default: return readWord();
        }
    }

    Result<SymbolSequences> readAlternatives(char close, std::size_t depth) {
        SymbolSequences all;
        do {
            ++m_at;
            auto alternative = readSequence(depth + 1);
            if (!alternative)
                return alternative;
            all.insert(all.end(), alternative->begin(), alternative->end());
        } while (peek() == '|');
        if (peek() != close)
            return badPattern(std::string("'") + close + "' is missing");
        ++m_at;
        all = withOneWordsTogether(std::move(all));
        if (close == ']')
            all.emplace_back();
        return all;
    }

    // Single words become one place of the phrase instead of a phrase each.
    SymbolSequences withOneWordsTogether(SymbolSequences all) const {
        std::vector<std::uint32_t> words;
        SymbolSequences others;
        for (auto& sequence : all) {
            if (sequence.size() == 1 && isWordSymbol(sequence[0]))
                words.push_back(sequence[0]);
            else if (std::find(others.begin(), others.end(), sequence) == others.end())
                others.push_back(std::move(sequence));
        }
        std::sort(words.begin(), words.end());
        words.erase(std::unique(words.begin(), words.end()), words.end());
        if (!words.empty())
            others.push_back({words.size() == 1 ? words[0] : m_names.oneOf(words)});
        return others;
    }

    Result<std::string> readName(char close) {
        const std::size_t end = m_pattern.find(close, m_at);
        if (end == std::string_view::npos)
            return badPattern(std::string("'") + close + "' is missing");
        std::string name(m_pattern.substr(m_at + 1, end - m_at - 1));
        m_at = end + 1;
        return name;
    }

    Result<SymbolSequences> readClass() {
        const auto name = readName('>');
        if (!name)
            return tl::unexpected(name.error());
        const auto symbol = m_names.ofClass(*name);
        if (!symbol)
            return tl::unexpected(symbol.error());
        return SymbolSequences{{*symbol}};
    }

    Result<SymbolSequences> readMacro() {
        const auto name = readName('}');
        if (!name)
            return tl::unexpected(name.error());
        const auto symbol = m_names.ofMacro(*name);
        if (!symbol)
            return tl::unexpected(symbol.error());
        return SymbolSequences{{*symbol}};
    }

    Result<SymbolSequences> readWord() {
        const std::size_t begin = m_at;
        while (m_at < m_pattern.size() && m_pattern[m_at] != ' ' && m_pattern[m_at] != '-' &&
               special.find(m_pattern[m_at]) == std::string_view::npos)
            ++m_at;
        const std::string word(m_pattern.substr(begin, m_at - begin));
        if (word.empty())
            return badPattern(std::string("'") + peek() + "' is not expected here");
        if (word == "_")
            return SymbolSequences{{anyWord}};
        if (word == "...") {
            SymbolSequences gaps;
            for (std::size_t i = 0; i <= longestGap; ++i)
                gaps.emplace_back(i, anyWord);
            return gaps;
        }
        if (word.find_first_of("?!.,;:\"") != std::string::npos)
            return badPattern("'" + word + "' holds a mark that no word holds");
        if (word.find('*') < word.size() - 1 || word == "*")
            return badPattern("'*' stands for the end of a word that begins so");
        return SymbolSequences{{m_names.word(word)}};
    }

    std::string_view m_pattern;
    const PatternNames& m_names;
    std::size_t m_at = 0;
};

} // namespace

Result<SymbolSequences> readPattern(std::string_view pattern, const PatternNames& names) {
    return PatternReader(pattern, names).read();
}

} // namespace moie::engine
