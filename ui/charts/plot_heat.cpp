// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/plot_heat.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QPainter>

namespace moie::ui {
namespace {

// Of the full colour in the palest cell that is not empty: it is told from an empty one.
constexpr double palest = 0.16;

} // namespace

QColor rampColor(double share, const QColor& full, const Colors& colors) {
    const QColor& ground = colors[ColorRole::Panel];
    const double weight = palest + (1.0 - palest) * std::clamp(share, 0.0, 1.0);
    const auto mix = [&](int from, int to) { return static_cast<int>(std::lround(from + (to - from) * weight)); };
    return {mix(ground.red(), full.red()), mix(ground.green(), full.green()), mix(ground.blue(), full.blue())};
}

QColor heatColor(std::uint32_t count, std::uint32_t most, const Colors& colors) {
    if (count == 0)
        return colors[ColorRole::Panel];
    const double share = most > 1 ? std::log(static_cast<double>(count)) / std::log(static_cast<double>(most)) : 1.0;
    return rampColor(share, colors[ColorRole::AccentText], colors);
}

QImage heatImage(const ChartHeat& heat, const Colors& colors) {
    const std::size_t bins = heat.bins();
    if (bins == 0 || heat.counts.empty())
        return {};
    const std::size_t columns = heat.counts.size() / bins;
    const std::uint32_t most = *std::max_element(heat.counts.begin(), heat.counts.end());
    QImage image(static_cast<int>(columns), static_cast<int>(bins), QImage::Format_RGB32);
    for (std::size_t bin = 0; bin < bins; ++bin) {
        auto* row = reinterpret_cast<QRgb*>(image.scanLine(static_cast<int>(bins - 1 - bin)));
        for (std::size_t column = 0; column < columns; ++column)
            row[column] = heatColor(heat.counts[column * bins + bin], most, colors).rgb();
    }
    return image;
}

void PlotHeat::setImage(const QRectF& visible, const QRectF& whole, QImage image) {
    prepareGeometryChange();
    m_visible = visible;
    m_whole = whole;
    m_image = std::move(image);
    update();
}

void PlotHeat::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*) {
    if (m_image.isNull())
        return;
    painter->save();
    painter->setRenderHint(QPainter::SmoothPixmapTransform, false);
    painter->setRenderHint(QPainter::LosslessImageRendering);
    const double scaleX = m_image.width() / m_whole.width();
    const double scaleY = m_image.height() / m_whole.height();
    const QRectF source((m_visible.left() - m_whole.left()) * scaleX, (m_visible.top() - m_whole.top()) * scaleY,
                        m_visible.width() * scaleX, m_visible.height() * scaleY);
    painter->drawImage(m_visible, m_image, source);
    painter->restore();
}

} // namespace moie::ui
