// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/card_grid.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <QEvent>

#include "ui/theme/theme.h"

namespace moie::ui {
namespace {

// The usual width, that with a scroll bar, and the one of the size hint.
constexpr std::size_t mostMeasured = 4;

int cardGap() {
    return Theme::length(12);
}

// Left edges of a row's cells, and one more past the last gap.
std::vector<int> cellEdges(const CardGrid::Row& row, int width) {
    double sum = 0.0;
    for (const CardGrid::Cell& cell : row.cells)
        sum += cell.weight;
    const int shared = width - cardGap() * (static_cast<int>(row.cells.size()) - 1);
    std::vector<int> edges{0};
    double before = 0.0;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        before += row.cells[i].weight;
        edges.push_back(static_cast<int>(std::lround(shared * before / sum)) + cardGap() * static_cast<int>(i + 1));
    }
    return edges;
}

int leastHeightOf(QWidget* card, int width) {
    const int least = card->minimumSizeHint().height();
    return card->hasHeightForWidth() ? std::max(least, card->heightForWidth(width)) : least;
}

} // namespace

CardGrid::CardGrid(std::vector<Arrangement> arrangements, QWidget* parent) : QWidget(parent) {
    setArrangements(std::move(arrangements));
}

void CardGrid::setArrangements(std::vector<Arrangement> arrangements) {
    m_arrangements = std::move(arrangements);
    for (const Row& row : m_arrangements.front().rows) {
        for (const Cell& cell : row.cells) {
            if (cell.card->parent() != this)
                cell.card->setParent(this);
        }
    }
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

const CardGrid::Arrangement& CardGrid::arrangementFor(int width) const {
    const auto fits = [&](const Arrangement& a) { return a.leastWidth <= 0.0 || width >= Theme::length(a.leastWidth); };
    return *std::find_if(m_arrangements.begin(), m_arrangements.end(), fits);
}

// A hidden grid is not told of its cards' changes.
std::vector<int> CardGrid::leastHeights(int width) const {
    if (!isVisible())
        return measure(arrangementFor(width), width);
    const auto known = std::find_if(m_measured.begin(), m_measured.end(),
                                    [width](const Measured& measured) { return measured.width == width; });
    if (known != m_measured.end())
        return known->heights;
    if (m_measured.size() == mostMeasured)
        m_measured.clear();
    return m_measured.emplace_back(Measured{width, measure(arrangementFor(width), width)}).heights;
}

std::vector<int> CardGrid::measure(const Arrangement& arrangement, int width) const {
    std::vector<int> heights;
    for (const Row& row : arrangement.rows) {
        const std::vector<int> edges = cellEdges(row, width);
        int height = Theme::length(row.leastHeight);
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            height = std::max(height, leastHeightOf(row.cells[i].card, edges[i + 1] - edges[i] - cardGap()));
        heights.push_back(height);
    }
    return heights;
}

int CardGrid::heightForWidth(int width) const {
    const std::vector<int> heights = leastHeights(width);
    if (heights.empty())
        return 0;
    return std::accumulate(heights.begin(), heights.end(), cardGap() * (static_cast<int>(heights.size()) - 1));
}

QSize CardGrid::sizeHint() const {
    const int width = Theme::length(1000);
    return {width, heightForWidth(width)};
}

QSize CardGrid::minimumSizeHint() const {
    return {Theme::length(240), Theme::length(200)};
}

void CardGrid::arrange() {
    const Arrangement& arrangement = arrangementFor(width());
    std::vector<int> heights = leastHeights(width());
    double weights = 0.0;
    for (const Row& row : arrangement.rows)
        weights += row.weight;
    const int left = std::max(0, height() - heightForWidth(width()));
    int y = 0;
    int given = 0;
    double before = 0.0;
    for (std::size_t r = 0; r < heights.size(); ++r) {
        const Row& row = arrangement.rows[r];
        before += row.weight;
        const int upToHere = static_cast<int>(std::lround(left * before / weights));
        const int rowHeight = heights[r] + upToHere - given;
        given = upToHere;
        const std::vector<int> edges = cellEdges(row, width());
        for (std::size_t i = 0; i < row.cells.size(); ++i)
            row.cells[i].card->setGeometry(edges[i], y, edges[i + 1] - edges[i] - cardGap(), rowHeight);
        y += rowHeight + cardGap();
    }
}

void CardGrid::resizeEvent(QResizeEvent*) {
    arrange();
}

void CardGrid::hideEvent(QHideEvent*) {
    m_measured.clear();
}

void CardGrid::changeEvent(QEvent* event) {
    m_measured.clear(); // of another font or style
    QWidget::changeEvent(event);
}

bool CardGrid::event(QEvent* event) {
    // A card's content asks for another height.
    if (event->type() == QEvent::LayoutRequest) {
        m_measured.clear();
        updateGeometry();
        arrange();
    }
    return QWidget::event(event);
}

} // namespace moie::ui
