// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QTest>

#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/card_grid.h"
#include "ui/widgets/tile.h"
#include "ui/widgets/tile_grid.h"

using namespace moie::ui;

namespace {

// A font of 13 pixels, so that the design's lengths are pixels.
void useDesignFont() {
    QFont font(QStringLiteral("DejaVu Sans"));
    font.setPixelSize(13);
    QApplication::setFont(font);
}

TileContent tileOf(const QString& title) {
    TileContent content;
    content.title = title;
    content.figure = QStringLiteral("1.58");
    content.changeMarker = Marker::TriangleUp;
    content.change = QStringLiteral("0.29");
    content.sub = QStringLiteral("70.8 % of √5 · improving");
    content.definition = QStringLiteral("What it is");
    return content;
}

QLabel* labelOf(const QWidget& widget, const QString& text) {
    for (QLabel* label : widget.findChildren<QLabel*>()) {
        if (label->text() == text)
            return label;
    }
    return nullptr;
}

} // namespace

class TestGrids : public QObject {
    Q_OBJECT

private slots:
    void tilesWrap_data() {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("columns");
        QTest::newRow("wide") << 1224 << 6;
        // Six of 150 and five gaps of 12.
        QTest::newRow("just six") << 960 << 6;
        QTest::newRow("not quite six") << 959 << 3;
        QTest::newRow("narrow") << 400 << 2;
        QTest::newRow("narrowest") << 300 << 1;
    }
    void tilesWrap() {
        Theme theme;
        useDesignFont();
        QFETCH(int, width);
        TileGrid grid;
        for (int i = 0; i < 6; ++i)
            grid.add(new Tile(theme));
        QTEST(grid.columnsFor(width), "columns");
        QVERIFY(grid.heightForWidth(300) > 5 * grid.heightForWidth(1224));
    }

    // A change is not cut: rather there are fewer tiles in a row.
    void tilesHaveRoomForTheirChanges() {
        Theme theme;
        useDesignFont();
        TileGrid grid;
        for (int i = 0; i < 6; ++i)
            grid.add(new Tile(theme));
        auto* last = grid.findChildren<Tile*>().constLast();
        TileContent content = tileOf(QStringLiteral("Coherence"));
        content.change = QStringLiteral("0.0120 in a very long day");
        last->setContent(content);
        QCOMPARE(grid.columnsFor(960), 3);
        for (int width = 500; width < 2000; width += 50) {
            grid.resize(width, grid.heightForWidth(width));
            grid.grab();
            QVERIFY(last->width() >= last->leastWidth());
        }
        QCOMPARE(grid.columnsFor(2000), 6);
    }

    void fiveTilesFillTheirRows() {
        Theme theme;
        useDesignFont();
        TileGrid grid;
        std::vector<Tile*> tiles;
        for (int i = 0; i < 5; ++i) {
            tiles.push_back(new Tile(theme));
            grid.add(tiles.back());
        }
        QCOMPARE(grid.columnsFor(798), 5);
        QCOMPARE(grid.columnsFor(797), 3); // and two below them
        grid.resize(700, grid.heightForWidth(700));
        grid.grab();
        QCOMPARE(tiles[2]->geometry().right(), 699);
        QCOMPARE(tiles[4]->geometry().right(), 699);
        QVERIFY(tiles[3]->y() > tiles[2]->geometry().bottom());
        QVERIFY(tiles[4]->width() > tiles[2]->width());
    }

    void figuresOfARowStandOnOneLine() {
        Theme theme;
        useDesignFont();
        TileGrid grid;
        std::vector<Tile*> tiles;
        for (const char* title : {"Unsafe replies that reached the user", "Coverage", "Love"}) {
            tiles.push_back(new Tile(theme));
            tiles.back()->setContent(tileOf(QLatin1String(title)));
            grid.add(tiles.back());
        }
        grid.grab(); // polished: borders count from here on
        grid.resize(500, grid.heightForWidth(500));
        grid.grab();
        const int line = labelOf(*tiles[0], QStringLiteral("1.58"))->y();
        QVERIFY(line > 2 * grid.fontMetrics().height()); // below two lines of title
        for (const Tile* tile : tiles) {
            QCOMPARE(labelOf(*tile, QStringLiteral("1.58"))->y(), line);
            QVERIFY(tile->geometry().bottom() < grid.height());
            for (const QLabel* label : tile->findChildren<QLabel*>())
                QVERIFY(label->geometry().bottom() <= tile->height());
        }
        for (std::size_t i = 1; i < tiles.size(); ++i)
            QVERIFY(tiles[i]->x() > tiles[i - 1]->geometry().right());
    }

    void aFigureAloneIsWhole() {
        Theme theme;
        useDesignFont();
        TileGrid grid;
        auto* tile = new Tile(theme);
        grid.add(tile);
        TileContent content;
        content.title = QStringLiteral("Turns");
        content.figure = QStringLiteral("960");
        tile->setContent(content);
        grid.grab();
        grid.resize(300, grid.heightForWidth(300));
        grid.grab();
        const QLabel* figure = labelOf(*tile, content.figure);
        QVERIFY(figure);
        QVERIFY2(figure->height() >= figure->fontMetrics().height(), QByteArray::number(figure->height()));
    }

    void tileShowsPlainTextAndExplainsItself() {
        Theme theme;
        Tile tile(theme);
        TileContent content = tileOf(QStringLiteral("<b>Love</b>"));
        content.definition = QStringLiteral("a < b & c");
        tile.setContent(content);
        QCOMPARE(labelOf(tile, QStringLiteral("<b>Love</b>"))->textFormat(), Qt::PlainText);
        QCOMPARE(tile.toolTip(), QStringLiteral("<p>a &lt; b &amp; c</p>"));
        QCOMPARE(tile.accessibleName(), QStringLiteral("<b>Love</b>: 1.58"));
    }

    void cardsReflow() {
        Theme theme;
        useDesignFont();
        auto* left = new Card(QStringLiteral("Left"));
        auto* right = new Card(QStringLiteral("Right"));
        using Row = CardGrid::Row;
        CardGrid grid({{600.0, {Row{{{left, 2.0}, {right, 1.0}}, 1.0, 100.0}}},
                       {0.0, {Row{{{left, 1.0}}, 1.0, 100.0}, Row{{{right, 1.0}}, 3.0, 100.0}}}});
        grid.resize(612, 100);
        grid.grab();
        QCOMPARE(left->geometry(), QRect(0, 0, 400, 100));
        QCOMPARE(right->geometry(), QRect(412, 0, 200, 100));
        QCOMPARE(grid.heightForWidth(612), 100);

        // Two rows of 100, a gap of 12, and 80 left over that are shared 1 : 3.
        QCOMPARE(grid.heightForWidth(599), 212);
        grid.resize(599, 292);
        grid.grab();
        QCOMPARE(left->geometry(), QRect(0, 0, 599, 120));
        QCOMPARE(right->geometry(), QRect(0, 132, 599, 160));
    }

    void aGridWithoutCardsTakesNoHeight() {
        CardGrid grid;
        grid.resize(600, 100);
        grid.grab();
        QCOMPARE(grid.heightForWidth(600), 0);
    }

    void aBadgeDoesNotMoveTheContent() {
        Theme theme;
        Card card(QStringLiteral("Love vectors"));
        auto* content = new QLabel(QStringLiteral("content"));
        card.setContent(content);
        card.resize(400, 200);
        card.grab();
        const QRect before = content->geometry();
        card.setBadge(QStringLiteral("partial – still loading"), QStringLiteral("43 % read"));
        card.grab();
        QVERIFY(labelOf(card, QStringLiteral("partial – still loading"))->isVisibleTo(&card));
        QCOMPARE(content->geometry(), before);
    }
};

QTEST_MAIN(TestGrids)
#include "tst_grids.moc"
