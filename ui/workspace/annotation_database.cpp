// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/annotation_database.h"

#include <map>

#include <sys/stat.h>

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

#include "ui/workspace/annotation_lines.h"

namespace moie::ui {

namespace {

class DatabaseTexts {
    Q_DECLARE_TR_FUNCTIONS(Annotations)
};

constexpr qint64 applicationId = 0x4d6f4945; // "MoIE"
constexpr qint64 schemaVersion = 1;
constexpr int busyMilliseconds = 5000;

// SQLite's primary result codes.
constexpr int sqliteBusy = 5;
constexpr int sqliteLocked = 6;
constexpr int sqliteReadOnly = 8;
constexpr int sqliteIoError = 10;
constexpr int sqliteCorrupt = 11;
constexpr int sqliteFull = 13;
constexpr int sqliteCannotOpen = 14;
constexpr int sqliteNotADatabase = 26;
constexpr int primaryCodeMask = 0xff;

Error errorOf(const QSqlError& error, const QString& file) {
    const auto made = [&](ErrorCode code, const QString& text) {
        return Error{code, text.toStdString(), file.toStdString(), std::nullopt};
    };
    switch (error.nativeErrorCode().toInt() & primaryCodeMask) {
    case sqliteCorrupt:
    case sqliteNotADatabase: return made(ErrorCode::Malformed, DatabaseTexts::tr("the file is damaged"));
    case sqliteFull: return made(ErrorCode::NoSpace, DatabaseTexts::tr("the disk is full"));
    case sqliteReadOnly:
        return made(ErrorCode::PermissionDenied, DatabaseTexts::tr("the file or its directory is not writable"));
    case sqliteCannotOpen:
        return made(ErrorCode::PermissionDenied,
                    DatabaseTexts::tr("the file, or a journal beside it, cannot be opened"));
    case sqliteBusy:
    case sqliteLocked: return made(ErrorCode::Io, DatabaseTexts::tr("another program is holding the file"));
    case sqliteIoError: return made(ErrorCode::Io, DatabaseTexts::tr("the disk reports an error"));
    default: return made(ErrorCode::Io, error.text());
    }
}

std::optional<FileIdentity> identityOf(const QString& file) {
    struct stat status {};
    if (::stat(QFile::encodeName(file).constData(), &status) != 0)
        return std::nullopt;
    return FileIdentity{status.st_dev, status.st_ino};
}

QByteArray bytesOf(const std::string& text) {
    return QByteArray::fromStdString(text);
}

// A null text would be bound as NULL.
QString textOf(const QString& text) {
    return text.isNull() ? QStringLiteral("") : text;
}

qint64 countOf(Time time) {
    return time.time_since_epoch().count();
}

Time timeOf(const QVariant& count) {
    return Time(Duration(count.toLongLong()));
}

// Statements of one connection. The first that fails ends the rest.
class Statements {
public:
    Statements(const QSqlDatabase& database, const QString& file) : m_database(database), m_file(file) {}

    // Session ids are bound as bytes, so that no conversion makes two of them equal.
    Result<QSqlQuery> run(const QString& text, const QVariantList& values = {}) {
        QSqlQuery query(m_database);
        query.setForwardOnly(true);
        bool done = query.prepare(text);
        for (const QVariant& value : values)
            query.addBindValue(value);
        done = done && query.exec();
        if (!done)
            return tl::unexpected(errorOf(query.lastError(), m_file));
        return query;
    }

    Result<qint64> number(const QString& text) {
        auto query = run(text);
        if (!query)
            return tl::unexpected(std::move(query.error()));
        return query->next() ? query->value(0).toLongLong() : 0;
    }

    // Asked with each transaction too: a newer version may have taken the file over since it was opened.
    Result<> requireVersion() {
        const auto version = number(QStringLiteral("PRAGMA user_version"));
        if (!version)
            return tl::unexpected(version.error());
        if (*version != schemaVersion)
            return tl::unexpected(
                Error{ErrorCode::InvalidArgument,
                      DatabaseTexts::tr("the file was made by a newer version of this program; it was left alone")
                          .toStdString(),
                      m_file.toStdString(), std::nullopt});
        return {};
    }

    Result<> apply(const TurnChange& change) {
        const TurnKey& turn = change.turn;
        const QVariantList key{bytesOf(turn.session), qint64{turn.number}, countOf(turn.time)};
        Result<> done =
            discard(run(QStringLiteral("INSERT OR IGNORE INTO turns (session, number, time) VALUES (?, ?, ?)"), key));
        const auto set = [&](const char* column, const QVariant& value) {
            const QString text =
                QStringLiteral("UPDATE turns SET %1 = ?, changed = ? WHERE session = ? AND number = ? AND time = ?");
            if (done)
                done = discard(run(text.arg(QLatin1String(column)), QVariantList{value, countOf(change.at)} + key));
        };
        if (change.bookmarked)
            set("bookmarked", *change.bookmarked ? 1 : 0);
        if (change.note)
            set("note", textOf(*change.note));
        if (change.judgement)
            set("judgement", textOf(judgementKey(*change.judgement)));
        if (done)
            done = discard(run(QStringLiteral("DELETE FROM turns WHERE session = ? AND number = ? AND time = ? AND "
                                              "bookmarked = 0 AND note = '' AND judgement = ''"),
                               key));
        return done;
    }

    Result<> apply(const TimeMarker& marker) {
        return discard(
            run(QStringLiteral("INSERT OR REPLACE INTO markers (id, time, text, session, directory, changed) "
                               "VALUES (?, ?, ?, ?, ?, ?)"),
                {marker.id, countOf(marker.time), textOf(marker.text), bytesOf(marker.session),
                 textOf(marker.directory), countOf(marker.changed)}));
    }

    Result<> apply(const MarkerRemoval& removal) {
        return discard(run(QStringLiteral("DELETE FROM markers WHERE id = ?"), {removal.id}));
    }

    static Result<> discard(Result<QSqlQuery> query) {
        if (!query)
            return tl::unexpected(std::move(query.error()));
        return {};
    }

private:
    const QSqlDatabase& m_database;
    const QString& m_file;
};

const char* const schema[] = {
    "CREATE TABLE turns (session BLOB NOT NULL, number INTEGER NOT NULL, time INTEGER NOT NULL, "
    "bookmarked INTEGER NOT NULL DEFAULT 0, note TEXT NOT NULL DEFAULT '', judgement TEXT NOT NULL DEFAULT '', "
    "changed INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (session, number, time)) WITHOUT ROWID",
    "CREATE TABLE markers (id TEXT PRIMARY KEY NOT NULL, time INTEGER NOT NULL, text TEXT NOT NULL, "
    "session BLOB NOT NULL, directory TEXT NOT NULL, changed INTEGER NOT NULL) WITHOUT ROWID",
};

} // namespace

AnnotationDatabase::AnnotationDatabase(const QString& file)
    : m_file(file), m_connection(QUuid::createUuid().toString(QUuid::WithoutBraces)) {}

AnnotationDatabase::~AnnotationDatabase() {
    close();
}

void AnnotationDatabase::close() {
    m_identity.reset();
    if (!m_database.isValid())
        return;
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_connection);
}

Result<> AnnotationDatabase::open(Create create) {
    close();
    m_setAside.clear();
    constexpr QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner;
    if (!QFile::exists(m_file)) {
        if (create == Create::No)
            return {};
        const QDir directory = QFileInfo(m_file).absoluteDir();
        if (!directory.exists() && QDir().mkpath(directory.absolutePath()))
            QFile::setPermissions(directory.absolutePath(), ownerOnly | QFile::ExeOwner);
        // SQLite would make it as readable as the umask lets it be; its journals get the mode of the file.
        QFile(m_file).open(QIODevice::WriteOnly | QIODevice::NewOnly, ownerOnly);
    }
    // A copy that was put there may be readable by all.
    constexpr QFile::Permissions others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    if (const QFile::Permissions present = QFile::permissions(m_file); present & others)
        QFile::setPermissions(m_file, present & ownerOnly);
    // Two programs must not set aside each other's file: what one finds damaged may be the other's new one by then.
    QLockFile lock(m_file + QStringLiteral(".lock"));
    lock.tryLock(busyMilliseconds);
    Result<> opened = connectTo();
    if (opened)
        opened = check();
    if (opened) {
        m_identity = identityOf(m_file);
        return {};
    }
    close();
    if (opened.error().code != ErrorCode::Malformed || !lock.isLocked() || !moveAside())
        return opened;
    lock.unlock();
    const QString aside = m_setAside;
    opened = open(create);
    m_setAside = aside;
    return opened;
}

Result<> AnnotationDatabase::connectTo() {
    m_database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), m_connection);
    m_database.setDatabaseName(m_file);
    m_database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=%1").arg(busyMilliseconds));
    if (!m_database.open())
        return tl::unexpected(errorOf(m_database.lastError(), m_file));
    return {};
}

Result<> AnnotationDatabase::check() {
    Statements statements(m_database, m_file);
    const auto version = statements.number(QStringLiteral("PRAGMA user_version"));
    if (!version)
        return tl::unexpected(version.error());
    const auto application = statements.number(QStringLiteral("PRAGMA application_id"));
    const auto tables = statements.number(QStringLiteral("SELECT count(*) FROM sqlite_master"));
    if (!application || !tables)
        return tl::unexpected(!application ? application.error() : tables.error());
    const auto refuse = [&](const QString& text) {
        return tl::unexpected(
            Error{ErrorCode::InvalidArgument, text.toStdString(), m_file.toStdString(), std::nullopt});
    };
    if (*version == 0 && *application == 0 && *tables == 0)
        return makeSchema();
    if (*application != applicationId)
        return refuse(DatabaseTexts::tr("the file is a database of something else; it was left alone"));
    if (auto known = statements.requireVersion(); !known)
        return known;
    auto found = statements.run(QStringLiteral("PRAGMA integrity_check(1)"));
    if (!found)
        return tl::unexpected(std::move(found.error()));
    if (!found->next() || found->value(0).toString() != QLatin1String("ok"))
        return tl::unexpected(Error{ErrorCode::Malformed, DatabaseTexts::tr("the file is damaged").toStdString(),
                                    m_file.toStdString(), std::nullopt});
    return {};
}

template <typename Work>
Result<> AnnotationDatabase::inTransaction(Work&& work) {
    Statements statements(m_database, m_file);
    // Immediate: a transaction that reads first could not wait for another writer.
    Result<> done = Statements::discard(statements.run(QStringLiteral("BEGIN IMMEDIATE")));
    if (!done)
        return done;
    done = work(statements);
    if (done)
        done = Statements::discard(statements.run(QStringLiteral("COMMIT")));
    if (!done)
        QSqlQuery(m_database).exec(QStringLiteral("ROLLBACK"));
    return done;
}

Result<> AnnotationDatabase::makeSchema() {
    return inTransaction([](Statements& statements) -> Result<> {
        // Another program may have made it while this one waited.
        const auto tables = statements.number(QStringLiteral("SELECT count(*) FROM sqlite_master"));
        if (!tables)
            return tl::unexpected(tables.error());
        if (*tables > 0)
            return {};
        Result<> done;
        for (const char* text : schema)
            if (done)
                done = Statements::discard(statements.run(QLatin1String(text)));
        if (done)
            done = Statements::discard(statements.run(QStringLiteral("PRAGMA application_id = %1").arg(applicationId)));
        if (done)
            done = Statements::discard(statements.run(QStringLiteral("PRAGMA user_version = %1").arg(schemaVersion)));
        return done;
    });
}

bool AnnotationDatabase::moveAside() {
    const QString stamp = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-HHmmss-zzz"));
    const QString aside = QStringLiteral("%1.damaged-%2").arg(m_file, stamp);
    // The journal goes first: without it the database might take it for its own again.
    const QString journal = QStringLiteral("-journal");
    if (QFile::exists(m_file + journal) && !QFile::rename(m_file + journal, aside + journal))
        return false;
    if (!QFile::rename(m_file, aside))
        return false;
    m_setAside = aside;
    return true;
}

Result<AnnotationSet> AnnotationDatabase::load() {
    std::map<TurnKey, TurnNotes> notes;
    std::map<QString, TimeMarker> moments;
    Statements statements(m_database, m_file);
    if (auto unchanged = changedElsewhere(); !unchanged)
        return tl::unexpected(std::move(unchanged.error()));
    if (auto known = statements.requireVersion(); !known)
        return tl::unexpected(std::move(known.error()));
    auto turns =
        statements.run(QStringLiteral("SELECT session, number, time, bookmarked, note, judgement, changed FROM turns"));
    if (!turns)
        return tl::unexpected(std::move(turns.error()));
    while (turns->next()) {
        const TurnKey key{turns->value(0).toByteArray().toStdString(), turns->value(1).toUInt(),
                          timeOf(turns->value(2))};
        notes[key] = {turns->value(3).toInt() != 0, turns->value(4).toString(),
                      judgementFromKey(turns->value(5).toString()).value_or(Judgement::None), timeOf(turns->value(6))};
    }
    if (turns->lastError().isValid())
        return tl::unexpected(errorOf(turns->lastError(), m_file));
    auto markers = statements.run(QStringLiteral("SELECT id, time, text, session, directory, changed FROM markers"));
    if (!markers)
        return tl::unexpected(std::move(markers.error()));
    while (markers->next()) {
        const TimeMarker marker{markers->value(0).toString(), timeOf(markers->value(1)),
                                markers->value(2).toString(), markers->value(3).toByteArray().toStdString(),
                                markers->value(4).toString(), timeOf(markers->value(5))};
        moments[marker.id] = marker;
    }
    if (markers->lastError().isValid())
        return tl::unexpected(errorOf(markers->lastError(), m_file));
    return AnnotationSet{SharedMap(notes), SharedMap(moments)};
}

Result<> AnnotationDatabase::apply(const std::vector<AnnotationChange>& changes) {
    return inTransaction([&](Statements& statements) {
        Result<> done = statements.requireVersion();
        for (const AnnotationChange& change : changes)
            if (done)
                done = std::visit([&](const auto& step) { return statements.apply(step); }, change);
        return done;
    });
}

Result<> AnnotationDatabase::merge(const AnnotationSet& set) {
    return inTransaction([&](Statements& statements) {
        Result<> done = statements.requireVersion();
        for (const auto& [key, notes] : set.turns) {
            const QString text = QStringLiteral(
                "INSERT INTO turns (session, number, time, bookmarked, note, judgement, changed) VALUES (?, ?, ?, ?, "
                "?, ?, ?) "
                "ON CONFLICT DO UPDATE SET bookmarked = excluded.bookmarked, note = excluded.note, "
                "judgement = excluded.judgement, changed = excluded.changed WHERE changed <= excluded.changed");
            if (done)
                done = Statements::discard(statements.run(
                    text, {bytesOf(key.session), qint64{key.number}, countOf(key.time), notes.bookmarked ? 1 : 0,
                           textOf(notes.note), textOf(judgementKey(notes.judgement)), countOf(notes.changed)}));
        }
        for (const auto& [id, marker] : set.markers) {
            const QString text = QStringLiteral(
                "INSERT INTO markers (id, time, text, session, directory, changed) VALUES (?, ?, ?, ?, ?, ?) "
                "ON CONFLICT DO UPDATE SET time = excluded.time, text = excluded.text, session = "
                "excluded.session, directory = excluded.directory, changed = excluded.changed "
                "WHERE changed <= excluded.changed");
            if (done)
                done = Statements::discard(
                    statements.run(text, {id, countOf(marker.time), textOf(marker.text), bytesOf(marker.session),
                                          textOf(marker.directory), countOf(marker.changed)}));
        }
        return done;
    });
}

Result<bool> AnnotationDatabase::changedElsewhere() {
    const auto version = Statements(m_database, m_file).number(QStringLiteral("PRAGMA data_version"));
    if (!version)
        return tl::unexpected(version.error());
    return std::exchange(m_dataVersion, *version) != *version;
}

bool AnnotationDatabase::isReplaced() const {
    return m_identity && identityOf(m_file) != m_identity;
}

} // namespace moie::ui
