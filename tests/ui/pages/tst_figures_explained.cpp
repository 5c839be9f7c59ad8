// SPDX-License-Identifier: GPL-3.0-or-later
// Each figure of the analytic pages says what it is and of how many: all widgets of a page over the demonstration are
// walked.
#include <QHeaderView>
#include <QProcess>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <moie/feed/feed.h>

#include "ui/pages/compare_page.h"
#include "ui/pages/evolution_page.h"
#include "ui/pages/love_vectors_page.h"
#include "ui/pages/overview_page.h"
#include "ui/pages/performance_page.h"
#include "ui/pages/safety_page.h"
#include "ui/pages/violations_table.h"
#include "ui/support/page_reading.h"
#include "ui/support/page_under_test.h"
#include "ui/theme/definitions.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chart_card.h"

using namespace moie;
using namespace moie::ui;

namespace {

bool hasDigit(const QString& text) {
    static const QRegularExpression digit(QStringLiteral("[0-9]"));
    return text.contains(digit);
}

// A whole number is its own n.
bool isCount(const QString& text) {
    static const QRegularExpression count(QStringLiteral("^[0-9][0-9,]*$"));
    return count.match(text).hasMatch();
}

// What is not explained, and how many figures and titles were looked at.
class Walk {
public:
    QStringList missing;
    int seen = 0;

    void page(const QWidget& page) {
        for (const Tile* tile : page.findChildren<Tile*>())
            withNumber("tile " + tile->content().title, test::plainToolTip(tile->toolTip()));
        for (const ChartCard* card : page.findChildren<ChartCard*>())
            withNumber("chart " + card->accessibleName(), titleTip(*card));
        for (const Card* card : page.findChildren<Card*>())
            subtitle(*card);
        for (const FigureTable* each : page.findChildren<FigureTable*>())
            table(*each->model(), each->accessibleName());
        for (const ViolationsTable* violations : page.findChildren<ViolationsTable*>())
            headers(*violations->model(), violations->accessibleName());
        for (const SmallRows* rows : page.findChildren<SmallRows*>())
            for (const QLabel* label : rows->findChildren<QLabel*>())
                withNumber("row " + label->text(), test::plainToolTip(label->toolTip()));
        for (const RowList* list : page.findChildren<RowList*>())
            for (int row = 0; row < list->model()->rowCount(); ++row)
                expect("row " + list->model()->index(row, RowListModel::TextColumn).data().toString(),
                       !list->model()->index(row, 0).data(Qt::ToolTipRole).toString().isEmpty());
    }

private:
    static QString titleTip(const Card& card) {
        return test::plainToolTip(card.findChildren<QLabel*>().constFirst()->toolTip());
    }

    void expect(const QString& what, bool holds) {
        ++seen;
        if (!holds)
            missing.append(what);
    }

    // A definition, and behind it how many it is of.
    void withNumber(const QString& what, const QString& toolTip) {
        expect(what + ": " + toolTip, toolTip.size() > 20 && hasDigit(toolTip.section(QLatin1Char('\n'), 1)));
    }

    // Where it has figures.
    void subtitle(const Card& card) {
        for (const QLabel* label : card.findChildren<QLabel*>(QString(), Qt::FindDirectChildrenOnly)) {
            const bool figures = label->property("tone").toString() == "dim" && hasDigit(label->text());
            if (figures && label->isVisibleTo(&card))
                expect("subtitle " + label->text(), !label->toolTip().isEmpty());
        }
    }

    void headers(const QAbstractItemModel& model, const QString& name) {
        for (int column = 0; column < model.columnCount(); ++column)
            expect(name + ", column " + model.headerData(column, Qt::Horizontal).toString(),
                   !model.headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString().isEmpty());
    }

    void table(const QAbstractItemModel& model, const QString& name) {
        headers(model, name);
        for (int column = 1; column < model.columnCount(); ++column) {
            const QString title = model.headerData(column, Qt::Horizontal).toString();
            const QString definition =
                test::plainToolTip(model.headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString());
            for (int row = 0; row < model.rowCount(); ++row) {
                const QModelIndex index = model.index(row, column);
                const QString text = index.data(Qt::AccessibleTextRole).toString();
                if (!hasDigit(text))
                    continue;
                const QString toolTip = test::plainToolTip(index.data(Qt::ToolTipRole).toString());
                const bool isWhatItIs = toolTip.startsWith(definition);
                const QString own = isWhatItIs ? toolTip.mid(definition.size()) : QString();
                expect(name + ", " + title + ", " + text + ": " + toolTip,
                       isWhatItIs && (isCount(text) || hasDigit(own) || isOfItself(title)));
            }
        }
    }

    // A time, or one turn's own value.
    static bool isOfItself(const QString& column) {
        return column == QStringLiteral("Last") || column == QStringLiteral("Took");
    }
};

// The page as it shows that log, once it is settled.
template <typename PageType>
struct Shown {
    explicit Shown(const SnapshotPtr& snapshot, const RangeChoice& range = RangeChoice::all()) {
        page.resize(1256, 2400);
        QSignalSpy settled(&page, &Page::settled);
        page.setActive(true);
        bench.workspace->setRangeChoice(range);
        bench.workspace->receive(snapshot);
        isSettled = QTest::qWaitFor([&] { return settled.count() > 0; }, 30'000);
    }

    Theme theme;
    test::Bench bench;
    PageType page{*bench.workspace, theme};
    bool isSettled = false;
};

template <typename PageType>
void walk(const SnapshotPtr& snapshot, int least) {
    // The last week, so that it has a period before it.
    const Shown<PageType> shown(snapshot, RangeChoice::between({*parseIso("2026-11-13"), *parseIso("2026-11-21")}));
    QVERIFY(shown.isSettled);
    Walk walk;
    walk.page(shown.page);
    QVERIFY2(walk.missing.isEmpty(), qPrintable(walk.missing.join(QLatin1Char('\n'))));
    QVERIFY2(walk.seen >= least, qPrintable(QString::number(walk.seen)));
}

// What was read so far may be half of it: each card says so, and each tile in place of its change.
template <typename PageType>
void partialIsMarked(const SnapshotPtr& complete) {
    const auto stopped = std::make_shared<Snapshot>(*complete);
    stopped->load = {430'000'000, 1'000'000'000, false, true};
    const Shown<PageType> shown(stopped);
    QVERIFY(shown.isSettled);
    int cards = 0;
    for (const Card* card : shown.page.template findChildren<Card*>()) {
        const bool figures = !card->template findChildren<ChartView*>().isEmpty() ||
                             !card->template findChildren<QAbstractItemView*>(QString()).isEmpty();
        if (!figures || card->inherits("moie::ui::CompareSideCard"))
            continue;
        ++cards;
        bool marked = false;
        for (const QLabel* label : card->template findChildren<QLabel*>())
            marked = marked || (label->property("chip").toBool() && label->isVisibleTo(card) &&
                                label->text().startsWith(QStringLiteral("partial")));
        QVERIFY2(marked, qPrintable(card->accessibleName()));
    }
    QVERIFY(cards >= 5);
    for (const Tile* tile : shown.page.template findChildren<Tile*>())
        QVERIFY2(tile->content().change == QStringLiteral("partial"), qPrintable(tile->content().title));
}

} // namespace

class TestFiguresExplained : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void overview() { walk<OverviewPage>(m_snapshot, 20); }
    void loveVectors() { walk<LoveVectorsPage>(m_snapshot, 60); }
    void safety() { walk<SafetyPage>(m_snapshot, 80); }
    void performance() { walk<PerformancePage>(m_snapshot, 90); }
    void evolution() { walk<EvolutionPage>(m_snapshot, 60); }
    void compare() { walk<ComparePage>(m_snapshot, 60); }
    void definitionsAreSentences();
    void partialFiguresAreMarked() {
        partialIsMarked<OverviewPage>(m_snapshot);
        partialIsMarked<LoveVectorsPage>(m_snapshot);
        partialIsMarked<SafetyPage>(m_snapshot);
        partialIsMarked<PerformancePage>(m_snapshot);
        partialIsMarked<EvolutionPage>(m_snapshot);
        partialIsMarked<ComparePage>(m_snapshot);
    }

private:
    SnapshotPtr m_snapshot;
};

void TestFiguresExplained::initTestCase() {
    const QTemporaryDir directory;
    const QString logs = directory.filePath(QStringLiteral("logs"));
    QCOMPARE(QProcess::execute(MOIELOG_PATH, {"demo", logs, "--seed", "7"}), 0);
    const auto snapshot = loadOnce(logs.toStdString());
    QVERIFY(snapshot);
    m_snapshot = *snapshot;
}

void TestFiguresExplained::definitionsAreSentences() {
    QStringList all;
    for (int i = 0; i <= static_cast<int>(format::Term::Trend); ++i) {
        const QString text = format::definition(static_cast<format::Term>(i));
        QVERIFY2(text.endsWith(QLatin1Char('.')) && text[0] == text[0].toUpper(), qPrintable(text));
        QVERIFY2(!all.contains(text), qPrintable(text));
        all.append(text);
    }
}

QTEST_MAIN(TestFiguresExplained)
#include "tst_figures_explained.moc"
