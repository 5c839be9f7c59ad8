// SPDX-License-Identifier: GPL-3.0-or-later
// Reads a figure from the text that a page shows, and says whether it can be that value. Knows nothing of how the
// program writes figures but what docs and design promise: units, thousands separated, three significant digits.
#pragma once

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QStringList>

namespace moie::test {

struct ShownFigure {
    double value = std::numeric_limits<double>::quiet_NaN(); // NaN: "–"
    double half = 0.0;                                       // of a step of its last digit: what it may be off
};

// "13.7 %" is 0.137, "240 ms" is 0.24 seconds, "40.3 points" is 0.403; MB and % of a resource are said by `unit`, which
// is taken away first. Nothing: no figure.
inline std::optional<ShownFigure> readFigure(QString text, const QString& unit = {}) {
    if (!unit.isEmpty() && text.endsWith(QLatin1Char(' ') + unit))
        text.chop(unit.size() + 1);
    if (text == QStringLiteral("–"))
        return ShownFigure{};
    static const QRegularExpression parts(
        QStringLiteral("^([−+±]?)([0-9][0-9,]*)(?:\\.([0-9]+))?(?: (%|points|ms|s))?$"));
    const auto match = parts.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QString whole = match.captured(2).remove(QLatin1Char(','));
    const QString decimals = match.captured(3);
    const QString of = match.captured(4);
    const double scale = of == QStringLiteral("%") || of == QStringLiteral("points") ? 0.01
                         : of == QStringLiteral("ms")                                ? 1e-3
                                                                                     : 1.0;
    const double value = (whole + QLatin1Char('.') + decimals).toDouble() * scale;
    double half = 0.5 * std::pow(10.0, -static_cast<double>(decimals.size())) * scale;
    // Three significant digits: 12,300 says no more.
    if (decimals.isEmpty() && of.isEmpty())
        half = std::max(half, 0.5 * std::pow(10.0, static_cast<double>(whole.size()) - 3.0));
    return ShownFigure{match.captured(1) == QStringLiteral("−") ? -value : value, half};
}

// What a page shows against a report's JSON. Texts are held against patterns: regular expressions with {path} for a
// figure of the report at that path (names and places, apart by slashes), {#path} for a whole number, {path|unit} for
// one whose unit follows later: a range says it once, after its end. All of the text has to match, so that no figure in
// it is left out.
class Agreement {
public:
    // A pattern that holds only where the figure at `zero` is 0 or null; empty: always.
    struct Pattern {
        QString text;
        QString zero = {};
    };

    explicit Agreement(QJsonObject report) : m_report(std::move(report)) {}

    QStringList wrong;
    int figures = 0;

    QJsonValue at(const QString& path) const {
        QJsonValue value = m_report;
        for (const QString& name : path.split(QLatin1Char('/')))
            value = value.isArray() ? value.toArray().at(name.toInt()) : value.toObject().value(name);
        return value;
    }
    double number(const QString& path) const { return at(path).toDouble(std::numeric_limits<double>::quiet_NaN()); }

    void figure(const QString& what, const QString& shown, const QJsonValue& expected, const QString& unit = {},
                bool whole = false) {
        ++figures;
        const auto read = readFigure(shown, unit);
        if (!read)
            return complain(what, shown, QStringLiteral("no figure"));
        if (expected.isUndefined())
            return complain(what, shown, QStringLiteral("not in the report"));
        const double value = expected.toDouble(std::numeric_limits<double>::quiet_NaN());
        const double off = whole ? 0.0 : read->half * (1.0 + 1e-6) + 1e-12;
        if (std::isnan(value) != std::isnan(read->value) || std::abs(value - read->value) > off)
            complain(what, shown, QString::number(value, 'g', 12));
    }

    void text(const QString& what, const QString& shown, const std::vector<Pattern>& patterns) {
        for (const Pattern& pattern : patterns) {
            if (matches(what, shown, pattern.text)) {
                if (const double guard = pattern.zero.isEmpty() ? 0.0 : number(pattern.zero); guard > 0.0)
                    complain(what, shown, pattern.zero + QStringLiteral(" is not zero"));
                return;
            }
        }
        complain(what, shown, QStringLiteral("no pattern"));
    }
    void text(const QString& what, const QString& shown, const QString& pattern) {
        text(what, shown, std::vector<Pattern>{{pattern}});
    }

    void check(const QString& what, bool holds) {
        if (!holds)
            wrong.append(what);
    }

private:
    bool matches(const QString& what, const QString& shown, const QString& pattern) {
        static const QRegularExpression placeholder(QStringLiteral("\\{(#?)([^}|]+)(?:\\|([^}]+))?\\}"));
        QString expression;
        QList<QRegularExpressionMatch> places;
        qsizetype end = 0;
        for (auto found = placeholder.globalMatch(pattern); found.hasNext();) {
            places.append(found.next());
            expression += pattern.mid(end, places.last().capturedStart() - end) + QStringLiteral("(.+?)");
            end = places.last().capturedEnd();
        }
        expression += pattern.mid(end);
        const auto match = QRegularExpression(QRegularExpression::anchoredPattern(expression)).match(shown);
        if (!match.hasMatch())
            return false;
        for (qsizetype i = 0; i < places.size(); ++i) {
            const QString unit = places[i].captured(3);
            const QString found = match.captured(static_cast<int>(i) + 1);
            figure(what + QLatin1Char(' ') + places[i].captured(2),
                   unit.isEmpty() ? found : found + QLatin1Char(' ') + unit, at(places[i].captured(2)), {},
                   !places[i].captured(1).isEmpty());
        }
        return true;
    }

    void complain(const QString& what, const QString& shown, const QString& instead) {
        wrong.append(QStringLiteral("%1 shows \"%2\": %3").arg(what, shown, instead));
    }

    QJsonObject m_report;
};

} // namespace moie::test
