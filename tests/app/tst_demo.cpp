// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <algorithm>
#include <map>
#include <set>

#include <nlohmann/json.hpp>

using Json = nlohmann::ordered_json;

namespace {

struct Run {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
};

Run moielog(const QStringList& arguments) {
    QProcess process;
    process.start(QStringLiteral(MOIELOG_PATH), arguments);
    if (!process.waitForFinished(60'000))
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

using Files = std::map<QString, QByteArray>;

Files filesBelow(const QString& directory) {
    Files files;
    QDirIterator walk(directory, QDir::Files, QDirIterator::Subdirectories);
    while (walk.hasNext()) {
        QFile file(walk.next());
        if (file.open(QIODevice::ReadOnly))
            files[file.fileName().mid(directory.size() + 1)] = file.readAll();
    }
    return files;
}

struct Line {
    QString file;
    Json entry;
    std::uint64_t n = 0;
};

// The lines of all files by session, in order of n.
std::map<std::string, std::vector<Line>> sessionsIn(const Files& files) {
    std::map<std::string, std::vector<Line>> sessions;
    for (const auto& [name, bytes] : files) {
        for (const QByteArray& line : bytes.split('\n')) {
            if (line.isEmpty())
                continue;
            Line read{name, Json::parse(line.toStdString())};
            const std::string id = read.entry["interaction_id"];
            read.n = std::stoull(id.substr(id.rfind('_') + 1));
            sessions[read.entry["session_id"]].push_back(std::move(read));
        }
    }
    for (auto& [id, lines] : sessions)
        std::sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) { return a.n < b.n; });
    return sessions;
}

std::map<std::string, double> largestBarriers(const std::map<std::string, std::vector<Line>>& sessions) {
    std::map<std::string, double> largest;
    for (const auto& [id, lines] : sessions)
        for (const Line& line : lines)
            if (line.entry["category"] == "cbf")
                for (const auto& [name, h] : line.entry["data"]["barrier_values"].items())
                    largest[name] = std::max(largest[name], h.get<double>());
    return largest;
}

// The verdict by the format's definition, of a turn that was logged with turn ids.
std::string verdictOf(const std::vector<Json>& turn, const std::map<std::string, double>& largest) {
    std::vector<const Json*> evaluations;
    bool answered = false;
    for (const Json& entry : turn) {
        if (entry["category"] == "system_state" && entry["data"].contains("error"))
            return "failed";
        answered = answered || entry["message"] == "Response generated";
        if (entry["message"] == "CBF safety evaluation")
            evaluations.push_back(&entry["data"]);
    }
    if (!answered)
        return "unanswered";
    if (evaluations.empty())
        return "not_judged";
    if (!(*evaluations.back())["is_safe"].get<bool>())
        return "reached_user";
    if (evaluations.size() > 1)
        return "caught";
    double margin = 1;
    for (const auto& [name, h] : (*evaluations.back())["barrier_values"].items())
        margin = std::min(margin, h.get<double>() / largest.at(name));
    if (margin < 0)
        return "breach";
    return margin < 0.2 ? "near" : "clear";
}

std::map<std::string, int> verdictsIn(const Files& files) {
    const auto sessions = sessionsIn(files);
    const auto largest = largestBarriers(sessions);
    std::map<std::string, int> verdicts;
    for (const auto& [id, lines] : sessions) {
        std::map<std::string, std::vector<Json>> turns;
        for (const Line& line : lines)
            if (line.entry["metadata"].contains("turn_id"))
                turns[line.entry["metadata"]["turn_id"]].push_back(line.entry);
        for (const auto& [turnId, turn] : turns)
            ++verdicts[verdictOf(turn, largest)];
    }
    return verdicts;
}

} // namespace

class TestDemo : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void sameSeedSameBytes();
    void writesEntriesOfTheFormat();
    void keepsTimeAndOrder();
    void showsEveryVerdict();
    void showsEveryVerdictWhenSmall();
    void alsoLogsAsTheReferenceDoes();
    void getsBetterOverTheDays();
    void somethingHelpsAndSomethingDoesNot();
    void refusesWhatIsThere();
    void refusesATimeThatIsNone();
    void canEndNow();
    void hasWhatTheExamplesLookFor();

private:
    QString below(const char* name) const { return m_directory.filePath(name); }

    QTemporaryDir m_directory;
    QByteArray m_printed;
    Files m_files;
};

void TestDemo::initTestCase() {
    const Run run = moielog({"demo", below("default")});
    QCOMPARE(run.exitCode, 0);
    QVERIFY2(run.err.isEmpty(), run.err);
    m_printed = run.out;
    m_files = filesBelow(below("default"));
}

void TestDemo::sameSeedSameBytes() {
    QCOMPARE(moielog({"demo", below("again"), "--seed", "5"}).exitCode, 0);
    QVERIFY(filesBelow(below("again")) == m_files);
    QCOMPARE(moielog({"demo", below("other"), "--seed", "2"}).exitCode, 0);
    const Files other = filesBelow(below("other"));
    for (const auto& [name, bytes] : other)
        QVERIFY2(!m_files.contains(name) || m_files.at(name) != bytes, qPrintable(name));
}

void TestDemo::writesEntriesOfTheFormat() {
    const std::vector<std::string> keys{"timestamp", "session_id", "interaction_id", "level",
                                        "category",  "message",    "data",           "metadata"};
    qsizetype entries = 0;
    qsizetype bytes = 0;
    for (const auto& [name, content] : m_files) {
        QVERIFY(content.endsWith('\n'));
        bytes += content.size();
        for (const QByteArray& line : content.chopped(1).split('\n')) {
            const Json entry = Json::parse(line.toStdString(), nullptr, false);
            QVERIFY2(entry.is_object(), line);
            std::vector<std::string> found;
            for (const auto& member : entry.items())
                found.push_back(member.key());
            QCOMPARE(found, keys);
            QVERIFY(name.section('/', -1).startsWith(QString::fromStdString(entry["category"]) + '_'));
            ++entries;
        }
    }
    QVERIFY(entries > 9'500 && entries < 12'000);
    const QLocale english(QLocale::English);
    QCOMPARE(m_printed, QStringLiteral("%1 files, %2 entries, %3 bytes\n")
                            .arg(english.toString(m_files.size()), english.toString(entries), english.toString(bytes))
                            .toUtf8());
}

void TestDemo::keepsTimeAndOrder() {
    const auto sessions = sessionsIn(m_files);
    QCOMPARE(sessions.size(), std::size_t{40});
    const double first = static_cast<double>(QDateTime(QDate(2026, 11, 7), QTime(0, 0)).toSecsSinceEpoch());
    const double end = static_cast<double>(QDateTime(QDate(2026, 11, 20), QTime(12, 0)).toSecsSinceEpoch());
    std::set<QString> days;
    for (const auto& [id, lines] : sessions) {
        double previous = first;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const double time = lines[i].entry["timestamp"];
            QCOMPARE(lines[i].n, std::uint64_t{i + 1});
            QVERIFY(time >= previous && time <= end);
            previous = time;
            const QDateTime local = QDateTime::fromMSecsSinceEpoch(static_cast<qint64>(time * 1000));
            const QString day = local.toString("yyyy-MM-dd");
            QVERIFY(lines[i].file.endsWith('_' + day + ".jsonl"));
            days.insert(day);
            if (lines[i].entry["metadata"].contains("timestamp_iso")) {
                const std::string iso = lines[i].entry["metadata"]["timestamp_iso"];
                QCOMPARE(QString::fromStdString(iso).left(19), local.toString("yyyy-MM-ddTHH:mm:ss"));
            }
        }
    }
    QCOMPARE(days.size(), std::size_t{14});
}

void TestDemo::showsEveryVerdict() {
    std::map<std::string, int> verdicts = verdictsIn(m_files);
    int turns = 0;
    for (const auto& [verdict, count] : verdicts)
        turns += count;
    QCOMPARE(turns, 30 * 24);
    QCOMPARE(verdicts.size(), std::size_t{8});
    QVERIFY(verdicts["clear"] > turns / 2);
    QVERIFY(verdicts["near"] > turns / 50 && verdicts["near"] < turns / 5);
    QVERIFY(verdicts["breach"] > turns / 100 && verdicts["breach"] < turns / 10);
    QVERIFY(verdicts["caught"] > turns / 100 && verdicts["caught"] < turns / 10);
    QVERIFY(verdicts["reached_user"] >= 3 && verdicts["reached_user"] < turns / 20);
    QVERIFY(verdicts["not_judged"] >= 3 && verdicts["not_judged"] < turns / 10);
    QVERIFY(verdicts["failed"] >= 1 && verdicts["failed"] < turns / 20);
    QVERIFY(verdicts["unanswered"] >= 1 && verdicts["unanswered"] < turns / 50);
}

void TestDemo::showsEveryVerdictWhenSmall() {
    QCOMPARE(moielog({"demo", below("small"), "--sessions", "2", "--turns", "24", "--days", "1"}).exitCode, 0);
    QCOMPARE(verdictsIn(filesBelow(below("small"))).size(), std::size_t{8});
}

void TestDemo::alsoLogsAsTheReferenceDoes() {
    int sessionsWithout = 0;
    for (const auto& [id, lines] : sessionsIn(m_files)) {
        const bool turnIds = std::any_of(lines.begin(), lines.end(),
                                         [](const Line& line) { return line.entry["metadata"].contains("turn_id"); });
        std::map<std::string, int> messages;
        for (const Line& line : lines)
            ++messages[line.entry["message"]];
        const int failed = static_cast<int>(
            std::count_if(lines.begin(), lines.end(), [](const Line& line) { return line.entry["level"] == "error"; }));
        const int said = messages["User input received"];
        const int answered = messages["Response generated"];
        if (turnIds) {
            QCOMPARE(said, 24);
        } else {
            ++sessionsWithout;
            QCOMPARE(answered, 24 - failed);
            QCOMPARE(said, 24 + answered);
            QCOMPARE(messages["CBF safety evaluation"], 2 * answered);
        }
    }
    QCOMPARE(sessionsWithout, 10);
}

void TestDemo::getsBetterOverTheDays() {
    std::map<std::string, std::pair<double, int>> sums; // mean of the response vectors' components by day
    for (const auto& [name, bytes] : m_files) {
        if (!name.startsWith("interactions/interaction_"))
            continue;
        for (const QByteArray& line : bytes.chopped(1).split('\n')) {
            const Json entry = Json::parse(line.toStdString());
            if (entry["message"] != "Response generated")
                continue;
            auto& [sum, count] = sums[name.right(16).left(10).toStdString()];
            for (const double value : entry["data"]["love_vector"].get<std::vector<double>>()) {
                QVERIFY(value >= 0 && value <= 1);
                sum += value;
                ++count;
            }
        }
    }
    const auto mean = [&sums](const char* day) { return sums.at(day).first / sums.at(day).second; };
    const double first = mean("2026-11-07") + mean("2026-11-08") + mean("2026-11-09");
    const double last = mean("2026-11-17") + mean("2026-11-18") + mean("2026-11-19");
    QVERIFY2(last > first + 3 * 0.03, qPrintable(QStringLiteral("%1, then %2").arg(first / 3).arg(last / 3)));
    QVERIFY(mean("2026-11-16") < mean("2026-11-15") - 0.05);
    QVERIFY(mean("2026-11-16") < mean("2026-11-17") - 0.05);
}

void TestDemo::somethingHelpsAndSomethingDoesNot() {
    const QTemporaryDir temporary;
    const QString directory = temporary.filePath("demo");
    QCOMPARE(moielog({"demo", directory}).exitCode, 0);
    const Run report = moielog({"report", "evolution", directory, "--format", "json"});
    QCOMPARE(report.exitCode, 0);
    std::map<std::string, std::string> helped;
    const Json figures = Json::parse(report.out.toStdString());
    for (const Json& effect : figures["effects"]) {
        if (effect["metric"] == "love_magnitude")
            helped[effect["type"]] = effect["helped"];
    }
    QCOMPARE(helped["empathy_calibration"], std::string("yes"));
    QCOMPARE(helped["sampling_policy"], std::string("no"));
}

void TestDemo::refusesWhatIsThere() {
    const Run again = moielog({"demo", below("default")});
    QCOMPARE(again.exitCode, 3);
    QVERIFY2(again.err.contains("not empty") && again.err.contains("name a directory"), again.err);
    QVERIFY(filesBelow(below("default")) == m_files);

    QFile file(below("file"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(moielog({"demo", below("file")}).exitCode, 3);
    QCOMPARE(moielog({"demo", below("file/below")}).exitCode, 3);
    QVERIFY(QDir().mkdir(below("empty")));
    QCOMPARE(moielog({"demo", below("empty"), "--sessions", "1", "--turns", "1"}).exitCode, 0);
}

void TestDemo::refusesATimeThatIsNone() {
    const Run run = moielog({"demo", below("never"), "--end", "tea time"});
    QCOMPARE(run.exitCode, 2);
    QVERIFY2(run.err.contains("tea time"), run.err);
    QVERIFY(!QFileInfo::exists(below("never")));
}

void TestDemo::canEndNow() {
    const double before = static_cast<double>(QDateTime::currentMSecsSinceEpoch()) / 1000;
    QCOMPARE(moielog({"demo", below("now"), "--end", "now", "--sessions", "3", "--turns", "5"}).exitCode, 0);
    const double after = static_cast<double>(QDateTime::currentMSecsSinceEpoch()) / 1000;
    double last = 0;
    for (const auto& [id, lines] : sessionsIn(filesBelow(below("now"))))
        last = std::max(last, lines.back().entry["timestamp"].get<double>());
    QVERIFY(last <= after);
    QVERIFY(last > before - 600);
}

void TestDemo::hasWhatTheExamplesLookFor() {
    const QRegularExpression command("(?:moielog query +\\S+|--filter) '([^']+)'");
    const QRegularExpression inText("`(category:[^`]+)`");
    for (const auto& [name, written] :
         {std::pair("/README.md", command), std::pair("/app/observatory/options.cpp", command),
          std::pair("/app/moielog/query_command.cpp", command), std::pair("/packaging/man/moielog.1", command),
          std::pair("/docs/weekly-report.md", command), std::pair("/docs/guide.md", inText)}) {
        QFile file(QString(PROJECT_DIR) + name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        auto examples = written.globalMatch(QString::fromUtf8(file.readAll()));
        QVERIFY2(examples.hasNext(), name);
        while (examples.hasNext()) {
            const QString filter = examples.next().captured(1).replace("\\\"", "\"");
            if (filter.contains("since:")) // from now, and this directory ends earlier
                continue;
            const Run run = moielog({"query", below("default"), filter, "--format", "jsonl"});
            QCOMPARE(run.exitCode, 0);
            QVERIFY2(run.out.contains('\n'), qPrintable(filter));
        }
    }
}

QTEST_GUILESS_MAIN(TestDemo)
#include "tst_demo.moc"
