// SPDX-License-Identifier: GPL-3.0-or-later
// One message under the top bar, with what can be done about it: a report that was saved, a file that could not be
// written.
#pragma once

#include <functional>
#include <utility>
#include <vector>

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QProgressBar;

namespace moie::ui {

class Theme;

class NoticeBar : public QFrame {
    Q_OBJECT

public:
    enum class Tone { Good, Bad, Busy, Lasting, Hint };
    using Action = std::pair<QString, std::function<void()>>;

    explicit NoticeBar(const Theme& theme, QWidget* parent = nullptr);

    // Replaces the message that is there. Plain text. One that is busy or lasting has no button to close it; a
    // hint is closed by one of its actions.
    void show(Tone tone, const QString& text, const std::vector<Action>& actions = {});
    // Takes the message away, unless it is about work that goes on.
    void dismiss();
    void setProgress(int percent); // of a busy notice
    QString text() const;

signals:
    void closed(); // by its own button

private:
    void showTone();

    const Theme& m_theme;
    Tone m_tone = Tone::Good;
    QLabel* m_icon;
    QLabel* m_text;
    QProgressBar* m_progress;
    QHBoxLayout* m_actions;
};

} // namespace moie::ui
