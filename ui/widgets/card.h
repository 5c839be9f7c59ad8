// SPDX-License-Identifier: GPL-3.0-or-later
// A panel of a page: title, subtitle, what belongs to the header, content.
#pragma once

#include <QFrame>

class QHBoxLayout;
class QLabel;
class QVBoxLayout;

namespace moie::ui {

class Card : public QFrame {
    Q_OBJECT

public:
    explicit Card(const QString& title, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    // The explanation is of the figures in it, with their n.
    void setSubtitle(const QString& text, const QString& explanation = {});
    // What the card's figures are, with their n: a tooltip of the title, and of the subtitle that has none of its own.
    void setDefinition(const QString& text);
    // A word at the right of the title ("partial"), with its explanation; empty: none. Never moves the content.
    void setBadge(const QString& text, const QString& explanation);

    // A button at the right end of the title's line.
    void setCorner(QWidget* widget);
    // A click beside its content, or Enter, opens the page that it is about: "Shows the love vectors". Empty: none.
    void setDoor(const QString& hint);

    void addHeader(QWidget* widget);
    void setContent(QWidget* widget);

signals:
    void opened();

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void explain();

    QString m_door;
    QString m_definition;
    QString m_explanation; // of the subtitle
    QVBoxLayout* m_layout;
    QHBoxLayout* m_header;
    QLabel* m_title;
    QLabel* m_badge;
    QLabel* m_subtitle;
};

} // namespace moie::ui
