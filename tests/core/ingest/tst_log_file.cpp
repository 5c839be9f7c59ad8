// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTemporaryDir>
#include <QtTest>

#include <filesystem>
#include <fstream>
#include <random>

#include <moie/ingest/log_file.h>

#include "support/log_lines.h"

using namespace moie;

class TestLogFile : public QObject {
    Q_OBJECT

private slots:
    void init();
    void lineArrivingByteByByte();
    void unfinishedLineIsHeldBack();
    void lineEndAfterAnUnfinishedLine_data();
    void lineEndAfterAnUnfinishedLine();
    void offsetsAndLineNumbers();
    void tooLongLineIsRejectedUnread();
    void longLineIsRead();
    void everyByteIsAccountedFor();
    void noticesOtherContent();
    void isContinuedWhateverIsUnfinished();
    void unfinishedLineWithByteOrderMark();

private:
    void append(const std::string& text) { logLines::append(m_path, text); }
    void readAll() {
        QVERIFY(m_file->open());
        while (true) {
            const auto more = m_file->read(m_parser, m_buffer, m_batch, 1024);
            QVERIFY(more.has_value());
            if (!*more)
                return;
        }
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::string m_path;
    std::unique_ptr<LogFile> m_file;
    LineParser m_parser;
    std::vector<char> m_buffer;
    RowBatch m_batch;
};

void TestLogFile::init() {
    m_directory = std::make_unique<QTemporaryDir>();
    m_path = m_directory->path().toStdString() + "/log.jsonl";
    m_file = std::make_unique<LogFile>(m_path);
    m_batch = {};
}

void TestLogFile::lineArrivingByteByByte() {
    const std::string line = logLines::line({});
    append("");
    for (std::size_t i = 0; i < line.size(); ++i) {
        append(line.substr(i, 1));
        readAll();
        QCOMPARE(m_batch.rows.size(), i + 1 == line.size() ? 1u : 0u);
        QCOMPARE(m_file->pendingBytes(), i + 1 == line.size() ? 0u : i + 1);
    }
    QVERIFY(m_batch.rejected.empty());
    QCOMPARE(m_batch.bytes.accepted, line.size());
}

void TestLogFile::unfinishedLineIsHeldBack() {
    const std::string line = logLines::line({});
    append(line + line.substr(0, 40));
    readAll();
    QCOMPARE(m_batch.rows.size(), 1u);
    QCOMPARE(m_file->pendingBytes(), 40u);
    QVERIFY(m_file->takeUnfinishedLine(m_parser, m_batch));
    QCOMPARE(m_batch.rows.size(), 1u); // no whole object yet
    append(line.substr(40, line.size() - 41));
    readAll();
    QVERIFY(m_file->takeUnfinishedLine(m_parser, m_batch));
    QCOMPARE(m_batch.rows.size(), 2u);
    QVERIFY(m_batch.rows.back().warnings.has(Warning::NoNewline));
    QCOMPARE(m_file->pendingBytes(), 0u);
}

void TestLogFile::lineEndAfterAnUnfinishedLine_data() {
    QTest::addColumn<QByteArray>("ending");
    QTest::newRow("newline") << QByteArray("\n");
    QTest::newRow("carriage return and newline") << QByteArray("\r\n");
}

void TestLogFile::lineEndAfterAnUnfinishedLine() {
    QFETCH(QByteArray, ending);
    std::string first = logLines::line({});
    first.pop_back();
    append(first);
    readAll();
    QVERIFY(m_file->takeUnfinishedLine(m_parser, m_batch));
    append(ending.toStdString() + logLines::line({.number = 2}));
    readAll();
    QCOMPARE(m_batch.rows.size(), 2u);
    QCOMPARE(m_batch.lines.total(), 2u);
    QCOMPARE(m_batch.lines.blank, 0u);
    QCOMPARE(m_batch.bytes.accepted, std::filesystem::file_size(m_path));
    QCOMPARE(m_batch.rows.back().offset, first.size() + std::size_t(ending.size()));
}

void TestLogFile::offsetsAndLineNumbers() {
    const std::string line = logLines::line({});
    append(line + "\nbad\n" + line);
    readAll();
    QCOMPARE(m_batch.rows[1].offset, line.size() + 5);
    QCOMPARE(m_batch.rows[1].lineNumber, 4u);
    QCOMPARE(m_batch.rejected[0].offset, line.size() + 1);
    QCOMPARE(m_batch.rejected[0].lineNumber, 3u);
    QCOMPARE(m_batch.rejected[0].length, 3u);
}

void TestLogFile::tooLongLineIsRejectedUnread() {
    const std::string line = logLines::line({});
    append(line);
    // A hole: 70 MiB of NULs without a line end, which cost no disk.
    std::filesystem::resize_file(m_path, line.size() + 70 * 1024 * 1024);
    readAll();
    QCOMPARE(m_batch.rows.size(), 1u);
    append("\n" + line);
    readAll();
    QCOMPARE(m_batch.rows.size(), 2u);
    QCOMPARE(m_batch.rejected.size(), 1u);
    QCOMPARE(m_batch.rejected[0].reason, Rejection::TooLong);
    QCOMPARE(m_batch.rejected[0].length, 70u * 1024 * 1024);
    QCOMPARE(m_batch.bytes.total(), std::filesystem::file_size(m_path));
    QVERIFY2(m_buffer.size() < 68 * 1024 * 1024, "the line was kept in memory");
}

void TestLogFile::longLineIsRead() {
    const std::string text(9 * 1024 * 1024, 'x');
    append(logLines::line({.message = text}) + logLines::line({.number = 2}));
    readAll();
    QCOMPARE(m_batch.rows.size(), 2u);
    QCOMPARE(m_batch.names[m_batch.labels[m_batch.rows[0].labels].message].size(), text.size());
}

void TestLogFile::everyByteIsAccountedFor() {
    std::mt19937 random(7);
    const std::vector<std::string> pieces{logLines::line({}),
                                          "\n",
                                          "  \n",
                                          "nonsense\n",
                                          "{\"a\": 1}\n",
                                          "\xff\xfe\n",
                                          "[1]\r\n",
                                          logLines::line({}).substr(0, 30),
                                          "\xef\xbb\xbf\n",
                                          std::string(3, '\0') + "\n"};
    for (int i = 0; i < 2000; ++i) {
        append(pieces[random() % pieces.size()]);
        if (random() % 4 == 0) {
            readAll();
            QCOMPARE(m_batch.bytes.total() + m_file->pendingBytes(), std::filesystem::file_size(m_path));
            QCOMPARE(m_batch.bytes.total(), m_file->position());
        }
    }
    readAll();
    std::ifstream file(m_path, std::ios::binary);
    const auto newlines = std::count(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>(), '\n');
    QCOMPARE(m_batch.lines.total(), std::uint64_t(newlines));
}

void TestLogFile::noticesOtherContent() {
    const std::string line = logLines::line({});
    std::string many;
    for (int i = 0; i < 20; ++i)
        many += line;
    append(many);
    readAll();
    append(line);
    QCOMPARE(m_file->isContinued().value(), true);

    // Refilled beyond the old place with another end, the first kilobytes being the same.
    std::string other = many;
    other[other.size() - 20] = '?';
    std::filesystem::resize_file(m_path, 0);
    append(other + line);
    QCOMPARE(m_file->isContinued().value(), false);
    std::filesystem::resize_file(m_path, 5);
    QCOMPARE(m_file->isContinued().value(), false);
}

void TestLogFile::isContinuedWhateverIsUnfinished() {
    const std::string line = logLines::line({});
    append(line + std::string(6 * 1024 * 1024, 'x'));
    readAll();
    append("x");
    QCOMPARE(m_file->isContinued().value(), true);
    readAll();
    // The same after a line that is skipped.
    append(std::string(60 * 1024 * 1024, 'x'));
    readAll();
    append("\n" + line + "unfinished");
    readAll();
    append("x");
    QCOMPARE(m_file->isContinued().value(), true);
    QCOMPARE(m_batch.rows.size(), 2u);
    QCOMPARE(m_batch.rejected.size(), 1u);
}

void TestLogFile::unfinishedLineWithByteOrderMark() {
    std::string line = "\xef\xbb\xbf" + logLines::line({});
    line.pop_back();
    append(line);
    readAll();
    QVERIFY(m_file->takeUnfinishedLine(m_parser, m_batch));
    QCOMPARE(m_batch.rows.size(), 1u);
    QCOMPARE(m_file->pendingBytes(), 0u);
}

QTEST_GUILESS_MAIN(TestLogFile)
#include "tst_log_file.moc"
