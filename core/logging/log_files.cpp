// SPDX-License-Identifier: MIT
#include <moie/logging/log_files.h>

#include <cstdio>

#include <moie/base/calendar.h>

namespace moie {

namespace {

// Enough for a write to cost little beside the lines in it, and little enough to stay in the processor's cache.
constexpr std::size_t fullBatch = std::size_t{128} << 10;

} // namespace

void LogFiles::add(Time time, Category category, bool important, std::string_view line) {
    File& file = fileOf(time, category);
    file.lines.add(line);
    file.important = file.important || important;
    m_someFull = m_someFull || isOf(Which::Full, file);
}

LogFiles::File& LogFiles::fileOf(Time time, Category category) {
    if (!m_day.from || !m_day.contains(time))
        enterDay(time);
    File*& file = m_ofDay[static_cast<std::size_t>(category)];
    if (!file) {
        std::string name(subdirectoryOf(category));
        name += '/';
        name += toString(category);
        name += '_' + m_date + ".jsonl";
        file = &m_files[name];
        file->path = m_directory + '/' + name;
    }
    return *file;
}

void LogFiles::enterDay(Time time) {
    const LocalDate date = localDate(time);
    m_ofDay.fill(nullptr);
    std::erase_if(m_files, [](const auto& named) { return named.second.lines.done(); });
    m_date = isoDate(date);
    m_day = {startOfDay(date), startOfDay(addDays(date, 1))};
}

bool LogFiles::isOf(Which which, const File& file) {
    switch (which) {
    case Which::All: break;
    case Which::Working: return !file.failed && !file.lines.done();
    case Which::Full: return !file.failed && file.lines.bytes() >= fullBatch;
    }
    return !file.lines.done();
}

LogFiles::Written LogFiles::write(Which which) {
    Written written;
    for (auto& [name, file] : m_files)
        if (isOf(which, file))
            writeFile(file, written);
    m_someFull = false;
    return written;
}

void LogFiles::writeFile(File& file, Written& written) {
    const std::size_t before = file.lines.waiting();
    auto appended = file.lines.appendTo(file.path, m_operations, m_synchronizeImportant && file.important);
    written.lines += before - file.lines.waiting();
    file.failed = !appended;
    if (!appended) {
        written.errors.push_back(std::move(appended.error()));
        return;
    }
    file.important = false;
    if (const auto notice = noticeOfWideMode(file.path, file.lines.mode());
        notice && m_noticed.insert(file.path).second)
        m_notices.push_back(*notice);
}

std::size_t LogFiles::bytes() const {
    std::size_t sum = 0;
    for (const auto& [name, file] : m_files)
        sum += file.lines.bytes();
    return sum;
}

std::size_t LogFiles::waiting() const {
    std::size_t sum = 0;
    for (const auto& [name, file] : m_files)
        sum += file.lines.waiting();
    return sum;
}

std::optional<Error> noticeOfWideMode(const std::string& path, mode_t mode) {
    if ((mode & 077) == 0)
        return {};
    char text[128];
    std::snprintf(
        text, sizeof text,
        "other users of this computer may read it (mode %04o); \"chmod -R go= DIRECTORY\" keeps conversations private",
        static_cast<unsigned>(mode));
    return Error{ErrorCode::PermissionDenied, text, path, std::nullopt};
}

} // namespace moie
