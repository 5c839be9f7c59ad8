// SPDX-License-Identifier: GPL-3.0-or-later
// What QPdfWriter cannot write: bookmarks, links inside the document, its language. Appended to the finished document
// as an incremental update: new versions of a few objects, a cross-reference section for them, a new trailer. Knows
// documents as QPdfWriter makes them and no others. Lengths are points, places are from a page's upper left corner.
#pragma once

#include <vector>

#include <QByteArray>
#include <QRectF>
#include <QString>

#include <moie/base/result.h>

namespace moie::ui {

struct PdfPlace {
    int page = 0; // from 0
    double top = 0;
};

struct PdfBookmark {
    QString title;
    int level = 0; // 0, or 1 for one below the last of level 0
    PdfPlace target;
};

struct PdfLink {
    int page = 0;
    QRectF area;
    PdfPlace target;
};

struct PdfExtras {
    QByteArray language; // "en"
    std::vector<PdfBookmark> bookmarks;
    std::vector<PdfLink> links;
};

// Fails where the document is not as it is expected to be.
Result<QByteArray> withExtras(QByteArray pdf, const PdfExtras& extras);

} // namespace moie::ui
