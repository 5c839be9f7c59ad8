// SPDX-License-Identifier: GPL-3.0-or-later
// Live sessions whose processes are killed: what was shown is in the log.
#include <QtTest>

#include <iostream>

#include "core/logging/log_directory.h"
#include "faults/fault_scale.h"
#include "ui/live/live_session.h"
#include "ui/support/hand_responder.h"

using namespace moie;
using namespace moie::ui;
using Json = nlohmann::ordered_json;
using State = LiveSession::State;

namespace {

constexpr const char* holderMode = "--hold";

// A session that is held until the process is killed: it says of each round when its reply was shown in part, and when
// it was answered.
int holdUntilKilled(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    Hand hand;
    LiveSession session;
    int round = 0;
    const auto next = [&] {
        std::cout << "answered " << round << std::endl;
        session.say(QStringLiteral("message %1 of %2").arg(++round).arg(session.session().id));
    };
    QObject::connect(&session, &LiveSession::stateChanged, &app, [&] {
        if (session.state() == State::Idle)
            next();
    });
    QObject::connect(&session, &LiveSession::turnAdded, &app, [&] {
        // The end stays away for a while, so that kills come in the midst of turns.
        hand.tell("Reply " + std::to_string(round) + " sounds hard. And then");
        QTimer::singleShot(1, &app, [&] { hand.finish(); });
    });
    QObject::connect(&session, &LiveSession::textAdded, &app, [&] { std::cout << "shown " << round << std::endl; });
    session.start({.directory = argv[2], .makeResponder = hand.maker()});
    return QCoreApplication::exec();
}

} // namespace

class TestKilledSession : public QObject {
    Q_OBJECT

private slots:
    void losesNothingThatWasSaid();

private:
    LogDirectory m_directory;
};

// Two processes on one directory, each killed in the midst of a turn, again and again.
void TestKilledSession::losesNothingThatWasSaid() {
    const QString directory = QString::fromStdString(m_directory.path());
    QVERIFY(QDir().mkpath(directory));
    std::size_t answered = 0, shown = 0;
    const int times = scaled(6, 200);
    for (int i = 0; i < times; ++i) {
        std::array<QProcess, 2> holders;
        for (QProcess& holder : holders) {
            holder.setProcessChannelMode(QProcess::ForwardedErrorChannel);
            holder.start(QCoreApplication::applicationFilePath(), {QLatin1String(holderMode), directory});
        }
        for (QProcess& holder : holders) {
            QVERIFY(holder.waitForStarted());
            while (!holder.peek(1 << 16).contains("answered 3\n"))
                QVERIFY(holder.waitForReadyRead());
        }
        for (QProcess& holder : holders)
            holder.kill();
        for (QProcess& holder : holders) {
            QVERIFY(holder.waitForFinished());
            QCOMPARE(holder.exitStatus(), QProcess::CrashExit);
            const QStringList said = QString::fromUtf8(holder.readAllStandardOutput()).split('\n', Qt::SkipEmptyParts);
            const auto lastOf = [&said](const char* what) {
                const QStringList all = said.filter(QLatin1String(what));
                return all.isEmpty() ? 0 : all.back().section(' ', 1).toULongLong();
            };
            answered += lastOf("answered");
            shown += lastOf("shown");
        }
    }
    // What a killed writer left of its last line is the only thing that may be no JSON.
    std::size_t torn = 0, messages = 0, replies = 0, parts = 0;
    std::map<std::string, std::set<std::uint64_t>> numbers;
    for (const auto& [name, lines] : m_directory.files()) {
        for (const std::string& line : lines) {
            const Json entry = Json::parse(line, nullptr, false);
            if (entry.is_discarded()) {
                torn += line.empty() ? 0 : 1;
                continue;
            }
            messages += entry["message"] == "User input received";
            replies += entry["message"] == "Response generated";
            parts += entry["message"] == "Part of a reply shown";
            const std::string id = entry["interaction_id"];
            QVERIFY(numbers[entry["session_id"]].insert(std::stoull(id.substr(id.rfind('_') + 1))).second);
        }
    }
    QVERIFY(torn <= static_cast<std::size_t>(2 * times));
    QCOMPARE(numbers.size(), static_cast<std::size_t>(2 * times));
    // Of each session all that it was told of as answered, and nothing is missing before its last entry.
    QVERIFY2(replies >= answered, qPrintable(QString("%1 of %2").arg(replies).arg(answered)));
    QVERIFY(messages >= replies);
    QVERIFY2(parts >= shown, qPrintable(QString("%1 of %2").arg(parts).arg(shown)));
    for (const auto& [session, of] : numbers)
        QCOMPARE(*of.rbegin(), of.size());
}

int main(int argc, char** argv) {
    if (argc == 3 && std::string_view(argv[1]) == holderMode)
        return holdUntilKilled(argc, argv);
    QCoreApplication app(argc, argv);
    TestKilledSession test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_killed_session.moc"
