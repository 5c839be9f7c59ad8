// SPDX-License-Identifier: GPL-3.0-or-later
// Annotations as JSON Lines, to be kept, handed on or read elsewhere. Any thread.
//
//     {"kind": "turn", "session": "7cf6…", "number": 41, "time_ns": "1763600000000000000", "bookmarked": true,
//      "note": "…", "judgement": "false_alarm", "changed_ns": "…"}
//     {"kind": "marker", "id": "…", "time_ns": "…", "text": "…", "session": "7cf6…", "directory": "…", …}
//
// Times are nanoseconds since 1970 as text, since a JSON number does not hold them exactly.
#pragma once

#include <QByteArray>

#include <moie/base/result.h>

#include "ui/workspace/annotation_set.h"

namespace moie::ui {

QByteArray toJsonLines(const AnnotationSet& set);

// All lines or none: the error says which one is wrong. Blank lines are skipped, unknown members ignored.
Result<AnnotationSet> annotationsFromJsonLines(const QByteArray& lines);

// Over what is there, whole or not at all; readable by its owner alone.
Result<> writeAnnotations(const QString& file, const AnnotationSet& set);
Result<AnnotationSet> readAnnotations(const QString& file);

// The keys in files and in the database: "", "false_alarm", "missed".
QString judgementKey(Judgement judgement);
std::optional<Judgement> judgementFromKey(const QString& key);

} // namespace moie::ui
