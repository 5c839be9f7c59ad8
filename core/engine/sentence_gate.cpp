// SPDX-License-Identifier: MIT
#include <moie/engine/sentence_gate.h>

namespace moie::engine {

namespace {

bool endsWithFullWidthMark(std::string_view text, std::size_t end) {
    constexpr std::size_t length = 3;
    if (end < length)
        return false;
    const std::string_view mark = text.substr(end - length, length);
    return mark == "\u3002" || mark == "\uff01" || mark == "\uff1f";
}

} // namespace

std::size_t endOfSentences(std::string_view text, std::size_t from) {
    for (std::size_t end = text.size(); end > from; --end) {
        const char last = text[end - 1];
        if (last == '\n' || endsWithFullWidthMark(text, end))
            return end;
        if (last != ' ')
            continue;
        // Closing quotation marks and brackets may stand between the end mark and the blank.
        std::size_t mark = end - 1;
        while (mark > from && (text[mark - 1] == '"' || text[mark - 1] == '\'' || text[mark - 1] == ')' ||
                               static_cast<unsigned char>(text[mark - 1]) >= 0x80))
            --mark;
        if (mark > from && (text[mark - 1] == '.' || text[mark - 1] == '!' || text[mark - 1] == '?'))
            return end;
    }
    return from;
}

} // namespace moie::engine
