// SPDX-License-Identifier: MIT
#include <moie/engine/phrase_index.h>

#include <algorithm>

namespace moie::engine {

namespace {

tl::unexpected<Error> noSuch(const char* what, const std::string& name) {
    return tl::unexpected(
        Error{ErrorCode::Malformed, std::string("there is no ") + what + " '" + name + "'", {}, std::nullopt});
}

} // namespace

PhraseIndex::PhraseIndex() : m_nodes(2) {}

Symbol PhraseIndex::symbolOf(const std::string& word) {
    const bool isStem = word.ends_with('*');
    auto& known = isStem ? m_stems : m_words;
    const auto [found, isNew] = known.try_emplace(isStem ? word.substr(0, word.size() - 1) : word, m_nextSymbol);
    if (isNew)
        ++m_nextSymbol;
    return found->second;
}

PatternNames PhraseIndex::names() {
    PatternNames names;
    names.word = [this](const std::string& word) { return symbolOf(word); };
    names.ofClass = [this](const std::string& name) -> Result<Symbol> {
        const auto found = m_classes.find(name);
        if (found == m_classes.end())
            return noSuch("class", name);
        return found->second;
    };
    names.ofMacro = [this](const std::string& name) -> Result<Symbol> {
        const auto found = m_macros.find(name);
        if (found == m_macros.end())
            return noSuch("macro", name);
        return found->second;
    };
    names.oneOf = [this](const std::vector<Symbol>& members) {
        std::vector<Symbol> sorted = members;
        std::sort(sorted.begin(), sorted.end());
        const auto [found, isNew] = m_unnamedClasses.try_emplace(sorted, m_nextSymbol);
        if (isNew) {
            ++m_nextSymbol;
            for (const Symbol member : sorted)
                m_classesOf[member].push_back(found->second);
        }
        return found->second;
    };
    return names;
}

Result<> PhraseIndex::addClass(const std::string& name, const std::vector<std::string>& words) {
    const Symbol symbol = m_nextSymbol++;
    if (!m_classes.try_emplace(name, symbol).second)
        return tl::unexpected(Error{ErrorCode::Malformed, "the class '" + name + "' is there twice", {}, std::nullopt});
    for (const std::string& word : words) {
        const auto read = readPattern(word, names());
        if (!read)
            return tl::unexpected(read.error());
        if (read->size() != 1 || read->front().size() != 1)
            return tl::unexpected(
                Error{ErrorCode::Malformed, "'" + word + "' is not one word, as a class's are", {}, std::nullopt});
        m_classesOf[read->front().front()].push_back(symbol);
    }
    return {};
}

Result<> PhraseIndex::addMacro(const std::string& name, const std::vector<std::string>& texts) {
    const Symbol symbol = firstMacroSymbol + static_cast<Symbol>(m_macros.size());
    for (const std::string& text : texts) {
        const auto read = readPattern(text, names());
        if (!read)
            return tl::unexpected(read.error());
        for (const std::vector<Symbol>& sequence : *read) {
            if (std::any_of(sequence.begin(), sequence.end(), [](Symbol part) { return part >= firstMacroSymbol; }))
                return tl::unexpected(Error{ErrorCode::Malformed, "a macro uses no macro", {}, std::nullopt});
            addSequence(1, sequence, symbol);
        }
    }
    if (!m_macros.try_emplace(name, symbol).second)
        return tl::unexpected(Error{ErrorCode::Malformed, "the macro '" + name + "' is there twice", {}, std::nullopt});
    return {};
}

Result<PhraseId> PhraseIndex::addPhrase(const std::string& pattern) {
    const auto read = readPattern(pattern, names());
    if (!read)
        return tl::unexpected(read.error());
    const auto phrase = static_cast<PhraseId>(m_patterns.size());
    m_patterns.push_back(pattern);
    for (const std::vector<Symbol>& sequence : *read)
        addSequence(0, sequence, phrase);
    return phrase;
}

void PhraseIndex::addSequence(std::uint32_t root, std::span<const Symbol> symbols, PhraseId accepted) {
    std::uint32_t node = root;
    for (const Symbol symbol : symbols) {
        auto& edges = m_nodes[node].edges;
        const auto at = std::lower_bound(edges.begin(), edges.end(), symbol,
                                         [](const auto& edge, Symbol wanted) { return edge.first < wanted; });
        if (at != edges.end() && at->first == symbol) {
            node = at->second;
            continue;
        }
        const auto child = static_cast<std::uint32_t>(m_nodes.size());
        edges.emplace(at, symbol, child);
        m_nodes.emplace_back();
        node = child;
    }
    auto& phrases = m_nodes[node].phrases;
    if (std::find(phrases.begin(), phrases.end(), accepted) == phrases.end())
        phrases.push_back(accepted);
}

// The symbol itself and the classes that it is in, with the classes that these are in.
void PhraseIndex::addStandsFor(Symbol symbol, std::vector<Symbol>& symbols) const {
    if (std::find(symbols.begin(), symbols.end(), symbol) != symbols.end())
        return;
    symbols.push_back(symbol);
    if (const auto found = m_classesOf.find(symbol); found != m_classesOf.end())
        for (const Symbol ofClass : found->second)
            addStandsFor(ofClass, symbols);
}

// Of all stems that the word begins with.
void PhraseIndex::addStems(std::string_view word, std::vector<Symbol>& symbols) const {
    for (std::size_t length = 1; length <= word.size(); ++length)
        if (const auto stem = m_stems.find(word.substr(0, length)); stem != m_stems.end())
            addStandsFor(stem->second, symbols);
}

void PhraseIndex::finish() {
    m_symbolSets.assign(1, {});
    const auto addWord = [this](std::string_view word, std::vector<Symbol>& symbols) {
        if (const auto found = m_words.find(word); found != m_words.end())
            addStandsFor(found->second, symbols);
        addStems(word, symbols);
    };
    const auto addSet = [this](std::vector<Symbol> symbols) {
        std::sort(symbols.begin(), symbols.end());
        m_symbolSets.push_back(std::move(symbols));
        return static_cast<std::uint32_t>(m_symbolSets.size() - 1);
    };
    const auto addSetOf = [&](const std::string& word) {
        std::vector<Symbol> symbols;
        addWord(word, symbols);
        const auto [first, last] = m_spellings.equal_range(word);
        for (auto spelling = first; spelling != last; ++spelling)
            addWord(spelling->second, symbols);
        m_setOfWord[word] = addSet(std::move(symbols));
    };
    for (const auto& [word, symbol] : m_words)
        addSetOf(word);
    for (auto spelling = m_spellings.begin(); spelling != m_spellings.end();
         spelling = m_spellings.upper_bound(spelling->first))
        if (!m_words.contains(spelling->first))
            addSetOf(spelling->first);
    for (const auto& [stem, symbol] : m_stems) {
        m_longestStem = std::max(m_longestStem, stem.size());
        m_shortestStem = m_shortestStem == 0 ? stem.size() : std::min(m_shortestStem, stem.size());
        // A word that is a stem and nothing more can stand for more, as a word, than one that begins so.
        std::vector<Symbol> symbols;
        addStems(stem, symbols);
        m_setOfStem[stem] = addSet(std::move(symbols));
    }
}

std::uint32_t PhraseIndex::symbolsOf(std::string_view word) const {
    if (const auto found = m_setOfWord.find(word); found != m_setOfWord.end())
        return found->second;
    for (std::size_t length = std::min(word.size(), m_longestStem); length >= m_shortestStem && length > 0; --length)
        if (const auto found = m_setOfStem.find(word.substr(0, length)); found != m_setOfStem.end())
            return found->second;
    return 0;
}

PhraseIndex::MacroHits PhraseIndex::findMacros(const WordSequence& text) const {
    MacroHits macros;
    macros.begin.reserve(text.words.size() + 1);
    std::vector<PhraseHit> found;
    for (std::uint32_t at = 0; at < text.words.size(); ++at) {
        macros.begin.push_back(static_cast<std::uint32_t>(macros.hits.size()));
        found.clear();
        walk({text, nullptr, found, at}, 1, at);
        for (const PhraseHit& hit : found) {
            const std::pair<Symbol, std::uint32_t> one{hit.phrase, hit.last};
            if (std::find(macros.hits.begin() + macros.begin.back(), macros.hits.end(), one) == macros.hits.end())
                macros.hits.push_back(one);
        }
    }
    macros.begin.push_back(static_cast<std::uint32_t>(macros.hits.size()));
    return macros;
}

void PhraseIndex::match(const WordSequence& text, std::vector<PhraseHit>& hits) const {
    const MacroHits macros = findMacros(text);
    for (std::uint32_t at = 0; at < text.words.size(); ++at)
        walk({text, &macros, hits, at}, 0, at);
}

// Its depth is that of the trie, and what it costs at a place is bounded by the phrases, not by the text.
void PhraseIndex::walk(const Walk& walk, std::uint32_t node, std::uint32_t at) const {
    const WordSequence& text = walk.text;
    const auto& edges = m_nodes[node].edges;
    const auto follow = [&](Symbol symbol, std::uint32_t next) {
        const auto edge =
            std::lower_bound(edges.begin(), edges.end(), symbol,
                             [](const auto& candidate, Symbol wanted) { return candidate.first < wanted; });
        if (edge == edges.end() || edge->first != symbol)
            return;
        for (const PhraseId phrase : m_nodes[edge->second].phrases)
            walk.hits.push_back({phrase, walk.start, next});
        this->walk(walk, edge->second, next);
    };
    if (edges.empty())
        return;
    const bool atEnd = at == text.words.size();
    const bool hasMarks = edges.front().first < firstWordSymbol;
    if (hasMarks && at > walk.start && (atEnd || text.startClause[at] != 0))
        follow(clauseEnd, at);
    if (atEnd || (at > walk.start && text.barBefore[at] != 0))
        return;
    if (hasMarks) {
        if (text.startClause[at] != 0)
            follow(clauseStart, at);
        follow(anyWord, at + 1);
    }
    for (const Symbol symbol : m_symbolSets[text.words[at]])
        follow(symbol, at + 1);
    if (walk.macros && edges.back().first >= firstMacroSymbol)
        for (std::uint32_t i = walk.macros->begin[at]; i < walk.macros->begin[at + 1]; ++i)
            follow(walk.macros->hits[i].first, walk.macros->hits[i].second);
}

} // namespace moie::engine
