// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/transcript.h"

#include <QStringList>

#include <moie/query/turn_texts.h>

#include "ui/report/report_layout.h"
#include "ui/report/report_words.h"
#include "ui/theme/format.h"

namespace moie::ui {

namespace {

QString textOf(const SaidText& said, Redaction redaction) {
    if (!said.given)
        return {};
    if (redaction == Redaction::Omit)
        return redactedText(said.bytes, redaction);
    if (said.problem)
        return ReportTexts::tr("[the text cannot be read: %1]")
            .arg(format::oneLine(QString::fromStdString(said.problem->text)));
    if (redaction == Redaction::Length)
        return redactedText(said.bytes, redaction);
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
        line = format::oneLine(line.replace(QLatin1Char('\t'), QStringLiteral("    ")));
    return lines.join(QChar::LineSeparator);
}

SaidInTurn transcriptText(const Snapshot& snapshot, const SelectedTurn& turn, Redaction redaction) {
    const bool wanted = redaction == Redaction::None;
    const TurnTexts texts = readTurnTexts(snapshot, turn, wanted ? mostTranscriptBytes : 0);
    const auto cut = [&](const SaidText& said) { return wanted && said.given && !said.problem && said.isCut(); };
    return {textOf(texts.message, redaction), textOf(texts.response, redaction),
            std::size_t{cut(texts.message)} + std::size_t{cut(texts.response)}};
}

std::vector<ReportedTurn> transcriptOf(const Snapshot& snapshot, const Scope& scope, Redaction redaction, double width,
                                       const std::stop_token& stop, const std::function<void(std::size_t)>& said) {
    std::vector<ReportedTurn> transcript;
    forEachTurn(snapshot, scope, stop, [&](const SelectedTurn& selected) {
        if (stop.stop_requested())
            return;
        const SaidInTurn text = transcriptText(snapshot, selected, redaction);
        const WrappedLines message(text.message, width);
        const WrappedLines response(text.response, width);
        transcript.push_back(
            {selected, message.count(), response.count(), text.cut, message.marked() + response.marked()});
        said(transcript.size());
    });
    return transcript;
}

} // namespace moie::ui
