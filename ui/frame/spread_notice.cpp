// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/spread_notice.h"

#include "ui/frame/notice_bar.h"
#include "ui/theme/format.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {

namespace {

QString spreadText(const TurnSpread& spread, Time now) {
    const QString away = format::count(spread.before + spread.after);
    const QString others = format::dateRange(spread.from, spread.to, now);
    const auto say = [&](const QString& text) { return text.arg(away, format::count(spread.moments), others); };
    if (spread.after == 0)
        return say(SpreadNotice::tr(
            "Charts over time are mostly empty, because of %1 of %2 turns and events long before all others (%3)."));
    if (spread.before == 0)
        return say(SpreadNotice::tr(
            "Charts over time are mostly empty, because of %1 of %2 turns and events long after all others (%3)."));
    return say(SpreadNotice::tr("Charts over time are mostly empty, because of %1 of %2 turns and events long before "
                                "or after all others (%3)."));
}

} // namespace

SpreadNotice::SpreadNotice(Workspace& workspace, NoticeBar& notice, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_notice(notice),
      m_query(
          workspace,
          [](const Snapshot& snapshot, const Scope& scope, const std::stop_token& stop) {
              return turnSpread(snapshot, scope, stop);
          },
          [this](const auto& spread, const Subject&) {
              m_spread = *spread;
              show();
          }) {
    connect(&workspace, &Workspace::subjectReplaced, this, [this] {
        m_spread = {};
        show();
    });
    connect(&workspace, &Workspace::directoryChanged, this, [this] { setDismissed(false); });
}

void SpreadNotice::setWanted(bool wanted) {
    m_wanted = wanted;
    m_query.setActive(m_wanted && !m_dismissed);
    show();
}

void SpreadNotice::setDismissed(bool dismissed) {
    m_dismissed = dismissed;
    setWanted(m_wanted);
}

void SpreadNotice::show() {
    if (!m_wanted || m_dismissed || !m_spread.stretched()) {
        m_notice.hide();
        return;
    }
    const Time now = m_workspace.clock().now();
    const QString text = spreadText(m_spread, now);
    if (!m_notice.isHidden() && m_notice.text() == text)
        return;
    const QString others = tr("Show %1").arg(format::dateRange(m_spread.from, m_spread.to, now));
    m_notice.show(NoticeBar::Tone::Hint, text,
                  {{others, [this] { showOthers(); }}, {tr("Keep all"), [this] { setDismissed(true); }}});
}

// Open where nothing is left out, so that what is logged from now on is in it.
void SpreadNotice::showOthers() {
    TimeRange range = m_workspace.scope().range;
    if (m_spread.before > 0)
        range.from = m_spread.from;
    if (m_spread.after > 0)
        range.to = m_spread.to + Duration(1);
    m_workspace.setRangeChoice(RangeChoice::between(range));
}

} // namespace moie::ui
