// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QBuffer>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QTest>

#include "ui/charts/chart_rendering.h"
#include "ui/charts/overview_charts.h"
#include "ui/support/sample_overview.h"
#include "ui/theme/theme.h"

using namespace moie;
using namespace moie::ui;

namespace {

QFont textFont() {
    QFont font(QStringLiteral("DejaVu Sans"));
    font.setPixelSize(10);
    return font;
}

QImage imageOf(const ChartContent& content, const Colors& colors, ChartHeader header = ChartHeader::None) {
    QImage image(600, 240, QImage::Format_RGB32);
    image.fill(colors[ColorRole::Panel]);
    QPainter painter(&image);
    renderChart(painter, QRectF(0, 0, 600, 240), content, colors, textFont(), header);
    return image;
}

int pixelsOf(const QImage& image, const QColor& color, const QRect& area) {
    int count = 0;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x)
            count += image.pixel(x, y) == color.rgb() ? 1 : 0;
    }
    return count;
}

// Pixels of a coloured line, smoothed ones too; grid and labels are grey.
int colouredPixels(const QImage& image, const QRect& area) {
    int count = 0;
    for (int y = area.top(); y <= area.bottom(); ++y) {
        for (int x = area.left(); x <= area.right(); ++x)
            count += image.pixelColor(x, y).hsvSaturation() > 80 ? 1 : 0;
    }
    return count;
}

// One line at 0.5 over ten buckets, without a value in the middle four.
ChartContent broken() {
    ChartContent content;
    content.buckets.size = {1, BucketUnit::Day};
    for (int i = 0; i <= 10; ++i)
        content.buckets.edges.push_back(startOfDay(addDays({2026, 11, 6}, i)));
    std::vector<double> values(10, 0.5);
    for (std::size_t i = 3; i < 7; ++i)
        values[i] = std::nan("");
    content.lines.push_back({QStringLiteral("line"), ColorRole::Bad, Qt::SolidLine, values, {}, {}});
    content.floor = 0.0;
    content.ceiling = 1.0;
    content.zeroBased = true;
    return content;
}

} // namespace

class TestChartRendering : public QObject {
    Q_OBJECT

private slots:
    void gapsAreGaps() {
        const QImage image = imageOf(broken(), Colors::light());
        // The plot is at most 600 wide: buckets 3 to 6 lie within 280…370, bucket 0 and 9 in the outer parts.
        QVERIFY(colouredPixels(image, QRect(40, 0, 150, 240)) > 50);
        QCOMPARE(colouredPixels(image, QRect(280, 0, 90, 240)), 0);
        QVERIFY(colouredPixels(image, QRect(460, 0, 130, 240)) > 50);
    }

    void aSingleValueBetweenGapsIsSeen() {
        ChartContent content = broken();
        std::fill(content.lines[0].values.begin(), content.lines[0].values.end(), std::nan(""));
        content.lines[0].values[5] = 0.5;
        QVERIFY(colouredPixels(imageOf(content, Colors::light()), QRect(0, 0, 600, 240)) >= 4);
    }

    void barsStandOnEachOther() {
        ChartContent content = broken();
        content.lines.clear();
        content.ceiling = std::nan("");
        content.unit = ValueUnit::Count;
        content.bars.push_back({QStringLiteral("a"), ColorRole::Bad, Marker::Square, std::vector<double>(10, 3.0)});
        content.bars.push_back({QStringLiteral("b"), ColorRole::Good, Marker::Square, std::vector<double>(10, 6.0)});
        const QImage image = imageOf(content, Colors::light());
        const int lower = pixelsOf(image, Colors::light()[ColorRole::Bad], image.rect());
        const int upper = pixelsOf(image, Colors::light()[ColorRole::Good], image.rect());
        QVERIFY(lower > 1000);
        QVERIFY2(std::abs(upper - 2 * lower) < lower / 10, qPrintable(QStringLiteral("%1 %2").arg(lower).arg(upper)));
    }

    void looksAsItsColoursSayWhateverTheScreensTheme() {
        Theme theme;
        theme.setChoice(ThemeChoice::Light);
        const ChartContent chart = loveVectorsChart(*test::sampleOverview());
        const QImage before = imageOf(chart, Colors::light(), ChartHeader::TitleAndLegend);
        theme.setChoice(ThemeChoice::Dark);
        QCOMPARE(imageOf(chart, Colors::light(), ChartHeader::TitleAndLegend), before);
        QVERIFY(imageOf(chart, Colors::dark(), ChartHeader::TitleAndLegend) != before);
    }

    void aPdfHasNoImageInIt() {
        const auto overview = test::sampleOverview();
        ChartContent single = broken();
        single.lines[0].values[5] = 0.5;
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        {
            QPdfWriter writer(&buffer);
            writer.setResolution(1200);
            QPainter painter(&writer);
            painter.scale(1200.0 / 72.0, 1200.0 / 72.0);
            double top = 0.0;
            for (const ChartContent& chart :
                 {loveVectorsChart(*overview), verdictsChart(*overview), responseTimeChart(*overview), single}) {
                renderChart(painter, QRectF(0.0, top, 500.0, 160.0), chart, Colors::light(), textFont());
                top += 170.0;
            }
        }
        QVERIFY(bytes.startsWith("%PDF-"));
        QVERIFY(bytes.size() > 4000);
        QCOMPARE(bytes.count("/Subtype /Image"), 0);
    }

    void smallAreasAndNoBucketsAreBorne() {
        QImage image(20, 20, QImage::Format_RGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        renderChart(painter, QRectF(0, 0, 5, 5), broken(), Colors::light(), textFont());
        QCOMPARE(colouredPixels(image, image.rect()), 0);
        ChartContent nothing;
        nothing.emptyText = QStringLiteral("Nothing in this range");
        const QImage empty = imageOf(nothing, Colors::light());
        QVERIFY(pixelsOf(empty, Colors::light()[ColorRole::Panel], empty.rect()) < 600 * 240);
    }
};

QTEST_MAIN(TestChartRendering)
#include "tst_chart_rendering.moc"
