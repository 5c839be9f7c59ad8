// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/status_texts.h"

#include <algorithm>
#include <numeric>

#include <QCoreApplication>

#include <moie/base/calendar.h>
#include <moie/store/unread.h>

#include "ui/pages/noted_lines_view.h"
#include "ui/theme/format.h"

namespace moie::ui {

namespace {

constexpr Duration rateWindow = std::chrono::seconds(10);

class StatusBarTexts {
    Q_DECLARE_TR_FUNCTIONS(StatusBar)
};

int loadedPercent(const LoadProgress& load) {
    if (load.bytesTotal == 0)
        return 0;
    const double share = static_cast<double>(load.bytesDone) / static_cast<double>(load.bytesTotal);
    return std::clamp(static_cast<int>(share * 100.0), 0, load.complete ? 100 : 99);
}

void sayLoading(StatusTexts& texts, const LoadProgress& load) {
    const QString percent = QString::number(loadedPercent(load));
    if (load.cancelled) {
        texts.health = StatusTexts::Health::Warn;
        texts.watching = StatusBarTexts::tr("Partly loaded (%1 %)").arg(percent);
        texts.action = StatusTexts::Action::ResumeLoad;
        return;
    }
    texts.health = StatusTexts::Health::Idle;
    texts.percent = loadedPercent(load);
    texts.watching = StatusBarTexts::tr("Loading %1 % of %2").arg(percent, format::bytes(load.bytesTotal));
    texts.action = StatusTexts::Action::CancelLoad;
}

void sayWatching(StatusTexts& texts, const Snapshot& snapshot) {
    const std::vector<Error> unread = whatIsUnread(snapshot);
    // Of archives that are damaged or cut, what stands before that was read.
    const auto cut = static_cast<std::size_t>(std::count_if(
        unread.begin(), unread.end(), [](const Error& error) { return error.code == ErrorCode::Malformed; }));
    texts.health = StatusTexts::Health::Good;
    texts.watching = StatusBarTexts::tr("Watching %1").arg(format::counted(snapshot.counts.files, format::Noun::File));
    texts.watchingDetail =
        StatusBarTexts::tr("New entries are reported by the operating system, and looked for every second besides.");
    if (!snapshot.notified) {
        texts.watching += StatusBarTexts::tr(" by polling");
        texts.watchingDetail =
            StatusBarTexts::tr("The operating system cannot report changes of this directory (no inotify, or its "
                               "limit is reached): the files are looked at in turn instead.");
    }
    if (unread.empty())
        return;
    texts.health = StatusTexts::Health::Warn;
    if (unread.size() > cut)
        texts.watching += StatusBarTexts::tr(", %1 unreadable").arg(format::count(unread.size() - cut));
    if (cut > 0)
        texts.watching += StatusBarTexts::tr(", %1 damaged or cut").arg(format::counted(cut, format::Noun::Archive));
    texts.watchingDetail += QStringLiteral("\n\n") + NotedLinesView::unreadPlaces(snapshot);
}

// Rejected lines first; where there are none, those read with a warning, and at last what is to be said of files and of
// the index.
QString notesText(const Snapshot& snapshot) {
    if (snapshot.counts.lines.rejected > 0)
        return format::counted(snapshot.counts.lines.rejected, format::Noun::LineRejected);
    const auto& kinds = snapshot.counts.warnings;
    const std::uint64_t warnings = std::accumulate(kinds.begin(), kinds.end(), std::uint64_t{0});
    if (warnings > 0)
        return format::counted(warnings, format::Noun::Warning);
    const std::size_t notices = whatIsUnread(snapshot).size() + (snapshot.cacheNotice ? 1 : 0);
    return notices > 0 ? format::counted(notices, format::Noun::Notice) : QString();
}

} // namespace

void ArrivalRate::restart(Duration at, std::uint64_t entries) {
    m_moments.assign(1, {at, entries});
}

void ArrivalRate::add(Duration at, std::uint64_t entries) {
    m_moments.push_back({at, entries});
    while (m_moments.size() > 1 && m_moments[1].at <= at - rateWindow)
        m_moments.pop_front();
}

double ArrivalRate::perSecond(Duration now) const {
    if (m_moments.empty())
        return 0;
    // What the total was when the window began.
    const Duration start = now - rateWindow;
    auto base = m_moments.front();
    for (const Moment& moment : m_moments) {
        if (moment.at <= start)
            base = moment;
    }
    const std::uint64_t newest = m_moments.back().entries;
    const double seconds = toSeconds(now - std::max(base.at, start));
    return newest <= base.entries ? 0 : static_cast<double>(newest - base.entries) / std::max(1.0, seconds);
}

StatusTexts statusTexts(const Snapshot* snapshot, double entriesPerSecond, Time now) {
    StatusTexts texts;
    if (snapshot == nullptr) {
        texts.watching = StatusBarTexts::tr("No directory open");
        return texts;
    }
    if (snapshot->problem) {
        texts.health = StatusTexts::Health::Bad;
        texts.watching = StatusBarTexts::tr("Directory cannot be read");
        texts.watchingDetail = format::oneLine(QString::fromStdString(snapshot->problem->describe()));
    } else if (!snapshot->load.complete) {
        sayLoading(texts, snapshot->load);
    } else {
        sayWatching(texts, *snapshot);
    }
    if (snapshot->cacheNotice) {
        texts.watching += StatusBarTexts::tr(", notice on the index");
        if (!texts.watchingDetail.isEmpty())
            texts.watchingDetail += QStringLiteral("\n\n");
        texts.watchingDetail += NotedLinesView::keptNotice(*snapshot);
    }
    // Where nothing could be read yet, none is no count.
    if (snapshot->counts.lines.accepted > 0 || (snapshot->load.complete && !snapshot->problem)) {
        texts.entries = format::counted(snapshot->counts.lines.accepted, format::Noun::Entry);
        texts.sessions = format::counted(snapshot->sessions.size(), format::Noun::Session);
    }
    texts.notes = notesText(*snapshot);
    if (entriesPerSecond >= 0 && !snapshot->problem) {
        texts.rate = StatusBarTexts::tr("%1 entries/s")
                         .arg(entriesPerSecond >= 10 ? format::fixed(entriesPerSecond, 0)
                              : entriesPerSecond > 0 ? format::fixed(entriesPerSecond, 1)
                                                     : format::count(0));
    }
    if (snapshot->counts.last != unknownTime)
        texts.lastEntry = StatusBarTexts::tr("last entry %1").arg(format::ago(snapshot->counts.last, now));
    texts.zone = StatusBarTexts::tr("times in %1").arg(QString::fromStdString(zoneName(now)));
    return texts;
}

} // namespace moie::ui
