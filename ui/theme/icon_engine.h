// SPDX-License-Identifier: GPL-3.0-or-later
// An icon drawn from an SVG whose `currentColor` is replaced, sharp at any size and pixel ratio.
#pragma once

#include <QByteArray>
#include <QColor>
#include <QIconEngine>

namespace moie::ui {

class SvgIconEngine : public QIconEngine {
public:
    SvgIconEngine(QByteArray svg, const QColor& normal, const QColor& on, const QColor& disabled);

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State state) override;
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override;
    QIconEngine* clone() const override { return new SvgIconEngine(*this); }

private:
    QByteArray m_svg;
    QColor m_normal;
    QColor m_on;
    QColor m_disabled;
};

} // namespace moie::ui
