// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include "ui/charts/chart_view.h"
#include "ui/pages/compare_page.h"
#include "ui/pages/compare_texts.h"
#include "ui/support/event_loop_gap.h"
#include "ui/support/page_layout.h"
#include "ui/support/page_under_test.h"
#include "ui/support/sample_log.h"
#include "ui/theme/format.h"
#include "ui/theme/measures.h"
#include "ui/theme/theme.h"
#include "ui/widgets/segments.h"

using namespace moie;
using namespace moie::ui;
using moie::test::SampleLog;
using namespace std::chrono_literals;

namespace {

CompareAnswer answerTo(const Snapshot& snapshot, const Scope& scope, const CompareChoice& choice,
                       const std::vector<moie::Marker>& markers = {}) {
    return compareChosen(snapshot, scope, choice, markers, {});
}

CompareChoice by(CompareChoice::By by) {
    CompareChoice choice;
    choice.by = by;
    return choice;
}

} // namespace

class TestComparePage : public QObject {
    Q_OBJECT

private:
    QFont m_font;
    SnapshotPtr m_snapshot;

    static void compareWithFigures(const ComparePage& page, const Comparison& comparison) {
        const FigureTable* table = test::tableNamed(page, QStringLiteral("Differences"));
        QVERIFY(!table->rows().empty());
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            std::size_t i = 0;
            while (i < measureCount &&
                   test::cellOf(table, row, 0) != format::sentence(format::measure(static_cast<Measure>(i))))
                ++i;
            QVERIFY(i < measureCount);
            const Difference& d = comparison.differences[i];
            const auto measure = static_cast<Measure>(i);
            const auto& cells = table->rows()[static_cast<std::size_t>(row)];
            QCOMPARE(cells[1].text, format::measureValue(measure, d.now.value));
            QCOMPARE(cells[2].text, format::measureValue(measure, d.before.value));
            QCOMPARE(cells[5].text, format::pValue(d.pHolm));
            if (d.moreThanNoise)
                QVERIFY(d.pHolm < significance);
            // Coloured only where it is more than noise.
            const bool coloured = cells[3].color == ColorRole::GoodText || cells[3].color == ColorRole::BadText;
            QCOMPARE(coloured, d.moreThanNoise);
        }
    }

private slots:
    void initTestCase() {
        m_font = QApplication::font();
        SampleLog log;
        m_snapshot = log.build();
    }
    void init() { QApplication::setFont(m_font); }

    void aRangeStandsAgainstTheSameTimeJustBefore() {
        const TimeRange week{test::sampleLogDay(7), test::sampleLogDay(14)};
        const CompareAnswer answer = answerTo(*m_snapshot, {week, {}}, {});
        QVERIFY(answer.complete && !answer.halves);
        QCOMPARE(answer.looked().scope.range, week);
        QCOMPARE(answer.against().scope.range, (TimeRange{test::sampleLogDay(0), test::sampleLogDay(7)}));
        QCOMPARE(answer.comparison.second.turns, std::size_t(7 * test::sampleLogTurns));
        const ComparedNames names = sideNames(answer, *m_snapshot, test::sampleLogDay(20));
        QCOMPARE(names.looked, QStringLiteral("13–19 Nov"));
        QCOMPARE(names.against, QStringLiteral("6–12 Nov"));

        CompareChoice choice;
        choice.against = CompareChoice::Against::AllBefore;
        const TimeRange later{test::sampleLogDay(10), std::nullopt};
        QCOMPARE(answerTo(*m_snapshot, {later, {}}, choice).against().scope.range,
                 (TimeRange{std::nullopt, test::sampleLogDay(10)}));
        choice.against = CompareChoice::Against::WeekBefore;
        const TimeRange day{test::sampleLogDay(9), test::sampleLogDay(10)};
        QCOMPARE(answerTo(*m_snapshot, {day, {}}, choice).against().scope.range,
                 (TimeRange{test::sampleLogDay(2), test::sampleLogDay(3)}));
    }

    void theWholeLogIsHalved() {
        const CompareAnswer answer = answerTo(*m_snapshot, {}, {});
        QVERIFY(answer.complete && answer.halves);
        QCOMPARE(answer.looked().scope.range.from, answer.against().scope.range.to);
        QCOMPARE(answer.comparison.first.turns + answer.comparison.second.turns,
                 std::size_t(test::sampleLogDays * test::sampleLogTurns));
        QVERIFY(!choiceNote(answer).isEmpty());
        QCOMPARE(answer.looked().scope.range.from, std::optional(test::sampleLogDay(7)));
        // A clock that was years behind does not make one of the halves empty.
        SnapshotBuilder builder;
        builder.turn("old", startOfDay({2019, 1, 1}));
        for (int i = 0; i < 7; ++i)
            builder.turn("new", test::sampleLogDay(0) + std::chrono::hours(i));
        const CompareAnswer skewed = answerTo(builder.build(), {}, {});
        QCOMPARE(skewed.comparison.first.turns, std::size_t(4));
        QCOMPARE(skewed.comparison.second.turns, std::size_t(4));
    }

    void sessionsGroupsAndMoments() {
        const CompareAnswer sessions = answerTo(*m_snapshot, {}, by(CompareChoice::By::Sessions));
        QCOMPARE(sessions.looked().scope.session, std::string("session-13"));
        QCOMPARE(sessions.against().scope.session, std::string("session-12"));
        QCOMPARE(sessions.sessions.size(), std::size_t(test::sampleLogDays));

        const CompareAnswer groups = answerTo(*m_snapshot, {}, by(CompareChoice::By::Groups));
        QVERIFY(groups.complete);
        // Three models: two that answered, and none for failed turns; most turns first.
        QCOMPARE(groups.groups.size(), std::size_t(3));
        QCOMPARE(groups.groups[2].turns, std::size_t(5));
        QCOMPARE(groups.comparison.second.turns, groups.groups[0].turns);
        QCOMPARE(groups.comparison.first.turns, groups.groups[1].turns);

        const std::vector<moie::Marker> markers{{test::sampleLogDay(4), "prompt"}};
        CompareChoice choice = by(CompareChoice::By::Moment);
        const CompareAnswer moment = answerTo(*m_snapshot, {}, choice, markers);
        QCOMPARE(moment.choice.moment, std::optional(test::sampleLogDay(4)));
        // The newest one is not chosen where no turn came after it.
        const CompareAnswer late =
            answerTo(*m_snapshot, {}, choice, {markers[0], {test::sampleLogDay(test::sampleLogDays), "just now"}});
        QCOMPARE(late.choice.moment, std::optional(test::sampleLogDay(4)));
        QCOMPARE(moment.comparison.first.turns, std::size_t(4 * test::sampleLogTurns));
        QCOMPARE(moment.comparison.second.turns, std::size_t(10 * test::sampleLogTurns));
        choice.span = 24h;
        const CompareAnswer near = answerTo(*m_snapshot, {}, choice, markers);
        QCOMPARE(near.comparison.first.turns, std::size_t(test::sampleLogTurns));
        QCOMPARE(near.comparison.second.turns, std::size_t(test::sampleLogTurns));
        QCOMPARE(sideNames(near, *m_snapshot, test::sampleLogDay(20)).looked, QStringLiteral("after 10 Nov 00:00:00"));
    }

    void whatCannotBeComparedIsSaid() {
        const Scope oneSession{{}, "session-3"};
        CompareAnswer groups = answerTo(*m_snapshot, {{}, "no such session"}, by(CompareChoice::By::Groups));
        QVERIFY(!groups.complete);
        QVERIFY(choiceNote(groups).contains(QStringLiteral("one group")));
        const TimeRange early{test::sampleLogDay(0), test::sampleLogDay(7)};
        const CompareAnswer before = answerTo(*m_snapshot, {early, {}}, {});
        QVERIFY(choiceNote(before).contains(QStringLiteral("no turns")));
        QVERIFY(!choiceNote(answerTo(Snapshot(), {}, {})).isEmpty());
        QCOMPARE(answerTo(*m_snapshot, oneSession, by(CompareChoice::By::Sessions)).looked().scope.session,
                 std::string("session-3"));
    }

    void figuresAreThoseOfTheComparisonAndSwap() {
        Theme theme;
        const test::Bench bench;
        ComparePage page(*bench.workspace, theme);
        for (const FigureTable* table : page.findChildren<FigureTable*>())
            new QAbstractItemModelTester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest, &page);
        QSignalSpy settled(&page, &Page::settled);
        page.setActive(true);
        bench.workspace->receive(m_snapshot);
        QTRY_VERIFY(settled.count() > 0);
        settled.clear();
        const TimeRange week{test::sampleLogDay(7), test::sampleLogDay(14)};
        bench.workspace->setRangeChoice(RangeChoice::between(week));
        QTRY_VERIFY(settled.count() > 0);
        const ComparedScope now{{week, {}}, std::nullopt};
        const ComparedScope before{{{test::sampleLogDay(0), test::sampleLogDay(7)}, {}}, std::nullopt};
        compareWithFigures(page, compare(*m_snapshot, before, now));
        // The other model is warmer: that is seen.
        const FigureTable* differences = test::tableNamed(page, QStringLiteral("Differences"));
        QCOMPARE(differences->rows()[2][3].color, ColorRole::GoodText);

        settled.clear();
        for (QPushButton* button : page.findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Swap sides"))
                button->click();
        QTRY_VERIFY(settled.count() > 0);
        compareWithFigures(page, compare(*m_snapshot, now, before));
        QCOMPARE(differences->rows()[2][3].color, ColorRole::BadText);
    }

    void twoLinesAreLaidOverEachOther() {
        const TimeRange week{test::sampleLogDay(7), test::sampleLogDay(14)};
        const CompareAnswer answer = answerTo(*m_snapshot, {week, {}}, {});
        const ComparedNames names{QStringLiteral("now"), QStringLiteral("before")};
        const ChartContent chart = comparedMagnitudeChart(answer.comparison, names);
        QCOMPARE(chart.lines.size(), std::size_t(2));
        QVERIFY(chart.lines[0].second && !chart.lines[1].second);
        QCOMPARE(chart.lines[0].dash, Qt::DashLine);
        QCOMPARE(chart.lines[1].values, answer.comparison.second.magnitude.mean);
        QCOMPARE(chart.secondBuckets.edges, answer.comparison.first.buckets.edges);
        QVERIFY2(chart.summary.contains(QStringLiteral("now against before")), qPrintable(chart.summary));
        const ChartContent unsafe = comparedUnsafeChart(answer.comparison, names);
        // Two of 24 (one day of three has a failed turn, which is not judged).
        QCOMPARE(unsafe.lines[0].values[1], 2.0 / 24.0);
        QCOMPARE(unsafe.lines[0].values[0], 2.0 / 23.0);
        QCOMPARE(unsafe.lines[1].values[0], 0.0);
        // One side without turns: the other has the axis.
        const TimeRange early{test::sampleLogDay(0), test::sampleLogDay(7)};
        const ChartContent alone = comparedMagnitudeChart(answerTo(*m_snapshot, {early, {}}, {}).comparison, names);
        QCOMPARE(alone.lines.size(), std::size_t(1));
        QVERIFY(comparedMagnitudeChart(Comparison{}, names).empty());
    }

    // The window then says that no turn matches; where another session can be chosen, the page stays.
    void aFilterThatMatchesNothingLeavesNothing() {
        Theme theme;
        const test::Bench bench;
        ComparePage page(*bench.workspace, theme);
        page.setActive(true);
        bench.workspace->receive(m_snapshot);
        QTRY_VERIFY(page.shown() && page.shown()->anything);
        QVERIFY(!bench.workspace->setFilter("violation:nosuch"));
        QTRY_VERIFY(!page.shown()->subject.scope.filter.empty());
        QVERIFY(!page.shown()->anything);
        page.findChild<Segments*>()->chosen(1);
        QTRY_VERIFY(page.shown()->anything);
    }

    void nothingOverlapsOrIsCut_data() { test::addPageSizes(); }
    void nothingOverlapsOrIsCut() {
        QFETCH(QSize, size);
        QFETCH(double, text);
        QApplication::setFont(test::enlarged(m_font, text));
        Theme theme;
        const test::Bench bench;
        ComparePage page(*bench.workspace, theme);
        QSignalSpy settled(&page, &Page::settled);
        page.resize(size);
        page.show();
        QVERIFY(QTest::qWaitForWindowExposed(&page));
        page.setActive(true);
        bench.workspace->receive(m_snapshot);
        QTRY_VERIFY(settled.count() > 0);
        QCoreApplication::sendPostedEvents();
        test::runUntilIdle(); // each layout asks for the next
        QCOMPARE(test::layoutProblem(page), QString());
        QCOMPARE(test::cardsOf(page).size(), std::size_t(8));
    }
};

QTEST_MAIN(TestComparePage)
#include "tst_compare_page.moc"
