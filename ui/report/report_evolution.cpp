// SPDX-License-Identifier: GPL-3.0-or-later
// The report's section on evolution.
#include <algorithm>
#include <cmath>

#include "ui/charts/evolution_charts.h"
#include "ui/charts/evolution_words.h"
#include "ui/report/report_sections.h"
#include "ui/report/report_words.h"
#include "ui/theme/format.h"

namespace moie::ui {

namespace {

constexpr std::size_t mostEventsListed = 200;
constexpr std::size_t mostFieldCharts = 12;

QString metricName(EffectMetric metric) {
    switch (metric) {
    case EffectMetric::LoveMagnitude: return ReportTexts::tr("love magnitude");
    case EffectMetric::Margin: return ReportTexts::tr("margin");
    case EffectMetric::Unsafe: return ReportTexts::tr("unsafe");
    case EffectMetric::ResponseTime: return ReportTexts::tr("response time");
    }
    return {};
}

QString helpedText(Helped helped) {
    switch (helped) {
    case Helped::TooFew: return ReportTexts::tr("too few");
    case Helped::CannotTell: return ReportTexts::tr("cannot tell");
    case Helped::Yes: return ReportTexts::tr("yes");
    case Helped::No: return ReportTexts::tr("no");
    }
    return {};
}

QString effectText(EffectMetric metric, double value) {
    const double size = std::fabs(value);
    switch (metric) {
    case EffectMetric::Unsafe: return signedText(value, format::points(size));
    case EffectMetric::ResponseTime: return signedText(value, format::duration(size));
    default: return signedText(value, format::figure(size));
    }
}

ReportTable effectsTable(const EvolutionFigures& figures, const Snapshot& snapshot) {
    std::vector<Cells> rows;
    for (const KindEffect& kind : figures.kinds) {
        const auto text = [&](double value) { return effectText(kind.metric, value); };
        rows.push_back({format::sentence(kindName(kind.kind, kind.what, snapshot)), metricName(kind.metric),
                        ReportTexts::tr("%1 of %2").arg(format::count(kind.judged), format::count(kind.events)),
                        text(kind.effect), text(kind.low), text(kind.high), probability(kind.p),
                        helpedText(kind.helped)});
    }
    ReportTable table =
        figuresAndWordsTableOf({ReportTexts::tr("Kind of event"), ReportTexts::tr("Figure"), ReportTexts::tr("Judged"),
                                ReportTexts::tr("Effect"), ReportTexts::tr("Low"), ReportTexts::tr("High"),
                                QStringLiteral("p"), ReportTexts::tr("Helped")},
                               std::move(rows));
    table.columns[1].numeric = false;
    return table;
}

// A checkpoint says nothing in a list that its fields' charts do not say.
bool isListed(const EvolutionEvent& event) {
    return event.kind != EvolutionKind::Checkpoint;
}

ReportTable eventsTable(const EvolutionFigures& figures, const ReportContent& content) {
    std::vector<Cells> rows;
    for (auto event = figures.timeline.rbegin(); event != figures.timeline.rend(); ++event) {
        if (rows.size() == mostEventsListed)
            break;
        if (!isListed(*event))
            continue;
        const QString text = eventText(*event, *content.snapshot, content.markers);
        rows.push_back({longTime(event->time), format::sentence(text)});
    }
    ReportTable table = tableOf({{ReportTexts::tr("Time"), false}, {ReportTexts::tr("Event"), false}}, std::move(rows));
    table.wraps = true;
    return table;
}

QString agreementText(const QString& figure, const FeedbackAgreement& agreement) {
    if (agreement.n == 0)
        return {};
    return ReportTexts::tr("%1: %2 with good feedback (%3), %4 with bad (%5), difference %6 (%7 to %8); Kendall's tau "
                           "%9.")
        .arg(figure, format::figure(agreement.difference.now.value), format::count(agreement.good),
             format::figure(agreement.difference.before.value), format::count(agreement.n - agreement.good),
             signedText(agreement.difference.change, format::figure(std::fabs(agreement.difference.change))),
             format::figure(agreement.difference.low), format::figure(agreement.difference.high),
             ReportTexts::tr("%1, p %2").arg(format::figure(agreement.kendall.tau), probability(agreement.kendall.p)));
}

void addFeedback(ReportLayout& layout, const EvolutionFigures& figures) {
    layout.addHeading(ReportTexts::tr("Scores against feedback"), ReportLayout::headedText);
    const QString love = agreementText(ReportTexts::tr("Love magnitude"), figures.feedbackLove);
    const QString margin = agreementText(ReportTexts::tr("Margin"), figures.feedbackMargin);
    for (const QString& text : {love, margin}) {
        if (!text.isEmpty())
            layout.addParagraph(text);
    }
    if (love.isEmpty() && margin.isEmpty())
        layout.addParagraph(ReportTexts::tr("No feedback was given to a turn with figures."));
}

void addSeries(ReportLayout& layout, const EvolutionFigures& figures, const Snapshot& snapshot) {
    std::vector<ChartContent> thresholds;
    for (const SmallRow& row : thresholdRows(figures, snapshot))
        thresholds.push_back(row.chart);
    if (!thresholds.empty()) {
        layout.addHeading(ReportTexts::tr("Thresholds as adapted"), 130);
        layout.addCharts(thresholds, 2, 112);
    }
    std::vector<ChartContent> fields;
    for (std::size_t i = 0; i < std::min(figures.checkpoints.size(), mostFieldCharts); ++i) {
        fields.push_back(checkpointFieldChart(figures, snapshot, i));
        fields.back().title = format::words(snapshot.name(figures.checkpoints[i].field));
    }
    if (fields.empty())
        return;
    layout.addHeading(ReportTexts::tr("Checkpoints' fields"), 130);
    if (const std::size_t all = figures.checkpoints.size() + figures.fieldsLeftOut; all > fields.size())
        layout.addParagraph(
            ReportTexts::tr("The first %1 of %2 fields.").arg(format::count(fields.size()), format::count(all)), true);
    layout.addCharts(fields, 2, 112);
}

} // namespace

void addEvolutionSection(ReportLayout& layout, const ReportContent& content) {
    const EvolutionFigures& figures = *content.evolution;
    const Snapshot& snapshot = *content.snapshot;
    layout.addSection(sectionTitle(ReportSection::Evolution));
    const QString rate = std::isfinite(figures.eventsPerDay)
                             ? ReportTexts::tr(", %1 a day").arg(format::figure(figures.eventsPerDay))
                             : QString();
    layout.addParagraph(
        ReportTexts::tr("%1 of level evolution; %2 events%3.")
            .arg(format::counted(figures.entries, format::Noun::Entry), format::count(figures.events), rate));
    layout.addChart(eventCountsChart(figures), 170);
    layout.addHeading(ReportTexts::tr("Did it help?"));
    layout.addParagraph(ReportTexts::tr("Mean of the 8 turns after an event less that of the 8 before, beside places "
                                        "where nothing happened, corrected for the number of comparisons. An "
                                        "association: events tend to follow bad stretches."),
                        true);
    if (ReportTable effects = effectsTable(figures, snapshot); effects.rows > 0)
        layout.addTable(std::move(effects));
    else
        layout.addParagraph(ReportTexts::tr("Cannot tell: no event has enough turns around it."));
    addFeedback(layout, figures);
    addSeries(layout, figures, snapshot);
    if (ReportTable events = eventsTable(figures, content); events.rows > 0) {
        layout.addHeading(ReportTexts::tr("Events"));
        const auto listed =
            static_cast<std::size_t>(std::count_if(figures.timeline.begin(), figures.timeline.end(), isListed));
        QString said = ReportTexts::tr("Without checkpoints.");
        if (listed > events.rows)
            said += ReportTexts::tr(" The newest %1 of %2.").arg(format::count(events.rows), format::count(listed));
        layout.addParagraph(said, true);
        layout.addTable(std::move(events));
    }
}

} // namespace moie::ui
