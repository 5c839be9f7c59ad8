// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <QHeaderView>
#include <QSignalSpy>
#include <QTest>

#include "ui/charts/small_rows.h"
#include "ui/pages/safety_page.h"
#include "ui/pages/violations_table.h"
#include "ui/support/page_layout.h"
#include "ui/support/page_under_test.h"
#include "ui/support/sample_turns.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/figure_table.h"
#include "ui/widgets/group_table.h"
#include "ui/widgets/more_section.h"
#include "ui/widgets/tile.h"
#include "ui/workspace/workspace.h"

using namespace moie;
using namespace moie::ui;

namespace {

QString tileFigure(const QWidget& page, const QString& title) {
    for (const Tile* tile : page.findChildren<Tile*>())
        if (tile->content().title == title)
            return tile->content().figure;
    return {};
}

const ChartContent& chartOf(const QWidget& page, const QString& title) {
    for (const ChartView* view : page.findChildren<ChartView*>())
        if (view->content().title == title)
            return view->content();
    qFatal("no such chart");
}

QString verdictCount(const SafetyFigures& figures, Verdict verdict) {
    return format::count(figures.verdicts[static_cast<std::size_t>(verdict)]);
}

void showsFigures(const QWidget& page, const Snapshot& snapshot, const Scope& scope) {
    const SafetyFigures figures = safetyFigures(snapshot, scope);
    QCOMPARE(tileFigure(page, QStringLiteral("Unsafe replies that reached the user")),
             verdictCount(figures, Verdict::ReachedUser));
    QCOMPARE(tileFigure(page, QStringLiteral("Caught before delivery")), verdictCount(figures, Verdict::Caught));
    QCOMPARE(tileFigure(page, QStringLiteral("Announced as corrected")),
             format::count(figures.correction.labelledOnly));
    QCOMPARE(tileFigure(page, QStringLiteral("Near the barrier")), verdictCount(figures, Verdict::Near));
    QCOMPARE(tileFigure(page, QStringLiteral("Barrier breaches")), verdictCount(figures, Verdict::Breach));
    const auto* barriers = page.findChild<SmallRows*>();
    QCOMPARE(barriers->count(), figures.dimensions.size());
    for (std::size_t i = 0; i < barriers->count(); ++i)
        QVERIFY(test::sameValues(barriers->chart(i)->content().lines[0].values, figures.dimensions[i].p5Series));
    const ChartContent& severity = chartOf(page, QStringLiteral("Severity"));
    for (std::size_t i = 0; i < severityBins; ++i)
        QCOMPARE(severity.bars[0].values[i], static_cast<double>(figures.severityHistogram[i]));
    const ChartContent& control = chartOf(page, QStringLiteral("Control chart"));
    QCOMPARE(control.lines[2].values.size(), figures.control.points.size());
    for (std::size_t i = 0; i < figures.control.points.size(); ++i)
        QCOMPARE(control.lines[2].n[i], figures.control.points[i].count.turns);
    const std::vector<ViolationRow> expected = violations(snapshot, scope);
    const QAbstractItemModel* model = page.findChild<ViolationsTable*>()->model();
    QCOMPARE(model->rowCount(), static_cast<int>(expected.size()));
    for (int row = 0; row < model->rowCount(); ++row) {
        const ViolationRow& violation = expected[static_cast<std::size_t>(row)];
        QCOMPARE(model->index(row, ViolationsModel::SeverityColumn).data().toString(),
                 format::figure(violation.event.value));
        QCOMPARE(model->index(row, ViolationsModel::TypeColumn).data().toString(),
                 format::words(snapshot.name(violation.event.what)));
    }
}

} // namespace

class TestSafetyPage : public QObject {
    Q_OBJECT

private:
    QFont m_font;
    std::unique_ptr<test::Bench> m_bench;
    Workspace* m_workspace = nullptr;

private slots:
    void initTestCase() { m_font = QApplication::font(); }
    void init() {
        QApplication::setFont(m_font);
        m_bench = std::make_unique<test::Bench>();
        m_workspace = m_bench->workspace.get();
        m_workspace->setRangeChoice(RangeChoice::all());
    }
    void cleanup() { m_bench.reset(); }

    void showsTheFiguresOfTheScope() {
        Theme theme;
        SafetyPage page(*m_workspace, theme);
        QSignalSpy settled(&page, &Page::settled);
        page.setActive(true);
        const SnapshotPtr snapshot = test::sampleTurns(200);
        m_workspace->receive(snapshot);
        QTRY_COMPARE(settled.count(), 1);
        showsFigures(page, *snapshot, {});
        const TimeRange range{test::sampleStart() + std::chrono::hours(24),
                              test::sampleStart() + std::chrono::hours(60)};
        m_workspace->setRangeChoice(RangeChoice::between(range));
        QTRY_COMPARE(settled.count(), 2);
        showsFigures(page, *snapshot, {range, {}});
    }

    void followsTheLog() {
        Theme theme;
        SafetyPage page(*m_workspace, theme);
        QSignalSpy settled(&page, &Page::settled);
        page.setActive(true);
        m_workspace->receive(test::sampleTurns(40));
        QTRY_COMPARE(settled.count(), 1);
        const auto widgets = page.findChildren<QWidget*>();
        const SnapshotPtr newer = test::sampleTurns(64, 2);
        m_workspace->receive(newer);
        QTRY_COMPARE(settled.count(), 2);
        showsFigures(page, *newer, {});
        QCOMPARE(page.findChildren<QWidget*>(), widgets);
    }

    void aViolationLeadsToItsTurn() {
        Theme theme;
        SafetyPage page(*m_workspace, theme);
        QSignalSpy settled(&page, &Page::settled);
        page.resize(1200, 1400);
        page.show();
        page.setActive(true);
        const SnapshotPtr snapshot = test::sampleTurns(64);
        m_workspace->receive(snapshot);
        QTRY_COMPARE(settled.count(), 1);
        auto* table = page.findChild<ViolationsTable*>();
        table->setFocus();
        QTest::keyClick(table, Qt::Key_Return); // the newest: of turn 64, the last but … of session-1
        const Place& place = m_workspace->place();
        QCOMPARE(place.page, QStringLiteral("sessions"));
        const ViolationRow newest = violations(*snapshot, {})[0];
        QVERIFY(place.turn.has_value());
        QCOMPARE(place.turn->session, newest.event.session);
        // Turns 0, 7, … 63 are unsafe; 63 is the last of the second session's 32.
        QCOMPARE(newest.turnNumber, std::size_t(32));
        QCOMPARE(place.turn->opening, snapshot->sessions[1]->blocks[0]->turns[31].opening);
        // One outside any turn leads to its session.
        QTest::keyClick(table, Qt::Key_End, Qt::ControlModifier);
        QTest::keyClick(table, Qt::Key_Return);
        QCOMPARE(m_workspace->place().turn->opening, noEntry);
        m_workspace->back();
        QCOMPARE(m_workspace->place().turn->opening, snapshot->sessions[1]->blocks[0]->turns[31].opening);
    }

    void tilesLeadToTheTurnsThatTheyCount() {
        Theme theme;
        SafetyPage page(*m_workspace, theme);
        QSignalSpy settled(&page, &Page::settled);
        page.setActive(true);
        SnapshotBuilder builder;
        const Time start = test::sampleStart();
        builder.turn("s", start).evaluation(true, {{"harm", -0.1}}).response({});
        builder.turn("s", start + std::chrono::minutes(1))
            .evaluation(false)
            .evaluation(true, {{"harm", 0.9}})
            .response({});
        m_workspace->receive(std::make_shared<const Snapshot>(builder.build()));
        QTRY_COMPARE(settled.count(), 1);
        const Place before{"safety", RangeChoice::all(), {}, "not category:x", std::nullopt};
        QStringList opened;
        for (Tile* tile : page.findChildren<Tile*>()) {
            m_workspace->begin(before);
            QTest::mouseClick(tile, Qt::LeftButton);
            const Place& place = m_workspace->place();
            if (place.page == QStringLiteral("sessions"))
                opened += tile->content().title + QStringLiteral(": ") + QString::fromStdString(place.filter);
        }
        // None reached the user, none is near, all were judged.
        QCOMPARE(opened, (QStringList{"Barrier breaches: (not category:x) turn:breach",
                                      "Caught before delivery: (not category:x) turn:caught"}));
    }

    void whereNothingWasJudgedItSaysSo() {
        Theme theme;
        SafetyPage page(*m_workspace, theme);
        QSignalSpy settled(&page, &Page::settled);
        page.resize(1200, 1000);
        page.show();
        page.setActive(true);
        SnapshotBuilder builder;
        builder.turn("s", test::sampleStart()).response({0.5, 0.5, 0.5, 0.5, 0.5}, 1.0);
        m_workspace->receive(std::make_shared<const Snapshot>(builder.build()));
        QTRY_COMPARE(settled.count(), 1);
        QVERIFY(page.shown()->anything);
        for (const char* title : {"Unsafe replies that reached the user", "Barrier breaches", "Caught before delivery",
                                  "Announced as corrected", "Near the barrier"}) {
            const TileContent tile = test::tileNamed(page, QLatin1String(title));
            QCOMPARE(tile.figure, QStringLiteral("–"));
            QCOMPARE(tile.sub, QStringLiteral("no turn was judged"));
        }
        QCOMPARE(test::tileNamed(page, QStringLiteral("Judged")).figure, QStringLiteral("0 of 1"));
        // Where the rows of barriers would be, their place says that there are none.
        auto* barriers = page.findChild<SmallRows*>();
        QCOMPARE(barriers->count(), std::size_t{0});
        const QImage said = barriers->grab().toImage();
        barriers->setEmptyText({});
        QVERIFY(said != barriers->grab().toImage());
    }

    void nothingOverlapsOrIsCut_data() { test::addPageSizes(); }
    void nothingOverlapsOrIsCut() {
        QFETCH(QSize, size);
        QFETCH(double, text);
        QApplication::setFont(test::enlarged(m_font, text));
        Theme theme;
        SafetyPage page(*m_workspace, theme);
        QSignalSpy settled(&page, &Page::settled);
        page.resize(size);
        page.show();
        page.findChild<MoreSection*>()->setOpen(true);
        page.setActive(true);
        m_workspace->receive(test::sampleTurns(200));
        QTRY_COMPARE(settled.count(), 1);
        QCoreApplication::sendPostedEvents();
        page.grab();
        QCOMPARE(test::cardsOf(page).size(), std::size_t{6 + 9 + 1});
        QTRY_COMPARE(test::layoutProblem(page), QString()); // legends and tables ask for their height late
    }

    void anEmptyScopeIsBorne() {
        Theme theme;
        SafetyPage page(*m_workspace, theme);
        QSignalSpy settled(&page, &Page::settled);
        page.resize(1200, 800);
        page.show();
        page.setActive(true);
        m_workspace->setRangeChoice(RangeChoice::between({{}, test::sampleStart() - std::chrono::hours(100)}));
        m_workspace->receive(test::sampleTurns(8));
        QTRY_COMPARE(settled.count(), 1);
        QVERIFY(!page.shown()->anything);
        QVERIFY(!page.grab().isNull());
        QCOMPARE(tileFigure(page, QStringLiteral("Near the barrier")), QStringLiteral("–"));
    }
};

QTEST_MAIN(TestSafetyPage)
#include "tst_safety_page.moc"
