// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <cmath>

#include <QTest>

#include <moie/base/name_table.h>

#include "ui/charts/evolution_charts.h"
#include "ui/charts/evolution_words.h"

using namespace moie;
using namespace moie::ui;
using namespace std::chrono_literals;

namespace {

const Time start = startOfDay({2026, 11, 6});

struct Sample {
    Snapshot snapshot;
    EvolutionFigures figures;
    std::vector<moie::Marker> markers;
    NameId harm{};
};

EvolutionEvent eventAt(EvolutionKind kind, Duration after, NameId what = {}) {
    EvolutionEvent e;
    e.time = start + after;
    e.kind = kind;
    e.what = what;
    return e;
}

void addEvent(EvolutionFigures& figures, const EvolutionEvent& event) {
    figures.timeline.push_back(event);
    ++figures.counts[static_cast<std::size_t>(event.kind)];
    ++figures.eventSeries[static_cast<std::size_t>(event.kind)][figures.buckets.indexOf(event.time)];
}

Sample sample() {
    Sample s;
    NameTable names;
    s.harm = names.intern("harm_prevention");
    const NameId reason = names.intern("user_feedback");
    const NameId field = names.intern("total_interactions");
    s.snapshot.names = names.view();
    EvolutionFigures& f = s.figures;
    f.buckets.size = {1, BucketUnit::Day};
    f.buckets.edges = {start, start + 24h, start + 48h};
    f.period.from = start + 1h;
    f.period.to = start + 40h;
    for (auto& series : f.eventSeries)
        series.assign(2, 0);
    s.markers = {{start + 30h, "changed the prompt\nagain"}};
    EvolutionEvent adapted = eventAt(EvolutionKind::Adaptation, 2h, s.harm);
    adapted.oldThreshold = 0.3;
    adapted.newThreshold = 0.28;
    adapted.reason = reason;
    addEvent(f, adapted);
    adapted.time += 1h;
    adapted.oldThreshold = notMeasured;
    adapted.newThreshold = 0.25;
    adapted.reason = {};
    addEvent(f, adapted);
    addEvent(f, eventAt(EvolutionKind::Marker, 30h));
    f.thresholds = {{s.harm, {start + 2h, start + 3h}, {0.28, 0.25}}};
    f.checkpoints = {{field, {start + 5h, start + 29h}, {10, 25}}};
    return s;
}

} // namespace

class TestEvolutionCharts : public QObject {
    Q_OBJECT

private slots:
    void eachKindThatOccursIsARowOfMarks() {
        const Sample s = sample();
        const auto rows = eventKindRows(s.figures, s.snapshot, s.markers);
        QCOMPARE(rows.size(), std::size_t(2));
        QCOMPARE(rows[0].name, QStringLiteral("Adaptations"));
        QCOMPARE(rows[0].figure, QStringLiteral("2"));
        QCOMPARE(rows[0].chart.marks.size(), std::size_t(2));
        QVERIFY(!rows[0].chart.empty());
        QCOMPARE(rows[0].chart.marks[0].text,
                 QStringLiteral("adaptation: harm prevention, 0.300 → 0.280, user feedback"));
        QCOMPARE(rows[0].chart.marks[1].text, QStringLiteral("adaptation: harm prevention, threshold 0.250"));
        // What the user wrote stands on one line.
        QCOMPARE(rows[1].chart.marks[0].text, QStringLiteral("changed the prompt\\nagain"));
        // With a hundredth of the two days at either end, for the shapes.
        for (const SmallRow& row : rows) {
            QCOMPARE(row.chart.range.from, std::optional(start - 28min - 48s));
            QCOMPARE(row.chart.range.to, std::optional(start + 48h + 28min + 48s));
        }
    }

    void tooManyToMarkAreCounted() {
        Sample s = sample();
        for (std::size_t i = 0; i < mostEventMarks; ++i)
            addEvent(s.figures, eventAt(EvolutionKind::Feedback, 26h + Duration(i)));
        const auto feedback = static_cast<std::size_t>(EvolutionKind::Feedback);
        const auto rowOf = [&] {
            for (const SmallRow& row : eventKindRows(s.figures, s.snapshot, s.markers))
                if (row.name.startsWith(kindNames(EvolutionKind::Feedback)))
                    return row;
            return SmallRow{};
        };
        QCOMPARE(rowOf().chart.marks.size(), mostEventMarks);
        addEvent(s.figures, eventAt(EvolutionKind::Feedback, 27h));
        // Said in the row's name, and on the same axis as the rows of marks.
        const SmallRow row = rowOf();
        QCOMPARE(row.name, QStringLiteral("Feedback, per day"));
        QVERIFY(row.chart.marks.empty());
        QCOMPARE(row.chart.range, eventKindRows(s.figures, s.snapshot, s.markers).front().chart.range);
        const ChartLine& line = row.chart.lines[0];
        QCOMPARE(line.times, s.figures.buckets.edges);
        QCOMPARE(line.values[0], 0.0);
        QCOMPARE(line.values[1], 1001.0);
        QVERIFY(std::isnan(line.values[2])); // two days end here
        QCOMPARE(line.labels, (std::vector<QString>{QStringLiteral("6 Nov"), QStringLiteral("7 Nov")}));
        QCOMPARE(rowOf().figure, QStringLiteral("1,001"));
        QCOMPARE(s.figures.counts[feedback], std::size_t(1001));
    }

    void eventsOutsideTheBucketsAreOnTheAxis() {
        Sample s = sample();
        EvolutionEvent late = eventAt(EvolutionKind::Checkpoint, 60h);
        s.figures.timeline.push_back(late);
        ++s.figures.counts[static_cast<std::size_t>(late.kind)];
        const auto rows = eventKindRows(s.figures, s.snapshot, s.markers);
        QVERIFY(rows.back().chart.range.contains(late.time));
        QCOMPARE(rows.front().chart.range, rows.back().chart.range);
    }

    void thresholdsHoldUntilTheNext() {
        const Sample s = sample();
        const auto rows = thresholdRows(s.figures, s.snapshot);
        QCOMPARE(rows.size(), std::size_t(1));
        QCOMPARE(rows[0].name, QStringLiteral("harm prevention"));
        QCOMPARE(rows[0].figure, QStringLiteral("0.250"));
        QCOMPARE(rows[0].chart.lines[0].shape, LineShape::Step);
        QCOMPARE(rows[0].chart.lines[0].values, (std::vector<double>{0.28, 0.25}));
    }

    void aCheckpointsFieldIsASeries() {
        const Sample s = sample();
        const ChartContent chart = checkpointFieldChart(s.figures, s.snapshot, 0);
        QCOMPARE(chart.lines[0].name, QStringLiteral("total interactions"));
        QVERIFY2(chart.summary.endsWith(QStringLiteral("total interactions from 10.0 to 25.0.")),
                 qPrintable(chart.summary));
        QVERIFY(checkpointFieldChart(s.figures, s.snapshot, 1).empty());
    }

    void eventCountsAreStackedByKind() {
        const Sample s = sample();
        const ChartContent chart = eventCountsChart(s.figures);
        QCOMPARE(chart.bars.size(), std::size_t(2));
        QCOMPARE(chart.bars[0].values, (std::vector<double>{2, 0}));
        QCOMPARE(chart.note, QStringLiteral("per day"));
        QVERIFY(chart.summary.endsWith(QStringLiteral("2 adaptations, 1 your markers.")));
    }

    void nothingHappened() {
        const EvolutionFigures nothing;
        const Snapshot snapshot;
        QVERIFY(eventKindRows(nothing, snapshot, {}).empty());
        QVERIFY(thresholdRows(nothing, snapshot).empty());
        QVERIFY(eventCountsChart(nothing).empty());
        QCOMPARE(eventCountsChart(nothing).summary, eventCountsChart(nothing).emptyText);
        QVERIFY(checkpointFieldChart(nothing, snapshot, 0).empty());
    }
};

QTEST_APPLESS_MAIN(TestEvolutionCharts)
#include "tst_evolution_charts.moc"
