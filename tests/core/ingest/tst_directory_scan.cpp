// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <moie/ingest/directory_scan.h>

#include "support/log_lines.h"

using namespace moie;
namespace fs = std::filesystem;

class TestDirectoryScan : public QObject {
    Q_OBJECT

private slots:
    void init() { m_directory = std::make_unique<QTemporaryDir>(); }
    void findsLogsAtAnyDepth();
    void skipsWhatIsNoRegularFile();
    void followsLinksOnceAndNotOut();
    void saysWhyItCannotList();

private:
    std::string path(const std::string& name = {}) const {
        return m_directory->path().toStdString() + (name.empty() ? "" : "/" + name);
    }

    std::vector<std::string> found() const {
        const auto listing = scanDirectory(path());
        std::vector<std::string> names;
        if (listing)
            for (const FoundFile& file : listing->files)
                names.push_back(file.path);
        return names;
    }

    std::unique_ptr<QTemporaryDir> m_directory;
};

void TestDirectoryScan::findsLogsAtAnyDepth() {
    logLines::append(path("b.jsonl"), "x\n");
    logLines::append(path("a/b/c/d.jsonl"), "xyz\n");
    logLines::append(path("a/readme.txt"), "no log");
    logLines::append(path("old.jsonl.1"), "no log");
    QCOMPARE(found(), (std::vector<std::string>{"a/b/c/d.jsonl", "b.jsonl"}));
    const auto listing = scanDirectory(path());
    QCOMPARE(listing->files.front().size, 4u);
    QCOMPARE(listing->directories.size(), 4u);
}

void TestDirectoryScan::skipsWhatIsNoRegularFile() {
    QCOMPARE(::mkfifo(path("pipe.jsonl").c_str(), 0600), 0);
    fs::create_symlink("/dev/zero", path("zero.jsonl"));
    fs::create_directory(path("directory.jsonl"));
    const int listener = ::socket(AF_UNIX, SOCK_STREAM, 0);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    qstrncpy(address.sun_path, path("s.jsonl").c_str(), sizeof address.sun_path);
    QCOMPARE(::bind(listener, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ::close(listener);
    logLines::append(path("log.jsonl"), "x\n");
    QCOMPARE(found(), std::vector<std::string>{"log.jsonl"});
}

void TestDirectoryScan::followsLinksOnceAndNotOut() {
    QTemporaryDir outside;
    logLines::append(outside.path().toStdString() + "/secret.jsonl", "x\n");
    logLines::append(path("real/log.jsonl"), "x\n");
    fs::create_symlink("real/log.jsonl", path("again.jsonl"));
    fs::create_hard_link(path("real/log.jsonl"), path("real/zz-hard.jsonl"));
    fs::create_directory_symlink("..", path("real/loop"));
    fs::create_directory_symlink(outside.path().toStdString(), path("outside"));
    fs::create_symlink(outside.path().toStdString() + "/secret.jsonl", path("secret.jsonl"));
    fs::create_symlink("nowhere", path("broken.jsonl"));
    QCOMPARE(found(), std::vector<std::string>{"real/log.jsonl"});
}

void TestDirectoryScan::saysWhyItCannotList() {
    const auto missing = scanDirectory(path("missing"));
    QVERIFY(!missing);
    QCOMPARE(missing.error().code, ErrorCode::NotFound);
    logLines::append(path("file"), "x");
    QCOMPARE(scanDirectory(path("file")).error().code, ErrorCode::NotADirectory);
    if (::geteuid() == 0)
        QSKIP("the superuser may list everything");
    fs::create_directory(path("closed"));
    ::chmod(path("closed").c_str(), 0);
    const auto listing = scanDirectory(path());
    QCOMPARE(listing->problems.size(), 1u);
    QCOMPARE(listing->problems.front().code, ErrorCode::PermissionDenied);
    ::chmod(path("closed").c_str(), 0700);
}

QTEST_GUILESS_MAIN(TestDirectoryScan)
#include "tst_directory_scan.moc"
