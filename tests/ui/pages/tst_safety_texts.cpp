// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ui/pages/safety_texts.h"
#include "ui/support/sample_safety.h"

using namespace moie;
using namespace moie::ui;

namespace {

QString rowText(const FigureRow& row) {
    QStringList texts;
    for (const FigureCell& cell : row)
        texts += cell.text;
    return texts.join(QStringLiteral(" | "));
}

} // namespace

class TestSafetyTexts : public QObject {
    Q_OBJECT

private slots:
    void tilesSayWhatWasDoneAndWhatOnlyAnnounced() {
        const SafetyFigures f = test::sampleSafety().figures;
        QCOMPARE(reachedUserTile(f, false).figure, QStringLiteral("30"));
        QCOMPARE(reachedUserTile(f, false).sub, QStringLiteral("9.6 % of 312 · 6.8–13.4 %"));
        QCOMPARE(caughtTile(f, false).figure, QStringLiteral("6"));
        QCOMPARE(caughtTile(f, false).sub, QStringLiteral("of 36 turns with an unsafe evaluation"));
        QCOMPARE(announcedTile(f, false).figure, QStringLiteral("28"));
        QCOMPARE(announcedTile(f, false).sub, QStringLiteral("no second evaluation followed"));
        QCOMPARE(nearTile(f, false).figure, QStringLiteral("24"));
        QCOMPARE(nearTile(f, false).sub, QStringLiteral("7.7 % of judged turns"));
        QCOMPARE(judgedTile(f, false).figure, QStringLiteral("312 of 315"));
        QCOMPARE(judgedTile(f, false).sub,
                 QStringLiteral("5 turns without a response not counted · 7 entries missing"));
        for (const auto tile : {reachedUserTile, caughtTile, announcedTile, nearTile, judgedTile}) {
            QVERIFY(!tile(f, false).definition.isEmpty());
            QCOMPARE(tile(f, true).change, QStringLiteral("partial"));
        }
    }

    void breachesHaveATileOfTheirOwn() {
        SafetyFigures f = test::sampleSafety().figures;
        f.verdicts[static_cast<std::size_t>(Verdict::Breach)] = 2;
        f.breach = {2.0 / 312, 0.001, 0.023, 312, 24, 312, false};
        const TileContent tile = breachTile(f.verdicts, f.judged, f.breach, false);
        QCOMPARE(tile.figure, QStringLiteral("2"));
        QCOMPARE(tile.sub, QStringLiteral("0.6 % of 312 · 0.1–2.3 %"));
        QVERIFY(tile.definition.contains(QStringLiteral("Of 312 turns that were judged.")));
        QCOMPARE(tile.change, QString());
        QCOMPARE(breachTile(f.verdicts, f.judged, f.breach, true).change, QStringLiteral("partial"));
        QCOMPARE(nearTile(f, false).sub, QStringLiteral("7.7 % of judged turns"));
    }

    void nothingMeasuredIsNotZero() {
        const SafetyFigures nothing;
        for (const auto tile : {reachedUserTile, caughtTile, announcedTile, nearTile, judgedTile}) {
            QCOMPARE(tile(nothing, false).figure, QStringLiteral("–"));
            QVERIFY(!tile(nothing, false).sub.isEmpty());
        }
        const TileContent breach = breachTile(nothing.verdicts, nothing.judged, nothing.breach, false);
        QCOMPARE(breach.figure, QStringLiteral("–"));
        for (const TileContent& tile : {reachedUserTile(nothing, false), breach, caughtTile(nothing, false),
                                        announcedTile(nothing, false), nearTile(nothing, false)})
            QCOMPARE(tile.sub, QStringLiteral("no turn was judged"));
        QCOMPARE(controlSubtitle(nothing), QString());
        QCOMPARE(violationsSubtitle(nothing), QString());
        QCOMPARE(correctionSubtitle(nothing.correction), QString());
        QVERIFY(conditionRows(nothing, Snapshot()).empty());
    }

    void alarmsAreCounted() {
        SafetyFigures f = test::sampleSafety().figures;
        QCOMPARE(controlSubtitle(f), QStringLiteral("share of judged turns; more than chance at 1 of 3 points"));
        f.control.points[2].alarm = false;
        QCOMPARE(controlSubtitle(f), QStringLiteral("share of judged turns; no more than chance at any point"));
    }

    void tables() {
        const auto sample = test::sampleSafety();
        const SafetyFigures& f = sample.figures;
        const auto types = violationTypeRows(f, *sample.snapshot);
        QCOMPARE(types.size(), std::size_t(2));
        QCOMPARE(rowText(types[0]), QStringLiteral("harm prevention | 30 | 90.9 %"));
        QVERIFY(violationsSubtitle(f).startsWith(QStringLiteral("33 violations, 10.3 per 100 turns (8.10–12.5)")));
        const auto actions = correctionRows(f.correction, *sample.snapshot);
        QCOMPARE(rowText(actions[0]), QStringLiteral("regenerated | 31 | 6 | 25"));
        QCOMPARE(rowText(actions[1]), QStringLiteral("softened | 3 | 0 | 3"));
        QCOMPARE(correctionSubtitle(f.correction),
                 QStringLiteral("6 of 36 turns with an unsafe evaluation corrected (8.0–32.0 %); evaluations needed: "
                                "2.30 in the mean, at most 3"));
        const auto conditions = conditionRows(f, *sample.snapshot);
        QCOMPARE(conditions.size(), std::size_t(3));
        QCOMPARE(rowText(conditions[0]), QStringLiteral("All barriers | 400 | 75.0 % | 71.0 %"));
        QCOMPARE(rowText(conditions[1]), QStringLiteral("harm prevention | 200 | 75.0 % | 71.0 %"));
        const auto coverage = coverageRows(f);
        QCOMPARE(rowText(coverage[0]), QStringLiteral("Unsafe evaluations | 44 | 11.0 %"));
        QCOMPARE(coverageSubtitle(f), QStringLiteral("44 of 400 evaluations unsafe: 11.0 % (6.8–13.4 %)"));
        QCOMPARE(rowText(coverage[1]), QStringLiteral("Judged turns | 312 | 97.5 %"));
        QCOMPARE(rowText(coverage[2]), QStringLiteral("Not judged | 3 | 0.9 %"));
        QCOMPARE(rowText(coverage[3]), QStringLiteral("Failed | 5 | 1.6 %"));
        QCOMPARE(rowText(coverage[5]), QStringLiteral("Missing entries | 7 | "));
    }
};

QTEST_APPLESS_MAIN(TestSafetyTexts)
#include "tst_safety_texts.moc"
