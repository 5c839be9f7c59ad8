// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>
#include <memory>

#include <QAbstractEventDispatcher>
#include <QSemaphore>
#include <QTest>
#include <QThread>

#include "ui/workspace/latest_query.h"

using moie::ui::LatestQuery;

// A question that is worked on until it is released.
struct Question {
    QSemaphore started;
    QSemaphore release;
    std::atomic<bool> stopSeen = false;

    LatestQuery::Work work(QStringList& delivered, const QString& answer) {
        return [this, &delivered, answer](std::stop_token stop) {
            started.release();
            release.acquire();
            stopSeen = stop.stop_requested();
            return [&delivered, answer] { delivered += answer; };
        };
    }
};

class TestLatestQuery : public QObject {
    Q_OBJECT

private slots:
    void deliversOnTheAskersThread();
    void deliversInAnotherTurnThanThatOfWhatItPosts();
    void copiesNoAnswer();
    void refreshKeepsTheRunningAnswerAndTheNewestQuestion();
    void replaceDropsTheRunningAnswer();
    void dropDeliversNothing();
    void mayBeDestroyedWhileItsWorkRuns();
    void deliveryMayAskAgain();

private:
    QThreadPool m_pool;
};

void TestLatestQuery::deliversOnTheAskersThread() {
    LatestQuery query(m_pool);
    QThread* workedOn = nullptr;
    QThread* deliveredOn = nullptr;
    query.refresh([&](std::stop_token) {
        workedOn = QThread::currentThread();
        return [&] { deliveredOn = QThread::currentThread(); };
    });
    QTRY_VERIFY(deliveredOn != nullptr);
    QCOMPARE(deliveredOn, QThread::currentThread());
    QVERIFY(workedOn != deliveredOn);
    QVERIFY(!query.isRunning());
}

// Painting is posted, and takes its time.
void TestLatestQuery::deliversInAnotherTurnThanThatOfWhatItPosts() {
    LatestQuery query(m_pool);
    QObject receiver;
    int turn = 0;
    int deliveredIn = 0;
    int followedIn = 0;
    query.refresh([&](std::stop_token) {
        return [&] {
            deliveredIn = turn;
            QMetaObject::invokeMethod(
                &receiver, [&] { followedIn = turn; }, Qt::QueuedConnection);
        };
    });
    while (followedIn == 0) {
        ++turn;
        QAbstractEventDispatcher::instance()->processEvents(QEventLoop::WaitForMoreEvents);
    }
    QVERIFY(deliveredIn > 0);
    QVERIFY(followedIn > deliveredIn);
}

// One may be large, and is the asker's thread's from when it comes.
void TestLatestQuery::copiesNoAnswer() {
    struct Answer {
        explicit Answer(std::atomic<int>& counter) : copies(&counter) {}
        Answer(const Answer& other) : copies(other.copies) { ++*copies; }
        Answer(Answer&&) = default;
        std::atomic<int>* copies;
    };
    LatestQuery query(m_pool);
    std::atomic<int> copies{0};
    const Answer* delivered = nullptr;
    query.refresh([&](std::stop_token) -> LatestQuery::Deliver {
        return [&delivered, answer = Answer(copies)] { delivered = &answer; };
    });
    QTRY_VERIFY(delivered);
    QCOMPARE(copies.load(), 0);
}

void TestLatestQuery::refreshKeepsTheRunningAnswerAndTheNewestQuestion() {
    Question first;
    Question second;
    Question third;
    QStringList delivered;
    LatestQuery query(m_pool);
    query.refresh(first.work(delivered, "first"));
    first.started.acquire();
    query.refresh(second.work(delivered, "second"));
    query.refresh(third.work(delivered, "third"));
    QVERIFY(!second.started.available());
    first.release.release();
    third.release.release();
    QTRY_COMPARE(delivered, QStringList({"first", "third"}));
    QVERIFY(!first.stopSeen);
    QCOMPARE(second.started.available(), 0);
}

void TestLatestQuery::replaceDropsTheRunningAnswer() {
    Question stale;
    Question wanted;
    QStringList delivered;
    LatestQuery query(m_pool);
    query.refresh(stale.work(delivered, "stale"));
    stale.started.acquire();
    query.replace(wanted.work(delivered, "wanted"));
    stale.release.release();
    wanted.release.release();
    QTRY_COMPARE(delivered, QStringList({"wanted"}));
    QVERIFY(stale.stopSeen);
}

void TestLatestQuery::dropDeliversNothing() {
    Question dropped;
    Question waiting;
    QStringList delivered;
    LatestQuery query(m_pool);
    query.refresh(dropped.work(delivered, "dropped"));
    dropped.started.acquire();
    query.refresh(waiting.work(delivered, "waiting"));
    query.drop();
    dropped.release.release();
    QTRY_VERIFY(!query.isRunning());
    QVERIFY(delivered.isEmpty());
    QCOMPARE(waiting.started.available(), 0);
}

void TestLatestQuery::mayBeDestroyedWhileItsWorkRuns() {
    Question question;
    QStringList delivered;
    auto query = std::make_unique<LatestQuery>(m_pool);
    query->refresh(question.work(delivered, "never"));
    question.started.acquire();
    query.reset();
    question.release.release();
    QVERIFY(m_pool.waitForDone(10'000));
    QCoreApplication::sendPostedEvents();
    QVERIFY(question.stopSeen);
    QVERIFY(delivered.isEmpty());
}

void TestLatestQuery::deliveryMayAskAgain() {
    LatestQuery query(m_pool);
    int answers = 0;
    std::function<void()> ask = [&] {
        query.refresh([&](std::stop_token) {
            return [&] {
                if (++answers < 3)
                    ask();
            };
        });
    };
    ask();
    QTRY_COMPARE(answers, 3);
    QVERIFY(!query.isRunning());
}

QTEST_GUILESS_MAIN(TestLatestQuery)
#include "tst_latest_query.moc"
