// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/session_chart.h"

#include <algorithm>

#include <QCoreApplication>

#include "ui/theme/format.h"

namespace moie::ui {
namespace {

class SessionChartTexts {
    Q_DECLARE_TR_FUNCTIONS(SessionChart)
};

// Clear turns have none, and those that are still arriving have no verdict yet.
std::vector<ChartMark> marksOf(const SessionTurns& turns) {
    std::vector<ChartMark> marks;
    for (std::size_t i = 0; i < turns.turns.size(); ++i) {
        const SessionTurn& turn = turns.turns[i];
        if (turn.verdict == Verdict::Clear || turn.verdict == Verdict::Provisional)
            continue;
        marks.push_back({turn.opened, verdictMarker(turn.verdict), verdictColor(turn.verdict),
                         SessionChartTexts::tr("turn %1: %2").arg(format::count(i + 1), format::verdict(turn.verdict)),
                         format::verdict(turn.verdict), MarkPlace::TopEdge});
    }
    // Where somebody set the clock back, turns are not in order of time; the axis is.
    std::stable_sort(marks.begin(), marks.end(), [](const auto& a, const auto& b) { return a.time < b.time; });
    return marks;
}

} // namespace

ChartContent sessionChart(const SessionTurns& turns) {
    ChartContent content;
    content.title = SessionChartTexts::tr("Love vectors by turn");
    content.note = SessionChartTexts::tr("response vectors by turn");
    content.emptyText = turns.turns.empty() ? SessionChartTexts::tr("This session has no turns")
                                            : SessionChartTexts::tr("No response of this session has a love vector");
    content.floor = 0.0;
    content.ceiling = 1.0;
    content.axis = XAxis::Moments;
    std::vector<std::size_t> order(turns.turns.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        order[i] = i;
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return turns.turns[a].opened < turns.turns[b].opened; });
    for (const std::size_t i : order)
        content.moments.push_back(turns.turns[i].opened);
    std::size_t given = 0;
    for (std::size_t component = 0; component < componentCount; ++component) {
        ChartLine line;
        line.name = format::component(component);
        line.color = componentColor(component);
        for (const std::size_t i : order) {
            line.values.push_back(turns.turns[i].response.values[component]);
            given += component == 0 && turns.turns[i].response.size > 0 ? 1 : 0;
        }
        content.lines.push_back(std::move(line));
    }
    content.marks = marksOf(turns);
    content.summary = SessionChartTexts::tr("%1, %2 with a response vector, %3 with a verdict that is not clear")
                          .arg(format::counted(turns.turns.size(), format::Noun::Turn), format::count(given),
                               format::count(content.marks.size()));
    return content;
}

} // namespace moie::ui
