// SPDX-License-Identifier: GPL-3.0-or-later
// What a report says about where it comes from, and what the user attached.
#include <functional>
#include <map>

#include <QStringList>

#include <moie/schema/line_notes.h>

#include "ui/report/report_content.h"
#include "ui/report/report_text.h"
#include "ui/report/report_words.h"
#include "ui/theme/format.h"

namespace moie::ui {

namespace {

QString fromCore(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QString judgementText(Judgement judgement) {
    switch (judgement) {
    case Judgement::None: return {};
    case Judgement::FalseAlarm: return ReportTexts::tr("false alarm");
    case Judgement::Missed: return ReportTexts::tr("missed");
    }
    return {};
}

QString hashText(const ReadHash& read) {
    QString text = QStringLiteral("%1").arg(read.hash, 16, 16, QLatin1Char('0'));
    text += ReportTexts::tr(" (XXH3 over %1 in %2, in the order of their paths)")
                .arg(format::bytes(read.bytes), format::counted(read.files, format::Noun::File));
    if (read.filesLeftOut > 0)
        text += ReportTexts::tr("; %1 changed or gone since, and left out")
                    .arg(format::counted(read.filesLeftOut, format::Noun::File));
    return text;
}

QString choicesText(const ReportRequest& request) {
    QStringList names;
    for (const ReportSection section : sectionsOf(request.kind).list())
        if (request.has(section))
            names += nameOf(section);
    QString text = ReportTexts::tr("kind %1; sections %2").arg(nameOf(request.kind), names.join(QStringLiteral(", ")));
    if (request.redaction != Redaction::None)
        text += ReportTexts::tr("; texts: %1").arg(nameOf(request.redaction));
    if (request.notes)
        text += ReportTexts::tr("; with notes");
    return text;
}

} // namespace

std::vector<ReportFact> provenanceFacts(const ReportContent& content) {
    const Counts& counts = content.snapshot->counts;
    const auto tally = [](const Tally& of, const std::function<QString(std::uint64_t)>& text) {
        return ReportTexts::tr("%1 accepted, %2 rejected, %3 blank, %4 pending; %5 in all")
            .arg(text(of.accepted), text(of.rejected), text(of.blank), text(of.pending), text(of.total()));
    };
    std::vector<ReportFact> facts = reportFacts(content);
    facts.emplace_back(ReportTexts::tr("Lines"), tally(counts.lines, format::count));
    facts.emplace_back(ReportTexts::tr("Bytes"), tally(counts.bytes, format::count));
    facts.emplace_back(ReportTexts::tr("Hash of that"), hashText(content.read));
    facts.emplace_back(ReportTexts::tr("Report"), choicesText(content.request));
    return facts;
}

ReportTable notedLinesTable(const ReportContent& content) {
    std::map<Rejection, std::size_t> rejections;
    const auto& noted = content.snapshot->noted;
    for (std::size_t i = 0; i < noted.size(); ++i) {
        if (noted[i].rejection != Rejection::None)
            ++rejections[noted[i].rejection];
    }
    std::vector<Cells> rows;
    for (const auto& [rejection, n] : rejections)
        rows.push_back({ReportTexts::tr("rejected: %1").arg(fromCore(explain(rejection))), format::count(n)});
    for (std::size_t i = 0; i < warningCount; ++i) {
        const std::uint64_t n = content.snapshot->counts.warnings[i];
        if (n > 0)
            rows.push_back(
                {ReportTexts::tr("accepted: %1").arg(fromCore(explain(static_cast<Warning>(i)))), format::count(n)});
    }
    return figureTableOf({QString(), ReportTexts::tr("Lines")}, std::move(rows));
}

ReportTable notesTable(const ReportContent& content) {
    std::vector<Cells> rows;
    for (const NotedTurn& turn : content.notes) {
        const Snapshot& snapshot = *content.snapshot;
        QStringList marks;
        if (turn.notes.bookmarked)
            marks += ReportTexts::tr("bookmark");
        marks += judgementText(turn.notes.judgement);
        marks.removeAll(QString());
        rows.push_back(
            {longTime(turn.opened), format::shortId(snapshot.name(snapshot.sessions[index(turn.session)]->id)),
             format::count(turn.number), marks.join(QStringLiteral(", ")), format::oneLine(turn.notes.note)});
    }
    ReportTable table = tableOf({{ReportTexts::tr("Time"), false},
                                 {ReportTexts::tr("Session"), false},
                                 {ReportTexts::tr("Turn"), true},
                                 {ReportTexts::tr("Marks"), false},
                                 {ReportTexts::tr("Note"), false}},
                                std::move(rows));
    table.wraps = true;
    return table;
}

ReportTable markersTable(const ReportContent& content) {
    std::vector<Cells> rows;
    for (const moie::Marker& marker : content.markers)
        rows.push_back({longTime(marker.time), format::oneLine(QString::fromStdString(marker.label))});
    ReportTable table =
        tableOf({{ReportTexts::tr("Time"), false}, {ReportTexts::tr("Marker"), false}}, std::move(rows));
    table.wraps = true;
    return table;
}

} // namespace moie::ui
