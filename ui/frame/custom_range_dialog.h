// SPDX-License-Identifier: GPL-3.0-or-later
// Asks for the beginning and the end of a time range.
#pragma once

#include <QDialog>

#include <moie/base/time.h>

class QCheckBox;
class QDateTimeEdit;
class QLabel;
class QPushButton;

namespace moie::ui {

class CustomRangeDialog : public QDialog {
    Q_OBJECT

public:
    // Starts with `present`; an open end takes its time from `logs`, the first and last time that the logs know.
    CustomRangeDialog(const TimeRange& present, const TimeRange& logs, QWidget* parent = nullptr);

    TimeRange range() const;

private:
    void check();

    QCheckBox* m_hasFrom;
    QDateTimeEdit* m_from;
    QCheckBox* m_hasTo;
    QDateTimeEdit* m_to;
    QLabel* m_problem;
    QPushButton* m_accept;
};

} // namespace moie::ui
