// SPDX-License-Identifier: GPL-3.0-or-later
// window_bench LOGDIR
// To be run by hand, offscreen, on a large log directory that may be written to. How long the window's event loop is
// held up while it loads, changes pages, exports a report, changes the range and follows a writer; and how long until a
// page is shown whole. A gap is the time that one turn of the event loop takes, with the painting that falls into it.
// Beside the wall clock's gaps, which other programs lengthen, stands the processor time that the GUI thread used in
// one; the reference is the same window with nothing to do.
#include <atomic>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <thread>

#include <QApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>

#include "support/log_lines.h"
#include "ui/frame/main_window.h"
#include "ui/frame/page_stack.h"
#include "ui/frame/report_export.h"
#include "ui/pages/page.h"
#include "ui/support/event_loop_gap.h"
#include "ui/theme/theme.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

using namespace moie;
using namespace moie::ui;
using namespace std::chrono_literals;

namespace {

class Bench {
public:
    explicit Bench(const QString& directory)
        : m_settings(m_scratch.filePath(QStringLiteral("settings.ini"))), m_workspace(m_settings),
          m_window(m_workspace, m_theme), m_directory(directory) {
        QObject::connect(&m_window, &MainWindow::pageSettled, &m_window, [this] { m_settled = true; });
        m_window.resize(1440, 900);
        m_window.show();
    }

    void run() {
        m_loop.runUntilIdle();
        m_loop.take();
        m_loop.runFor(1s);
        print("nothing to do (reference)");

        load();
        m_loop.runFor(5s);
        print("five seconds on the first page");
        for (const QString& page : PageStack::ids())
            open(page, "first look at ");
        for (const QString& page : PageStack::ids())
            open(page, "back to ");
        open(QStringLiteral("overview"), "back to ");
        exportReport();
        changeRanges();
        follow();
    }

private:
    // What was since the last time.
    void print(const char* what, double shownAfter = -1) {
        const auto gap = m_loop.take();
        std::printf("%-34s", what);
        if (shownAfter >= 0)
            std::printf(" shown %7.1f ms", shownAfter);
        else
            std::printf("                 ");
        std::printf("   longest gap %6.1f ms, of processor %6.1f ms\n", gap.wall, gap.processor);
        std::fflush(stdout);
    }

    void load() {
        QElapsedTimer timer;
        timer.start();
        m_loop.post([this] { m_workspace.open(m_directory); });
        m_loop.runUntil([this] { return isWhole(); });
        m_loop.runUntilIdle();
        print("load", milliseconds(timer));
        const SnapshotPtr snapshot = m_workspace.snapshot();
        std::printf("%zu entries, %zu turns\n", static_cast<std::size_t>(snapshot->counts.lines.accepted),
                    static_cast<std::size_t>(snapshot->counts.turns));
    }

    static double milliseconds(const QElapsedTimer& timer) { return static_cast<double>(timer.nsecsElapsed()) * 1e-6; }

    bool isWhole() const {
        const auto& shown = m_window.page()->shown();
        return m_workspace.snapshot() && m_workspace.snapshot()->load.complete && shown &&
               shown->subject.snapshot == m_workspace.snapshot() && m_settled;
    }

    void open(const QString& page, const char* how) {
        m_settled = false;
        QElapsedTimer timer;
        timer.start();
        m_loop.post([this, page] { m_window.showPage(page); });
        // A page that had all its figures has nothing to do.
        const bool filled = m_loop.runUntil([this] { return isWhole(); }, 1s);
        m_loop.runUntilIdle();
        print(qPrintable(QLatin1String(how) + page), filled ? milliseconds(timer) : -1);
    }

    // On everything, as the button in the top bar writes it.
    void exportReport() {
        auto* report = m_window.findChild<ReportExport*>();
        bool isOver = false;
        const auto watch = QObject::connect(report, &ReportExport::finished, &m_window, [&] { isOver = true; });
        QElapsedTimer timer;
        timer.start();
        m_loop.post([&] { report->write(m_scratch.filePath(QStringLiteral("report.pdf")), {}); });
        m_loop.runUntil([&] { return isOver; });
        print("export of a report", milliseconds(timer));
        QObject::disconnect(watch);
    }

    void changeRanges() {
        const Time last = m_workspace.snapshot()->counts.last;
        const auto change = [this](const RangeChoice& choice) {
            m_settled = false;
            m_loop.post([this, choice] { m_workspace.setRangeChoice(choice); });
            m_loop.runUntil([this] { return isWhole(); }, 5s);
            m_loop.runUntilIdle();
        };
        change(RangeChoice::between({last - 6h, last}));
        print("a range");
        for (int i = 2; i <= 20; ++i)
            change(RangeChoice::between({last - i * 6h, last}));
        print("nineteen more, one after another");
        change(RangeChoice::all());
        print("all again");
    }

    // A thousand entries a second, as another process writes them.
    void follow() {
        std::atomic<bool> isOver = false;
        std::thread writer([&] {
            logLines::Writer lines("bench-" + std::to_string(std::time(nullptr)),
                                   static_cast<double>(std::time(nullptr)));
            QFile file(m_directory + QStringLiteral("/window-bench.jsonl"));
            if (!file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
                return;
            auto next = std::chrono::steady_clock::now();
            while (!isOver) {
                lines.user("hello").evaluated(true).responded().wait(0.004);
                file.write(QByteArray::fromStdString(lines.take()));
                std::this_thread::sleep_until(next += 3ms);
            }
        });
        m_loop.runFor(10s);
        print("1,000 entries/s for 10 s");
        isOver = true;
        writer.join();
    }

    QTemporaryDir m_scratch;
    Settings m_settings;
    Theme m_theme;
    Workspace m_workspace;
    MainWindow m_window;
    QString m_directory;
    test::WatchedLoop m_loop;
    bool m_settled = false;
};

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    if (argc != 2) {
        std::fputs("window_bench LOGDIR\n", stderr);
        return 2;
    }
    Bench(QString::fromLocal8Bit(argv[1])).run();
    return 0;
}
