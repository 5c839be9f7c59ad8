// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/compare_side_card.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include <QComboBox>
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "ui/pages/compare_texts.h"
#include "ui/theme/format.h"
#include "ui/theme/local_time.h"
#include "ui/theme/theme.h"
#include "ui/widgets/time_edit.h"

namespace moie::ui {
namespace {

using Against = CompareChoice::Against;
constexpr std::array spans{std::optional<Duration>(), std::optional<Duration>(std::chrono::hours(24)),
                           std::optional<Duration>(std::chrono::hours(7 * 24)),
                           std::optional<Duration>(std::chrono::hours(28 * 24))};

QLabel* sideLabel(TextStyle style, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setFont(Theme::font(style));
    return label;
}

template <typename Value>
int placeOf(const std::vector<Value>& values, const Value& value) {
    return static_cast<int>(std::find(values.begin(), values.end(), value) - values.begin());
}

} // namespace

CompareSideCard::CompareSideCard(const QString& title, QWidget* parent)
    : Card(title, parent), m_content(new QWidget(this)), m_name(sideLabel(TextStyle::Figure, m_content)),
      m_detail(sideLabel(TextStyle::Small, m_content)), m_list(new QComboBox(m_content)),
      m_custom(new QWidget(m_content)), m_from(timeEdit(tr("Beginning of the other period"), {}, m_custom)),
      m_to(timeEdit(tr("End of the other period"), {}, m_custom)) {
    m_detail->setProperty("tone", QStringLiteral("dim"));
    m_list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_list->setMinimumContentsLength(16);
    m_list->setMaxVisibleItems(20);
    auto* custom = new QHBoxLayout(m_custom);
    custom->setContentsMargins(0, 0, 0, 0);
    custom->addWidget(m_from, 1);
    custom->addWidget(new QLabel(QStringLiteral("–"), m_custom));
    custom->addWidget(m_to, 1);
    auto* layout = new QVBoxLayout(m_content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::length(4));
    layout->addWidget(m_name);
    layout->addWidget(m_detail);
    layout->addStretch(1);
    layout->addWidget(m_list);
    layout->addWidget(m_custom);
    setContent(m_content);
    connect(m_list, &QComboBox::activated, this, &CompareSideCard::take);
    for (QDateTimeEdit* edit : {m_from, m_to})
        connect(edit, &QAbstractSpinBox::editingFinished, this, &CompareSideCard::takeCustom);
}

void CompareSideCard::show(const CompareAnswer& answer, bool own, const QString& name, const QString& detail,
                           const Snapshot& snapshot, Time now) {
    m_choice = answer.choice;
    m_own = own;
    m_name->setText(name.isEmpty() ? format::figure(notMeasured) : name);
    m_detail->setText(detail);
    m_list->setAccessibleName(QStringLiteral("%1: %2").arg(accessibleName(), name));
    const bool custom = !own && m_choice.by == CompareChoice::By::Periods && m_choice.against == Against::Custom;
    m_custom->setVisible(custom);
    if (custom && m_choice.custom.from && m_choice.custom.to) {
        const QSignalBlocker from(m_from);
        const QSignalBlocker to(m_to);
        m_from->setDateTime(localTime(*m_choice.custom.from));
        m_to->setDateTime(localTime(*m_choice.custom.to));
    }
    switch (m_choice.by) {
    case CompareChoice::By::Periods: offerPeriods(!answer.own.scope.range.from || answer.halves); break;
    case CompareChoice::By::Sessions: offerSessions(answer, snapshot, now); break;
    case CompareChoice::By::Groups: offerGroups(answer, snapshot); break;
    case CompareChoice::By::Moment: offerMoments(answer, snapshot, now); break;
    }
}

// An open list stays as it is; the next answer brings it up to date.
void CompareSideCard::offer(const QStringList& texts, int current, const QString& explanation) {
    m_list->setVisible(!texts.isEmpty());
    m_list->setToolTip(format::toolTip(explanation));
    QStringList present;
    for (int i = 0; i < m_list->count(); ++i)
        present.append(m_list->itemText(i));
    if (present != texts) {
        m_list->clear();
        m_list->addItems(texts);
    }
    m_list->setCurrentIndex(current < static_cast<int>(texts.size()) ? current : -1);
}

void CompareSideCard::offerPeriods(bool halves) {
    m_periods = {Against::JustBefore, Against::WeekBefore, Against::AllBefore, Against::Custom};
    QStringList texts{tr("The period just before"), tr("The same, one week earlier"), tr("All before it"),
                      tr("Another period…")};
    // Nothing lies before the whole log.
    if (halves) {
        m_periods = {Against::JustBefore, Against::Custom};
        texts = {tr("The earlier half"), tr("Another period…")};
    }
    if (m_own)
        return offer({}, 0, {});
    const auto at = std::find(m_periods.begin(), m_periods.end(), m_choice.against);
    offer(texts, at == m_periods.end() ? 0 : static_cast<int>(at - m_periods.begin()),
          tr("What the range chosen above is held against"));
}

void CompareSideCard::offerSessions(const CompareAnswer& answer, const Snapshot& snapshot, Time now) {
    m_sessions.clear();
    QStringList texts;
    for (const SessionIndex session : answer.sessions) {
        m_sessions.emplace_back(snapshot.name(snapshot.sessions[index(session)]->id));
        texts.append(sessionChoice(snapshot, session, now));
    }
    offer(texts, placeOf(m_sessions, m_own ? m_choice.session : m_choice.otherSession),
          tr("The newest sessions of the range, at most %1").arg(format::count(mostCompareChoices)));
}

void CompareSideCard::offerGroups(const CompareAnswer& answer, const Snapshot& snapshot) {
    m_groups.clear();
    QStringList texts;
    for (const GroupSize& group : answer.groups) {
        m_groups.push_back(group.name);
        texts.append(groupChoice(group, m_choice.key, snapshot));
    }
    const std::optional<GroupName>& taken = m_own ? m_choice.group : m_choice.otherGroup;
    offer(texts, taken ? placeOf(m_groups, *taken) : -1, tr("The groups that the turns of the range fall into"));
}

void CompareSideCard::offerMoments(const CompareAnswer& answer, const Snapshot& snapshot, Time now) {
    if (!m_own) {
        const auto at = std::find(spans.begin(), spans.end(), m_choice.span);
        return offer({tr("As far as the range goes"), tr("A day to either side"), tr("A week to either side"),
                      tr("Four weeks to either side")},
                     static_cast<int>(at - spans.begin()), tr("How much before and after is looked at"));
    }
    m_moments.clear();
    QStringList texts;
    for (const EvolutionEvent& event : answer.events) {
        m_moments.push_back(event.time);
        texts.append(eventChoice(event, answer, snapshot, now));
    }
    offer(texts, m_choice.moment ? placeOf(m_moments, *m_choice.moment) : -1,
          tr("Your markers, and the newest events of the range"));
}

void CompareSideCard::take(int item) {
    const auto i = static_cast<std::size_t>(item);
    CompareChoice choice = m_choice;
    switch (choice.by) {
    case CompareChoice::By::Periods: choice.against = m_periods[i]; break;
    case CompareChoice::By::Sessions: (m_own ? choice.session : choice.otherSession) = m_sessions[i]; break;
    case CompareChoice::By::Groups: (m_own ? choice.group : choice.otherGroup) = m_groups[i]; break;
    case CompareChoice::By::Moment:
        if (m_own)
            choice.moment = m_moments[i];
        else
            choice.span = spans[i];
        break;
    }
    emit chosen(choice);
}

void CompareSideCard::takeCustom() {
    const TimeRange range{fromLocalTime(m_from->dateTime()), fromLocalTime(m_to->dateTime())};
    if (*range.from >= *range.to || range == m_choice.custom)
        return;
    CompareChoice choice = m_choice;
    choice.custom = range;
    emit chosen(choice);
}

} // namespace moie::ui
