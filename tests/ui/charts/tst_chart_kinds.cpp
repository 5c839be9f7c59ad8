// SPDX-License-Identifier: GPL-3.0-or-later
// What each kind of chart paints, where.
#include <cmath>

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QTest>
#include <QXmlStreamReader>

#include "ui/charts/chart_export.h"
#include "ui/charts/chart_rendering.h"
#include "ui/charts/legend.h"
#include "ui/charts/plot.h"
#include "ui/charts/plot_heat.h"
#include "ui/charts/sparkline.h"
#include "ui/support/sample_charts.h"
#include "ui/theme/theme.h"

using namespace moie;
using namespace moie::ui;

namespace {

QFont textFont() {
    QFont font(QStringLiteral("DejaVu Sans"));
    font.setPixelSize(10);
    return font;
}

// A chart 600 × 240, painted once.
class Painted {
public:
    explicit Painted(const ChartContent& content, const std::optional<PlotView>& view = std::nullopt) {
        m_plot.setLook(Colors::light(), textFont());
        m_plot.setSize(QSizeF(600, 240));
        m_plot.setContent(content);
        m_plot.setView(view);
        m_image.fill(Colors::light()[ColorRole::Panel]);
        QPainter painter(&m_image);
        m_plot.render(painter, QRectF(0, 0, 600, 240));
    }

    const Plot& plot() const { return m_plot; }
    const PlotMapping& map() const { return m_plot.mapping(); }
    QColor at(double x, double y) const {
        return m_image.pixelColor(static_cast<int>(std::floor(x)), static_cast<int>(std::floor(y)));
    }
    QColor atValue(double position, double value) const { return at(map().xOf(position), map().yOf(value)); }
    // Pixels of exactly that colour within an area.
    int count(ColorRole role, const QRectF& area) const {
        int found = 0;
        const QRect pixels = area.toAlignedRect().intersected(m_image.rect());
        for (int y = pixels.top(); y <= pixels.bottom(); ++y) {
            for (int x = pixels.left(); x <= pixels.right(); ++x)
                found += m_image.pixel(x, y) == Colors::light()[role].rgb() ? 1 : 0;
        }
        return found;
    }
    int count(ColorRole role) const { return count(role, QRectF(m_image.rect())); }
    QRectF around(double position, double value, double half = 3.0) const {
        return {map().xOf(position) - half, map().yOf(value) - half, 2.0 * half, 2.0 * half};
    }
    int inked() const { return 600 * 240 - count(ColorRole::Panel); }

private:
    Plot m_plot;
    QImage m_image{600, 240, QImage::Format_RGB32};
};

bool isCloseTo(const QColor& a, const QColor& b, int most = 60) {
    return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue()) <= most;
}

// A line's colour somewhere in a small box, smoothed or not.
bool hasColor(const Painted& painted, const QRectF& box, ColorRole role) {
    for (int y = box.toAlignedRect().top(); y <= box.toAlignedRect().bottom(); ++y) {
        for (int x = box.toAlignedRect().left(); x <= box.toAlignedRect().right(); ++x) {
            if (isCloseTo(painted.at(x, y), Colors::light()[role]))
                return true;
        }
    }
    return false;
}

ChartContent onBuckets(int count) {
    ChartContent chart;
    chart.buckets = test::sampleDays(count);
    chart.floor = 0.0;
    chart.ceiling = 1.0;
    chart.zeroBased = true;
    chart.references.push_back({1.0}); // the axis reaches so far
    return chart;
}

} // namespace

class TestChartKinds : public QObject {
    Q_OBJECT

private slots:
    void aBandLiesBetweenItsEdges() {
        ChartContent chart = onBuckets(10);
        chart.lines.push_back({QStringLiteral("a"), ColorRole::Bad, Qt::SolidLine, std::vector<double>(10, 0.5),
                               std::vector<double>(10, 0.25), std::vector<double>(10, 0.75)});
        const Painted painted(chart);
        const QColor panel = Colors::light()[ColorRole::Panel];
        QVERIFY(painted.atValue(4.5, 0.7) != panel);
        QVERIFY(painted.atValue(4.5, 0.3) != panel);
        QCOMPARE(painted.atValue(4.3, 0.91), panel);
        QCOMPARE(painted.atValue(4.3, 0.09), panel);
        QVERIFY(hasColor(painted, painted.around(4.5, 0.5, 1.5), ColorRole::Bad));
    }

    void aStepHoldsItsValue() {
        ChartContent chart;
        chart.axis = XAxis::Time;
        const Time from = *parseIso("2026-11-06");
        chart.range = {from, from + std::chrono::hours(100)};
        chart.zeroBased = true;
        ChartLine line{QStringLiteral("a"), ColorRole::Bad};
        line.shape = LineShape::Step;
        line.times = {from, from + std::chrono::hours(50)};
        line.values = {0.25, 0.75};
        chart.lines = {line};
        const Painted painted(chart);
        const auto hour = [](double h) { return 3600.0 * h; };
        QVERIFY(hasColor(painted, painted.around(hour(48), 0.25, 1.5), ColorRole::Bad));
        QVERIFY(hasColor(painted, painted.around(hour(52), 0.75, 1.5), ColorRole::Bad));
        QVERIFY(hasColor(painted, painted.around(hour(99), 0.75, 1.5), ColorRole::Bad)); // to the axis's end
        QVERIFY(hasColor(painted, painted.around(hour(50), 0.5, 1.5), ColorRole::Bad));  // straight up
        QVERIFY(!hasColor(painted, painted.around(hour(25), 0.5, 3.0), ColorRole::Bad));
    }

    void signedBarsStandOnZero() {
        ChartContent chart;
        chart.axis = XAxis::Moments;
        test::Dice dice(1);
        chart.moments = test::sampleTurns(4, dice);
        ChartBars bars{QStringLiteral("margin"), ColorRole::Good, Marker::Square, {0.4, -0.2, 0.0, 0.2}};
        bars.colorBelowZero = ColorRole::Bad;
        chart.bars = {bars};
        const Painted painted(chart);
        QCOMPARE(painted.atValue(0.5, 0.2), Colors::light()[ColorRole::Good]);
        QCOMPARE(painted.atValue(1.5, -0.1), Colors::light()[ColorRole::Bad]);
        const int above = painted.count(ColorRole::Good);
        const int below = painted.count(ColorRole::Bad);
        QVERIFY2(std::abs(above - 3 * below) < above / 10, qPrintable(QStringLiteral("%1 %2").arg(above).arg(below)));
        QCOMPARE(painted.count(ColorRole::Bad, QRectF(QPointF(0, 0), QPointF(600, painted.map().yOf(0.0) - 1))), 0);
    }

    void histogramBarsFillTheirBins() {
        const Painted painted(test::histogramChart());
        QCOMPARE(painted.atValue(0.5, 10.0), Colors::light()[ColorRole::Warn]);
        QVERIFY(painted.atValue(3.5, 10.0) != Colors::light()[ColorRole::Warn]);
        QCOMPARE(painted.count(ColorRole::Warn, QRectF(painted.map().xOf(5.02), 0, 300, 240)), 0);
    }

    void heatCellsAreWhereTheyBelong() {
        ChartContent chart = test::heatChart(4, 2);
        chart.heat->edges = {0.1, 1.0, 10.0};
        chart.heat->counts = {0, 5, 50, 0, 0, 0, 5, 50};
        const Painted painted(chart);
        const Colors& colors = Colors::light();
        QCOMPARE(painted.atValue(0.5, 0.3), colors[ColorRole::Panel]);
        QCOMPARE(painted.atValue(0.5, 3.0), heatColor(5, 50, colors));
        QCOMPARE(painted.atValue(1.5, 0.3), colors[ColorRole::AccentText]);
        QCOMPARE(painted.atValue(3.5, 0.3), heatColor(5, 50, colors));
        QCOMPARE(painted.atValue(3.5, 3.0), colors[ColorRole::AccentText]);
        // A decade each: the same height.
        QCOMPARE(painted.map().yOf(1.0), painted.plot().plotArea().center().y());
    }

    void heatDarkensWithTheCount() {
        for (const Colors* colors : {&Colors::light(), &Colors::dark()}) {
            const auto distance = [&](std::uint32_t count) {
                const QColor a = heatColor(count, 1000, *colors);
                const QColor b = (*colors)[ColorRole::Panel];
                return std::abs(a.red() - b.red()) + std::abs(a.green() - b.green()) + std::abs(a.blue() - b.blue());
            };
            QCOMPARE(distance(0), 0);
            QVERIFY(distance(1) > 12);
            QVERIFY(distance(10) > distance(1));
            QVERIFY(distance(100) > distance(10));
            QVERIFY(distance(1000) > distance(100));
        }
    }

    void alarmsAreMarkedInTheControlChart() {
        ChartContent chart = test::controlChartContent();
        const double value = chart.lines[1].values[9];
        const Painted with(chart);
        QVERIFY(with.count(ColorRole::Bad, with.around(9.5, value, 5.0)) > 10);
        chart.lines[1].alarms.clear();
        QCOMPARE(Painted(chart).count(ColorRole::Bad), 0);
    }

    void aLineMayHaveTimesOfItsOwnOnBuckets() {
        ChartContent chart = onBuckets(10);
        ChartLine line{QStringLiteral("merged"), ColorRole::Bad};
        line.dots = true;
        line.times = {chart.buckets.edges[1], chart.buckets.edges[6]};
        line.values = {0.2, 0.8};
        chart.lines = {line};
        const Painted painted(chart);
        QVERIFY(painted.count(ColorRole::Bad, painted.around(1.0, 0.2)) > 4);
        QVERIFY(painted.count(ColorRole::Bad, painted.around(6.0, 0.8)) > 4);
        QVERIFY(hasColor(painted, painted.around(3.5, 0.5, 2.0), ColorRole::Bad)); // joined
    }

    void pointsArePaintedOneAndMany() {
        for (const std::size_t count : {std::size_t(1), std::size_t(500)}) {
            ChartContent chart = test::scatterChart(count);
            const Painted painted(chart);
            for (std::size_t i = 0; i < count; i += 71)
                QVERIFY(painted.count(ColorRole::Accent, painted.around(chart.points[0].x[i], chart.points[0].y[i])) >
                        5);
        }
    }

    void theTrajectoryGoesFromPaleToFull() {
        const ChartContent chart = test::trajectoryChart();
        const Painted painted(chart);
        const ChartPoints& points = chart.points[0];
        const QColor first = painted.atValue(points.x.front(), points.y.front());
        const QColor last = painted.atValue(points.x.back(), points.y.back());
        QVERIFY(isCloseTo(last, Colors::light()[ColorRole::Accent], 20));
        QVERIFY(first.lightness() > last.lightness() + 40);
        QVERIFY(first != Colors::light()[ColorRole::Panel]);
    }

    void nearestPointUnderThePointer() {
        const ChartContent chart = test::trajectoryChart();
        const Painted painted(chart);
        const QPointF place(painted.map().xOf(chart.points[0].x[20]), painted.map().yOf(chart.points[0].y[20]));
        QCOMPARE(painted.plot().pointNear(place + QPointF(1.0, 1.0), 10.0), std::optional(PointPlace{0, 20}));
        QVERIFY(!painted.plot().pointNear(QPointF(-100.0, -100.0), 10.0));
    }

    void theSecondScopeCoversTheSameWidth() {
        ChartContent chart = test::twoScopesChart();
        chart.lines[1].color = ColorRole::Bad;
        chart.lines[1].dash = Qt::SolidLine;
        const Painted painted(chart);
        // Ten days over fourteen places: the last of them, in the middle of its day, at 14 · 9.5 / 10.
        QVERIFY(hasColor(painted, painted.around(13.3, chart.lines[1].values[9], 2.0), ColorRole::Bad));
        QVERIFY(!hasColor(painted, QRectF(painted.map().xOf(13.5), 0, 40, 240), ColorRole::Bad));
    }

    void referencesShadeWhatIsBelow() {
        ChartContent chart = onBuckets(4);
        chart.zeroBased = false;
        chart.floor = chart.ceiling = std::nan("");
        chart.references.clear();
        chart.lines.push_back({QStringLiteral("h"), ColorRole::Accent, Qt::SolidLine, {0.2, 0.3, 0.2, -0.2}});
        chart.references.push_back({0.0, QString(), ColorRole::Bad, Qt::SolidLine, true});
        const Painted painted(chart);
        const QColor below = painted.atValue(0.3, -0.11);
        QVERIFY(below.red() > below.green() + 10);
        QCOMPARE(painted.atValue(0.3, 0.11), Colors::light()[ColorRole::Panel]);
        QVERIFY(hasColor(painted, painted.around(1.2, 0.0, 1.5), ColorRole::Bad));
    }

    void marksStandAtTheirTimes() {
        ChartContent chart = onBuckets(10);
        chart.lines.push_back({QStringLiteral("a"), ColorRole::Accent, Qt::SolidLine, std::vector<double>(10, 0.1)});
        ChartMark line{chart.buckets.edges[4], Marker::Diamond, ColorRole::Bad};
        ChartMark edge{chart.buckets.edges[7], Marker::TriangleUp, ColorRole::Good};
        edge.place = MarkPlace::TopEdge;
        chart.marks = {line, edge};
        const Painted painted(chart);
        const double top = painted.plot().plotArea().top();
        QVERIFY(painted.count(ColorRole::Bad, QRectF(painted.map().xOf(4.0) - 4, top - 4, 8, 8)) > 8);
        QVERIFY(painted.count(ColorRole::Good, QRectF(painted.map().xOf(7.0) - 4, top - 4, 8, 8)) > 8);
        const QColor below = painted.atValue(4.0, 0.5);
        QVERIFY(below.red() > below.green() + 40);                               // over the whole height
        QCOMPARE(painted.atValue(7.0, 0.53), Colors::light()[ColorRole::Panel]); // the shape alone
    }

    void aViewShowsAPart() {
        ChartContent chart = onBuckets(10);
        std::vector<double> values(10, 0.2);
        values[6] = 0.9;
        chart.bars.push_back({QStringLiteral("a"), ColorRole::Good, Marker::Square, values});
        const auto widthOfTheHighBar = [&](const PlotView& view) {
            const Painted painted(chart, view);
            const QRectF area = painted.plot().plotArea();
            const double pixels =
                painted.count(ColorRole::Good, QRectF(area.left(), painted.map().yOf(0.5), area.width(), 1.0));
            return std::pair(pixels / 2.0, area.width());
        };
        // Of 72 % of its bucket, unless that is wider than 64 pixels of the design.
        const auto [some, ofEight] = widthOfTheHighBar({{0.0, 8.0}});
        QVERIFY2(std::abs(some / ofEight * 8.0 - 0.72) < 0.05, qPrintable(QString::number(some)));
        const auto [one, whole] = widthOfTheHighBar({{6.0, 7.0}});
        QVERIFY(0.72 * whole > 2.0 * Theme::length(64));
        QVERIFY2(std::abs(one - Theme::length(64)) <= 2.0, qPrintable(QString::number(one)));
    }

    void rowsHaveNoAxesAndAxesNoRows() {
        ChartContent chart = test::barrierRow(1, 0.1);
        chart.framing = PlotFraming::Row;
        const Painted row(chart);
        QVERIFY(row.plot().plotArea().width() > 595);
        QVERIFY(row.plot().plotArea().height() > 230);
        QCOMPARE(row.count(ColorRole::Dim), 0);
        chart.framing = PlotFraming::AxisOnly;
        const Painted axis(chart);
        QVERIFY(axis.inked() > 100);
        QCOMPARE(axis.plot().plotArea().left(), row.plot().plotArea().left());
        QCOMPARE(axis.plot().plotArea().width(), row.plot().plotArea().width());
        QVERIFY(!hasColor(axis, QRectF(0, 0, 599, 239), ColorRole::Accent));
    }

    void everyKindIsVectorsInAPdfButTheHeatMap() {
        const auto imagesIn = [](const ChartContent& chart) {
            QByteArray bytes;
            QBuffer buffer(&bytes);
            buffer.open(QIODevice::WriteOnly);
            {
                QPdfWriter writer(&buffer);
                writer.setResolution(72);
                QPainter painter(&writer);
                renderChart(painter, QRectF(0, 0, 500, 200), chart, Colors::light(), textFont());
            }
            return bytes.count("/Subtype /Image");
        };
        for (const ChartContent& chart :
             {test::bandChart(), test::percentileChart(), test::stackedChart(), test::signedBarsChart(),
              test::sessionChart(), test::histogramChart(), test::controlChartContent(), test::stepChart(),
              test::scatterChart(), test::trajectoryChart(), test::twoScopesChart()})
            QVERIFY2(imagesIn(chart) == 0, qPrintable(chart.title));
        QCOMPARE(imagesIn(test::heatChart()), 1);
    }

    void legendsNameEachLookOnce() {
        QStringList names;
        for (const LegendEntry& entry : legendOf(test::controlChartContent()))
            names.append(entry.name);
        QCOMPARE(names, QStringList({"limits 99.9 %", "unsafe", "mean"}));
        ChartContent session = test::sessionChart();
        for (ChartMark& mark : session.marks)
            mark.kind = mark.text;
        QCOMPARE(legendOf(session).size(), std::size_t(5 + 2));
        QCOMPARE(legendOf(test::heatChart()).back().scaleEnd.value_or(QString()).section(QLatin1Char(' '), 1),
                 QStringLiteral("turns"));
    }

    // Of a range of one day the axis says which, of any range in which zone its clock times are.
    void clockTimesSayTheirDayAndZone_data() {
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QByteArray>("to");
        QTest::addColumn<QString>("said");
        QTest::newRow("a day") << QByteArray("2026-11-19T10:00") << QByteArray("2026-11-19T22:00")
                               << QStringLiteral("19 Nov, CET");
        QTest::newRow("two days") << QByteArray("2026-11-18T10:00") << QByteArray("2026-11-19T22:00")
                                  << QStringLiteral("CET");
        // Over 72 hours there may be room for clock times.
        QTest::newRow("four days") << QByteArray("2026-11-16T10:00") << QByteArray("2026-11-20T10:00")
                                   << QStringLiteral("CET");
        QTest::newRow("summer time ends")
            << QByteArray("2026-10-24T22:00") << QByteArray("2026-10-25T08:00") << QStringLiteral("CEST/CET");
        QTest::newRow("days") << QByteArray("2026-10-01") << QByteArray("2026-11-19") << QString();
    }
    void clockTimesSayTheirDayAndZone() {
        QFETCH(QByteArray, from);
        QFETCH(QByteArray, to);
        QFETCH(QString, said);
        ChartContent chart;
        chart.title = QStringLiteral("Title");
        chart.axis = XAxis::Time;
        chart.range = {*parseIso(from.toStdString()), *parseIso(to.toStdString())};
        ChartLine line{QStringLiteral("a"), ColorRole::Accent};
        line.times = {*parseIso(from.toStdString())};
        line.values = {1.0};
        chart.lines = {line};
        const QByteArray svg =
            chartBytes({chart, std::nullopt, Colors::light(), textFont(), QSize(900, 240)}, ChartFile::Svg);
        QStringList zones;
        QXmlStreamReader reader(svg);
        bool clockTimes = false;
        while (!reader.atEnd()) {
            if (reader.readNext() != QXmlStreamReader::Characters)
                continue;
            const QString text = reader.text().toString().trimmed();
            clockTimes = clockTimes || text.contains(QLatin1Char(':'));
            if (text.contains(QStringLiteral("CET")))
                zones.append(text);
        }
        QCOMPARE(zones, said.isEmpty() ? QStringList() : QStringList(said));
        QCOMPARE(clockTimes, !said.isEmpty());
    }

    // What is said is of what is seen.
    void aZoomedAxisSaysTheDayThatIsSeen() {
        const ChartContent steps = test::stepChart();
        const double noon = 12.0 * 3600.0; // of 6 November
        const PlotView view{{noon, noon + 3600.0}};
        const auto svgOf = [&](const std::optional<PlotView>& seen) {
            return chartBytes({steps, seen, Colors::light(), textFont(), QSize(600, 240)}, ChartFile::Svg);
        };
        QVERIFY(svgOf(view).contains("6 Nov, CET"));
        QVERIFY(!svgOf(std::nullopt).contains("CET"));
    }

    // From a log, a name may be of any length.
    void longNamesAreCut() {
        ChartContent chart = test::percentileChart();
        const auto entries = legendOf(chart);
        const double row = legendHeight({entries[0]}, QString(), 400, textFont());
        for (ChartLine& line : chart.lines)
            line.name = QString(4000, QLatin1Char('m'));
        QCOMPARE(legendHeight(legendOf(chart), QString(), 400, textFont()), 3.0 * row);
        QImage image(400, 100, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        painter.setClipRect(0, 0, 400, 100);
        drawLegend(painter, QRectF(0, 0, 200, 60), legendOf(chart), QString(), Colors::light(), textFont());
        painter.end();
        for (int y = 0; y < image.height(); ++y)
            QVERIFY(image.pixelColor(220, y) == QColor(Qt::white)); // nothing beyond the legend
        QVERIFY(fileNameFor(chart.lines[0].name, ChartFile::Csv).toUtf8().size() < 255);
        QVERIFY(fileNameFor(QString(4000, QChar(0x6587)), ChartFile::Csv).toUtf8().size() < 255);
        // Between characters.
        const QString name(79, QLatin1Char('m'));
        QCOMPARE(fileNameFor(name + QStringLiteral("😀"), ChartFile::Csv), name + QStringLiteral(".csv"));
    }

    void sparklinesGoFromEdgeToEdgeAndHaveGaps() {
        QImage image(100, 20, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        const double gap = std::nan("");
        const std::vector<double> values{1.0, 0.0, gap, gap, gap, 0.0, 1.0};
        drawSparkline(painter, QRectF(0, 0, 100, 20), values, Colors::light(), ColorRole::Accent);
        painter.end();
        const auto inked = [&](int x) {
            for (int y = 0; y < 20; ++y) {
                if (image.pixelColor(x, y).lightness() < 200)
                    return y;
            }
            return -1;
        };
        QVERIFY(inked(2) >= 0 && inked(2) < 6); // the highest value, at the left edge
        QVERIFY(inked(16) > 12);                // the lowest
        QCOMPARE(inked(50), -1);                // the gap
        QVERIFY(inked(97) >= 0 && inked(97) < 6);
    }
};

QTEST_MAIN(TestChartKinds)
#include "tst_chart_kinds.moc"
