// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <QTest>

#include "ui/frame/status_texts.h"

using namespace moie;
using namespace moie::ui;
using namespace std::chrono_literals;

using Health = StatusTexts::Health;
using Action = StatusTexts::Action;

namespace {

const Time now = fromUnixSeconds(1'763'600'000); // November: CET in Berlin

Snapshot watched() {
    Snapshot snapshot;
    snapshot.load.complete = true;
    snapshot.notified = true;
    snapshot.counts.files = 138;
    snapshot.counts.lines.accepted = 12'007;
    snapshot.counts.last = now - 12s;
    snapshot.sessions.resize(40);
    return snapshot;
}

} // namespace

class TestStatusTexts : public QObject {
    Q_OBJECT

private slots:
    void watching();
    void polling();
    void rejectedAndWarnings();
    void loading();
    void partlyLoaded();
    void problem();
    void noneIsNoCountWhereNothingWasRead();
    void unreadableFile();
    void nothingOpen();
    void countsArrivalsOfTenSeconds();
    void aRestartForgetsWhatWasThere();
};

void TestStatusTexts::watching() {
    const Snapshot snapshot = watched();
    const StatusTexts texts = statusTexts(&snapshot, 0, now);
    QCOMPARE(texts.health, Health::Good);
    QCOMPARE(texts.watching, QString("Watching 138 files"));
    QCOMPARE(texts.entries, QString("12,007 entries"));
    QCOMPARE(texts.sessions, QString("40 sessions"));
    QCOMPARE(texts.notes, QString());
    QCOMPARE(texts.rate, QString("0 entries/s"));
    QCOMPARE(texts.lastEntry, QString("last entry 12 s ago"));
    QCOMPARE(texts.zone, QString("times in CET"));
    QCOMPARE(texts.percent, -1);
    QCOMPARE(texts.action, Action::None);
    QCOMPARE(statusTexts(&snapshot, 3.25, now).rate, QString("3.3 entries/s"));
    QCOMPARE(statusTexts(&snapshot, 1234.2, now).rate, QString("1,234 entries/s"));
}

void TestStatusTexts::polling() {
    Snapshot snapshot = watched();
    snapshot.notified = false;
    const StatusTexts texts = statusTexts(&snapshot, 0, now);
    QCOMPARE(texts.watching, QString("Watching 138 files by polling"));
    QVERIFY(texts.watchingDetail.contains("inotify"));
    snapshot.cacheNotice = Error{ErrorCode::Malformed, "the index cache is damaged", "/cache/1.index", {}};
    const StatusTexts noticed = statusTexts(&snapshot, 0, now);
    QCOMPARE(noticed.watching, QString("Watching 138 files by polling, notice on the index"));
    QCOMPARE(noticed.notes, QString("1 notice"));
    QVERIFY(noticed.watchingDetail.startsWith(texts.watchingDetail));
    QVERIFY(noticed.watchingDetail.contains("/cache/1.index: the index cache is damaged"));
}

void TestStatusTexts::rejectedAndWarnings() {
    Snapshot snapshot = watched();
    snapshot.counts.warnings[0] = 7;
    snapshot.counts.warnings[3] = 5;
    QCOMPARE(statusTexts(&snapshot, 0, now).notes, QString("12 warnings"));
    snapshot.counts.lines.rejected = 3;
    QCOMPARE(statusTexts(&snapshot, 0, now).notes, QString("3 lines rejected"));
    snapshot.counts.lines.rejected = 1;
    QCOMPARE(statusTexts(&snapshot, 0, now).notes, QString("1 line rejected"));
}

void TestStatusTexts::loading() {
    Snapshot snapshot = watched();
    snapshot.load = {430'000, 1'000'000, false, false};
    const StatusTexts texts = statusTexts(&snapshot, -1, now);
    QCOMPARE(texts.percent, 43);
    QCOMPARE(texts.action, Action::CancelLoad);
    QVERIFY2(texts.watching.startsWith("Loading 43 % of 1"), qPrintable(texts.watching));
    QCOMPARE(texts.rate, QString());
    // Not done is never said to be done.
    snapshot.load.bytesDone = 1'000'000;
    QCOMPARE(statusTexts(&snapshot, -1, now).percent, 99);
}

void TestStatusTexts::partlyLoaded() {
    Snapshot snapshot = watched();
    snapshot.load = {430'000, 1'000'000, false, true};
    const StatusTexts texts = statusTexts(&snapshot, -1, now);
    QCOMPARE(texts.watching, QString("Partly loaded (43 %)"));
    QCOMPARE(texts.health, Health::Warn);
    QCOMPARE(texts.percent, -1);
    QCOMPARE(texts.action, Action::ResumeLoad);
}

void TestStatusTexts::problem() {
    Snapshot snapshot = watched();
    snapshot.problem = Error{ErrorCode::NotFound, "it is gone", "/data/logs", {}};
    const StatusTexts texts = statusTexts(&snapshot, 0, now);
    QCOMPARE(texts.health, Health::Bad);
    QCOMPARE(texts.watchingDetail, QString("/data/logs: it is gone"));
    QCOMPARE(texts.entries, QString("12,007 entries"));
}

void TestStatusTexts::noneIsNoCountWhereNothingWasRead() {
    Snapshot snapshot;
    snapshot.load = {25, 100, false, false};
    QCOMPARE(statusTexts(&snapshot, -1, now).entries + statusTexts(&snapshot, -1, now).sessions, QString());
    snapshot.load.complete = true;
    QCOMPARE(statusTexts(&snapshot, 0, now).entries, QString("0 entries"));
    QCOMPARE(statusTexts(&snapshot, 0, now).sessions, QString("0 sessions"));
    snapshot.problem = Error{ErrorCode::PermissionDenied, "denied", "/data/logs", {}};
    QCOMPARE(statusTexts(&snapshot, 0, now).entries + statusTexts(&snapshot, 0, now).sessions, QString());
}

void TestStatusTexts::unreadableFile() {
    Snapshot snapshot = watched();
    auto denied = std::make_shared<FileStatus>();
    denied->problem = Error{ErrorCode::PermissionDenied, "denied", "a", {}};
    auto gone = std::make_shared<FileStatus>(*denied);
    gone->gone = true;
    snapshot.files = {denied, gone, std::make_shared<FileStatus>()};
    const StatusTexts texts = statusTexts(&snapshot, 0, now);
    QCOMPARE(texts.health, Health::Warn);
    QCOMPARE(texts.watching, QString("Watching 138 files, 1 unreadable"));
    snapshot.files = {};
    snapshot.problems = {Error{ErrorCode::PermissionDenied, "cannot list the directory", "/data/logs/safety", {}}};
    QCOMPARE(statusTexts(&snapshot, 0, now).watching, QString("Watching 138 files, 1 unreadable"));
    QVERIFY(statusTexts(&snapshot, 0, now).watchingDetail.contains("/data/logs/safety"));
    // Its beginning was read.
    auto cut = std::make_shared<FileStatus>();
    cut->problem = Error{ErrorCode::Malformed, "the compressed file ends in the middle", "b.jsonl.gz", {}};
    snapshot.files = {cut};
    QCOMPARE(statusTexts(&snapshot, 0, now).watching,
             QString("Watching 138 files, 1 unreadable, 1 archive damaged or cut"));
    QVERIFY(statusTexts(&snapshot, 0, now).watchingDetail.contains("b.jsonl.gz: the compressed file ends"));
    QCOMPARE(statusTexts(&snapshot, 0, now).notes, QString("2 notices"));
    snapshot.problems = {};
    QCOMPARE(statusTexts(&snapshot, 0, now).watching, QString("Watching 138 files, 1 archive damaged or cut"));
}

void TestStatusTexts::nothingOpen() {
    const StatusTexts texts = statusTexts(nullptr, -1, now);
    QCOMPARE(texts.watching, QString("No directory open"));
    QCOMPARE(texts.health, Health::Idle);
    QCOMPARE(texts.entries + texts.sessions + texts.notes + texts.rate + texts.lastEntry, QString());
}

void TestStatusTexts::countsArrivalsOfTenSeconds() {
    ArrivalRate rate;
    QCOMPARE(rate.perSecond(5s), 0.0);
    rate.restart(0s, 1'000);
    QCOMPARE(rate.perSecond(0s), 0.0);
    for (int second = 1; second <= 20; ++second)
        rate.add(std::chrono::seconds(second), 1'000 + 50u * static_cast<unsigned>(second));
    QCOMPARE(rate.perSecond(20s), 50.0);
    // Then it stops: after five more seconds half of the window is empty, after ten all of it.
    QCOMPARE(rate.perSecond(25s), 25.0);
    QCOMPARE(rate.perSecond(30s), 0.0);
    QCOMPARE(rate.perSecond(1h), 0.0);
}

void TestStatusTexts::aRestartForgetsWhatWasThere() {
    ArrivalRate rate;
    rate.restart(0s, 0);
    rate.add(1s, 500);
    rate.restart(2s, 100'000);
    QCOMPARE(rate.perSecond(2s), 0.0);
    rate.add(4s, 100'010);
    QCOMPARE(rate.perSecond(4s), 5.0);
}

QTEST_GUILESS_MAIN(TestStatusTexts)
#include "tst_status_texts.moc"
