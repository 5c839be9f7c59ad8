// SPDX-License-Identifier: GPL-3.0-or-later
// The part of a page that is not shown at first: a line to click on (or Space on it), and what it opens.
#pragma once

#include <QWidget>

class QToolButton;

namespace moie::ui {

class Theme;

class MoreSection : public QWidget {
    Q_OBJECT

public:
    // `what` says what is inside: "correlations, trajectory".
    MoreSection(const Theme& theme, const QString& what, QWidget* parent = nullptr);

    // Made in it. Once.
    void setContent(QWidget* content);

    bool isOpen() const;
    void setOpen(bool open);

signals:
    void opened(bool open);

private:
    void showArrow();

    const Theme& m_theme;
    QToolButton* m_button;
};

} // namespace moie::ui
