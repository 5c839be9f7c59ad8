// SPDX-License-Identifier: GPL-3.0-or-later
// window_bench LOGDIR
// To be run by hand, offscreen, on a large log directory that may be written to. How long the window's event loop is
// held up while it loads, changes pages, exports a report, changes the range and follows a writer; and how long until a
// page is shown whole. A gap is the time between two turns of a timer of 1 ms. Beside the wall clock's gaps, which
// other programs lengthen, stands the processor time that the GUI thread used in one gap; the reference is the same
// window with nothing to do.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <functional>
#include <thread>
#include <vector>

#include <QApplication>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QFile>
#include <QTemporaryDir>
#include <QTimer>

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

// Watches the gaps of the event loop that it lives in.
class Gaps {
public:
    Gaps() {
        m_timer.setTimerType(Qt::PreciseTimer);
        m_timer.setInterval(1);
        QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { tick(); });
    }

    void restart() {
        m_wall.clear();
        m_processor.clear();
        m_since.start();
        m_used = test::threadTime();
        m_timer.start();
    }

    void print(const char* what, double shownAfter = -1) {
        tick();
        m_timer.stop();
        std::printf("%-34s", what);
        if (shownAfter >= 0)
            std::printf(" shown %7.1f ms", shownAfter);
        else
            std::printf("                 ");
        std::printf("   gaps: longest %6.1f ms, p99 %5.1f ms; processor longest %6.1f ms, p99 %5.1f ms\n",
                    *std::max_element(m_wall.begin(), m_wall.end()), p99(m_wall),
                    *std::max_element(m_processor.begin(), m_processor.end()), p99(m_processor));
    }

private:
    void tick() {
        const double used = test::threadTime();
        m_wall.push_back(static_cast<double>(m_since.nsecsElapsed()) * 1e-6);
        m_processor.push_back(used - m_used);
        m_since.start();
        m_used = used;
    }

    static double p99(std::vector<double> values) {
        const auto at = values.begin() + static_cast<std::ptrdiff_t>(0.99 * static_cast<double>(values.size() - 1));
        std::nth_element(values.begin(), at, values.end());
        return *at;
    }

    QTimer m_timer;
    QElapsedTimer m_since;
    double m_used = 0;
    std::vector<double> m_wall;
    std::vector<double> m_processor;
};

// Runs the event loop until something holds, looked at in each turn, or the time is over.
void runUntil(const std::function<bool()>& holds, std::chrono::milliseconds most) {
    QEventLoop loop;
    QTimer look;
    QTimer::singleShot(most, &loop, &QEventLoop::quit);
    QObject::connect(&look, &QTimer::timeout, &loop, [&] {
        if (holds())
            loop.quit();
    });
    look.start(1);
    loop.exec();
}

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
        m_gaps.restart();
        runUntil([] { return false; }, 1s);
        m_gaps.print("nothing to do (reference)");

        load();
        m_gaps.restart();
        runUntil([] { return false; }, 5s);
        m_gaps.print("five seconds on the first page");
        for (const QString& page : PageStack::ids())
            open(page, "first look at ");
        for (const QString& page : PageStack::ids())
            open(page, "back to ");
        m_window.showPage(QStringLiteral("overview"));
        exportReport();
        changeRanges();
        follow();
    }

private:
    void load() {
        QElapsedTimer timer;
        timer.start();
        m_gaps.restart();
        m_workspace.open(m_directory);
        runUntil([this] { return isWhole(); }, 120s);
        m_gaps.print("load", static_cast<double>(timer.nsecsElapsed()) * 1e-6);
        const SnapshotPtr snapshot = m_workspace.snapshot();
        if (snapshot)
            std::printf("%zu entries, %zu turns\n", static_cast<std::size_t>(snapshot->counts.lines.accepted),
                        static_cast<std::size_t>(snapshot->counts.turns));
    }

    bool isWhole() const {
        const auto& shown = m_window.page()->shown();
        return m_workspace.snapshot() && m_workspace.snapshot()->load.complete && shown &&
               shown->subject.snapshot == m_workspace.snapshot() && m_settled;
    }

    void open(const QString& page, const char* how) {
        m_settled = false;
        QElapsedTimer timer;
        timer.start();
        m_gaps.restart();
        m_window.showPage(page);
        // A page that had all its figures has nothing to do.
        runUntil([this] { return isWhole(); }, 2s);
        const double shown = m_settled ? static_cast<double>(timer.nsecsElapsed()) * 1e-6 : -1;
        m_window.grab();
        m_gaps.print(qPrintable(QLatin1String(how) + page), shown);
    }

    // On everything, as the button in the top bar writes it.
    void exportReport() {
        auto* report = m_window.findChild<ReportExport*>();
        bool isOver = false;
        const auto watch = QObject::connect(report, &ReportExport::finished, &m_window, [&] { isOver = true; });
        QElapsedTimer timer;
        timer.start();
        m_gaps.restart();
        report->write(m_scratch.filePath(QStringLiteral("report.pdf")), {});
        runUntil([&] { return isOver; }, 60s);
        m_gaps.print("export of a report", static_cast<double>(timer.nsecsElapsed()) * 1e-6);
        QObject::disconnect(watch);
    }

    void changeRanges() {
        const SnapshotPtr snapshot = m_workspace.snapshot();
        const Time last = snapshot->counts.last;
        m_gaps.restart();
        for (int i = 1; i <= 20; ++i) {
            m_settled = false;
            m_workspace.setRangeChoice(RangeChoice::between({last - i * 6h, last}));
            runUntil([this] { return isWhole(); }, 5s);
            m_window.grab();
        }
        m_gaps.print("twenty ranges, one after another");
        m_workspace.setRangeChoice(RangeChoice::all());
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
        m_gaps.restart();
        runUntil([] { return false; }, 10s);
        m_gaps.print("1,000 entries/s for 10 s");
        isOver = true;
        writer.join();
    }

    QTemporaryDir m_scratch;
    Settings m_settings;
    Theme m_theme;
    Workspace m_workspace;
    MainWindow m_window;
    QString m_directory;
    Gaps m_gaps;
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
