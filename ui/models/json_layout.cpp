// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/json_layout.h"

#include <algorithm>

namespace moie::ui {

namespace {

constexpr int indentWidth = 2;
constexpr int deepestIndent = 40;     // levels; deeper ones stay there
constexpr qsizetype longestList = 90; // characters of a list of plain values that stands on one line

// Where the string that begins at `begin` ends, after its quote; the end of the line where it does not.
qsizetype endOfString(const QString& line, qsizetype begin) {
    for (qsizetype i = begin + 1; i < line.size(); ++i) {
        if (line[i] == u'\\')
            ++i;
        else if (line[i] == u'"')
            return i + 1;
    }
    return line.size();
}

// After the bracket that closes what opens at `begin`, where that is short and nothing is nested in it; else −1.
qsizetype endOfShort(const QString& line, qsizetype begin) {
    const qsizetype last = std::min(line.size(), begin + longestList);
    for (qsizetype i = begin + 1; i < last;) {
        if (line[i] == u'"') {
            i = endOfString(line, i);
        } else if (line[i] == u'[' || line[i] == u'{') {
            return -1;
        } else if (line[i] == u']' || line[i] == u'}') {
            return i + 1;
        } else {
            ++i;
        }
    }
    return -1;
}

} // namespace

QString laidOutJson(const QString& line) {
    QString text;
    int level = 0;
    const auto breakLine = [&] {
        text += u'\n';
        text += QString(std::clamp(level, 0, deepestIndent) * indentWidth, u' ');
    };
    for (qsizetype i = 0; i < line.size();) {
        const QChar c = line[i];
        qsizetype end = i + 1;
        if (c == u'"') {
            end = endOfString(line, i);
            text += QStringView(line).mid(i, end - i);
        } else if (c == u'[' || c == u'{') {
            // A line's own object is never short.
            const qsizetype closed = level > 0 ? endOfShort(line, i) : -1;
            if (closed > 0) {
                end = closed;
                text += QStringView(line).mid(i, end - i);
            } else {
                text += c;
                ++level;
                breakLine();
            }
        } else if (c == u']' || c == u'}') {
            --level;
            breakLine();
            text += c;
        } else if (c == u',') {
            text += c;
            breakLine();
        } else if (c == u':') {
            text += QStringLiteral(": ");
        } else if (c != u' ') {
            text += c;
        }
        i = end;
    }
    return text;
}

} // namespace moie::ui
