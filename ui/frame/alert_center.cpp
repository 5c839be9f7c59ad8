// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/alert_center.h"

#include <algorithm>
#include <utility>

#include "ui/frame/alert_texts.h"
#include "ui/frame/notice_bar.h"
#include "ui/theme/format.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {

namespace {

using namespace std::chrono_literals;

// Several snapshots of a busy log are looked at as one.
constexpr std::chrono::milliseconds lookEvery{250};
constexpr std::chrono::seconds silenceEvery{5};
constexpr Duration usualSilence = 1h;

} // namespace

AlertCenter::AlertCenter(Workspace& workspace, NoticeBar& notice, std::function<QDBusConnection()> bus, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_notice(notice), m_desktop(std::move(bus), this) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(lookEvery);
    connect(&m_soon, &QTimer::timeout, this, &AlertCenter::look);
    m_quiet.setInterval(silenceEvery);
    connect(&m_quiet, &QTimer::timeout, this, &AlertCenter::look);
    connect(&m_desktop, &DesktopNotifier::failed, this, &AlertCenter::takeDesktopFailure);
    connect(&m_desktop, &DesktopNotifier::shown, this, &AlertCenter::takeDesktopSuccess);
    connect(&m_desktop, &DesktopNotifier::closed, this, [this] { m_onDesktop = {}; });
    connect(&workspace, &Workspace::directoryChanged, this, &AlertCenter::startAfresh);
    connect(&workspace, &Workspace::snapshotPublished, this, [this](const SnapshotPtr& snapshot) {
        // A load is not missed between two looks, since what it brings is no news.
        if (!snapshot->load.complete)
            look();
        else if (!m_soon.isActive())
            m_soon.start();
    });
    takeRules();
}

void AlertCenter::takeRules() {
    m_watch.setRules(m_workspace.settings().alertRules());
    // Who switches a rule off wants to hear no more of it.
    std::erase_if(m_forDesktop, [this](const Alert& alert) { return !m_watch.rules().watches(alert.kind); });
    if (m_watch.rules().any())
        m_quiet.start();
    else
        m_quiet.stop();
    look();
}

void AlertCenter::look() {
    const SnapshotPtr snapshot = m_workspace.snapshot();
    if (!snapshot)
        return;
    const Time now = m_workspace.clock().now();
    const Duration elapsed = m_workspace.clock().elapsed();
    if (m_silentUntil && *m_silentUntil <= now)
        endSilence();
    std::vector<Alert> alerts = m_watch.look(*snapshot, now, elapsed);
    if (const auto silence = m_watch.lookAtSilence(elapsed))
        alerts.push_back(*silence);
    if (!alerts.empty())
        take(alerts);
    notifyDesktop(elapsed);
}

// What is listed, or shown on the desktop, leads to turns of another log.
void AlertCenter::startAfresh() {
    m_watch.restart();
    m_forDesktop.clear();
    m_desktop.withdraw();
    clear();
}

void AlertCenter::take(const std::vector<Alert>& alerts) {
    for (const Alert& alert : alerts)
        m_alerts.push_front(alert);
    if (m_alerts.size() > mostKept)
        m_alerts.resize(mostKept);
    emit changed();
    if (silentUntil())
        return;
    const Alert& newest = alerts.back();
    const QString text = alertTitle(newest) + QStringLiteral(" · ") + alertDetail(newest);
    showNotice(alerts.size() == 1 ? text
                                  : tr("%1 alerts, the last of them: %2").arg(format::count(alerts.size()), text),
               newest);
    m_forDesktop.insert(m_forDesktop.end(), alerts.begin(), alerts.end());
}

void AlertCenter::showNotice(const QString& text, const Alert& newest) {
    std::vector<NoticeBar::Action> actions;
    if (newest.turn)
        actions.emplace_back(tr("Show the turn"), [this, newest] {
            m_notice.hide();
            open(newest);
        });
    actions.emplace_back(tr("All alerts"), [this] { emit listWanted(); });
    actions.emplace_back(tr("Silence for an hour"), [this] {
        m_notice.hide();
        silenceFor(usualSilence);
    });
    m_notice.show(NoticeBar::Tone::Bad, text, actions);
}

// At most one notification is there, and it tells of all since the user saw to the one before, so that a bad minute
// does not bury the desktop.
void AlertCenter::notifyDesktop(Duration elapsed) {
    if (m_forDesktop.empty() || (m_lastNotifying && elapsed - *m_lastNotifying < notifyEvery))
        return;
    const std::vector<Alert> told = std::exchange(m_forDesktop, {});
    if (!m_workspace.settings().desktopAlerts() || silentUntil())
        return;
    m_lastNotifying = elapsed;
    const Alert& newest = told.back();
    const bool isUrgent =
        std::any_of(told.begin(), told.end(), [](const Alert& a) { return a.kind == Alert::Kind::UnsafeReply; });
    m_onDesktop = {m_onDesktop.count + told.size(), m_onDesktop.urgent || isUrgent};
    const QString title = alertTitle(newest);
    const QString detail = alertDetail(newest);
    const bool isAlone = m_onDesktop.count == 1;
    m_desktop.notify(isAlone ? title : tr("%1 alerts").arg(format::count(m_onDesktop.count)),
                     isAlone ? detail : title + QStringLiteral(", ") + detail, m_onDesktop.urgent, [this, newest] {
                         emit windowWanted();
                         open(newest);
                     });
}

void AlertCenter::takeDesktopSuccess() {
    if (m_desktopProblem.isEmpty())
        return;
    m_desktopProblem.clear();
    emit changed();
}

// Said once, where it is seen: below the alert that the desktop did not show.
void AlertCenter::takeDesktopFailure(const QString& why) {
    if (!m_desktopProblem.isEmpty())
        return;
    m_desktopProblem = format::oneLine(why);
    if (!m_alerts.empty() && m_notice.isVisible()) {
        const Alert newest = m_alerts.front();
        showNotice(
            m_notice.text() + QLatin1Char('\n') +
                tr("The desktop shows no notifications (%1); alerts are shown here alone.").arg(m_desktopProblem),
            newest);
    }
    emit changed();
}

void AlertCenter::open(const Alert& alert) {
    if (alert.turn)
        m_workspace.showTurn(*alert.turn);
}

void AlertCenter::clear() {
    m_alerts.clear();
    m_notice.hide();
    emit changed();
}

void AlertCenter::silenceFor(Duration time) {
    m_silentUntil = m_workspace.clock().now() + time;
    emit changed();
}

void AlertCenter::endSilence() {
    m_silentUntil.reset();
    emit changed();
}

std::optional<Time> AlertCenter::silentUntil() const {
    return m_silentUntil && *m_silentUntil > m_workspace.clock().now() ? m_silentUntil : std::nullopt;
}

} // namespace moie::ui
