// SPDX-License-Identifier: GPL-3.0-or-later
// The fast and the careful path on mutated lines. What they must agree in: support/parser_agreement.h.
#include <QtTest>

#include <random>

#include "faults/fault_scale.h"
#include "support/log_lines.h"
#include "support/parser_agreement.h"

namespace {

std::vector<std::string> seeds() {
    std::vector<std::string> lines;
    logLines::Writer writer("5b1f");
    writer
        .user("na\\u00efve \\ud83d\\ude00 \\\"quoted\\\"",
              R"({"user_id": "u", "crisis": true, "n": [1, 2.5e-3, null]})")
        .computed("[0.1, 0.25, 1.0, 0.0, 0.875]")
        .evaluated(false, R"({"harm_prevention": -0.0312, "bias": 1e-05})")
        .evolved("[0.1]", "[0.2, NaN]")
        .responded()
        .failed();
    std::string text = writer.take();
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        lines.push_back(text.substr(at, end - at));
        at = end + 1;
    }
    lines.push_back(R"({"ts": "2025-12-01T10:00:00Z", "user_id": "a", "input_text": "b", "safety_raw": "No"})");
    return lines;
}

// Changes a few bytes the way damage and sloppy writers do.
std::string mutated(std::string line, std::mt19937_64& random) {
    static const std::vector<std::string> pieces{"\"",
                                                 "\\",
                                                 "{",
                                                 "}",
                                                 "[",
                                                 "]",
                                                 ",",
                                                 ":",
                                                 "null",
                                                 "NaN",
                                                 "Infinity",
                                                 "-",
                                                 "1e999",
                                                 "18446744073709551616",
                                                 "0",
                                                 ".",
                                                 "e",
                                                 "\\u",
                                                 "\\ud800",
                                                 "\xff",
                                                 "\xc3\xa9",
                                                 "\xe2\x82",
                                                 "\r",
                                                 "\t",
                                                 std::string(1, '\0'),
                                                 "true",
                                                 "\"a\": 1,"};
    const auto below = [&](std::size_t bound) { return static_cast<std::size_t>(random() % bound); };
    for (std::size_t changes = 1 + below(3); changes > 0 && !line.empty(); --changes) {
        const std::size_t at = below(line.size());
        switch (below(5)) {
        case 0: line.erase(at, 1 + below(4)); break;
        case 1: line.insert(at, pieces[below(pieces.size())]); break;
        case 2: line[at] = static_cast<char>(random() & 0xff); break;
        case 3: line.replace(at, 1, pieces[below(pieces.size())]); break;
        default: line.insert(at, line.substr(below(line.size()), below(30))); break;
        }
    }
    std::erase(line, '\n');
    return line;
}

} // namespace

class TestParserAgreement : public QObject {
    Q_OBJECT

private slots:
    void onMutatedLines();
    void linesTogetherAndOneByOne();
};

void TestParserAgreement::onMutatedLines() {
    const std::vector<std::string> originals = seeds();
    const int count = scaled(60'000, 1'000'000);
    std::mt19937_64 random(20261122);
    ParserAgreement agreement;
    for (int i = 0; i < count; ++i) {
        const std::string line = mutated(originals[static_cast<std::size_t>(random() % originals.size())], random);
        if (const char* fault = agreement.faultWith(line))
            QFAIL(fault + (": " + QByteArray::fromStdString(line).toPercentEncoding(" {}[]\":,")));
    }
    // Enough of both kinds, or the test has shown nothing.
    QVERIFY(agreement.strictlyAccepted() > count / 20);
    QVERIFY(agreement.mendedOnly() > count / 200);
}

void TestParserAgreement::linesTogetherAndOneByOne() {
    const std::vector<std::string> originals = seeds();
    const int count = scaled(3'000, 50'000);
    std::mt19937_64 random(20261127);
    moie::LineParser together;
    moie::LineParser single;
    int sound = 0;
    for (int i = 0; i < count; ++i) {
        // Most blocks hold few damaged lines, as most logs.
        const unsigned damaged = static_cast<unsigned>(random() % 4);
        std::string block;
        std::vector<std::pair<std::size_t, std::size_t>> lines;
        for (std::size_t left = 1 + random() % 12; left > 0; --left) {
            const std::string& original = originals[static_cast<std::size_t>(random() % originals.size())];
            const std::string line = random() % 8 < damaged ? mutated(original, random) : original;
            lines.emplace_back(block.size(), line.size());
            block += line + (random() % 16 == 0 ? "\r\n" : "\n");
            lines.back().second = block.size() - lines.back().first - 1;
        }
        const std::size_t length = block.size();
        block.resize(length + moie::linePadding);
        moie::RowBatch one;
        QCOMPARE(together.parseLines({block.data(), length}, 1'000, 5, one), lines.size());
        moie::RowBatch other;
        for (std::size_t at = 0; at < lines.size(); ++at)
            single.parse({{block.data() + lines[at].first, lines[at].second}, 1'000 + lines[at].first, 5 + at, 1},
                         other);
        const bool isSame = placesOf(one) == placesOf(other) && valuesOf(one) == valuesOf(other);
        QVERIFY2(isSame, QByteArray(block.data(), qsizetype(length)).toPercentEncoding(" {}[]\":,").constData());
        sound += one.lines.rejected == 0 ? 1 : 0;
    }
    QVERIFY(sound > count / 10 && sound < count * 9 / 10);
}

QTEST_GUILESS_MAIN(TestParserAgreement)
#include "tst_parser_agreement.moc"
