// SPDX-License-Identifier: GPL-3.0-or-later
// What stands in a page's place while there is nothing to show: icon, what happened, what to do, and where it helps how
// far something is and a button. All text is plain.
#pragma once

#include <optional>

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace moie::ui {

class Theme;

struct ViewState {
    QString icon; // of resources/icons
    QString title;
    QString text;
    QString actionText;             // empty: no button
    std::optional<double> progress; // 0…1; below 0: busy, unknown how far

    friend bool operator==(const ViewState&, const ViewState&) = default;
};

class StateView : public QWidget {
    Q_OBJECT

public:
    explicit StateView(const Theme& theme, QWidget* parent = nullptr);

    void setState(const ViewState& state);
    const ViewState& state() const { return m_state; }

signals:
    void actionTriggered();

private:
    void showIcon();

    const Theme& m_theme;
    ViewState m_state;
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_text;
    QProgressBar* m_progress;
    QPushButton* m_action;
};

} // namespace moie::ui
