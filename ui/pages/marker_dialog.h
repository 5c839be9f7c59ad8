// SPDX-License-Identifier: GPL-3.0-or-later
// Asks for the time and the text of a marker: "changed the prompt".
#pragma once

#include <QDialog>

#include <moie/base/time.h>

class QDateTimeEdit;
class QLineEdit;
class QPushButton;

namespace moie::ui {

class MarkerDialog : public QDialog {
    Q_OBJECT

public:
    MarkerDialog(Time time, const QString& text, QWidget* parent);

    Time time() const;
    QString text() const; // never empty once it is accepted

private:
    Time m_start; // to the nanosecond, as long as the field is not changed
    QDateTimeEdit* m_time;
    QLineEdit* m_text;
    QPushButton* m_accept;
};

} // namespace moie::ui
