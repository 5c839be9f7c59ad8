// SPDX-License-Identifier: GPL-3.0-or-later
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
