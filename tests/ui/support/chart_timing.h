// SPDX-License-Identifier: GPL-3.0-or-later
// How long charts take, beside a line series of Qt Charts with 1,000 points: medians of the process's CPU time, since
// other programs disturb the clock on the wall.
#pragma once

#include <algorithm>
#include <ctime>
#include <functional>
#include <vector>

#include <QApplication>
#include <QChart>
#include <QGraphicsScene>
#include <QImage>
#include <QLineSeries>
#include <QPainter>
#include <QValueAxis>

#include "ui/charts/plot.h"
#include "ui/support/sample_charts.h"
#include "ui/theme/colors.h"

namespace moie::ui::test {

inline double medianMilliseconds(const std::function<void(int)>& round) {
    constexpr int rounds = 31;
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
        const std::clock_t start = std::clock();
        round(i);
        times.push_back(1e3 * static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
    }
    std::nth_element(times.begin(), times.begin() + rounds / 2, times.end());
    return times[rounds / 2];
}

inline double referenceMilliseconds(QSize size) {
    QGraphicsScene scene;
    auto* chart = new QChart;
    chart->setAnimationOptions(QChart::NoAnimation);
    scene.addItem(chart);
    chart->resize(size);
    auto* series = new QLineSeries;
    chart->addSeries(series);
    const auto addAxis = [&](double high, Qt::AlignmentFlag side) {
        auto* axis = new QValueAxis;
        axis->setRange(0.0, high);
        chart->addAxis(axis, side);
        series->attachAxis(axis);
    };
    addAxis(999.0, Qt::AlignBottom);
    addAxis(1.0, Qt::AlignLeft);
    QImage image(size, QImage::Format_RGB32);
    Dice dice(1);
    return medianMilliseconds([&](int) {
        QList<QPointF> points;
        for (int i = 0; i < 1000; ++i)
            points.append({static_cast<double>(i), dice()});
        series->replace(points);
        QPainter painter(&image);
        painter.setRenderHint(QPainter::Antialiasing);
        scene.render(&painter);
    });
}

inline double chartMilliseconds(const ChartContent& content, QSize size) {
    Plot plot;
    QFont font = QApplication::font();
    font.setPixelSize(12);
    plot.setLook(Colors::light(), font);
    plot.setSize(size);
    QImage image(size, QImage::Format_RGB32);
    image.fill(Qt::white);
    return medianMilliseconds([&](int) {
        plot.setContent(content);
        QPainter painter(&image);
        plot.render(painter, QRectF(QPointF(), QSizeF(size)));
    });
}

} // namespace moie::ui::test
