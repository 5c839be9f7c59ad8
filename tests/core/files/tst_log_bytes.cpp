// SPDX-License-Identifier: GPL-3.0-or-later
// Plain, gzip and zstd files give the same content at any offset; cut and damaged ones say so.
#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <random>

#include <moie/files/log_bytes.h>

#include "support/compress.h"
#include "support/log_lines.h"

using namespace moie;

namespace {

// Three megabytes that do not compress to nothing.
std::string content() {
    std::mt19937 random(7);
    std::string text;
    while (text.size() < 3'000'000)
        text += "line " + std::to_string(random()) + "\n";
    return text;
}

std::string readAll(LogBytes& file, std::size_t step) {
    std::string all;
    std::string buffer(step, '\0');
    while (true) {
        const auto got = file.readAt(all.size(), buffer.data(), buffer.size());
        if (!got || *got == 0)
            return all;
        all.append(buffer, 0, *got);
        file.forgetBefore(all.size() > 5000 ? all.size() - 5000 : 0);
    }
}

} // namespace

class TestLogBytes : public QObject {
    Q_OBJECT

private slots:
    void sameContent_data();
    void sameContent();
    void readsBackwards();
    void decodesInSteps();
    void severalMembers();
    void cutAndCompleted();
    void damaged_data();
    void damaged();
    void padding();
    void empty_data() { names(); }
    void empty();

private:
    static void names() {
        QTest::addColumn<QString>("name");
        QTest::newRow("plain") << "a.jsonl";
        QTest::newRow("gzip") << "a.jsonl.gz";
        QTest::newRow("zstd") << "a.jsonl.zst";
    }
    static std::string stored(const std::string& name, const std::string& text) {
        return name.ends_with(".gz") ? gzipped(text) : name.ends_with(".zst") ? zstandard(text) : text;
    }
    std::string write(const std::string& name, const std::string& bytes) {
        const std::string path = m_directory.path().toStdString() + "/" + name;
        std::filesystem::remove(path);
        logLines::append(path, bytes);
        return path;
    }

    QTemporaryDir m_directory;
};

void TestLogBytes::sameContent_data() {
    names();
}

void TestLogBytes::sameContent() {
    QFETCH(QString, name);
    const std::string text = content();
    LogBytes file;
    QVERIFY(file.open(write(name.toStdString(), stored(name.toStdString(), text))));
    for (const std::size_t step : {1'000'003u, 65'536u, 777u}) {
        QVERIFY(readAll(file, step) == text);
        QVERIFY(!file.isCut());
    }
    const std::uint64_t size = file.storedSize().value();
    QCOMPARE(file.decodedBytes(), name == "a.jsonl" ? 0 : size);
}

void TestLogBytes::readsBackwards() {
    const std::string text = content();
    LogBytes file;
    QVERIFY(file.open(write("b.jsonl.gz", gzipped(text))));
    std::string buffer(100, '\0');
    for (const std::size_t offset : {2'900'000u, 10u, 1'500'000u, 1'499'990u, 0u}) {
        QCOMPARE(file.readAt(offset, buffer.data(), buffer.size()).value(), buffer.size());
        QVERIFY(buffer == text.substr(offset, buffer.size()));
        file.forgetBefore(offset + 600'000);
    }
    QCOMPARE(file.readAt(text.size() - 30, buffer.data(), buffer.size()).value(), 30u);
    QCOMPARE(file.readAt(text.size() + 5, buffer.data(), buffer.size()).value(), 0u);
}

// On the way to an offset the caller gets a word in; what it asked to keep is there then.
void TestLogBytes::decodesInSteps() {
    const std::string text = content();
    LogBytes file;
    QVERIFY(file.open(write("d.jsonl.gz", gzipped(text))));
    file.forgetBefore(2'000'000);
    int steps = 1;
    for (; !file.decodeTowards(2'500'000, 1'000'000).value(); ++steps)
        QVERIFY(steps < 10);
    QVERIFY(steps == 2 || steps == 3);
    const std::uint64_t decoded = file.decodedBytes();
    std::string buffer(500'000, '\0');
    QCOMPARE(file.readAt(2'000'000, buffer.data(), buffer.size()).value(), buffer.size());
    QVERIFY(buffer == text.substr(2'000'000, buffer.size()));
    QCOMPARE(file.decodedBytes(), decoded);
    while (!file.decodeTowards(text.size() + 1, 1'000'000).value())
        ;
    QCOMPARE(file.decodedBytes(), file.storedSize().value());
    LogBytes plain;
    QVERIFY(plain.open(write("d.jsonl", text)));
    QVERIFY(plain.decodeTowards(2'500'000, 1).value());
}

// As `cat a.gz b.gz` makes them.
void TestLogBytes::severalMembers() {
    for (const std::string name : {"c.jsonl.gz", "c.jsonl.zst"}) {
        LogBytes file;
        QVERIFY(file.open(write(name, stored(name, "one\n") + stored(name, "") + stored(name, "two\n"))));
        QCOMPARE(readAll(file, 3), std::string("one\ntwo\n"));
        QVERIFY(!file.isCut());
    }
}

void TestLogBytes::cutAndCompleted() {
    const std::string text = content();
    for (const std::string name : {"d.jsonl.gz", "d.jsonl.zst"}) {
        const std::string bytes = stored(name, text);
        const std::string path = write(name, bytes.substr(0, bytes.size() / 2));
        LogBytes file;
        QVERIFY(file.open(path));
        const std::string half = readAll(file, 100'000);
        QVERIFY(half.size() > text.size() / 4 && half.size() < text.size() * 3 / 4);
        QVERIFY(text.starts_with(half));
        QVERIFY(file.isCut());
        logLines::append(path, bytes.substr(bytes.size() / 2));
        QVERIFY(readAll(file, 100'000) == text);
        QVERIFY(!file.isCut());
    }
}

void TestLogBytes::damaged_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("atOnce");
    QTest::newRow("gzip") << "e.jsonl.gz" << false;
    QTest::newRow("zstd") << "e.jsonl.zst" << false;
    QTest::newRow("no gzip at all") << "f.jsonl.gz" << true;
    QTest::newRow("no zstd at all") << "f.jsonl.zst" << true;
}

// What stands before the damage is given, then the error with its place.
void TestLogBytes::damaged() {
    QFETCH(QString, name);
    QFETCH(bool, atOnce);
    const std::string text = content();
    std::string bytes = atOnce ? text : stored(name.toStdString(), text);
    if (!atOnce)
        for (std::size_t i = bytes.size() / 2; i < bytes.size() / 2 + 64; ++i)
            bytes[i] = static_cast<char>(~bytes[i]);
    LogBytes file;
    const std::string path = write(name.toStdString(), bytes);
    QVERIFY(file.open(path));
    const std::string before = readAll(file, 100'000);
    QCOMPARE(before.empty(), atOnce);
    std::string buffer(10, '\0');
    const auto got = file.readAt(before.size(), buffer.data(), buffer.size());
    QVERIFY(!got);
    QCOMPARE(got.error().path, path);
    QVERIFY(got.error().offset.has_value());
    QVERIFY(got.error().text.find("damaged") != std::string::npos);
}

// Tapes and block devices fill up with zeros.
void TestLogBytes::padding() {
    LogBytes file;
    QVERIFY(file.open(write("g.jsonl.gz", gzipped("one\n") + std::string(512, '\0'))));
    QCOMPARE(readAll(file, 100), std::string("one\n"));
    QVERIFY(!file.isCut());
}

void TestLogBytes::empty() {
    QFETCH(QString, name);
    LogBytes file;
    QVERIFY(file.open(write(name.toStdString(), "")));
    QCOMPARE(readAll(file, 100), std::string());
    QVERIFY(!file.isCut());
}

QTEST_APPLESS_MAIN(TestLogBytes)
#include "tst_log_bytes.moc"
