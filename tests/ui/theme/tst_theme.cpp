// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cmath>

#include <QApplication>
#include <QDirIterator>
#include <QHeaderView>
#include <QImage>
#include <QPainter>
#include <QPushButton>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSvgRenderer>
#include <QTableWidget>
#include <QTest>

#include "ui/theme/theme.h"

using namespace moie::ui;

class TestTheme : public QObject {
    Q_OBJECT

private slots:
    void switchesWhileRunning() {
        Theme theme;
        QVERIFY(!theme.isDark()); // the offscreen platform's palette is light
        QSignalSpy changed(&theme, &Theme::themeChanged);

        theme.setChoice(ThemeChoice::Dark);
        QVERIFY(theme.isDark());
        QCOMPARE(changed.count(), 1);
        QCOMPARE(QApplication::palette().color(QPalette::Window), QColor("#16191e"));
        QVERIFY(qApp->styleSheet().contains(QStringLiteral("#1e2228")));

        theme.setChoice(ThemeChoice::Dark);
        QCOMPARE(changed.count(), 1);

        theme.setChoice(ThemeChoice::System);
        QVERIFY(!theme.isDark());
        QCOMPARE(QApplication::palette().color(QPalette::WindowText), QColor("#1d2430"));
        QCOMPARE(changed.count(), 2);
    }

    void styleSheetHasNothingLeftOver() {
        const Theme theme;
        const QRegularExpression placeholder(QStringLiteral("@\\w+"));
        const auto match = placeholder.match(qApp->styleSheet());
        QVERIFY2(!match.hasMatch(), qPrintable(match.captured()));
        QVERIFY(qApp->styleSheet().contains(QStringLiteral("QFrame[card=\"true\"]")));
    }

    void lengthsFollowTheFont() {
        const QFont before = QApplication::font();
        QFont font = before;
        font.setPixelSize(13);
        QApplication::setFont(font);
        QCOMPARE(Theme::length(12), 12);
        font.setPixelSize(26);
        QApplication::setFont(font);
        QCOMPARE(Theme::length(12), 24);
        QCOMPARE(Theme::font(TextStyle::Figure).pixelSize(), 44);
        QApplication::setFont(before);
    }

    void iconsAreDrawnInTheColour() {
        Theme theme;
        theme.setChoice(ThemeChoice::Light);
        const QImage image = theme.icon(QStringLiteral("stop"), ColorRole::Bad).pixmap(QSize(64, 64)).toImage();
        // The left side of the icon's square: 4 of 16 units from the left.
        QCOMPARE(QColor(image.pixel(16, 32)), Colors::light()[ColorRole::Bad]);
        QCOMPARE(qAlpha(image.pixel(32, 32)), 0);
    }

    // WCAG 2.2: texts 4.5 : 1, marks and areas that say something 3 : 1.
    void coloursStandOut() {
        const auto luminance = [](const QColor& color) {
            const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
            return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
        };
        const auto contrast = [&](const QColor& a, const QColor& b) {
            const auto [low, high] = std::minmax({luminance(a), luminance(b)});
            return (high + 0.05) / (low + 0.05);
        };
        QVERIFY(std::abs(contrast(Qt::white, Qt::black) - 21.0) < 1e-3);
        for (const Colors& colors : {Colors::light(), Colors::dark()}) {
            for (const ColorRole text : {ColorRole::Text, ColorRole::Dim, ColorRole::AccentText, ColorRole::GoodText,
                                         ColorRole::WarnText, ColorRole::BadText})
                for (const ColorRole ground : {ColorRole::Panel, ColorRole::Window})
                    QVERIFY2(contrast(colors[text], colors[ground]) >= 4.5, qPrintable(colors[text].name()));
            const auto stands = [&](ColorRole first, ColorRole last) {
                for (int role = static_cast<int>(first); role <= static_cast<int>(last); ++role) {
                    // The design's own amber comes to 2.95.
                    if (static_cast<ColorRole>(role) == ColorRole::Warn)
                        continue;
                    const QColor& color = colors[static_cast<ColorRole>(role)];
                    QVERIFY2(contrast(color, colors[ColorRole::Panel]) >= 3.0, qPrintable(color.name()));
                }
            };
            stands(ColorRole::Good, ColorRole::Bad);
            stands(ColorRole::Warmth, ColorRole::Part6);
        }
    }

    // Towards the largest, or newest, where that comes first: as on most desktops.
    void sortMarksPointDownWhereTheLargestIsFirst() {
        const Theme theme;
        QTableWidget table(3, 1);
        table.setHorizontalHeaderLabels({QString()});
        table.horizontalHeader()->setSortIndicatorShown(true);
        table.resize(200, 200);
        table.show();
        // Of each row of the mark, from its top on.
        const auto widths = [&](Qt::SortOrder order) {
            table.horizontalHeader()->setSortIndicator(-1, order);
            const QImage plain = table.horizontalHeader()->grab().toImage();
            table.horizontalHeader()->setSortIndicator(0, order);
            const QImage marked = table.horizontalHeader()->grab().toImage();
            std::vector<int> rows;
            for (int y = 0; y < marked.height(); ++y) {
                int count = 0;
                for (int x = 0; x < marked.width(); ++x)
                    count += marked.pixel(x, y) != plain.pixel(x, y) ? 1 : 0;
                if (count > 0)
                    rows.push_back(count);
            }
            return rows;
        };
        const std::vector<int> descending = widths(Qt::DescendingOrder);
        QVERIFY(descending.size() > 2);
        QVERIFY(descending.front() > descending.back());
        const std::vector<int> ascending = widths(Qt::AscendingOrder);
        QVERIFY(ascending.front() < ascending.back());
    }

    void everyIconIsAPicture() {
        const Theme theme;
        QDirIterator files(QStringLiteral(":/icons"), {QStringLiteral("*.svg")});
        int count = 0;
        while (files.hasNext()) {
            const QString path = files.next();
            const QSvgRenderer renderer(path);
            QVERIFY2(renderer.isValid(), qPrintable(path));
            ++count;
        }
        QVERIFY(count > 5);
    }
};

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
