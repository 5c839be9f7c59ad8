// SPDX-License-Identifier: GPL-3.0-or-later
#include <vector>

#include <QTest>

#include "ui/live/event_stream.h"

using namespace moie::ui;

class TestEventStream : public QObject {
    Q_OBJECT

private slots:
    void takesEventsApart_data();
    void takesEventsApart();
    void refusesWhatNeverEnds();
    void endsAVisitThatResetsIt();
};

void TestEventStream::takesEventsApart_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArrayList>("events");
    QTest::newRow("line feeds") << QByteArray("data: a\n\ndata: b\n\n") << QByteArrayList{"a", "b"};
    QTest::newRow("carriage returns") << QByteArray("data: a\r\rdata: b\r\r") << QByteArrayList{"a", "b"};
    QTest::newRow("both") << QByteArray("data: a\r\n\r\ndata: b\r\n\r\n") << QByteArrayList{"a", "b"};
    QTest::newRow("several lines") << QByteArray("data: a\ndata:\ndata:  b\n\n") << QByteArrayList{"a\n\n b"};
    QTest::newRow("comments, other fields")
        << QByteArray(": ping\n\nevent: x\nid: 1\ndata: a\nretry: 2\n\n") << QByteArrayList{"a"};
    QTest::newRow("no blank") << QByteArray("data:a\n\n") << QByteArrayList{"a"};
    QTest::newRow("empty data") << QByteArray("data\n\n") << QByteArrayList{""};
    QTest::newRow("no blank line at the end") << QByteArray("data: a\n\ndata: b\n") << QByteArrayList{"a", "b"};
    QTest::newRow("no line end at the end") << QByteArray("data: a\n\ndata: b") << QByteArrayList{"a", "b"};
    QTest::newRow("several bytes a character")
        << QByteArray("data: \xe6\x98\xa8\xf0\x9f\x99\x82\n\n") << QByteArrayList{"\xe6\x98\xa8\xf0\x9f\x99\x82"};
}

// However the bytes are cut, the events are the same.
void TestEventStream::takesEventsApart() {
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArrayList, events);
    for (qsizetype piece = 1; piece <= bytes.size(); ++piece) {
        EventStream stream;
        QByteArrayList seen;
        const auto see = [&](const QByteArray& data) { seen += data; };
        for (qsizetype at = 0; at < bytes.size(); at += piece)
            QVERIFY(stream.feed(bytes.mid(at, piece), see));
        stream.finish(see);
        QCOMPARE(seen, events);
    }
}

void TestEventStream::refusesWhatNeverEnds() {
    EventStream stream;
    const QByteArray line = "data: " + QByteArray(1000, 'x') + '\n';
    int lines = 0;
    while (lines < 10'000 && stream.feed(line, [](const QByteArray&) { QFAIL("there is no event"); }))
        ++lines;
    // 1,001 bytes a line are kept.
    QCOMPARE(lines, static_cast<int>(EventStream::longestEvent / 1001));
}

void TestEventStream::endsAVisitThatResetsIt() {
    EventStream stream;
    int seen = 0;
    const auto see = [&](const QByteArray&) {
        ++seen;
        stream.reset();
    };
    QVERIFY(stream.feed("data: a\n\ndata: b\n\n", see));
    QCOMPARE(seen, 1);
    QVERIFY(stream.feed("data: c\n\n", see));
    QCOMPARE(seen, 2);
}

QTEST_GUILESS_MAIN(TestEventStream)
#include "tst_event_stream.moc"
