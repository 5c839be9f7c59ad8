// SPDX-License-Identifier: GPL-3.0-or-later
// What a live session begins with: who answers, and what that is.
#pragma once

#include <QWidget>

class QComboBox;
class QLabel;
class QPushButton;

namespace moie::ui {

class SessionStart : public QWidget {
    Q_OBJECT

public:
    explicit SessionStart(QWidget* parent = nullptr);

    // Who may answer, who is chosen, and what that is, or why nobody can answer.
    void setResponders(const QStringList& names, int chosen, const QString& explanation, bool canAnswer);
    void setIntroduction(const QString& text);
    // What went wrong; empty: nothing.
    void setProblem(const QString& text);
    // After a session; otherwise there is nothing to close.
    void setClosable(bool closable);
    void setBusy(bool busy); // it is being started

signals:
    void startWanted();
    void closeWanted();
    void responderChosen(int responder);
    void settingsWanted(); // where another one can be entered

private:
    void showWhatCanBeDone();

    QLabel* m_introduction;
    QComboBox* m_responder;
    QPushButton* m_start;
    QLabel* m_explanation;
    QPushButton* m_settings;
    QPushButton* m_close;
    QLabel* m_problem;
    bool m_canAnswer = false;
    bool m_busy = false;
};

} // namespace moie::ui
