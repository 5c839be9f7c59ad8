// SPDX-License-Identifier: GPL-3.0-or-later
// Paints every kind of chart to PNGs, light and dark, as they stand on a page, and each pointed at, selected in, zoomed
// and with the menu of a range: chart_gallery DIRECTORY [WIDTH HEIGHT]
#include <cstdio>

#include <QApplication>
#include <QDir>
#include <QGridLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QVBoxLayout>

#include "ui/charts/chart_group.h"
#include "ui/charts/chart_view.h"
#include "ui/charts/small_rows.h"
#include "ui/support/sample_charts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chart_card.h"

using namespace moie::ui;

namespace {

SmallRows* barriers(const Theme& theme, ChartGroup& group, QWidget* parent) {
    auto* rows = new SmallRows(theme, group, parent);
    rows->setRows(
        {{QStringLiteral("harm prevention"),
          QStringLiteral("11.4 %"),
          ColorRole::BadText,
          {},
          test::barrierRow(1, -0.01)},
         {QStringLiteral("emotional safety"), QStringLiteral("0 %"), ColorRole::Text, {}, test::barrierRow(2, 0.2)},
         {QStringLiteral("privacy protection"),
          QStringLiteral("0.2 %"),
          ColorRole::BadText,
          {},
          test::barrierRow(3, 0.07)},
         {QStringLiteral("misinformation prevention"),
          QStringLiteral("1.2 %"),
          ColorRole::BadText,
          {},
          test::barrierRow(4, 0.04)},
         {QStringLiteral("bias mitigation"), QStringLiteral("0 %"), ColorRole::Text, {}, test::barrierRow(5, 0.15)}});
    return rows;
}

// Each chart in a window of its own, after some keys; with the menu that they opened.
QPixmap sheetOf(const Theme& theme, const std::vector<ChartContent>& charts, const std::vector<QKeyCombination>& keys) {
    constexpr int columns = 3;
    const QSize size(Theme::length(460), Theme::length(320));
    const int rows = (static_cast<int>(charts.size()) + columns - 1) / columns;
    QPixmap sheet(size.width() * columns, size.height() * rows);
    sheet.fill(theme.colors()[ColorRole::Window]);
    QPainter painter(&sheet);
    for (std::size_t i = 0; i < charts.size(); ++i) {
        QWidget window;
        window.setObjectName(QStringLiteral("pageContents"));
        ChartGroup group(theme);
        auto* layout = new QVBoxLayout(&window);
        auto* card = new ChartCard(theme, group, charts[i].title);
        layout->addWidget(card);
        card->setChart(charts[i]);
        window.resize(size);
        window.show();
        card->view()->setFocus(Qt::TabFocusReason);
        for (const QKeyCombination& key : keys) {
            QKeyEvent press(QEvent::KeyPress, key.key(), key.keyboardModifiers());
            QApplication::sendEvent(card->view(), &press);
        }
        const int place = static_cast<int>(i);
        const QPoint corner(place % columns * size.width(), place / columns * size.height());
        painter.drawPixmap(corner, window.grab());
        if (auto* menu = card->view()->findChild<QMenu*>())
            painter.drawPixmap(corner + QPoint(size.width() / 4, size.height() / 3), menu->grab());
    }
    return sheet;
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    if (argc < 2) {
        std::fputs("chart_gallery DIRECTORY [WIDTH HEIGHT]\n", stderr);
        return 2;
    }
    const QDir directory(QString::fromLocal8Bit(argv[1]));
    Theme theme;
    QWidget page;
    page.setObjectName(QStringLiteral("pageContents"));
    ChartGroup group(theme);
    auto* grid = new QGridLayout(&page);
    const std::vector<ChartContent> charts{
        test::bandChart(),          test::percentileChart(), test::stackedChart(),    test::signedBarsChart(),
        test::sessionChart(),       test::histogramChart(),  test::heatChart(),       test::controlChartContent(),
        test::stepChart(),          test::scatterChart(),    test::trajectoryChart(), test::twoScopesChart(),
        test::histogramChart(true), test::sessionChart(1500)};
    int place = 0;
    for (const ChartContent& chart : charts) {
        auto* card = new ChartCard(theme, group, chart.title);
        card->setChart(chart);
        grid->addWidget(card, place / 3, place % 3);
        ++place;
    }
    auto* rows = new Card(QStringLiteral("Barriers"));
    rows->setContent(barriers(theme, group, rows));
    grid->addWidget(rows, place / 3, place % 3);
    page.resize(argc > 3 ? QString::fromLatin1(argv[2]).toInt() : 1440,
                argc > 3 ? QString::fromLatin1(argv[3]).toInt() : 1500);
    for (const auto& [choice, name] : {std::pair(ThemeChoice::Light, "light"), std::pair(ThemeChoice::Dark, "dark")}) {
        theme.setChoice(choice);
        page.show();
        if (!page.grab().save(directory.filePath(QStringLiteral("charts-%1.png").arg(QLatin1String(name)))))
            return 1;
    }
    theme.setChoice(ThemeChoice::Light);
    const auto sheet = [&](const char* name, const std::vector<QKeyCombination>& keys) {
        return sheetOf(theme, charts, keys).save(directory.filePath(QLatin1String(name)));
    };
    return sheet("charts-pointed.png", {Qt::Key_Home, Qt::Key_Right, Qt::Key_Right, Qt::Key_Up, Qt::Key_Up}) &&
                   sheet("charts-selected.png", {Qt::Key_Home, Qt::SHIFT | Qt::Key_Right, Qt::SHIFT | Qt::Key_Right}) &&
                   sheet("charts-zoomed.png", {Qt::Key_Plus, Qt::Key_Plus}) &&
                   sheet("charts-menus.png", {Qt::Key_Home, Qt::SHIFT | Qt::Key_Right, Qt::Key_Return})
               ? 0
               : 1;
}
