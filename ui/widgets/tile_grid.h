// SPDX-License-Identifier: GPL-3.0-or-later
// Tiles in as few rows as their least width allows, as equal in length as can be: six in 6, 3, 2 or 1 columns, five in
// 5, in 3 and 2, or below each other. Each row is filled.
#pragma once

#include <vector>

#include <QWidget>

namespace moie::ui {

class Tile;

class TileGrid : public QWidget {
    Q_OBJECT

public:
    using QWidget::QWidget;

    void add(Tile* tile);
    int columnsFor(int width) const;

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool event(QEvent* event) override;

private:
    struct Row {
        std::size_t first = 0;
        std::size_t count = 0;
        int titleHeight = 0;
        int height = 0;
    };
    std::vector<Row> measure(int width) const;
    void arrange();

    std::vector<Tile*> m_tiles;
};

} // namespace moie::ui
