// SPDX-License-Identifier: GPL-3.0-or-later
// Reports with what was said, on logs that are there to be read: scripts, sizes, notes; and that the pages of a preview
// are those of the PDF. With one font, so that nothing depends on the desktop's.
#include <cmath>
#include <functional>
#include <memory>

#include <QFile>
#include <QFontDatabase>
#include <QFontInfo>
#include <QImage>
#include <QJsonDocument>
#include <QPainter>
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include <moie/feed/feed.h>

#include "support/log_lines.h"
#include "support/snapshot_builder.h"
#include "ui/charts/chart_export.h"
#include "ui/report/pdf_outline.h"
#include "ui/report/report.h"
#include "ui/report/report_text.h"
#include "ui/theme/theme.h"

using namespace moie;
using namespace moie::ui;
using namespace std::chrono_literals;

namespace {

constexpr double pointsPerInch = 72;
constexpr int resolution = 60; // of pictures, in dots per inch

// "Shalom", "hello" in Arabic.
const QString hebrew = QString::fromUtf8("\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d");
const QString arabic = QString::fromUtf8("\xd9\x85\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7");

QImage painted(const Report& report, int page) {
    const QSizeF paper = report.paperSize();
    QImage image((paper * resolution / pointsPerInch).toSize(), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    painter.scale(image.width() / paper.width(), image.height() / paper.height());
    const PageTexts texts = report.readTexts(page);
    for (std::size_t part = 0; part < report.partsOf(page); ++part)
        report.paintPart(painter, page, part, texts);
    return image;
}

// How much darker or lighter squares of an eighth of an inch are on the one than on the other, at most: 0 to 255.
double mostDifferent(const QImage& one, const QImage& other) {
    constexpr int cell = resolution / 8;
    const auto meanOf = [](const QImage& image, int left, int top) {
        double sum = 0;
        for (int x = left; x < left + cell; ++x)
            for (int y = top; y < top + cell; ++y)
                sum += qGray(image.pixel(x, y));
        return sum / (cell * cell);
    };
    double most = 0;
    const int width = std::min(one.width(), other.width());
    const int height = std::min(one.height(), other.height());
    for (int x = 0; x + cell <= width; x += cell)
        for (int y = 0; y + cell <= height; y += cell)
            most = std::max(most, std::abs(meanOf(one, x, y) - meanOf(other, x, y)));
    return most;
}

// All of one session and answered alike, each with what `more` adds to it.
SnapshotPtr hourlyTurns(int count, const std::function<void(SnapshotBuilder::Entries&, int)>& more) {
    SnapshotBuilder builder;
    for (int i = 0; i < count; ++i) {
        auto& turn = builder.turn("s", fromUnixSeconds(1'763'600'000) + i * 1h);
        turn.response({0.6, 0.5, 0.6, 0.5, 0.4}, 1.0);
        more(turn, i);
    }
    return std::make_shared<const Snapshot>(builder.build());
}

} // namespace

class TestReportSaid : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void writesScriptsAsTheyAre();
    void showsOrMarksEmoji_data();
    void showsOrMarksEmoji();
    void marksInTablesToo();
    void cutsTenMegabytes();
    void writesTenThousandTurns();
    void doesNotGrowWithViolations();
    void saysTheNotes();
    void keepsNothingThatIsLeftOut();
    void isOnScreenAsInThePdf_data();
    void isOnScreenAsInThePdf();
    void writesManyDotsBriefly();
    void refusesDocumentsOfOthers();
    void stopsWhenAsked();

private:
    ReportContent contentOf(const SnapshotPtr& snapshot, const ReportSetup& setup, const AnnotationSetPtr& notes = {}) {
        return gatherReport(snapshot, {}, {setup, "logs", "0.1.0", fromUnixSeconds(1'800'000'000)}, notes);
    }
    SnapshotPtr load() const {
        const auto loaded = loadOnce(m_directory->filePath("logs").toStdString());
        return loaded ? *loaded : std::make_shared<const Snapshot>();
    }
    void log(const std::string& lines) const {
        logLines::append(m_directory->filePath("logs/a.jsonl").toStdString(), lines);
    }
    QByteArray pdfOf(const ReportContent& content) const {
        const auto report = std::make_shared<const Report>(content);
        ReportPdf pdf(report);
        while (pdf.pagesPainted() < report->pageCount())
            pdf.paintNextPage(report->readTexts(pdf.pagesPainted()));
        return report->completed(pdf.finish()).value_or(QByteArray());
    }
    QByteArray run(const QString& program, const QStringList& arguments) const {
        QProcess process;
        process.setWorkingDirectory(m_directory->path());
        process.start(program, arguments);
        process.waitForFinished();
        return process.readAllStandardOutput();
    }
    QString textOf(const QByteArray& pdf) const {
        QFile file(m_directory->filePath("out.pdf"));
        if (!file.open(QIODevice::WriteOnly) || file.write(pdf) != pdf.size())
            return {};
        file.close();
        return QString::fromUtf8(run("pdftotext", {"-layout", "out.pdf", "-"})).replace(QRegularExpression(" +"), " ");
    }

    // Of the PDF that was written last, from page 0 on.
    QImage pictureOf(int page) const {
        const QString number = QString::number(page + 1);
        run("pdftoppm",
            {"-r", QString::number(resolution), "-f", number, "-l", number, "-singlefile", "-png", "out.pdf", "page"});
        return QImage(m_directory->filePath("page.png"));
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<QTemporaryDir> m_directory;
};

#define NEEDS(program)                                                                                                 \
    if (QStandardPaths::findExecutable(QStringLiteral(program)).isEmpty())                                             \
    QSKIP(program " is not installed")

void TestReportSaid::initTestCase() {
    QApplication::setFont(QFont("DejaVu Sans", 10));
    QCOMPARE(QFontInfo(QApplication::font()).family(), QString("DejaVu Sans"));
    m_theme = std::make_unique<Theme>();
}

void TestReportSaid::init() {
    m_directory = std::make_unique<QTemporaryDir>();
}

// What is read back from the PDF is what was said, from right to left too.
void TestReportSaid::writesScriptsAsTheyAre() {
    NEEDS("pdftotext");
    logLines::Writer writer("s");
    writer.user(hebrew.toStdString()).evaluated(true).responded().wait(60);
    writer.user(arabic.toStdString()).evaluated(true).responded();
    log(writer.text());
    const QString text = textOf(pdfOf(contentOf(load(), {Paper::A4, ReportKind::Session})));
    QVERIFY2(text.contains(hebrew), qPrintable(text));
    // Joined letters may be read back as presentation forms.
    QVERIFY2(text.normalized(QString::NormalizationForm_KC).contains(arabic), qPrintable(text));
}

void TestReportSaid::showsOrMarksEmoji_data() {
    QTest::addColumn<QString>("emoji");
    QTest::addColumn<QString>("mark");
    QTest::newRow("grinning face") << QString::fromUtf8("\xf0\x9f\x98\x80") << "[U+1F600]";
    QTest::newRow("robot") << QString::fromUtf8("\xf0\x9f\xa4\x96") << "[U+1F916]";
    QTest::newRow("sparkles") << QString::fromUtf8("\xe2\x9c\xa8") << "[U+2728]";
    QTest::newRow("thumb of a skin tone")
        << QString::fromUtf8("\xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd") << "[U+1F44D U+1F3FD]";
}

// Where fontconfig knows a font with its outlines, something is to be seen of it; else its number is to be read. A font
// of coloured pictures, which a PDF cannot hold, does not count.
void TestReportSaid::showsOrMarksEmoji() {
    NEEDS("pdftotext");
    NEEDS("pdftoppm");
    NEEDS("fc-list");
    QFETCH(QString, emoji);
    QFETCH(QString, mark);
    const auto pageWith = [&](const QString& message) {
        m_directory = std::make_unique<QTemporaryDir>();
        logLines::Writer writer("s");
        writer.user(message.toStdString()).evaluated(true).responded();
        log(writer.text());
        const ReportContent content = contentOf(load(), {Paper::A4, ReportKind::Session});
        const Report report(content);
        int page = 0;
        while (!report.needsTexts(page))
            ++page;
        const QString text = textOf(pdfOf(content));
        return std::pair(text, pictureOf(page));
    };
    bool isThere = true;
    for (const uint character : emoji.toUcs4())
        isThere =
            isThere &&
            !run("fc-list", {QStringLiteral(":charset=%1:outline=true:color=false").arg(character, 0, 16)}).isEmpty();
    const auto [plainText, plain] = pageWith("face");
    const auto [text, picture] = pageWith("face " + emoji);
    QVERIFY(!plain.isNull() && !plainText.contains("[U+"));
    QVERIFY(mostDifferent(picture, plain) > 15);
    QCOMPARE(text.contains("face " + mark), !isThere);
    QCOMPARE(text.contains("stand as their numbers, such as [U+1F600]: 1."), !isThere);
}

// Names of a log, and what the user wrote, stand in tables.
void TestReportSaid::marksInTablesToo() {
    NEEDS("pdftotext");
    logLines::Writer writer("s");
    writer.user("hello").failed("no \xf3\xb0\x80\x80 answer");
    log(writer.text());
    const QString text = textOf(pdfOf(contentOf(load(), {.kind = ReportKind::Performance})));
    QVERIFY2(text.contains("no [U+F0000] answer"), qPrintable(text));
}

void TestReportSaid::cutsTenMegabytes() {
    NEEDS("pdftotext");
    logLines::Writer writer("s");
    writer.user("begin " + std::string(10'000'000, 'x')).evaluated(true).responded().wait(60);
    writer.user("after it").evaluated(true).responded();
    log(writer.text());
    const ReportContent content = contentOf(load(), {Paper::A4, ReportKind::Session});
    QVERIFY(Report(content).pageCount() < 12);
    const QByteArray pdf = pdfOf(content);
    QVERIFY2(pdf.size() < 500'000, qPrintable(QString::number(pdf.size())));
    const QString text = textOf(pdf);
    QVERIFY(text.contains("begin xxx") || text.contains("begin\n"));
    QVERIFY2(text.contains("[cut here: the first 16.4 kB of 10.0 MB]"), qPrintable(text.right(2000)));
    QVERIFY(text.contains("after it"));
    QVERIFY(text.contains("Texts longer than 16.4 kB, which are cut there and say so: 1."));
}

void TestReportSaid::writesTenThousandTurns() {
    logLines::Writer writer("s");
    for (int i = 1; i <= 10'000; ++i)
        writer.user("message " + std::to_string(i)).evaluated(true).responded().wait(40);
    log(writer.text());
    ReportProgress progress = 0;
    const SnapshotPtr snapshot = load();
    const auto report = std::make_shared<const Report>(
        gatherReport(snapshot, {}, {{Paper::A4, ReportKind::Session}, "logs", "0.1.0", fromUnixSeconds(1'800'000'000)},
                     {}, {}, &progress));
    QCOMPARE(progress.load(), 100);
    QCOMPARE(report->content().transcript.size(), std::size_t{10'000});
    // Each turn is on one page or goes on to the next, in order; only its texts are read for it.
    std::size_t next = 0;
    int withTexts = 0;
    for (int page = 0; page < report->pageCount(); ++page) {
        if (!report->needsTexts(page))
            continue;
        ++withTexts;
        if (withTexts > 3 && page + 20 < report->pageCount())
            continue;
        const PageTexts texts = report->readTexts(page);
        QVERIFY(texts.size() < 60);
        if (withTexts <= 3) {
            QVERIFY(texts.begin()->first <= next);
            next = texts.rbegin()->first + 1;
        }
        for (const auto& [turn, said] : texts)
            QCOMPARE(said.message, QStringLiteral("message %1").arg(turn + 1));
        if (texts.contains(9'999))
            next = 10'000;
    }
    QCOMPARE(next, std::size_t{10'000});
    QVERIFY2(withTexts > 200, qPrintable(QString::number(withTexts)));
}

// The newest are listed, all are counted: a hundred thousand make no larger a document than ten thousand.
void TestReportSaid::doesNotGrowWithViolations() {
    NEEDS("pdftotext");
    const auto report = [&](int each) {
        const SnapshotPtr snapshot = hourlyTurns(1'000, [each](SnapshotBuilder::Entries& turn, int) {
            turn.evaluation(false);
            for (int k = 0; k < each; ++k)
                turn.violation("harm_prevention", 0.25, "none");
        });
        return pdfOf(contentOf(snapshot, {Paper::A4, ReportKind::Safety}));
    };
    const QByteArray some = report(10);
    const QByteArray many = report(100);
    QVERIFY2(std::abs(many.size() - some.size()) < some.size() / 20, qPrintable(QString::number(many.size())));
    const QString text = textOf(many);
    QVERIFY2(text.contains("100,000 violations, by type."), qPrintable(text));
    QCOMPARE(text.count("harm prevention 0.250 none"), 500);
}

void TestReportSaid::saysTheNotes() {
    NEEDS("pdftotext");
    logLines::Writer writer("s");
    writer.user("hello").evaluated(true).responded().wait(60).user("again").evaluated(true).responded();
    log(writer.text());
    const SnapshotPtr snapshot = load();
    AnnotationSet notes;
    forEachTurn(*snapshot, {}, {}, [&](const SelectedTurn& turn) {
        if (turn.number == 2)
            notes.turns.set(keyOf(*snapshot, turn.sessionIndex, turn.turn->opening),
                            {true, "ask <b>her</b> why", Judgement::Missed, fromUnixSeconds(1'763'700'000)});
    });
    const auto shared = std::make_shared<const AnnotationSet>(notes);
    const QString with = textOf(pdfOf(contentOf(snapshot, {.kind = ReportKind::Safety, .notes = true}, shared)));
    QVERIFY2(with.contains("1 turn with a note, a bookmark or a judgement."), qPrintable(with));
    QVERIFY2(with.contains(QRegularExpression("s 2 bookmark, missed ask <b>her</b> why")), qPrintable(with));
    const QString without = textOf(pdfOf(contentOf(snapshot, {.kind = ReportKind::Safety}, shared)));
    QVERIFY(!without.contains("<b>her"));
}

// Neither on a page, nor in a title, a bookmark or anything else that a reader could show.
void TestReportSaid::keepsNothingThatIsLeftOut() {
    NEEDS("pdftotext");
    NEEDS("qpdf");
    logLines::Writer writer("s");
    writer.user("xylophone").evaluated(true).responded().wait(60);
    writer.user("hello").failed("cannot say xylophone");
    log(writer.text());
    const SnapshotPtr snapshot = load();
    for (const ReportKind kind : {ReportKind::Session, ReportKind::Performance}) {
        QVERIFY(textOf(pdfOf(contentOf(snapshot, {.kind = kind}))).contains("xylophone"));
        for (const Redaction redaction : {Redaction::Omit, Redaction::Length}) {
            QVERIFY(!textOf(pdfOf(contentOf(snapshot, {.kind = kind, .redaction = redaction}))).contains("xylophone"));
            // Every string of every object, decoded.
            const QByteArray objects = run("qpdf", {"--json=2", "--json-key=qpdf", "out.pdf"});
            QVERIFY2(objects.contains("u:Where the figures come from"), objects.left(2000)); // a bookmark's title
            QVERIFY(!objects.contains("xylophone"));
        }
    }
}

void TestReportSaid::isOnScreenAsInThePdf_data() {
    QTest::addColumn<bool>("letter");
    QTest::addColumn<int>("page");
    for (const bool letter : {false, true})
        for (int page = 0; page < 6; ++page)
            QTest::newRow(qPrintable(QStringLiteral("%1, page %2").arg(letter ? "Letter" : "A4").arg(page + 1)))
                << letter << page;
}

// Drawn by two programs that have nothing in common.
void TestReportSaid::isOnScreenAsInThePdf() {
    NEEDS("pdftoppm");
    QFETCH(bool, letter);
    QFETCH(int, page);
    SnapshotBuilder builder;
    for (int i = 0; i < 140; ++i)
        builder.turn("s" + std::to_string(i / 20), fromUnixSeconds(1'763'600'000) + i * 1h)
            .response({0.6 + 0.3 * std::sin(i), 0.5, 0.6, 0.5, 0.4}, 1.0 + 0.01 * i)
            .evaluation(i % 7 != 0, {{"harm", 0.4}});
    const ReportContent content =
        contentOf(std::make_shared<const Snapshot>(builder.build()), {letter ? Paper::Letter : Paper::A4});
    const Report report(content);
    QVERIFY(report.pageCount() > 7);
    QVERIFY(!textOf(pdfOf(content)).isEmpty());
    const QImage pdf = pictureOf(page);
    QVERIFY(!pdf.isNull());
    const double same = mostDifferent(painted(report, page), pdf);
    const double other = mostDifferent(painted(report, page + 1), pdf);
    QVERIFY2(same < 45, qPrintable(QString::number(same)));
    QVERIFY2(other > 80, qPrintable(QString::number(other)));
}

// Thousands of dots are drawn another way in a document, in which they shall look the same and take little room.
void TestReportSaid::writesManyDotsBriefly() {
    NEEDS("pdftoppm");
    const auto report = [&](int checkpoints) {
        const SnapshotPtr snapshot = hourlyTurns(2'000, [checkpoints](SnapshotBuilder::Entries& turn, int i) {
            turn.evaluation(true);
            if (i < checkpoints)
                turn.checkpoint({{"fitness", 0.5 + 0.4 * std::sin(0.37 * i)}});
        });
        return contentOf(snapshot, {.kind = ReportKind::Evolution});
    };
    const ReportContent content = report(2'000);
    const QByteArray pdf = pdfOf(content);
    const auto perDot = static_cast<double>(pdf.size() - pdfOf(report(1)).size()) / 2'000;
    QVERIFY2(perDot < 20, qPrintable(QString::number(perDot)));
    const Report laidOut(content);
    const auto& headings = laidOut.extras().bookmarks;
    const auto fields = std::find_if(headings.begin(), headings.end(),
                                     [](const PdfBookmark& heading) { return heading.title == "Checkpoints' fields"; });
    QVERIFY(fields != headings.end() && !textOf(pdf).isEmpty());
    const int page = fields->target.page;
    const QImage picture = pictureOf(page);
    QVERIFY(!picture.isNull());
    const double different = mostDifferent(painted(laidOut, page), picture);
    QVERIFY2(different < 45, qPrintable(QString::number(different)));
}

void TestReportSaid::refusesDocumentsOfOthers() {
    for (const char* document : {"", "%PDF-1.4\n%%EOF\n", "%PDF-1.4\nxref\n0 1\ntrailer\n<< >>\nstartxref\n9\n%%EOF\n"})
        QVERIFY2(!withExtras(document, {"en", {{"Overview", 0, {0, 10}}}, {}}), document);
}

void TestReportSaid::stopsWhenAsked() {
    logLines::Writer writer("s");
    for (int i = 0; i < 200; ++i)
        writer.user("hello").evaluated(true).responded().wait(60);
    log(writer.text());
    std::stop_source stop;
    stop.request_stop();
    const ReportContent content =
        gatherReport(load(), {}, {{.kind = ReportKind::Session}, "logs", "0.1.0", fromUnixSeconds(1'800'000'000)}, {},
                     stop.get_token());
    QVERIFY(content.transcript.size() < 200);
    QVERIFY(Report(content, stop.get_token()).pageCount() < 10);
}

QTEST_MAIN(TestReportSaid)
#include "tst_report_said.moc"
