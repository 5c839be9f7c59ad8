// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <QTest>

#include "ui/theme/colors.h"

using namespace moie;
using namespace moie::ui;

namespace {

// WCAG 2.1: relative luminance and contrast ratio.
double luminance(const QColor& color) {
    const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b) {
    const double first = luminance(a) + 0.05;
    const double second = luminance(b) + 0.05;
    return std::max(first, second) / std::min(first, second);
}

} // namespace

class TestColors : public QObject {
    Q_OBJECT

private slots:
    void componentsAreThoseOfTheDesign() {
        QCOMPARE(Colors::light()[componentColor(0)], QColor("#d9772b"));
        QCOMPARE(Colors::light()[componentColor(4)], QColor("#7d58c7"));
        QCOMPARE(Colors::dark()[componentColor(1)], QColor("#e577a7"));
        QCOMPARE(Colors::dark()[componentColor(2)], QColor("#4cbf92"));
    }

    void textIsReadable_data() {
        QTest::addColumn<ColorRole>("text");
        QTest::addColumn<QList<ColorRole>>("backgrounds");
        const QList<ColorRole> pages{ColorRole::Window, ColorRole::Panel};
        const QList<ColorRole> all{ColorRole::Window,    ColorRole::Panel, ColorRole::Sidebar,
                                   ColorRole::Selection, ColorRole::Hover, ColorRole::Chip};
        QTest::newRow("text") << ColorRole::Text << all;
        QTest::newRow("dim") << ColorRole::Dim << pages;
        QTest::newRow("dim strong") << ColorRole::DimStrong << all;
        QTest::newRow("accent") << ColorRole::AccentText << all;
        QTest::newRow("on accent") << ColorRole::OnAccent << QList<ColorRole>{ColorRole::Accent, ColorRole::AccentText};
        QTest::newRow("good") << ColorRole::GoodText << pages;
        QTest::newRow("warn") << ColorRole::WarnText << pages;
        QTest::newRow("bad") << ColorRole::BadText << pages;
    }

    void textIsReadable() {
        QFETCH(ColorRole, text);
        QFETCH(QList<ColorRole>, backgrounds);
        for (const Colors* colors : {&Colors::light(), &Colors::dark()}) {
            for (const ColorRole background : backgrounds) {
                const double ratio = contrast((*colors)[text], (*colors)[background]);
                QVERIFY2(ratio >= 4.5, qPrintable(QString::number(ratio)));
            }
        }
    }

    void verdictsAreToldApart() {
        for (const Colors* colors : {&Colors::light(), &Colors::dark()}) {
            QSet<QRgb> seen;
            for (int verdict = 0; verdict < static_cast<int>(Verdict::Provisional); ++verdict)
                seen.insert((*colors)[verdictColor(static_cast<Verdict>(verdict))].rgb());
            QCOMPARE(seen.size(), 8);
        }
    }

    // Neighbours in a stack, and each beside the panel that it stands on.
    void partsAreToldApart() {
        for (const Colors* colors : {&Colors::light(), &Colors::dark()}) {
            for (std::size_t part = 0; part < partColorCount; ++part) {
                const QColor& color = (*colors)[partColor(part)];
                QVERIFY(contrast(color, (*colors)[partColor(part + 1)]) >= 1.3);
                QVERIFY(contrast(color, (*colors)[ColorRole::Panel]) >= 1.5);
            }
            QCOMPARE(partColor(partColorCount), partColor(0));
        }
    }
};

QTEST_APPLESS_MAIN(TestColors)
#include "tst_colors.moc"
