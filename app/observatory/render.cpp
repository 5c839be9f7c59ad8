// SPDX-License-Identifier: GPL-3.0-or-later
#include "render.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>
#include <unistd.h>

#include <QAbstractEventDispatcher>
#include <QApplication>
#include <QBuffer>
#include <QDir>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QImage>
#include <QPalette>
#include <QTemporaryDir>
#include <QTimer>

#include <moie/base/whole_file.h>
#include <moie/feed/feed.h>
#include <moie/query/filter.h>
#include <moie/query/matching.h>
#include <moie/query/vocabulary.h>
#include <moie/store/unread.h>

#include "given_place.h"
#include "ui/frame/filter_text.h"
#include "ui/frame/main_window.h"
#include "ui/pages/page.h"
#include "ui/report/report.h"
#include "ui/report/report_text.h"
#include "ui/workspace/annotations.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

namespace moie::app {

namespace {

ExitCode complain(const std::string& what, ExitCode code = CannotReadOrWrite) {
    std::fprintf(stderr, "moie-observatory: %s\n", what.c_str());
    return code;
}

ExitCode written(const std::string& file, const QByteArray& bytes) {
    const Result<> saved = writeWholeFile(file, {bytes.constData(), static_cast<std::size_t>(bytes.size())});
    return saved ? Done : complain(saved.error().describe());
}

// One line on the terminal that is written over; nothing where stderr goes elsewhere.
class ProgressLine {
public:
    ~ProgressLine() { clear(); }

    void say(const char* what, int percent) {
        if (!m_isTerminal || percent == m_percent)
            return;
        m_percent = percent;
        std::fprintf(stderr, "\r%s %d %%", what, percent);
        std::fflush(stderr);
    }

    void clear() {
        if (m_isTerminal && m_percent >= 0)
            std::fputs("\r\033[K", stderr);
        m_percent = -1;
    }

private:
    bool m_isTerminal = ::isatty(STDERR_FILENO) != 0;
    int m_percent = -1;
};

// Says on a thread of its own how far the work of this one is, for as long as that takes.
class ProgressTeller {
public:
    ProgressTeller(ProgressLine& line, const char* what)
        : m_teller([this, &line, what](const std::stop_token& stop) {
              std::unique_lock lock(m_mutex);
              while (!stop.stop_requested()) {
                  line.say(what, progress);
                  m_stopped.wait_for(lock, stop, std::chrono::milliseconds(100), [] { return false; });
              }
              line.clear();
          }) {}

    ui::ReportProgress progress = 0;

private:
    std::mutex m_mutex;
    std::condition_variable_any m_stopped; // woken by the token alone
    std::jthread m_teller;                 // ends before what it uses
};

int percentOf(const LoadProgress& load) {
    if (load.bytesTotal == 0)
        return 0;
    return static_cast<int>(100.0 * static_cast<double>(load.bytesDone) / static_cast<double>(load.bytesTotal));
}

// What was not read is in no figure; the user is told of each file and directory. True where there is any.
bool complainOfUnread(const Snapshot& snapshot) {
    const std::vector<Error> unread = whatIsUnread(snapshot);
    for (const Error& problem : unread)
        complain("not read whole: " + problem.describe());
    return !unread.empty();
}

// With its filter answered. What is worth a remark goes to stderr.
Scope answeredScope(const Snapshot& snapshot, const Options& options, const TimeRange& range, Time now) {
    Scope scope{range, options.session, options.filter};
    if (scope.filter.empty())
        return scope;
    const auto filter = parseFilter(scope.filter, now);
    if (!filter)
        return scope; // parseOptions() takes none that is wrong
    for (const FilterError& unknown : unknownNames(*filter, vocabularyOf(snapshot)))
        std::fprintf(stderr, "moie-observatory: %s\n", qUtf8Printable(ui::explain(unknown)));
    const TurnMatches matches = matchTurns(snapshot, *filter, scope);
    for (const Error& problem : matches.problems)
        std::fprintf(stderr, "moie-observatory: %s\n", problem.describe().c_str());
    if (matches.unread > 0)
        std::fprintf(stderr, "moie-observatory: %llu entries could not be searched\n",
                     static_cast<unsigned long long>(matches.unread));
    scope.filtered = matches.turns;
    return scope;
}

// Sizes that follow from others, down to the last: each asks for the next in a turn of the event loop of its own.
void letLayoutsSettle() {
    QEventLoop loop;
    QObject::connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, &loop,
                     &QEventLoop::quit);
    loop.exec();
}

// Null where the window is larger than the picture.
QImage pictureOf(ui::MainWindow& window, const QSize& size) {
    const double ratio = window.devicePixelRatioF();
    if (window.width() * ratio > size.width() + ratio || window.height() * ratio > size.height() + ratio)
        return {};
    QImage image(size, QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    image.fill(window.palette().color(QPalette::Window));
    window.render(&image);
    return image;
}

std::ptrdiff_t sessionsThatBegin(const Snapshot& snapshot, const std::string& beginning) {
    return std::count_if(snapshot.sessions.begin(), snapshot.sessions.end(),
                         [&](const auto& session) { return snapshot.name(session->id).starts_with(beginning); });
}

// Of the user who runs this. The keeper's thread reads them.
ui::AnnotationSetPtr annotationsOf() {
    ui::Annotations annotations;
    QElapsedTimer since;
    since.start();
    while (!annotations.isLoaded() && annotations.problem().isEmpty() && !since.hasExpired(10'000))
        QApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 100);
    if (!annotations.notice().isEmpty())
        std::fprintf(stderr, "moie-observatory: %s\n", qUtf8Printable(annotations.notice()));
    return annotations.present();
}

ui::ReportContent gatherWithProgress(const SnapshotPtr& snapshot, const Scope& scope, const ui::ReportRequest& request,
                                     const ui::AnnotationSetPtr& annotations, ProgressLine& line) {
    ProgressTeller teller(line, "Gathering");
    return ui::gatherReport(snapshot, scope, request, annotations, {}, &teller.progress);
}

ExitCode paintReport(const Options& options, ui::ReportContent content, ProgressLine& progress) {
    const auto report = std::make_shared<const ui::Report>(std::move(content));
    const int pages = report->pageCount();
    ui::ReportPdf painted(report);
    while (painted.pagesPainted() < pages) {
        painted.paintNextPage(report->readTexts(painted.pagesPainted()));
        progress.say("Writing", 100 * painted.pagesPainted() / pages);
    }
    progress.clear();
    const Result<QByteArray> pdf = report->completed(painted.finish());
    if (!pdf)
        return complain(pdf.error().describe());
    if (const ExitCode code = written(options.report, *pdf); code != Done)
        return code;
    std::printf("%s: %d %s\n", options.report.c_str(), pages, pages == 1 ? "page" : "pages");
    return Done;
}

} // namespace

ExitCode writeReport(const Options& options) {
    ProgressLine progress;
    FeedOptions reading;
    if (!options.noCache)
        reading.cache = userCacheOptions();
    const auto loaded = loadOnce(options.directory, reading,
                                 [&](const LoadProgress& load) { progress.say("Reading", percentOf(load)); });
    progress.clear();
    if (!loaded)
        return complain(loaded.error().describe());
    const SnapshotPtr& snapshot = *loaded;
    if (snapshot->problem)
        return complain(snapshot->problem->describe());
    const bool isPartial = complainOfUnread(*snapshot);
    if (snapshot->cacheNotice)
        std::fprintf(stderr, "moie-observatory: %s\n", snapshot->cacheNotice->describe().c_str());

    ui::ReportRequest request = options.request;
    request.directoryName = QDir(QDir(QString::fromStdString(options.directory)).absolutePath()).dirName();
    request.version = QApplication::applicationVersion();
    request.now = systemClock().now();
    const TimeRange range = options.range ? ui::rangeAt(*options.range, request.now, std::nullopt) : TimeRange{};
    const std::ptrdiff_t sessions = sessionsThatBegin(*snapshot, options.session);
    if (!options.session.empty() && sessions == 0)
        return complain("no session's id begins with '" + options.session + "'", Usage);
    if (request.kind == ui::ReportKind::Session && sessions != 1)
        return complain("more than one session's id begins with '" + options.session + "'", Usage);
    const Scope scope = answeredScope(*snapshot, options, range, request.now);
    const ui::AnnotationSetPtr annotations = request.notes ? annotationsOf() : ui::AnnotationSetPtr();
    ui::ReportContent content = gatherWithProgress(snapshot, scope, request, annotations, progress);
    if (const QString nothing = ui::nothingToReport(content); !nothing.isEmpty())
        std::fprintf(stderr, "moie-observatory: %s\n", qUtf8Printable(nothing));
    const ExitCode code = paintReport(options, std::move(content), progress);
    return code == Done && isPartial ? CannotReadOrWrite : code;
}

ExitCode writeScreenshot(const Options& options, ui::Theme& theme) {
    // A picture must not depend on, or change, what the user's own windows remember.
    const QTemporaryDir scratch;
    ui::Settings settings(scratch.filePath(QStringLiteral("settings.ini")));
    ui::Workspace workspace(settings);
    if (options.noCache)
        workspace.useNoIndex();
    workspace.keepAnnotationsIn(scratch.filePath(QStringLiteral("annotations.sqlite")));
    ui::MainWindow window(workspace, theme);
    beginAtPage(workspace, options);
    // The picture's size is in pixels; where the screen is scaled a window's is not.
    window.resize((QSizeF(options.size) / window.devicePixelRatioF()).toSize());
    window.show();

    ProgressLine progress;
    bool isLast = false;
    QObject::connect(&workspace, &ui::Workspace::snapshotPublished, &window,
                     [&](const SnapshotPtr& snapshot) { progress.say("Reading", percentOf(snapshot->load)); });
    if (options.directory.empty()) {
        QTimer::singleShot(0, &window, &QApplication::quit);
    } else {
        // What is shown of the complete load, or of a directory that cannot be read, is the last thing to be shown.
        QObject::connect(&workspace, &ui::Workspace::snapshotPublished, &window, [&](const SnapshotPtr& snapshot) {
            isLast = snapshot->load.complete || snapshot->problem;
            if (isLast && window.state().kind != ui::FrameState::Kind::Figures && snapshot->counts.lines.accepted == 0)
                QTimer::singleShot(0, &window, &QApplication::quit);
        });
        QObject::connect(&window, &ui::MainWindow::pageSettled, &window, [&] {
            const ui::Page* page = window.page();
            const bool shown = page->shown() && page->shown()->subject.snapshot == workspace.snapshot();
            if (isLast && shown)
                QTimer::singleShot(0, &window, &QApplication::quit);
        });
        openGiven(workspace, options);
    }
    QApplication::exec();
    progress.clear();

    if (const SnapshotPtr snapshot = workspace.snapshot(); snapshot && snapshot->problem)
        return complain(snapshot->problem->describe());
    letLayoutsSettle();
    const QImage image = pictureOf(window, options.size);
    if (image.isNull()) {
        return complain("the window cannot be made as small as " + std::to_string(options.size.width()) + "x" +
                        std::to_string(options.size.height()));
    }
    QBuffer png;
    if (!png.open(QIODevice::WriteOnly) || !image.save(&png, "PNG"))
        return complain("the picture could not be made; is there enough memory?");
    return written(options.screenshot, png.data());
}

} // namespace moie::app
