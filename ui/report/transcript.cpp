// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/transcript.h"

#include <QFontMetricsF>
#include <QStringList>

#include <moie/query/turn_texts.h>

#include "ui/report/report_layout.h"
#include "ui/report/report_words.h"
#include "ui/theme/format.h"

namespace moie::ui {

namespace {

// Whether the font or one that stands in for it has the character.
bool canShow(char32_t character) {
    thread_local std::map<char32_t, bool> known;
    const auto found = known.find(character);
    if (found != known.end())
        return found->second;
    const bool shown = QFontMetricsF(ReportLayout::font(ReportLayout::Text::Body)).inFontUcs4(character);
    return known.emplace(character, shown).first->second;
}

QString shownLine(const QString& line) {
    const QString plain = format::oneLine(line);
    QString shown;
    for (const char32_t character : plain.toUcs4()) {
        if (character < 0x250 || canShow(character))
            shown += QString::fromUcs4(&character, 1);
        else
            shown += QStringLiteral("[U+%1]").arg(QString::number(character, 16).toUpper().rightJustified(4, u'0'));
    }
    return shown;
}

QString shownText(const SaidText& said, Redaction redaction) {
    if (!said.given)
        return {};
    if (redaction == Redaction::Omit)
        return ReportTexts::tr("[text left out]");
    if (said.problem)
        return ReportTexts::tr("[the text cannot be read: %1]")
            .arg(format::oneLine(QString::fromStdString(said.problem->text)));
    if (redaction == Redaction::Length)
        return QStringLiteral("[%1]").arg(format::counted(said.bytes, format::Noun::Byte));
    QString text = printable(said.text);
    if (said.unfinished)
        text += QChar::LineSeparator + ReportTexts::tr("[not finished; this was shown of it]");
    if (said.isCut())
        text += QChar::LineSeparator + ReportTexts::tr("[cut here: the first %1 of %2]")
                                           .arg(format::bytes(said.text.size()), format::bytes(said.bytes));
    return text;
}

} // namespace

QString printable(const std::string& text) {
    QString all = QString::fromStdString(text);
    all.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    QStringList lines = all.split(QLatin1Char('\n'));
    for (QString& line : lines)
        line = shownLine(line.replace(QLatin1Char('\t'), QStringLiteral("    ")));
    return lines.join(QChar::LineSeparator);
}

SaidInTurn transcriptText(const Snapshot& snapshot, const SelectedTurn& turn, Redaction redaction) {
    const bool wanted = redaction == Redaction::None;
    const TurnTexts texts = readTurnTexts(snapshot, turn, wanted ? mostTranscriptBytes : 0);
    return {shownText(texts.message, redaction), shownText(texts.response, redaction)};
}

std::vector<ReportedTurn> transcriptOf(const Snapshot& snapshot, const Scope& scope, Redaction redaction, double width,
                                       const std::stop_token& stop, const std::function<void(std::size_t)>& said) {
    std::vector<ReportedTurn> transcript;
    forEachTurn(snapshot, scope, stop, [&](const SelectedTurn& selected) {
        if (stop.stop_requested())
            return;
        const SaidInTurn text = transcriptText(snapshot, selected, redaction);
        transcript.push_back(
            {selected, WrappedLines(text.message, width).count(), WrappedLines(text.response, width).count()});
        said(transcript.size());
    });
    return transcript;
}

} // namespace moie::ui
