// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <QTemporaryDir>
#include <QTest>

#include <moie/feed/feed.h>
#include <moie/query/found_turns.h>
#include <moie/query/matching.h>

#include "support/log_lines.h"

using namespace moie;

class TestFoundTurns : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void listsTheNewest_data();
    void listsTheNewest();
    void keepsToTheScope();
    void stops();

private:
    FoundTurns find(const char* text, std::size_t most, Scope scope = {}, const std::stop_token& stop = {}) const {
        const Filter filter = parseFilter(text, {}).value();
        scope.filter = text;
        scope.filtered = matchTurns(*m_snapshot, filter, scope).turns;
        return findTurns(*m_snapshot, filter, scope, most, stop);
    }

    QTemporaryDir m_directory;
    SnapshotPtr m_snapshot;
};

// Two sessions, their turns a minute apart in turn: a1 b1 a2 b2 a3.
void TestFoundTurns::initTestCase() {
    logLines::Writer a("a");
    logLines::Writer b("b", 1763600060);
    a.user("one needle").responded().wait(120 - 1);
    a.user("nothing").evaluated(false).responded().wait(120);
    a.user("third Needle here").responded();
    b.user("a needle too").responded().wait(120);
    b.user("last").failed("needle in the server");
    logLines::append((m_directory.path() + "/a.jsonl").toStdString(), a.text());
    logLines::append((m_directory.path() + "/b.jsonl").toStdString(), b.text());
    m_snapshot = *loadOnce(m_directory.path().toStdString());
}

void TestFoundTurns::listsTheNewest_data() {
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<int>("most");
    QTest::addColumn<int>("count");
    QTest::addColumn<QStringList>("found"); // session, number: the match, or the message
    QTest::newRow("all") << QByteArray("needle") << 10 << 4
                         << QStringList{"a3:[Needle]", "b2:[needle]", "b1:[needle]", "a1:[needle]"};
    QTest::newRow("the newest") << QByteArray("needle") << 2 << 4 << QStringList{"a3:[Needle]", "b2:[needle]"};
    QTest::newRow("no text") << QByteArray("turn:unsafe") << 10 << 1 << QStringList{"a2:nothing"};
    QTest::newRow("count alone") << QByteArray("needle") << 0 << 4 << QStringList{};
    QTest::newRow("none") << QByteArray("absent") << 10 << 0 << QStringList{};
}

void TestFoundTurns::listsTheNewest() {
    QFETCH(QByteArray, filter);
    QFETCH(int, most);
    QFETCH(int, count);
    const FoundTurns turns = find(filter.constData(), static_cast<std::size_t>(most));
    QVERIFY(turns.complete);
    QCOMPARE(turns.count, static_cast<std::size_t>(count));
    QStringList found;
    for (const FoundTurn& turn : turns.newest) {
        std::string text = turn.message;
        if (const auto& snippet = turn.snippet)
            text = '[' + snippet->text.substr(snippet->match.at, snippet->match.length) + ']';
        found += QString::fromStdString(std::string(m_snapshot->name(turn.turn.session->id)) +
                                        std::to_string(turn.turn.number) + ':' + text);
    }
    QTEST(found, "found");
}

void TestFoundTurns::keepsToTheScope() {
    QCOMPARE(find("needle", 10, {{}, "b"}).count, std::size_t{2});
    QCOMPARE(find("needle", 10, {{fromUnixSeconds(1763600030), {}}, ""}).count, std::size_t{3});
}

void TestFoundTurns::stops() {
    std::stop_source source;
    source.request_stop();
    const FoundTurns turns = find("needle", 10, {}, source.get_token());
    QVERIFY(!turns.complete);
    QVERIFY(turns.newest.empty());
}

QTEST_GUILESS_MAIN(TestFoundTurns)
#include "tst_found_turns.moc"
