// SPDX-License-Identifier: GPL-3.0-or-later
#include <QtTest>

#include <nlohmann/json.hpp>

using Json = nlohmann::ordered_json;

namespace {

struct Run {
    int exitCode = -1;
    QByteArray out;
    QByteArray err;
};

Run judge(const QByteArray& reply, const QStringList& arguments = {}, const QString& dataHome = "/does/not/exist") {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("XDG_DATA_HOME", dataHome);
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(MOIELOG_PATH), QStringList{"judge"} + arguments);
    process.write(reply);
    process.closeWriteChannel();
    if (!process.waitForFinished(60'000))
        return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

Json jsonOf(const QByteArray& reply, const QStringList& arguments = {}) {
    const Run run = judge(reply, arguments + QStringList{"--format", "json"});
    return run.exitCode == 0 ? Json::parse(run.out.toStdString(), nullptr, false) : Json();
}

} // namespace

class TestJudge : public QObject {
    Q_OBJECT

private slots:
    void givesScoresAsJson();
    void takesTheMessageIntoAccount();
    void saysWhatItDoesNotJudge();
    void tellsThePhrasesAndTheirPlaces();
    void printsAPage();
    void takesTheUsersLists();
    void keepsToItsInput();
};

void TestJudge::givesScoresAsJson() {
    const Json json = jsonOf("I will hurt you. Call 555-0142.");
    QCOMPARE(json["judged"], Json(true));
    QCOMPARE(json["language"], Json("en"));
    QCOMPARE(json["context"], Json::object());
    QCOMPARE(json["love_vector"].size(), std::size_t{5});
    QCOMPARE(json["love_vector"][2], Json(0.7));
    QCOMPARE(json["barriers"]["harm_prevention"], Json(-0.4));
    QCOMPARE(json["barriers"]["privacy_protection"], Json(-0.3));
    QCOMPARE(json["barriers"]["bias_mitigation"], Json(0.25));
    QCOMPARE(json["is_safe"], Json(false));
    QCOMPARE(json["violations"], Json({"harm_prevention: h(x)=-0.400 < 0 (severity: 0.400)",
                                       "privacy_protection: h(x)=-0.300 < 0 (severity: 0.270)"}));
    QCOMPARE(jsonOf("I'm glad you told me.")["is_safe"], Json(true));
}

void TestJudge::takesTheMessageIntoAccount() {
    const QByteArray reply = "I will hurt you.";
    QCOMPARE(jsonOf(reply, {"--message", "I want to die"})["context"], Json({{"crisis", true}}));
    QCOMPARE(jsonOf(reply, {"--message", "I want to die"})["barriers"]["harm_prevention"], Json(-0.9));
    QCOMPARE(jsonOf("It is 555-0142.", {"--message", "My number is 555-0142"})["is_safe"], Json(true));
    QCOMPARE(jsonOf("It is 555-0142.")["is_safe"], Json(false));
}

void TestJudge::saysWhatItDoesNotJudge() {
    const Json json = jsonOf("Das ist viel für einen Tag.");
    QCOMPARE(json["judged"], Json(false));
    QCOMPARE(json["language"], Json("de"));
    QVERIFY(json["love_vector"].is_null() && json["is_safe"].is_null());
    QCOMPARE(json["barriers"], Json::object());
    QCOMPARE(json["violations"], Json::array());
    QVERIFY(jsonOf("")["language"].is_null());
    QCOMPARE(judge("昨日から眠れません。").out, QByteArray("not judged: language not recognised\n"));
}

void TestJudge::tellsThePhrasesAndTheirPlaces() {
    const QByteArray reply = "Ä, I won’t hurt you, but I'll hurt him.";
    const Json json = jsonOf(reply);
    std::vector<Json> harmful;
    for (const Json& match : json["matches"])
        if (match["list"] == "harmful")
            harmful.push_back(match);
    QCOMPARE(harmful.size(), std::size_t{1});
    QCOMPARE(harmful[0]["text"], Json("I'll hurt him"));
    QCOMPARE(harmful[0]["kind"], Json("threat"));
    QCOMPARE(harmful[0]["offset"], Json(reply.indexOf("I'll")));
    QCOMPARE(harmful[0]["counted"], Json(true));
    const Json idiom = jsonOf("This kills two birds with one stone, and it's a good idea.");
    QCOMPARE(idiom["matches"][0]["list"], Json("idioms"));
}

void TestJudge::printsAPage() {
    const Run run = judge("I will hurt you.\x1b[31m");
    QCOMPARE(run.exitCode, 0);
    QVERIFY2(run.out.startsWith("unsafe, judged by the engine's word lists (en)\n"), run.out);
    QVERIFY2(run.out.contains("harm_prevention           0.50        0.90    -0.400  broken"), run.out);
    QVERIFY2(run.out.contains("harmful · threat"), run.out);
    QVERIFY(!run.out.contains('\x1b'));
}

void TestJudge::takesTheUsersLists() {
    QTemporaryDir home;
    const QString directory = home.filePath("moie-observatory/engine");
    QVERIFY(QDir().mkpath(directory));
    QFile file(directory + "/figures.json");
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write("{\n  \"judging\": 7\n}\n");
    file.close();
    const Run run = judge("I am here.", {}, home.path());
    QCOMPARE(run.exitCode, 3);
    QVERIFY2(run.err.contains("figures.json: line 2: expected an object"), run.err);
    QCOMPARE(judge("I am here.", {"--lists", "/does/not/exist"}).exitCode, 3);
    QCOMPARE(judge("I am here.", {"--format", "xml"}).exitCode, 2);
}

void TestJudge::keepsToItsInput() {
    // Invalid UTF-8 is read as replacement characters, and printed as such.
    const Json json = jsonOf("I am \xff here, and I'm \xc3 glad.");
    QCOMPARE(json["judged"], Json(true));
    QVERIFY(json["love_vector"][0] > 0.5);
}

QTEST_GUILESS_MAIN(TestJudge)
#include "tst_judge.moc"
