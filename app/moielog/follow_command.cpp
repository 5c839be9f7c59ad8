// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <mutex>
#include <set>
#include <utility>
#include <vector>

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <fmt/format.h>

#include <moie/base/clock.h>
#include <moie/feed/feed.h>
#include <moie/query/entry_lines.h>
#include <moie/query/matching.h>

#include "commands.h"
#include "entry_output.h"
#include "scope_options.h"
#include "terminal.h"

namespace moielog {

namespace {

struct FollowArguments {
    std::string directory;
    std::string filter;
    std::size_t lines = 10;
    std::string format = "text";
};

// Bytes in it say that a signal came ('q') or a snapshot ('s'); the signal handler can reach nothing else.
int wakePipe[2] = {-1, -1};

void wake(char why) {
    const int kept = errno;
    // Full: the reader will wake anyway.
    [[maybe_unused]] const ssize_t written = ::write(wakePipe[1], &why, 1);
    errno = kept;
}

void onQuitSignal(int) {
    wake('q');
}

// The newest snapshot, from the feed's thread to this one.
class Mailbox {
public:
    void put(moie::SnapshotPtr snapshot) {
        {
            const std::lock_guard lock(m_mutex);
            m_snapshot = std::move(snapshot);
        }
        wake('s');
    }
    moie::SnapshotPtr take() {
        const std::lock_guard lock(m_mutex);
        return std::exchange(m_snapshot, nullptr);
    }

private:
    std::mutex m_mutex; // of m_snapshot
    moie::SnapshotPtr m_snapshot;
};

enum class Woken { BySnapshot, ByQuit, ByClosedOutput };

// Also sees that nobody reads the output any more, while nothing is written to it.
Woken waitForNews() {
    while (true) {
        pollfd watched[] = {{wakePipe[0], POLLIN, 0}, {STDOUT_FILENO, 0, 0}};
        if (::poll(watched, 2, -1) < 0 && errno != EINTR)
            return Woken::ByQuit;
        if ((watched[1].revents & (POLLERR | POLLHUP)) != 0)
            return Woken::ByClosedOutput;
        char bytes[64];
        const ssize_t got = ::read(wakePipe[0], bytes, sizeof bytes);
        if (got <= 0)
            continue;
        return std::find(bytes, bytes + got, 'q') != bytes + got ? Woken::ByQuit : Woken::BySnapshot;
    }
}

bool installWaking() {
    if (::pipe2(wakePipe, O_CLOEXEC | O_NONBLOCK) != 0)
        return false;
    struct sigaction action {};
    action.sa_handler = onQuitSignal;
    ::sigemptyset(&action.sa_mask);
    return ::sigaction(SIGINT, &action, nullptr) == 0 && ::sigaction(SIGTERM, &action, nullptr) == 0;
}

class Follower {
public:
    Follower(const FollowArguments& arguments, moie::Filter filter)
        : m_arguments(arguments), m_filter(std::move(filter)) {}

    void show(const moie::Snapshot& snapshot) {
        if (snapshot.problem && !m_toldProblem) {
            complain(*snapshot.problem);
            std::fputs("moielog: waiting for it; Ctrl+C ends\n", stderr);
        }
        m_toldProblem = snapshot.problem.has_value();
        if (snapshot.cacheNotice && !m_toldNotice)
            complain(*snapshot.cacheNotice);
        m_toldNotice = snapshot.cacheNotice.has_value();
        if (!snapshot.load.complete)
            return;
        // A directory that was made anew is loaded afresh.
        if (snapshot.entries.size() < m_shown)
            m_shown = 0;
        if (!std::exchange(m_started, true))
            showContext(snapshot);
        else
            print(snapshot, matching(snapshot, m_shown));
        m_shown = snapshot.entries.size();
        std::fflush(stdout);
    }

private:
    std::vector<moie::EntryId> matching(const moie::Snapshot& snapshot, std::size_t from) {
        std::vector<moie::EntryId> ids;
        if (from == snapshot.entries.size())
            return ids;
        const moie::EntryMatches matches = moie::matchEntries(snapshot, m_filter, {}, {from, snapshot.entries.size()});
        complainOfUnsearched(matches.unread, matches.problems);
        matches.entries.forEach([&](moie::EntryId id) {
            if (!isRepeat(snapshot, id))
                ids.push_back(id);
        });
        return ids;
    }

    // The newest lines that are there already, by time.
    void showContext(const moie::Snapshot& snapshot) {
        if (m_arguments.lines == 0)
            return;
        std::vector<moie::EntryId> ids = matching(snapshot, 0);
        std::stable_sort(ids.begin(), ids.end(), [&](moie::EntryId a, moie::EntryId b) {
            return snapshot.entries.time[moie::index(a)] < snapshot.entries.time[moie::index(b)];
        });
        if (ids.size() > m_arguments.lines)
            ids.erase(ids.begin(), ids.end() - static_cast<std::ptrdiff_t>(m_arguments.lines));
        print(snapshot, ids);
    }

    // The same entry once more, as of a copied file. Lines are noted in the order of their arrival.
    bool isRepeat(const moie::Snapshot& snapshot, moie::EntryId id) {
        for (; m_notedSeen < snapshot.noted.size(); ++m_notedSeen) {
            const moie::NotedLine& line = snapshot.noted[m_notedSeen];
            if (line.warnings.has(moie::Warning::RepeatedEntry))
                m_repeats.emplace(line.file, line.offset);
        }
        const moie::TextPlace place = snapshot.entries.placeOf(id);
        return m_repeats.contains({place.file, place.offset});
    }

    void print(const moie::Snapshot& snapshot, const std::vector<moie::EntryId>& ids) {
        moie::EntryLines texts;
        for (const moie::EntryId id : ids) {
            const auto line = texts.read(snapshot, id);
            if (!line)
                complain(line.error());
            if (m_arguments.format == "text")
                fmt::print("{}", textLine(snapshot, id, line ? std::optional(*line) : std::nullopt));
            else if (line)
                fmt::print("{}\n", lineForOutput(*line));
        }
    }

    const FollowArguments& m_arguments;
    moie::Filter m_filter;
    std::size_t m_shown = 0;
    bool m_started = false;
    bool m_toldProblem = false;
    bool m_toldNotice = false;
    std::size_t m_notedSeen = 0;
    std::set<std::pair<moie::FileIndex, std::uint64_t>> m_repeats;
};

int runFollow(const FollowArguments& arguments) {
    moie::Filter filter = filterFrom(arguments.filter, moie::systemClock().now());
    if (!installWaking()) {
        complain(moie::errorFromErrno("cannot wait for signals", {}, errno));
        return cannotAccess;
    }
    Mailbox mailbox;
    moie::FeedOptions options;
    options.cache = cacheOptions();
    const moie::Feed feed(
        arguments.directory, [&mailbox](moie::SnapshotPtr snapshot) { mailbox.put(snapshot); }, options);
    Follower follower(arguments, std::move(filter));
    while (true) {
        if (waitForNews() != Woken::BySnapshot)
            return done;
        if (const moie::SnapshotPtr snapshot = mailbox.take())
            follower.show(*snapshot);
        if (std::ferror(stdout) != 0)
            return done; // main says why
    }
}

} // namespace

void addFollowCommand(CLI::App& app, int& exitCode) {
    const auto arguments = std::make_shared<FollowArguments>();
    CLI::App* command = app.add_subcommand("follow", "Entries as they are written, like tail -F, until interrupted");
    command->add_option("DIR", arguments->directory, "Log directory; one that is missing is waited for")
        ->required()
        ->type_name("");
    command->add_option("FILTER", arguments->filter, "Only entries that match (see query)")->type_name("");
    command->add_option("--lines", arguments->lines, "How many of the newest to show at first")
        ->capture_default_str()
        ->type_name("N");
    command->add_option("--format", arguments->format, "text, or jsonl (lines as logged)")
        ->check(CLI::IsMember({"text", "jsonl"}))
        ->capture_default_str();
    command->footer("  moielog follow logs 'level>=warning'\n"
                    "  moielog follow logs category:safety --lines 0 --format jsonl | jq .data");
    command->callback([arguments, &exitCode] { exitCode = runFollow(*arguments); });
}

} // namespace moielog
