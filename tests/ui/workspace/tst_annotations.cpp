// SPDX-License-Identifier: GPL-3.0-or-later
// The store of annotations: what is acknowledged is in the file, whatever happens to the program, the disk, or the
// file.
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <memory>
#include <random>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QLockFile>
#include <QProcess>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include "ui/workspace/annotation_database.h"
#include "ui/workspace/annotations.h"

using namespace moie;
using namespace moie::ui;
using namespace std::chrono_literals;

namespace {

constexpr const char* writerMode = "--writer";
const Time start = fromUnixSeconds(1'763'600'000);

TurnKey turnOf(const std::string& session, std::uint32_t number) {
    return {session, number, start + std::chrono::seconds(number)};
}

// Makes notes 1 … count of a session one after the other, and says the number of each that is in the file. A count of 0
// means until killed.
int writeNotes(const QString& file, const std::string& session, std::uint32_t count) {
    Annotations annotations(file);
    std::uint32_t number = 0;
    const auto next = [&] {
        ++number;
        annotations.setNote(turnOf(session, number), QStringLiteral("note %1").arg(number));
    };
    QObject::connect(&annotations, &Annotations::written, &annotations, [&] {
        std::printf("%u\n", number);
        std::fflush(stdout);
        if (number == count)
            QCoreApplication::quit();
        else
            next();
    });
    next();
    return QCoreApplication::exec();
}

std::unique_ptr<QProcess> startWriter(const QString& file, const QString& session, int count) {
    auto process = std::make_unique<QProcess>();
    process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process->start(QCoreApplication::applicationFilePath(),
                   {QLatin1String(writerMode), file, session, QString::number(count)});
    return process;
}

// Of the notes of a session: how many there are, if each is as it was written; else -1.
int wholeNotes(const AnnotationSet& set, const std::string& session) {
    int count = 0;
    for (const auto& [key, notes] : set.turns) {
        if (key.session != session)
            continue;
        ++count;
        if (key != turnOf(session, key.number) || notes.note != QStringLiteral("note %1").arg(key.number))
            return -1;
    }
    return count;
}

unsigned modeOf(const QString& path) {
    struct stat status {};
    return ::stat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_mode & 0777u : 0;
}

QByteArray bytesOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void overwrite(const QString& path, qint64 offset, const QByteArray& bytes) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(offset) && file.write(bytes) == bytes.size());
}

// No file of this process grows while this lives.
class FullDisk {
public:
    FullDisk() {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit none{0, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &none);
    }
    ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

private:
    rlimit m_before{};
};

// Root may write everywhere; while this lives the process is somebody else where it was root.
class Unprivileged {
public:
    Unprivileged() : m_wasRoot(::geteuid() == 0) {
        if (m_wasRoot)
            m_changed = ::seteuid(65534) == 0;
    }
    ~Unprivileged() {
        if (m_changed)
            m_changed = ::seteuid(0) == 0;
    }
    bool works() const { return m_changed || !m_wasRoot; }
    Unprivileged(const Unprivileged&) = delete;
    Unprivileged& operator=(const Unprivileged&) = delete;

private:
    bool m_wasRoot;
    bool m_changed = false;
};

} // namespace

class TestAnnotations : public QObject {
    Q_OBJECT

private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }
    void holdsAtOnceAndAfterwards();
    void makesNoFileBeforeTheFirstChange();
    void isReadableByItsOwnerOnly();
    void isBelowTheDataDirectory();
    void twoProcessesKeepEachOthers();
    void seesWhatAnotherWrites();
    void losesNothingAcknowledgedWhenKilled();
    void narrowsAnExistingFile();
    void setsADamagedFileAside_data();
    void setsADamagedFileAside();
    void leavesADamagedFileToWhoHoldsTheLock();
    void restoresWhatIsDamagedUnderIt();
    void leavesForeignFilesAlone_data();
    void leavesForeignFilesAlone();
    void leavesAFileAloneThatANewerVersionTookOver();
    void exportsNothingThatWasNotRead();
    void readsWhatItCannotWrite();
    void keepsChangesWhileTheDiskIsFull();
    void takesTheFileThatReplacesIts();
    void exportsAndImports();

private:
    QString file() const { return m_directory->filePath(QStringLiteral("data/annotations.sqlite")); }
    // What a program that starts now sees.
    AnnotationSet stored() const {
        AnnotationDatabase database(file());
        const auto opened = database.open(AnnotationDatabase::Create::No);
        return opened && database.isOpen() ? database.load().value_or(AnnotationSet{}) : AnnotationSet{};
    }
    void store(int notes) {
        AnnotationDatabase database(file());
        QVERIFY(database.open(AnnotationDatabase::Create::Yes));
        std::vector<AnnotationChange> changes;
        for (int i = 1; i <= notes; ++i) {
            const auto number = static_cast<std::uint32_t>(i);
            changes.push_back(
                TurnChange{.turn = turnOf("s", number), .note = QStringLiteral("note %1").arg(i), .at = start});
        }
        QVERIFY(database.apply(changes));
    }

    // As another program would.
    void execute(const QString& statement) const {
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("other"));
            database.setDatabaseName(file());
            QVERIFY(database.open());
            QVERIFY(QSqlQuery(database).exec(statement));
        }
        QSqlDatabase::removeDatabase(QStringLiteral("other"));
    }

    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestAnnotations::holdsAtOnceAndAfterwards() {
    const TurnKey turn = turnOf(std::string("s\xc3\xa4\0x", 5), 0);
    TimeMarker marker{
        .id = QStringLiteral("m"), .time = Time(1ns), .text = QStringLiteral("new prompt"), .session = "s"};
    {
        ManualClock clock(start);
        Annotations annotations(file(), clock);
        QSignalSpy changed(&annotations, &Annotations::changed);
        annotations.setBookmarked(turn, true);
        annotations.setNote(turn, QStringLiteral("a\nb\u202e😀"));
        annotations.setJudgement(turn, Judgement::Missed);
        annotations.setMarker(marker);
        QCOMPARE(changed.count(), 4);
        QCOMPARE(*annotations.present()->of(turn),
                 (TurnNotes{true, QStringLiteral("a\nb\u202e😀"), Judgement::Missed, start}));
        QTRY_COMPARE(annotations.unwritten(), std::size_t{0});
        QVERIFY(annotations.problem().isEmpty());
    }
    marker.changed = start;
    Annotations again(file());
    QTRY_VERIFY(again.isLoaded());
    QCOMPARE(*again.present()->of(turn), (TurnNotes{true, QStringLiteral("a\nb\u202e😀"), Judgement::Missed, start}));
    QCOMPARE(*again.present()->markers.find(QStringLiteral("m")), marker);
    again.removeMarker(QStringLiteral("m"));
    again.setBookmarked(turn, false);
    again.setNote(turn, {});
    again.setJudgement(turn, Judgement::None);
    QTRY_COMPARE(again.unwritten(), std::size_t{0});
    QVERIFY(stored() == AnnotationSet{});
}

void TestAnnotations::makesNoFileBeforeTheFirstChange() {
    Annotations annotations(file());
    QTRY_VERIFY(annotations.isLoaded());
    QVERIFY(!QFile::exists(QFileInfo(file()).absolutePath()));
    annotations.setBookmarked(turnOf("s", 1), true);
    QTRY_COMPARE(annotations.unwritten(), std::size_t{0});
    QVERIFY(QFile::exists(file()));
}

void TestAnnotations::isReadableByItsOwnerOnly() {
    const mode_t before = ::umask(0);
    store(1);
    ::umask(before);
    QCOMPARE(modeOf(file()), 0600u);
    QCOMPARE(modeOf(QFileInfo(file()).absolutePath()), 0700u);
}

void TestAnnotations::isBelowTheDataDirectory() {
    const QByteArray before = qgetenv("XDG_DATA_HOME");
    qputenv("XDG_DATA_HOME", m_directory->path().toUtf8());
    QCOMPARE(Annotations::defaultFile(), m_directory->path() + QStringLiteral("/moie-observatory/annotations.sqlite"));
    qputenv("XDG_DATA_HOME", before);
}

void TestAnnotations::twoProcessesKeepEachOthers() {
    constexpr int count = 40;
    const auto one = startWriter(file(), QStringLiteral("one"), count);
    const auto two = startWriter(file(), QStringLiteral("two"), count);
    for (const auto& writer : {one.get(), two.get()}) {
        QVERIFY(writer->waitForFinished(120'000));
        QCOMPARE(writer->exitCode(), 0);
    }
    const AnnotationSet set = stored();
    QCOMPARE(wholeNotes(set, "one"), count);
    QCOMPARE(wholeNotes(set, "two"), count);
}

void TestAnnotations::seesWhatAnotherWrites() {
    Annotations annotations(file());
    QTRY_VERIFY(annotations.isLoaded());
    QSignalSpy changed(&annotations, &Annotations::changed);
    store(3);
    QTRY_COMPARE_WITH_TIMEOUT(wholeNotes(*annotations.present(), "s"), 3, 20'000);
    QVERIFY(changed.count() >= 1);
    // A bookmark here and a note there, on the same turn.
    annotations.setBookmarked(turnOf("s", 1), true);
    QTRY_COMPARE(annotations.unwritten(), std::size_t{0});
    store(4);
    QTRY_COMPARE_WITH_TIMEOUT(wholeNotes(*annotations.present(), "s"), 4, 20'000);
    QVERIFY(annotations.present()->of(turnOf("s", 1))->bookmarked);
}

void TestAnnotations::losesNothingAcknowledgedWhenKilled() {
    std::mt19937 random(7);
    int written = 0;
    for (int round = 0; round < 12; ++round) {
        const std::string session = "round " + std::to_string(round);
        const auto writer = startWriter(file(), QString::fromStdString(session), 0);
        // Killed while it writes: after so many acknowledgements, and a little later.
        const int after = static_cast<int>(random() % 8);
        QByteArray said;
        while (said.count('\n') < after) {
            QVERIFY(writer->waitForReadyRead(60'000));
            said += writer->readAll();
        }
        writer->waitForReadyRead(static_cast<int>(random() % 10));
        writer->kill();
        QVERIFY(writer->waitForFinished(60'000));
        said += writer->readAll();
        const int acknowledged = static_cast<int>(said.count('\n'));
        const int found = wholeNotes(stored(), session);
        QVERIFY2(found == acknowledged || found == acknowledged + 1,
                 qPrintable(QStringLiteral("%1 acknowledged, %2 found").arg(acknowledged).arg(found)));
        written += found;
    }
    QCOMPARE(static_cast<int>(stored().turns.size()), written);
    QVERIFY(QDir(QFileInfo(file()).absolutePath()).entryList({QStringLiteral("*damaged*")}).isEmpty());
}

void TestAnnotations::narrowsAnExistingFile() {
    store(1);
    for (const auto& [wide, narrow] : {std::pair<mode_t, unsigned>{0644, 0600u}, {0444, 0400u}}) {
        QVERIFY(::chmod(QFile::encodeName(file()).constData(), wide) == 0);
        QCOMPARE(wholeNotes(stored(), "s"), 1);
        QCOMPARE(modeOf(file()), narrow);
    }
}

void TestAnnotations::setsADamagedFileAside_data() {
    QTest::addColumn<qint64>("offset");
    QTest::newRow("header") << qint64{0};
    QTest::newRow("a page") << qint64{4096 + 200};
    QTest::newRow("the last page") << qint64{-500};
}

void TestAnnotations::setsADamagedFileAside() {
    QFETCH(qint64, offset);
    store(300);
    const qint64 size = QFileInfo(file()).size();
    QVERIFY(size > 3 * 4096);
    // Of an interior or leaf page the beginning, where its kind and cell pointers stand.
    const qint64 at = offset < 0 ? size - 4096 : offset / 4096 * 4096;
    overwrite(file(), at, QByteArray(200, '\x5a'));
    const QByteArray damaged = bytesOf(file());

    Annotations annotations(file());
    QSignalSpy aside(&annotations, &Annotations::setAside);
    QTRY_COMPARE(aside.count(), 1);
    const QString where = aside.front().front().toString();
    QVERIFY(where.startsWith(file() + QStringLiteral(".damaged-")));
    QCOMPARE(bytesOf(where), damaged);
    QVERIFY(!QFile::exists(file()));
    annotations.setBookmarked(turnOf("new", 1), true);
    QTRY_COMPARE(annotations.unwritten(), std::size_t{0});
    QVERIFY(stored().of(turnOf("new", 1)));
}

void TestAnnotations::leavesADamagedFileToWhoHoldsTheLock() {
    store(1);
    overwrite(file(), 0, QByteArray(200, '\x5a'));
    const QByteArray damaged = bytesOf(file());
    QLockFile other(file() + QStringLiteral(".lock"));
    QVERIFY(other.lock());
    AnnotationDatabase database(file());
    const auto opened = database.open(AnnotationDatabase::Create::Yes);
    QVERIFY(!opened && database.setAside().isEmpty());
    QCOMPARE(bytesOf(file()), damaged);
    other.unlock();
    QVERIFY(database.open(AnnotationDatabase::Create::Yes));
    QCOMPARE(bytesOf(database.setAside()), damaged);
}

void TestAnnotations::restoresWhatIsDamagedUnderIt() {
    store(300);
    Annotations annotations(file());
    QTRY_COMPARE(wholeNotes(*annotations.present(), "s"), 300);
    QSignalSpy aside(&annotations, &Annotations::setAside);
    // Every page but the first, and the change counter of that, so that no cache is trusted.
    const qint64 size = QFileInfo(file()).size();
    overwrite(file(), 24, QByteArray("\x01\x02\x03\x04"));
    for (qint64 page = 4096; page < size; page += 4096)
        overwrite(file(), page, QByteArray(200, '\x5a'));
    annotations.setNote(turnOf("s", 301), QStringLiteral("note 301"));
    QTRY_COMPARE_WITH_TIMEOUT(aside.count(), 1, 20'000);
    QTRY_COMPARE(annotations.unwritten(), std::size_t{0});
    QCOMPARE(wholeNotes(*annotations.present(), "s"), 301);
    QCOMPARE(wholeNotes(stored(), "s"), 301);
}

void TestAnnotations::leavesForeignFilesAlone_data() {
    QTest::addColumn<QString>("statement");
    QTest::addColumn<QString>("words");
    QTest::newRow("newer") << "PRAGMA user_version = 2"
                           << "newer version";
    QTest::newRow("other program") << "PRAGMA application_id = 7"
                                   << "something else";
}

void TestAnnotations::leavesForeignFilesAlone() {
    QFETCH(const QString, statement);
    QFETCH(const QString, words);
    store(1);
    execute(statement);
    const QByteArray before = bytesOf(file());
    {
        Annotations annotations(file());
        annotations.setBookmarked(turnOf("s", 2), true);
        QTRY_VERIFY2(annotations.problem().contains(words), qPrintable(annotations.problem()));
        QCOMPARE(annotations.unwritten(), std::size_t{1});
        QVERIFY(annotations.present()->of(turnOf("s", 2)));
    }
    QCOMPARE(bytesOf(file()), before);
}

void TestAnnotations::leavesAFileAloneThatANewerVersionTookOver() {
    store(1);
    Annotations annotations(file());
    QTRY_VERIFY(annotations.isLoaded());
    execute(QStringLiteral("PRAGMA user_version = 2"));
    const QByteArray before = bytesOf(file());
    annotations.setBookmarked(turnOf("s", 2), true);
    QTRY_VERIFY2(annotations.problem().contains(QStringLiteral("newer version")), qPrintable(annotations.problem()));
    QCOMPARE(annotations.unwritten(), std::size_t{1});
    QCOMPARE(bytesOf(file()), before);
}

void TestAnnotations::exportsNothingThatWasNotRead() {
    store(1);
    execute(QStringLiteral("PRAGMA user_version = 2"));
    const QString target = m_directory->filePath(QStringLiteral("notes.jsonl"));
    overwrite(target, 0, "an export of before");
    Annotations annotations(file());
    QSignalSpy exported(&annotations, &Annotations::exported);
    annotations.exportTo(target);
    QTRY_COMPARE(exported.count(), 1);
    QVERIFY2(exported[0][0].toString().contains(QStringLiteral("newer version")),
             qPrintable(exported[0][0].toString()));
    QCOMPARE(bytesOf(target), QByteArray("an export of before"));
}

void TestAnnotations::readsWhatItCannotWrite() {
    store(3);
    const QString directory = QFileInfo(file()).absolutePath();
    QVERIFY(::chmod(QFile::encodeName(file()).constData(), 0444) == 0);
    QVERIFY(::chmod(QFile::encodeName(directory).constData(), 0555) == 0);
    QVERIFY(::chmod(QFile::encodeName(m_directory->path()).constData(), 0755) == 0);
    {
        const Unprivileged somebody;
        QVERIFY(somebody.works());
        Annotations annotations(file());
        QTRY_COMPARE(wholeNotes(*annotations.present(), "s"), 3);
        QVERIFY(annotations.problem().isEmpty());
        annotations.setBookmarked(turnOf("s", 1), true);
        QTRY_VERIFY2(annotations.problem().contains(QStringLiteral("not writable")), qPrintable(annotations.problem()));
        QCOMPARE(annotations.unwritten(), std::size_t{1});
        QVERIFY(annotations.present()->of(turnOf("s", 1))->bookmarked);
    }
    QVERIFY(::chmod(QFile::encodeName(directory).constData(), 0755) == 0);
    QVERIFY(::chmod(QFile::encodeName(file()).constData(), 0644) == 0);
    QVERIFY(!stored().of(turnOf("s", 1))->bookmarked);
}

void TestAnnotations::keepsChangesWhileTheDiskIsFull() {
    store(3);
    Annotations annotations(file());
    QTRY_VERIFY(annotations.isLoaded());
    {
        const FullDisk full;
        annotations.setNote(turnOf("s", 4), QStringLiteral("note 4"));
        QTRY_VERIFY(!annotations.problem().isEmpty());
        QCOMPARE(annotations.unwritten(), std::size_t{1});
        QCOMPARE(wholeNotes(*annotations.present(), "s"), 4);
    }
    QTRY_COMPARE_WITH_TIMEOUT(annotations.unwritten(), std::size_t{0}, 20'000);
    QVERIFY(annotations.problem().isEmpty());
    QCOMPARE(wholeNotes(stored(), "s"), 4);
}

void TestAnnotations::takesTheFileThatReplacesIts() {
    store(3);
    const QByteArray three = bytesOf(file());
    store(5);
    Annotations annotations(file());
    QTRY_COMPARE(wholeNotes(*annotations.present(), "s"), 5);
    // A copy that was kept is put back.
    QFile kept(file() + QStringLiteral(".new"));
    QVERIFY(kept.open(QIODevice::WriteOnly) && kept.write(three) == three.size());
    kept.close();
    QVERIFY(QFile::remove(file()) && QFile::rename(file() + QStringLiteral(".new"), file()));
    QTRY_COMPARE_WITH_TIMEOUT(wholeNotes(*annotations.present(), "s"), 3, 20'000);
    annotations.setNote(turnOf("s", 4), QStringLiteral("note 4"));
    QTRY_COMPARE(annotations.unwritten(), std::size_t{0});
    QCOMPARE(wholeNotes(stored(), "s"), 4);
}

void TestAnnotations::exportsAndImports() {
    store(3);
    const QString target = m_directory->filePath(QStringLiteral("notes.jsonl"));
    {
        Annotations annotations(file());
        annotations.setNote(turnOf("s", 4), QStringLiteral("note 4"));
        QSignalSpy exported(&annotations, &Annotations::exported);
        annotations.exportTo(target);
        QTRY_COMPARE(exported.count(), 1);
        QCOMPARE(exported.front().front().toString(), QString());
    }
    const QString other = m_directory->filePath(QStringLiteral("other/annotations.sqlite"));
    Annotations annotations(other);
    QSignalSpy imported(&annotations, &Annotations::imported);
    annotations.importFrom(target);
    QTRY_COMPARE(imported.count(), 1);
    QCOMPARE(imported.front().front().toString(), QString());
    QCOMPARE(wholeNotes(*annotations.present(), "s"), 4);

    QFile lines(target);
    QVERIFY(lines.open(QIODevice::Append) && lines.write("{\"kind\": \"tu\n") > 0);
    lines.close();
    annotations.setNote(turnOf("s", 1), {});
    annotations.importFrom(target);
    QTRY_COMPARE(imported.count(), 2);
    QVERIFY2(imported.back().front().toString().contains(QStringLiteral("line 5")),
             qPrintable(imported.back().front().toString()));
    QCOMPARE(wholeNotes(*annotations.present(), "s"), 3);
}

int main(int argc, char** argv) {
    QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() == 5 && arguments[1] == QLatin1String(writerMode))
        return writeNotes(arguments[2], arguments[3].toStdString(), arguments[4].toUInt());
    TestAnnotations test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_annotations.moc"
