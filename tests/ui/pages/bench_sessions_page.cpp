// SPDX-License-Identifier: GPL-3.0-or-later
// Not a test: prints how long the event loop is held up by the Sessions page, beside a reference in the same run.
//
//     bench_sessions_page [turns] [megabytes of the long message]
#include <algorithm>
#include <cstdio>
#include <memory>

#include <QAbstractEventDispatcher>
#include <QApplication>
#include <QElapsedTimer>
#include <QPainter>
#include <QScrollBar>
#include <QTemporaryDir>
#include <QTest>

#include <moie/feed/feed.h>

#include "support/log_lines.h"
#include "ui/pages/sessions_page.h"
#include "ui/theme/theme.h"
#include "ui/widgets/text_viewer.h"
#include "ui/widgets/transcript_view.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

using namespace moie;
using namespace moie::ui;

namespace {

// The longest time between two moments at which the event loop asked for events.
class LongestGap {
public:
    explicit LongestGap(QObject* context) {
        const auto look = [this] {
            m_longest = std::max(m_longest, m_since.isValid() ? m_since.nsecsElapsed() : 0);
            m_since.start();
        };
        QObject::connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::awake, context, look);
        QObject::connect(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock, context,
                         [this, look] {
                             look();
                             m_since.invalidate();
                         });
    }
    double take() { return static_cast<double>(std::exchange(m_longest, 0)) * 1e-6; }

private:
    QElapsedTimer m_since;
    qint64 m_longest = 0;
};

// What painting a screen of text costs here: the reference.
double screenOfText() {
    QImage image(1256, 800, QImage::Format_RGB32);
    QElapsedTimer timer;
    timer.start();
    QPainter painter(&image);
    for (int line = 0; line < 45; ++line)
        painter.drawText(8, 18 * (line + 1), QString(150, QChar('a' + line % 26)));
    painter.end();
    return static_cast<double>(timer.nsecsElapsed()) * 1e-6;
}

void print(const char* what, double milliseconds, double reference) {
    std::printf("%-34s %8.1f ms   %6.1f screens of text\n", what, milliseconds, milliseconds / reference);
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
    QTest::qWait(200);
    screenOfText();
    const double reference = screenOfText();
    std::printf("reference: a screen of text in %.1f ms\n", reference);

    LongestGap gap(&page);
    QTest::qWait(50);
    gap.take();
    bool settled = false;
    QObject::connect(&page, &Page::settled, &page, [&] { settled = true; });
    page.setActive(true);
    settled = QTest::qWaitFor([&] { return settled; }, 60'000);
    print("opening the session", gap.take(), reference);

    auto* view = page.findChild<TranscriptView*>();
    for (int i = 0; i < 100; ++i) {
        view->verticalScrollBar()->setValue(view->verticalScrollBar()->value() + view->height() / 3);
        QTest::qWait(5);
    }
    print("scrolling by thirds of a view", gap.take(), reference);
    for (int i = 0; i < 40; ++i) {
        view->verticalScrollBar()->setValue(view->verticalScrollBar()->maximum() / 40 * i);
        QTest::qWait(20);
    }
    print("jumping through the session", gap.take(), reference);
    emit view->moreWanted(0, TranscriptPart::Message);
    auto* viewer = page.findChild<TextViewer*>();
    const bool read = QTest::qWaitFor([&] { return viewer->parts() > 1; }, 60'000);
    for (int part = 0; read && part < 20; ++part) {
        viewer->showPart(part);
        QTest::qWait(5);
    }
    print("showing all of the long message", gap.take(), reference);
    return settled && read ? 0 : 1;
}
