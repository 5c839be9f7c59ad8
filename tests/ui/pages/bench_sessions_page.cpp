// SPDX-License-Identifier: GPL-3.0-or-later
// Not a test: prints how long the event loop is held up by the Sessions page, beside a reference in the same run.
//
//     bench_sessions_page [turns] [megabytes of the long message]
#include <algorithm>
#include <cstdio>
#include <memory>

#include <QApplication>
#include <QScrollBar>
#include <QTemporaryDir>

#include <moie/feed/feed.h>

#include "support/log_lines.h"
#include "ui/pages/sessions_page.h"
#include "ui/support/event_loop_gap.h"
#include "ui/theme/theme.h"
#include "ui/widgets/text_viewer.h"
#include "ui/widgets/transcript_view.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

using namespace moie;
using namespace moie::ui;

namespace {

// What painting a screen of text costs here: the reference.
double screenOfText() {
    const double before = test::threadTime();
    test::paintScreenOfText();
    return test::threadTime() - before;
}

void print(const char* what, test::WatchedLoop::Gap gap, double reference) {
    std::printf("%-34s %8.1f ms of processor, %5.1f screens of text; %.1f ms on the wall\n", what, gap.processor,
                gap.processor / reference, gap.wall);
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    const int turns = argc > 1 ? QByteArray(argv[1]).toInt() : 10'000;
    const std::size_t megabytes = argc > 2 ? QByteArray(argv[2]).toUInt() : 10;
    const QTemporaryDir directory;
    logLines::Writer writer("s");
    writer.user(std::string(megabytes * 1'000'000, 'x')).responded();
    for (int i = 0; i < turns; ++i)
        writer.user("message " + std::to_string(i) + std::string(300, 'y')).evaluated(i % 9 != 0).responded();
    logLines::append((directory.path() + QStringLiteral("/logs/interactions/a.jsonl")).toStdString(), writer.text());

    Settings settings(directory.filePath(QStringLiteral("settings.ini")));
    Workspace workspace(settings);
    workspace.keepAnnotationsIn(directory.filePath(QStringLiteral("annotations.sqlite")));
    Theme theme;
    workspace.openUnwatched(directory.filePath(QStringLiteral("logs")));
    workspace.receive(loadOnce(directory.filePath(QStringLiteral("logs")).toStdString(), {}, {}).value());
    SessionsPage page(workspace, theme);
    page.resize(1256, 800);
    page.show();
    test::runUntilIdle();
    screenOfText();
    const double reference = screenOfText();
    std::printf("reference: a screen of text in %.1f ms\n", reference);

    test::WatchedLoop loop;
    bool settled = false;
    QObject::connect(&page, &Page::settled, &page, [&] { settled = true; });
    page.setActive(true);
    settled = loop.runUntil([&] { return settled; });
    print("opening the session", loop.take(), reference);

    auto* view = page.findChild<TranscriptView*>();
    for (int i = 0; i < 100; ++i) {
        view->verticalScrollBar()->setValue(view->verticalScrollBar()->value() + view->height() / 3);
        loop.runUntilIdle();
    }
    print("scrolling by thirds of a view", loop.take(), reference);
    // From the end, each time to turns whose texts were not read yet.
    bool shown = true;
    for (int i = 40; i-- > 0 && shown;) {
        int read = 0;
        const auto counting = QObject::connect(&page, &Page::settled, &page, [&] { ++read; });
        view->verticalScrollBar()->setValue(view->verticalScrollBar()->maximum() / 40 * i);
        shown = loop.runUntil([&] { return read > 0; });
        QObject::disconnect(counting);
    }
    print("jumping through the session", loop.take(), reference);
    emit view->moreWanted(0, TranscriptPart::Message);
    auto* viewer = page.findChild<TextViewer*>();
    const bool read = loop.runUntil([&] { return viewer->parts() > 1; });
    for (int part = 0; read && part < 20; ++part) {
        viewer->showPart(part);
        loop.runUntilIdle();
    }
    print("showing all of the long message", loop.take(), reference);
    return settled && shown && read ? 0 : 1;
}
