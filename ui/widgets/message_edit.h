// SPDX-License-Identifier: GPL-3.0-or-later
// Where a message is written: Enter sends it, Shift+Enter begins a new line, Escape asks to stop. As high as its text,
// up to some lines.
#pragma once

#include <QPlainTextEdit>

namespace moie::ui {

class MessageEdit : public QPlainTextEdit {
    Q_OBJECT

public:
    // Characters; more is not taken in by pasting or dropping.
    explicit MessageEdit(qsizetype longest, QWidget* parent = nullptr);

    bool isBlank() const { return document()->isEmpty() || toPlainText().trimmed().isEmpty(); }

    // What was typed is not seen while nobody types there.
    void setCovered(bool covered);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void sendWanted();
    void stopWanted();
    void tooLong(); // what was pasted

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void insertFromMimeData(const QMimeData* source) override;
    void resizeEvent(QResizeEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    int heightOf(int lines) const;
    void fit();

    qsizetype m_longest;
    bool m_covered = false;
    int m_lines = 1;
    int m_frame = 0; // above and below the text; the style says so once the field is shown
};

} // namespace moie::ui
