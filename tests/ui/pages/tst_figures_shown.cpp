// SPDX-License-Identifier: GPL-3.0-or-later
// The figures of the analytic pages are those of `moielog report` for the same scope: both programs read the same
// directory, the page is read back from its widgets, and each figure is held against the report's JSON within the
// precision that it is shown with. Charts over buckets are held against reports on single buckets.
#include <QDirIterator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <moie/feed/feed.h>

#include "ui/pages/compare_page.h"
#include "ui/pages/evolution_page.h"
#include "ui/pages/figures_agree.h"
#include "ui/pages/love_vectors_page.h"
#include "ui/pages/overview_page.h"
#include "ui/pages/performance_page.h"
#include "ui/pages/safety_page.h"
#include "ui/support/page_under_test.h"
#include "ui/theme/theme.h"

using namespace moie;
using namespace moie::ui;
using test::Agreement;
using test::ReportedScope;

namespace {

int run(const QStringList& arguments) {
    QProcess process;
    process.start(MOIELOG_PATH, arguments);
    return process.waitForFinished(60'000) ? process.exitCode() : -1;
}

// What happens to logs: lines torn, foreign, empty, of no encoding, written twice, and with numbers that are none.
void damage(const QString& directory) {
    QDirIterator files(directory, {"*.jsonl"}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QList<QByteArray> lines = file.readAll().split('\n');
        lines.removeAll({});
        for (qsizetype i = lines.size() - 1; i >= 0; i -= 7) {
            switch (i % 6) {
            case 0: lines[i].truncate(lines[i].size() / 2); break;
            case 1: lines.insert(i, "{\"level\": \"info\", \"what\": [1, 2"); break;
            case 2: lines.insert(i, QByteArray()); break;
            case 3: lines.insert(i, "\xff\xfe not a log"); break;
            case 4: lines.insert(i, lines[i]); break;
            default: lines[i].replace("0.5", "NaN"); break;
            }
        }
        file.resize(0);
        file.write(lines.join('\n'));
    }
}

// So many figures have to be there and compared on each page, or the page or the comparison lost some.
struct Least {
    int overview = 0;
    int loveVectors = 0;
    int safety = 0;
    int performance = 0;
    int evolution = 0;
    int compare = 0;
};

template <typename PageType>
void showAndCompare(Workspace& workspace, const ReportedScope& scope, int least,
                    void (*compare)(const test::ShownPage&)) {
    const Theme theme;
    PageType page(workspace, theme);
    page.resize(1256, 2400);
    QSignalSpy settled(&page, &Page::settled);
    page.setActive(true);
    QVERIFY(QTest::qWaitFor([&] { return settled.count() > 0; }, 30'000));
    QJsonObject report = test::withDerived(scope.report());
    if (!scope.from.isEmpty())
        report["before"] = scope.before().report();
    Agreement agreement(report);
    compare({page, scope, agreement});
    const QString name = QLatin1String(PageType::staticMetaObject.className());
    QVERIFY2(agreement.wrong.isEmpty(), qPrintable(name + ":\n" + agreement.wrong.join(QLatin1Char('\n'))));
    QVERIFY2(agreement.figures >= least,
             qPrintable(QStringLiteral("%1: %2 figures, of at least %3").arg(name).arg(agreement.figures).arg(least)));
}

} // namespace

class TestFiguresShown : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void agree_data();
    void agree();
    void sessionsSideBySide();

private:
    QString demo() const { return m_directory.filePath(QStringLiteral("demo")); }

    QTemporaryDir m_directory;
    QHash<QString, SnapshotPtr> m_snapshots;
};

void TestFiguresShown::initTestCase() {
    const QString damaged = m_directory.filePath(QStringLiteral("damaged"));
    QCOMPARE(run({"demo", demo(), "--seed", "7"}), 0);
    QCOMPARE(run({"demo", damaged, "--seed", "7", "--sessions", "16", "--turns", "12"}), 0);
    damage(damaged);
    for (const QString& path : {demo(), damaged}) {
        auto snapshot = loadOnce(path.toStdString());
        QVERIFY(snapshot);
        m_snapshots[path] = *snapshot;
    }
    QVERIFY(m_snapshots[damaged]->counts.lines.rejected > 50);
}

void TestFiguresShown::agree_data() {
    QTest::addColumn<ReportedScope>("scope");
    QTest::addColumn<Least>("least");
    const QString from = QStringLiteral("2026-11-13T00:00:00");
    const QString to = QStringLiteral("2026-11-20T00:00:00");
    const QString session = Agreement(ReportedScope{demo()}.report()).at("performance/slowest/0/session").toString();
    QVERIFY(!session.isEmpty());
    QTest::newRow("all") << ReportedScope{demo()} << Least{95, 220, 215, 170, 145};
    QTest::newRow("range") << ReportedScope{demo(), from, to} << Least{105, 215, 215, 170, 95, 85};
    QTest::newRow("filter") << ReportedScope{demo(), {}, {}, {}, "turn:near or severity>0.3"}
                            << Least{75, 160, 170, 140, 75};
    QTest::newRow("filter in a range") << ReportedScope{demo(), from, to, {}, "not turn:clear"}
                                       << Least{100, 160, 185, 140, 70, 85};
    QTest::newRow("session") << ReportedScope{demo(), {}, {}, session} << Least{70, 175, 105, 120, 9};
    QTest::newRow("damaged") << ReportedScope{m_directory.filePath(QStringLiteral("damaged"))}
                             << Least{95, 220, 175, 170, 60};
    QTest::newRow("nothing") << ReportedScope{demo(), "2020-01-01T00:00:00", "2020-01-08T00:00:00"}
                             << Least{9, 10, 8, 8, 3};
}

void TestFiguresShown::agree() {
    QFETCH(ReportedScope, scope);
    QFETCH(Least, least);
    const test::Bench bench;
    bench.workspace->begin(scope.place());
    bench.workspace->receive(m_snapshots[scope.directory]);
    showAndCompare<OverviewPage>(*bench.workspace, scope, least.overview, test::overviewAgrees);
    showAndCompare<LoveVectorsPage>(*bench.workspace, scope, least.loveVectors, test::loveVectorsAgree);
    showAndCompare<SafetyPage>(*bench.workspace, scope, least.safety, test::safetyAgrees);
    showAndCompare<PerformancePage>(*bench.workspace, scope, least.performance, test::performanceAgrees);
    showAndCompare<EvolutionPage>(*bench.workspace, scope, least.evolution, test::evolutionAgrees);
    // A range stands against the time just before it.
    if (!scope.from.isEmpty())
        showAndCompare<ComparePage>(*bench.workspace, scope, least.compare, test::comparisonAgrees);
}

void TestFiguresShown::sessionsSideBySide() {
    const test::Bench bench;
    bench.workspace->begin(ReportedScope{demo()}.place());
    bench.workspace->receive(m_snapshots[demo()]);
    const Theme theme;
    ComparePage page(*bench.workspace, theme);
    CompareChoice choice;
    choice.by = CompareChoice::By::Sessions;
    page.choose(choice);
    QSignalSpy settled(&page, &Page::settled);
    page.setActive(true);
    QTRY_VERIFY(settled.count() > 0);
    // The sides say which sessions they are.
    const ReportedScope looked{demo(), {}, {}, test::cardLabels(page, "Looked at: solid lines")[1]};
    const ReportedScope against{demo(), {}, {}, test::cardLabels(page, "Held against: dashed lines")[1]};
    QVERIFY(looked.session != against.session);
    QJsonObject report = test::withDerived(looked.report());
    report["before"] = against.report();
    Agreement agreement(report);
    test::comparisonAgrees({page, looked, agreement});
    QVERIFY2(agreement.wrong.isEmpty(), qPrintable(agreement.wrong.join(QLatin1Char('\n'))));
    QVERIFY2(agreement.figures >= 80, qPrintable(QString::number(agreement.figures)));
}

QTEST_MAIN(TestFiguresShown)
#include "tst_figures_shown.moc"
