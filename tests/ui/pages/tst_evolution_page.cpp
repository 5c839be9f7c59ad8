// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTest>

#include "ui/charts/chart_view.h"
#include "ui/pages/evolution_page.h"
#include "ui/pages/evolution_texts.h"
#include "ui/pages/marker_dialog.h"
#include "ui/support/event_loop_gap.h"
#include "ui/support/page_layout.h"
#include "ui/support/page_under_test.h"
#include "ui/support/sample_page.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/row_list.h"
#include "ui/workspace/annotations.h"

using namespace moie;
using namespace moie::ui;
using moie::test::SampleLog;

namespace {

const ChartView* chartNamed(const QWidget& page, const QString& title) {
    for (const ChartView* chart : page.findChildren<ChartView*>())
        if (chart->content().title == title)
            return chart;
    return nullptr;
}

KindEffect effectOf(Helped helped, double change) {
    KindEffect effect;
    effect.kind = EvolutionKind::Adaptation;
    effect.metric = EffectMetric::Unsafe;
    effect.events = 20;
    effect.judged = 12;
    effect.effect = change;
    effect.low = change - 0.02;
    effect.high = change + 0.02;
    effect.p = helped == Helped::CannotTell ? 0.4 : 0.003;
    effect.helped = helped;
    return effect;
}

} // namespace

class TestEvolutionPage : public QObject {
    Q_OBJECT

private:
    QFont m_font;

    static void compareWithFigures(const EvolutionPage& page, const Snapshot& snapshot, const Scope& scope) {
        const EvolutionFigures figures = evolutionFigures(snapshot, scope);
        QCOMPARE(test::tileNamed(page, QStringLiteral("Events")).figure, format::count(figures.events));
        const FigureTable* helped = test::tableNamed(page, QStringLiteral("Did it help?"));
        QCOMPARE(helped->rows().size(), figures.kinds.size());
        const FigureTable* agreement = test::tableNamed(page, QStringLiteral("Scores against feedback"));
        QCOMPARE(test::cellOf(agreement, 0, 1), format::figure(figures.feedbackLove.difference.now.value));
        QCOMPARE(test::cellOf(agreement, 0, 5), format::count(figures.feedbackLove.n));
        const ChartView* adaptations = chartNamed(page, QStringLiteral("Adaptations"));
        QVERIFY(adaptations);
        QCOMPARE(adaptations->content().marks.size(),
                 figures.counts[static_cast<std::size_t>(EvolutionKind::Adaptation)]);
    }

private slots:
    void initTestCase() { m_font = QApplication::font(); }
    void init() { QApplication::setFont(m_font); }

    void figuresAreThoseOfTheScopeAndFollowIt() {
        test::SamplePage<EvolutionPage> sample;
        auto& [theme, bench, log, page, settled, snapshot] = sample;
        for (const FigureTable* table : page.findChildren<FigureTable*>())
            new QAbstractItemModelTester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest, &page);
        QVERIFY(sample.fill());
        compareWithFigures(page, *snapshot, {});

        settled.clear();
        const TimeRange first{test::sampleLogDay(0), test::sampleLogDay(5)};
        bench.workspace->setRangeChoice(RangeChoice::between(first));
        QTRY_VERIFY(settled.count() > 0);
        compareWithFigures(page, *snapshot, {first, {}});

        settled.clear();
        bench.workspace->setRangeChoice(RangeChoice::all());
        QTRY_VERIFY(settled.count() > 0);
        log.addDay(test::sampleLogDays);
        const SnapshotPtr grown = log.build();
        settled.clear();
        bench.workspace->receive(grown);
        QTRY_VERIFY(settled.count() > 0);
        compareWithFigures(page, *grown, {});
    }

    void theUsersMarkersAreEvents() {
        test::SamplePage<EvolutionPage> sample;
        auto& [theme, bench, log, page, settled, snapshot] = sample;
        QVERIFY(sample.fillShown(QSize(1256, 826)));
        QVERIFY(!chartNamed(page, QStringLiteral("Your markers")));

        page.activateWindow();
        QTest::keyClick(&page, Qt::Key_M);
        QPointer<MarkerDialog> dialog = page.findChild<MarkerDialog*>();
        QVERIFY(dialog);
        QTest::keyClicks(dialog->findChild<QLineEdit*>(QString(), Qt::FindDirectChildrenOnly), "new prompt");
        QCOMPARE(dialog->text(), QStringLiteral("new prompt"));
        dialog->reject();
        page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&page));
        QVERIFY(bench.workspace->annotations().present()->markers.empty());

        // In the middle of the log, where it counts for its range.
        bench.workspace->annotations().setMarker(makeTimeMarker(*bench.workspace->snapshot(),
                                                                bench.workspace->directory(), test::sampleLogDay(5),
                                                                QStringLiteral("new prompt")));
        QTRY_VERIFY(chartNamed(page, QStringLiteral("Your markers")));
        const ChartContent& markers = chartNamed(page, QStringLiteral("Your markers"))->content();
        QCOMPARE(markers.marks.size(), std::size_t(1));
        QCOMPARE(markers.marks[0].text, QStringLiteral("new prompt"));
        QCOMPARE(markers.marks[0].time, test::sampleLogDay(5));

        // Also on a page that is made later.
        EvolutionPage other(*bench.workspace, theme);
        other.setActive(true);
        QTRY_VERIFY(chartNamed(other, QStringLiteral("Your markers")));

        // Delete removes it, and nothing that is of the log.
        auto* list = page.findChild<RowList*>();
        const auto rowOfMarker = [list] {
            int row = 0;
            while (row < list->model()->rowCount() &&
                   list->model()->index(row, 1).data() != QStringLiteral("new prompt"))
                ++row;
            return row;
        };
        // Lists are filled in turns of their own.
        QTRY_VERIFY(rowOfMarker() > 0 && rowOfMarker() < list->model()->rowCount());
        const int row = rowOfMarker();
        list->setFocus();
        QVERIFY(list->hasFocus());
        list->setCurrentIndex(list->model()->index(row - 1, 1));
        QTest::keyClick(list, Qt::Key_Delete);
        QCOMPARE(bench.workspace->annotations().present()->markers.size(), std::size_t(1));
        list->setCurrentIndex(list->model()->index(row, 1));
        QTest::keyClick(list, Qt::Key_Delete);
        QTRY_VERIFY(!chartNamed(page, QStringLiteral("Your markers")));
    }

    void aFieldOfTheCheckpointsIsChosen() {
        test::SamplePage<EvolutionPage> sample;
        auto& [theme, bench, log, page, settled, snapshot] = sample;
        QVERIFY(sample.fill());
        const ChartView* chart = chartNamed(page, QStringLiteral("Checkpoint values"));
        auto* fields = page.findChild<QComboBox*>();
        QCOMPARE(fields->count(), 2);
        const int other = 1 - fields->currentIndex();
        fields->setCurrentIndex(other);
        emit fields->activated(other);
        QCOMPARE(chart->content().lines[0].name, fields->itemText(other));
        // It stays chosen when the log grows.
        log.addDay(test::sampleLogDays);
        settled.clear();
        bench.workspace->receive(log.build());
        QTRY_VERIFY(settled.count() > 0);
        QCOMPARE(chart->content().lines[0].name, fields->itemText(other));
        QCOMPARE(chart->content().lines[0].values.size(), std::size_t(test::sampleLogDays + 1));
    }

    void answersAreSaidInPlainWords() {
        const Snapshot snapshot;
        const QString yes = helpedSentence(effectOf(Helped::Yes, -0.04), snapshot);
        QVERIFY2(yes.startsWith(QStringLiteral("After adaptation, unsafe turns: 4.0 points lower")), qPrintable(yes));
        QVERIFY(yes.contains(QStringLiteral("12 of 20 events could be judged, p = 0.00300")));
        QVERIFY(yes.contains(QStringLiteral("association")));
        EvolutionFigures figures;
        figures.kinds = {effectOf(Helped::TooFew, 0.0), effectOf(Helped::CannotTell, 0.01), effectOf(Helped::No, 0.04)};
        const auto rows = helpedRows(figures, snapshot);
        QCOMPARE(rows[0][2].text, QStringLiteral("no, worse"));
        QCOMPARE(rows[0][2].color, ColorRole::BadText);
        QCOMPARE(rows[1][2].text, QStringLiteral("cannot tell"));
        QCOMPARE(rows[1][2].color, ColorRole::Text);
        QCOMPARE(rows[1][3].text, QStringLiteral("+1.0 points"));
        // Of too few nothing is claimed.
        QCOMPARE(rows[2][3].text, QStringLiteral("–"));
        QCOMPARE(rows[2][4].text, QStringLiteral("–"));
    }

    void nothingOverlapsOrIsCut_data() { test::addPageSizes(); }
    void nothingOverlapsOrIsCut() {
        QFETCH(QSize, size);
        QFETCH(double, text);
        QApplication::setFont(test::enlarged(m_font, text));
        test::SamplePage<EvolutionPage> sample;
        auto& [theme, bench, log, page, settled, snapshot] = sample;
        QVERIFY(sample.fillShown(size));
        QCoreApplication::sendPostedEvents();
        test::runUntilIdle(); // each layout asks for the next
        QCOMPARE(test::layoutProblem(page), QString());
        QCOMPARE(test::cardsOf(page).size(), std::size_t(11));
    }

    void nothingHappenedIsSaid() {
        Theme theme;
        const test::Bench bench;
        EvolutionPage page(*bench.workspace, theme);
        page.setAnswer(std::make_shared<EvolutionAnswer>(), {std::make_shared<Snapshot>(), {}});
        QVERIFY(page.shown() && !page.shown()->anything);
        QCOMPARE(test::tileNamed(page, QStringLiteral("Events")).figure, QStringLiteral("0"));
        QCOMPARE(test::tileNamed(page, QStringLiteral("Last change")).sub,
                 QStringLiteral("nothing was changed in this range"));
    }
};

QTEST_MAIN(TestEvolutionPage)
#include "tst_evolution_page.moc"
