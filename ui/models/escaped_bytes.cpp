// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/escaped_bytes.h"

#include <cstdint>

#include <QChar>

namespace moie::ui {

namespace {

struct Decoded {
    char32_t character = 0;
    std::size_t length = 0; // 0: not UTF-8
};

// Strict: no overlong forms, no surrogates, nothing above U+10FFFF.
Decoded decodeUtf8(std::string_view bytes) {
    const auto first = static_cast<unsigned char>(bytes.front());
    if (first < 0x80)
        return {first, 1};
    const std::size_t length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
    if (length == 0 || first > 0xf4 || bytes.size() < length)
        return {};
    char32_t character = first & (0x7fu >> length);
    for (std::size_t i = 1; i < length; ++i) {
        const auto next = static_cast<unsigned char>(bytes[i]);
        if ((next & 0xc0u) != 0x80u)
            return {};
        character = (character << 6) | (next & 0x3fu);
    }
    static constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
    const bool isSurrogate = character >= 0xd800 && character <= 0xdfff;
    if (character < smallest[length] || isSurrogate || character > 0x10ffff)
        return {};
    return {character, length};
}

bool isShownAsItIs(char32_t character) {
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format:
    case QChar::Other_NotAssigned:
    case QChar::Other_PrivateUse:
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph: return false;
    default: return true;
    }
}

void appendEscaped(QString& text, char32_t character) {
    if (character == '\t')
        text += QLatin1String("\\t");
    else if (character == '\n')
        text += QLatin1String("\\n");
    else if (character == '\r')
        text += QLatin1String("\\r");
    else if (character < 0x100)
        text += QStringLiteral("\\x%1").arg(static_cast<uint>(character), 2, 16, QLatin1Char('0'));
    else if (character < 0x10000)
        text += QStringLiteral("\\u%1").arg(static_cast<uint>(character), 4, 16, QLatin1Char('0'));
    else
        text += QStringLiteral("\\u{%1}").arg(static_cast<uint>(character), 0, 16);
}

} // namespace

QString escapedBytes(std::string_view bytes, std::size_t mostBytes) {
    QString text;
    const std::size_t end = bytes.size() < mostBytes ? bytes.size() : mostBytes;
    text.reserve(static_cast<qsizetype>(end));
    std::size_t at = 0;
    while (at < end) {
        const Decoded decoded = decodeUtf8(bytes.substr(at));
        if (decoded.length == 0) {
            appendEscaped(text, static_cast<unsigned char>(bytes[at]));
            ++at;
            continue;
        }
        if (isShownAsItIs(decoded.character))
            text += QChar::fromUcs4(decoded.character);
        else
            appendEscaped(text, decoded.character);
        at += decoded.length;
    }
    if (at < bytes.size())
        text += QChar(0x2026);
    return text;
}

} // namespace moie::ui
