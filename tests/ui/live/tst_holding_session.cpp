// SPDX-License-Identifier: GPL-3.0-or-later
// A live session as a window holds it: on its own thread, on real files, on a disk that fails and destroyed.
#include <QtTest>

#include <cerrno>

#include <moie/engine/reflective_responder.h>

#include "core/logging/log_directory.h"
#include "faults/fault_scale.h"
#include "ui/live/live_session.h"
#include "ui/support/hand_responder.h"
#include "ui/support/refusing_disk.h"

using namespace moie;
using namespace moie::ui;
using engine::Dimension;
using engine::Remark;
using Json = nlohmann::ordered_json;
using State = LiveSession::State;
using Stage = HeldTurn::Stage;

namespace {

const std::string kind = "That sounds hard. I'm here, and I'd like to hear more.";
const std::string harmful = "You should kill yourself. ";

std::multimap<std::string, Json> byMessage(const LogDirectory& directory) {
    std::multimap<std::string, Json> found;
    for (auto& [n, entry] : directory.entries())
        found.emplace(entry["message"], entry);
    return found;
}

Json only(const LogDirectory& directory, const std::string& message) {
    const auto all = byMessage(directory);
    return all.count(message) == 1 ? all.find(message)->second["data"] : Json();
}

} // namespace

class TestHoldingSession : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void isHeldWithTheBuiltInResponder();
    void showsSentencesAsTheyAreJudged();
    void takesBackWhatIsUnsafe();
    void stopsInTheMidst();
    void stopsBeforeAnythingWasSaid();
    void triesAgainAfterAFailure();
    void answersAnew();
    void passesOverWhatItsStateDoesNotTake();
    void adaptsAndUndoes();
    void beginsWithTheThresholdsThatWereKept();
    void goesOnWhileTheDiskIsFull();
    void saysWhatIsLostAtTheEnd();
    void refusesADirectoryThatIsNotThere();
    void refusesAResponderThatCannotBeMade();
    void refusesADirectoryThatCannotBeWritten();
    void tellsWhoElseMayRead();
    void endsWhileItStarts();
    void endsInTheMidstOfATurn();
    void isDestroyedInTheMidstOfATurn();
    void holdsTwoAtATime();

private:
    SessionSetup setup() { return {.directory = m_directory->path(), .makeResponder = m_hand->maker()}; }
    void open() {
        m_session->start(setup());
        QTRY_COMPARE(m_session->state(), State::Idle);
    }
    void say(const QString& message) {
        const int before = m_hand->asked();
        const std::size_t turns = m_session->turns().size();
        m_session->say(message);
        QTRY_COMPARE(m_hand->asked(), before + 1);
        QTRY_COMPARE(m_session->turns().size(), turns + 1);
    }
    void sayAndAnswer(const QString& message, const std::string& answer = kind) {
        say(message);
        m_hand->answer(answer);
        QTRY_COMPARE(m_session->state(), State::Idle);
    }
    std::uint64_t end() {
        QSignalSpy ended(m_session.get(), &LiveSession::ended);
        m_session->end();
        if (ended.isEmpty() && !ended.wait())
            return ~std::uint64_t{0};
        return ended.front().front().toULongLong();
    }
    // An empty one where there is none, so that a test fails which looks too early.
    const HeldTurn& last() const {
        static const HeldTurn none;
        return m_session->turns().empty() ? none : m_session->turns().back();
    }

    std::unique_ptr<LogDirectory> m_directory;
    std::unique_ptr<Hand> m_hand;
    std::unique_ptr<LiveSession> m_session;
};

void TestHoldingSession::init() {
    m_directory = std::make_unique<LogDirectory>();
    QVERIFY(QDir().mkpath(QString::fromStdString(m_directory->path())));
    QFile::setPermissions(QString::fromStdString(m_directory->path()),
                          QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    m_hand = std::make_unique<Hand>();
    m_session = std::make_unique<LiveSession>();
}

void TestHoldingSession::cleanup() {
    m_session.reset();
    m_hand.reset();
    m_directory.reset();
}

void TestHoldingSession::isHeldWithTheBuiltInResponder() {
    std::vector<State> states;
    connect(m_session.get(), &LiveSession::stateChanged, this, [&] { states.push_back(m_session->state()); });
    QCOMPARE(m_session->state(), State::None);
    m_session->start({.directory = m_directory->path(), .makeResponder = [](const auto& data) {
                          return std::make_unique<engine::ReflectiveResponder>(data);
                      }});
    QTRY_COMPARE(m_session->state(), State::Idle);
    QVERIFY(m_session->session().model.contains("built in"));
    m_session->say(QStringLiteral("I lost my job and I feel very anxious."));
    QTRY_COMPARE(m_session->state(), State::Idle);
    QCOMPARE(m_session->turns().size(), std::size_t{1});
    QCOMPARE(last().stage, Stage::Answered);
    QVERIFY(last().judged);
    QVERIFY(last().nearest->h >= 0);
    QCOMPARE(last().contexts, std::vector<std::string>{"anxiety"});
    QVERIFY(last().seconds >= 0);
    QCOMPARE(end(), std::uint64_t{0});
    QCOMPARE(states,
             (std::vector{State::Starting, State::Idle, State::Answering, State::Idle, State::Ending, State::None}));

    QCOMPARE(only(*m_directory, "User input received")["user_message"], Json("I lost my job and I feel very anxious."));
    QCOMPARE(only(*m_directory, "Response generated")["response"], Json(last().response.toStdString()));
    QCOMPARE(only(*m_directory, "Session ended")["turns"], Json(1));
    for (const auto& [n, entry] : m_directory->entries())
        QCOMPARE(entry["session_id"], Json(m_session->session().id.toStdString()));
}

void TestHoldingSession::showsSentencesAsTheyAreJudged() {
    open();
    say(QStringLiteral("I lost my job."));
    QCOMPARE(last().message, QString("I lost my job."));
    QCOMPARE(last().stage, Stage::Answering);
    // What the language is can be told of 120 bytes.
    const std::string first = "That sounds really hard, and it makes sense that you feel low after you have lost the "
                              "work that you did for so long a time. ";
    m_hand->tell(first + "I'm here, and");
    QTRY_COMPARE(last().response.toStdString(), first);
    m_hand->tell(" I'd like to hear more. So");
    QTRY_COMPARE(last().response.toStdString(), first + "I'm here, and I'd like to hear more. ");
    m_hand->answer(" tell me.");
    QTRY_COMPARE(m_session->state(), State::Idle);
    QCOMPARE(last().response.toStdString(), first + "I'm here, and I'd like to hear more. So tell me.");
    // The end of it stands in the response alone.
    std::map<std::uint64_t, std::string> parts;
    for (const auto& [n, entry] : m_directory->entries()) {
        if (entry["message"] != "Part of a reply shown")
            continue;
        parts[n] = entry["data"]["text"];
        QCOMPARE(entry["metadata"]["turn_id"], Json(last().id.toStdString()));
        QCOMPARE(entry["metadata"]["attempt"], Json(1));
    }
    QCOMPARE(parts.size(), std::size_t{2});
    QCOMPARE(parts.begin()->second + parts.rbegin()->second, first + "I'm here, and I'd like to hear more. ");
}

void TestHoldingSession::takesBackWhatIsUnsafe() {
    open();
    say(QStringLiteral("I lost my job."));
    const QSignalSpy changed(m_session.get(), &LiveSession::turnChanged);
    m_hand->tell("That sounds hard. ");
    m_hand->tell(harmful + "Yes.");
    QTRY_COMPARE(last().attempt, 2);
    QCOMPARE(last().response, QString());
    QCOMPARE(changed.count(), 1);
    m_hand->answer(kind);
    QTRY_COMPARE(m_session->state(), State::Idle);
    QCOMPARE(last().response.toStdString(), kind);
    QVERIFY(!last().fixedReply);
    // Four in all, then a fixed one.
    say(QStringLiteral("And now?"));
    for (int attempt = 1; attempt <= 4; ++attempt) {
        QTRY_COMPARE(m_hand->asked(), 2 + attempt);
        m_hand->tell(harmful);
    }
    QTRY_COMPARE(m_session->state(), State::Idle);
    QVERIFY(last().fixedReply);
    // One harmful sentence costs half of a score whose threshold is 0.9.
    QVERIFY(last().nearest->dimension == Dimension::HarmPrevention && last().nearest->discarded);
    QCOMPARE(last().nearest->h, -0.4);
}

void TestHoldingSession::stopsInTheMidst() {
    open();
    say(QStringLiteral("I lost my job."));
    m_hand->tell("That sounds hard. I'm here, and I'd like to he");
    QTRY_COMPARE(last().response, QString("That sounds hard. "));
    m_session->stop();
    QTRY_COMPARE(m_session->state(), State::Idle);
    QCOMPARE(last().stage, Stage::Answered);
    QVERIFY(last().stopped);
    QCOMPARE(last().response, QString("That sounds hard. "));
    QCOMPARE(only(*m_directory, "Response generated")["response"], Json("That sounds hard. "));
    QCOMPARE(only(*m_directory, "Conversation turn completed")["stopped"], Json(true));
}

void TestHoldingSession::stopsBeforeAnythingWasSaid() {
    open();
    say(QStringLiteral("I lost my job."));
    m_session->stop();
    QTRY_COMPARE(m_session->state(), State::Idle);
    QCOMPARE(last().stage, Stage::Stopped);
    QCOMPARE(byMessage(*m_directory).count("Response generated"), std::size_t{0});
    QCOMPARE(only(*m_directory, "User input received")["user_message"], Json("I lost my job."));
}

void TestHoldingSession::triesAgainAfterAFailure() {
    open();
    say(QStringLiteral("I lost my job."));
    m_hand->tell("That sounds hard. And");
    QTRY_COMPARE(last().response, QString("That sounds hard. "));
    m_hand->fail("the server hung up");
    QTRY_COMPARE(m_session->state(), State::Idle);
    QCOMPARE(last().stage, Stage::Failed);
    QCOMPARE(last().problem, QString("the server hung up"));
    QCOMPARE(last().response, QString("That sounds hard. "));
    const QString failed = last().id;
    m_session->regenerate();
    QTRY_COMPARE(m_session->turns().size(), std::size_t{2});
    QTRY_COMPARE(m_hand->asked(), 2);
    m_hand->answer(kind);
    QTRY_COMPARE(m_session->state(), State::Idle);
    QCOMPARE(m_session->turns().size(), std::size_t{2});
    QCOMPARE(last().regenerates, failed);
    QCOMPARE(last().message, QString("I lost my job."));
    QCOMPARE(last().stage, Stage::Answered);
}

void TestHoldingSession::answersAnew() {
    open();
    sayAndAnswer(QStringLiteral("I lost my job."));
    const std::string first = last().id.toStdString();
    m_session->regenerate();
    QTRY_COMPARE(m_session->turns().size(), std::size_t{2});
    QTRY_COMPARE(m_hand->asked(), 2);
    m_hand->answer("I'm so sorry. What happened?");
    QTRY_COMPARE(m_session->state(), State::Idle);
    // Both stand in the log, the second names the first.
    QCOMPARE(byMessage(*m_directory).count("Response generated"), std::size_t{2});
    const auto all = byMessage(*m_directory);
    const auto [from, to] = all.equal_range("User input received");
    std::vector<std::string> named;
    for (auto message = from; message != to; ++message)
        named.push_back(message->second["data"]["context"].value("regenerates", ""));
    std::sort(named.begin(), named.end());
    QCOMPARE(named, (std::vector<std::string>{"", first}));
}

void TestHoldingSession::passesOverWhatItsStateDoesNotTake() {
    m_session->say(QStringLiteral("too early"));
    m_session->regenerate();
    m_session->stop();
    m_session->end();
    m_session->undoAdaptation();
    m_session->giveFeedback(0, {.good = true});
    QCOMPARE(m_session->state(), State::None);
    open();
    m_session->start({.directory = "/nowhere", .makeResponder = m_hand->maker()});
    m_session->regenerate();
    m_session->say(QStringLiteral(" \n "));
    m_session->say(QString(LiveSession::longestMessage + 1, QLatin1Char('x')));
    QCOMPARE(m_session->state(), State::Idle);
    QCOMPARE(m_session->directory().toStdString(), m_directory->path());
    say(QStringLiteral("one"));
    m_session->say(QStringLiteral("two"));
    m_session->regenerate();
    m_session->giveFeedback(0, {.good = true});
    QVERIFY(!last().good);
    m_hand->answer(kind);
    QTRY_COMPARE(m_session->state(), State::Idle);
    QCOMPARE(m_session->turns().size(), std::size_t{1});
    QCOMPARE(end(), std::uint64_t{0});
    QCOMPARE(byMessage(*m_directory).count("User input received"), std::size_t{1});
    QCOMPARE(byMessage(*m_directory).count("User feedback received"), std::size_t{0});
}

void TestHoldingSession::adaptsAndUndoes() {
    open();
    const auto emotional = static_cast<std::size_t>(Dimension::EmotionalSafety);
    QCOMPARE(m_session->thresholds()[emotional], 0.7);
    QCOMPARE(m_session->session().shipped[emotional], 0.7);
    QVERIFY(!m_session->session().critical[emotional]);
    QVERIFY(m_session->session().critical[static_cast<std::size_t>(Dimension::HarmPrevention)]);
    sayAndAnswer(QStringLiteral("I lost my job."));
    const QSignalSpy changed(m_session.get(), &LiveSession::thresholdsChanged);

    m_session->giveFeedback(0, {.good = true, .strength = 0.8, .note = "kind words"});
    QCOMPARE(last().good, std::optional(true));
    m_session->giveFeedback(0, {.remark = Remark::Missed, .dimension = Dimension::EmotionalSafety});
    QTRY_COMPARE(changed.count(), 1);
    QCOMPARE(m_session->thresholds()[emotional], 0.72);
    QVERIFY(m_session->lastChange()->canUndo);
    m_session->giveFeedback(0, {.remark = Remark::FalseAlarm, .dimension = Dimension::EmotionalSafety});
    QTRY_COMPARE(changed.count(), 2);
    QCOMPARE(m_session->thresholds()[emotional], 0.71);
    QVERIFY(last().holdsRemark(Remark::Missed) && last().holdsRemark(Remark::FalseAlarm));
    m_session->undoAdaptation();
    QTRY_COMPARE(changed.count(), 3);
    QVERIFY(last().holdsRemark(Remark::Missed) && !last().holdsRemark(Remark::FalseAlarm));
    QCOMPARE(m_session->thresholds()[emotional], 0.72);
    QVERIFY(m_session->lastChange()->undone);
    QCOMPARE(m_session->lastChange()->turnId, last().id);
    m_session->undoAdaptation();
    QTRY_COMPARE(changed.count(), 4);
    QCOMPARE(m_session->thresholds()[emotional], 0.7);
    QVERIFY(!m_session->lastChange()->canUndo);
    QVERIFY(!last().holdsRemark(Remark::Missed));
    QCOMPARE(last().remarks.size(), std::size_t{2});
    // A critical one is never below the shipped value.
    m_session->giveFeedback(0, {.remark = Remark::FalseAlarm, .dimension = Dimension::HarmPrevention});
    QTRY_COMPARE(changed.count(), 5);
    QCOMPARE(m_session->lastChange()->change.after, 0.9);
    QVERIFY(!m_session->lastChange()->canUndo);

    QCOMPARE(end(), std::uint64_t{0});
    const auto entries = byMessage(*m_directory);
    std::size_t feedback = 0, adaptations = 0;
    for (const auto& [message, entry] : entries) {
        feedback += entry["category"] == "user_feedback";
        adaptations += entry["category"] == "adaptation";
    }
    QCOMPARE(feedback, std::size_t{4});
    QCOMPARE(adaptations, std::size_t{4});
}

void TestHoldingSession::beginsWithTheThresholdsThatWereKept() {
    SessionSetup kept = setup();
    kept.thresholds = Thresholds{0.92, 0.68, 0.8, 0.85, 0.99};
    m_session->start(std::move(kept));
    QTRY_COMPARE(m_session->state(), State::Idle);
    // The last one is beyond its bound: 0.05 over the shipped 0.75.
    QCOMPARE(m_session->thresholds(), (Thresholds{0.92, 0.68, 0.8, 0.85, 0.8}));
}

void TestHoldingSession::goesOnWhileTheDiskIsFull() {
    RefusingDisk disk;
    SessionSetup on = setup();
    on.fileOperations = disk.operations();
    m_session->start(std::move(on));
    QTRY_COMPARE(m_session->state(), State::Idle);
    sayAndAnswer(QStringLiteral("before"));
    QVERIFY(!m_session->logging().isFailing());
    disk.refuse(ENOSPC);
    sayAndAnswer(QStringLiteral("while it is full"));
    QTRY_VERIFY(m_session->logging().isFailing() && m_session->logging().error);
    QCOMPARE(m_session->logging().error->code, ErrorCode::NoSpace);
    QVERIFY(m_session->logging().error->path.starts_with(m_directory->path("/")));
    QCOMPARE(last().stage, Stage::Answered);
    disk.refuse(0);
    QTRY_VERIFY(!m_session->logging().isFailing());
    sayAndAnswer(QStringLiteral("afterwards"));
    QCOMPARE(end(), std::uint64_t{0});
    QCOMPARE(byMessage(*m_directory).count("User input received"), std::size_t{3});
    QCOMPARE(byMessage(*m_directory).count("Response generated"), std::size_t{3});
    std::uint64_t number = 0;
    for (const auto& [n, entry] : m_directory->entries())
        QCOMPARE(n, ++number);
}

void TestHoldingSession::saysWhatIsLostAtTheEnd() {
    RefusingDisk disk;
    SessionSetup on = setup();
    on.fileOperations = disk.operations();
    m_session->start(std::move(on));
    QTRY_COMPARE(m_session->state(), State::Idle);
    const std::uint64_t before = m_directory->entries().size();
    disk.refuse(EIO);
    say(QStringLiteral("said in vain"));
    m_hand->fail("no");
    QTRY_COMPARE(m_session->state(), State::Idle);
    // The message, its vector and sampling, the failure, the checkpoint, the end.
    QCOMPARE(end(), std::uint64_t{6});
    QCOMPARE(m_directory->entries().size(), before);
}

void TestHoldingSession::refusesADirectoryThatIsNotThere() {
    QSignalSpy failed(m_session.get(), &LiveSession::startFailed);
    SessionSetup nowhere = setup();
    nowhere.directory += "/not/there";
    const std::string path = nowhere.directory;
    m_session->start(std::move(nowhere));
    QVERIFY(failed.wait());
    QCOMPARE(m_session->state(), State::None);
    const auto error = failed.front().front().value<Error>();
    QCOMPARE(error.code, ErrorCode::NotFound);
    QCOMPARE(error.path, path);
    QVERIFY(!QFileInfo::exists(QString::fromStdString(path)));
    // Another one can be started.
    open();
}

void TestHoldingSession::refusesAResponderThatCannotBeMade() {
    QSignalSpy failed(m_session.get(), &LiveSession::startFailed);
    SessionSetup without = setup();
    without.makeResponder = [](const auto&) {
        return tl::unexpected(Error{ErrorCode::InvalidArgument, "no model is chosen", {}, std::nullopt});
    };
    m_session->start(std::move(without));
    QVERIFY(failed.wait());
    QCOMPARE(failed.front().front().value<Error>().text, std::string("no model is chosen"));
    QVERIFY(m_directory->files().empty());
}

void TestHoldingSession::refusesADirectoryThatCannotBeWritten() {
    SessionSetup readOnly = setup();
    readOnly.fileOperations.openForAppending = [](const char*) {
        errno = EROFS;
        return -1;
    };
    QSignalSpy failed(m_session.get(), &LiveSession::startFailed);
    m_session->start(std::move(readOnly));
    QVERIFY(failed.wait());
    QCOMPARE(m_session->state(), State::None);
    const auto error = failed.front().front().value<Error>();
    QVERIFY(error.path.starts_with(m_directory->path("/")));
    QCOMPARE(m_hand->asked(), 0);
}

void TestHoldingSession::tellsWhoElseMayRead() {
    QFile::setPermissions(QString::fromStdString(m_directory->path()),
                          QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ReadOther);
    QSignalSpy noticed(m_session.get(), &LiveSession::privacyNoticed);
    open();
    QTRY_COMPARE(noticed.count(), 1);
    QCOMPARE(noticed.front().front().value<Error>().path, m_directory->path());
    QVERIFY(!m_session->logging().isFailing());
}

void TestHoldingSession::endsWhileItStarts() {
    m_session->start(setup());
    QCOMPARE(end(), std::uint64_t{0});
    QCOMPARE(m_session->state(), State::None);
    QCOMPARE(only(*m_directory, "Session ended")["turns"], Json(0));

    SessionSetup nowhere = setup();
    nowhere.directory = "/not/there";
    m_session->start(std::move(nowhere));
    QCOMPARE(end(), std::uint64_t{0});
    open();
}

void TestHoldingSession::endsInTheMidstOfATurn() {
    open();
    say(QStringLiteral("I lost my job."));
    m_hand->tell("That sounds hard. I'm here, and");
    QTRY_COMPARE(last().response, QString("That sounds hard. "));
    QCOMPARE(end(), std::uint64_t{0});
    QCOMPARE(last().stage, Stage::Answered);
    QVERIFY(last().stopped);
    QCOMPARE(only(*m_directory, "Response generated")["response"], Json("That sounds hard. "));
    const auto entries = byMessage(*m_directory);
    QCOMPARE(entries.count("Session ended"), std::size_t{1});
    // One at its beginning, one at its end.
    QCOMPARE(entries.count("System evolution checkpoint"), std::size_t{2});
}

void TestHoldingSession::isDestroyedInTheMidstOfATurn() {
    const int times = scaled(30, 1000);
    for (int i = 0; i < times; ++i) {
        m_session = std::make_unique<LiveSession>();
        open();
        m_session->say(QStringLiteral("I lost my job."));
        // At any of its moments.
        if (i % 3 > 0)
            QTRY_COMPARE(m_session->turns().size(), std::size_t{1});
        m_hand->tell("That sounds hard. I'm here, and");
        if (i % 3 > 1)
            QTRY_COMPARE(last().response, QString("That sounds hard. "));
        m_session.reset();
    }
    const auto entries = byMessage(*m_directory);
    QCOMPARE(entries.count("User input received"), static_cast<std::size_t>(times));
    QCOMPARE(entries.count("Session ended"), static_cast<std::size_t>(times));
    QVERIFY(entries.count("Response generated") >= static_cast<std::size_t>(times / 3));
}

void TestHoldingSession::holdsTwoAtATime() {
    Hand otherHand;
    LiveSession other;
    open();
    other.start({.directory = m_directory->path(), .makeResponder = otherHand.maker()});
    QTRY_COMPARE(other.state(), State::Idle);
    say(QStringLiteral("of the first"));
    other.say(QStringLiteral("of the second"));
    QTRY_COMPARE(otherHand.asked(), 1);
    m_hand->answer(kind);
    otherHand.answer("I hear you. What happened?");
    QTRY_COMPARE(m_session->state(), State::Idle);
    QTRY_COMPARE(other.state(), State::Idle);
    QCOMPARE(end(), std::uint64_t{0});
    QCOMPARE(other.state(), State::Idle);
    QCOMPARE(other.turns().back().response, QString("I hear you. What happened?"));
    std::map<std::string, std::string> said;
    for (const auto& [n, entry] : m_directory->entries())
        if (entry["message"] == "User input received")
            said[entry["session_id"]] = entry["data"]["user_message"];
    QCOMPARE(said.size(), std::size_t{2});
    QCOMPARE(said[m_session->session().id.toStdString()], std::string("of the first"));
    QCOMPARE(said[other.session().id.toStdString()], std::string("of the second"));
}

QTEST_GUILESS_MAIN(TestHoldingSession)
#include "tst_holding_session.moc"
