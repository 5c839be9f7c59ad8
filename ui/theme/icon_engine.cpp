// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/icon_engine.h"

#include <utility>

#include <QPainter>
#include <QPixmap>
#include <QSvgRenderer>

namespace moie::ui {

SvgIconEngine::SvgIconEngine(QByteArray svg, const QColor& normal, const QColor& on, const QColor& disabled)
    : m_svg(std::move(svg)), m_normal(normal), m_on(on), m_disabled(disabled) {}

void SvgIconEngine::paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) {
    QColor color = state == QIcon::On ? m_on : m_normal;
    if (mode == QIcon::Disabled)
        color = m_disabled;
    QByteArray svg = m_svg;
    svg.replace("currentColor", color.name().toLatin1());
    QSvgRenderer renderer(svg);
    renderer.setAspectRatioMode(Qt::KeepAspectRatio);
    renderer.render(painter, rect);
}

QPixmap SvgIconEngine::pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) {
    QPixmap pixmap(size);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    paint(&painter, QRect(QPoint(), size), mode, state);
    return pixmap;
}

} // namespace moie::ui
