// SPDX-License-Identifier: MIT
#include <moie/engine/text_words.h>

#include <algorithm>
#include <cstring>

#include <unicode/ubrk.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>
#include <unicode/utf16.h>

#include <moie/engine/gap_marks.h>
#include <moie/schema/utf8.h>

namespace moie::engine {

namespace {

// ICU counts in 32 bits, with a sign.
constexpr std::size_t longestText = std::size_t{1} << 30; // bytes
// Of a longer word only so much is folded: no phrase has any like it.
constexpr std::size_t longestWord = 256; // UTF-16 units

bool isInvisible(char32_t c) {
    return c == 0xAD || c == 0x34F || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x206F) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF;
}

bool isApostrophe(char32_t c) {
    return c == 0x2019 || c == 0x2BC || c == 0xFF07 || c == 0x60B5;
}

void appendFolded(std::string& folded, const UChar* begin, const UChar* end) {
    const bool ascii = std::all_of(begin, end, [](UChar unit) { return unit < 0x80; });
    if (ascii) {
        for (const UChar* at = begin; at != end; ++at)
            folded.push_back(static_cast<char>(*at >= 'A' && *at <= 'Z' ? *at + ('a' - 'A') : *at));
        return;
    }
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2* normalizer = unorm2_getNFKCCasefoldInstance(&status);
    std::vector<UChar> normal(static_cast<std::size_t>(end - begin) * 18 + 8); // the longest that NFKC makes of one
    const std::int32_t length = unorm2_normalize(normalizer, begin, static_cast<std::int32_t>(end - begin),
                                                 normal.data(), static_cast<std::int32_t>(normal.size()), &status);
    if (U_FAILURE(status))
        return;
    for (std::int32_t at = 0; at < length;) {
        UChar32 c = 0;
        U16_NEXT(normal.data(), at, length, c);
        if (isApostrophe(static_cast<char32_t>(c)))
            c = '\'';
        char bytes[4];
        std::size_t count = 0;
        UBool failed = false;
        U8_APPEND(reinterpret_cast<std::uint8_t*>(bytes), count, sizeof bytes, U_IS_SURROGATE(c) ? 0xFFFD : c, failed);
        if (!failed)
            folded.append(bytes, count);
    }
}

// Alphabets whose letters are mistaken for one another's.
bool isAlike(UScriptCode script) {
    return script == USCRIPT_LATIN || script == USCRIPT_CYRILLIC || script == USCRIPT_GREEK ||
           script == USCRIPT_ARMENIAN || script == USCRIPT_CHEROKEE || script == USCRIPT_COPTIC;
}

} // namespace

// A text as ICU takes it: UTF-16, with the place of each unit in the text's bytes.
struct WordBreaker::Units {
    std::vector<UChar> units;
    std::vector<std::uint32_t> bytes; // one more than units: the end
    UBreakIterator* iterator = nullptr;

    ~Units() { ubrk_close(iterator); }

    void decode(std::string_view text) {
        units.clear();
        bytes.clear();
        units.reserve(text.size());
        bytes.reserve(text.size() + 1);
        for (std::size_t at = 0; at < text.size();) {
            const auto byte = static_cast<unsigned char>(text[at]);
            const DecodedCodePoint point = byte < 0x80 ? DecodedCodePoint{byte, 1, true} : decodeUtf8(text, at);
            const char32_t c = isApostrophe(point.value) ? U'\'' : point.value;
            if (!isInvisible(c)) {
                const bool two = c > 0xFFFF;
                units.push_back(two ? U16_LEAD(c) : static_cast<UChar>(c));
                bytes.push_back(static_cast<std::uint32_t>(at));
                if (two) {
                    units.push_back(U16_TRAIL(c));
                    bytes.push_back(static_cast<std::uint32_t>(at));
                }
            }
            at += point.length;
        }
        bytes.push_back(static_cast<std::uint32_t>(text.size()));
    }
};

namespace {

// Puts the words together out of ICU's segments and of what stands between them.
class Cutter {
public:
    Cutter(const std::vector<UChar>& units, const std::vector<std::uint32_t>& bytes,
           const std::unordered_set<std::string>& abbreviations)
        : m_units(units), m_bytes(bytes), m_abbreviations(abbreviations) {
        m_cut.scripts.emplace_back();
    }

    void segment(std::size_t begin, std::size_t end, std::int32_t kind) {
        if (kind < UBRK_WORD_NONE_LIMIT)
            return;
        const bool isNumber = kind < UBRK_WORD_NUMBER_LIMIT;
        while (begin < end && m_units[begin] == '_')
            ++begin;
        while (end > begin && m_units[end - 1] == '_')
            --end;
        if (begin == end)
            return;
        if (isNumber || !hasInnerStop(begin, end)) {
            word(begin, end, isNumber);
            return;
        }
        // "done.Then", "snake_case": marks that Unicode's rules leave within a word.
        for (std::size_t from = begin; from < end;) {
            std::size_t to = from;
            while (to < end && !isStop(m_units[to]))
                ++to;
            if (to > from)
                word(from, to, false);
            from = to + 1;
        }
    }

    TextWords finish() {
        between(m_units.size());
        m_cut.quotationOpen = m_marks.quotationOpen();
        m_cut.quotations = m_marks.quotations();
        for (const Quotation& quotation : m_cut.quotations)
            for (std::uint32_t i = quotation.first; i < quotation.last; ++i)
                m_cut.words[i].quoted = true;
        m_cut.sentenceCount = m_cut.words.empty() ? 0 : m_sentence + 1;
        return std::move(m_cut);
    }

private:
    static bool isStop(UChar unit) { return unit == '.' || unit == ':' || unit == '_'; }

    // Not in "e.g" or "u.s.a", whose parts are single letters.
    bool hasInnerStop(std::size_t begin, std::size_t end) const {
        std::size_t longest = 0;
        std::size_t stops = 0;
        std::size_t run = 0;
        for (std::size_t i = begin; i < end; ++i) {
            const bool stop = isStop(m_units[i]);
            stops += stop ? 1 : 0;
            run = stop ? 0 : run + 1;
            longest = std::max(longest, run);
        }
        return stops > 0 && longest > 1;
    }

    bool isAbbreviation(const Word& before) const {
        const std::string_view text = m_cut.text(before);
        return text.size() == 1 ? text != "i" && (text[0] < '0' || text[0] > '9')
                                : m_abbreviations.contains(std::string(text));
    }

    // Looks at what stands between the last word and this place.
    GapMarks between(std::size_t upTo) {
        const auto nextWord = static_cast<std::uint32_t>(m_cut.words.size());
        GapMarks marks = m_marks.read(std::span(m_units).subspan(m_gapBegin, upTo - m_gapBegin), nextWord,
                                      m_gapBegin > 0 ? m_units[m_gapBegin - 1] : u'\0',
                                      upTo < m_units.size() ? m_units[upTo] : u'\0');
        m_gapBegin = upTo;
        m_cut.questions += marks.question && nextWord > 0 ? 1 : 0;
        return marks;
    }

    void word(std::size_t begin, std::size_t end, bool isNumber) {
        const GapMarks marks = between(begin);
        Word made;
        const bool first = m_cut.words.empty();
        const bool endsSentence =
            !first && (marks.endsSentence || (marks.singleStop && !isAbbreviation(m_cut.words.back())));
        m_sentence += endsSentence ? 1 : 0;
        made.begin = m_bytes[begin];
        made.end = m_bytes[end];
        made.sentence = m_sentence;
        made.startsClause = first || endsSentence || marks.endsClause;
        made.barBefore = first || endsSentence || marks.bar;
        made.code = m_marks.inCode();
        made.foldedBegin = static_cast<std::uint32_t>(m_cut.folded.size());
        appendFolded(m_cut.folded, m_units.data() + begin, m_units.data() + std::min(end, begin + longestWord));
        made.foldedEnd = static_cast<std::uint32_t>(m_cut.folded.size());
        made.script = isNumber ? std::uint8_t{0} : scriptOf(begin, end);
        if (!made.code)
            ++m_cut.scripts[made.script].words;
        m_cut.words.push_back(made);
        m_gapBegin = end;
    }

    // Of the first letter; notes words of several alphabets.
    std::uint8_t scriptOf(std::size_t begin, std::size_t end) {
        UScriptCode script = USCRIPT_COMMON;
        for (std::size_t at = begin; at < end;) {
            UChar32 c = 0;
            U16_NEXT(m_units.data(), at, end, c);
            UErrorCode status = U_ZERO_ERROR;
            const bool latin = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!latin && c < 0x80)
                continue;
            const UScriptCode found = latin ? USCRIPT_LATIN : uscript_getScript(c, &status);
            if (found == USCRIPT_COMMON || found == USCRIPT_INHERITED)
                continue;
            if (script == USCRIPT_COMMON)
                script = found;
            else if (script != found && isAlike(script) && isAlike(found))
                m_cut.mixedScriptWord = true;
        }
        if (script == USCRIPT_COMMON)
            return 0;
        if (script == m_lastScript)
            return m_lastIndex;
        const char* name = uscript_getShortName(script);
        auto& scripts = m_cut.scripts;
        auto found = std::find_if(scripts.begin() + 1, scripts.end(), [name](const ScriptCount& count) {
            return std::strcmp(count.name.data(), name) == 0;
        });
        if (found == scripts.end()) {
            scripts.emplace_back();
            found = scripts.end() - 1;
            std::strncpy(found->name.data(), name, found->name.size() - 1);
        }
        m_lastScript = script;
        m_lastIndex = static_cast<std::uint8_t>(found - scripts.begin());
        return m_lastIndex;
    }

    const std::vector<UChar>& m_units;
    const std::vector<std::uint32_t>& m_bytes;
    const std::unordered_set<std::string>& m_abbreviations;
    TextWords m_cut;
    GapReader m_marks;
    std::size_t m_gapBegin = 0;
    std::uint32_t m_sentence = 0;
    UScriptCode m_lastScript = USCRIPT_COMMON;
    std::uint8_t m_lastIndex = 0;
};

} // namespace

std::string foldText(std::string_view text) {
    std::vector<UChar> units;
    for (std::size_t at = 0; at < text.size();) {
        const DecodedCodePoint point = decodeUtf8(text, at);
        at += point.length;
        if (point.value > 0xFFFF) {
            units.push_back(U16_LEAD(point.value));
            units.push_back(U16_TRAIL(point.value));
        } else {
            units.push_back(static_cast<UChar>(isApostrophe(point.value) ? U'\'' : point.value));
        }
    }
    std::string folded;
    appendFolded(folded, units.data(), units.data() + units.size());
    return folded;
}

WordBreaker::WordBreaker(std::unordered_set<std::string> abbreviations)
    : m_units(std::make_unique<Units>()), m_abbreviations(std::move(abbreviations)) {}
WordBreaker::~WordBreaker() = default;
WordBreaker::WordBreaker(WordBreaker&&) noexcept = default;
WordBreaker& WordBreaker::operator=(WordBreaker&&) noexcept = default;

TextWords WordBreaker::cut(std::string_view text) {
    m_units->decode(text.substr(0, longestText));
    Cutter cutter(m_units->units, m_units->bytes, m_abbreviations);
    UErrorCode status = U_ZERO_ERROR;
    // The root locale's rules: the same words whatever the process's locale is.
    if (!m_units->iterator)
        m_units->iterator = ubrk_open(UBRK_WORD, "", nullptr, 0, &status);
    ubrk_setText(m_units->iterator, m_units->units.data(), static_cast<std::int32_t>(m_units->units.size()), &status);
    if (U_FAILURE(status))
        return cutter.finish();
    std::int32_t begin = ubrk_first(m_units->iterator);
    for (std::int32_t end = ubrk_next(m_units->iterator); end != UBRK_DONE; end = ubrk_next(m_units->iterator)) {
        cutter.segment(static_cast<std::size_t>(begin), static_cast<std::size_t>(end),
                       ubrk_getRuleStatus(m_units->iterator));
        begin = end;
    }
    return cutter.finish();
}

} // namespace moie::engine
