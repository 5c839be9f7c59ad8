// SPDX-License-Identifier: GPL-3.0-or-later
// A workspace without a feed and without the user's own files, and what a test reads back from a page's widgets.
#pragma once

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

#include <QTemporaryDir>
#include <QTest>

#include "ui/widgets/figure_table.h"
#include "ui/widgets/tile.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

namespace moie::test {

class Bench {
public:
    Bench() {
        qputenv("XDG_DATA_HOME", m_directory.filePath(QStringLiteral("data")).toLocal8Bit());
        m_settings = std::make_unique<ui::Settings>(m_directory.filePath(QStringLiteral("settings.ini")));
        workspace = std::make_unique<ui::Workspace>(*m_settings);
        workspace->openUnwatched(m_directory.filePath(QStringLiteral("logs")));
    }

private:
    QTemporaryDir m_directory;
    std::unique_ptr<ui::Settings> m_settings;

public:
    std::unique_ptr<ui::Workspace> workspace;
};

// NaN, a gap, is the same as NaN.
inline bool sameValues(const std::vector<double>& a, const std::vector<double>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

inline ui::FigureTable* tableNamed(const QWidget& page, const QString& name) {
    for (ui::FigureTable* table : page.findChildren<ui::FigureTable*>())
        if (table->accessibleName() == name)
            return table;
    return nullptr;
}

// As it is read out.
inline QString cellOf(const ui::FigureTable* table, int row, int column) {
    return table->model()->index(row, column).data(Qt::AccessibleTextRole).toString();
}

inline ui::TileContent tileNamed(const QWidget& page, const QString& title) {
    for (const ui::Tile* tile : page.findChildren<ui::Tile*>())
        if (tile->content().title == title)
            return tile->content();
    return {};
}

// Sizes of the page, and how much larger than usual its text is.
inline void addPageSizes() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("text");
    QTest::newRow("usual") << QSize(1256, 826) << 1.0;
    QTest::newRow("small") << QSize(840, 626) << 1.0;
    QTest::newRow("large text") << QSize(1256, 826) << 2.0;
    QTest::newRow("small and large text") << QSize(700, 560) << 2.0;
    QTest::newRow("huge") << QSize(2400, 1400) << 1.0;
}

inline QFont enlarged(QFont font, double text) {
    font.setPointSizeF(9.75 * text);
    return font;
}

} // namespace moie::test
