// SPDX-License-Identifier: MIT
#include <moie/query/line_terms.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include <moie/files/log_bytes.h>
#include <moie/ingest/line_parser.h>
#include <moie/query/line_test.h>
#include <moie/query/parallel.h>

namespace moie {

namespace {

// As much as a core's second-level cache holds: every term goes over a block once.
constexpr std::uint64_t blockBytes = 512 * 1024;
// Reading over what was not asked for costs less than another read.
constexpr std::uint64_t bridgedGap = 16 * 1024;
// Of one thread's turn.
constexpr std::uint64_t jobBytes = 16 * 1024 * 1024;

struct AskedLine {
    TextPlace place;
    std::uint32_t at = 0; // in the answers
};

// Lines of one file, by offset, for one thread.
struct LineJob {
    FileIndex file{};
    std::size_t first = 0;
    std::size_t last = 0; // one behind
};

class LineAsking {
public:
    LineAsking(const Snapshot& snapshot, const Filter& filter, TermSet terms, std::span<const EntryId> entries,
               const MatchOptions& options)
        : m_snapshot(snapshot), m_options(options) {
        for (std::size_t i = 0; i < filter.terms.size(); ++i) {
            if ((terms >> i & 1) == 0)
                continue;
            m_terms.push_back({i, PreparedTerm(filter.terms[i])});
            m_hasPaths = m_hasPaths || filter.terms[i].field == FilterField::Path;
        }
        m_answers.holding.resize(entries.size());
        m_answers.isRead.resize(entries.size());
        sortLines(entries);
        makeJobs();
    }

    LineAnswers run() {
        const unsigned threads = threadsFor(m_jobs.size(), m_options.threads);
        {
            std::vector<std::jthread> helpers;
            for (unsigned i = 1; i < threads; ++i)
                helpers.emplace_back([this] { work(false); });
            work(true);
        }
        m_answers.unread = m_unread;
        m_answers.complete = !m_options.stop.stop_requested();
        return std::move(m_answers);
    }

private:
    struct Term {
        std::size_t at; // in the filter
        PreparedTerm prepared;
        bool isPath() const { return prepared.term->field == FilterField::Path; }
    };
    // What a thread reads with.
    struct Reading {
        LogBytes file;
        std::vector<char> buffer;
        LineTest line;
    };

    void sortLines(std::span<const EntryId> entries);
    void makeJobs();
    void work(bool reports);
    void runJob(const LineJob& job, Reading& reading);
    std::size_t blockEnd(const LineJob& job, std::size_t first, bool isDense) const;
    void askBlock(std::size_t first, std::size_t last, std::string_view block, Reading& reading);
    void searchText(const Term& term, std::size_t first, std::size_t last, std::string_view block, Reading& reading);
    void askPaths(std::size_t first, std::size_t last, std::string_view block, Reading& reading);
    void giveUp(const LineJob& job, std::size_t first, std::size_t last, Error error);

    std::uint64_t endOf(std::size_t line) const { return m_lines[line].place.offset + m_lines[line].place.length; }
    std::string_view textOf(std::size_t line, std::uint64_t blockStart, std::string_view block) const {
        return block.substr(m_lines[line].place.offset - blockStart, m_lines[line].place.length);
    }

    const Snapshot& m_snapshot;
    const MatchOptions& m_options;
    std::vector<Term> m_terms;
    bool m_hasPaths = false;
    LineAnswers m_answers;
    std::vector<AskedLine> m_lines; // by file and offset
    std::vector<LineJob> m_jobs;
    std::uint64_t m_bytesAsked = 0;

    std::atomic<std::size_t> m_nextJob{0};
    std::atomic<std::uint64_t> m_bytesDone{0};
    std::atomic<std::uint64_t> m_unread{0};
    std::mutex m_mutex; // of m_answers.problems, m_failed
    std::vector<FileIndex> m_failed;
};

// Entries of a file arrive in the order of their offsets, but for archives: sorting by file alone nearly does it.
void LineAsking::sortLines(std::span<const EntryId> entries) {
    std::vector<std::size_t> starts(m_snapshot.files.size() + 1);
    for (const EntryId id : entries)
        ++starts[index(m_snapshot.entries.placeOf(id).file) + 1];
    for (std::size_t i = 1; i < starts.size(); ++i)
        starts[i] += starts[i - 1];
    m_lines.resize(entries.size());
    std::vector<std::size_t> next = starts;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const TextPlace place = m_snapshot.entries.placeOf(entries[i]);
        m_lines[next[index(place.file)]++] = {place, static_cast<std::uint32_t>(i)};
        m_bytesAsked += place.length + 1;
    }
    const auto byOffset = [](const AskedLine& a, const AskedLine& b) { return a.place.offset < b.place.offset; };
    for (std::size_t i = 0; i + 1 < starts.size(); ++i) {
        const auto first = m_lines.begin() + static_cast<std::ptrdiff_t>(starts[i]);
        const auto last = m_lines.begin() + static_cast<std::ptrdiff_t>(starts[i + 1]);
        if (!std::is_sorted(first, last, byOffset))
            std::sort(first, last, byOffset);
    }
}

void LineAsking::makeJobs() {
    for (std::size_t first = 0; first < m_lines.size();) {
        const FileIndex file = m_lines[first].place.file;
        const bool isWhole = isCompressed(m_snapshot.files[index(file)]->path); // decoded from its beginning
        std::size_t last = first;
        while (last < m_lines.size() && m_lines[last].place.file == file &&
               (isWhole || endOf(last) - m_lines[first].place.offset < jobBytes || last == first))
            ++last;
        m_jobs.push_back({file, first, last});
        first = last;
    }
}

void LineAsking::work(bool reports) {
    Reading reading;
    for (std::size_t i = m_nextJob++; i < m_jobs.size() && !m_options.stop.stop_requested(); i = m_nextJob++) {
        runJob(m_jobs[i], reading);
        if (reports && m_options.progress)
            m_options.progress(m_bytesDone, m_bytesAsked);
    }
}

void LineAsking::giveUp(const LineJob& job, std::size_t first, std::size_t last, Error error) {
    m_unread += last - first;
    const std::lock_guard lock(m_mutex);
    if (std::find(m_failed.begin(), m_failed.end(), job.file) != m_failed.end())
        return;
    m_failed.push_back(job.file);
    m_answers.problems.push_back(std::move(error));
}

void LineAsking::runJob(const LineJob& job, Reading& reading) {
    const FileStatus& status = *m_snapshot.files[index(job.file)];
    const std::string path = m_snapshot.directory + "/" + status.path;
    const Error gone{
        ErrorCode::NotFound, "lines are gone: the file was cut, replaced or renamed since it was read", path, {}};
    if (auto opened = reading.file.open(path); !opened)
        return giveUp(job, job.first, job.last, std::move(opened.error()));
    if (status.gone || reading.file.identity() != status.identity)
        return giveUp(job, job.first, job.last, gone);
    const std::uint64_t linesThere = std::max<std::uint64_t>(1, status.lines.accepted);
    const std::uint64_t span = endOf(job.last - 1) - m_lines[job.first].place.offset;
    const std::uint64_t meanLine = status.bytes.accepted / linesThere + 1;
    const bool isDense = (job.last - job.first) * meanLine * 8 >= span;
    for (std::size_t first = job.first; first < job.last && !m_options.stop.stop_requested();) {
        const std::size_t last = blockEnd(job, first, isDense);
        const std::uint64_t start = m_lines[first].place.offset;
        const std::uint64_t size = endOf(last - 1) - start;
        if (reading.buffer.size() < size + linePadding)
            reading.buffer.resize(size + linePadding);
        reading.file.forgetBefore(start);
        const auto got = reading.file.readAt(start, reading.buffer.data(), size);
        if (!got || *got < size)
            giveUp(job, first, last, got ? gone : got.error());
        else
            askBlock(first, last, {reading.buffer.data(), size}, reading);
        std::uint64_t done = 0;
        for (; first < last; ++first)
            done += m_lines[first].place.length + 1;
        m_bytesDone += done;
    }
    if (reading.buffer.size() > 16 * blockBytes) // after a very long line
        reading.buffer = {};
}

// One behind the last line of the block that begins with line `first`.
std::size_t LineAsking::blockEnd(const LineJob& job, std::size_t first, bool isDense) const {
    const std::uint64_t start = m_lines[first].place.offset;
    std::size_t last = first + 1;
    if (isDense) {
        const auto begin = m_lines.begin() + static_cast<std::ptrdiff_t>(first + 1);
        const auto end = m_lines.begin() + static_cast<std::ptrdiff_t>(job.last);
        const auto beyond = std::partition_point(begin, end, [&](const AskedLine& line) {
            return line.place.offset + line.place.length <= start + blockBytes;
        });
        return static_cast<std::size_t>(beyond - m_lines.begin());
    }
    while (last < job.last && endOf(last) <= start + blockBytes &&
           m_lines[last].place.offset <= endOf(last - 1) + bridgedGap)
        ++last;
    return last;
}

void LineAsking::askBlock(std::size_t first, std::size_t last, std::string_view block, Reading& reading) {
    for (std::size_t i = first; i < last; ++i)
        m_answers.isRead[m_lines[i].at] = 1;
    for (const Term& term : m_terms)
        if (!term.isPath())
            searchText(term, first, last, block, reading);
    if (m_hasPaths)
        askPaths(first, last, block, reading);
}

void LineAsking::searchText(const Term& term, std::size_t first, std::size_t last, std::string_view block,
                            Reading& reading) {
    const std::uint64_t start = m_lines[first].place.offset;
    for (const PreparedTerm::Value& value : term.prepared.values) {
        CaselessText::RawSearch search(value.text.front(), block);
        std::size_t from = 0;
        for (std::size_t line = first; line < last;) {
            const std::size_t hit = search.next(from);
            if (hit == std::string_view::npos)
                break;
            const auto begin = m_lines.begin() + static_cast<std::ptrdiff_t>(line);
            const auto end = m_lines.begin() + static_cast<std::ptrdiff_t>(last);
            const auto found = std::partition_point(begin, end, [&](const AskedLine& asked) {
                return asked.place.offset + asked.place.length <= start + hit;
            });
            if (found == end)
                break;
            line = static_cast<std::size_t>(found - m_lines.begin());
            const std::string_view text = textOf(line, start, block);
            from = static_cast<std::size_t>(text.data() - block.data());
            if (hit < from) // between lines that were asked for
                continue;
            const CaselessText::RawHit judged = search.judge(from, from + text.size());
            if (judged == CaselessText::RawHit::NoValue) {
                from = hit + 1;
                continue;
            }
            if (judged == CaselessText::RawHit::Value ||
                (reading.line.load(text) && reading.line.hasText(value.text.front())))
                m_answers.holding[m_lines[line].at] |= TermSet{1} << term.at;
            from += text.size();
            ++line;
        }
    }
}

void LineAsking::askPaths(std::size_t first, std::size_t last, std::string_view block, Reading& reading) {
    const std::uint64_t start = m_lines[first].place.offset;
    for (std::size_t line = first; line < last; ++line) {
        if (!reading.line.load(textOf(line, start, block)))
            continue;
        for (const Term& term : m_terms)
            if (term.isPath() && reading.line.hasPath(term.prepared))
                m_answers.holding[m_lines[line].at] |= TermSet{1} << term.at;
    }
}

} // namespace

LineAnswers askLines(const Snapshot& snapshot, const Filter& filter, TermSet terms, std::span<const EntryId> entries,
                     const MatchOptions& options) {
    return LineAsking(snapshot, filter, terms, entries, options).run();
}

} // namespace moie
