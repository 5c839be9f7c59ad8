// SPDX-License-Identifier: GPL-3.0-or-later
// What can be done about one turn of a live session: feedback, and having it answered anew.
#pragma once

#include <initializer_list>

#include <QWidget>

#include "ui/live/held_turn.h"

class QBoxLayout;
class QLabel;
class QPushButton;
class QToolButton;

namespace moie::ui {

class Theme;

class TurnFeedback : public QWidget {
    Q_OBJECT

public:
    explicit TurnFeedback(const Theme& theme, QWidget* parent = nullptr);

    // `isLast`: only the last turn's message can be answered anew. `isOpen`: the session takes feedback.
    void setTurn(const HeldTurn& turn, std::size_t number, bool isLast, bool isOpen);

    QSize sizeHint() const override { return minimumSizeHint(); }
    QSize minimumSizeHint() const override;

signals:
    void given(const moie::engine::Feedback& feedback);
    void moreWanted(); // strength, note, another dimension
    void anewWanted();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QToolButton* addRating(const QString& name, const QString& icon, const QString& explanation, bool good);
    QPushButton* addRemark(const QString& name, engine::Remark remark);
    void showRemarks(const HeldTurn& turn, bool canJudge);
    void showIcons();
    int widthOf(std::initializer_list<const QWidget*> widgets) const; // beside each other
    void fit();

    const Theme& m_theme;
    QBoxLayout* m_rows; // one row, or two in a narrow card
    QBoxLayout* m_judging;
    QLabel* m_name;
    QToolButton* m_good;
    QToolButton* m_bad;
    QPushButton* m_falseAlarm;
    QPushButton* m_missed;
    QPushButton* m_more;
    QPushButton* m_anew;
};

} // namespace moie::ui
