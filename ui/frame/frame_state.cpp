// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/frame_state.h"

#include <algorithm>
#include <array>
#include <optional>

#include <QCoreApplication>
#include <QDir>

#include "ui/frame/filter_text.h"
#include "ui/theme/format.h"

namespace moie::ui {

namespace {

using Kind = FrameState::Kind;
using Action = FrameState::Action;

// Enough to say which reason is the most frequent one; a log can hold millions of bad lines.
constexpr std::size_t mostNotesCounted = 100'000;

class StateTexts {
    Q_DECLARE_TR_FUNCTIONS(FrameState)
};

QString fromView(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

FrameState state(Kind kind, const char* icon, const QString& title, const QString& text, Action action = Action::None,
                 const QString& actionText = {}) {
    return {kind, {QString::fromLatin1(icon), title, text, actionText, std::nullopt}, action};
}

FrameState noDirectory() {
    return state(
        Kind::NoDirectory, "folder", StateTexts::tr("Open a log directory"),
        StateTexts::tr(
            "Choose the directory that your Love Engine logs to, or drop its folder here. It is watched from then "
            "on; nothing in it is changed."),
        Action::OpenDirectory, StateTexts::tr("Open directory…"));
}

FrameState opening(const QString& path, const Snapshot* snapshot) {
    FrameState reading = state(Kind::Opening, "spinner", StateTexts::tr("Reading the logs"), path);
    reading.view.progress = -1;
    if (snapshot != nullptr && snapshot->load.bytesTotal > 0)
        reading.view.progress =
            static_cast<double>(snapshot->load.bytesDone) / static_cast<double>(snapshot->load.bytesTotal);
    return reading;
}

FrameState directoryProblem(const QString& path, const Error& problem) {
    const QString another = StateTexts::tr("Open another directory…");
    switch (problem.code) {
    case ErrorCode::NotFound:
        return state(
            Kind::Missing, "folder-missing", StateTexts::tr("There is no such directory"),
            StateTexts::tr(
                "%1 does not exist, or not any more. Check the path, or mount its volume: it is shown as soon as it "
                "is there.")
                .arg(path),
            Action::OpenDirectory, another);
    case ErrorCode::PermissionDenied:
        return state(
            Kind::NoPermission, "lock", StateTexts::tr("No permission to read this directory"),
            StateTexts::tr(
                "You may not read %1. Ask its owner for permission to read and enter it, or start the Observatory as "
                "the user that the engine runs as.")
                .arg(path),
            Action::OpenDirectory, another);
    case ErrorCode::NotADirectory:
        return state(Kind::Unreadable, "document", StateTexts::tr("This is a file, not a directory"),
                     StateTexts::tr("%1 is no directory. Open the directory that holds the engine's logs.").arg(path),
                     Action::OpenDirectory, another);
    default:
        return state(Kind::Unreadable, "alert", StateTexts::tr("This directory cannot be read"),
                     path + QStringLiteral(": ") + format::oneLine(QString::fromStdString(problem.text)) +
                         StateTexts::tr(". It is tried again by itself."),
                     Action::OpenDirectory, another);
    }
}

FrameState noLogs(const QString& path, const Snapshot& snapshot) {
    if (!snapshot.problems.empty()) {
        return state(
            Kind::Unreadable, "lock", StateTexts::tr("No log file that can be read"),
            StateTexts::tr("What can be read of %1 holds no *.jsonl file, and some of it cannot be read: %2. Check the "
                           "directories' owner and mode.")
                .arg(path, format::oneLine(QString::fromStdString(snapshot.problems.front().describe()))),
            Action::OpenDirectory, StateTexts::tr("Open another directory…"));
    }
    return state(
        Kind::NoLogs, "inbox", StateTexts::tr("No logs here yet"),
        StateTexts::tr(
            "%1 and the directories below it hold no *.jsonl file. It is being watched: the first entry is shown as "
            "soon as it is written. If the engine logs elsewhere, open that directory.")
            .arg(path));
}

// Files are there, but no line of them was accepted or rejected.
FrameState noEntries(const QString& path, const Snapshot& snapshot) {
    const QString files = format::counted(snapshot.counts.files, format::Noun::File);
    std::size_t unreadable = 0;
    const Error* problem = nullptr;
    for (const auto& file : snapshot.files) {
        if (file->problem) {
            ++unreadable;
            problem = &*file->problem;
        }
    }
    if (problem != nullptr) {
        return state(
            Kind::Unreadable, "lock", StateTexts::tr("The log files cannot be read"),
            StateTexts::tr("%1 of %2 in %3 cannot be read. The last one says: %4. Check the files' owner and mode.")
                .arg(format::count(unreadable), files, path,
                     format::oneLine(QString::fromStdString(problem->describe()))),
            Action::OpenDirectory, StateTexts::tr("Open another directory…"));
    }
    return state(
        Kind::NoEntries, "inbox", StateTexts::tr("The logs are empty so far"),
        StateTexts::tr(
            "%1 holds %2 without an entry. It is being watched: the first entry is shown as soon as it is written.")
            .arg(path, files),
        Action::OpenDirectory, StateTexts::tr("Open another directory…"));
}

FrameState onlyBadLines(const QString& path, const Snapshot& snapshot) {
    std::array<std::size_t, 6> reasons{};
    const std::size_t end = std::min(snapshot.noted.size(), mostNotesCounted);
    for (std::size_t i = 0; i < end; ++i)
        ++reasons[static_cast<std::size_t>(snapshot.noted[i].rejection)];
    reasons[static_cast<std::size_t>(Rejection::None)] = 0;
    const auto most = std::max_element(reasons.begin(), reasons.end());
    const auto reason = static_cast<Rejection>(most - reasons.begin());
    QString text = StateTexts::tr("%1 in %2 of %3: none of them could be read as a log entry.")
                       .arg(format::counted(snapshot.counts.lines.rejected, format::Noun::Line),
                            format::counted(snapshot.counts.files, format::Noun::File), path);
    if (*most > 0)
        text += StateTexts::tr(" The most frequent reason: %1.").arg(fromView(explain(reason)));
    text += StateTexts::tr(" Is this the directory that the Love Engine logs to?");
    return state(Kind::OnlyBadLines, "alert", StateTexts::tr("Nothing here is a log entry"), text, Action::ShowNotes,
                 StateTexts::tr("Show the rejected lines"));
}

FrameState outOfScope(const Snapshot& snapshot, const PageFacts& page) {
    const Scope& scope = page.scope;
    const bool needsTurns = page.needsTurns;
    const Time first = snapshot.counts.first;
    const Time last = snapshot.counts.last;
    // With the year on both sides, or on none.
    const QString kept = first == unknownTime ? QString()
                                              : StateTexts::tr(" The logs reach from %1 to %2.")
                                                    .arg(format::dateTime(first, last), format::dateTime(last, first));
    const bool bounded = scope.range.from || scope.range.to;
    const QString session = format::oneLine(QString::fromStdString(scope.session));
    if (!scope.filter.empty()) {
        const QString written = QString::fromStdString(scope.filter);
        const bool isCovered = page.textsHidden && looksForTexts(written, last);
        const QString filter = isCovered ? QStringLiteral("•••") : format::oneLine(written);
        return state(Kind::OutOfScope, "clock",
                     needsTurns ? StateTexts::tr("No turn matches") : StateTexts::tr("No entry matches"),
                     (needsTurns ? StateTexts::tr("The filter %1 matches no turn in what is chosen above.")
                                 : StateTexts::tr("The filter %1 matches no entry in what is chosen above."))
                             .arg(filter) +
                         kept,
                     Action::ShowAll, StateTexts::tr("Show all"));
    }
    const QString what = !needsTurns         ? StateTexts::tr("Nothing was logged in what is chosen above.")
                         : session.isEmpty() ? StateTexts::tr("No turn opened in the time range chosen above.")
                         : bounded
                             ? StateTexts::tr("Session %1 has no turn in the time range chosen above.").arg(session)
                             : StateTexts::tr("No session whose id begins with %1 has a turn.").arg(session);
    const QString title =
        session.isEmpty() || bounded ? StateTexts::tr("Nothing in this range") : StateTexts::tr("No such session");
    return state(Kind::OutOfScope, "clock", title, what + kept, Action::ShowAll,
                 session.isEmpty() ? StateTexts::tr("Show all") : StateTexts::tr("Show all sessions, all times"));
}

FrameState noTurns(const QString& path, const Snapshot& snapshot) {
    return state(
        Kind::NoTurns, "inbox", StateTexts::tr("No conversation here yet"),
        StateTexts::tr(
            "%1 read in %2, but no user's message and no response among them, so that there is no turn to measure. "
            "The first one is shown as soon as it is written.")
            .arg(format::counted(snapshot.counts.lines.accepted, format::Noun::Entry), path));
}

} // namespace

FrameState frameState(const QString& directory, const Snapshot* snapshot, const PageFacts& page) {
    if (directory.isEmpty())
        return noDirectory();
    const QString path = shownPath(directory);
    if (snapshot == nullptr)
        return opening(path, snapshot);
    const Tally& lines = snapshot->counts.lines;
    if (snapshot->problem && lines.accepted == 0)
        return directoryProblem(path, *snapshot->problem);
    if (lines.accepted == 0) {
        if (snapshot->load.cancelled)
            return state(Kind::Opening, "stop", StateTexts::tr("Reading was cancelled"), path, Action::ResumeLoad,
                         StateTexts::tr("Read the logs"));
        if (!snapshot->load.complete)
            return opening(path, snapshot);
        if (snapshot->counts.files == 0)
            return noLogs(path, *snapshot);
        return lines.rejected > 0 ? onlyBadLines(path, *snapshot) : noEntries(path, *snapshot);
    }
    if (!page.anything)
        return opening(path, snapshot);
    if (*page.anything)
        return {};
    if (!snapshot->load.complete && !snapshot->load.cancelled)
        return opening(path, snapshot);
    const bool scoped = page.scope != Scope{};
    if (scoped && (snapshot->counts.turns > 0 || !page.needsTurns))
        return outOfScope(*snapshot, page);
    return noTurns(path, *snapshot);
}

QString lostDirectoryText(const QString& directory, const Error& problem, Time since, Time now) {
    const QString path = shownPath(directory);
    const QString when = format::dateTime(since, now);
    const QString what = problem.code == ErrorCode::NotFound
                             ? StateTexts::tr("%1 has been gone since %2.").arg(path, when)
                         : problem.code == ErrorCode::PermissionDenied
                             ? StateTexts::tr("%1 has not been readable since %2: permission denied.").arg(path, when)
                             : StateTexts::tr("%1 could not be read since %2: %3.")
                                   .arg(path, when, format::oneLine(QString::fromStdString(problem.text)));
    return what +
           StateTexts::tr(" The figures are of what was read before. The Observatory looks for it every second.");
}

QString shownPath(const QString& path) {
    const QString home = QDir::homePath();
    const bool inHome = home.size() > 1 && (path == home || path.startsWith(home + QLatin1Char('/')));
    return format::oneLine(inHome ? QLatin1Char('~') + path.mid(home.size()) : path);
}

QString shortPath(const QString& path) {
    const QString shown = shownPath(path);
    const qsizetype last = shown.lastIndexOf(QLatin1Char('/'));
    const qsizetype before = last > 0 ? shown.lastIndexOf(QLatin1Char('/'), last - 1) : -1;
    return before < 0 ? shown : shown.mid(before + 1);
}

} // namespace moie::ui
