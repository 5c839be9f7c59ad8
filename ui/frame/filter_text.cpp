// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/filter_text.h"

#include <algorithm>

#include <QCoreApplication>

#include "ui/theme/format.h"

namespace moie::ui {

namespace {

class FilterTexts {
    Q_DECLARE_TR_FUNCTIONS(FilterLine)
};

qsizetype positionOf(const QByteArray& bytes, std::size_t byte) {
    return QString::fromUtf8(bytes.left(static_cast<qsizetype>(byte))).size();
}

} // namespace

std::size_t byteOf(const QString& text, qsizetype position) {
    return static_cast<std::size_t>(text.left(position).toUtf8().size());
}

TextSpan spanOf(const QString& text, const FilterPlace& place) {
    const QByteArray bytes = text.toUtf8();
    const qsizetype start = positionOf(bytes, place.at);
    return {start, positionOf(bytes, place.at + place.length) - start};
}

TextSpan markOf(const QString& text, const FilterPlace& place) {
    TextSpan span = spanOf(text, place);
    if (span.length == 0 && span.start > 0)
        span = {span.start - 1, 1};
    return span;
}

QString explain(const FilterError& error) {
    const QString text = format::sentence(format::oneLine(QString::fromStdString(error.text)));
    if (error.suggestion.empty())
        return FilterTexts::tr("%1.").arg(text);
    return FilterTexts::tr("%1. Did you mean %2?").arg(text, format::oneLine(QString::fromStdString(error.suggestion)));
}

bool looksForTexts(const QString& text, Time now) {
    const auto filter = parseFilter(text.toStdString(), now);
    return !filter || std::any_of(filter->terms.begin(), filter->terms.end(), [](const FilterTerm& term) {
        return term.field == FilterField::Text || term.field == FilterField::Path;
    });
}

QString mended(const QString& text, const FilterError& error, Time now) {
    if (error.suggestion.empty())
        return {};
    QByteArray bytes = text.toUtf8();
    const auto at = static_cast<qsizetype>(error.place.at);
    const auto length = static_cast<qsizetype>(error.place.length);
    // One suggestion cannot stand for several alternatives.
    if (bytes.mid(at, length).contains('|'))
        return {};
    bytes.replace(at, length, QByteArray::fromStdString(error.suggestion));
    const auto parsed = parseFilter(bytes.toStdString(), now);
    const bool better = parsed || parsed.error().place.at > error.place.at;
    return better ? QString::fromUtf8(bytes) : QString();
}

} // namespace moie::ui
