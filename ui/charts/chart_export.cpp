// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_export.h"

#include <algorithm>
#include <cmath>
#include <string>

#include <QBuffer>
#include <QFile>
#include <QPainter>
#include <QSvgGenerator>

#include <moie/base/whole_file.h>

#include "ui/charts/chart_rendering.h"
#include "ui/charts/chart_table.h"
#include "ui/charts/chart_zoom.h"
#include "ui/theme/format.h"

namespace moie::ui {
namespace {

// Around the chart, in heights of its text.
constexpr double paperMargin = 1.0;
// In units of UTF-16, of up to three bytes each; names of files have up to 255 bytes.
constexpr qsizetype longestFileName = 80;

// Not every device clips: what is half seen at an edge of an axis of slots is left out.
std::optional<PlotView> printedView(const ChartPicture& picture) {
    std::optional<PlotView> view = picture.view;
    if (view && XScale(picture.content).indexed())
        view->x = wholeSlots(view->x);
    return view;
}

void paintPicture(QPainter& painter, const ChartPicture& picture) {
    const QRectF whole(QPointF(), QSizeF(picture.size));
    painter.fillRect(whole, picture.colors[ColorRole::Panel]);
    const double margin = paperMargin * picture.font.pixelSize();
    renderChart(painter, whole.adjusted(margin, margin, -margin, -margin), picture.content, picture.colors,
                picture.font, ChartHeader::TitleAndLegend, printedView(picture));
}

QByteArray pngOf(const ChartPicture& picture) {
    constexpr double ratio = 2.0; // sharp in a document
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    chartImage(picture, ratio).save(&buffer, "PNG");
    return bytes;
}

QByteArray svgOf(const ChartPicture& picture) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(picture.size);
    generator.setViewBox(QRect(QPoint(), picture.size));
    generator.setTitle(picture.content.title);
    generator.setDescription(picture.content.summary);
    QPainter painter(&generator);
    paintPicture(painter, picture);
    painter.end();
    return bytes;
}

} // namespace

QImage chartImage(const ChartPicture& picture, double ratio) {
    QImage image(picture.size * ratio, QImage::Format_RGB32);
    image.setDevicePixelRatio(ratio);
    QPainter painter(&image);
    paintPicture(painter, picture);
    return image;
}

QByteArray chartBytes(const ChartPicture& picture, ChartFile kind) {
    switch (kind) {
    case ChartFile::Png: return pngOf(picture);
    case ChartFile::Svg: return svgOf(picture);
    case ChartFile::Csv: return toCsv(chartTable(picture.content, picture.view));
    }
    return {};
}

Result<> writeWholeFile(const QString& file, const QByteArray& bytes) {
    return moie::writeWholeFile(QFile::encodeName(file).toStdString(),
                                {bytes.constData(), static_cast<std::size_t>(bytes.size())});
}

QString fileNameFor(const QString& title, ChartFile kind) {
    QString name = format::oneLine(title).replace(QLatin1Char('/'), QLatin1Char('-')).simplified();
    while (name.startsWith(QLatin1Char('.')))
        name.remove(0, 1);
    name = name.left(longestFileName);
    if (!name.isEmpty() && name.back().isHighSurrogate())
        name.chop(1); // half a character
    name = name.trimmed();
    if (name.isEmpty())
        name = QStringLiteral("chart");
    switch (kind) {
    case ChartFile::Png: return name + QStringLiteral(".png");
    case ChartFile::Svg: return name + QStringLiteral(".svg");
    case ChartFile::Csv: return name + QStringLiteral(".csv");
    }
    return name;
}

} // namespace moie::ui
