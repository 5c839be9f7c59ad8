// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_menu.h"

#include <algorithm>
#include <memory>
#include <utility>

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

// As large as on the page, with room for title and legend; what is but a row there gets its axes.
ChartPicture pictureOf(const ChartView& chart) {
    QFont font = Theme::font(TextStyle::Small);
    font.setPixelSize(std::max(1, QFontInfo(font).pixelSize()));
    ChartContent content = chart.content();
    content.framing = PlotFraming::Full;
    const QSize plot = chart.size().expandedTo(QSize(Theme::length(420), Theme::length(230)));
    const double legend = legendHeight(legendOf(content), content.note, plot.width(), font);
    const QSize size(plot.width() + 2 * font.pixelSize(),
                     plot.height() + static_cast<int>(legend) + 5 * font.pixelSize());
    return {std::move(content), chart.view(), chart.theme().colors(), font, size};
}

QString filterOf(ChartFile kind) {
    switch (kind) {
    case ChartFile::Png: return MenuTexts::tr("PNG image (*.png)");
    case ChartFile::Svg: return MenuTexts::tr("SVG drawing (*.svg)");
    case ChartFile::Csv: return MenuTexts::tr("CSV table (*.csv)");
    }
    return {};
}

void complain(QWidget& window, const Error& why) {
    auto* box = new QMessageBox(QMessageBox::Warning, MenuTexts::tr("Save chart"),
                                MenuTexts::tr("The chart was not saved."), QMessageBox::Ok, &window);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    // Unlike the text above, always guessed to be HTML or not.
    box->setInformativeText(format::toolTip(format::oneLine(QString::fromStdString(why.describe()))));
    box->open();
}

// Painted here, written by a worker: a table is made there too, since it may be long.
void savePicture(const ChartPicture& picture, ChartFile kind, const QString& file, QWidget& window) {
    const auto saved = std::make_shared<QPromise<Result<>>>();
    auto* watcher = new QFutureWatcher<Result<>>(&window);
    QObject::connect(watcher, &QFutureWatcherBase::finished, &window, [&window, watcher] {
        if (const Result<> result = watcher->result(); !result)
            complain(window, result.error());
        watcher->deleteLater();
    });
    watcher->setFuture(saved->future());
    const auto write = [saved, file](const QByteArray& bytes) {
        saved->start();
        saved->addResult(writeWholeFile(file, bytes));
        saved->finish();
    };
    if (kind == ChartFile::Csv)
        QThreadPool::globalInstance()->start([write, picture] { write(chartBytes(picture, ChartFile::Csv)); });
    else
        QThreadPool::globalInstance()->start([write, bytes = chartBytes(picture, kind)] { write(bytes); });
}

// The chart as it is now, whatever it shows or whether it is there once a file is chosen.
void askAndSave(ChartView& chart, ChartFile kind) {
    QWidget* window = chart.window();
    const QString name = fileNameFor(chart.content().title, kind);
    auto* dialog = new QFileDialog(window, MenuTexts::tr("Save chart"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(filterOf(kind));
    dialog->setDefaultSuffix(name.section(QLatin1Char('.'), -1));
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->selectFile(name);
    QObject::connect(
        dialog, &QFileDialog::fileSelected, window,
        [window, kind, picture = pictureOf(chart)](const QString& file) { savePicture(picture, kind, file, *window); });
    dialog->open();
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
    if (chart.canUndoZoom())
        add(MenuTexts::tr("&Undo zoom\tCtrl+Z"), [&chart] { chart.undoZoom(); });
    return menu;
}

void saveChart(ChartView& chart, ChartFile kind, const QString& file) {
    savePicture(pictureOf(chart), kind, file, *chart.window());
}

} // namespace moie::ui
