// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include "ui/theme/theme.h"
#include "ui/widgets/row_list.h"

using namespace moie::ui;

namespace {

ListRow rowOf(const QString& text) {
    ListRow row;
    row.time = QStringLiteral("20 Nov 07:12:36");
    row.marker = Marker::Diamond;
    row.text = text;
    row.figure = QStringLiteral("0.210");
    row.detail = QStringLiteral("2bd05e7a");
    row.toolTip = QStringLiteral("<i>") + text;
    return row;
}

std::vector<ListRow> rowsOf(const QString& texts) {
    std::vector<ListRow> rows;
    for (const QChar c : texts)
        rows.push_back(rowOf(QString(c)));
    return rows;
}

QString textsOf(const QAbstractItemModel& model) {
    QString texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts += model.index(row, RowListModel::TextColumn).data().toString();
    return texts;
}

} // namespace

class TestRowList : public QObject {
    Q_OBJECT

private slots:
    void anyRowsAfterAnyOthers_data() {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::addColumn<int>("insertions");
        QTest::addColumn<int>("removals");
        QTest::addColumn<int>("changes");
        QTest::newRow("first") << ""
                               << "abc" << 1 << 0 << 0;
        QTest::newRow("same") << "abc"
                              << "abc" << 0 << 0 << 0;
        QTest::newRow("one more on top") << "bcd"
                                         << "abcd" << 1 << 0 << 0;
        QTest::newRow("shifted") << "bcd"
                                 << "abc" << 1 << 1 << 0;
        QTest::newRow("shifted by two") << "cdef"
                                        << "abcd" << 1 << 1 << 0;
        QTest::newRow("below") << "abc"
                               << "abcde" << 1 << 0 << 0;
        QTest::newRow("in between") << "abd"
                                    << "abcd" << 1 << 0 << 0;
        QTest::newRow("another") << "abc"
                                 << "axc" << 0 << 0 << 1;
        QTest::newRow("all others") << "abc"
                                    << "xyz" << 0 << 0 << 1;
        QTest::newRow("fewer") << "abc"
                               << "a" << 0 << 1 << 0;
        QTest::newRow("none") << "abc"
                              << "" << 0 << 1 << 0;
    }
    void anyRowsAfterAnyOthers() {
        QFETCH(QString, before);
        QFETCH(QString, after);
        RowListModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRows(rowsOf(before));
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setRows(rowsOf(after));
        QCOMPARE(textsOf(model), after);
        QTEST(static_cast<int>(inserted.count()), "insertions");
        QTEST(static_cast<int>(removed.count()), "removals");
        QTEST(static_cast<int>(changed.count()), "changes");
        QCOMPARE(reset.count(), 0);
    }

    void tooltipsAreEscaped() {
        RowListModel model;
        model.setRows(rowsOf(QStringLiteral("a")));
        QCOMPARE(model.index(0, 0).data(Qt::ToolTipRole).toString(), QStringLiteral("<p>&lt;i&gt;a</p>"));
    }

    void columnsFitTheWidth() {
        Theme theme;
        RowList list(theme, QStringLiteral("Latest events"));
        list.setRows(rowsOf(QStringLiteral("abcdef")));
        for (const int width : {700, 420, 300, 200}) {
            list.resize(Theme::length(width), 300);
            list.grab();
            int sum = 0;
            for (int column = 0; column < RowListModel::ColumnCount; ++column)
                sum += list.isColumnHidden(column) ? 0 : list.columnWidth(column);
            QVERIFY2(sum <= list.viewport()->width() || width == 200, qPrintable(QString::number(width)));
        }
        QVERIFY(list.isColumnHidden(RowListModel::DetailColumn));
        list.resize(Theme::length(900), 300);
        list.grab();
        QVERIFY(!list.isColumnHidden(RowListModel::DetailColumn));
    }

    void emptyColumnsAreNotThere() {
        Theme theme;
        RowList list(theme, QStringLiteral("What changed"));
        ListRow row;
        row.text = QStringLiteral("Warmth rose");
        list.setRows({row});
        QVERIFY(list.isColumnHidden(RowListModel::TimeColumn));
        QVERIFY(!list.isColumnHidden(RowListModel::TextColumn));
    }

    void newRowsOnTopLeaveTheViewInPlace() {
        Theme theme;
        RowList list(theme, QStringLiteral("Latest events"));
        list.setRows(rowsOf(QStringLiteral("cdefghijklmnopqrstuvwxyz")));
        list.resize(400, 120);
        list.show();
        QVERIFY(QTest::qWaitForWindowExposed(&list));
        list.verticalScrollBar()->setValue(list.rowHeight(0) * 3 + 5);
        const auto topText = [&] {
            return list.indexAt(QPoint(5, 2)).siblingAtColumn(RowListModel::TextColumn).data().toString();
        };
        const QString before = topText();
        QCOMPARE(before, QStringLiteral("f"));
        list.setRows(rowsOf(QStringLiteral("abcdefghijklmnopqrstuvwx")));
        QCOMPARE(topText(), before);

        // At the top the newest shows.
        list.verticalScrollBar()->setValue(0);
        list.setRows(rowsOf(QStringLiteral("1abcdefghijklmnopqrstuvw")));
        QCOMPARE(topText(), QStringLiteral("1"));
    }
};

QTEST_MAIN(TestRowList)
#include "tst_row_list.moc"
