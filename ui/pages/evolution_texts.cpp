// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/evolution_texts.h"

#include <algorithm>
#include <cmath>

#include <QStringList>

#include "ui/charts/evolution_words.h"
#include "ui/theme/definitions.h"
#include "ui/theme/format.h"
#include "ui/theme/measures.h"

namespace moie::ui {
namespace {

using namespace format;

std::size_t kindCount(const EvolutionFigures& figures, EvolutionKind kind) {
    return figures.counts[static_cast<std::size_t>(kind)];
}

// What the user or the engine changed, as against what was recorded or said of it.
bool isChange(EvolutionKind kind) {
    return kind != EvolutionKind::Feedback && kind != EvolutionKind::Checkpoint;
}

} // namespace

TileContent eventCountTile(const EvolutionFigures& figures, bool partial) {
    TileContent tile;
    tile.title = EvolutionTexts::tr("Events");
    tile.figure = count(figures.events);
    tile.definition = definition(Term::Events) + QLatin1Char('\n') + EvolutionTexts::tr("%1 in all.").arg(tile.figure);
    if (std::isfinite(figures.eventsPerDay))
        tile.change = EvolutionTexts::tr("%1 a day").arg(figure(figures.eventsPerDay));
    QStringList parts;
    const auto add = [&](EvolutionKind kind, Noun noun) {
        if (const std::size_t n = kindCount(figures, kind); n > 0)
            parts.append(counted(n, noun));
    };
    add(EvolutionKind::Adaptation, Noun::Adaptation);
    if (const std::size_t n = kindCount(figures, EvolutionKind::Learning); n > 0)
        parts.append(EvolutionTexts::tr("%1 learning").arg(count(n)));
    add(EvolutionKind::Feedback, Noun::Feedback);
    add(EvolutionKind::Checkpoint, Noun::Checkpoint);
    tile.sub = parts.isEmpty() ? EvolutionTexts::tr("none in this range") : parts.join(QStringLiteral(", "));
    if (partial)
        tile.change = EvolutionTexts::tr("partial");
    return tile;
}

TileContent helpedTile(const EvolutionFigures& figures, bool partial) {
    TileContent tile;
    tile.title = EvolutionTexts::tr("Helped love magnitude");
    tile.definition = definition(Term::Helped) + QLatin1Char('\n') +
                      EvolutionTexts::tr("%1 such events.").arg(count(figures.judgedEvents));
    tile.figure = percent(figures.effectiveness);
    if (figures.judgedEvents == 0)
        tile.sub = EvolutionTexts::tr("no event has turns enough around it");
    else if (!std::isfinite(figures.effectiveness))
        tile.sub = EvolutionTexts::tr("too few: %1 could be judged").arg(count(figures.judgedEvents));
    else
        tile.sub = EvolutionTexts::tr("of %1 that could be judged, each by itself").arg(count(figures.judgedEvents));
    if (partial)
        tile.change = EvolutionTexts::tr("partial");
    return tile;
}

TileContent agreementTile(const EvolutionFigures& figures, bool partial) {
    const FeedbackAgreement& love = figures.feedbackLove;
    TileContent tile;
    tile.title = EvolutionTexts::tr("Score and feedback");
    tile.definition = definition(Term::FeedbackTau) + QLatin1Char('\n') +
                      EvolutionTexts::tr("Of love magnitude: n = %1, %2.").arg(count(love.n), pText(love.kendall.p));
    tile.figure =
        std::isfinite(love.kendall.tau) ? QStringLiteral("τ ") + fixed(love.kendall.tau, 2) : figure(notMeasured);
    if (love.n == 0)
        tile.sub = EvolutionTexts::tr("no feedback on turns with a score");
    else if (!std::isfinite(love.kendall.p))
        tile.sub = EvolutionTexts::tr("too few: %1").arg(counted(love.n, Noun::FeedbackEntry));
    else
        tile.sub = (love.kendall.p < significance ? EvolutionTexts::tr("more than chance · n %1")
                                                  : EvolutionTexts::tr("can be chance · n %1"))
                       .arg(count(love.n));
    if (partial)
        tile.change = EvolutionTexts::tr("partial");
    return tile;
}

TileContent lastChangeTile(const EvolutionFigures& figures, const Snapshot& snapshot,
                           const std::vector<moie::Marker>& markers, Time now, bool partial) {
    TileContent tile;
    tile.title = EvolutionTexts::tr("Last change");
    tile.definition = definition(Term::LastChange);
    const auto last = std::find_if(figures.timeline.rbegin(), figures.timeline.rend(),
                                   [](const EvolutionEvent& event) { return isChange(event.kind); });
    if (last == figures.timeline.rend()) {
        tile.figure = figure(notMeasured);
        tile.sub = EvolutionTexts::tr("nothing was changed in this range");
    } else {
        tile.figure = date(last->time, now);
        tile.sub = eventText(*last, snapshot, markers);
        tile.definition += QLatin1Char('\n') + dateTime(last->time, now) + QLatin1Char(' ') + tile.sub;
    }
    if (partial)
        tile.change = EvolutionTexts::tr("partial");
    return tile;
}

std::vector<std::size_t> listedEvents(const EvolutionFigures& figures) {
    std::vector<std::size_t> places;
    for (std::size_t i = figures.timeline.size(); i > 0 && places.size() < eventsListed; --i)
        places.push_back(i - 1);
    return places;
}

ListRow eventRow(const EvolutionEvent& event, const Snapshot& snapshot, const std::vector<moie::Marker>& markers,
                 Time now) {
    ListRow row;
    const EventLook look = lookOf(event.kind);
    row.time = dateTime(event.time, now);
    row.marker = look.marker;
    row.markerColor = look.color;
    row.text = eventText(event, snapshot, markers);
    if (event.kind != EvolutionKind::Marker) // the user's own words
        row.text = sentence(row.text);
    row.toolTip = row.time + QLatin1Char('\n') + row.text;
    if (event.kind == EvolutionKind::Marker) {
        row.toolTip += QLatin1Char('\n') +
                       EvolutionTexts::tr("Your marker. Enter or a double click changes it, Delete removes it.");
        return row;
    }
    if (index(event.session) < snapshot.sessions.size() && event.entry != noEntry) {
        row.detail = shortId(snapshot.name(snapshot.sessions[index(event.session)]->id));
        row.toolTip += QLatin1Char('\n') +
                       EvolutionTexts::tr("session %1. Enter or a double click goes to its turn.").arg(row.detail);
    }
    return row;
}

} // namespace moie::ui
