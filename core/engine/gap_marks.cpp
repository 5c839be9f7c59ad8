// SPDX-License-Identifier: MIT
#include <moie/engine/gap_marks.h>

#include <algorithm>

namespace moie::engine {

namespace {

bool isLetterLike(char16_t unit) {
    return (unit >= u'a' && unit <= u'z') || (unit >= u'A' && unit <= u'Z') || unit >= 0xC0;
}

// The mark that closes what this one opens, 0 for one that opens nothing.
char16_t closingOf(char16_t mark) {
    switch (mark) {
    case 0x201C: return 0x201D; // “ ”
    case 0x201E: return 0x201C; // „ “
    case 0xAB: return 0xBB;     // « »
    case 0x2039: return 0x203A; // ‹ ›
    case 0x300C: return 0x300D; // 「 」
    case 0x300E: return 0x300F; // 『 』
    case 0x2018: return u'\'';  // ‘ ’: the closing one was made straight
    default: return 0;
    }
}

bool isQuote(char16_t mark) {
    return mark == u'"' || mark == u'\'' || mark == 0x201D || mark == 0xBB || mark == 0x203A || mark == 0x300D ||
           mark == 0x300F || closingOf(mark) != 0;
}

bool endsSentence(char16_t unit) {
    return unit == u'!' || unit == u'?' || unit == 0x3002 || unit == 0xFF01 || unit == 0xFF1F || unit == 0x203D ||
           unit == 0x2E2E || unit == 0x61F || unit == 0x964;
}

bool isBar(char16_t unit) {
    switch (unit) {
    case u';':
    case u':':
    case u'(':
    case u')':
    case u'[':
    case u']':
    case u'{':
    case u'}':
    case u'<':
    case u'>':
    case u'=':
    case u'|':
    case u'\\': return true;
    default: return false;
    }
}

} // namespace

GapMarks GapReader::read(std::span<const char16_t> gap, std::uint32_t nextWord, char16_t before, char16_t after) {
    GapMarks marks;
    std::size_t newLines = 0;
    std::size_t ticks = 0;
    bool listMark = false;
    for (std::size_t i = 0; i < gap.size(); ++i) {
        const char16_t unit = gap[i];
        const char16_t previous = i == 0 ? before : gap[i - 1];
        const char16_t next = i + 1 < gap.size() ? gap[i + 1] : after;
        ticks = unit == u'`' ? ticks + 1 : 0;
        if (ticks > 0 && next != u'`') {
            backticks(ticks);
            marks.endsClause = true;
        }
        if (unit == u'\n' || unit == 0x2028 || unit == 0x2029) {
            ++newLines;
            m_inlineCode = false;
            marks.endsClause = true;
        } else if (unit == u'.') {
            // Several in a row are a pause.
            const bool isPause = previous == u'.' || next == u'.';
            marks.singleStop = marks.singleStop || !isPause;
            marks.endsClause = marks.endsClause || isPause;
        } else if (endsSentence(unit)) {
            marks.endsSentence = true;
            marks.question = marks.question || unit == u'?' || unit == 0xFF1F || unit == 0x203D || unit == 0x61F;
        } else if (isQuote(unit)) {
            quote(unit, nextWord, previous, next);
            marks.endsClause = marks.endsClause || unit != u'\'';
        } else if (isBar(unit)) {
            marks.bar = true;
            marks.endsClause = true;
        } else if (unit == u',' || unit == 0x2026 || unit == 0x2013 || unit == 0x2014 || unit == 0x3001) {
            marks.endsClause = true;
        } else if (unit == u'-' || unit == u'*' || unit == 0x2022) {
            listMark = listMark || newLines > 0;
            marks.endsClause = marks.endsClause || (previous == u' ' && next == u' ');
        }
    }
    // A quotation that is still open at the end of its paragraph is none.
    if (newLines > 1)
        m_open.clear();
    marks.endsSentence = marks.endsSentence || newLines > 1 || listMark;
    return marks;
}

void GapReader::backticks(std::size_t count) {
    if (count >= 3)
        m_fence = !m_fence;
    else if (!m_fence)
        m_inlineCode = !m_inlineCode;
}

void GapReader::quote(char16_t mark, std::uint32_t nextWord, char16_t before, char16_t after) {
    if (!m_open.empty() && m_open.back().closing == mark && (mark != u'\'' || !isLetterLike(after))) {
        m_found.push_back({m_open.back().firstWord, nextWord});
        m_open.pop_back();
        return;
    }
    if (mark == u'\'' && (isLetterLike(before) || !isLetterLike(after)))
        return;
    const char16_t closing = mark == u'"' || mark == u'\'' ? mark : closingOf(mark);
    if (closing != 0)
        m_open.push_back({closing, nextWord});
}

std::vector<Quotation> GapReader::quotations() const {
    // In the order of their ends an outer one comes after those that stand in it.
    std::vector<Quotation> outer;
    for (const Quotation& quotation : m_found) {
        while (!outer.empty() && outer.back().first >= quotation.first)
            outer.pop_back();
        if (quotation.last > quotation.first)
            outer.push_back(quotation);
    }
    return outer;
}

} // namespace moie::engine
