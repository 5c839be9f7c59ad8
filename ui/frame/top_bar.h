// SPDX-License-Identifier: GPL-3.0-or-later
// What is looked at, and what can be done with it: the log directory with the recent ones, the time range, the session
// if one was chosen, and the report.
#pragma once

#include <QStringList>
#include <QWidget>

class QAction;
class QMenu;
class QPushButton;

namespace moie::ui {

class RangeBar;

class TopBar : public QWidget {
    Q_OBJECT

public:
    // The actions are shared with the window's shortcuts and outlive the bar.
    TopBar(QAction* openAction, QAction* exportAction, QWidget* parent = nullptr);

    void setDirectory(const QString& directory, const QStringList& recents);
    void setSession(const QString& session); // empty: hidden
    RangeBar* rangeBar() const { return m_ranges; }

signals:
    void directoryChosen(const QString& directory);
    void sessionCleared();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void fit();

    QString m_directory;
    QAction* m_openAction;
    QPushButton* m_directoryButton;
    QMenu* m_directoryMenu;
    RangeBar* m_ranges;
    QPushButton* m_session;
    QPushButton* m_export;
};

} // namespace moie::ui
