// SPDX-License-Identifier: GPL-3.0-or-later
// page_charts_bench LOGDIR
// To be run by hand, offscreen: how long each chart of each page takes to replace and to paint, as large as it is in a
// window of 1440 × 900, with what it shows of that log directory.
#include <cstdio>

#include <QApplication>
#include <QTemporaryDir>

#include "ui/charts/chart_view.h"
#include "ui/frame/main_window.h"
#include "ui/frame/page_stack.h"
#include "ui/pages/page.h"
#include "ui/support/chart_timing.h"
#include "ui/support/event_loop_gap.h"
#include "ui/theme/theme.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

using namespace moie;
using namespace moie::ui;

namespace {

const char* nameOf(const ChartContent& chart) {
    switch (chart.axis) {
    case XAxis::Buckets:
        return chart.heat ? "heat map" : chart.bars.empty() ? "lines over buckets" : "bars over buckets";
    case XAxis::Moments: return chart.bars.empty() ? "lines over moments" : "bars over moments";
    case XAxis::Time: return "true to time";
    case XAxis::Bins: return "histogram";
    case XAxis::Numbers: return "points";
    }
    return "";
}

void measureCharts(const QString& page, const QWidget& shown) {
    for (const ChartView* view : shown.findChildren<ChartView*>()) {
        const ChartContent& chart = view->content();
        // The time axis below small rows has neither.
        if (chart.framing == PlotFraming::AxisOnly)
            continue;
        const QSize size = view->size().expandedTo(view->minimumSizeHint());
        const double reference = ui::test::referenceMilliseconds(size);
        const double spent = ui::test::chartMilliseconds(chart, size);
        std::printf("%-14s %-26.26s %-19s %4d × %-4d %8.2f %8.2f%s\n", qPrintable(page), qPrintable(chart.title),
                    nameOf(chart), size.width(), size.height(), spent, spent / reference,
                    chart.empty() ? "  nothing to show" : "");
        std::fflush(stdout);
    }
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    if (argc != 2) {
        std::fputs("page_charts_bench LOGDIR\n", stderr);
        return 2;
    }
    const QTemporaryDir scratch;
    Settings settings(scratch.filePath(QStringLiteral("settings.ini")));
    Theme theme;
    Workspace workspace(settings);
    MainWindow window(workspace, theme);
    bool settled = false;
    QObject::connect(&window, &MainWindow::pageSettled, &window, [&] { settled = true; });
    window.resize(1440, 900);
    window.show();
    moie::test::WatchedLoop loop;
    const auto isWhole = [&] {
        const auto& shown = window.page()->shown();
        return settled && workspace.snapshot() && workspace.snapshot()->load.complete && shown &&
               shown->subject.snapshot == workspace.snapshot();
    };
    workspace.open(QString::fromLocal8Bit(argv[1]));
    if (!loop.runUntil(isWhole)) {
        std::fprintf(stderr, "%s was not read in time\n", argv[1]);
        return 1;
    }
    std::printf("%zu entries; replace + render, CPU time in ms, and beside a QLineSeries of 1,000 points as large\n",
                static_cast<std::size_t>(workspace.snapshot()->counts.lines.accepted));
    for (const QString& page : PageStack::ids()) {
        settled = false;
        window.showPage(page);
        if (!loop.runUntil(isWhole, std::chrono::seconds(20)))
            std::printf("%-14s not whole after 20 s\n", qPrintable(page));
        loop.runUntilIdle();
        measureCharts(page, *window.page());
    }
    return 0;
}
