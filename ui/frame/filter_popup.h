// SPDX-License-Identifier: GPL-3.0-or-later
// Below the filter line, over the page: what is wrong or worth a remark, and what may be typed next.
#pragma once

#include <vector>

#include <QFrame>

#include "ui/frame/choice_list.h"

class QLabel;

namespace moie::ui {

class FilterPopup : public QFrame {
    Q_OBJECT

public:
    enum class Tone { Plain, Remark, Wrong };

    // Over `window`, whose child it is.
    FilterPopup(const Theme& theme, QWidget* window);

    enum class Width { OfField, Wide }; // Wide: for whole sentences

    // Hides it where there is neither a note nor a choice.
    void present(const QWidget& below, const QString& note, Tone tone, std::vector<Choice> choices,
                 Width width = Width::OfField);
    ChoiceList& list() const { return *m_list; }
    QString note() const;

private:
    void place(const QWidget& below, Width width);

    QLabel* m_note;
    ChoiceList* m_list;
};

} // namespace moie::ui
