// SPDX-License-Identifier: GPL-3.0-or-later
// The thread that keeps annotations and their file in step. Takes changes, and reports what it wrote, what other
// programs wrote, and what it cannot do. Owned by Annotations.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <variant>
#include <vector>

#include <QString>

#include <moie/base/result.h>

#include "ui/workspace/annotation_set.h"

namespace moie::ui {

class AnnotationDatabase;

struct AnnotationReport {
    // All that is in the file: at first, and where another program changed it.
    std::optional<AnnotationSet> set = std::nullopt;
    std::uint64_t written = 0;                      // changes that are in the file, counted from the first one given
    QString problem = {};                           // as it stands now; empty: none
    QString setAside = {};                          // a damaged file was put there just now
    std::optional<QString> exported = std::nullopt; // the problem, empty where it went well
    std::optional<QString> imported = std::nullopt;
};

class AnnotationKeeper {
public:
    // Called on the keeper's thread.
    using Tell = std::function<void(AnnotationReport)>;

    AnnotationKeeper(const QString& file, Tell tell);
    // Tries a last time to write what is not written, then joins.
    ~AnnotationKeeper();

    void change(AnnotationChange change);
    void exportTo(const QString& file);
    void importFrom(const QString& file);

private:
    struct Export {
        QString file;
    };
    struct Import {
        QString file;
    };
    using Task = std::variant<AnnotationChange, Export, Import>;

    void give(Task task);
    void run(const std::stop_token& stop);
    void tell(AnnotationReport report);
    void keepInStep(AnnotationReport& report);
    Result<> exchange(AnnotationReport& report);
    Result<> open(AnnotationReport& report);
    Result<> write(AnnotationReport& report);
    Result<> restore(AnnotationReport& report);
    Result<> load(AnnotationReport& report);
    void perform(const Export& task, AnnotationReport& report);
    void perform(const Import& task, AnnotationReport& report);

    std::mutex m_mutex;
    std::condition_variable_any m_given;
    std::vector<Task> m_tasks; // under the mutex

    // Of the thread alone.
    QString m_file;
    Tell m_tell;
    AnnotationDatabase* m_database = nullptr; // lives on the thread's stack
    AnnotationSet m_known;                    // what the file holds
    bool m_isKnown = false;                   // it was read, or was not there
    bool m_mustLoad = false;                  // what others wrote was not read when it should have been
    AnnotationSet m_toRestore;                // of a damaged file, until it is in a new one
    std::vector<AnnotationChange> m_unwritten;
    std::uint64_t m_written = 0;
    std::uint64_t m_toldWritten = 0;
    std::optional<QString> m_toldProblem; // none until the first report

    std::jthread m_thread;
};

} // namespace moie::ui
