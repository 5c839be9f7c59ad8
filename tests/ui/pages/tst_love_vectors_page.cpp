// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include "ui/pages/love_vectors_page.h"
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

// All charts whose content has the title: over time, and of values.
std::vector<const ChartContent*> chartsOf(const QWidget& page, const QString& title) {
    std::vector<const ChartContent*> charts;
    for (const ChartView* view : page.findChildren<ChartView*>())
        if (view->content().title == title)
            charts.push_back(&view->content());
    return charts;
}

const FigureTable& tableOf(const QWidget& page, const QString& name) {
    for (const FigureTable* table : page.findChildren<FigureTable*>())
        if (table->accessibleName() == name)
            return *table;
    qFatal("no such table");
}

void showsFigures(const QWidget& page, const LoveVectors& figures) {
    QCOMPARE(tileFigure(page, QStringLiteral("Magnitude")), format::figure(figures.magnitude.mean.value));
    QCOMPARE(tileFigure(page, QStringLiteral("Coherence")), format::figure(figures.coherence.mean.value));
    QCOMPARE(tileFigure(page, QStringLiteral("Mean step")), format::figure(figures.meanStep.value));
    QCOMPARE(tileFigure(page, QStringLiteral("Drift share")), format::percent(figures.driftShare));
    QCOMPARE(tileFigure(page, QStringLiteral("Deficit closed")), format::percent(figures.steering.deficitClosed));
    const auto empathy = chartsOf(page, QStringLiteral("Empathy"));
    QCOMPARE(empathy.size(), std::size_t(2));
    QVERIFY(test::sameValues(empathy[0]->lines[0].values, figures.components[1].series.mean));
    QVERIFY(test::sameValues(empathy[0]->lines[0].low, figures.components[1].series.p10));
    QVERIFY(test::sameValues(empathy[0]->lines[0].high, figures.components[1].series.p90));
    for (std::size_t i = 0; i < loveBins; ++i)
        QCOMPARE(empathy[1]->bars[0].values[i], static_cast<double>(figures.components[1].histogram[i]));
    const auto& steering = tableOf(page, QStringLiteral("Steering by component")).rows();
    for (std::size_t i = 0; i < componentCount; ++i)
        QCOMPARE(steering[i][2].interval->value, figures.steering.componentChange[i].value);
    const auto& correlations = tableOf(page, QStringLiteral("Correlation of the components")).rows();
    QCOMPARE(correlations[0][2].text, format::fixed(figures.covariation.correlation[0][1], 2));
}

} // namespace

class TestLoveVectorsPage : public QObject {
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
        LoveVectorsPage page(*m_workspace, theme);
        QSignalSpy settled(&page, &Page::settled);
        page.setActive(true);
        const SnapshotPtr snapshot = test::sampleTurns(200);
        m_workspace->receive(snapshot);
        QTRY_COMPARE(settled.count(), 1);
        showsFigures(page, loveVectors(*snapshot, {}));
        const TimeRange range{test::sampleStart() + std::chrono::hours(24),
                              test::sampleStart() + std::chrono::hours(60)};
        m_workspace->setRangeChoice(RangeChoice::between(range));
        QTRY_COMPARE(settled.count(), 2);
        showsFigures(page, loveVectors(*snapshot, {range, {}}));
    }

    void followsTheLog() {
        Theme theme;
        LoveVectorsPage page(*m_workspace, theme);
        QSignalSpy settled(&page, &Page::settled);
        page.setActive(true);
        m_workspace->receive(test::sampleTurns(40));
        QTRY_COMPARE(settled.count(), 1);
        const auto widgets = page.findChildren<QWidget*>();
        const SnapshotPtr newer = test::sampleTurns(64, 2);
        m_workspace->receive(newer);
        QTRY_COMPARE(settled.count(), 2);
        showsFigures(page, loveVectors(*newer, {}));
        QCOMPARE(page.findChildren<QWidget*>(), widgets);
    }

    void theVectorsOfMessagesAreAChoice() {
        Theme theme;
        LoveVectorsPage page(*m_workspace, theme);
        QSignalSpy settled(&page, &Page::settled);
        page.setActive(true);
        const SnapshotPtr snapshot = test::sampleTurns(64);
        m_workspace->receive(snapshot);
        QTRY_COMPARE(settled.count(), 1);
        for (QPushButton* button : page.findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Messages"))
                button->click();
        QTRY_COMPARE(settled.count(), 2);
        LoveVectorOptions options;
        options.source = VectorSource::Input;
        showsFigures(page, loveVectors(*snapshot, {}, {}, options));
    }

    void groupsFollowTheChoice() {
        Theme theme;
        LoveVectorsPage page(*m_workspace, theme);
        QSignalSpy settled(&page, &Page::settled);
        page.setActive(true);
        const SnapshotPtr snapshot = test::sampleTurns(96);
        m_workspace->receive(snapshot);
        QTRY_COMPARE(settled.count(), 1);
        auto* groups = page.findChild<GroupTable*>();
        QCOMPARE(groups->table().rows().size(), std::size_t(1)); // no model is logged
        for (QPushButton* button : page.findChildren<QPushButton*>())
            if (button->text() == QStringLiteral("Profile"))
                button->click();
        QTRY_COMPARE(settled.count(), 2);
        const Groups expected = groupFigures(*snapshot, {}, GroupKey::Profile);
        const auto& rows = groups->table().rows();
        QCOMPARE(rows.size(), std::size_t(2));
        for (std::size_t i = 0; i < rows.size(); ++i) {
            QCOMPARE(rows[i][0].text, format::words(snapshot->name(expected.groups[i].name.name)));
            QCOMPARE(rows[i][1].text, format::count(expected.groups[i].turns));
            QCOMPARE(rows[i][2].text,
                     format::figure(expected.groups[i].estimates[static_cast<std::size_t>(Measure::Magnitude)].value));
        }
    }

    void nothingOverlapsOrIsCut_data() { test::addPageSizes(); }
    void nothingOverlapsOrIsCut() {
        QFETCH(QSize, size);
        QFETCH(double, text);
        QApplication::setFont(test::enlarged(m_font, text));
        Theme theme;
        LoveVectorsPage page(*m_workspace, theme);
        QSignalSpy settled(&page, &Page::settled);
        page.resize(size);
        page.show();
        page.findChild<MoreSection*>()->setOpen(true);
        page.setActive(true);
        m_workspace->receive(test::sampleTurns(200));
        QTRY_COMPARE(settled.count(), 1);
        QCoreApplication::sendPostedEvents();
        page.grab();
        QCOMPARE(test::cardsOf(page).size(), std::size_t{5 + 6 + 3 + 2});
        QTRY_COMPARE(test::layoutProblem(page), QString()); // legends and tables ask for their height late
    }

    void anEmptyScopeIsBorne() {
        Theme theme;
        LoveVectorsPage page(*m_workspace, theme);
        QSignalSpy settled(&page, &Page::settled);
        page.resize(1200, 800);
        page.show();
        page.setActive(true);
        m_workspace->receive(test::sampleTurns(0));
        QTRY_COMPARE(settled.count(), 1);
        QVERIFY(!page.shown()->anything);
        QVERIFY(!page.grab().isNull());
        QCOMPARE(tileFigure(page, QStringLiteral("Magnitude")), QStringLiteral("–"));
    }
};

QTEST_MAIN(TestLoveVectorsPage)
#include "tst_love_vectors_page.moc"
