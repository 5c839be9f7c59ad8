// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include <moie/base/append_only.h>

using moie::AppendOnly;

class TestAppendOnly : public QObject {
    Q_OBJECT

private slots:
    void startsEmpty();
    void keepsOrderOverChunks();
    void viewShowsWhatWasThere();
    void viewOutlivesTheColumn();
    void elementsNeverMove();
    void readerSeesWholeElementsWhileWriterAppends();
};

void TestAppendOnly::startsEmpty() {
    const AppendOnly<int, 4> column;
    QCOMPARE(column.size(), std::size_t{0});
    QVERIFY(column.view().empty());
    QVERIFY((AppendOnly<int, 4>::View().empty()));
}

void TestAppendOnly::keepsOrderOverChunks() {
    AppendOnly<int, 4> column;
    for (int i = 0; i < 13; ++i)
        column.push_back(i * i);
    QCOMPARE(column.size(), std::size_t{13});
    for (std::size_t i = 0; i < 13; ++i)
        QCOMPARE(column[i], static_cast<int>(i * i));
}

void TestAppendOnly::viewShowsWhatWasThere() {
    AppendOnly<int, 4> column;
    for (int i = 0; i < 4; ++i)
        column.push_back(i);
    const auto before = column.view();
    for (int i = 4; i < 9; ++i)
        column.push_back(i);
    QCOMPARE(before.size(), std::size_t{4});
    QCOMPARE(before[3], 3);
    QCOMPARE(column.view().size(), std::size_t{9});
    QCOMPARE(column.view()[8], 8);
}

void TestAppendOnly::viewOutlivesTheColumn() {
    AppendOnly<int, 4>::View view;
    {
        AppendOnly<int, 4> column;
        for (int i = 0; i < 6; ++i)
            column.push_back(10 + i);
        view = column.view();
    }
    QCOMPARE(view.size(), std::size_t{6});
    QCOMPARE(view[5], 15);
}

void TestAppendOnly::elementsNeverMove() {
    AppendOnly<int, 4> column;
    column.push_back(7);
    const int* const first = &column[0];
    for (int i = 0; i < 1000; ++i)
        column.push_back(i);
    QCOMPARE(&column[0], first);
    QCOMPARE(*first, 7);
}

void TestAppendOnly::readerSeesWholeElementsWhileWriterAppends() {
    struct Pair {
        std::size_t value = 0;
        std::size_t complement = 0;
    };
    using Column = AppendOnly<Pair, 64>;
    constexpr std::size_t total = 100'000;

    std::mutex mutex;
    std::condition_variable changed;
    Column::View published; // guarded by mutex
    bool taken = true;      // guarded by mutex: the reader has seen what was published
    std::size_t wrong = 0;
    std::size_t viewsRead = 0;

    std::thread reader([&] {
        std::size_t seen = 0;
        while (seen < total) {
            Column::View view;
            {
                std::unique_lock lock(mutex);
                changed.wait(lock, [&] { return !taken; });
                view = published;
                taken = true;
            }
            changed.notify_one();
            // The writer goes on appending to the same chunk meanwhile.
            for (std::size_t i = 0; i < view.size(); i += 17)
                wrong += view[i].value != i || view[i].complement != ~i;
            wrong += view.size() <= seen;
            seen = view.size();
            ++viewsRead;
        }
    });

    Column column;
    for (std::size_t i = 0; i < total; ++i) {
        column.push_back({i, ~i});
        if (i % 777 == 0 || i + 1 == total) {
            std::unique_lock lock(mutex);
            changed.wait(lock, [&] { return taken; });
            published = column.view();
            taken = false;
            lock.unlock();
            changed.notify_one();
        }
    }
    reader.join();
    QCOMPARE(wrong, std::size_t{0});
    QCOMPARE(viewsRead, std::size_t{130}); // 0, 777, …, 128·777 = 99,456, and the last element
}

QTEST_APPLESS_MAIN(TestAppendOnly)
#include "tst_append_only.moc"
