// SPDX-License-Identifier: GPL-3.0-or-later
// Every kind of chart through the same actions: a kind that lacks an ability fails in its row. What a kind rightly
// cannot do stands in its DrivenChart. (A sparkline is painted by delegates, and has nothing to act on.)
#include <limits>

#include <QAbstractItemModel>
#include <QClipboard>
#include <QFile>
#include <QGuiApplication>
#include <QLabel>
#include <QMessageBox>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

#include "ui/charts/chart_export.h"
#include "ui/charts/chart_menu.h"
#include "ui/charts/chart_table_dialog.h"
#include "ui/charts/chart_table_model.h"
#include "ui/charts/chart_tooltip.h"
#include "ui/support/chart_page.h"
#include "ui/support/driven_charts.h"

using namespace moie;
using namespace moie::ui;
using test::actionOf;
using test::DrivenChart;
using Page = test::ChartPage;

Q_DECLARE_METATYPE(moie::TimeRange)
Q_DECLARE_METATYPE(moie::Time)
Q_DECLARE_METATYPE(const moie::ui::test::DrivenChart*)

namespace {

void eachKind() {
    QTest::addColumn<const DrivenChart*>("kind");
    for (const DrivenChart& driven : test::drivenCharts())
        QTest::newRow(driven.name) << &driven;
}

bool near(double a, double b) {
    return std::abs(a - b) <= 1e-6 * std::max({1.0, std::abs(a), std::abs(b)});
}

QPoint placeOf(const Page& page, const DrivenChart& kind) {
    const PlotMapping& map = page.first->plot().mapping();
    const double y = kind.content.framing == PlotFraming::Row ? map.area.center().y() : map.yOf(kind.y);
    return QPointF(map.xOf(kind.x), y).toPoint();
}

AxisSpan seen(const Page& page) {
    return page.first->view() ? page.first->view()->x : page.first->plot().whole().x;
}

QStringList textsOf(const ReadingGroup& group) {
    QStringList texts;
    for (const Reading& reading : group.readings)
        texts.append(QStringLiteral("%1 %2").arg(reading.name, reading.value).trimmed());
    return texts;
}

QStringList labelsIn(const QWidget& widget) {
    QStringList texts;
    for (const QLabel* label : widget.findChildren<QLabel*>()) {
        if (!label->text().isEmpty())
            texts.append(label->text());
    }
    return texts;
}

void press(const Page& page, const std::vector<int>& keys) {
    page.first->setFocus(Qt::TabFocusReason);
    for (const int key : keys)
        QTest::keyClick(page.first, static_cast<Qt::Key>(key));
}

// The first two places, dragged over.
void dragOver(const Page& page, const DrivenChart& kind) {
    const PlotMapping& map = page.first->plot().mapping();
    const double end = kind.content.axis == XAxis::Numbers ? 0.6 : kind.x;
    const double y = map.area.center().y();
    page.drag(QPointF(map.area.left() + 1.0, y).toPoint(), QPointF(map.xOf(end) + 2.0, y).toPoint());
}

QMenu* openedMenu(const Page& page) {
    QTest::keyClick(page.first, Qt::Key_F10, Qt::ShiftModifier);
    for (QMenu* menu : page.first->findChildren<QMenu*>()) {
        if (menu->isVisible() && !qobject_cast<RangeMenu*>(menu))
            return menu;
    }
    return nullptr;
}

// With an unquoted comma for each column, as the tables of these tests have them.
QString csvOf(const QAbstractItemModel& model) {
    QString csv;
    const auto cell = [&](const QString& text, int column) {
        csv += column > 0 ? QStringLiteral(",") : QString();
        csv += text.contains(QLatin1Char(',')) ? QLatin1Char('"') + text + QLatin1Char('"') : text;
    };
    for (int column = 0; column < model.columnCount(); ++column)
        cell(model.headerData(column, Qt::Horizontal, ChartTableModel::PlainRole).toString(), column);
    csv += QStringLiteral("\r\n");
    for (int row = 0; row < model.rowCount(); ++row) {
        for (int column = 0; column < model.columnCount(); ++column)
            cell(model.index(row, column).data(ChartTableModel::PlainRole).toString(), column);
        csv += QStringLiteral("\r\n");
    }
    return csv;
}

QByteArray contentsOf(const QString& file) {
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.readAll() : QByteArray();
}

// Whether anything is painted within the plot.
bool isInked(const QImage& image) {
    const QRgb ground = image.pixel(0, 0);
    for (int y = 0; y < image.height(); ++y) {
        for (int x = 0; x < image.width(); ++x) {
            if (image.pixel(x, y) != ground)
                return true;
        }
    }
    return false;
}

// All values of a chart by another function.
template <typename Change>
ChartContent changed(ChartContent chart, Change change) {
    const auto apply = [&](std::vector<double>& values) {
        for (std::size_t i = 0; i < values.size(); ++i)
            values[i] = change(values[i], i);
    };
    for (ChartLine& line : chart.lines) {
        apply(line.values);
        apply(line.low);
        apply(line.high);
    }
    for (ChartBars& bars : chart.bars)
        apply(bars.values);
    for (ChartPoints& points : chart.points) {
        apply(points.x);
        apply(points.y);
    }
    return chart;
}

// The first place alone.
ChartContent onlyFirst(ChartContent chart) {
    chart.buckets.edges.resize(std::min<std::size_t>(chart.buckets.edges.size(), 2));
    chart.moments.resize(std::min<std::size_t>(chart.moments.size(), 1));
    chart.binEdges.resize(std::min<std::size_t>(chart.binEdges.size(), 2));
    if (chart.axis == XAxis::Time)
        chart.range = {};
    if (chart.heat)
        chart.heat->counts.resize(chart.heat->bins());
    chart.marks.resize(std::min<std::size_t>(chart.marks.size(), 1));
    const auto cut = [](auto& values) { values.resize(std::min<std::size_t>(values.size(), 1)); };
    for (ChartLine& line : chart.lines) {
        for (auto* values : {&line.values, &line.low, &line.high})
            cut(*values);
        cut(line.times);
        cut(line.n);
        line.alarms.clear();
    }
    for (ChartBars& bars : chart.bars)
        cut(bars.values);
    for (ChartPoints& points : chart.points) {
        cut(points.x);
        cut(points.y);
        cut(points.times);
    }
    return chart;
}

} // namespace

class TestChartDriving : public QObject {
    Q_OBJECT

private slots:
    void initTestCase() {
        qRegisterMetaType<TimeRange>("moie::TimeRange");
        qRegisterMetaType<Time>("moie::Time");
    }

    void wheel_data() { eachKind(); }
    void wheel() {
        QFETCH(const DrivenChart*, kind);
        Page page(kind->content);
        QSignalSpy chosen(page.first, &ChartView::rangeChosen);
        const PlotView whole = page.first->plot().whole();
        const QPoint place = placeOf(page, *kind);
        const double under = page.first->plot().mapping().positionOf(place.x());
        page.wheel(place, 1);
        QVERIFY(near(seen(page).width(), 0.8 * whole.x.width()));
        page.window.grab();
        // What is pointed at stays, as far as the labels of a value axis that is zoomed too stay as wide.
        const double moved = page.first->plot().mapping().positionOf(place.x()) - under;
        QVERIFY(std::abs(moved) <= (kind->zoomsInHeight ? 0.02 : 1e-9) * whole.x.width());
        QCOMPARE(page.first->view()->y.has_value(), kind->zoomsInHeight);
        if (kind->zoomsInHeight)
            QVERIFY(near(page.first->view()->y->width(), 0.8 * whole.y->width()));
        if (kind->asksThePage)
            QTRY_COMPARE(chosen.count(), 1);
        page.wheel(place, -30);
        QVERIFY(near(seen(page).width(), (kind->asksThePage ? 4.0 : 1.0) * whole.x.width()));
        if (!kind->asksThePage)
            QCOMPARE(chosen.count(), 0);
    }

    void dragAndItsMenu_data() { eachKind(); }
    void dragAndItsMenu() {
        QFETCH(const DrivenChart*, kind);
        Page page(kind->content);
        QSignalSpy chosen(page.first, &ChartView::rangeChosen);
        QSignalSpy compare(page.first, &ChartView::compareWithBeforeChosen);
        QSignalSpy worst(page.first, &ChartView::worstTurnsChosen);
        dragOver(page, *kind);
        QVERIFY(page.rangeMenu() && page.rangeMenu()->isVisible());
        QStringList offers;
        for (const QAction* action : page.rangeMenu()->actions()) {
            if (action->isEnabled() && !action->isSeparator())
                offers.append(QString(action->text()).remove(QLatin1Char('&')));
        }
        QCOMPARE(offers, kind->dragOffers);
        const QStringList said = labelsIn(*page.rangeMenu());
        for (const QString& text : kind->dragSays)
            QVERIFY2(said.contains(text), qPrintable(text + QStringLiteral(" in ") + said.join(QLatin1Char('|'))));
        for (const QString& offer : offers)
            actionOf(*page.rangeMenu(), offer)->trigger();
        QTRY_VERIFY(page.first->view());
        QVERIFY(seen(page).width() < 0.7 * page.first->plot().whole().x.width());
        // From there on it is panned like any other part.
        page.rangeMenu()->close();
        const double low = seen(page).low;
        page.drag(page.first->rect().center(), page.first->rect().center() - QPoint(40, 0), Qt::ShiftModifier);
        QVERIFY(seen(page).low > low);
        QTRY_COMPARE(worst.count(), kind->asksThePage ? 1 : 0);
        QTRY_COMPARE(chosen.count(), kind->asksThePage ? 2 : 0); // the second for the panning
        QCOMPARE(compare.count(), kind->asksThePage ? 1 : 0);
        if (kind->asksThePage) {
            const TimeRange expected{test::at("2026-11-06"), test::at("2026-11-08")};
            for (const QSignalSpy* spy : {&chosen, &compare, &worst})
                QCOMPARE(spy->first().front().value<TimeRange>(), expected);
        }
    }

    void panning_data() { eachKind(); }
    void panning() {
        QFETCH(const DrivenChart*, kind);
        Page page(kind->content);
        press(page, {Qt::Key_Plus}); // half of it, around the middle
        page.window.grab();
        const PlotView before = *page.first->view();
        const PlotMapping map = page.first->plot().mapping();
        const QPoint middle = map.area.center().toPoint();
        // A tenth of the width to the left and of the height down.
        const QPoint by(qRound(-0.1 * map.area.width()), qRound(0.1 * map.area.height()));
        page.drag(middle, middle + by, Qt::ShiftModifier);
        QVERIFY(!page.rangeMenu());
        QVERIFY(near(page.first->view()->x.low - before.x.low, -by.x() * before.x.width() / map.area.width()));
        QVERIFY(near(page.first->view()->x.width(), before.x.width()));
        QCOMPARE(page.first->view()->y.has_value(), kind->zoomsInHeight);
        if (kind->zoomsInHeight)
            QVERIFY(near(page.first->view()->y->low - before.y->low, by.y() * before.y->width() / map.area.height()));

        const PlotView dragged = *page.first->view();
        QTest::keyClick(page.first, Qt::Key_Left, Qt::ControlModifier);
        QVERIFY(near(page.first->view()->x.low, dragged.x.low - 0.25 * dragged.x.width()));
        QTest::keyClick(page.first, Qt::Key_Right, Qt::ControlModifier);
        QVERIFY(near(page.first->view()->x.low, dragged.x.low));
        QTest::keyClick(page.first, Qt::Key_Down, Qt::ControlModifier);
        if (kind->zoomsInHeight)
            QVERIFY(near(page.first->view()->y->low, dragged.y->low - 0.25 * dragged.y->width()));
        else
            QCOMPARE(page.first->view(), std::optional(dragged));
    }

    void zoomsAreUndone_data() { eachKind(); }
    void zoomsAreUndone() {
        QFETCH(const DrivenChart*, kind);
        Page page(kind->content);
        QSignalSpy chosen(page.first, &ChartView::rangeChosen);
        press(page, {Qt::Key_Plus, Qt::Key_Plus});
        // Three moments or bins are the least that is seen.
        const bool ofSlots = kind->content.axis == XAxis::Moments || kind->content.axis == XAxis::Bins;
        QVERIFY(near(seen(page).width(), ofSlots ? 3.0 : 0.25 * page.first->plot().whole().x.width()));
        // A zoom of the page is undone by going back, one of the chart here.
        QCOMPARE(page.first->canUndoZoom(), !kind->asksThePage);
        if (!kind->asksThePage) {
            if (!ofSlots) { // they were as close as can be before
                QTest::keyClick(page.first, Qt::Key_Z, Qt::ControlModifier);
                QVERIFY(page.first->view());
            }
            QTest::keyClick(page.first, Qt::Key_Z, Qt::ControlModifier);
            QVERIFY(!page.first->view());
            QVERIFY(!page.first->canUndoZoom());
            // Nothing is taken back of what met a limit.
            press(page, {Qt::Key_Minus, Qt::Key_Minus});
            QVERIFY(!page.first->canUndoZoom());
            press(page, {Qt::Key_Plus});
            const double zoomed = seen(page).width();
            press(page, {Qt::Key_Minus, Qt::Key_Minus, Qt::Key_Minus});
            QTest::keyClick(page.first, Qt::Key_Z, Qt::ControlModifier);
            QVERIFY(near(seen(page).width(), zoomed));
            press(page, {Qt::Key_0});
            press(page, {Qt::Key_Plus, Qt::Key_Escape});
            QVERIFY(!page.first->view());
            actionOf(*openedMenu(page), QStringLiteral("Undo zoom"))->trigger();
            QVERIFY(page.first->view());
        }
        QTest::keyClick(page.first, Qt::Key_0);
        QVERIFY(!page.first->view());
        press(page, {Qt::Key_Plus});
        QTest::mouseDClick(page.first, Qt::LeftButton, {}, placeOf(page, *kind));
        QVERIFY(!page.first->view());
        QTRY_COMPARE(chosen.count(), kind->asksThePage ? 2 : 0);
        for (const auto& arguments : chosen)
            QCOMPARE(arguments.front().value<TimeRange>(), TimeRange{});
    }

    void crossHair_data() { eachKind(); }
    void crossHair() {
        QFETCH(const DrivenChart*, kind);
        Page page(kind->content);
        const QImage before = page.first->grab().toImage();
        const auto isRead = [&] {
            QCOMPARE(page.first->cursorHeading(), kind->heading);
            QCOMPARE(textsOf(page.first->cursorReadings()), kind->readings);
            const auto* tooltip = page.window.findChild<ChartTooltip*>();
            QVERIFY(tooltip && tooltip->isVisible());
            QVERIFY(page.window.rect().contains(tooltip->geometry()));
            QVERIFY(page.first->grab().toImage() != before);
        };
        page.point(placeOf(page, *kind));
        isRead();
        QCOMPARE(page.first->accessibleDescription(), QStringLiteral("A summary."));
        QEvent leave(QEvent::Leave);
        QApplication::sendEvent(page.first, &leave);
        QVERIFY(page.first->cursorHeading().isEmpty());
        QCOMPARE(page.first->grab().toImage(), before);

        press(page, kind->keys);
        isRead();
        QCOMPARE(page.first->accessibleName(), kind->content.title);
        QCOMPARE(page.first->accessibleDescription(),
                 kind->heading + QStringLiteral(": ") + kind->readings.join(QStringLiteral(", ")));
        QTest::keyClick(page.first, Qt::Key_Escape);
        QVERIFY(page.first->cursorHeading().isEmpty());
        QCOMPARE(page.first->accessibleDescription(), QStringLiteral("A summary."));
    }

    void clickAndEnterOpen_data() { eachKind(); }
    void clickAndEnterOpen() {
        QFETCH(const DrivenChart*, kind);
        Page page(kind->content);
        QSignalSpy opened(&page.group, &ChartGroup::momentActivated);
        QTest::mouseClick(page.first, Qt::LeftButton, {}, placeOf(page, *kind));
        if (kind->opens)
            QTRY_COMPARE(opened.count(), 1);
        press(page, kind->keys);
        QTest::keyClick(page.first, Qt::Key_Return);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(opened.count(), kind->opens ? 2 : 0);
        for (const auto& arguments : opened)
            QCOMPARE(arguments.front().value<Time>(), *kind->opens);
    }

    void menu_data() { eachKind(); }
    void menu() {
        QFETCH(const DrivenChart*, kind);
        Page page(kind->content);
        actionOf(*openedMenu(page), QStringLiteral("Show as table"))->trigger();
        const auto* dialog = page.window.findChild<ChartTableDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(dialog->windowTitle(), kind->content.title);
        QCOMPARE(csvOf(*dialog->findChild<QTableView*>()->model()), QString::fromUtf8(kind->csv));

        QGuiApplication::clipboard()->clear();
        actionOf(*openedMenu(page), QStringLiteral("Copy image"))->trigger();
        const QImage copied = QGuiApplication::clipboard()->image();
        // A chart of its own, with axes, title and legend, however small it is on the page.
        QVERIFY(copied.width() > Theme::length(420) && copied.height() > Theme::length(230));
        QVERIFY(isInked(copied));

        QTemporaryDir directory;
        const auto saved = [&](ChartFile fileKind, const char* name) {
            const QString file = directory.filePath(QLatin1String(name));
            saveChart(*page.first, fileKind, file);
            QThreadPool::globalInstance()->waitForDone();
            return contentsOf(file);
        };
        QCOMPARE(saved(ChartFile::Csv, "a.csv"), kind->csv);
        const QImage png = QImage::fromData(saved(ChartFile::Png, "a.png"), "PNG");
        QVERIFY(png.width() > 2 * Theme::length(420) && isInked(png));
        const QByteArray svg = saved(ChartFile::Svg, "a.svg");
        QVERIFY(svg.contains(kind->content.title.toUtf8()) && svg.contains("A summary."));

        // What is shown of it. Of moments and bins three slots are seen, with some of all four.
        QTest::keyClick(page.first, Qt::Key_Plus);
        const bool ofSlots = kind->content.axis == XAxis::Moments || kind->content.axis == XAxis::Bins;
        const QByteArray part = saved(ChartFile::Csv, "b.csv");
        QVERIFY(part.startsWith(kind->csv.left(kind->csv.indexOf('\n') + 1)));
        QCOMPARE(part.size() < kind->csv.size(), !ofSlots);
    }

    void hostileValues_data() {
        QTest::addColumn<ChartContent>("chart");
        QTest::addColumn<bool>("isShown");
        for (const DrivenChart& driven : test::drivenCharts()) {
            const bool ofMarks = driven.content.lines.empty() && driven.content.bars.empty() &&
                                 driven.content.points.empty() && !driven.content.heat;
            const auto add = [&](const char* what, const ChartContent& chart, bool isShown) {
                QTest::newRow(qPrintable(QLatin1String(driven.name) + QStringLiteral(": ") + QLatin1String(what)))
                    << chart << isShown;
            };
            const auto with = [&](auto change) { return changed(driven.content, change); };
            ChartContent empty;
            empty.axis = driven.content.axis;
            empty.framing = driven.content.framing;
            add("empty", empty, false);
            add("one place", onlyFirst(driven.content), true);
            ChartContent gaps = with([](double, std::size_t) { return std::nan(""); });
            if (gaps.heat)
                gaps.heat->counts.assign(gaps.heat->counts.size(), 0);
            add("gaps alone", gaps, ofMarks);
            add("infinities",
                with([](double v, std::size_t i) { return i % 2 ? std::numeric_limits<double>::infinity() : v; }),
                true);
            add("last digit", with([](double, std::size_t i) { return i % 2 ? 0.1 + 0.2 : 0.3; }), true);
            add("negative", with([](double v, std::size_t) { return -1.0 - std::abs(v); }), true);
            add("large", with([](double v, std::size_t) { return 1e15 * v; }), true);
            add("very large", with([](double v, std::size_t) { return 1e300 * v; }), true);
            add("largest", with([](double, std::size_t i) { return (i % 2 ? -1 : 1) * 1.7e308; }), true);
            add("tiny", with([](double v, std::size_t) { return 1e-300 * v; }), true);
        }
    }
    void hostileValues() {
        QFETCH(ChartContent, chart);
        QFETCH(bool, isShown);
        Page page(chart);
        const Plot& plot = page.first->plot();
        QCOMPARE(!plot.plotArea().isNull(), isShown);
        const auto isSound = [&] {
            page.window.grab();
            const PlotMapping& map = plot.mapping();
            return !isShown || (std::isfinite(map.x.width()) && map.x.width() > 0.0 && std::isfinite(map.y.low) &&
                                map.y.high > map.y.low && plot.plotArea().width() > 0.5 * page.first->width());
        };
        QVERIFY(isSound());
        const QPoint middle = page.first->rect().center();
        page.wheel(middle, 2);
        QVERIFY(isSound());
        QTest::mouseClick(page.first, Qt::LeftButton, {}, middle);
        page.drag(middle - QPoint(60, 10), middle + QPoint(60, 10));
        QCOMPARE(page.rangeMenu() != nullptr, isShown);
        if (isShown) {
            actionOf(*page.rangeMenu(), QStringLiteral("Zoom"))->trigger();
            page.rangeMenu()->close();
            QCoreApplication::sendPostedEvents();
        }
        QVERIFY(isSound());
        press(page, {Qt::Key_Home, Qt::Key_Right, Qt::Key_Up, Qt::Key_Plus, Qt::Key_Minus, Qt::Key_End});
        page.drag(middle, middle + QPoint(50, 20), Qt::ShiftModifier);
        QVERIFY(isSound());
        press(page, {Qt::Key_0});
        QVERIFY(isSound());
        QMenu* menu = openedMenu(page);
        QCOMPARE(actionOf(*menu, QStringLiteral("Copy image"))->isEnabled(), isShown);
        QCOMPARE(actionOf(*menu, QStringLiteral("Show as table"))->isEnabled(), isShown);
    }

    void replaced_data() { eachKind(); }
    void replaced() {
        QFETCH(const DrivenChart*, kind);
        Page page(kind->content);
        // While zoomed: other values at the same places do not move it.
        press(page, {Qt::Key_Plus});
        const AxisSpan zoomed = seen(page);
        ChartContent other = changed(kind->content, [](double v, std::size_t) { return v; });
        other.title = QStringLiteral("Other");
        page.first->setContent(other);
        QVERIFY(near(seen(page).low, zoomed.low) && near(seen(page).high, zoomed.high));
        press(page, {Qt::Key_0});
        page.window.grab();

        // While its range menu is open: the range stays marked, and can be zoomed into.
        dragOver(page, *kind);
        const QImage marked = page.first->grab().toImage();
        page.first->setContent(kind->content);
        QCOMPARE(page.first->grab().toImage(), marked);
        actionOf(*page.rangeMenu(), QStringLiteral("Zoom"))->trigger();
        QTRY_VERIFY(page.first->view());
        QVERIFY(seen(page).width() < 0.7 * page.first->plot().whole().x.width());
        page.rangeMenu()->close();
        QTRY_VERIFY(!page.rangeMenu());

        // By nothing, while a menu is open: it closes, or what it does is done to nothing.
        press(page, {Qt::Key_0});
        page.window.grab();
        dragOver(page, *kind);
        QPointer<RangeMenu> menu = page.rangeMenu();
        QMenu* ofChart = openedMenu(page);
        page.first->setContent(ChartContent());
        QTRY_VERIFY(!menu || !menu->isVisible());
        actionOf(*ofChart, QStringLiteral("Zoom in"))->trigger();
        page.window.grab();
        QVERIFY(!page.first->view());
    }

    // Whatever became of the chart since, it is saved as it was, and a failure is said.
    void destroyedWhileItIsSaved_data() { eachKind(); }
    void destroyedWhileItIsSaved() {
        QFETCH(const DrivenChart*, kind);
        Page page(kind->content);
        QTemporaryDir directory;
        const QString file = directory.filePath(QStringLiteral("a.csv"));
        saveChart(*page.first, ChartFile::Csv, file);
        saveChart(*page.first, ChartFile::Svg, directory.filePath(QStringLiteral("missing/b.svg")));
        page.first->setContent(ChartContent());
        delete page.first;
        QTRY_VERIFY(page.window.findChild<QMessageBox*>());
        QThreadPool::globalInstance()->waitForDone();
        QCOMPARE(contentsOf(file), kind->csv);
    }

    void ofAnySizeAndTheme_data() { eachKind(); }
    void ofAnySizeAndTheme() {
        QFETCH(const DrivenChart*, kind);
        Page page(kind->content);
        page.theme.setChoice(ThemeChoice::Light);
        const QImage light = page.first->grab().toImage();
        page.theme.setChoice(ThemeChoice::Dark);
        QVERIFY(page.first->grab().toImage() != light);
        page.theme.setChoice(ThemeChoice::Light);
        QCOMPARE(page.first->grab().toImage(), light);
        for (const QSize size : {QSize(1, 1), QSize(30, 20), QSize(2000, 40), QSize(60, 900)}) {
            ChartView alone(page.theme, page.group);
            alone.setContent(kind->content);
            alone.resize(size);
            alone.grab();
            for (const int key : {Qt::Key_Home, Qt::Key_Plus, Qt::Key_Right, Qt::Key_0})
                QTest::keyClick(&alone, static_cast<Qt::Key>(key));
            alone.grab();
            QVERIFY(QRectF(alone.rect()).contains(alone.plot().plotArea()) || alone.plot().plotArea().isNull());
        }
    }
};

QTEST_MAIN(TestChartDriving)
#include "tst_chart_driving.moc"
