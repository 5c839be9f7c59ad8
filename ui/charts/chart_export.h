// SPDX-License-Identifier: GPL-3.0-or-later
// A chart as a file or an image, as it is shown: with title, legend and zoom, in the theme's colours. Painted on the
// GUI thread; a table is made on any.
#pragma once

#include <optional>

#include <QByteArray>
#include <QFont>
#include <QImage>
#include <QSize>
#include <QString>

#include <moie/base/result.h>

#include "ui/charts/plot.h"

namespace moie::ui {

enum class ChartFile : unsigned char { Png, Svg, Csv };

struct ChartPicture {
    ChartContent content;
    std::optional<PlotView> view;
    const Colors& colors;
    QFont font;
    QSize size;
};

// At `ratio` pixels for each unit of the size.
QImage chartImage(const ChartPicture& picture, double ratio);
QByteArray chartBytes(const ChartPicture& picture, ChartFile kind);

// Whole or not at all; an error names the file and says why.
Result<> writeWholeFile(const QString& file, const QByteArray& bytes);

// The title as a file's name, cut where no file system takes more, with the suffix: "Love vectors.csv".
QString fileNameFor(const QString& title, ChartFile kind);

} // namespace moie::ui
