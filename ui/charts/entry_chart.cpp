// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/entry_chart.h"

#include <array>
#include <numeric>

#include <QCoreApplication>
#include <QStringList>

#include "ui/charts/chart_summaries.h"
#include "ui/theme/format.h"

namespace moie::ui {
namespace {

class EntryChartTexts {
    Q_DECLARE_TR_FUNCTIONS(EntryChart)
};

struct Group {
    const char* name;
    ColorRole color;
    Marker marker;
    std::vector<std::size_t> levels; // of the histogram
};

constexpr std::size_t at(Level level) {
    return static_cast<std::size_t>(level);
}

// From the bottom: what matters most stands on the base line, where bars can be compared.
std::vector<Group> groups() {
    return {
        {QT_TRANSLATE_NOOP("EntryChart", "error, critical"),
         ColorRole::Bad,
         Marker::Cross,
         {at(Level::Error), at(Level::Critical)}},
        {QT_TRANSLATE_NOOP("EntryChart", "warning"), ColorRole::Warn, Marker::TriangleUp, {at(Level::Warning)}},
        {QT_TRANSLATE_NOOP("EntryChart", "evolution"), ColorRole::Part3, Marker::Diamond, {at(Level::Evolution)}},
        {QT_TRANSLATE_NOOP("EntryChart", "info"), ColorRole::Part2, Marker::Square, {at(Level::Info)}},
        {QT_TRANSLATE_NOOP("EntryChart", "debug"), ColorRole::Part4, Marker::Square, {at(Level::Debug)}},
        {QT_TRANSLATE_NOOP("EntryChart", "other"), ColorRole::Part5, Marker::Circle, {histogramLevels - 1}},
    };
}

} // namespace

ChartContent entryChart(const EntryHistogram& histogram) {
    ChartContent chart;
    chart.title = EntryChartTexts::tr("Entries by level");
    chart.note = format::eachBucket(histogram.buckets.size);
    chart.emptyText = EntryChartTexts::tr("No entries in this range");
    chart.unit = ValueUnit::Count;
    chart.zeroBased = true;
    chart.buckets = histogram.buckets;
    QStringList parts;
    for (const Group& group : groups()) {
        std::size_t total = 0;
        std::vector<double> values(histogram.buckets.count());
        for (const std::size_t level : group.levels) {
            total += histogram.totals[level];
            for (std::size_t i = 0; i < histogram.counts[level].size(); ++i)
                values[i] += static_cast<double>(histogram.counts[level][i]);
        }
        if (total == 0)
            continue;
        const QString name = EntryChartTexts::tr(group.name);
        chart.bars.push_back({name, group.color, group.marker, std::move(values)});
        parts.append(format::count(total) + QLatin1Char(' ') + name);
    }
    chart.summary = chart.empty()
                        ? chart.emptyText
                        : QStringLiteral("%1, %2: %3.")
                              .arg(format::counted(histogram.entries, format::Noun::Entry),
                                   summaryRange(histogram.first, histogram.last), parts.join(QStringLiteral(", ")));
    return chart;
}

} // namespace moie::ui
