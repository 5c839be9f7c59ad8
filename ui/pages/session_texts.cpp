// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/session_texts.h"

#include <cmath>

#include <QCoreApplication>

#include "ui/theme/format.h"

namespace moie::ui {

using namespace format;

namespace {

class SessionTexts {
    Q_DECLARE_TR_FUNCTIONS(SessionTexts)
};

const QString dot = QStringLiteral(" · ");

QString textOf(std::string_view text) {
    return oneLine(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
}

TranscriptText partOf(const ShownText* shown, bool hidden) {
    TranscriptText part;
    part.covered = hidden;
    if (!shown) {
        part.instead = SessionTexts::tr("…");
    } else if (!shown->problem.isEmpty()) {
        part.instead = SessionTexts::tr("This text cannot be read: %1").arg(shown->problem);
    } else {
        part.text = shown->text;
        if (shown->cut)
            part.more = SessionTexts::tr("Show all (%1)").arg(bytes(shown->bytes));
        if (part.text.isEmpty())
            part.instead = SessionTexts::tr("(empty)");
    }
    return part;
}

// What stands in the place of a response that is not there.
QString withoutResponse(Verdict verdict) {
    switch (verdict) {
    case Verdict::Failed: return SessionTexts::tr("No response: the turn failed");
    case Verdict::Provisional: return SessionTexts::tr("No response yet");
    default: return SessionTexts::tr("No response");
    }
}

QString separatorOf(const TranscriptFacts& facts) {
    const SessionTurn& turn = facts.turns.turns[facts.turn];
    const SessionTurn* before = facts.before ? &facts.turns.turns[*facts.before] : nullptr;
    QStringList said;
    if (facts.turns.conversations.size() > 1 && (!before || before->conversation != turn.conversation))
        said += conversationName(facts.snapshot, turn.conversation);
    const bool anotherSitting =
        before && (before->sitting != turn.sitting) && before->conversation == turn.conversation;
    if (anotherSitting)
        said += SessionTexts::tr("after a pause of %1").arg(duration(toSeconds(turn.opened - before->opened)));
    if (!before || anotherSitting)
        said += date(turn.opened, facts.now);
    return said.join(dot);
}

PanelSection barriers(const Snapshot& snapshot, const Attempt& attempt) {
    PanelSection section{SessionTexts::tr("Barriers"), SessionTexts::tr("h(x) and its margin"), {}};
    for (const BarrierFigure& barrier : attempt.barriers) {
        DrawnRow row;
        row.name = words(snapshot.name(barrier.dimension));
        row.drawing = DrawnRow::Drawing::Bar;
        row.to = barrier.h;
        const bool isNear = barrier.margin < nearMargin;
        row.color = barrier.h < 0 ? ColorRole::Bad : isNear ? ColorRole::Warn : ColorRole::Good;
        row.valueColor = barrier.h < 0 ? ColorRole::BadText : ColorRole::Text;
        row.value = QStringLiteral("%1 · %2").arg(fixed(barrier.h, 2), percent(barrier.margin));
        row.toolTip =
            SessionTexts::tr("h = %1; 0 or more is safe.\nMargin %2: h over the largest h seen in this dimension.")
                .arg(figure(barrier.h), percent(barrier.margin));
        section.rows.push_back(std::move(row));
    }
    return section;
}

PanelSection steering(const TurnDetail& detail) {
    PanelSection section{SessionTexts::tr("Input → response"), {}, {}};
    if (detail.input.size == 0 && detail.turn.response.size == 0)
        return section;
    for (std::size_t i = 0; i < componentCount; ++i) {
        DrawnRow row;
        row.name = component(i);
        row.drawing = DrawnRow::Drawing::Step;
        row.from = detail.input.values[i];
        row.to = detail.turn.response.values[i];
        row.color = componentColor(i);
        row.value = QStringLiteral("%1 → %2").arg(fixed(row.from, 2), fixed(row.to, 2));
        section.rows.push_back(std::move(row));
    }
    return section;
}

DrawnRow plainRow(const QString& name, const QString& value) {
    DrawnRow row;
    row.name = name;
    row.value = value;
    return row;
}

DrawnRow violationRow(const Snapshot& snapshot, const ViolationFigure& violation) {
    DrawnRow row = plainRow(words(snapshot.name(violation.type)), words(snapshot.name(violation.action)));
    row.marker = Marker::Diamond;
    row.color = ColorRole::Warn;
    row.toolTip =
        SessionTexts::tr("Severity %1. The action is what was announced; only another evaluation shows that it "
                         "was done.")
            .arg(figure(violation.severity));
    return row;
}

PanelSection attempts(const Snapshot& snapshot, const TurnDetail& detail) {
    PanelSection section{SessionTexts::tr("Attempts"), {}, {}};
    for (std::size_t i = 0; i < detail.attempts.size(); ++i) {
        const Attempt& attempt = detail.attempts[i];
        QString what = attempt.unsafe ? SessionTexts::tr("unsafe") : SessionTexts::tr("safe");
        if (attempt.delivered)
            what = SessionTexts::tr("%1, delivered").arg(what);
        DrawnRow row = plainRow(SessionTexts::tr("%1 at %2").arg(count(i + 1), clockSeconds(attempt.time)), what);
        row.marker = attempt.unsafe ? Marker::TriangleUp : Marker::Circle;
        row.color = attempt.unsafe ? ColorRole::Bad : ColorRole::Good;
        row.valueColor = attempt.unsafe ? ColorRole::BadText : ColorRole::Text;
        if (!std::isnan(attempt.confidence))
            row.toolTip = SessionTexts::tr("Safety confidence %1").arg(figure(attempt.confidence));
        section.rows.push_back(std::move(row));
        for (const ViolationFigure& violation : attempt.violations)
            section.rows.push_back(violationRow(snapshot, violation));
    }
    for (const ViolationFigure& violation : detail.loneViolations)
        section.rows.push_back(violationRow(snapshot, violation));
    return section;
}

PanelSection timing(const Snapshot& snapshot, const TurnDetail& detail) {
    PanelSection section{SessionTexts::tr("Timing"), {}, {}};
    for (const TimedPart& part : detail.parts) {
        const QString name =
            part.operation == NameId{} ? SessionTexts::tr("generation") : words(snapshot.name(part.operation));
        section.rows.push_back(plainRow(name, duration(part.seconds)));
    }
    for (const TurnModelRun& run : detail.modelRuns) {
        QString value = duration(run.inferenceSeconds);
        if (!std::isnan(run.tokensPerSecond))
            value += dot + SessionTexts::tr("%1 tokens/s").arg(figure(run.tokensPerSecond));
        section.rows.push_back(plainRow(words(snapshot.name(run.model)), value));
    }
    return section;
}

std::vector<ListRow> entryRows(const Snapshot& snapshot, const TurnDetail& detail) {
    std::vector<ListRow> rows;
    for (const TurnLine& line : detail.entries) {
        ListRow row;
        row.time = clockMilliseconds(line.time);
        row.text = textOf(snapshot.name(snapshot.entries.labelsOf(line.id).message));
        row.figure = line.repeat ? SessionTexts::tr("repeat") : QString();
        row.toolTip =
            line.repeat ? SessionTexts::tr("%1\nA repeat: shown, and counted nowhere").arg(row.text) : row.text;
        rows.push_back(std::move(row));
    }
    return rows;
}

// As it was logged: 60 and 0.9 say more than 60.0 and 0.900. But adapted ones may have sixteen digits.
QString sampledValue(const std::string& value) {
    constexpr std::size_t longestAsLogged = 6;
    bool isNumber = false;
    const double number = QByteArray::fromStdString(value).toDouble(&isNumber);
    return isNumber && value.size() > longestAsLogged ? figure(number) : textOf(value);
}

} // namespace

QString conversationName(const Snapshot& snapshot, NameId conversation) {
    const QString name = textOf(snapshot.name(conversation));
    return name.isEmpty() ? SessionTexts::tr("no conversation named") : name;
}

QString sessionTitle(const Snapshot& snapshot, const SessionTurns& turns, Time now) {
    const Session& session = *snapshot.sessions[index(turns.session)];
    return shortId(snapshot.name(session.id)) + dot + dateRange(session.first, session.last, now) + dot +
           counted(turns.turns.size(), Noun::Turn);
}

QString sessionSubtitle(const SessionTurns& turns) {
    if (turns.inScope == turns.turns.size())
        return {};
    return SessionTexts::tr("%1 of them in the scope; the others are dimmed").arg(count(turns.inScope));
}

ColorRole verdictTextColor(Verdict verdict) {
    switch (verdict) {
    case Verdict::ReachedUser:
    case Verdict::Failed: return ColorRole::BadText;
    case Verdict::Caught:
    case Verdict::Breach:
    case Verdict::Near: return ColorRole::WarnText;
    case Verdict::Clear: return ColorRole::GoodText;
    default: return ColorRole::Dim;
    }
}

QString notesText(const TurnNotes& notes, bool textsHidden) {
    QStringList said;
    if (notes.judgement == Judgement::FalseAlarm)
        said += SessionTexts::tr("False alarm");
    if (notes.judgement == Judgement::Missed)
        said += SessionTexts::tr("Missed");
    if (notes.bookmarked)
        said += SessionTexts::tr("Bookmarked");
    if (!notes.note.isEmpty())
        said += textsHidden ? SessionTexts::tr("Note, hidden") : lines(notes.note);
    return said.join(dot);
}

TranscriptTurn transcriptTurn(const TranscriptFacts& facts) {
    const SessionTurn& turn = facts.turns.turns[facts.turn];
    TranscriptTurn shown;
    shown.separator = separatorOf(facts);
    shown.dim = !turn.inScope;
    shown.verdict = verdict(turn.verdict);
    shown.marker = verdictMarker(turn.verdict);
    shown.markerColor = verdictColor(turn.verdict);
    shown.verdictColor = verdictTextColor(turn.verdict);
    if (facts.notes)
        shown.notes = notesText(*facts.notes, facts.textsHidden);

    TranscriptText& message = shown.parts[0];
    message = partOf(facts.texts ? &facts.texts->message : nullptr, facts.textsHidden);
    message.head = SessionTexts::tr("User") + QStringLiteral("   ") + clockSeconds(turn.opened) +
                   QStringLiteral("   ") + SessionTexts::tr("turn %1").arg(count(facts.turn + 1));
    if (turn.crisis)
        message.head += QStringLiteral("   ") + SessionTexts::tr("crisis");
    if (facts.texts && !facts.texts->message.given)
        message.instead = SessionTexts::tr("No message was logged");

    TranscriptText& response = shown.parts[1];
    const bool expected = turn.verdict != Verdict::Failed && turn.verdict != Verdict::Unanswered;
    const bool known = facts.texts && !facts.texts->response.given;
    const bool unfinished = facts.texts && facts.texts->response.unfinished;
    response = partOf(facts.texts ? &facts.texts->response : nullptr, facts.textsHidden);
    if ((known || !expected) && !unfinished) {
        response.covered = false;
        response.more.clear();
        response.instead = withoutResponse(turn.verdict);
    }
    response.head =
        unfinished ? SessionTexts::tr("Response   not finished; this was shown of it") : SessionTexts::tr("Response");
    if (!std::isnan(turn.responseSeconds))
        response.head += QStringLiteral("   ") + duration(turn.responseSeconds);
    if (!std::isnan(turn.temperature))
        response.head += QStringLiteral("   ") + SessionTexts::tr("T = %1").arg(figure(turn.temperature));
    return shown;
}

TurnPanelContent turnPanel(const Snapshot& snapshot, const ReadTurn& turn, const TurnNotes* notes, bool textsHidden) {
    const TurnDetail& detail = turn.detail;
    const Verdict given = detail.turn.verdict;
    TurnPanelContent panel;
    panel.title = SessionTexts::tr("Turn %1").arg(count(detail.number));
    panel.verdict = given == Verdict::ReachedUser ? SessionTexts::tr("unsafe, reached the user") : verdict(given);
    panel.marker = verdictMarker(given);
    panel.markerColor = verdictColor(given);
    panel.verdictColor = verdictTextColor(given);
    panel.meaning = verdictMeaning(given);
    if (notes) {
        panel.bookmarked = notes->bookmarked;
        panel.falseAlarm = notes->judgement == Judgement::FalseAlarm;
        panel.missed = notes->judgement == Judgement::Missed;
        panel.note = textsHidden && !notes->note.isEmpty() ? SessionTexts::tr("Hidden") : lines(notes->note);
    }
    PanelSection errors{SessionTexts::tr("Errors"), {}, {}};
    for (const NameId error : detail.errors) {
        DrawnRow row = plainRow(textOf(snapshot.name(error)), {});
        row.marker = Marker::Cross;
        row.color = ColorRole::Bad;
        row.toolTip = row.name;
        errors.rows.push_back(std::move(row));
    }
    PanelSection sampling{SessionTexts::tr("Sampling"), {}, {}};
    for (const auto& [name, value] : turn.sampling)
        sampling.rows.push_back(plainRow(words(name), sampledValue(value)));
    const auto add = [&](PanelSection section) {
        if (!section.rows.empty())
            panel.sections.push_back(std::move(section));
    };
    add(std::move(errors));
    if (!detail.attempts.empty())
        add(barriers(snapshot, detail.attempts.back()));
    add(steering(detail));
    add(attempts(snapshot, detail));
    add(timing(snapshot, detail));
    add(std::move(sampling));
    panel.entries = entryRows(snapshot, detail);
    return panel;
}

} // namespace moie::ui
