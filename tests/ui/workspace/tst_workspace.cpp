// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "support/log_lines.h"
#include "support/snapshot_builder.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

using namespace moie;
using namespace moie::ui;
using namespace std::chrono_literals;

namespace {

const Time start = fromUnixSeconds(1'763'600'000);

// `turns` turns, a minute apart from `start` on.
SnapshotPtr snapshotOf(int turns, std::uint64_t generation = 1) {
    SnapshotBuilder builder;
    for (int i = 0; i < turns; ++i)
        builder.turn("s", start + i * 1min).response({0.5, 0.5, 0.5, 0.5, 0.5}, 1.0);
    auto snapshot = std::make_shared<Snapshot>(builder.build());
    snapshot->generation = generation;
    return snapshot;
}

// What overviewReady brought, in order.
struct Answers {
    explicit Answers(Workspace& workspace) {
        QObject::connect(&workspace, &Workspace::overviewReady, &workspace,
                         [this](const OverviewPtr& overview, const SnapshotPtr& snapshot, const Scope& of) {
                             ++count;
                             turns = overview->turns;
                             generation = snapshot->generation;
                             scope = of;
                         });
    }

    int count = 0;
    std::size_t turns = 0;
    std::uint64_t generation = 0;
    Scope scope;
};

} // namespace

class TestWorkspace : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_directory = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<Settings>(m_directory->filePath("settings.ini"));
    }
    void answersForTheNewestSnapshot();
    void answersForTheChosenScope();
    void movesRelativeRangesWithTheClock();
    void firstOpensOnAll();
    void remembersTheRangeByDirectory();
    void commandLineRangeIsNotRemembered();
    void knowsTheLastVisit();
    void readsAndFollowsADirectory();
    void forgetsTheDirectoryItLeaves();
    void saysThatADirectoryIsMissing();

private:
    QString logs(const char* name) const { return m_directory->filePath(QLatin1String(name)); }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<Settings> m_settings;
};

void TestWorkspace::answersForTheNewestSnapshot() {
    Workspace workspace(*m_settings);
    const Answers answers(workspace);
    QSignalSpy published(&workspace, &Workspace::snapshotPublished);
    workspace.openUnwatched(logs("a"));
    for (std::uint64_t i = 1; i <= 100; ++i)
        workspace.receive(snapshotOf(static_cast<int>(i), i));
    QTRY_COMPARE(answers.generation, 100u);
    QCOMPARE(answers.turns, std::size_t{100});
    QCOMPARE(published.count(), 100);
    // All hundred came in one turn of the event loop: the first was asked for at once, the last after a pause.
    QCOMPARE(answers.count, 2);
}

void TestWorkspace::answersForTheChosenScope() {
    ManualClock clock(start + 10min);
    Workspace workspace(*m_settings, clock);
    const Answers answers(workspace);
    workspace.openUnwatched(logs("a"));
    workspace.receive(snapshotOf(10));
    QTRY_COMPARE(answers.turns, std::size_t{10});

    QSignalSpy scopes(&workspace, &Workspace::scopeChanged);
    const RangeChoice middle = RangeChoice::between({start + 2min, start + 5min});
    workspace.setRangeChoice(middle);
    QCOMPARE(scopes.count(), 1);
    workspace.setRangeChoice(middle);
    QCOMPARE(scopes.count(), 1);
    QTRY_COMPARE(answers.turns, std::size_t{3});
    QCOMPARE(answers.scope, (Scope{{start + 2min, start + 5min}, ""}));

    workspace.setSession("other");
    QTRY_COMPARE(answers.turns, std::size_t{0});
    workspace.setSession("");
    workspace.setRangeChoice(RangeChoice::all());
    QTRY_COMPARE(answers.turns, std::size_t{10});
}

void TestWorkspace::movesRelativeRangesWithTheClock() {
    ManualClock clock(start + 1h);
    Workspace workspace(*m_settings, clock);
    const Answers answers(workspace);
    workspace.openUnwatched(logs("a"));
    workspace.setRangeChoice(RangeChoice::last(1h));
    QCOMPARE(workspace.scope().range, (TimeRange{start, start + 1h}));
    workspace.receive(snapshotOf(10, 1));
    QTRY_COMPARE(answers.turns, std::size_t{10});

    clock.advance(4min);
    QCOMPARE(workspace.scope().range, (TimeRange{start + 4min, start + 64min}));
    workspace.receive(snapshotOf(10, 2));
    QTRY_COMPARE(answers.generation, 2u);
    QCOMPARE(answers.turns, std::size_t{6});
}

void TestWorkspace::firstOpensOnAll() {
    Workspace workspace(*m_settings);
    workspace.openUnwatched(logs("a"));
    QCOMPARE(workspace.rangeChoice(), RangeChoice::all());
    QCOMPARE(workspace.scope(), Scope{});
    QCOMPARE(m_settings->recents(), QStringList({logs("a")}));
}

void TestWorkspace::remembersTheRangeByDirectory() {
    {
        Workspace workspace(*m_settings);
        workspace.openUnwatched(logs("a"));
        workspace.setRangeChoice(RangeChoice::last(24h));
        workspace.openUnwatched(logs("b"));
        QCOMPARE(workspace.rangeChoice(), RangeChoice::all());
    }
    Workspace workspace(*m_settings);
    workspace.openUnwatched(logs("a"));
    QCOMPARE(workspace.rangeChoice(), RangeChoice::last(24h));
}

void TestWorkspace::commandLineRangeIsNotRemembered() {
    {
        Workspace workspace(*m_settings);
        workspace.openUnwatched(logs("a"));
        workspace.useRangeChoice(RangeChoice::last(24h));
        QCOMPARE(workspace.rangeChoice(), RangeChoice::last(24h));
    }
    Workspace workspace(*m_settings);
    workspace.openUnwatched(logs("a"));
    QCOMPARE(workspace.rangeChoice(), RangeChoice::all());
}

void TestWorkspace::knowsTheLastVisit() {
    ManualClock clock(start);
    {
        Workspace workspace(*m_settings, clock);
        workspace.openUnwatched(logs("a"));
        QVERIFY(!workspace.lastVisit());
        clock.advance(2h);
    }
    Workspace workspace(*m_settings, clock);
    clock.advance(3h);
    workspace.openUnwatched(logs("a"));
    QCOMPARE(workspace.lastVisit(), std::optional(start + 2h));
    workspace.setRangeChoice(RangeChoice::sinceLastVisit());
    QCOMPARE(workspace.scope().range, (TimeRange{start + 2h, std::nullopt}));
}

void TestWorkspace::readsAndFollowsADirectory() {
    const std::string file = logs("a/interactions/interaction_2025-11-20.jsonl").toStdString();
    logLines::Writer writer("s");
    logLines::append(file, writer.user("hello").evaluated(true).responded().take());
    Workspace workspace(*m_settings);
    const Answers answers(workspace);
    workspace.open(logs("a"));
    QTRY_VERIFY(workspace.snapshot() && workspace.snapshot()->load.complete);
    QCOMPARE(workspace.snapshot()->counts.lines.accepted, 3u);

    logLines::append(file, writer.user("more").take());
    QTRY_COMPARE(workspace.snapshot()->counts.lines.accepted, 4u);
    QTRY_COMPARE(answers.generation, workspace.snapshot()->generation);
}

void TestWorkspace::forgetsTheDirectoryItLeaves() {
    for (const char* name : {"a", "b"})
        logLines::append((logs(name) + "/x.jsonl").toStdString(), logLines::Writer(name).user("hello").take());
    Workspace workspace(*m_settings);
    QStringList seen;
    connect(&workspace, &Workspace::snapshotPublished, &workspace, [&](const SnapshotPtr& snapshot) {
        if (!seen.contains(QString::fromStdString(snapshot->directory)))
            seen += QString::fromStdString(snapshot->directory);
    });
    workspace.open(logs("a"));
    workspace.open(logs("b"));
    QVERIFY(!workspace.snapshot());
    QTRY_VERIFY(workspace.snapshot() && workspace.snapshot()->load.complete);
    QCOMPARE(workspace.directory(), logs("b"));
    QCOMPARE(seen, QStringList({logs("b")}));
}

void TestWorkspace::saysThatADirectoryIsMissing() {
    Workspace workspace(*m_settings);
    workspace.open(logs("nowhere"));
    QTRY_VERIFY(workspace.snapshot() && workspace.snapshot()->problem);
    QCOMPARE(workspace.snapshot()->problem->code, ErrorCode::NotFound);

    // It waits for it, too.
    logLines::append((logs("nowhere") + "/x.jsonl").toStdString(), logLines::Writer("s").user("hello").take());
    QTRY_COMPARE(workspace.snapshot()->counts.lines.accepted, 1u);
    QVERIFY(!workspace.snapshot()->problem);
}

QTEST_GUILESS_MAIN(TestWorkspace)
#include "tst_workspace.moc"
