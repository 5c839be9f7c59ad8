// SPDX-License-Identifier: GPL-3.0-or-later
// The line at the window's foot: whether and how the directory is being watched, what was read, what could not be read,
// and how much arrives. Leaves out the less important where room is short.
#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include "ui/frame/status_texts.h"

class QLabel;
class QProgressBar;
class QPushButton;

namespace moie::ui {

class Theme;
class HealthDot;

class StatusBar : public QWidget {
    Q_OBJECT

public:
    explicit StatusBar(const Theme& theme, QWidget* parent = nullptr);

    void setTexts(const StatusTexts& texts);
    void setTextsHidden(bool hidden);
    // How many there were; hidden where there was none.
    void setAlerts(std::size_t count, std::optional<Time> silentUntil);

signals:
    void textsWanted();
    void alertsWanted();
    void notesWanted();
    void cancelWanted();
    void resumeWanted();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QLabel* addLabel();
    void fit();

    StatusTexts m_texts;
    HealthDot* m_dot;
    QLabel* m_watching;
    QProgressBar* m_progress;
    QPushButton* m_loadAction;
    QLabel* m_entries;
    QLabel* m_sessions;
    QLabel* m_notes;
    QPushButton* m_notesLink;
    QPushButton* m_alerts;
    QPushButton* m_hidden; // conversations are covered
    QLabel* m_right;
};

} // namespace moie::ui
