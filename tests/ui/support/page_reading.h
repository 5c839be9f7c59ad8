// SPDX-License-Identifier: GPL-3.0-or-later
// What a page says, read back from its widgets as somebody would who looks at them: the texts of labels and cells, and
// charts by their "Show as table". The page was filled.
#pragma once

#include <vector>

#include <QLabel>
#include <QStringList>
#include <QTextDocumentFragment>

#include "ui/charts/chart_table_model.h"
#include "ui/charts/chart_view.h"
#include "ui/charts/small_rows.h"
#include "ui/widgets/card.h"
#include "ui/widgets/figure_table.h"
#include "ui/widgets/row_list.h"
#include "ui/widgets/tile.h"

namespace moie::test {

inline QString plainToolTip(const QString& toolTip) {
    return QTextDocumentFragment::fromHtml(toolTip).toPlainText();
}

// Title, figure and what stands below it; the change beside it is painted.
struct TileReading {
    QString figure;
    QString sub;
    QString change;
    QString toolTip;
};

inline TileReading readTile(const QWidget& page, const QString& title) {
    for (const ui::Tile* tile : page.findChildren<ui::Tile*>()) {
        const auto labels = tile->findChildren<QLabel*>();
        if (labels.size() == 3 && labels[0]->text() == title) {
            QString sub = labels[2]->text();
            sub.replace(QChar(0xa0), QLatin1Char(' ')).remove(QChar(0x2060)); // no break here
            return {labels[1]->text(), sub, tile->content().change, plainToolTip(tile->toolTip())};
        }
    }
    qFatal("no tile: %s", qPrintable(title));
}

// All texts of the card's labels but its title; charts and tables in it are read by themselves.
inline QStringList readLabels(const QWidget& card) {
    QStringList texts;
    for (const QLabel* label : card.findChildren<QLabel*>())
        if (!label->text().isEmpty())
            texts.append(label->text());
    return texts;
}

// Each row's cells as they are read out; where they have a second line, after a line feed.
inline std::vector<QStringList> readTable(const QAbstractItemModel& model) {
    std::vector<QStringList> rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column) {
            const QModelIndex index = model.index(row, column);
            const QString read = index.data(Qt::AccessibleTextRole).toString();
            cells.append(read.isEmpty() ? index.data().toString() : read);
        }
        rows.push_back(cells);
    }
    return rows;
}

// A chart's values as its table shows them.
struct ChartReading {
    QStringList columns;
    std::vector<QStringList> rows;
};

inline ChartReading readChart(const ui::ChartView& chart) {
    const ui::ChartTableModel model(ui::chartTable(chart.content(), chart.view()), Time());
    ChartReading reading;
    for (int column = 0; column < model.columnCount(); ++column)
        reading.columns.append(model.headerData(column, Qt::Horizontal).toString());
    reading.rows = readTable(model);
    return reading;
}

} // namespace moie::test
