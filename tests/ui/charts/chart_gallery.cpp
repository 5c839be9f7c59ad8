// SPDX-License-Identifier: GPL-3.0-or-later
// Paints every kind of chart to PNGs, light and dark, as they stand on a page, and one with a selection: chart_gallery
// DIRECTORY [WIDTH HEIGHT]
#include <cstdio>

#include <QApplication>
#include <QDir>
#include <QGridLayout>
#include <QKeyEvent>

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
    std::vector<ChartView*> views;
    for (const ChartContent& chart : charts) {
        auto* card = new ChartCard(theme, group, chart.title);
        views.push_back(card->view());
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
    // With cross-hair, tooltip, and a selection.
    ChartView* view = views.front();
    view->setFocus(Qt::TabFocusReason);
    for (const auto& [key, modifier] :
         {std::pair(Qt::Key_Home, Qt::NoModifier), std::pair(Qt::Key_Right, Qt::NoModifier),
          std::pair(Qt::Key_Right, Qt::ShiftModifier), std::pair(Qt::Key_Right, Qt::ShiftModifier)}) {
        QKeyEvent press(QEvent::KeyPress, key, modifier);
        QApplication::sendEvent(view, &press);
    }
    return page.grab().save(directory.filePath(QStringLiteral("charts-pointed.png"))) ? 0 : 1;
}
