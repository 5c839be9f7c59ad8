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
    : QObject(parent), m_workspace(workspace), m_notice(notice), m_desktop(std::move(bus)) {
    m_soon.setSingleShot(true);
    m_soon.setInterval(lookEvery);
    connect(&m_soon, &QTimer::timeout, this, &AlertCenter::look);
    m_quiet.setInterval(silenceEvery);
    connect(&m_quiet, &QTimer::timeout, this, &AlertCenter::look);
    connect(&m_desktop, &DesktopNotifier::failed, this, &AlertCenter::takeDesktopFailure);
    connect(&workspace, &Workspace::directoryChanged, this, [this] {
        m_watch.restart();
        clear();
    });
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
    std::vector<Alert> alerts = m_watch.look(*snapshot, now, elapsed);
    if (const auto silence = m_watch.lookAtSilence(elapsed))
        alerts.push_back(*silence);
    if (!alerts.empty())
        take(alerts);
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
    notifyDesktop(alerts);
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

// One notification for all that came together, so that a bad minute does not bury the desktop.
void AlertCenter::notifyDesktop(const std::vector<Alert>& alerts) {
    if (!m_workspace.settings().desktopAlerts())
        return;
    const Alert newest = alerts.back();
    const bool isUrgent = std::any_of(alerts.begin(), alerts.end(),
                                      [](const Alert& alert) { return alert.kind == Alert::Kind::UnsafeReply; });
    const QString title = alerts.size() == 1 ? alertTitle(newest) : tr("%1 alerts").arg(format::count(alerts.size()));
    const QString detail = alertDetail(newest);
    const QString text = alerts.size() == 1 ? detail : alertTitle(newest) + QStringLiteral(", ") + detail;
    m_desktop.notify(title, text, isUrgent, [this, newest] {
        emit windowWanted();
        open(newest);
    });
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
    if (!alert.turn)
        return;
    Place place = m_workspace.place();
    place.page = QStringLiteral("sessions");
    place.turn = alert.turn;
    m_workspace.go(place);
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
