// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_table.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include <QCoreApplication>
#include <QStringList>

#include "ui/charts/value_text.h"

namespace moie::ui {
namespace {

class TableTexts {
    Q_DECLARE_TR_FUNCTIONS(ChartTable)
};

TableCell valueCell(double value) {
    return std::isfinite(value) ? TableCell(value) : TableCell();
}

QString binName(const ChartContent& content, const ChartHeat& heat, std::size_t bin) {
    return valueText(content, heat.edges[bin]) + QStringLiteral("–") + valueText(content, heat.edges[bin + 1]);
}

// Collects cells by row (a position on the axis) and column, in whatever order they come.
class TableBuilder {
public:
    TableBuilder(const ChartContent& content, const std::optional<PlotView>& view)
        : m_content(content), m_scale(content), m_view(view) {}

    ChartTable build() {
        switch (m_content.axis) {
        case XAxis::Numbers: addPoints(); break;
        case XAxis::Bins: addBinRows(); break;
        default: addTimeRows();
        }
        ChartTable table{std::move(m_columns), {}};
        for (auto& [position, row] : m_rows) {
            row.resize(table.columns.size());
            table.rows.push_back(std::move(row));
        }
        return table;
    }

private:
    struct RowKey {
        double position;
        std::size_t order; // among rows at the same position
        auto operator<=>(const RowKey&) const = default;
    };

    bool isShown(double position) const { return !m_view || m_view->x.contains(position); }
    // A bucket or bin is shown where some of it is.
    bool isSlotShown(std::size_t slot) const {
        const auto low = static_cast<double>(slot);
        return !m_view || (m_view->x.low < low + 1.0 && m_view->x.high > low);
    }
    std::size_t addColumn(const QString& name, ValueUnit unit = ValueUnit::Plain, const QString& unitName = {}) {
        m_columns.push_back({name, unit, unitName});
        return m_columns.size() - 1;
    }
    std::size_t addValueColumn(const QString& name) { return addColumn(name, m_content.unit, m_content.unitName); }

    void put(const RowKey& key, std::size_t column, TableCell cell) {
        std::vector<TableCell>& row = m_rows[key];
        if (row.size() <= column)
            row.resize(column + 1);
        row[column] = std::move(cell);
    }

    void addTimeRows() {
        addColumn(TableTexts::tr("time"));
        if (m_content.axis == XAxis::Buckets || m_content.axis == XAxis::Moments) {
            for (std::size_t i = 0; i < m_scale.stopCount(); ++i) {
                if (isSlotShown(i))
                    put(slotKey(i), 0, slotTime(i));
            }
        }
        addLines();
        addBars();
        addHeat();
        addMarks();
    }

    void addBinRows() {
        const QString name = m_content.xName.isEmpty() ? TableTexts::tr("value") : m_content.xName;
        addColumn(TableTexts::tr("%1 from").arg(name), m_content.xUnit);
        addColumn(TableTexts::tr("%1 to").arg(name), m_content.xUnit);
        for (std::size_t i = 0; i < m_scale.stopCount(); ++i) {
            if (!isSlotShown(i))
                continue;
            put(slotKey(i), 0, m_content.binEdges[i]);
            put(slotKey(i), 1, m_content.binEdges[i + 1]);
        }
        addLines();
        addBars();
    }

    RowKey slotKey(std::size_t slot) const { return {static_cast<double>(slot), 0}; }
    Time slotTime(std::size_t slot) const {
        return m_content.axis == XAxis::Buckets ? m_content.buckets.edges[slot] : m_content.moments[slot];
    }

    // Where a line's i-th value goes: into the row of its slot, or of its own time.
    std::optional<RowKey> rowOf(const ChartLine& line, std::size_t i, double position) {
        if (!line.times.empty() || line.second) {
            if (!isShown(position))
                return std::nullopt;
            const Time time = !line.times.empty()                   ? line.times[i]
                              : i < m_content.secondBuckets.count() ? m_content.secondBuckets.edges[i]
                                                                    : unknownTime;
            // The bucket's own row, where the time is its beginning.
            const RowKey key{line.second ? position : m_scale.at(time), line.second ? 1u : 0u};
            put(key, 0, time);
            return key;
        }
        if (i >= m_scale.stopCount() || !isSlotShown(i))
            return std::nullopt;
        return slotKey(i);
    }

    void addLines() {
        for (const ChartLine& line : m_content.lines) {
            const bool hasBand = !line.low.empty();
            const std::size_t value = line.values.empty() ? 0 : addValueColumn(line.name);
            const std::size_t low = hasBand ? addValueColumn(TableTexts::tr("%1, low").arg(line.name)) : 0;
            const std::size_t high = hasBand ? addValueColumn(TableTexts::tr("%1, high").arg(line.name)) : 0;
            const std::size_t n =
                line.n.empty() ? 0 : addColumn(TableTexts::tr("%1, n").arg(line.name), ValueUnit::Count);
            const std::size_t label = line.labels.empty() ? 0 : addColumn(TableTexts::tr("%1, of").arg(line.name));
            const std::vector<double> positions = m_scale.positionsOf(line);
            for (std::size_t i = 0; i < positions.size(); ++i) {
                const auto row = rowOf(line, i, positions[i]);
                if (!row)
                    continue;
                if (i < line.values.size())
                    put(*row, value, valueCell(line.values[i]));
                if (i < line.low.size() && i < line.high.size()) {
                    put(*row, low, valueCell(line.low[i]));
                    put(*row, high, valueCell(line.high[i]));
                }
                if (i < line.n.size())
                    put(*row, n, std::uint64_t(line.n[i]));
                if (i < line.labels.size())
                    put(*row, label, line.labels[i]);
            }
        }
    }

    void addBars() {
        for (const ChartBars& bars : m_content.bars) {
            const std::size_t column = addValueColumn(bars.name);
            for (std::size_t i = 0; i < std::min(bars.values.size(), m_scale.stopCount()); ++i) {
                if (isSlotShown(i))
                    put(slotKey(i), column, valueCell(bars.values[i]));
            }
        }
    }

    void addHeat() {
        if (!m_content.heat)
            return;
        const ChartHeat& heat = *m_content.heat;
        for (std::size_t bin = 0; bin < heat.bins(); ++bin) {
            const std::size_t column = addColumn(binName(m_content, heat, bin), ValueUnit::Count, heat.name);
            for (std::size_t i = 0; i < heat.counts.size() / heat.bins(); ++i) {
                if (isSlotShown(i))
                    put(slotKey(i), column, std::uint64_t(heat.counts[i * heat.bins() + bin]));
            }
        }
    }

    // Several marks of the same moment stand in one cell.
    void addMarks() {
        if (m_content.marks.empty())
            return;
        const std::size_t column = addColumn(TableTexts::tr("marks"));
        std::map<Time, QStringList> texts;
        for (const ChartMark& mark : m_content.marks)
            texts[mark.time].append(mark.text.isEmpty() ? mark.kind : mark.text);
        for (const auto& [time, text] : texts) {
            const double position = m_scale.at(time);
            if (!isShown(position) || !m_scale.whole().contains(position))
                continue;
            const RowKey key =
                m_content.axis == XAxis::Moments ? slotKey(m_scale.nearestStop(position)) : RowKey{position, 0};
            if (m_content.axis != XAxis::Moments)
                put(key, 0, time);
            put(key, column, text.join(QStringLiteral("; ")));
        }
    }

    void addPoints() {
        const QString xName = m_content.xName.isEmpty() ? QStringLiteral("x") : m_content.xName;
        const std::size_t series = addColumn(TableTexts::tr("series"));
        const std::size_t what = addColumn(TableTexts::tr("point"));
        const std::size_t time = addColumn(TableTexts::tr("time"));
        const std::size_t x = addColumn(xName, m_content.xUnit);
        const std::size_t y = addValueColumn(m_content.yName.isEmpty() ? QStringLiteral("y") : m_content.yName);
        const std::size_t n = addColumn(QStringLiteral("n"), ValueUnit::Count);
        std::size_t order = 0;
        for (const ChartPoints& points : m_content.points) {
            for (std::size_t i = 0; i < std::min(points.x.size(), points.y.size()); ++i) {
                const bool seen =
                    !m_view || (m_view->x.contains(points.x[i]) && (!m_view->y || m_view->y->contains(points.y[i])));
                if (!seen)
                    continue;
                const RowKey key{0.0, order++};
                put(key, series, points.name);
                if (i < points.labels.size())
                    put(key, what, points.labels[i]);
                if (i < points.times.size())
                    put(key, time, points.times[i]);
                put(key, x, valueCell(points.x[i]));
                put(key, y, valueCell(points.y[i]));
                if (i < points.n.size())
                    put(key, n, std::uint64_t(points.n[i]));
            }
        }
    }

    const ChartContent& m_content;
    XScale m_scale;
    std::optional<PlotView> m_view;
    std::vector<TableColumn> m_columns;
    std::map<RowKey, std::vector<TableCell>> m_rows;
};

} // namespace

ChartTable chartTable(const ChartContent& content, const std::optional<PlotView>& view) {
    return TableBuilder(content, view).build();
}

} // namespace moie::ui
