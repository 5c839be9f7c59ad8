// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QDir>
#include <QFileInfo>
#include <QGuiApplication>
#include <QLocale>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

#include "ui/charts/chart_export.h"
#include "ui/charts/chart_table.h"
#include "ui/charts/chart_table_dialog.h"
#include "ui/charts/chart_table_model.h"
#include "ui/support/sample_charts.h"
#include "ui/theme/theme.h"

using namespace moie;
using namespace moie::ui;

namespace {

Time at(const char* iso) {
    return *parseIso(iso);
}

// Two days; the second has no value.
ChartContent twoDays() {
    ChartContent chart;
    chart.title = QStringLiteral("Response time");
    chart.unit = ValueUnit::Seconds;
    chart.buckets = {{1, BucketUnit::Day}, {at("2026-11-06"), at("2026-11-07"), at("2026-11-08")}};
    ChartLine line{QStringLiteral("p50"), ColorRole::Accent, Qt::SolidLine, {1.0 / 3.0, std::nan("")}};
    line.low = {0.25, std::nan("")};
    line.high = {1e-7, std::nan("")};
    line.n = {1234567, 0};
    chart.lines = {line};
    return chart;
}

QByteArray lineOf(const QByteArray& csv, int line) {
    return csv.split('\n').value(line).trimmed();
}

struct SvgParts {
    int images = 0;
    int shapes = 0;
    QString texts;
    bool wellFormed = false;
};

SvgParts partsOf(const QByteArray& svg) {
    SvgParts parts;
    QXmlStreamReader reader(svg);
    while (!reader.atEnd()) {
        if (reader.readNext() == QXmlStreamReader::StartElement) {
            parts.images += reader.name() == QLatin1String("image") ? 1 : 0;
            parts.shapes += reader.name() == QLatin1String("path") || reader.name() == QLatin1String("polyline") ||
                                    reader.name() == QLatin1String("rect")
                                ? 1
                                : 0;
        } else if (reader.isCharacters()) {
            parts.texts += reader.text().toString() + QLatin1Char('|');
        }
    }
    parts.wellFormed = !reader.hasError();
    return parts;
}

ChartPicture pictureOf(const ChartContent& chart, const std::optional<PlotView>& view = std::nullopt) {
    QFont font(QStringLiteral("DejaVu Sans"));
    font.setPixelSize(12);
    return {chart, view, Colors::light(), font, QSize(600, 300)};
}

} // namespace

class TestChartTable : public QObject {
    Q_OBJECT

private slots:
    void csvIsExact() {
        QCOMPARE(toCsv(chartTable(twoDays())),
                 QByteArray("time,p50 (s),\"p50, low (s)\",\"p50, high (s)\",\"p50, n\"\r\n"
                            "2026-11-06T00:00:00+01:00,0.3333333333333333,0.25,1e-07,1234567\r\n"
                            "2026-11-07T00:00:00+01:00,,,,0\r\n"));
    }

    void csvIsTheSameInEveryLocale() {
        const QByteArray before = toCsv(chartTable(twoDays()));
        const QLocale was;
        QLocale::setDefault(QLocale(QLocale::German));
        const QByteArray german = toCsv(chartTable(twoDays()));
        QLocale::setDefault(was);
        QCOMPARE(german, before);
    }

    void formulasAreDefusedAndNumbersAreNot() {
        ChartTable table;
        table.columns = {{QStringLiteral("=name")}, {QStringLiteral("value")}};
        table.rows = {{QStringLiteral("=HYPERLINK(\"x\")"), -1.5},
                      {QStringLiteral("+1"), 2.0},
                      {QStringLiteral("-x"), TableCell()},
                      {QStringLiteral("@x"), std::uint64_t(3)},
                      {QStringLiteral("a,\"b\"\nc"), 0.1}};
        QCOMPARE(toCsv(table), QByteArray("'=name,value\r\n"
                                          "\"'=HYPERLINK(\"\"x\"\")\",-1.5\r\n"
                                          "'+1,2\r\n"
                                          "'-x,\r\n"
                                          "'@x,3\r\n"
                                          "\"a,\"\"b\"\"\nc\",0.1\r\n"));
    }

    void onlyWhatIsSeen() {
        const ChartTable all = chartTable(test::stackedChart());
        QCOMPARE(all.rows.size(), std::size_t(14));
        // From the middle of the third bucket to the middle of the fifth.
        const ChartTable part = chartTable(test::stackedChart(), PlotView{{2.5, 4.5}});
        QCOMPARE(part.rows.size(), std::size_t(3));
        QCOMPARE(part.rows[0], all.rows[2]);
        QCOMPARE(part.rows[2], all.rows[4]);
    }

    void barsStandInTheirOrder() {
        const ChartContent chart = test::stackedChart();
        const ChartTable table = chartTable(chart);
        QCOMPARE(table.columns.size(), std::size_t(5));
        QCOMPARE(table.columns[3].name, QStringLiteral("clear"));
        for (std::size_t i = 0; i < 14; ++i)
            QCOMPARE(std::get<double>(table.rows[i][3]), chart.bars[2].values[i]);
    }

    void stepsAndMarksHaveRowsOfTheirOwnTimes() {
        const QByteArray csv = toCsv(chartTable(test::stepChart()));
        QCOMPARE(lineOf(csv, 0), QByteArray("time,harm prevention,privacy protection,marks"));
        QCOMPARE(lineOf(csv, 1), QByteArray("2026-11-06T00:00:00+01:00,0.3,0.25,"));
        QCOMPARE(lineOf(csv, 2), QByteArray("2026-11-09T14:00:00+01:00,0.35,,"));
        QCOMPARE(lineOf(csv, 3), QByteArray("2026-11-12T19:00:00+01:00,,0.2,threshold lowered"));
    }

    void binsPointsAndCells() {
        const QByteArray bins = toCsv(chartTable(test::histogramChart()));
        QCOMPARE(lineOf(bins, 0), QByteArray("severity from,severity to,violations"));
        QCOMPARE(lineOf(bins, 3), QByteArray("0.2,0.3,18"));

        ChartContent scatter;
        scatter.axis = XAxis::Numbers;
        ChartPoints points{QStringLiteral("turns"), ColorRole::Accent};
        points.x = {0.5, 0.1};
        points.y = {2.0, -3.0};
        points.labels = {QStringLiteral("turn 7"), QStringLiteral("turn 2")};
        scatter.points = {points};
        QCOMPARE(toCsv(chartTable(scatter)),
                 QByteArray("series,point,time,x,y,n\r\nturns,turn 7,,0.5,2,\r\nturns,turn 2,,0.1,-3,\r\n"));

        ChartContent heat = test::heatChart(2, 2);
        heat.heat->edges = {0.1, 1.0, 10.0};
        heat.heat->counts = {1, 2, 3, 4};
        const QByteArray cells = toCsv(chartTable(heat));
        QCOMPARE(lineOf(cells, 0), QByteArray("time,100 ms–1.0 s (turns),1.0 s–10.0 s (turns)"));
        QCOMPARE(lineOf(cells, 2), QByteArray("2026-11-07T00:00:00+01:00,3,4"));
    }

    void theSecondScopeKeepsItsOwnTimes() {
        const ChartTable table = chartTable(test::twoScopesChart());
        QCOMPARE(table.rows.size(), std::size_t(14 + 10));
        const auto row = std::find_if(table.rows.begin(), table.rows.end(),
                                      [](const auto& cells) { return cells[0] == TableCell(at("2026-10-20")); });
        QVERIFY(row != table.rows.end());
        QCOMPARE(std::get<double>((*row)[2]), test::twoScopesChart().lines[1].values[0]);
    }

    void theModelShowsAndSorts() {
        ChartTableModel model(chartTable(twoDays()), at("2026-11-20"));
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("333 ms"));
        QCOMPARE(model.index(0, 1).data(ChartTableModel::PlainRole).toString(), QStringLiteral("0.3333333333333333"));
        QCOMPARE(model.index(1, 1).data().toString(), QStringLiteral("–"));
        QCOMPARE(model.index(0, 4).data().toString(), QStringLiteral("1,234,567"));
        const QPersistentModelIndex first = model.index(0, 1);
        // A cell without a value is last in either order.
        model.sort(1, Qt::DescendingOrder);
        QCOMPARE(model.index(0, 1).data().toString(), QStringLiteral("333 ms"));
        model.sort(4, Qt::AscendingOrder);
        QCOMPARE(model.index(0, 4).data().toString(), QStringLiteral("0"));
        QCOMPARE(first.row(), 1);
        QCOMPARE(first.data().toString(), QStringLiteral("333 ms"));
    }

    void theDialogCopiesUnrounded() {
        Theme theme;
        ChartTableDialog dialog(QStringLiteral("Response time"), chartTable(twoDays()), nullptr);
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.copy();
        const QStringList lines = QGuiApplication::clipboard()->text().split(QLatin1Char('\n'));
        QCOMPARE(lines[0], QStringLiteral("time\tp50 (s)\tp50, low (s)\tp50, high (s)\tp50, n"));
        QCOMPARE(lines[1], QStringLiteral("2026-11-06T00:00:00+01:00\t0.3333333333333333\t0.25\t1e-07\t1234567"));
        auto* view = dialog.findChild<QTableView*>();
        view->selectionModel()->select(view->model()->index(0, 4), QItemSelectionModel::Select);
        dialog.copy();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("p50, n\n1234567\n"));
    }

    void svgIsVectorsWithItsWords() {
        const SvgParts parts = partsOf(chartBytes(pictureOf(test::bandChart()), ChartFile::Svg));
        QVERIFY(parts.wellFormed);
        QCOMPARE(parts.images, 0);
        QVERIFY(parts.shapes > 20);
        for (const char* text : {"Love vectors", "warmth", "compassion", "daily mean, band 10–90 %"})
            QVERIFY2(parts.texts.contains(QString::fromUtf8(text)), text);
        QCOMPARE(partsOf(chartBytes(pictureOf(test::heatChart()), ChartFile::Svg)).images, 1);
    }

    void svgStaysWithinThePlotWhenZoomed() {
        ChartContent chart = test::bandChart();
        chart.lines.resize(1);
        chart.marks.clear();
        const QByteArray svg = chartBytes(pictureOf(chart, PlotView{{4.0, 6.0}}), ChartFile::Svg);
        // Every point of every polyline lies within the picture: nothing relies on clipping.
        QXmlStreamReader reader(svg);
        int seen = 0;
        while (!reader.atEnd()) {
            if (reader.readNext() != QXmlStreamReader::StartElement || reader.name() != QLatin1String("polyline"))
                continue;
            const auto points = reader.attributes()
                                    .value(QLatin1String("points"))
                                    .toString()
                                    .split(QLatin1Char(' '), Qt::SkipEmptyParts);
            for (const QString& point : points) {
                const double x = point.section(QLatin1Char(','), 0, 0).toDouble();
                QVERIFY2(x >= -1.0 && x <= 601.0, qPrintable(point));
                ++seen;
            }
        }
        QVERIFY(seen >= 2);
    }

    void filesAreWrittenWholeOrNotAtAll() {
        QTemporaryDir directory;
        const QString file = directory.filePath(QStringLiteral("a.csv"));
        QVERIFY(writeWholeFile(file, "one"));
        QCOMPARE(QFileInfo(file).permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
        const QString nowhere = directory.filePath(QStringLiteral("missing/b.csv"));
        const Result<> failed = writeWholeFile(nowhere, "two");
        QVERIFY(!failed);
        QVERIFY(QString::fromStdString(failed.error().describe()).contains(nowhere));
        QCOMPARE(QDir(directory.path()).entryList(QDir::Files), QStringList(QStringLiteral("a.csv")));
    }

    void namesOfFilesAreOfTheTitle() {
        QCOMPARE(fileNameFor(QStringLiteral("Turns by verdict"), ChartFile::Csv),
                 QStringLiteral("Turns by verdict.csv"));
        QCOMPARE(fileNameFor(QStringLiteral("../a/b"), ChartFile::Png), QStringLiteral("-a-b.png"));
        QCOMPARE(fileNameFor(QString(), ChartFile::Svg), QStringLiteral("chart.svg"));
    }

    void imagesShowTheChart() {
        const QImage image = chartImage(pictureOf(test::stackedChart()), 1.0);
        QCOMPARE(image.size(), QSize(600, 300));
        int clear = 0;
        for (int y = 0; y < image.height(); ++y) {
            for (int x = 0; x < image.width(); ++x)
                clear += image.pixel(x, y) == Colors::light()[ColorRole::Clear].rgb() ? 1 : 0;
        }
        QVERIFY(clear > 10'000);
        QCOMPARE(QImage::fromData(chartBytes(pictureOf(test::stackedChart()), ChartFile::Png)).size(),
                 QSize(1200, 600));
    }
};

QTEST_MAIN(TestChartTable)
#include "tst_chart_table.moc"
