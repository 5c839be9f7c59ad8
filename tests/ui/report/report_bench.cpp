// SPDX-License-Identifier: GPL-3.0-or-later
// report_bench LOGDIR [SESSION]
// To be run by hand, offscreen, on a large log directory. How long a report takes, with its figures and pages, beside
// reading the same files and hashing them with SHA-256 in the same run; and how long the GUI thread is held up by one
// part of a page, by the end of the document, and by letting a report go. With a session: a report on it, with what was
// said.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <memory>
#include <vector>

#include <QApplication>
#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QPainter>

#include <moie/feed/feed.h>

#include "ui/report/report.h"
#include "ui/theme/theme.h"

using namespace moie;
using namespace moie::ui;

namespace {

double milliseconds(clockid_t clock) {
    timespec now{};
    ::clock_gettime(clock, &now);
    return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

// Wall clock, and processor time of all threads, or of this one.
struct Cost {
    double wall = 0;
    double processor = 0;
};

template <typename Work>
Cost costOf(Work&& work, clockid_t clock = CLOCK_PROCESS_CPUTIME_ID) {
    const double wall = milliseconds(CLOCK_MONOTONIC);
    const double processor = milliseconds(clock);
    work();
    return {milliseconds(CLOCK_MONOTONIC) - wall, milliseconds(clock) - processor};
}

void print(const char* what, const Cost& cost, const Cost& reference) {
    std::printf("%-44s %8.1f ms  %8.1f ms of processor  %6.2f of the reference\n", what, cost.wall, cost.processor,
                cost.wall / reference.wall);
}

// The parts that held the thread up longest.
void printParts(const char* what, std::vector<double>& parts) {
    std::sort(parts.begin(), parts.end());
    std::printf("%-44s median %.2f ms, largest %.2f ms of %zu\n", what, parts[parts.size() / 2], parts.back(),
                parts.size());
}

void readAndHash(const Snapshot& snapshot) {
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const auto& file : snapshot.files) {
        QFile bytes(QString::fromStdString(snapshot.directory + "/" + file->path));
        if (bytes.open(QIODevice::ReadOnly))
            hash.addData(&bytes);
    }
    std::printf("SHA-256 %s\n", hash.result().toHex().left(16).constData());
}

void preview(const Report& report) {
    std::vector<double> parts;
    const QSizeF paper = report.paperSize() * 1.6;
    const int step = std::max(1, report.pageCount() / 60);
    for (int page = 0; page < report.pageCount(); page += step) {
        const PageTexts texts = report.readTexts(page);
        QImage image(paper.toSize(), QImage::Format_RGB32);
        image.fill(Qt::white);
        for (std::size_t part = 0; part < report.partsOf(page); ++part) {
            const Cost cost = costOf(
                [&] {
                    QPainter painter(&image);
                    painter.scale(1.6, 1.6);
                    report.paintPart(painter, page, part, texts);
                },
                CLOCK_THREAD_CPUTIME_ID);
            parts.push_back(cost.processor);
        }
    }
    printParts("part of a page on the screen", parts);
}

void write(std::shared_ptr<const Report> report, const Cost& reference) {
    ReportPdf pdf(report);
    std::vector<double> steps;
    int slowestPage = 0;
    const Cost all = costOf([&] {
        while (pdf.pagesPainted() < report->pageCount()) {
            const int page = pdf.pagesPainted();
            const PageTexts texts = report->readTexts(page);
            while (pdf.pagesPainted() == page) {
                const Cost cost =
                    costOf([&] { pdf.paintSome(texts, std::chrono::milliseconds(0)); }, CLOCK_THREAD_CPUTIME_ID);
                if (steps.empty() || cost.processor > *std::max_element(steps.begin(), steps.end()))
                    slowestPage = page;
                steps.push_back(cost.processor);
            }
        }
    });
    print("pages into the PDF", all, reference);
    printParts("part of a page in the PDF", steps);
    std::printf("%-44s %d\n", "of which the largest is on page", slowestPage + 1);
    QByteArray bytes;
    print("end of the PDF, with its fonts", costOf([&] { bytes = pdf.finish(); }), reference);
    print("bookmarks and links", costOf([&] { bytes = report->completed(bytes).value_or(QByteArray()); }), reference);
    std::printf("%d pages, %lld bytes\n", report->pageCount(), static_cast<long long>(bytes.size()));
}

} // namespace

int main(int argc, char** argv) {
    const QApplication application(argc, argv);
    const Theme theme;
    if (argc < 2) {
        std::fprintf(stderr, "usage: report_bench LOGDIR [SESSION]\n");
        return 2;
    }
    const auto loaded = loadOnce(argv[1]);
    if (!loaded) {
        std::fprintf(stderr, "%s\n", loaded.error().describe().c_str());
        return 3;
    }
    const SnapshotPtr snapshot = *loaded;
    std::printf("%llu entries, %llu bytes\n", static_cast<unsigned long long>(snapshot->counts.lines.accepted),
                static_cast<unsigned long long>(snapshot->counts.bytes.total()));
    Scope scope;
    ReportRequest request;
    request.now = fromUnixSeconds(1'800'000'000);
    if (argc > 2) {
        scope.session = argv[2];
        request.kind = ReportKind::Session;
    }
    readAndHash(*snapshot); // so that all that follows finds the files in memory
    const Cost reference = costOf([&] { readAndHash(*snapshot); });
    print("reference: reading and SHA-256", reference, reference);
    std::shared_ptr<const Report> report;
    print("figures", costOf([&] {
              ReportContent content = gatherReport(snapshot, scope, request);
              print("pages", costOf([&] { report = std::make_shared<const Report>(std::move(content)); }), reference);
          }),
          reference);
    preview(*report);
    write(report, reference);
    print("letting it go", costOf([&] { report.reset(); }), reference);
    rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    std::printf("most memory %ld MB\n", used.ru_maxrss / 1024);
    return 0;
}
