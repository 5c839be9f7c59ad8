// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/annotation_keeper.h"

#include <chrono>
#include <utility>

#include <QCoreApplication>

#include "ui/workspace/annotation_database.h"
#include "ui/workspace/annotation_lines.h"

namespace moie::ui {

namespace {

class KeeperTexts {
    Q_DECLARE_TR_FUNCTIONS(Annotations)
};

// How soon another program's changes are seen, and how often a write that failed is tried again.
constexpr std::chrono::seconds lookEvery{2};

QString problemOf(const Result<>& done) {
    return done ? QString() : QString::fromStdString(done.error().describe());
}

} // namespace

AnnotationKeeper::AnnotationKeeper(const QString& file, Tell tell)
    : m_file(file), m_tell(std::move(tell)), m_thread([this](const std::stop_token& stop) { run(stop); }) {}

AnnotationKeeper::~AnnotationKeeper() = default;

void AnnotationKeeper::change(AnnotationChange change) {
    give(std::move(change));
}

void AnnotationKeeper::exportTo(const QString& file) {
    give(Export{file});
}

void AnnotationKeeper::importFrom(const QString& file) {
    give(Import{file});
}

void AnnotationKeeper::give(Task task) {
    {
        const std::lock_guard lock(m_mutex);
        m_tasks.push_back(std::move(task));
    }
    m_given.notify_one();
}

void AnnotationKeeper::run(const std::stop_token& stop) {
    AnnotationDatabase database(m_file);
    m_database = &database;
    bool last = false;
    for (bool first = true; !last; first = false) {
        std::vector<Task> tasks;
        {
            std::unique_lock lock(m_mutex);
            if (!first)
                m_given.wait_for(lock, stop, lookEvery, [this] { return !m_tasks.empty(); });
            last = stop.stop_requested();
            tasks.swap(m_tasks);
        }
        AnnotationReport report;
        for (Task& task : tasks)
            if (auto* change = std::get_if<AnnotationChange>(&task))
                m_unwritten.push_back(std::move(*change));
        keepInStep(report);
        for (const Task& task : tasks) {
            if (const auto* wanted = std::get_if<Export>(&task))
                perform(*wanted, report);
            else if (const auto* given = std::get_if<Import>(&task))
                perform(*given, report);
        }
        report.written = m_written;
        tell(std::move(report));
    }
}

// Silent where there is nothing new to say.
void AnnotationKeeper::tell(AnnotationReport report) {
    const bool same = m_toldProblem == report.problem && m_toldWritten == report.written;
    if (same && !report.set && report.setAside.isEmpty() && !report.exported && !report.imported)
        return;
    m_toldProblem = report.problem;
    m_toldWritten = report.written;
    m_tell(std::move(report));
}

void AnnotationKeeper::keepInStep(AnnotationReport& report) {
    Result<> done = exchange(report);
    if (!done && done.error().code == ErrorCode::Malformed && m_database->isOpen()) {
        // Damaged while it was open: it is set aside, and a new one takes what is known of it.
        m_toRestore.merge(m_known);
        m_database->close();
        done = exchange(report);
    }
    if (done)
        return;
    report.problem = KeeperTexts::tr("Annotations: %1").arg(problemOf(done));
    if (!m_unwritten.empty())
        report.problem +=
            QStringLiteral(". ") + KeeperTexts::tr("Changes are kept in memory and written as soon as possible");
}

// Writes what is unwritten, and reads what others wrote.
Result<> AnnotationKeeper::exchange(AnnotationReport& report) {
    Result<> done = open(report);
    if (done && m_toRestore != AnnotationSet{})
        done = restore(report);
    if (done && !m_unwritten.empty())
        done = write(report);
    if (!done || !m_database->isOpen())
        return done;
    const auto changed = m_database->changedElsewhere();
    if (!changed)
        return tl::unexpected(changed.error());
    return *changed || m_mustLoad ? load(report) : Result<>();
}

// Opens the file where it is not open, or is not the one under its name any more.
Result<> AnnotationKeeper::open(AnnotationReport& report) {
    if (m_database->isOpen() && !m_database->isReplaced())
        return {};
    const bool wasOpen = m_database->isOpen();
    using Create = AnnotationDatabase::Create;
    const bool isNeeded = !m_unwritten.empty() || m_toRestore != AnnotationSet{};
    const Result<> opened = m_database->open(isNeeded ? Create::Yes : Create::No);
    if (!m_database->setAside().isEmpty())
        report.setAside = m_database->setAside();
    if (!opened)
        return opened;
    if (m_database->isOpen())
        return load(report);
    if (wasOpen || !m_isKnown)
        report.set = m_known = {};
    m_isKnown = true;
    return {};
}

Result<> AnnotationKeeper::load(AnnotationReport& report) {
    auto set = m_database->load();
    m_mustLoad = !set;
    if (!set)
        return tl::unexpected(std::move(set.error()));
    m_known = std::move(*set);
    m_isKnown = true;
    report.set = m_known;
    return {};
}

Result<> AnnotationKeeper::write(AnnotationReport& report) {
    const Result<> done = m_database->apply(m_unwritten);
    if (!done)
        return done;
    for (const AnnotationChange& change : m_unwritten)
        m_known.apply(change);
    m_written += m_unwritten.size();
    m_unwritten.clear();
    if (report.set)
        report.set = m_known;
    return {};
}

Result<> AnnotationKeeper::restore(AnnotationReport& report) {
    if (const Result<> merged = m_database->merge(m_toRestore); !merged)
        return merged;
    m_toRestore = {};
    return load(report);
}

void AnnotationKeeper::perform(const Export& task, AnnotationReport& report) {
    if (!m_isKnown) {
        report.exported = report.problem; // an export of nothing might take the place of one of before
        return;
    }
    AnnotationSet set = m_known;
    set.merge(m_toRestore);
    for (const AnnotationChange& change : m_unwritten)
        set.apply(change);
    report.exported = problemOf(writeAnnotations(task.file, set));
}

void AnnotationKeeper::perform(const Import& task, AnnotationReport& report) {
    const auto set = readAnnotations(task.file);
    if (!set) {
        report.imported = QString::fromStdString(set.error().describe());
        return;
    }
    Result<> done;
    if (!m_database->isOpen())
        done = m_database->open(AnnotationDatabase::Create::Yes);
    if (done)
        done = m_database->merge(*set);
    if (done)
        done = load(report);
    report.imported = problemOf(done);
}

} // namespace moie::ui
