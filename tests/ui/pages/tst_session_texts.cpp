// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <set>

#include <QTest>

#include <moie/base/calendar.h>

#include "support/snapshot_builder.h"
#include "ui/pages/session_texts.h"

using namespace moie;
using namespace moie::ui;
using namespace std::chrono_literals;

namespace {

const SessionIndex only{0};

struct Told {
    explicit Told(const Snapshot& made) : snapshot(made), turns(sessionTurns(snapshot, {}, only)) {}

    TranscriptTurn turn(std::size_t at, const ShownTexts* texts, bool hidden = false,
                        const TurnNotes* notes = nullptr) const {
        const auto before = at > 0 ? std::optional(at - 1) : std::nullopt;
        return transcriptTurn({snapshot, turns, at, before, texts, notes, hidden, turns.turns.back().opened});
    }
    TurnPanelContent panel(std::size_t at) const {
        return turnPanel(snapshot, {turnDetail(snapshot, only, turns.turns[at].opening).value(), {}}, nullptr, false);
    }

    Snapshot snapshot;
    SessionTurns turns;
};

ShownTexts textsOf(const QString& message, const QString& response) {
    ShownTexts texts;
    texts.message.text = message;
    texts.message.given = true;
    texts.response.text = response;
    texts.response.given = !response.isEmpty();
    return texts;
}

Time at(int minute) {
    return startOfDay({2026, 11, 6}) + std::chrono::minutes(minute);
}

// One turn of each kind that is not simply safe or unsafe, and a judged one.
Snapshot kindsOfTurns() {
    SnapshotBuilder builder;
    builder.turn("s", at(0)).evaluation(true, {{"harm_prevention", 1.0}}).response({0.1, 0.2, 0.3, 0.4, 0.5}, 1.7);
    builder.turn("s", at(1)).error("out of memory");
    builder.turn("s", at(2));
    builder.turn("s", at(3)).response({0.1, 0.2, 0.3, 0.4, 0.5}, 0.3);
    builder.turn("s", at(4)).provisional();
    return builder.build();
}

} // namespace

class TestSessionTexts : public QObject {
    Q_OBJECT

private slots:
    void marksTurnsThatAreNotWhole_data();
    void marksTurnsThatAreNotWhole();
    void marksDiffer();
    void saysWhatIsNotRead();
    void coversTexts();
    void foldsLongTexts();
    void separatesConversationsAndPauses();
    void listsAttempts();
    void showsSamplingAsLoggedUnlessItIsLong();
    void saysWhatTheUserAttached();
};

void TestSessionTexts::marksTurnsThatAreNotWhole_data() {
    QTest::addColumn<int>("turn");
    QTest::addColumn<QString>("verdict");
    QTest::addColumn<QString>("instead");
    QTest::addColumn<bool>("hasMarker");
    QTest::newRow("failed") << 1 << "failed"
                            << "No response: the turn failed" << true;
    QTest::newRow("unanswered") << 2 << "unanswered"
                                << "No response" << true;
    QTest::newRow("unjudged") << 3 << "not judged" << QString() << true;
    QTest::newRow("provisional") << 4 << "still arriving"
                                 << "No response yet" << false;
}

void TestSessionTexts::marksTurnsThatAreNotWhole() {
    QFETCH(int, turn);
    QFETCH(QString, verdict);
    QFETCH(bool, hasMarker);
    const Told told(kindsOfTurns());
    const auto place = static_cast<std::size_t>(turn);
    const ShownTexts texts = textsOf("hello", turn == 3 ? "reply" : "");
    const TranscriptTurn shown = told.turn(place, &texts);
    QCOMPARE(shown.verdict, verdict);
    QTEST(shown.parts[1].instead, "instead");
    QCOMPARE(shown.marker != Marker::None, hasMarker);
    const TurnPanelContent panel = told.panel(place);
    QCOMPARE(panel.verdict, verdict);
    QCOMPARE(panel.marker, shown.marker);
    QVERIFY(!panel.meaning.isEmpty());
}

// By shape, not by colour alone; by words in any case.
void TestSessionTexts::marksDiffer() {
    const Told told(kindsOfTurns());
    std::set<QString> words;
    std::set<Marker> shapes;
    for (std::size_t turn = 0; turn < 5; ++turn) {
        const TranscriptTurn shown = told.turn(turn, nullptr);
        words.insert(shown.verdict);
        shapes.insert(shown.marker);
    }
    QCOMPARE(words.size(), std::size_t{5});
    QCOMPARE(shapes.size(), std::size_t{5});
    // The reason stands with the turn.
    const TurnPanelContent failed = told.panel(1);
    QCOMPARE(failed.sections.front().title, QString("Errors"));
    QCOMPARE(failed.sections.front().rows.front().name, QString("out of memory"));
}

void TestSessionTexts::saysWhatIsNotRead() {
    const Told told(kindsOfTurns());
    QCOMPARE(told.turn(0, nullptr).parts[0].instead, QString("…"));
    QCOMPARE(told.turn(0, nullptr).parts[1].instead, QString("…"));
    // What is known without the text is said at once.
    QCOMPARE(told.turn(1, nullptr).parts[1].instead, QString("No response: the turn failed"));
    ShownTexts texts = textsOf("", "reply");
    texts.message.given = false;
    texts.response.problem = QStringLiteral("a.jsonl: no such file");
    QCOMPARE(told.turn(0, &texts).parts[0].instead, QString("No message was logged"));
    QCOMPARE(told.turn(0, &texts).parts[1].instead, QString("This text cannot be read: a.jsonl: no such file"));
}

void TestSessionTexts::coversTexts() {
    const Told told(kindsOfTurns());
    const ShownTexts texts = textsOf("secret", "secret too");
    const TranscriptTurn shown = told.turn(0, &texts, true);
    for (const TranscriptText& part : shown.parts) {
        QVERIFY(part.covered);
    }
    QCOMPARE(shown.verdict, QString("clear"));
    // That there is no response is no secret.
    QVERIFY(!told.turn(1, &texts, true).parts[1].covered);
}

void TestSessionTexts::foldsLongTexts() {
    const Told told(kindsOfTurns());
    ShownTexts texts = textsOf("beginning", "whole");
    texts.message.cut = true;
    texts.message.bytes = 10'000'000;
    const TranscriptTurn shown = told.turn(0, &texts);
    QCOMPARE(shown.parts[0].more, QString("Show all (10.0 MB)"));
    QCOMPARE(shown.parts[1].more, QString());
}

void TestSessionTexts::separatesConversationsAndPauses() {
    SnapshotBuilder builder;
    builder.turn("s", at(0)).conversation("first").response({1, 1, 1, 1, 1}, 1).sitting(0);
    builder.turn("s", at(1)).conversation("second").response({1, 1, 1, 1, 1}, 1).sitting(0);
    builder.turn("s", at(2)).conversation("second").response({1, 1, 1, 1, 1}, 1).sitting(0);
    builder.turn("s", at(122)).conversation("second").response({1, 1, 1, 1, 1}, 1).sitting(1);
    const Told told(builder.build());
    QCOMPARE(told.turns.conversations.size(), std::size_t{2});
    QVERIFY(told.turn(0, nullptr).separator.contains("first"));
    QVERIFY(told.turn(1, nullptr).separator.contains("second"));
    QCOMPARE(told.turn(2, nullptr).separator, QString());
    QVERIFY(told.turn(3, nullptr).separator.contains("after a pause of 2 h"));
}

void TestSessionTexts::listsAttempts() {
    SnapshotBuilder builder;
    auto& turn = builder.turn("s", at(0));
    turn.after(1s).evaluation(false, {{"harm_prevention", -0.2}}).violation("harm_prevention", 0.4, "regenerated");
    turn.after(2s).evaluation(true, {{"harm_prevention", 0.9}}).response({1, 1, 1, 1, 1}, 2);
    const Told told(builder.build());
    const TurnPanelContent panel = told.panel(0);
    QCOMPARE(panel.verdict, QString("caught"));
    const auto attempts = std::find_if(panel.sections.begin(), panel.sections.end(),
                                       [](const PanelSection& section) { return section.title == "Attempts"; });
    QVERIFY(attempts != panel.sections.end());
    QStringList said;
    for (const DrawnRow& row : attempts->rows)
        said += row.name + QStringLiteral(": ") + row.value;
    QCOMPARE(said,
             QStringList({"1 at 00:00:01: unsafe", "harm prevention: regenerated", "2 at 00:00:02: safe, delivered"}));
    QCOMPARE(attempts->rows[0].marker, Marker::TriangleUp);
    QCOMPARE(attempts->rows[2].marker, Marker::Circle);
    // Barriers are those of the last attempt.
    QCOMPARE(panel.sections.front().rows.front().value.left(4), QString("0.90"));
}

void TestSessionTexts::showsSamplingAsLoggedUnlessItIsLong() {
    const Told told(kindsOfTurns());
    const TurnDetail detail = turnDetail(told.snapshot, only, told.turns.turns[0].opening).value();
    const auto panel = turnPanel(
        told.snapshot,
        {detail,
         {{"top_k", "60"}, {"top_p", "0.9"}, {"temperature", "0.6459999999999999"}, {"profile", "warm_mentor"}}},
        nullptr, false);
    const auto sampling = std::find_if(panel.sections.begin(), panel.sections.end(),
                                       [](const PanelSection& section) { return section.title == "Sampling"; });
    QVERIFY(sampling != panel.sections.end());
    QStringList shown;
    for (const DrawnRow& row : sampling->rows)
        shown += row.name + QLatin1Char(' ') + row.value;
    QCOMPARE(shown, (QStringList{"top k 60", "top p 0.9", "temperature 0.646", "profile warm_mentor"}));
}

void TestSessionTexts::saysWhatTheUserAttached() {
    const Told told(kindsOfTurns());
    TurnNotes notes;
    notes.bookmarked = true;
    notes.judgement = Judgement::Missed;
    notes.note = QStringLiteral("see <i>");
    QCOMPARE(told.turn(0, nullptr, false, &notes).notes, QString("Missed · Bookmarked · see <i>"));
    QCOMPARE(told.turn(0, nullptr).notes, QString());
}

QTEST_GUILESS_MAIN(TestSessionTexts)
#include "tst_session_texts.moc"
