// SPDX-License-Identifier: GPL-3.0-or-later
#include <sys/resource.h>
#include <sys/stat.h>

#include <cmath>
#include <csignal>
#include <memory>

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "support/snapshot_builder.h"
#include "ui/charts/chart_export.h"
#include "ui/report/report.h"
#include "ui/report/report_text.h"
#include "ui/theme/theme.h"

using namespace moie;
using namespace moie::ui;
using namespace std::chrono_literals;

namespace {

const Time start = fromUnixSeconds(1'763'600'000);

SnapshotPtr snapshotOf(int turns, int violationsEach) {
    SnapshotBuilder builder;
    for (int i = 0; i < turns; ++i) {
        const std::string session = "session-" + std::to_string(i / 20);
        const double swing = 0.3 * std::sin(i);
        auto& turn = builder.turn(session, start + i * 1h);
        turn.response({0.6 + swing, 0.5, 0.6, 0.5, 0.4}, 1.0 + std::fabs(swing))
            .evaluation(i % 7 != 0, {{"harm", 0.4}});
        for (int k = 0; k < violationsEach; ++k)
            turn.violation("harm_prevention", 0.25, "regenerated");
    }
    return std::make_shared<const Snapshot>(builder.build());
}

QByteArray render(const ReportContent& content) {
    const auto report = std::make_shared<const Report>(content);
    ReportPdf painted(report);
    while (painted.pagesPainted() < report->pageCount())
        painted.paintNextPage(report->readTexts(painted.pagesPainted()));
    const auto pdf = report->completed(painted.finish());
    return pdf ? *pdf : QByteArray();
}

} // namespace

class TestReport : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_directory = std::make_unique<QTemporaryDir>();
        m_theme.setChoice(ThemeChoice::Dark);
    }
    void saysTheFigures();
    void holdsNoImagesScriptsOrPaths();
    void leadsToItsSections();
    void saysTheFiguresOfEachKind();
    void embedsItsFonts();
    void isWellFormed();
    void saysTheEvolution();
    void numbersItsPages_data();
    void numbersItsPages();
    void listsTenThousandViolations();
    void comesOnLetterToo();
    void rendersAnEmptyScope();
    void isTheSameInEitherTheme();
    void replacesAFileWhole();
    void leavesTheOldFileWhereItCannotWrite();

private:
    ReportContent contentOf(SnapshotPtr snapshot, Paper paper = Paper::A4, ReportKind kind = ReportKind::All) const {
        return gatherReport(std::move(snapshot), {},
                            {{paper, kind}, QStringLiteral("logs"), QStringLiteral("0.1.0"), start + 100 * 24h});
    }
    QString path(const char* name) const { return m_directory->filePath(QLatin1String(name)); }
    // What a tool of Poppler or qpdf prints about the document.
    QString tool(const QString& program, const QStringList& before, const QByteArray& pdf,
                 const QStringList& after = {}) const {
        QFile file(path("look.pdf"));
        if (!file.open(QIODevice::WriteOnly) || file.write(pdf) != pdf.size())
            return QStringLiteral("cannot write");
        file.close();
        QProcess process;
        process.start(program, before + QStringList{file.fileName()} + after);
        process.waitForFinished();
        return QString::fromUtf8(process.readAllStandardOutput());
    }
    QString textOf(const QByteArray& pdf) const {
        return tool("pdftotext", {"-layout"}, pdf, {"-"}).replace(QRegularExpression(" +"), " ");
    }

    Theme m_theme;
    std::unique_ptr<QTemporaryDir> m_directory;
};

#define NEEDS(program)                                                                                                 \
    if (QStandardPaths::findExecutable(QStringLiteral(program)).isEmpty())                                             \
    QSKIP(program " is not installed")

void TestReport::saysTheFigures() {
    NEEDS("pdftotext");
    const SnapshotPtr snapshot = snapshotOf(140, 1);
    const ReportContent content = contentOf(snapshot);
    const QString text = textOf(render(content));
    const Overview figures = overview(*snapshot, {});
    QCOMPARE(figures.turns, std::size_t{140});
    QCOMPARE(figures.verdicts[static_cast<std::size_t>(Verdict::ReachedUser)], std::size_t{20});
    QVERIFY2(text.contains("Turns 140 in 7 sessions"), qPrintable(text));
    QVERIFY(text.contains("20 14.3 % of 140 judged"));
    QVERIFY(text.contains("Reached the user 20 14.3 %"));
    QVERIFY(text.contains("140 violations in 140 turns"));
    QVERIFY(text.contains(QStringLiteral("Love magnitude, mean %1").arg(figures.magnitudeMean.value, 0, 'f', 2)));
    QVERIFY(text.contains("Clear 120 85.7 %"));
    QVERIFY(text.contains("140 violations, newest first. A corrective action is what the engine announced"));
    QCOMPARE(text.count("harm prevention 0.250 regenerated session-"), 140);
    // Every sentence of the summary, as far as its first line goes.
    for (const QString& sentence : reportSummary(content))
        QVERIFY2(text.contains(sentence.left(60)), qPrintable(sentence));
    for (const char* chart : {"Love vectors", "Turns by verdict", "Response time"})
        QVERIFY(text.contains(QLatin1String(chart)));
}

void TestReport::holdsNoImagesScriptsOrPaths() {
    NEEDS("pdfimages");
    NEEDS("qpdf");
    const QByteArray pdf = render(contentOf(snapshotOf(60, 1)));
    const QString images = tool("pdfimages", {"-list"}, pdf);
    QCOMPARE(images.trimmed().count('\n'), 2); // the table's head and the heat map
    QVERIFY2(!images.contains("jpeg"), qPrintable(images));
    const QString plain = tool("qpdf", {"--qdf", "--object-streams=disable"}, pdf, {"-"});
    QVERIFY(plain.contains("/Type /Page"));
    for (const char* word : {"/URI", "/JavaScript", "/JS", "/Widget", "/Launch", "/OpenAction", "/EmbeddedFile"})
        QVERIFY2(!plain.contains(QLatin1String(word)), word);
    for (const QString& word :
         {QDir::homePath(), qEnvironmentVariable("USER"), m_directory->path(), QDir::currentPath()}) {
        if (word.size() > 3)
            QVERIFY2(!plain.contains(word), qPrintable(word));
    }
}

void TestReport::leadsToItsSections() {
    NEEDS("qpdf");
    NEEDS("pdftotext");
    const QByteArray pdf = render(contentOf(snapshotOf(140, 1)));
    QVERIFY(tool("qpdf", {"--check"}, pdf).contains("No syntax or stream encoding errors found"));
    const QStringList pages = textOf(pdf).split('\f', Qt::SkipEmptyParts);
    const auto json = QJsonDocument::fromJson(tool("qpdf", {"--json", "--json-key=outlines"}, pdf).toUtf8());
    const QJsonArray outlines = json["outlines"].toArray();
    QStringList titles;
    for (const QJsonValue& outline : outlines) {
        if (!outline["kids"].toArray().isEmpty() || titles.size() > 2)
            titles += outline["title"].toString();
        // The page that a bookmark leads to says its title.
        const int page = outline["destpageposfrom1"].toInt();
        QVERIFY(page >= 1 && page <= pages.size());
        QVERIFY2(pages[page - 1].contains(outline["title"].toString()), qPrintable(outline["title"].toString()));
    }
    for (const char* title : {"Overview", "Love vectors", "Safety", "Performance", "Evolution"})
        QVERIFY2(titles.contains(QLatin1String(title)), qPrintable(titles.join(", ")));
    const QString plain = tool("qpdf", {"--qdf", "--object-streams=disable"}, pdf, {"-"});
    QVERIFY(plain.count("/Subtype /Link") >= 20);
    QVERIFY(plain.contains("/Lang (en)"));
}

void TestReport::saysTheFiguresOfEachKind() {
    NEEDS("pdftotext");
    const SnapshotPtr snapshot = snapshotOf(140, 1);
    const auto say = [&](ReportKind kind) { return textOf(render(contentOf(snapshot, Paper::Letter, kind))); };
    const LoveVectors love = loveVectors(*snapshot, {});
    const QString loveText = say(ReportKind::LoveVectors);
    QVERIFY2(loveText.contains(QStringLiteral("Magnitude 140 %1").arg(love.magnitude.distribution.mean, 0, 'f', 2)),
             qPrintable(loveText));
    QVERIFY(!loveText.contains("Control chart"));
    const QString safety = say(ReportKind::Safety);
    QVERIFY2(safety.contains("Of 20 turns with an unsafe evaluation, 0 ended with a safe one"), qPrintable(safety));
    QVERIFY2(safety.contains("harm 140 0 0"), qPrintable(safety));
    const QString performance = say(ReportKind::Performance);
    QVERIFY2(performance.contains("Response time of 140 turns: mean 1."), qPrintable(performance));
    const Distribution times = performanceFigures(*snapshot, {}).responseSeconds;
    QString row = "Turn's response time 140";
    for (const double seconds :
         {times.mean, times.std, times.min, times.p10, times.p50, times.p90, times.p95, times.p99})
        row += QStringLiteral(" %1").arg(seconds, 0, 'f', 2);
    QVERIFY2(performance.contains(row), qPrintable(row));
    QVERIFY(performance.contains("No error was logged in this scope."));
    QVERIFY(say(ReportKind::Evolution).contains("0 events"));
}

void TestReport::embedsItsFonts() {
    NEEDS("pdffonts");
    const QStringList lines = tool("pdffonts", {}, render(contentOf(snapshotOf(60, 1)))).trimmed().split('\n');
    QVERIFY(lines.size() >= 3);
    const qsizetype embedded = lines[0].indexOf("emb");
    for (const QString& line : lines.mid(2))
        QCOMPARE(line.mid(embedded, 3), QString("yes"));
}

void TestReport::isWellFormed() {
    NEEDS("qpdf");
    NEEDS("pdfinfo");
    const QByteArray pdf = render(contentOf(snapshotOf(60, 1)));
    QVERIFY(tool("qpdf", {"--check"}, pdf).contains("No syntax or stream encoding errors found"));
    const QString info = tool("pdfinfo", {}, pdf);
    QVERIFY2(info.contains(QRegularExpression("Title: +Love Engine report: logs")), qPrintable(info));
    QVERIFY(info.contains("MoIE-OS Observatory 0.1.0"));
    QVERIFY(info.contains(QRegularExpression("JavaScript: +no")));
}

void TestReport::saysTheEvolution() {
    NEEDS("pdftotext");
    SnapshotBuilder builder;
    for (int i = 0; i < 60; ++i) {
        auto& turn = builder.turn("s", start + i * 1h);
        turn.response({0.5, 0.5, 0.5, 0.5, 0.5}, 1.0).evaluation(true, {{"harm", 0.4}}).rated(i % 3 != 0, 0.25);
        if (i % 20 == 10)
            turn.adaptation("harm", 0.75, 0.7);
        if (i % 30 == 15)
            turn.learning("sampling_policy").checkpoint({{"turns", i}});
    }
    const auto snapshot = std::make_shared<const Snapshot>(builder.build());
    const QString text = textOf(render(contentOf(snapshot, Paper::A4, ReportKind::Evolution)));
    // 60 ratings, 3 adaptations, 2 learning events, 2 checkpoints.
    QVERIFY2(text.contains("67 events"), qPrintable(text));
    QCOMPARE(evolutionFigures(*snapshot, {}).events, std::size_t{67});
    QVERIFY(text.contains("adaptations and learning 5, feedback 60, checkpoints 2"));
    QCOMPARE(text.count(QString::fromUtf8("Adaptation: harm, 0.750 → 0.700")), 3);
    QCOMPARE(text.count("Learning: sampling policy"), 2 + 4); // each, and its effect on four figures
    QVERIFY2(text.contains("Love magnitude: 1.12 with good feedback (40), 1.12 with bad (20)"), qPrintable(text));
}

void TestReport::numbersItsPages_data() {
    QTest::addColumn<bool>("letter");
    QTest::newRow("A4") << false;
    QTest::newRow("Letter") << true;
}

void TestReport::numbersItsPages() {
    NEEDS("pdftotext");
    QFETCH(bool, letter);
    const ReportContent content = contentOf(snapshotOf(140, 2), letter ? Paper::Letter : Paper::A4);
    const QString text = textOf(render(content));
    const int pages = Report(content).pageCount();
    QVERIFY(pages >= 6);
    const QStringList page = text.split('\f', Qt::SkipEmptyParts);
    QCOMPARE(page.size(), pages);
    for (int i = 0; i < pages; ++i) {
        QVERIFY(page[i].contains(QStringLiteral("Page %1 of %2").arg(i + 1).arg(pages)));
        QVERIFY(page[i].contains("logs · 20 Nov 2025 01:53:20 to "));
    }
    // The table's head is on each page that the table reaches.
    int heads = 0;
    for (const QString& each : page)
        heads += each.contains("Action announced Session Turn") ? 1 : 0;
    QVERIFY2(heads >= 4, qPrintable(QString::number(heads)));
}

void TestReport::listsTenThousandViolations() {
    NEEDS("pdftotext");
    const ReportContent content = contentOf(snapshotOf(1'000, 10));
    QCOMPARE(content.violations.size(), std::size_t{10'000});
    const QString text = textOf(render(content));
    QVERIFY2(text.contains("10,000 violations, by type."), qPrintable(text));
    QVERIFY(text.contains("harm prevention 10,000 0.250"));
    QVERIFY(text.contains("The newest 500 of 10,000; older ones are not listed."));
    QCOMPARE(text.count("harm prevention 0.250 regenerated"), 500);
}

void TestReport::comesOnLetterToo() {
    NEEDS("pdfinfo");
    QVERIFY(
        tool("pdfinfo", {}, render(contentOf(snapshotOf(20, 1), Paper::Letter))).contains("612 x 792 pts (letter)"));
    QVERIFY(tool("pdfinfo", {}, render(contentOf(snapshotOf(20, 1), Paper::A4))).contains("595 x 842 pts (A4)"));
}

void TestReport::rendersAnEmptyScope() {
    NEEDS("pdftotext");
    const QString text = textOf(render(contentOf(std::make_shared<const Snapshot>())));
    QVERIFY2(text.contains("Cannot tell what improved"), qPrintable(text));
    QVERIFY(text.contains("No violation was logged in this scope"));
}

void TestReport::isTheSameInEitherTheme() {
    NEEDS("pdftotext");
    NEEDS("pdftoppm");
    const ReportContent content = contentOf(snapshotOf(60, 1));
    const auto picture = [&] {
        const QByteArray pdf = render(content);
        tool("pdftoppm", {"-r", "40", "-f", "1", "-l", "1", "-singlefile"}, pdf, {path("page")});
        QFile file(path("page.ppm"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    };
    m_theme.setChoice(ThemeChoice::Dark);
    const QByteArray dark = picture();
    m_theme.setChoice(ThemeChoice::Light);
    QVERIFY(!dark.isEmpty());
    QVERIFY(picture() == dark);
    QCOMPARE(static_cast<unsigned char>(dark[dark.size() - 1]), static_cast<unsigned char>(255));
}

void TestReport::replacesAFileWhole() {
    QFile old(path("out.pdf"));
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("old");
    old.close();
    const QByteArray pdf = render(contentOf(snapshotOf(20, 1)));
    QVERIFY(writeWholeFile(path("out.pdf"), pdf));
    QVERIFY(old.open(QIODevice::ReadOnly));
    QCOMPARE(old.readAll(), pdf);
    struct stat status {};
    QCOMPARE(::stat(path("out.pdf").toUtf8().constData(), &status), 0);
    QCOMPARE(status.st_mode & 0777u, 0600u);
    QCOMPARE(QDir(m_directory->path()).entryList(QDir::Files).filter("out.pdf"), QStringList("out.pdf"));
}

void TestReport::leavesTheOldFileWhereItCannotWrite() {
    const auto missing = writeWholeFile(path("nowhere/out.pdf"), "%PDF-");
    QVERIFY(!missing);
    QCOMPARE(missing.error().path, path("nowhere/out.pdf").toStdString());
    QVERIFY(missing.error().text.find("No such file") != std::string::npos);

    QFile old(path("out.pdf"));
    QVERIFY(old.open(QIODevice::WriteOnly));
    old.write("old");
    old.close();
    // Beyond the limit a write fails, as on a full disk.
    struct rlimit before {};
    QCOMPARE(::getrlimit(RLIMIT_FSIZE, &before), 0);
    const struct rlimit small { 1'000, before.rlim_max };
    ::signal(SIGXFSZ, SIG_IGN);
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &small), 0);
    const auto full = writeWholeFile(path("out.pdf"), QByteArray(100'000, 'x'));
    QCOMPARE(::setrlimit(RLIMIT_FSIZE, &before), 0);
    QVERIFY(!full);
    QVERIFY2(full.error().text.find("too large") != std::string::npos, full.error().text.c_str());
    QVERIFY(old.open(QIODevice::ReadOnly));
    QCOMPARE(old.readAll(), QByteArray("old"));
    QCOMPARE(QDir(m_directory->path()).entryList(QDir::Files), QStringList("out.pdf"));
}

QTEST_MAIN(TestReport)
#include "tst_report_pdf.moc"
