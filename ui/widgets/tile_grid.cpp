// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tile_grid.h"

#include <algorithm>

#include <QEvent>
#include <QLayout>

#include "ui/theme/theme.h"
#include "ui/widgets/tile.h"

namespace moie::ui {
namespace {

int tileGap() {
    return Theme::length(12);
}

int tileWidth(int width, int columns) {
    return (width - tileGap() * (columns - 1)) / columns;
}

} // namespace

void TileGrid::add(Tile* tile) {
    tile->setParent(this);
    m_tiles.push_back(tile);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

int TileGrid::columnsFor(int width) const {
    const int count = static_cast<int>(m_tiles.size());
    int least = Theme::length(150);
    for (const Tile* tile : m_tiles)
        least = std::max(least, tile->leastWidth());
    int most = std::max(1, count);
    while (most > 1 && tileWidth(width, most) < least)
        --most;
    const int rows = (count + most - 1) / most;
    return rows > 0 ? (count + rows - 1) / rows : 1;
}

std::vector<TileGrid::Row> TileGrid::measure(int width) const {
    std::vector<Row> rows;
    const auto columns = static_cast<std::size_t>(columnsFor(width));
    for (std::size_t first = 0; first < m_tiles.size(); first += columns) {
        Row row{first, std::min(columns, m_tiles.size() - first), 0, 0};
        const int each = tileWidth(width, static_cast<int>(row.count));
        for (std::size_t i = first; i < first + row.count; ++i)
            row.titleHeight = std::max(row.titleHeight, m_tiles[i]->titleHeight(each));
        for (std::size_t i = first; i < first + row.count; ++i)
            row.height = std::max(row.height, m_tiles[i]->heightFor(each, row.titleHeight));
        rows.push_back(row);
    }
    return rows;
}

int TileGrid::heightForWidth(int width) const {
    const std::vector<Row> rows = measure(width);
    int height = tileGap() * (static_cast<int>(rows.size()) - 1);
    for (const Row& row : rows)
        height += row.height;
    return height;
}

QSize TileGrid::sizeHint() const {
    const int width = Theme::length(1000);
    return {width, heightForWidth(width)};
}

QSize TileGrid::minimumSizeHint() const {
    return {Theme::length(150), Theme::length(60)};
}

void TileGrid::arrange() {
    if (m_tiles.empty())
        return;
    int y = 0;
    for (const Row& row : measure(width())) {
        const int columns = static_cast<int>(row.count);
        for (std::size_t i = 0; i < row.count; ++i) {
            const int left = (width() + tileGap()) * static_cast<int>(i) / columns;
            const int right = (width() + tileGap()) * static_cast<int>(i + 1) / columns - tileGap();
            m_tiles[row.first + i]->setTitleHeight(row.titleHeight);
            m_tiles[row.first + i]->setGeometry(left, y, right - left, row.height);
        }
        y += row.height + tileGap();
    }
}

void TileGrid::resizeEvent(QResizeEvent*) {
    arrange();
}

bool TileGrid::event(QEvent* event) {
    // A tile's text asks for another height.
    if (event->type() == QEvent::LayoutRequest) {
        updateGeometry();
        arrange();
    }
    return QWidget::event(event);
}

} // namespace moie::ui
