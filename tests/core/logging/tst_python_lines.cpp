// SPDX-License-Identifier: GPL-3.0-or-later
// Whole lines of generated entries against Python's json.dumps of the same values, which reach Python as bits and
// bytes.
#include <QtTest>

#include <bit>
#include <random>

#include <moie/logging/integrated_logger.h>

#include "core/logging/log_directory.h"
#include "faults/fault_scale.h"

using namespace std::chrono_literals;

namespace {

const QString python = QStringLiteral("/usr/bin/python3");

// Each line of input: kind, time in nanoseconds, texts in hex, a colon, floats as bits. Builds the entry as the
// reference does.
constexpr const char* script = R"PY(
import json, math, struct, sys
from datetime import datetime
names = ['warmth', 'empathy', 'safety', 'understanding', 'compassion']
def norm(v):
    total = 0.0
    for x in v: total += x * x
    return math.sqrt(total)
def mean(v):
    total = 0.0
    for x in v: total += x
    return total / len(v)
def parts(v, suffix): return {k + suffix: v[i] if i < len(v) else 0 for i, k in enumerate(names)}
for n, line in enumerate(sys.stdin, 1):
    left, right = line.split(':')
    kind, nanoseconds, *texts = left.split()
    texts = [bytes.fromhex(t[1:]).decode('utf-8') for t in texts]
    v = [struct.unpack('<d', struct.pack('<Q', int(x, 16)))[0] for x in right.split()]
    ns = int(nanoseconds)
    time = float(ns // 10**9) + float(ns % 10**9) * 1e-9
    iso = datetime.fromtimestamp(ns / 1e9).isoformat()
    level, meta = 'info', {}
    if kind == 'love':
        category, message = 'love_vector', 'Love vector computed'
        data = {'input_text': texts[0], 'love_vector': v, 'love_magnitude': norm(v), 'love_coherence': mean(v),
                'component_breakdown': parts(v, ''), 'computation_details': {}}
        if texts[1]: meta = {'turn_id': texts[1]}
    elif kind == 'time':
        category, message = 'performance', f'Performance metric: {texts[0]}'
        data = {'operation': texts[0], 'duration_seconds': v[0], 'context': {}}
        if texts[1]: meta = {'turn_id': texts[1]}
    elif kind == 'context':
        category, message = 'performance', f'Performance metric: {texts[0]}'
        data = {'operation': texts[0], 'duration_seconds': v[0], 'context': {texts[1]: v[1], 'none': None}}
    elif kind == 'input':
        category, message = 'interaction', 'User input received'
        data = {'user_message': texts[0], 'message_length': len(texts[0]), 'word_count': len(texts[0].split()),
                'context': {'key': texts[1]}}
        meta = {'input_type': 'user_message', 'timestamp_iso': iso}
    elif kind == 'response':
        category, message = 'interaction', 'Response generated'
        data = {'response': texts[0], 'response_length': len(texts[0]), 'word_count': len(texts[0].split()),
                'love_vector': v[1:], 'sampling_parameters': {}, 'generation_time_seconds': v[0]}
        meta = {'response_type': 'ai_generated', 'timestamp_iso': iso}
    elif kind == 'evaluation':
        category, message = 'cbf', 'CBF safety evaluation'
        data = {'response_text': texts[0], 'love_vector': v, 'is_safe': v[0] >= 0, 'barrier_values': {texts[1]: v[0]},
                'violation_details': [texts[1]], 'corrective_actions': [], 'safety_confidence': v[1]}
    else:
        level, category, message = 'evolution', 'love_vector', 'Love vector evolution'
        half = len(v) // 2
        a, b = v[:half], v[half:2 * half]
        change = [y - x for x, y in zip(a, b)]
        data = {'initial_vector': a, 'final_vector': b, 'vector_change': change, 'change_magnitude': norm(change),
                'steering_applied': {}, 'improvement_metrics': parts(change, '_change')}
    print(json.dumps({'timestamp': time, 'session_id': 's', 'interaction_id': f's_{n}', 'level': level,
                      'category': category, 'message': message, 'data': data, 'metadata': meta}))
)PY";

class Generator {
public:
    explicit Generator(const LogDirectory& directory)
        : m_logger(*moie::IntegratedLogger::open({.directory = directory.path(),
                                                  .bufferSize = 10'000,
                                                  .maxUnwritten = 10'000,
                                                  .clock = &m_clock,
                                                  .sessionId = "s"})) {}

    // Logs one entry; its line of input for Python is added to input().
    bool logOne();
    bool flush() { return bool(m_logger->flushAllLogs()); }
    const QByteArray& input() const { return m_input; }

private:
    std::string text();
    double number();
    std::vector<double> numbers(std::size_t least);
    void tell(const char* kind, const std::vector<std::string>& texts, const std::vector<double>& values);

    std::mt19937_64 m_random{20261122};
    moie::ManualClock m_clock{moie::fromUnixSeconds(1763622756.25)};
    std::unique_ptr<moie::IntegratedLogger> m_logger;
    QByteArray m_input;
};

std::string Generator::text() {
    static const std::vector<std::string> pieces{
        "a",      "plain words ", "\"",     "\\",         "\n",     "\x01", "\x7f",
        "\u00e9", "\u2028",       "\u3000", "\U0001f642", "\u0085", "/",    "longer than eight",
        "\t"};
    std::string made;
    for (std::uint64_t i = m_random() % 8; i > 0; --i)
        made += pieces[m_random() % pieces.size()];
    return made;
}

double Generator::number() {
    switch (m_random() % 4) {
    case 0: return static_cast<double>(m_random() % 10'001) / 10'000;
    case 1: return std::ldexp(static_cast<double>(m_random() >> 11), -53);
    case 2: return static_cast<double>(m_random() % 2'000'001) / 1000 - 1000;
    default: return std::ldexp(static_cast<double>(m_random() >> 11), static_cast<int>(m_random() % 200) - 150);
    }
}

std::vector<double> Generator::numbers(std::size_t least) {
    std::vector<double> values(least + m_random() % 7);
    for (double& value : values)
        value = number();
    return values;
}

void Generator::tell(const char* kind, const std::vector<std::string>& texts, const std::vector<double>& values) {
    m_input += QByteArray(kind) + ' ' + QByteArray::number(qint64(m_clock.now().time_since_epoch().count()));
    for (const std::string& text : texts)
        m_input += " x" + QByteArray::fromStdString(text).toHex();
    m_input += " :";
    for (const double value : values)
        m_input += ' ' + QByteArray::number(qulonglong(std::bit_cast<std::uint64_t>(value)), 16);
    m_input += '\n';
}

bool Generator::logOne() {
    // Whole microseconds: Python's datetime knows nothing finer.
    m_clock.advance(std::chrono::microseconds(m_random() % 3'000'000));
    const std::string first = text();
    const std::string second = text();
    switch (m_random() % 8) {
    case 0:
    case 1: {
        const auto vector = numbers(1);
        tell("love", {first, second}, vector);
        return bool(m_logger->loveVector().logComputation(first, vector, nullptr, second));
    }
    case 2: {
        const auto values = numbers(1);
        tell("time", {first, second}, values);
        return bool(m_logger->performance().logDuration(first, values[0], nullptr, second));
    }
    case 3: {
        const auto values = numbers(2);
        tell("context", {first, second}, values);
        return bool(m_logger->performance().logDuration(first, values[0], {{second, values[1]}, {"none", nullptr}}));
    }
    case 4:
        tell("input", {first, second}, {});
        return bool(m_logger->interaction().logUserInput(first, {{"key", second}}));
    case 5: {
        const auto values = numbers(1);
        tell("response", {first}, values);
        return bool(m_logger->interaction().logResponse(first, {values.begin() + 1, values.end()}, nullptr, values[0]));
    }
    case 6: {
        const auto values = numbers(2);
        tell("evaluation", {first, second}, values);
        return bool(m_logger->safety().logEvaluation({.responseText = first,
                                                      .loveVector = values,
                                                      .isSafe = values[0] >= 0,
                                                      .barrierValues = {{second, values[0]}},
                                                      .violationDetails = {second},
                                                      .correctiveActions = {},
                                                      .safetyConfidence = values[1]}));
    }
    default: {
        const auto values = numbers(2);
        const auto half = static_cast<std::ptrdiff_t>(values.size() / 2);
        tell("evolution", {}, values);
        return bool(m_logger->loveVector().logEvolution({values.begin(), values.begin() + half},
                                                        {values.begin() + half, values.begin() + 2 * half}));
    }
    }
}

} // namespace

class TestPythonLines : public QObject {
    Q_OBJECT

private slots:
    void generatedEntriesAreWhatPythonWrites();
};

void TestPythonLines::generatedEntriesAreWhatPythonWrites() {
    if (!QFileInfo(python).isExecutable())
        QSKIP("no /usr/bin/python3");
    const int count = scaled(20'000, 200'000);
    LogDirectory directory;
    Generator generator(directory);
    for (int i = 0; i < count; ++i)
        QVERIFY(generator.logOne());
    QVERIFY(generator.flush());
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(python, {QStringLiteral("-c"), QString::fromUtf8(script)});
    process.write(generator.input());
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(120'000));
    QCOMPARE(process.exitCode(), 0);
    const auto expected = LogDirectory::linesOf(process.readAllStandardOutput().toStdString());
    QCOMPARE(expected.size(), static_cast<std::size_t>(count));

    std::vector<std::string> written(expected.size());
    for (const auto& [name, lines] : directory.files()) {
        for (const std::string& line : lines) {
            const std::size_t start = line.find("\"interaction_id\": \"s_") + 21;
            std::string& place = written.at(std::stoul(line.substr(start)) - 1);
            QVERIFY(place.empty());
            place = line;
        }
    }
    for (std::size_t i = 0; i < expected.size(); ++i)
        QCOMPARE(QByteArray::fromStdString(written[i]), QByteArray::fromStdString(expected[i]));
}

QTEST_GUILESS_MAIN(TestPythonLines)
#include "tst_python_lines.moc"
