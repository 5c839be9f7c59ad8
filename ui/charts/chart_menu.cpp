// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_menu.h"

#include <algorithm>
#include <memory>

#include <QClipboard>
#include <QCoreApplication>
#include <QFileDialog>
#include <QFontInfo>
#include <QFutureWatcher>
#include <QGuiApplication>
#include <QMenu>
#include <QMessageBox>
#include <QPromise>
#include <QStandardPaths>
#include <QThreadPool>

#include "ui/charts/chart_export.h"
#include "ui/charts/chart_table_dialog.h"
#include "ui/charts/chart_view.h"
#include "ui/charts/legend.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"

namespace moie::ui {
namespace {

class MenuTexts {
    Q_DECLARE_TR_FUNCTIONS(ChartMenu)
};

// As large as on the page, with room for title and legend.
ChartPicture pictureOf(const ChartView& chart) {
    QFont font = Theme::font(TextStyle::Small);
    font.setPixelSize(std::max(1, QFontInfo(font).pixelSize()));
    const ChartContent& content = chart.content();
    const double legend = legendHeight(legendOf(content), noteOf(content), chart.width(), font);
    const QSize size(chart.width() + 2 * font.pixelSize(),
                     chart.height() + static_cast<int>(legend) + 5 * font.pixelSize());
    return {content, chart.view(), chart.theme().colors(), font, size};
}

QString filterOf(ChartFile kind) {
    switch (kind) {
    case ChartFile::Png: return MenuTexts::tr("PNG image (*.png)");
    case ChartFile::Svg: return MenuTexts::tr("SVG drawing (*.svg)");
    case ChartFile::Csv: return MenuTexts::tr("CSV table (*.csv)");
    }
    return {};
}

void askAndSave(ChartView& chart, ChartFile kind) {
    const QString name = fileNameFor(chart.content().title, kind);
    auto* dialog = new QFileDialog(chart.window(), MenuTexts::tr("Save chart"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(filterOf(kind));
    dialog->setDefaultSuffix(name.section(QLatin1Char('.'), -1));
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->selectFile(name);
    QObject::connect(dialog, &QFileDialog::fileSelected, &chart,
                     [&chart, kind](const QString& file) { saveChart(chart, kind, file); });
    dialog->open();
}

void complain(ChartView& chart, const Error& why) {
    auto* box = new QMessageBox(QMessageBox::Warning, MenuTexts::tr("Save chart"),
                                MenuTexts::tr("The chart was not saved."), QMessageBox::Ok, chart.window());
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->setInformativeText(format::oneLine(QString::fromStdString(why.describe())));
    box->open();
}

void showAsTable(ChartView& chart) {
    auto* dialog =
        new ChartTableDialog(chart.content().title, chartTable(chart.content(), chart.view()), chart.window());
    dialog->open();
}

} // namespace

QMenu* makeChartMenu(ChartView& chart) {
    auto* menu = new QMenu(&chart);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool shown = !chart.content().empty();
    const auto add = [&](const QString& text, auto&& act) {
        QAction* action = menu->addAction(text);
        action->setEnabled(shown);
        QObject::connect(action, &QAction::triggered, &chart, act);
    };
    add(MenuTexts::tr("Show as &table…"), [&chart] { showAsTable(chart); });
    add(MenuTexts::tr("&Copy image"),
        [&chart] { QGuiApplication::clipboard()->setImage(chartImage(pictureOf(chart), chart.devicePixelRatioF())); });
    menu->addSeparator();
    add(MenuTexts::tr("Save &PNG…"), [&chart] { askAndSave(chart, ChartFile::Png); });
    add(MenuTexts::tr("Save &SVG…"), [&chart] { askAndSave(chart, ChartFile::Svg); });
    add(MenuTexts::tr("Save C&SV…"), [&chart] { askAndSave(chart, ChartFile::Csv); });
    menu->addSeparator();
    add(MenuTexts::tr("Zoom &in\t+"), [&chart] { chart.zoomBy(0.5); });
    add(MenuTexts::tr("Zoom &out\t−"), [&chart] { chart.zoomBy(2.0); });
    add(MenuTexts::tr("&Reset zoom\t0"), [&chart] { chart.resetZoom(); });
    return menu;
}

void saveChart(ChartView& chart, ChartFile kind, const QString& file) {
    const auto saved = std::make_shared<QPromise<Result<>>>();
    auto* watcher = new QFutureWatcher<Result<>>(&chart);
    QObject::connect(watcher, &QFutureWatcherBase::finished, &chart, [&chart, watcher] {
        if (const Result<> result = watcher->result(); !result)
            complain(chart, result.error());
        watcher->deleteLater();
    });
    watcher->setFuture(saved->future());
    QThreadPool::globalInstance()->start([saved, file, bytes = chartBytes(pictureOf(chart), kind)] {
        saved->start();
        saved->addResult(writeWholeFile(file, bytes));
        saved->finish();
    });
}

} // namespace moie::ui
