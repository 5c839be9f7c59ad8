// SPDX-License-Identifier: GPL-3.0-or-later
// The time range in the top bar: a row of segments, or one button with a menu where room is short.
#pragma once

#include <vector>

#include <QWidget>

#include "ui/workspace/range_choice.h"

class QAbstractButton;
class QAction;
class QMenu;
class QPushButton;

namespace moie::ui {

class RangeBar : public QWidget {
    Q_OBJECT

public:
    explicit RangeBar(QWidget* parent = nullptr);

    // `hasLastVisit`: whether "since last visit" means anything.
    void setChoice(const RangeChoice& choice, bool hasLastVisit);
    void setCollapsed(bool collapsed);
    // The width that the row of segments needs.
    int expandedWidth() const;
    // Of the one button: the range alone.
    void setBrief(bool brief);

    // Those that a segment names, without the custom one.
    static std::vector<RangeChoice> choices();
    // A range in words: "14 d", "All", "6–20 Nov".
    static QString nameOf(const RangeChoice& choice);

signals:
    void chosen(const moie::ui::RangeChoice& choice);
    // A range that no segment names.
    void customWanted();

private:
    struct Item {
        RangeChoice choice;
        QAbstractButton* segment = nullptr;
        QAction* action = nullptr;
    };

    void addItem(const RangeChoice& choice, const QString& name, const QString& toolTip, const char* position);
    void pick(std::size_t item);
    void showChoice();

    RangeChoice m_choice;
    std::vector<Item> m_items; // the last one is the custom range
    bool m_brief = false;
    QWidget* m_row = nullptr;
    QPushButton* m_button = nullptr;
    QMenu* m_menu = nullptr;
};

} // namespace moie::ui
