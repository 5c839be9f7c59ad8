// SPDX-License-Identifier: GPL-3.0-or-later
// The Live page over a log directory of its own, for tests of what is watched and of what is held there.
#pragma once

#include <memory>

#include <QApplication>
#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include "ui/live/live_session.h"
#include "ui/pages/live_page.h"
#include "ui/support/page_under_test.h"
#include "ui/theme/theme.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

namespace moie::test {

// Restores the program's font, which a page's size of text changes.
class LivePageUnderTest {
public:
    LivePageUnderTest() { QDir(directory.path()).mkdir(QStringLiteral("logs")); }
    ~LivePageUnderTest() {
        page.reset();
        QApplication::setFont(m_font);
    }
    LivePageUnderTest(const LivePageUnderTest&) = delete;
    LivePageUnderTest& operator=(const LivePageUnderTest&) = delete;

    QString logs() const { return directory.filePath(QStringLiteral("logs")); }
    // Instead of the one that is there; shown, with text so many times as large as usual.
    void makePage(const QSize& size = {1240, 800}, double text = 1.0) {
        page.reset();
        QApplication::setFont(enlarged(m_font, text));
        m_theme = std::make_unique<ui::Theme>();
        page = std::make_unique<ui::LivePage>(workspace, session, *m_theme);
        page->resize(size);
        page->show();
        page->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(page.get()));
    }

    QTemporaryDir directory;
    ui::Settings settings{directory.filePath(QStringLiteral("settings.ini"))};
    ui::Workspace workspace{settings};
    ui::LiveSession session;

private:
    QFont m_font = QApplication::font();
    std::unique_ptr<ui::Theme> m_theme;

public:
    std::unique_ptr<ui::LivePage> page;
};

inline void addLivePageSizes() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<double>("text");
    QTest::newRow("usual") << QSize(1256, 826) << 1.0;
    QTest::newRow("small") << QSize(840, 626) << 1.0;
    QTest::newRow("narrow") << QSize(420, 500) << 1.0;
    QTest::newRow("large text") << QSize(1256, 826) << 2.0;
    QTest::newRow("small and large text") << QSize(840, 626) << 2.0;
    QTest::newRow("small window") << QSize(516, 486) << 1.0;
    QTest::newRow("small window and large text") << QSize(676, 400) << 2.0;
    QTest::newRow("huge") << QSize(2400, 1400) << 1.0;
}

} // namespace moie::test
