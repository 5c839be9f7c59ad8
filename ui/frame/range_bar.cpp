// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/range_bar.h"

#include <cmath>

#include <QAction>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>

#include "ui/theme/format.h"
#include "ui/theme/theme.h"

namespace moie::ui {

namespace {

using std::chrono::hours;

QString lengthName(Duration length) {
    const auto number = [](double value) {
        const bool isWhole = value == std::floor(value);
        return isWhole ? format::count(static_cast<std::uint64_t>(value)) : format::figure(value);
    };
    const double inHours = toSeconds(length) / 3600.0;
    const bool isDays = inHours > 24.0 && std::fmod(inHours, 24.0) == 0.0;
    return isDays ? RangeBar::tr("%1 d").arg(number(inHours / 24.0)) : RangeBar::tr("%1 h").arg(number(inHours));
}

QString meaningOf(const RangeChoice& choice) {
    switch (choice.kind) {
    case RangeChoice::Kind::Last:
        return RangeBar::tr("Turns of the last %1").arg(format::duration(toSeconds(choice.length)));
    case RangeChoice::Kind::All: return RangeBar::tr("All turns of the directory");
    default: return {}; // setChoice() says it
    }
}

QString boundName(Time time) {
    return format::date(time, time) + QLatin1Char(' ') + format::clock(time);
}

} // namespace

RangeBar::RangeBar(QWidget* parent) : QWidget(parent), m_row(new QWidget(this)), m_button(new QPushButton(this)) {
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_row);
    layout->addWidget(m_button);
    auto* row = new QHBoxLayout(m_row);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);

    m_menu = new QMenu(m_button);
    m_button->setMenu(m_menu);
    m_button->hide();
    m_row->setAccessibleName(tr("Time range"));

    for (const RangeChoice& choice : choices())
        addItem(choice, nameOf(choice), meaningOf(choice), m_items.empty() ? "first" : "middle");
    addItem(RangeChoice::between({}), tr("Custom…"), tr("Choose the beginning and the end"), "last");
    showChoice();
}

std::vector<RangeChoice> RangeBar::choices() {
    return {RangeChoice::last(hours(1)),       RangeChoice::last(hours(24)), RangeChoice::last(hours(7 * 24)),
            RangeChoice::last(hours(14 * 24)), RangeChoice::all(),           RangeChoice::sinceLastVisit()};
}

void RangeBar::addItem(const RangeChoice& choice, const QString& name, const QString& toolTip, const char* position) {
    const std::size_t item = m_items.size();
    auto* segment = new QPushButton(name, m_row);
    segment->setCheckable(true);
    segment->setProperty("segment", QLatin1String(position));
    segment->setToolTip(format::toolTip(toolTip));
    segment->setAccessibleName(toolTip.isEmpty() ? name : toolTip);
    m_row->layout()->addWidget(segment);
    connect(segment, &QPushButton::clicked, this, [this, item] { pick(item); });

    QAction* action = m_menu->addAction(name);
    action->setCheckable(true);
    connect(action, &QAction::triggered, this, [this, item] { pick(item); });
    m_items.push_back({choice, segment, action});
}

void RangeBar::pick(std::size_t item) {
    // Checked is what the workspace says, not what was clicked: a dialog may be cancelled.
    showChoice();
    if (item + 1 == m_items.size())
        emit customWanted();
    else
        emit chosen(m_items[item].choice);
}

void RangeBar::setChoice(const RangeChoice& choice, bool hasLastVisit) {
    m_choice = choice;
    for (const Item& item : m_items) {
        if (item.choice.kind != RangeChoice::Kind::SinceLastVisit)
            continue;
        const QString detail = hasLastVisit ? tr("Turns since you last closed this directory")
                                            : tr("This directory was not closed before: there is no last visit");
        item.segment->setEnabled(hasLastVisit);
        item.action->setEnabled(hasLastVisit);
        item.segment->setToolTip(format::toolTip(detail));
        item.segment->setAccessibleName(detail);
    }
    showChoice();
}

void RangeBar::showChoice() {
    bool named = false;
    for (std::size_t i = 0; i < m_items.size(); ++i) {
        const bool isLast = i + 1 == m_items.size();
        const bool checked = isLast ? !named : m_items[i].choice == m_choice;
        named = named || checked;
        m_items[i].segment->setChecked(checked);
        m_items[i].action->setChecked(checked);
        if (isLast)
            m_items[i].segment->setText(checked ? nameOf(m_choice) : tr("Custom…"));
    }
    m_button->setText((m_brief ? tr("%1 ▾") : tr("Range: %1 ▾")).arg(nameOf(m_choice)));
    m_button->setAccessibleName(tr("Time range: %1").arg(nameOf(m_choice)));
    updateGeometry();
}

void RangeBar::setCollapsed(bool collapsed) {
    m_row->setVisible(!collapsed);
    m_button->setVisible(collapsed);
}

int RangeBar::expandedWidth() const {
    return m_row->layout()->sizeHint().width();
}

void RangeBar::setBrief(bool brief) {
    m_brief = brief;
    showChoice();
}

QString RangeBar::nameOf(const RangeChoice& choice) {
    switch (choice.kind) {
    case RangeChoice::Kind::All: return tr("All");
    case RangeChoice::Kind::Last: return lengthName(choice.length);
    case RangeChoice::Kind::SinceLastVisit: return tr("Since last visit");
    case RangeChoice::Kind::Custom: break;
    }
    const TimeRange& range = choice.fixed;
    if (range.from && range.to)
        return format::dateRange(*range.from, *range.to, *range.to);
    if (range.from)
        return tr("from %1").arg(boundName(*range.from));
    return range.to ? tr("until %1").arg(boundName(*range.to)) : tr("All");
}

} // namespace moie::ui
