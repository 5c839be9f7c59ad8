// SPDX-License-Identifier: GPL-3.0-or-later
// All that can be said in feedback on a turn: a rating with its strength, a remark with the barrier that it is about,
// a note.
#pragma once

#include <QDialog>

#include <moie/engine/love_engine.h>

class QComboBox;
class QLineEdit;
class QPushButton;
class QSlider;

namespace moie::ui {

class Segments;

class FeedbackDialog : public QDialog {
    Q_OBJECT

public:
    // `nearest` is what a remark is about unless the user names another barrier; without one, a barrier is to be named.
    FeedbackDialog(std::size_t number, const std::optional<engine::NearestBarrier>& nearest, QWidget* parent = nullptr);

    engine::Feedback feedback() const;

private:
    void showWhatCounts();

    Segments* m_rating;
    QSlider* m_strength;
    Segments* m_remark;
    QComboBox* m_dimension;
    QLineEdit* m_note;
    QPushButton* m_give;
};

} // namespace moie::ui
