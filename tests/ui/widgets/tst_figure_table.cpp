// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QHeaderView>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include "ui/theme/theme.h"
#include "ui/widgets/figure_table.h"

using namespace moie::ui;

namespace {

std::vector<FigureColumn> columns() {
    return {{QStringLiteral("Name"), {}, false, true},
            {QStringLiteral("Value"), QStringLiteral("what it is"), true, false}};
}

FigureCell number(double value) {
    FigureCell cell;
    cell.text = std::isnan(value) ? QStringLiteral("–") : QString::number(value);
    cell.order = value;
    return cell;
}

FigureRow row(const QString& name, double value) {
    FigureCell cell;
    cell.text = name;
    return {cell, number(value)};
}

QString namesOf(const FigureTable& table) {
    QString names;
    for (int i = 0; i < table.model()->rowCount(); ++i)
        names += table.model()->index(i, 0).data().toString();
    return names;
}

} // namespace

class TestFigureTable : public QObject {
    Q_OBJECT

private slots:
    void rowsThatStayAreNotReported() {
        FigureTableModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setColumns(columns());
        const QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        const QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        const QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setRows({row("a", 1), row("b", 2), row("c", NAN)});
        QCOMPARE(inserted.count(), 1);
        model.setRows({row("a", 1), row("b", 3), row("c", NAN)});
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed[0][0].toModelIndex().row(), 1);
        model.setRows({row("a", 1)});
        QCOMPARE(removed.count(), 1);
        QCOMPARE(changed.count(), 1);
        model.setRows({row("a", 1), row("x", 4)});
        QCOMPARE(inserted.count(), 2);
        QCOMPARE(model.index(1, 1).data().toString(), QStringLiteral("4"));
        QCOMPARE(reset.count(), 0);
    }

    void titlesSortAndGiveTheOrderBack() {
        Theme theme;
        FigureTable table(theme, QStringLiteral("figures"));
        QAbstractItemModelTester tester(table.model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        table.setColumns(columns());
        table.setRows({row("b", 2), row("c", NAN), row("a", 10)});
        table.resize(400, 300);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        QCOMPARE(namesOf(table), QStringLiteral("bca"));
        const auto click = [&](int column) {
            const QHeaderView* header = table.horizontalHeader();
            const QPoint at(header->sectionViewportPosition(column) + header->sectionSize(column) / 2,
                            header->height() / 2);
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, at);
        };
        click(1);
        QCOMPARE(namesOf(table), QStringLiteral("cba")); // what is not measured below all numbers
        click(1);
        QCOMPARE(namesOf(table), QStringLiteral("abc")); // as numbers, not as texts
        click(1);
        QCOMPARE(namesOf(table), QStringLiteral("bca"));
        click(0);
        QCOMPARE(namesOf(table), QStringLiteral("abc"));
        table.setRows({row("b", 2), row("c", NAN), row("a", 10), row("aa", 1)});
        QCOMPARE(namesOf(table), QStringLiteral("aaabc"));
    }

    void widthIsSharedOrTheTableScrolls() {
        Theme theme;
        FigureTable table(theme, QStringLiteral("figures"));
        table.setColumns(columns());
        FigureRow wide = row(QStringLiteral("a name"), 1);
        wide[1].text = QStringLiteral("1,234,567");
        wide[1].change = QStringLiteral("+0.123 points");
        wide[1].changeMarker = Marker::TriangleUp;
        table.setRows({wide});
        table.resize(600, 200);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        QCOMPARE(table.columnWidth(0) + table.columnWidth(1), table.viewport()->width());
        QCOMPARE(table.horizontalScrollBar()->maximum(), 0);
        const int asked = table.fontMetrics().horizontalAdvance(wide[1].text + wide[1].change);
        table.resize(100, 200);
        QVERIFY(table.columnWidth(1) > asked); // never cut
        QVERIFY(table.horizontalScrollBar()->maximum() > 0);
    }

    // A name is whole as long as titles can do without the room for sort marks, and where the table scrolls anyway.
    void whatIsMissingComesFromSortMarksBeforeNames() {
        Theme theme;
        FigureTable table(theme, QStringLiteral("figures"));
        std::vector<FigureColumn> many = columns();
        for (int i = 0; i < 4; ++i)
            many.push_back({QStringLiteral("Title %1").arg(i), {}, true});
        table.setColumns(many);
        FigureRow cells = row(QStringLiteral("a name of some length"), 1);
        while (cells.size() < many.size())
            cells.push_back(number(1));
        table.setRows({cells});
        table.resize(2000, 200);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        int asked = 0;
        for (int i = 0; i < table.model()->columnCount(); ++i)
            asked += table.horizontalHeader()->sectionSizeHint(i);
        const int name = table.fontMetrics().horizontalAdvance(QStringLiteral("a name of some length"));
        asked += name - table.horizontalHeader()->sectionSizeHint(0);
        table.resize(asked, 200);
        QVERIFY(table.columnWidth(0) > name);
        QVERIFY(table.columnWidth(5) < table.horizontalHeader()->sectionSizeHint(5));
        table.resize(Theme::length(200), 200);
        QVERIFY(table.horizontalScrollBar()->maximum() > 0);
        QCOMPARE(table.columnWidth(0), std::max(Theme::length(96), table.viewport()->width() / 2));
    }

    void asHighAsItsRowsUpToALimit() {
        Theme theme;
        FigureTable table(theme, QStringLiteral("figures"));
        table.setColumns(columns());
        table.setRowsShown(2, 4);
        const auto heightOf = [&](int count) {
            std::vector<FigureRow> rows;
            for (int i = 0; i < count; ++i)
                rows.push_back(row(QString::number(i), i));
            table.setRows(rows);
            return table.minimumSizeHint().height();
        };
        const int none = heightOf(0);
        const int rowHeight = heightOf(3) - none;
        QVERIFY(rowHeight >= table.fontMetrics().height());
        QCOMPARE(heightOf(1), none);
        QCOMPARE(heightOf(4), none + 2 * rowHeight);
        QCOMPARE(heightOf(40), none + 2 * rowHeight);
    }

    void fewRowsShareTheRoom() {
        Theme theme;
        FigureTable table(theme, QStringLiteral("figures"));
        table.setColumns(columns());
        table.resize(400, 400);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        const auto heightOf = [&](int count) {
            table.setRows(std::vector<FigureRow>(static_cast<std::size_t>(count), row(QStringLiteral("a"), 1)));
            return table.verticalHeader()->defaultSectionSize();
        };
        const int least = heightOf(100);
        QCOMPARE(heightOf(2), least * 9 / 5); // still a table
        const int shared = heightOf(12);
        QVERIFY(shared > least && shared < least * 9 / 5);
        QCOMPARE(shared, table.viewport()->height() / 12);
    }

    void aColumnCanTakeWhatIsLeft() {
        Theme theme;
        FigureTable table(theme, QStringLiteral("figures"));
        std::vector<FigureColumn> some = columns();
        some.push_back({QStringLiteral("Interval"), {}, false, false, true});
        table.setColumns(some);
        FigureRow shown = row(QStringLiteral("a"), 1);
        FigureCell interval;
        interval.text = QStringLiteral("+0.1 to +0.3");
        interval.interval = FigureInterval{0.2, 0.1, 0.3, -0.3, 0.3, ColorRole::Accent};
        shown.push_back(interval);
        table.setRows({shown});
        table.resize(500, 200);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        const int name = table.columnWidth(0);
        const int wide = table.columnWidth(2);
        table.resize(700, 200);
        QCOMPARE(table.columnWidth(0), name);
        QCOMPARE(table.columnWidth(2), wide + 200);
        QCOMPARE(table.model()->index(0, 2).data(Qt::AccessibleTextRole).toString(), QStringLiteral("+0.1 to +0.3"));
    }

    void rowsAreReadOutAndCopied() {
        Theme theme;
        FigureTable table(theme, QStringLiteral("figures"));
        table.setColumns(columns());
        FigureRow shown = row(QStringLiteral("<b>mentor</b>"), 0.7);
        shown[1].second = QStringLiteral("0.6–0.8");
        shown[1].change = QStringLiteral("+0.1");
        shown[1].toolTip = QStringLiteral("<i>n</i> 3");
        table.setRows({row("x", 1), shown});
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        const QModelIndex value = table.model()->index(1, 1);
        QCOMPARE(value.data(Qt::AccessibleTextRole).toString(), QStringLiteral("0.7, +0.1, 0.6–0.8"));
        QVERIFY(value.data(Qt::ToolTipRole).toString().contains(QStringLiteral("&lt;i&gt;")));
        table.setFocus();
        QTest::keyClick(&table, Qt::Key_Down);
        QTest::keyClick(&table, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("<b>mentor</b>\t0.7, +0.1, 0.6–0.8"));
    }

    void anActivatedRowIsThatOfTheRowsHoweverTheyAreSorted() {
        Theme theme;
        FigureTable table(theme, QStringLiteral("figures"));
        table.setColumns(columns());
        table.setRows({row("b", 2), row("c", 1), row("a", 10)});
        table.sortByColumn(1, Qt::DescendingOrder); // a b c
        QSignalSpy activated(&table, &FigureTable::rowActivated);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        table.setCurrentIndex(table.model()->index(0, 0));
        QTest::keyClick(&table, Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated[0][0].value<std::size_t>(), std::size_t(2));
    }

    void barsArePaintedInProportion() {
        Theme theme;
        theme.setChoice(ThemeChoice::Light);
        FigureTable table(theme, QStringLiteral("figures"));
        table.setColumns({{QStringLiteral("Parts")}});
        FigureCell cell;
        cell.bars = {{0.5, ColorRole::Part1}, {0.25, ColorRole::Part3}};
        table.setRows({{cell}});
        table.resize(416, 120);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        const QImage image = table.viewport()->grab().toImage();
        const QRect place = table.visualRect(table.model()->index(0, 0));
        const double ratio = image.devicePixelRatio();
        const auto colorAt = [&](double share) {
            const int padding = Theme::length(8);
            const double x = place.left() + padding + share * (place.width() - 2 * padding);
            return image.pixelColor((QPointF(x, place.center().y()) * ratio).toPoint());
        };
        QCOMPARE(colorAt(0.1), Colors::light()[ColorRole::Part1]);
        QCOMPARE(colorAt(0.45), Colors::light()[ColorRole::Part1]);
        QCOMPARE(colorAt(0.55), Colors::light()[ColorRole::Part3]);
        QCOMPARE(colorAt(0.7), Colors::light()[ColorRole::Part3]);
        QCOMPARE(colorAt(0.8).alpha(), 0);
    }
};

QTEST_MAIN(TestFigureTable)
#include "tst_figure_table.moc"
