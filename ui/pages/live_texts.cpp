// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/live_texts.h"

#include <cmath>

#include <QCoreApplication>

#include <moie/analytics/newest.h>

#include "ui/theme/format.h"

namespace moie::ui {
namespace {

class LiveTexts {
    Q_DECLARE_TR_FUNCTIONS(LivePage)
};

} // namespace

std::vector<ListRow> newestTurnRows(const NewestTurns& newest, const Snapshot& snapshot) {
    std::vector<ListRow> rows;
    rows.reserve(newest.turns.size());
    for (auto turn = newest.turns.rbegin(); turn != newest.turns.rend(); ++turn) {
        const QString session = format::shortId(snapshot.name(snapshot.sessions[index(turn->session)]->id));
        ListRow row;
        row.time = format::clockSeconds(turn->opened);
        row.marker = verdictMarker(turn->verdict);
        row.markerColor = verdictColor(turn->verdict);
        row.text = LiveTexts::tr("%1 · session %2").arg(format::sentence(format::verdict(turn->verdict)), session);
        if (std::isfinite(turn->margin))
            row.figure = LiveTexts::tr("margin %1").arg(format::percent(turn->margin));
        if (std::isfinite(turn->seconds))
            row.detail = format::duration(turn->seconds);
        row.toolTip =
            format::verdictMeaning(turn->verdict) + QLatin1Char('\n') +
            LiveTexts::tr("The margin is the smallest h of the turn's last evaluation, as a share of the largest h "
                          "ever seen in its dimension; the time is that of the response. Double click: show the turn.");
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace moie::ui
