// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/format.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <QCoreApplication>

namespace moie::ui::format {
namespace {

const QString dash = QStringLiteral("–");
constexpr QChar minusSign(0x2212);
constexpr int significantDigits = 3;

QString separated(QString digits) {
    qsizetype end = digits.indexOf(QLatin1Char('.'));
    if (end < 0)
        end = digits.size();
    for (qsizetype i = end - 3; i > 0; i -= 3)
        digits.insert(i, QLatin1Char(','));
    return digits;
}

QString scientific(double value) {
    return QString::number(value, 'e', significantDigits - 1).replace(QLatin1Char('-'), minusSign);
}

double roundedTo(double value, int decimals) {
    const double scale = std::pow(10.0, decimals);
    return std::round(value * scale) / scale;
}

// 3 and 20 of "3 min 20 s"; the smaller part is left out where it is zero.
QString twoParts(double seconds, double large, const char* largeName, double small, const char* smallName) {
    const auto wholes = static_cast<std::uint64_t>(std::llround(seconds / small));
    const auto ratio = static_cast<std::uint64_t>(std::llround(large / small));
    QString text = count(wholes / ratio) + QLatin1String(largeName);
    if (const auto rest = wholes % ratio; rest != 0)
        text += QLatin1Char(' ') + count(rest) + QLatin1String(smallName);
    return text;
}

struct DurationUnit {
    double seconds;
    int decimals;
    const char16_t* name;
};

// The unit and decimals that a duration under a minute is shown with.
DurationUnit durationUnit(double seconds) {
    if (seconds < 0.0009995)
        return {1e-6, 0, u"µs"};
    if (seconds < 0.01)
        return {1e-3, 1, u"ms"};
    if (seconds < 0.9995)
        return {1e-3, 0, u"ms"};
    return {1.0, 1, u"s"};
}

QString inUnit(double seconds, const DurationUnit& unit) {
    return fixed(seconds / unit.seconds, unit.decimals) + QLatin1Char(' ') + QString::fromUtf16(unit.name);
}

// The number of a percentage, without the sign.
QString percentNumber(double share) {
    const double value = share * 100.0;
    if (value == 0.0 || value == 100.0)
        return fixed(value, 0);
    if (std::abs(value) < 0.1)
        return fixed(value, std::min(6, decimalsOf(value) - 1));
    if (value < 100.0 && roundedTo(value, 1) >= 100.0)
        return QStringLiteral(">99.9");
    return fixed(value, 1);
}

bool invisible(QChar c) {
    return c.category() == QChar::Other_Control || c.category() == QChar::Other_Format ||
           c.category() == QChar::Separator_Line || c.category() == QChar::Separator_Paragraph;
}

// Joiners after a pictograph or a letter of a script with joined forms are part of how a text is written.
bool joins(char32_t before, QChar c) {
    const bool afterJoinedLetter = before >= 0x620 && before <= 0xdff;
    const bool afterPictograph =
        (before >= 0x2190 && before <= 0x2bff) || before == 0xfe0f || (before >= 0x1f000 && before <= 0x1faff);
    return (c == QChar(0x200c) && afterJoinedLetter) || (c == QChar(0x200d) && (afterJoinedLetter || afterPictograph));
}

} // namespace

int decimalsOf(double value) {
    if (!std::isfinite(value) || value == 0.0)
        return significantDigits - 1;
    int magnitude = static_cast<int>(std::floor(std::log10(std::abs(value))));
    if (roundedTo(std::abs(value), significantDigits - 1 - magnitude) >= std::pow(10.0, magnitude + 1))
        ++magnitude;
    return std::max(0, significantDigits - 1 - magnitude);
}

QString fixed(double value, int decimals) {
    if (!std::isfinite(value))
        return dash;
    // Of longer numbers a double does not know all digits.
    if (std::abs(value) >= 1e15)
        return scientific(value);
    const double rounded = roundedTo(value, decimals);
    const QString digits = separated(QString::number(std::abs(rounded), 'f', decimals));
    return rounded < 0.0 ? minusSign + digits : digits;
}

QString figure(double value) {
    if (!std::isfinite(value))
        return dash;
    if (value == 0.0)
        return QStringLiteral("0");
    if (std::abs(value) < 1e-4)
        return scientific(value);
    const int magnitude = static_cast<int>(std::floor(std::log10(std::abs(value))));
    if (magnitude >= significantDigits)
        value = roundedTo(value, significantDigits - 1 - magnitude);
    return fixed(value, decimalsOf(value));
}

QString count(std::uint64_t value) {
    return separated(QString::number(value));
}

QString percent(double share) {
    return std::isfinite(share) ? percentNumber(share) + QStringLiteral(" %") : dash;
}

QString percentRange(double low, double high) {
    if (!std::isfinite(low) || !std::isfinite(high))
        return dash;
    return percentNumber(low) + dash + percentNumber(high) + QStringLiteral(" %");
}

QString points(double share) {
    if (!std::isfinite(share))
        return dash;
    const double value = share * 100.0;
    const bool isTiny = value != 0.0 && roundedTo(value, 1) == 0.0;
    return QCoreApplication::translate("Words", "%1 points").arg(isTiny ? figure(value) : fixed(value, 1));
}

QString duration(double seconds) {
    if (!std::isfinite(seconds))
        return dash;
    if (seconds < 0.0)
        return minusSign + duration(-seconds);
    if (seconds == 0.0)
        return QStringLiteral("0 s");
    if (roundedTo(seconds, 1) < 60.0)
        return inUnit(seconds, durationUnit(seconds));
    if (seconds < 3599.5)
        return twoParts(seconds, 60.0, " min", 1.0, " s");
    if (seconds < 86370.0)
        return twoParts(seconds, 3600.0, " h", 60.0, " min");
    const double days = seconds / 86400.0;
    if (days >= 1e15)
        return fixed(days, 0) + QStringLiteral(" d");
    return twoParts(seconds, 86400.0, " d", 3600.0, " h");
}

QString durationChange(double change, double beside) {
    if (!std::isfinite(change))
        return dash;
    const double size = std::abs(change);
    if (!std::isfinite(beside) || beside <= 0.0 || beside >= 60.0 || size >= 60.0)
        return duration(size);
    DurationUnit unit = durationUnit(beside);
    if (size > 0.0 && roundedTo(size / unit.seconds, unit.decimals) == 0.0)
        return duration(size);
    return inUnit(size, unit);
}

QString bytes(std::uint64_t value) {
    static constexpr std::array<const char*, 4> units{"kB", "MB", "GB", "TB"};
    if (value < 1000)
        return count(value) + QStringLiteral(" B");
    double scaled = static_cast<double>(value);
    std::size_t unit = 0;
    scaled /= 1000.0;
    while (scaled >= 999.5 && unit + 1 < units.size()) {
        scaled /= 1000.0;
        ++unit;
    }
    return figure(scaled) + QLatin1Char(' ') + QLatin1String(units[unit]);
}

QString words(std::string_view name) {
    QString text = QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    return oneLine(text.replace(QLatin1Char('_'), QLatin1Char(' ')));
}

QString oneLine(QString text) {
    if (std::none_of(text.cbegin(), text.cend(), [](QChar c) { return invisible(c) || c.isSurrogate(); }))
        return text;
    return lines(text)
        .replace(QLatin1Char('\n'), QLatin1String("\\n"))
        .replace(QLatin1Char('\t'), QLatin1String("\\t"));
}

QString lines(const QString& text) {
    QString shown;
    shown.reserve(text.size());
    const auto escape = [&](const char* form, int digits, char32_t code) {
        shown += QLatin1String(form) + QStringLiteral("%1").arg(uint(code), digits, 16, QLatin1Char('0'));
    };
    char32_t before = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        const bool isPair = c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
        const char32_t present = isPair ? QChar::surrogateToUcs4(c, text[i + 1]) : c.unicode();
        const char32_t previous = std::exchange(before, present);
        if (isPair) {
            ++i;
            const QChar::Category category = QChar::category(present);
            if (category == QChar::Other_Format || category == QChar::Other_Control)
                escape("\\U", 8, present);
            else
                shown += QStringView(text).mid(i - 1, 2);
        } else if (c == QLatin1Char('\n') || c == QLatin1Char('\t')) {
            shown += c;
        } else if ((invisible(c) && !joins(previous, c)) || c.isSurrogate()) {
            escape("\\u", 4, c.unicode());
        } else {
            shown += c;
        }
    }
    return shown;
}

QString oneLine(std::string_view text, std::size_t mostBytes) {
    if (text.size() <= mostBytes)
        return oneLine(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
    std::size_t end = mostBytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end; // not within a character
    return oneLine(QString::fromUtf8(text.data(), static_cast<qsizetype>(end))) + QChar(0x2026);
}

QString shortId(std::string_view id) {
    return oneLine(QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size()))).left(8);
}

QString sentence(QString text) {
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

QString toolTip(const QString& plain) {
    return QStringLiteral("<p>") + plain.toHtmlEscaped().replace(QLatin1Char('\n'), QStringLiteral("<br>")) +
           QStringLiteral("</p>");
}

} // namespace moie::ui::format
