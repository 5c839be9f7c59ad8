// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/held_turn_texts.h"

#include <QCoreApplication>

#include "ui/pages/session_texts.h"
#include "ui/theme/format.h"

namespace moie::ui {

using namespace format;

namespace {

class HeldTexts {
    Q_DECLARE_TR_FUNCTIONS(LivePage)
};

const QString gap = QStringLiteral("   ");
const QString dot = QStringLiteral(" · ");

// While it is written, nothing that is said of a long one changes, so that it is not laid out again and again.
TranscriptText partOf(const QString& text, bool hidden, bool isWritten = false) {
    TranscriptText part;
    part.covered = hidden;
    if (text.size() <= mostHeldText) {
        part.text = lines(text);
        return part;
    }
    const bool splitsACharacter = text.at(mostHeldText).isLowSurrogate();
    part.text = lines(text.left(splitsACharacter ? mostHeldText - 1 : mostHeldText));
    part.more = isWritten ? HeldTexts::tr("Show all that was written so far")
                          : HeldTexts::tr("Show all (%1)").arg(bytes(static_cast<std::uint64_t>(text.toUtf8().size())));
    return part;
}

QString messageHead(const HeldTurn& turn, std::size_t number) {
    QString head =
        HeldTexts::tr("You") + gap + clockSeconds(turn.opened) + gap + HeldTexts::tr("turn %1").arg(count(number));
    if (!turn.regenerates.isEmpty())
        head += gap + HeldTexts::tr("answered anew");
    for (const std::string& context : turn.contexts)
        head += gap + words(context);
    return head;
}

QString responseHead(const HeldTurn& turn) {
    QString head = HeldTexts::tr("Engine") + gap;
    switch (turn.stage) {
    case HeldTurn::Stage::Answering: head += HeldTexts::tr("writing…"); break;
    case HeldTurn::Stage::Answered: head += duration(turn.seconds); break;
    case HeldTurn::Stage::Failed: head += HeldTexts::tr("failed"); break;
    case HeldTurn::Stage::Stopped: head += HeldTexts::tr("stopped"); break;
    }
    head += gap + HeldTexts::tr("T = %1").arg(fixed(turn.temperature, 2)) + dot + words(turn.profile);
    if (turn.attempt > 1)
        head += gap + HeldTexts::tr("attempt %1").arg(count(static_cast<std::uint64_t>(turn.attempt)));
    return head;
}

// What stands in the place of a reply of which there is nothing.
QString withoutReply(const HeldTurn& turn) {
    switch (turn.stage) {
    case HeldTurn::Stage::Answering:
        return turn.attempt > 1
                   ? HeldTexts::tr("What was said was unsafe and is taken back; another reply is on its way…")
                   : HeldTexts::tr("…");
    case HeldTurn::Stage::Failed: return HeldTexts::tr("No reply: %1").arg(oneLine(turn.problem));
    case HeldTurn::Stage::Stopped: return HeldTexts::tr("Stopped before anything was said");
    default: return HeldTexts::tr("(empty)");
    }
}

QString measured(const HeldTurn& turn) {
    QStringList love;
    for (std::size_t i = 0; i < componentCount; ++i)
        love += component(i) + QLatin1Char(' ') + fixed(turn.love[i], 2);
    QString barrier =
        HeldTexts::tr("nearest to its threshold: %1, h %2 of at most %3")
            .arg(dimensionName(turn.nearest->dimension), fixed(turn.nearest->h, 3), fixed(turn.nearest->most, 3));
    if (turn.nearest->discarded)
        barrier += dot + HeldTexts::tr("in an attempt that was taken back");
    return love.join(dot) + QLatin1Char('\n') + barrier;
}

QString factsOf(const HeldTurn& turn) {
    if (turn.stage == HeldTurn::Stage::Failed && !turn.response.isEmpty())
        return HeldTexts::tr("The reply broke off: %1").arg(oneLine(turn.problem));
    if (turn.stage != HeldTurn::Stage::Answered)
        return {};
    QStringList facts;
    facts += turn.judged ? measured(turn) : HeldTexts::tr("Not judged: %1").arg(oneLine(turn.whyNotJudged));
    if (turn.fixedReply)
        facts += HeldTexts::tr("No attempt was safe; this is the engine's fixed reply");
    if (turn.stopped)
        facts += HeldTexts::tr("Stopped; this is what had been said by then");
    return facts.join(QLatin1Char('\n'));
}

QString remarkName(engine::Remark remark) {
    return remark == engine::Remark::FalseAlarm ? HeldTexts::tr("False alarm") : HeldTexts::tr("Missed");
}

QString feedbackOn(const HeldTurn& turn) {
    QStringList given;
    if (turn.good)
        given += *turn.good ? HeldTexts::tr("Good") : HeldTexts::tr("Bad");
    for (const GivenRemark& remark : turn.remarks) {
        const QString name = remarkName(remark.remark);
        given += remark.takenBack ? HeldTexts::tr("%1 (taken back)").arg(name) : name;
    }
    return given.isEmpty() ? QString() : HeldTexts::tr("Your feedback: %1").arg(given.join(dot));
}

} // namespace

QString dimensionName(engine::Dimension dimension) {
    return words(engine::toString(dimension));
}

TranscriptTurn heldTurn(const HeldTurn& turn, std::size_t number, std::optional<Verdict> verdict, bool textsHidden) {
    TranscriptTurn shown;
    shown.parts[0] = partOf(turn.message, textsHidden);
    shown.parts[0].head = messageHead(turn, number);
    TranscriptText& response = shown.parts[1];
    if (turn.response.isEmpty())
        response.instead = withoutReply(turn);
    else
        response = partOf(turn.response, textsHidden, turn.stage == HeldTurn::Stage::Answering);
    response.head = responseHead(turn);
    if (verdict && turn.stage != HeldTurn::Stage::Answering && *verdict != Verdict::Provisional) {
        shown.verdict = format::verdict(*verdict);
        shown.marker = verdictMarker(*verdict);
        shown.markerColor = verdictColor(*verdict);
        shown.verdictColor = verdictTextColor(*verdict);
    }
    shown.facts = factsOf(turn);
    shown.notes = feedbackOn(turn);
    return shown;
}

QString changeText(const ThresholdChange& change) {
    const QString name = dimensionName(change.change.dimension);
    const QString before = fixed(change.change.before, 2);
    const QString after = fixed(change.change.after, 2);
    if (change.undone)
        return HeldTexts::tr("Undone: the threshold of %1 is %2 again.").arg(name, after);
    const QString why = remarkName(change.remark);
    if (change.change.before == change.change.after)
        return HeldTexts::tr("%1: logged. The threshold of %2 stays at %3, its bound.").arg(why, name, after);
    return HeldTexts::tr("%1: the threshold of %2 went from %3 to %4.").arg(why, name, before, after);
}

std::vector<DrawnRow> thresholdRows(const SessionOpened& session, const Thresholds& thresholds) {
    std::vector<DrawnRow> rows;
    for (std::size_t i = 0; i < thresholds.size(); ++i) {
        DrawnRow row;
        row.name = dimensionName(static_cast<engine::Dimension>(i));
        row.value = fixed(thresholds[i], 2);
        if (thresholds[i] != session.shipped[i]) {
            row.value += QStringLiteral(" (%1)").arg(HeldTexts::tr("at first %1").arg(fixed(session.shipped[i], 2)));
            row.valueColor = ColorRole::AccentText;
        }
        row.toolTip = session.critical[i]
                          ? HeldTexts::tr("A score below it makes a reply unsafe. Feedback never lowers it below %1.")
                                .arg(fixed(session.shipped[i], 2))
                          : HeldTexts::tr("A score below it is noted; the reply is given.");
        rows.push_back(std::move(row));
    }
    return rows;
}

QString loggingText(const LoggingState& logging) {
    const QString waiting = counted(logging.waiting, Noun::EntryIs);
    QString text;
    if (!logging.error) {
        text = HeldTexts::tr("The disk does not answer: %1 waiting to be written.").arg(waiting);
    } else {
        const QString what = oneLine(QString::fromStdString(logging.error->describe()));
        text = HeldTexts::tr("The session cannot be logged: %1. %2 waiting and written as soon as that works.")
                   .arg(what, waiting);
        switch (logging.error->code) {
        case ErrorCode::NoSpace: text += QLatin1Char(' ') + HeldTexts::tr("Make room on that disk."); break;
        case ErrorCode::NotFound:
        case ErrorCode::NotADirectory:
            text += QLatin1Char(' ') + HeldTexts::tr("Put the directory back, or make one there.");
            break;
        case ErrorCode::PermissionDenied: text += QLatin1Char(' ') + HeldTexts::tr("Make it writable for you."); break;
        default: break;
        }
    }
    text += QLatin1Char(' ') + HeldTexts::tr("Keep the window open until then.");
    if (logging.dropped > 0)
        text += QLatin1Char(' ') +
                HeldTexts::tr("%1 did not fit into memory and are lost.").arg(counted(logging.dropped, Noun::Entry));
    return text;
}

QString startProblem(const Error& error) {
    return HeldTexts::tr("No session was started: %1.").arg(oneLine(QString::fromStdString(error.describe())));
}

} // namespace moie::ui
