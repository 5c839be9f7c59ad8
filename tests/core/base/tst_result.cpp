// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <cerrno>

#include <moie/base/result.h>

using moie::Error;
using moie::ErrorCode;
using moie::Result;

class TestResult : public QObject {
    Q_OBJECT

private slots:
    void holdsValueOrError();
    void describesInOneLine_data();
    void describesInOneLine();
    void translatesErrno_data();
    void translatesErrno();
};

void TestResult::holdsValueOrError() {
    const Result<int> value = 3;
    QVERIFY(value.has_value());
    QCOMPARE(*value, 3);
    const Result<int> error = tl::unexpected(Error{ErrorCode::Malformed, "not a number", "", {}});
    QVERIFY(!error.has_value());
    QVERIFY(error.error().code == ErrorCode::Malformed);
    QVERIFY(Result<>().has_value());
}

void TestResult::describesInOneLine_data() {
    QTest::addColumn<QString>("path");
    QTest::addColumn<qint64>("offset");
    QTest::addColumn<QString>("line");
    QTest::newRow("text alone") << QString() << qint64{-1} << "cannot read";
    QTest::newRow("with path") << "a/b.jsonl" << qint64{-1} << "a/b.jsonl: cannot read";
    QTest::newRow("with path and offset") << "a/b.jsonl" << qint64{0} << "a/b.jsonl: cannot read (at byte 0)";
    QTest::newRow("beyond 4 GiB") << "a" << qint64{5'000'000'000} << "a: cannot read (at byte 5000000000)";
}

void TestResult::describesInOneLine() {
    QFETCH(QString, path);
    QFETCH(qint64, offset);
    QFETCH(QString, line);
    Error error{ErrorCode::Io, "cannot read", path.toStdString(), {}};
    if (offset >= 0)
        error.offset = static_cast<std::uint64_t>(offset);
    QCOMPARE(QString::fromStdString(error.describe()), line);
}

void TestResult::translatesErrno_data() {
    QTest::addColumn<int>("number");
    QTest::addColumn<int>("code");
    const auto row = [](const char* name, int number, ErrorCode code) {
        QTest::newRow(name) << number << static_cast<int>(code);
    };
    row("ENOENT", ENOENT, ErrorCode::NotFound);
    row("ENOTDIR", ENOTDIR, ErrorCode::NotADirectory);
    row("EACCES", EACCES, ErrorCode::PermissionDenied);
    row("EPERM", EPERM, ErrorCode::PermissionDenied);
    row("EROFS", EROFS, ErrorCode::PermissionDenied);
    row("ENOSPC", ENOSPC, ErrorCode::NoSpace);
    row("EDQUOT", EDQUOT, ErrorCode::NoSpace);
    row("EINVAL", EINVAL, ErrorCode::InvalidArgument);
    row("EIO", EIO, ErrorCode::Io);
}

void TestResult::translatesErrno() {
    QFETCH(int, number);
    QFETCH(int, code);
    const Error error = moie::errorFromErrno("cannot open", "logs/x", number);
    QCOMPARE(static_cast<int>(error.code), code);
    QVERIFY(error.path == "logs/x");
    QVERIFY(!error.offset);
    QVERIFY(error.text.starts_with("cannot open: "));
    QVERIFY(error.text.size() > std::string_view("cannot open: ").size());
}

QTEST_APPLESS_MAIN(TestResult)
#include "tst_result.moc"
