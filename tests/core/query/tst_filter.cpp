// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <moie/query/filter.h>

using namespace std::chrono_literals;
using namespace moie;

namespace {

const Time now = fromUnixSeconds(1795172400); // 2026-11-20T12:00 in Berlin

QString term(const FilterTerm& term) {
    static constexpr const char* operators[] = {":", "=", "!=", "<", "<=", ">", ">="};
    QStringList values;
    for (const std::string& value : term.values)
        values << QString::fromStdString(value);
    QStringList path;
    for (const std::string& part : term.path)
        path << QString::fromStdString(part);
    return QString("%1%2%3%4")
        .arg(static_cast<int>(term.field))
        .arg(path.isEmpty() ? QString() : "[" + path.join("/") + "]")
        .arg(operators[static_cast<int>(term.op)], values.join("|"));
}

// "(and a (or b (not c)))"
QString tree(const Filter& filter, std::size_t at) {
    const FilterNode& node = filter.nodes[at];
    switch (node.kind) {
    case FilterNode::Kind::Term: return term(filter.terms[node.first]);
    case FilterNode::Kind::Not: return "(not " + tree(filter, node.first) + ")";
    case FilterNode::Kind::And: return "(and " + tree(filter, node.first) + " " + tree(filter, node.second) + ")";
    case FilterNode::Kind::Or: return "(or " + tree(filter, node.first) + " " + tree(filter, node.second) + ")";
    }
    return {};
}

QString parsed(const std::string& text) {
    const auto filter = parseFilter(text, now);
    if (!filter)
        return "error: " + QString::fromStdString(filter.error().text);
    return filter->nodes.empty() ? QString() : tree(*filter, filter->nodes.size() - 1);
}

QString fieldNumber(FilterField field) {
    return QString::number(static_cast<int>(field));
}

} // namespace

class TestFilter : public QObject {
    Q_OBJECT

private slots:
    void trees_data();
    void trees();
    void numbersAndTimes();
    void errors_data();
    void errors();
    void hostile();
    void explains();
};

void TestFilter::trees_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    const QString text = fieldNumber(FilterField::Text) + ":";
    const QString category = fieldNumber(FilterField::Category);
    const QString path = fieldNumber(FilterField::Path);
    QTest::newRow("nothing") << "  "
                             << "";
    QTest::newRow("word") << "panic" << text + "panic";
    QTest::newRow("side by side is and") << "a b"
                                         << "(and " + text + "a " + text + "b)";
    QTest::newRow("and before or") << "a or b and c"
                                   << "(or " + text + "a (and " + text + "b " + text + "c))";
    QTest::newRow("silent and before or") << "a b or c"
                                          << "(or (and " + text + "a " + text + "b) " + text + "c)";
    QTest::newRow("not before and") << "not a b"
                                    << "(and (not " + text + "a) " + text + "b)";
    QTest::newRow("not twice") << "NOT Not a" << text + "a";
    QTest::newRow("parentheses") << "(a or b)c"
                                 << "(and (or " + text + "a " + text + "b) " + text + "c)";
    QTest::newRow("from the left") << "a or b or c"
                                   << "(or (or " + text + "a " + text + "b) " + text + "c)";
    QTest::newRow("quoted") << R"("a \"b\" \\ \n or (")" << text + R"(a "b" \ \n or ()";
    QTest::newRow("quoted operator") << "\"and\"" << text + "and";
    QTest::newRow("field") << "category:safety" << category + ":safety";
    QTest::newRow("alternatives") << "category=safety|\"a b\"|cbf" << category + "=safety|a b|cbf";
    QTest::newRow("not equal") << "category!=safety" << category + "!=safety";
    QTest::newRow("apart") << "severity >= 0.5" << fieldNumber(FilterField::Severity) + ">=0.5";
    QTest::newRow("colons in the value") << "message:a:b" << fieldNumber(FilterField::Message) + ":a:b";
    QTest::newRow("path") << "data.love_vector[0]<0.3" << path + "[data/love_vector/0]<0.3";
    QTest::newRow("quoted path") << R"(data."a.b c".d:x)" << path + "[data/a.b c/d]:x";
    QTest::newRow("own member") << ".custom:x" << path + "[custom]:x";
    QTest::newRow("known name as own member") << ".level=info" << path + "[level]=info";
    QTest::newRow("part") << "barrier.harm<0" << fieldNumber(FilterField::Barrier) + "[harm]<0";
    QTest::newRow("until") << "until:now" << fieldNumber(FilterField::Before) + ":now";
    QTest::newRow("exclamation") << "wow!" << text + "wow!";
    QTest::newRow("no ASCII") << "für" << text + "für";
}

void TestFilter::trees() {
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(parsed(text.toStdString()), expected);
}

void TestFilter::numbersAndTimes() {
    const auto filter = parseFilter("duration>850ms duration=1.5min|2 level>=warning since:2h before:2026-11-20T06:30Z "
                                    "margin:*",
                                    now);
    QVERIFY(filter);
    QCOMPARE(filter->terms[0].numbers, (std::vector<double>{0.85}));
    QCOMPARE(filter->terms[1].numbers, (std::vector<double>{90, 2}));
    QCOMPARE(filter->terms[2].numbers, (std::vector<double>{2}));
    QCOMPARE(filter->terms[3].time, now - 2h);
    QCOMPARE(toUnixSeconds(filter->terms[4].time), 1795156200.0);
    QVERIFY(filter->terms[5].numbers.empty());
    QCOMPARE(filter->terms[1].place, (FilterPlace{15, 17}));
}

void TestFilter::errors_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("at");
    QTest::addColumn<int>("length");
    QTest::addColumn<QString>("says");
    QTest::addColumn<QString>("suggestion");
    QTest::newRow("open") << "a (b" << 2 << 1 << "not closed"
                          << "";
    QTest::newRow("close") << "a) b" << 1 << 1 << "no '('"
                           << "";
    QTest::newRow("empty parentheses") << "a ()" << 3 << 1 << "missing"
                                       << "";
    QTest::newRow("and at the end") << "a and" << 2 << 3 << "missing after 'and'"
                                    << "";
    QTest::newRow("or at the start") << "or a" << 0 << 2 << "missing"
                                     << "";
    QTest::newRow("quotation") << "a \"b" << 2 << 1 << "not closed"
                               << "";
    QTest::newRow("field") << "x sevrity>0.5" << 2 << 7 << "no field 'sevrity'"
                           << "severity";
    QTest::newRow("path") << "dat.x:1" << 0 << 5 << "no field"
                          << "data.x";
    QTest::newRow("URL") << "http://x" << 0 << 4 << "quotation marks"
                         << "";
    QTest::newRow("no value") << "level:" << 0 << 6 << "missing after 'level:'"
                              << "";
    QTest::newRow("empty value") << "category:\"\"" << 9 << 2 << "missing"
                                 << "";
    QTest::newRow("number") << "severity>high" << 9 << 4 << "no number"
                            << "";
    QTest::newRow("infinity") << "severity>inf" << 9 << 3 << "no number"
                              << "";
    QTest::newRow("time") << "since:someday" << 6 << 7 << "no time"
                          << "";
    QTest::newRow("verdict") << "turn:unsave" << 5 << 6 << "no verdict"
                             << "unsafe";
    QTest::newRow("rank") << "level>=warnig" << 7 << 6 << "no rank"
                          << "warning";
    QTest::newRow("evolution") << "level>=evolution" << 7 << 9 << "level:evolution"
                               << "";
    QTest::newRow("size of a name") << "category>safety" << 0 << 15 << "write 'category:'"
                                    << "";
    QTest::newRow("component") << "love.wamrth>1" << 0 << 11 << "warmth"
                               << "love.warmth";
    QTest::newRow("part") << "barrier<1" << 0 << 7 << "behind a dot"
                          << "barrier.privacy_protection";
    QTest::newRow("path's number") << "data.x>y" << 7 << 1 << "no number"
                                   << "";
    QTest::newRow("name alone") << ":x" << 0 << 1 << "name of a field is missing"
                                << "";
}

void TestFilter::errors() {
    QFETCH(QString, text);
    QFETCH(int, at);
    QFETCH(int, length);
    QFETCH(QString, says);
    QFETCH(QString, suggestion);
    const auto filter = parseFilter(text.toStdString(), now);
    QVERIFY(!filter);
    const QString error = QString::fromStdString(filter.error().text);
    QVERIFY2(error.contains(says), qPrintable(error));
    QCOMPARE(static_cast<int>(filter.error().place.at), at);
    QCOMPARE(static_cast<int>(filter.error().place.length), length);
    QCOMPARE(QString::fromStdString(filter.error().suggestion), suggestion);
}

void TestFilter::hostile() {
    QVERIFY(!parseFilter(std::string(10'000, '('), now));
    QVERIFY(!parseFilter(std::string(4'000, '(') + "a" + std::string(4'000, ')'), now));
    QVERIFY(!parseFilter(std::string(1'000'000, 'a'), now));
    QVERIFY(!parseFilter(std::string("\xff"), now));
    std::string many;
    for (int i = 0; i < 65; ++i)
        many += "a ";
    QVERIFY(!parseFilter(many, now));
    QVERIFY(parseFilter(many.substr(2), now)); // 64
    std::string negations;
    for (int i = 0; i < 1000; ++i)
        negations += "not ";
    QVERIFY(parseFilter(negations + "a", now));
    const std::string deep(100, '(');
    QVERIFY(parseFilter(deep + "a" + std::string(100, ')'), now));
    QVERIFY(!parseFilter("(" + deep + "a" + std::string(101, ')'), now));
    // Any bytes end with a filter or an error.
    std::uint32_t state = 1;
    static constexpr std::string_view bytes = "a\"():=<>!|.[]\\ \tnotr0*";
    for (int i = 0; i < 20'000; ++i) {
        std::string text;
        for (int k = 0; k < 12; ++k) {
            state = state * 1664525 + 1013904223;
            text += bytes[(state >> 16) % bytes.size()];
        }
        const auto filter = parseFilter(text, now);
        QVERIFY(filter || filter.error().place.at <= text.size());
    }
}

void TestFilter::explains() {
    const std::string text = "für level>=warnig";
    const auto filter = parseFilter(text, now);
    QVERIFY(!filter);
    const QString shown = QString::fromStdString(explainFilterError(text, filter.error()));
    QCOMPARE(shown.section('\n', 0, 1), QString("  für level>=warnig\n             ^^^^^^"));
    QVERIFY(shown.contains("did you mean warning?"));
}

QTEST_GUILESS_MAIN(TestFilter)
#include "tst_filter.moc"
