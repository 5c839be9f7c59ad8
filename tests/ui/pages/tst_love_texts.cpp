// SPDX-License-Identifier: GPL-3.0-or-later
#include <QTest>

#include "ui/pages/love_texts.h"
#include "ui/support/sample_love.h"

using namespace moie;
using namespace moie::ui;

class TestLoveTexts : public QObject {
    Q_OBJECT

private slots:
    void tilesSayFigureTrendAndN() {
        const LoveVectors figures = test::sampleLove();
        const TileContent magnitude = magnitudeTile(figures, false);
        QCOMPARE(magnitude.figure, QStringLiteral("1.58"));
        QCOMPARE(magnitude.change, QStringLiteral("0.0310 a day"));
        QCOMPARE(magnitude.changeMarker, Marker::TriangleUp);
        QCOMPARE(magnitude.changeColor, ColorRole::GoodText);
        QCOMPARE(magnitude.sub, QStringLiteral("70.7 % of √5 · improving"));
        QVERIFY2(magnitude.definition.contains(QStringLiteral("312 turns in 24 sittings")),
                 qPrintable(magnitude.definition));
        QVERIFY2(magnitude.definition.contains(QStringLiteral("1.56 to 1.60 with 95 % confidence")),
                 qPrintable(magnitude.definition));
        QCOMPARE(coherenceTile(figures, false).figure, QStringLiteral("0.704"));
        QCOMPARE(coherenceTile(figures, false).sub, QStringLiteral("10–90 %: 0.604–0.854"));
        const TileContent step = meanStepTile(figures, false);
        QCOMPARE(step.figure, QStringLiteral("0.182"));
        QCOMPARE(step.sub, QStringLiteral("consistency 91.9 %"));
        QVERIFY2(step.definition.contains(QStringLiteral("288 steps in 24 sittings")), qPrintable(step.definition));
        QCOMPARE(driftShareTile(figures, false).figure, QStringLiteral("34.0 %"));
        const TileContent steering = steeringTile(figures, false);
        QCOMPARE(steering.figure, QStringLiteral("45.3 %"));
        QCOMPARE(steering.sub, QStringLiteral("82.0 % moved nearer · 79.0–85.0 %"));
        QVERIFY(steering.definition.contains(QStringLiteral("300 turns with both vectors")));
    }

    void aFallIsBadAndStableHasNoColour() {
        LoveVectors figures = test::sampleLove();
        figures.magnitude.trend.direction = Direction::Worsening;
        figures.magnitude.trend.slopePerDay = -0.02;
        QCOMPARE(magnitudeTile(figures, false).changeMarker, Marker::TriangleDown);
        QCOMPARE(magnitudeTile(figures, false).changeColor, ColorRole::BadText);
        QCOMPARE(magnitudeTile(figures, false).change, QStringLiteral("0.0200 a day"));
        figures.magnitude.trend.direction = Direction::Stable;
        QCOMPARE(magnitudeTile(figures, false).change, QString());
        QCOMPARE(magnitudeTile(figures, false).sub, QStringLiteral("70.7 % of √5 · stable"));
    }

    void partialFiguresHaveNoTrend() {
        const LoveVectors figures = test::sampleLove();
        for (const auto tile : {magnitudeTile, coherenceTile, meanStepTile, driftShareTile, steeringTile}) {
            QCOMPARE(tile(figures, true).change, QStringLiteral("partial"));
            QCOMPARE(tile(figures, true).changeMarker, Marker::None);
        }
    }

    void nothingMeasuredIsNotZero() {
        const LoveVectors nothing;
        for (const auto tile : {magnitudeTile, coherenceTile, meanStepTile, driftShareTile, steeringTile}) {
            QCOMPARE(tile(nothing, false).figure, QStringLiteral("–"));
            QVERIFY(!tile(nothing, false).sub.isEmpty());
        }
        QCOMPARE(loveFigureSubtitle(nothing.magnitude), QStringLiteral("no love vectors"));
        QVERIFY(steeringRows(nothing.steering).empty());
        QVERIFY(correlationRows(nothing).empty());
    }

    void subtitlesSayMeanIntervalAndTrend() {
        LoveVectors figures = test::sampleLove();
        QCOMPARE(loveFigureSubtitle(figures.components[0]),
                 QStringLiteral("mean 0.600 (0.580–0.620) · improving, +0.0310 a day"));
        QCOMPARE(loveFigureSubtitle(figures.components[2]),
                 QStringLiteral("mean 0.700 (0.680–0.720) · no trend: over 20 % at a bound"));
        figures.components[0].trend.direction = Direction::TooFew;
        QVERIFY(loveFigureSubtitle(figures.components[0]).endsWith(QStringLiteral("too few for a trend")));
        QCOMPARE(loveHistogramCaption(figures.components[0]), QStringLiteral("10–90 %: 0.500–0.750\n12.5 % at 1"));
        QCOMPARE(trajectorySubtitle(figures),
                 QStringLiteral("the first two principal components: 62.0 % and 20.0 % of the variance"));
    }

    void steeringRowsShareAnAxisAroundZero() {
        const auto rows = steeringRows(test::sampleLove().steering);
        QCOMPARE(rows.size(), componentCount);
        QCOMPARE(rows[0][0].text, QStringLiteral("Warmth"));
        QCOMPARE(rows[0][1].text, QStringLiteral("−0.100"));
        QCOMPARE(rows[3][1].text, QStringLiteral("+0.200"));
        for (const auto& row : rows) {
            QCOMPARE(row[2].interval->from, -0.33); // the farthest end of any interval
            QCOMPARE(row[2].interval->to, 0.33);
        }
        QCOMPARE(rows[4][2].interval->low, 0.27);
        QCOMPARE(rows[4][2].text, QStringLiteral("+0.270 to +0.330"));
        QCOMPARE(steeringSubtitle(test::sampleLove().steering),
                 QStringLiteral("300 turns with both vectors; mean length of the change 0.410 (0.390–0.430)"));
    }

    void correlationsAreTintedButNotEachWithItself() {
        const auto rows = correlationRows(test::sampleLove());
        QCOMPARE(rows.size(), componentCount);
        QCOMPARE(rows[1][2].text, QStringLiteral("1.00"));
        QCOMPARE(rows[1][2].tint, 0.0);
        QCOMPARE(rows[0][3].text, QStringLiteral("0.37")); // 0.5 − 0.2 · 2 / 3
        QVERIFY(rows[0][3].tint > 0.36 && rows[0][3].tint < 0.37);
        QCOMPARE(rows[0][5].text, QStringLiteral("–"));
        QCOMPARE(rows[0][5].tint, 0.0);
        QVERIFY(rows[0][3].toolTip.contains(QStringLiteral("312 turns")));
    }
};

QTEST_APPLESS_MAIN(TestLoveTexts)
#include "tst_love_texts.moc"
