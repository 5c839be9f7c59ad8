// SPDX-License-Identifier: GPL-3.0-or-later
// A long text in a window of its own, part by part, so that no length stalls it. Plain.
#pragma once

#include <QDialog>

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QSlider;

namespace moie::ui {

class TextViewer : public QDialog {
    Q_OBJECT

public:
    static constexpr int partSize = 6'000; // characters

    explicit TextViewer(const QString& title, QWidget* parent = nullptr);

    void setText(const QString& text); // invisible characters were made visible
    void setProblem(const QString& problem);
    int parts() const;
    int part() const { return m_part; }
    void showPart(int part);

private:
    QString m_text;
    int m_part = 0;
    QLabel* m_where;
    QPlainTextEdit* m_view;
    QPushButton* m_previous;
    QPushButton* m_next;
    QSlider* m_slider;
};

} // namespace moie::ui
