// SPDX-License-Identifier: GPL-3.0-or-later
// live_bench [entries a second] [seconds]
// To be run by hand, offscreen. The window on its Live page, first while another process writes: from each write() to
// the end of the first painting that has the entry, how long the event loop is held up, and what the view takes in
// memory after these entries and after ten times as many. Then while a reply of 945,000 bytes is written in a session.
// References in the same run: the window with nothing to do, and painting a screen of text.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>
#include <memory>
#include <span>
#include <thread>
#include <vector>

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QTemporaryDir>

#include <fcntl.h>
#include <malloc.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/log_lines.h"
#include "ui/frame/main_window.h"
#include "ui/frame/page_stack.h"
#include "ui/live/live_session.h"
#include "ui/models/arrived_entries_model.h"
#include "ui/pages/page.h"
#include "ui/support/event_loop_gap.h"
#include "ui/support/hand_responder.h"
#include "ui/theme/theme.h"
#include "ui/widgets/arrival_table.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

using namespace moie;
using namespace moie::ui;
using namespace std::chrono_literals;
using std::chrono::nanoseconds;
using BenchClock = std::chrono::steady_clock; // the same in both processes

namespace {

constexpr unsigned entriesOfATurn = 4;
constexpr unsigned entriesAtOnce = 100; // where it is only about how many there are
constexpr std::size_t replySize = 945'000;

nanoseconds now() {
    return BenchClock::now().time_since_epoch();
}

double milliseconds(nanoseconds time) {
    return std::chrono::duration<double, std::milli>(time).count();
}

// Writes what it is told to from a process of its own, and notes when each entry was written. Made before there are
// threads.
class Writer {
public:
    Writer(const std::string& path, std::size_t most) : m_most(most) {
        void* memory =
            ::mmap(nullptr, most * sizeof(nanoseconds), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
        m_times = memory == MAP_FAILED ? nullptr : static_cast<nanoseconds*>(memory);
        if (m_times == nullptr || ::pipe(m_orders) != 0)
            return;
        m_process = ::fork();
        if (m_process == 0) {
            ::close(m_orders[1]);
            ::_exit(work(path));
        }
        ::close(m_orders[0]);
    }
    ~Writer() {
        ::close(m_orders[1]);
        if (m_process > 0)
            ::waitpid(m_process, nullptr, 0);
    }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    bool isThere() const { return m_process > 0; }
    // `rate` 0: as fast as it goes, many at once.
    bool write(std::size_t entries, unsigned rate) const {
        const Order order{entries, rate};
        return ::write(m_orders[1], &order, sizeof order) == sizeof order;
    }
    std::span<const nanoseconds> times() const { return {m_times, m_most}; }

private:
    struct Order {
        std::size_t entries;
        unsigned rate;
    };

    int work(const std::string& path) {
        const int log = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        Order order{};
        while (log >= 0 && ::read(m_orders[0], &order, sizeof order) == sizeof order)
            carryOut(order, log);
        return log < 0 ? 1 : 0;
    }

    void carryOut(const Order& order, int log) {
        const auto start = BenchClock::now();
        const std::size_t atOnce = order.rate > 0 ? 1 : entriesAtOnce;
        for (std::size_t i = 0; i < order.entries && m_written < m_most; i += atOnce) {
            if (order.rate > 0)
                std::this_thread::sleep_until(start + nanoseconds(1'000'000'000 / order.rate * i));
            std::string lines;
            const std::size_t count = std::min({atOnce, order.entries - i, m_most - m_written});
            for (std::size_t k = 0; k < count; ++k)
                lines += next();
            const nanoseconds at = now();
            if (::write(log, lines.data(), lines.size()) != static_cast<ssize_t>(lines.size()))
                return;
            std::fill_n(m_times + m_written - count, count, at);
        }
    }

    // Turns, as the Love Engine writes them.
    std::string next() {
        switch (m_written++ % entriesOfATurn) {
        case 0: m_lines.user("I have a presentation tomorrow and I can't stop worrying."); break;
        case 1: m_lines.computed("[0.7, 0.6, 0.9, 0.5, 0.6]"); break;
        case 2: m_lines.evaluated(true, "{\"harm_prevention\": 0.08, \"emotional_safety\": 0.2}"); break;
        default: m_lines.responded("[0.8, 0.7, 0.9, 0.6, 0.7]", 1.2).wait(0.5); break;
        }
        return m_lines.take();
    }

    std::size_t m_most;
    nanoseconds* m_times = nullptr;
    int m_orders[2] = {-1, -1};
    pid_t m_process = -1;
    std::size_t m_written = 0;
    logLines::Writer m_lines{"bench"};
};

// Tells when a window was painted.
class Application : public QApplication {
public:
    using QApplication::QApplication;
    std::function<void()> afterPainting;

    bool notify(QObject* receiver, QEvent* event) override {
        const bool paints = event->type() == QEvent::UpdateRequest;
        const bool taken = QApplication::notify(receiver, event);
        if (paints && afterPainting)
            afterPainting();
        return taken;
    }
};

double heapInUse() {
    const auto held = ::mallinfo2();
    return static_cast<double>(held.uordblks + held.hblkhd) * 1e-6;
}

class Bench {
public:
    Bench(Application& application, Writer& writer, const QTemporaryDir& directory)
        : m_application(application), m_writer(writer), m_settings(directory.filePath(QStringLiteral("settings.ini"))),
          m_workspace(m_settings) {
        m_workspace.keepAnnotationsIn(directory.filePath(QStringLiteral("annotations.sqlite")));
        m_workspace.useNoIndex();
        m_workspace.open(directory.filePath(QStringLiteral("logs")));
        makeWindow();
    }

    bool run(unsigned rate, unsigned seconds) {
        if (!settle())
            return false;
        printReferences();
        const std::size_t entries = std::size_t{rate} * seconds;
        if (!follow(entries, rate))
            return false;
        const double first = dropWindow();
        makeWindow();
        if (!settle())
            return false;
        m_writer.write(9 * entries, 0);
        if (!m_loop.runUntil([&] { return painted() == 10 * entries; }))
            return false;
        const int rows = m_table->model()->rowCount();
        const double tenfold = dropWindow();
        std::printf("memory of the window %10.1f MB after %zu entries, %.1f MB after %zu (%d rows)\n", first, entries,
                    tenfold, 10 * entries, rows);
        makeWindow();
        return settle() && hold();
    }

private:
    void makeWindow() {
        m_window = std::make_unique<MainWindow>(m_workspace, m_theme);
        m_window->resize(1440, 900);
        m_window->showPage(QStringLiteral("live"));
        m_window->show();
        m_table = m_window->findChild<ArrivalTable*>();
    }
    // With all its pages, which it makes ahead once the log is read.
    bool settle() {
        const auto isWhole = [this] {
            return m_window->findChildren<Page*>().size() == static_cast<qsizetype>(PageStack::listings().size());
        };
        if (!m_loop.runUntil(isWhole))
            return false;
        m_loop.runFor(500ms); // the last one is laid out then
        return true;
    }

    // What goes with it.
    double dropWindow() {
        m_loop.runFor(500ms);
        const double before = heapInUse();
        m_window.reset();
        return before - heapInUse();
    }

    // Entries that the view has.
    std::size_t painted() const {
        const auto* model = qobject_cast<const ArrivedEntriesModel*>(m_table->model());
        return model->rowCount() > 0 ? index(model->entry(0)) + 1 : 0;
    }

    void printGaps(const char* what) {
        const auto gap = m_loop.take();
        std::printf("%-34s longest gap of the event loop %6.1f ms, in processor time %6.1f ms\n", what, gap.wall,
                    gap.processor);
    }

    void printReferences() {
        QElapsedTimer timer;
        test::paintScreenOfText();
        timer.start();
        test::paintScreenOfText();
        std::printf("a screen of text (reference): %.1f ms\n", static_cast<double>(timer.nsecsElapsed()) * 1e-6);
        m_loop.runFor(500ms);
        m_loop.take();
        m_loop.runFor(1s);
        printGaps("nothing to do (reference)");
    }

    bool follow(std::size_t entries, unsigned rate) {
        std::vector<std::pair<std::size_t, nanoseconds>> paintings;
        m_application.afterPainting = [&] { paintings.emplace_back(painted(), now()); };
        const double began = heapInUse();
        m_writer.write(entries, rate);
        const bool all = m_loop.runUntil([&] { return !paintings.empty() && paintings.back().first == entries; });
        m_application.afterPainting = {};
        if (!all)
            return false;
        std::vector<double> latencies;
        auto painting = paintings.begin();
        for (std::size_t i = 0; i < entries; ++i) {
            while (painting->first <= i)
                ++painting;
            latencies.push_back(milliseconds(painting->second - m_writer.times()[i]));
        }
        std::sort(latencies.begin(), latencies.end());
        const auto at = [&](double share) {
            return latencies[static_cast<std::size_t>(share * static_cast<double>(entries - 1))];
        };
        std::printf("%zu entries at %u a second: write() to painted p50 %.1f ms, p99 %.1f ms, longest %.1f ms; %zu "
                    "paintings\n",
                    entries, rate, at(.5), at(.99), at(1), paintings.size());
        printGaps("meanwhile");
        std::printf("heap in use grew by %.1f MB, store and all\n", heapInUse() - began);
        return true;
    }

    bool hold() {
        auto* session = m_window->findChild<LiveSession*>();
        session->start({.directory = m_workspace.directory().toStdString(), .makeResponder = m_hand.maker()});
        const auto isIdle = [&] { return session->state() == LiveSession::State::Idle; };
        if (!m_loop.runUntil(isIdle))
            return false;
        session->say(QStringLiteral("I lost my job."));
        if (!m_loop.runUntil([&] { return m_hand.asked() == 1; }))
            return false;
        std::string reply;
        for (int i = 0; reply.size() < replySize; ++i)
            reply += "That is sentence " + std::to_string(i) + " of many in this reply, and it is a kind one. ";
        m_loop.take();
        constexpr std::size_t piece = 500;
        for (std::size_t at = 0; at < reply.size(); at += piece) {
            m_hand.tell(reply.substr(at, piece));
            m_loop.runOnce();
        }
        m_hand.finish();
        if (!m_loop.runUntil(isIdle))
            return false;
        m_loop.runFor(1s);
        printGaps("a reply of 945,000 bytes");
        return true;
    }

    Application& m_application;
    Writer& m_writer;
    Settings m_settings;
    Theme m_theme;
    Workspace m_workspace;
    Hand m_hand; // until the window and its session are gone
    std::unique_ptr<MainWindow> m_window;
    ArrivalTable* m_table = nullptr;
    test::WatchedLoop m_loop;
};

} // namespace

int main(int argc, char** argv) {
    const unsigned rate = argc > 1 ? static_cast<unsigned>(std::atoi(argv[1])) : 1'000;
    const unsigned seconds = argc > 2 ? static_cast<unsigned>(std::atoi(argv[2])) : 10;
    const QTemporaryDir directory;
    const std::string log = (directory.path() + QStringLiteral("/logs/interactions/bench.jsonl")).toStdString();
    logLines::append(log, {});
    if (rate == 0 || seconds == 0) {
        std::fputs("live_bench [entries a second] [seconds]\n", stderr);
        return 2;
    }
    Writer writer(log, std::size_t{10} * rate * seconds);
    if (!writer.isThere()) {
        std::perror("live_bench: cannot start the writer");
        return 1;
    }
    Application application(argc, argv);
    return Bench(application, writer, directory).run(rate, seconds) ? 0 : 1;
}
