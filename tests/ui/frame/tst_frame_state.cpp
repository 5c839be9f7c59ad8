// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <QTest>

#include <moie/analytics/overview.h>

#include "support/snapshot_builder.h"
#include "ui/frame/frame_state.h"

using namespace moie;
using namespace moie::ui;
using namespace std::chrono_literals;

using State = FrameState::Kind;
using Action = FrameState::Action;

namespace {

const Time start = fromUnixSeconds(1'763'600'000);

Snapshot empty() {
    Snapshot snapshot;
    snapshot.load.complete = true;
    return snapshot;
}

Snapshot withProblem(ErrorCode code) {
    Snapshot snapshot = empty();
    snapshot.problem = Error{code, "cannot read: some reason %1", "/logs", {}};
    return snapshot;
}

Snapshot withTurn() {
    SnapshotBuilder builder;
    builder.turn("70dcab", start).response({0.5, 0.5, 0.5, 0.5, 0.5}, 1.0);
    Snapshot snapshot = builder.build();
    snapshot.counts.lines.accepted = 2;
    snapshot.counts.files = 1;
    return snapshot;
}

FrameState stateOf(const Snapshot& snapshot, const Scope& scope = {}) {
    const bool anything = overview(snapshot, scope).turns > 0;
    return frameState("/data/logs", &snapshot, {true, anything, scope});
}

} // namespace

class TestFrameState : public QObject {
    Q_OBJECT

private slots:
    void noDirectory();
    void nothingReadYet();
    void problems_data();
    void problems();
    void keepsFiguresWhenTheDirectoryGoes();
    void noLogs();
    void emptyFiles();
    void unreadableFiles();
    void unreadableDirectories();
    void onlyBadLines();
    void cancelledBeforeTheFirstEntry();
    void nothingInRange();
    void unknownSession();
    void nothingMatchesTheFilter();
    void nothingLoggedInRange();
    void noTurns();
    void figures();
    void pathsAreText();
};

void TestFrameState::noDirectory() {
    const FrameState state = frameState({}, nullptr, {});
    QCOMPARE(state.kind, State::NoDirectory);
    QCOMPARE(state.action, Action::OpenDirectory);
    QVERIFY(!state.view.actionText.isEmpty());
}

void TestFrameState::nothingReadYet() {
    QCOMPARE(frameState("/data/logs", nullptr, {}).kind, State::Opening);
    Snapshot loading;
    loading.load.bytesTotal = 400;
    loading.load.bytesDone = 100;
    const FrameState state = stateOf(loading);
    QCOMPARE(state.kind, State::Opening);
    QCOMPARE(state.view.progress, std::optional(0.25));
    QVERIFY(state.view.text.contains("/data/logs"));
}

void TestFrameState::problems_data() {
    QTest::addColumn<ErrorCode>("code");
    QTest::addColumn<State>("kind");
    QTest::addColumn<QString>("title");
    QTest::newRow("missing") << ErrorCode::NotFound << State::Missing << "There is no such directory";
    QTest::newRow("denied") << ErrorCode::PermissionDenied << State::NoPermission
                            << "No permission to read this directory";
    QTest::newRow("file") << ErrorCode::NotADirectory << State::Unreadable << "This is a file, not a directory";
    QTest::newRow("other") << ErrorCode::Io << State::Unreadable << "This directory cannot be read";
}

void TestFrameState::problems() {
    QFETCH(ErrorCode, code);
    QFETCH(State, kind);
    QFETCH(QString, title);
    const FrameState state = stateOf(withProblem(code));
    QCOMPARE(state.kind, kind);
    QCOMPARE(state.view.title, title);
    QVERIFY(state.view.text.contains("/data/logs"));
    QCOMPARE(state.view.text.contains("some reason %1"), code == ErrorCode::Io);
    QCOMPARE(state.action, Action::OpenDirectory);
}

void TestFrameState::keepsFiguresWhenTheDirectoryGoes() {
    Snapshot snapshot = withTurn();
    snapshot.problem = Error{ErrorCode::NotFound, "gone", "/data/logs", {}};
    QCOMPARE(stateOf(snapshot).kind, State::Figures);
}

void TestFrameState::noLogs() {
    const FrameState state = stateOf(empty());
    QCOMPARE(state.kind, State::NoLogs);
    QVERIFY(state.view.text.contains("/data/logs"));
    QVERIFY(state.view.text.contains("*.jsonl"));
}

void TestFrameState::emptyFiles() {
    Snapshot snapshot = empty();
    snapshot.counts.files = 2;
    snapshot.files = {std::make_shared<FileStatus>(), std::make_shared<FileStatus>()};
    const FrameState state = stateOf(snapshot);
    QCOMPARE(state.kind, State::NoEntries);
    QVERIFY(state.view.text.contains("2 files"));
}

void TestFrameState::unreadableFiles() {
    Snapshot snapshot = empty();
    snapshot.counts.files = 2;
    auto denied = std::make_shared<FileStatus>();
    denied->problem = Error{ErrorCode::PermissionDenied, "cannot open: Permission denied", "/data/logs/a.jsonl", {}};
    snapshot.files = {denied, std::make_shared<FileStatus>()};
    const FrameState state = stateOf(snapshot);
    QCOMPARE(state.kind, State::Unreadable);
    QVERIFY(state.view.text.contains("1 of 2 files"));
    QVERIFY(state.view.text.contains("/data/logs/a.jsonl: cannot open: Permission denied"));
}

void TestFrameState::unreadableDirectories() {
    Snapshot snapshot = empty();
    snapshot.problems = {Error{ErrorCode::PermissionDenied, "cannot list the directory", "/data/logs/safety", {}}};
    const FrameState state = stateOf(snapshot);
    QCOMPARE(state.kind, State::Unreadable);
    QCOMPARE(state.view.title, QString("No log file that can be read")); // others may be read well
    QVERIFY2(state.view.text.contains("/data/logs/safety: cannot list the directory"), qPrintable(state.view.text));
}

void TestFrameState::onlyBadLines() {
    AppendOnly<NotedLine> noted;
    for (const Rejection why : {Rejection::NotJson, Rejection::NoTimestamp, Rejection::NoTimestamp}) {
        NotedLine line;
        line.rejection = why;
        noted.push_back(line);
    }
    Snapshot snapshot = empty();
    snapshot.counts.files = 1;
    snapshot.counts.lines.rejected = 3;
    snapshot.noted = noted.view();
    const FrameState state = stateOf(snapshot);
    QCOMPARE(state.kind, State::OnlyBadLines);
    QCOMPARE(state.action, Action::ShowNotes);
    QVERIFY(state.view.text.contains("3 lines in 1 file of /data/logs"));
    QVERIFY(state.view.text.contains("an entry without a usable timestamp"));
}

void TestFrameState::cancelledBeforeTheFirstEntry() {
    Snapshot snapshot;
    snapshot.load.cancelled = true;
    snapshot.load.bytesTotal = 10;
    const FrameState state = stateOf(snapshot);
    QCOMPARE(state.kind, State::Opening);
    QCOMPARE(state.action, Action::ResumeLoad);
}

void TestFrameState::nothingInRange() {
    const FrameState state = stateOf(withTurn(), {{start + 1h, start + 2h}, ""});
    QCOMPARE(state.kind, State::OutOfScope);
    QCOMPARE(state.action, Action::ShowAll);
    // 1,763,600,000 is 20 November 2025, 01:53:20 in Berlin.
    QVERIFY2(state.view.text.contains("from 20 Nov 01:53:20 to 20 Nov 01:53:20"), qPrintable(state.view.text));
    // 60 days later it is another year.
    Snapshot longer = withTurn();
    longer.counts.last += 60 * 24h;
    const QString text = stateOf(longer, {{start - 2h, start - 1h}, ""}).view.text;
    QVERIFY2(text.contains("from 20 Nov 2025 01:53:20 to 19 Jan 2026 01:53:20"), qPrintable(text));
}

void TestFrameState::unknownSession() {
    const FrameState state = stateOf(withTurn(), {{}, "zz\x1b"});
    QCOMPARE(state.kind, State::OutOfScope);
    QVERIFY(state.view.text.contains("begins with zz\\u001b"));
    QCOMPARE(stateOf(withTurn(), {{}, "70dc"}).kind, State::Figures);
}

void TestFrameState::nothingMatchesTheFilter() {
    const Snapshot snapshot = withTurn();
    const FrameState state = frameState("/data/logs", &snapshot, {true, false, {{}, {}, "severity>9"}});
    QCOMPARE(state.kind, State::OutOfScope);
    QVERIFY(state.view.text.contains("severity>9"));
    QCOMPARE(state.action, Action::ShowAll);
    const auto hidden = [&](const char* filter) {
        return frameState("/data/logs", &snapshot, {true, false, {{}, {}, filter}, true}).view.text;
    };
    QVERIFY(hidden("severity>9").contains("severity>9"));
    QVERIFY(!hidden("nightmares").contains("nightmares"));
}

void TestFrameState::nothingLoggedInRange() {
    const Snapshot snapshot = withTurn();
    const Scope before{{{}, start - 1h}, {}};
    const FrameState state = frameState("/data/logs", &snapshot, {false, false, before});
    QCOMPARE(state.kind, State::OutOfScope);
    QVERIFY2(state.view.text.startsWith("Nothing was logged"), qPrintable(state.view.text));
}

void TestFrameState::noTurns() {
    Snapshot snapshot = empty();
    snapshot.counts.files = 1;
    snapshot.counts.lines.accepted = 1'200;
    const FrameState state = stateOf(snapshot);
    QCOMPARE(state.kind, State::NoTurns);
    QVERIFY(state.view.text.contains("1,200 entries"));
}

void TestFrameState::figures() {
    const FrameState state = stateOf(withTurn());
    QCOMPARE(state.kind, State::Figures);
    QCOMPARE(state.view, ViewState{});
}

void TestFrameState::pathsAreText() {
    qputenv("HOME", "/home/ada");
    QCOMPARE(shownPath("/home/ada/engine/logs"), QString("~/engine/logs"));
    QCOMPARE(shownPath("/home/adam/logs"), QString("/home/adam/logs"));
    QCOMPARE(shownPath(QString::fromUtf8("/x/a\n\u202eb")), QString("/x/a\\n\\u202eb"));
    QCOMPARE(shortPath("/srv/love-engine/logs"), QString("love-engine/logs"));
    QCOMPARE(shortPath("/logs"), QString("/logs"));
}

QTEST_GUILESS_MAIN(TestFrameState)
#include "tst_frame_state.moc"
