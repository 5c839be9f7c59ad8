// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ui/models/escaped_bytes.h"

using moie::ui::escapedBytes;

class TestEscapedBytes : public QObject {
    Q_OBJECT

private slots:
    void escapes_data();
    void escapes();
    void stopsAtTheLimit();
    void neverShowsAControlCharacter();
};

void TestEscapedBytes::escapes_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char* name, const QByteArray& bytes, const char* shown) {
        QTest::newRow(name) << bytes << QString::fromUtf8(shown);
    };
    row("plain", R"({"a": "b\n"})", R"({"a": "b\n"})");
    row("empty", "", "");
    row("UTF-8", "gr\xc3\xbc\xc3\x9f \xe6\xb0\xb4 \xf0\x9f\x92\x99", "grüß 水 💙");
    row("NUL", QByteArray("a\0b", 3), "a\\x00b");
    row("escape sequence", "\x1b]0;t\x07", "\\x1b]0;t\\x07");
    row("tab, line ends", "a\tb\nc\rd", "a\\tb\\nc\\rd");
    row("delete, C1", "\x7f\xc2\x9b", "\\x7f\\x9b");
    row("right to left override", "\xe2\x80\xae", "\\u202e");
    row("zero width", "a\xe2\x80\x8b", "a\\u200b");
    row("line separator", "\xe2\x80\xa8", "\\u2028");
    row("byte order mark", "\xef\xbb\xbf{", "\\ufeff{");
    row("tag character", "\xf3\xa0\x81\x81", "\\u{e0041}");
    row("lone continuation", "a\x80z", "a\\x80z");
    row("truncated", "a\xe6\xb0", "a\\xe6\\xb0");
    row("overlong", "\xc0\xaf", "\\xc0\\xaf");
    row("overlong of three", "\xe0\x80\xaf", "\\xe0\\x80\\xaf");
    row("surrogate", "\xed\xa0\x80", "\\xed\\xa0\\x80");
    row("above Unicode", "\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80");
    row("HTML", "<img src=x>", "<img src=x>");
}

void TestEscapedBytes::escapes() {
    QFETCH(QByteArray, bytes);
    QFETCH(QString, shown);
    QCOMPARE(escapedBytes({bytes.constData(), static_cast<std::size_t>(bytes.size())}, 1000), shown);
}

void TestEscapedBytes::stopsAtTheLimit() {
    QCOMPARE(escapedBytes("abcdef", 6), QString("abcdef"));
    QCOMPARE(escapedBytes("abcdef", 3), QString::fromUtf8("abc…"));
    // A character is never cut.
    QCOMPARE(escapedBytes("a\xe6\xb0\xb4z", 2), QString::fromUtf8("a水…"));
}

void TestEscapedBytes::neverShowsAControlCharacter() {
    std::string all;
    for (int i = 0; i < 256; ++i)
        all += static_cast<char>(i);
    const QString shown = escapedBytes(all, all.size());
    for (const QChar c : shown)
        QVERIFY(c.isPrint());
}

QTEST_GUILESS_MAIN(TestEscapedBytes)
#include "tst_escaped_bytes.moc"
