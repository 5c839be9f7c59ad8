// SPDX-License-Identifier: GPL-3.0-or-later
// The file that annotations are kept in: an SQLite database with a rollback journal, readable by its owner alone, that
// several programs may use at once. Belongs to the thread that made it; every call may block on the disk or on another
// program.
#pragma once

#include <optional>
#include <vector>

#include <QSqlDatabase>
#include <QString>

#include <moie/base/file_identity.h>
#include <moie/base/result.h>

#include "ui/workspace/annotation_set.h"

namespace moie::ui {

class AnnotationDatabase {
public:
    enum class Create { No, Yes };

    explicit AnnotationDatabase(const QString& file);
    ~AnnotationDatabase();
    AnnotationDatabase(const AnnotationDatabase&) = delete;
    AnnotationDatabase& operator=(const AnnotationDatabase&) = delete;

    // Opens the file, or makes it. Without Create::Yes a file that is not there is no error: isOpen() tells. A damaged
    // one is set aside first (setAside()), unharmed, together with its journal; one of a newer version, or of
    // something else, is left alone and refused.
    Result<> open(Create create);
    void close();
    bool isOpen() const { return m_identity.has_value(); }

    // Where a damaged file was put by the last open(); empty where there was none.
    QString setAside() const { return m_setAside; }

    Result<AnnotationSet> load();
    // In one transaction: all or none.
    Result<> apply(const std::vector<AnnotationChange>& changes);
    // What AnnotationSet::merge does, in one transaction.
    Result<> merge(const AnnotationSet& set);

    // Another program wrote since the last load() or question.
    Result<bool> changedElsewhere();
    // The file under this name is another one than was opened, or none.
    bool isReplaced() const;

private:
    Result<> connectTo();
    Result<> check();
    Result<> makeSchema();
    bool moveAside();
    template <typename Work>
    Result<> inTransaction(Work&& work);

    QString m_file;
    QString m_connection;
    QSqlDatabase m_database;
    std::optional<FileIdentity> m_identity;
    qint64 m_dataVersion = 0;
    QString m_setAside;
};

} // namespace moie::ui
