// SPDX-License-Identifier: GPL-3.0-or-later
// Not a test: prints how long the Logs page takes over a log directory, each figure beside a reference in the same run.
//
//     bench_logs_page LOGDIR [text that is searched for]
#include <algorithm>
#include <cstdio>
#include <fstream>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include <QApplication>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QTemporaryDir>

#include <moie/feed/feed.h>

#include "ui/pages/entry_table.h"
#include "ui/pages/logs_page.h"
#include "ui/support/event_loop_gap.h"
#include "ui/theme/theme.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

using namespace moie;
using namespace moie::ui;
using test::processorTime;
using test::threadTime;

namespace {

constexpr int jumps = 500;
constexpr int rounds = 3; // of a filter; the median counts

double milliseconds(const QElapsedTimer& since) {
    return static_cast<double>(since.nsecsElapsed()) * 1e-6;
}

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    return values[values.size() / 2];
}

// Of this process, in megabytes.
double residentMemory() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmRSS:"))
            return std::stod(line.substr(6)) / 1000;
    return 0;
}

class Bench {
public:
    Bench(SnapshotPtr snapshot, const QString& directory)
        : m_settings(m_scratch.filePath(QStringLiteral("settings.ini"))), m_workspace(m_settings),
          m_snapshot(std::move(snapshot)) {
        m_workspace.keepAnnotationsIn(m_scratch.filePath(QStringLiteral("annotations.sqlite")));
        m_workspace.openUnwatched(directory);
        m_workspace.receive(m_snapshot);
        m_page = std::make_unique<LogsPage>(m_workspace, m_theme);
        m_page->resize(1256, 800);
        m_page->show();
        m_table = m_page->findChild<ui::EntryTable*>("entries");
        test::runUntilIdle();
    }

    bool list() {
        QElapsedTimer timer;
        timer.start();
        m_page->setActive(true);
        const bool listed = m_loop.runUntil([&] { return m_page->shown().has_value(); });
        const double listing = milliseconds(timer);
        const auto gap = m_loop.take();
        std::printf("all of them listed                 %9.1f ms, longest gap of the event loop %.1f ms, of its "
                    "processor %.1f ms\n",
                    listing, gap.wall, gap.processor);
        return listed;
    }

    // Of the GUI thread.
    void jump() const {
        std::mt19937 random(1);
        QScrollBar& bar = *m_table->verticalScrollBar();
        std::uniform_int_distribution<int> anywhere(0, bar.maximum());
        std::vector<double> times;
        std::vector<double> references;
        for (int i = 0; i < jumps; ++i) {
            const double before = threadTime();
            bar.setValue(anywhere(random));
            m_table->viewport()->repaint();
            const double after = threadTime();
            test::paintScreenOfText();
            times.push_back(after - before);
            references.push_back(threadTime() - after);
        }
        std::sort(times.begin(), times.end());
        const double reference = median(references);
        std::printf("jump and paint, p50 / p99 / max    %9.1f / %.1f / %.1f ms, %.2f / %.2f / %.2f screens of text\n",
                    times[jumps / 2], times[jumps * 99 / 100], times.back(), times[jumps / 2] / reference,
                    times[jumps * 99 / 100] / reference, times.back() / reference);
    }

    // Until the page lists what matches; beside what `moielog query` does once it has read the directory.
    bool filter(const std::string& text) {
        std::vector<double> times;
        std::vector<double> references;
        std::vector<double> cpuTimes;
        std::vector<double> cpuReferences;
        bool right = true;
        for (int round = 0; round < rounds; ++round) {
            QElapsedTimer timer;
            timer.start();
            double cpu = processorTime();
            const EntryListing wanted =
                listEntries(*m_snapshot, *parseFilter(text, systemClock().now()), {}, EntryOrder::ByTime);
            cpuReferences.push_back(processorTime() - cpu);
            references.push_back(milliseconds(timer));
            show({});
            m_loop.runUntilIdle();
            m_loop.take();
            cpu = processorTime();
            timer.start();
            right = show(text) && right;
            times.push_back(milliseconds(timer));
            cpuTimes.push_back(processorTime() - cpu);
            right = static_cast<std::size_t>(m_table->model()->rowCount()) == wanted.count && right;
        }
        const auto gap = m_loop.take();
        std::printf(
            "%-34s %9.1f ms, %.2f of listing it alone; processors %.1f ms, %.2f; %d found; longest gap %.1f ms, "
            "of its processor %.1f ms\n",
            text.c_str(), median(times), median(times) / median(references), median(cpuTimes),
            median(cpuTimes) / median(cpuReferences), m_table->model()->rowCount(), gap.wall, gap.processor);
        return right;
    }

private:
    bool show(const std::string& filter) {
        m_workspace.setFilter(filter);
        return m_loop.runUntil([&] { return m_page->shown()->subject.scope.filter == filter; });
    }

    QTemporaryDir m_scratch;
    Settings m_settings;
    Workspace m_workspace;
    Theme m_theme;
    SnapshotPtr m_snapshot;
    std::unique_ptr<LogsPage> m_page;
    ui::EntryTable* m_table = nullptr;
    test::WatchedLoop m_loop;
};

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    if (argc < 2) {
        std::fputs("usage: bench_logs_page LOGDIR [TEXT]\n", stderr);
        return 2;
    }
    const double before = residentMemory();
    const auto loaded = loadOnce(argv[1]);
    if (!loaded)
        return 3;
    std::printf("%zu entries, %.0f MB resident\n", (*loaded)->entries.size(), residentMemory() - before);
    Bench bench(*loaded, QString::fromLocal8Bit(argv[1]));
    bool right = bench.list();
    std::printf("%.0f MB resident with the page\n", residentMemory() - before);
    bench.jump();
    for (const std::string filter : {"category:safety level>=warning", "severity>0.5", "turn:unsafe"})
        right = bench.filter(filter) && right;
    right = bench.filter(argc > 2 ? argv[2] : "panic") && right;
    return right ? 0 : 1;
}
