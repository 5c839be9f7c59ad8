// SPDX-License-Identifier: GPL-3.0-or-later
// The window over a log directory of its own, which is not there yet, and what a test reads in it.
#pragma once

#include <memory>

#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include "support/log_lines.h"
#include "ui/frame/main_window.h"
#include "ui/frame/notice_bar.h"
#include "ui/frame/status_bar.h"
#include "ui/theme/theme.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

namespace moie::test {

// Restores the program's font, which a test may have changed.
class WindowUnderTest {
public:
    WindowUnderTest() { makeWindow(); }
    ~WindowUnderTest() {
        window.reset();
        QApplication::setFont(m_font);
    }
    WindowUnderTest(const WindowUnderTest&) = delete;
    WindowUnderTest& operator=(const WindowUnderTest&) = delete;

    // Instead of the one that is there, which ends first.
    void makeWindow() {
        window.reset();
        window = std::make_unique<ui::MainWindow>(workspace, m_theme);
        window->show();
    }
    // Keys reach the window's actions only then.
    void activate() const {
        window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
    }

    QString logs() const { return directory.filePath(QStringLiteral("engine/logs")); }
    std::string file(const char* name) const { return (logs() + '/').toStdString() + name; }
    void writeTurns(logLines::Writer& writer, int turns) const {
        for (int i = 0; i < turns; ++i)
            writer.user("hello").evaluated(true).responded();
        logLines::append(file("interactions/a.jsonl"), writer.take());
    }

    QStringList statusTexts() const {
        QStringList texts;
        for (const QLabel* label : window->findChild<ui::StatusBar*>()->findChildren<QLabel*>())
            if (label->isVisible())
                texts += label->text();
        return texts;
    }
    QPushButton* statusButton(const QString& text) const {
        for (QPushButton* button : window->findChild<ui::StatusBar*>()->findChildren<QPushButton*>())
            if (button->isVisible() && button->text() == text)
                return button;
        return nullptr;
    }
    // The first one with these words that can be seen.
    ui::NoticeBar* notice(const QString& words = {}) const {
        for (ui::NoticeBar* bar : window->findChildren<ui::NoticeBar*>())
            if (bar->isVisible() && bar->text().contains(words))
                return bar;
        return nullptr;
    }

    QTemporaryDir directory;
    ui::Settings settings{directory.filePath(QStringLiteral("settings.ini"))};
    ui::Workspace workspace{settings};

private:
    QFont m_font = QApplication::font();
    ui::Theme m_theme;

public:
    std::unique_ptr<ui::MainWindow> window;
};

} // namespace moie::test
