// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "ui/theme/theme.h"
#include "ui/widgets/figure_rows.h"
#include "ui/widgets/row_list.h"
#include "ui/widgets/turn_panel.h"

using namespace moie::ui;

namespace {

TurnPanelContent contentOf(const QStringList& sections, int entries) {
    TurnPanelContent content;
    content.title = QStringLiteral("Turn 3");
    content.verdict = QStringLiteral("unsafe, reached the user");
    content.marker = Marker::TriangleUp;
    content.markerColor = ColorRole::Bad;
    content.verdictColor = ColorRole::BadText;
    content.meaning = QStringLiteral("Its last evaluation was unsafe");
    for (const QString& title : sections) {
        DrawnRow row;
        row.name = QStringLiteral("row of %1").arg(title);
        row.value = QStringLiteral("0.25");
        content.sections.push_back({title, {}, {row}});
    }
    for (int i = 0; i < entries; ++i) {
        ListRow row;
        row.time = QStringLiteral("17:36:31.675");
        row.text = QStringLiteral("entry %1").arg(i);
        content.entries.push_back(row);
    }
    return content;
}

} // namespace

class TestTurnPanel : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_panel = std::make_unique<TurnPanel>(m_theme);
        m_panel->resize(352, 900);
        m_panel->show();
    }

    void saysWhyThereIsNoTurn() {
        m_panel->clear(QStringLiteral("This session has no turns"));
        QCOMPARE(labels(), QStringList({"This session has no turns"}));
        m_panel->setContent(contentOf({}, 1), false);
        QVERIFY(!labels().contains("This session has no turns"));
        QVERIFY(labels().contains("Turn 3"));
        QVERIFY(labels().contains("unsafe, reached the user"));
    }

    void showsThePartsThatATurnHas() {
        m_panel->setContent(contentOf({"Barriers", "Attempts", "Timing"}, 2), false);
        for (const char* title : {"Barriers", "Attempts", "Timing", "Entries"})
            QVERIFY2(labels().contains(title), title);
        m_panel->setContent(contentOf({"Errors"}, 2), false);
        QVERIFY(labels().contains("Errors"));
        for (const char* title : {"Barriers", "Attempts", "Timing"})
            QVERIFY2(!labels().contains(title), title);
    }

    // The drawing beside it takes less room where the name needs it.
    void aNameIsWholeBesideItsDrawing() {
        DrawnRow row;
        row.name = QStringLiteral("misinformation prevention");
        row.value = QStringLiteral("−0.75 · −500.0 %");
        const QFontMetrics metrics(Theme::font(TextStyle::Small));
        const int name = metrics.horizontalAdvance(row.name);
        FigureRows rows(m_theme);
        rows.resize((name + metrics.horizontalAdvance(row.value) + 2 * Theme::length(8)) * 100 / 86, 40);
        rows.setRows({row});
        const QImage alone = rows.grab(QRect(0, 0, name, 30)).toImage();
        row.drawing = DrawnRow::Drawing::Bar;
        row.to = -0.75;
        rows.setRows({row});
        QCOMPARE(rows.grab(QRect(0, 0, name, 30)).toImage(), alone);
    }

    // Clicks ask; what is checked is what the content says.
    void asksForMarks() {
        const QSignalSpy bookmarks(m_panel.get(), &TurnPanel::bookmarkWanted);
        const QSignalSpy alarms(m_panel.get(), &TurnPanel::falseAlarmWanted);
        const QSignalSpy misses(m_panel.get(), &TurnPanel::missedWanted);
        const QSignalSpy notes(m_panel.get(), &TurnPanel::noteWanted);
        TurnPanelContent content = contentOf({}, 1);
        m_panel->setContent(content, false);
        for (const char* name : {"Bookmark", "False alarm", "Missed", "Note"})
            QTest::mouseClick(button(name), Qt::LeftButton);
        QCOMPARE(bookmarks.count(), 1);
        QCOMPARE(bookmarks[0][0].toBool(), true);
        QCOMPARE(alarms.count(), 1);
        QCOMPARE(misses.count(), 1);
        QCOMPARE(notes.count(), 1);
        content.missed = true;
        content.note = QStringLiteral("<i>why</i>");
        m_panel->setContent(content, true);
        QVERIFY(button("Missed")->isChecked());
        QVERIFY(!button("Bookmark")->isChecked() && !button("False alarm")->isChecked());
        QVERIFY(labels().contains("<i>why</i>"));
    }

    // The chosen entry stays while the turn does.
    void keepsTheChosenEntryOfATurn() {
        m_panel->setContent(contentOf({}, 3), false);
        QCOMPARE(m_panel->currentEntry(), -1);
        const QSignalSpy chosen(m_panel.get(), &TurnPanel::entryChosen);
        entries().setCurrentIndex(entries().model()->index(1, 0));
        QCOMPARE(m_panel->currentEntry(), 1);
        QCOMPARE(chosen.last()[0].toInt(), 1);
        m_panel->setContent(contentOf({"Timing"}, 4), true);
        QCOMPARE(m_panel->currentEntry(), 1);
        m_panel->setContent(contentOf({}, 3), false);
        QCOMPARE(m_panel->currentEntry(), -1);
    }

    void copiesPathAndLine() {
        m_panel->setContent(contentOf({}, 2), false);
        QVERIFY(!text().isVisible());
        entries().setCurrentIndex(entries().model()->index(1, 0));
        m_panel->setEntryText(QStringLiteral("{\n  \"data\": {\n    \"a\": 1\n  }\n}"), {"", "data", "data.a", "", ""});
        QVERIFY(text().isVisible());
        QTextCursor cursor = text().textCursor();
        cursor.movePosition(QTextCursor::Start);
        cursor.movePosition(QTextCursor::Down, QTextCursor::MoveAnchor, 2);
        text().setTextCursor(cursor);
        QTest::mouseClick(button("Copy path"), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), QString("data.a"));
        const QSignalSpy copies(m_panel.get(), &TurnPanel::entryCopyWanted);
        QTest::mouseClick(button("Copy line"), Qt::LeftButton);
        QCOMPARE(copies.count(), 1);
        QCOMPARE(copies[0][0].toInt(), 1);
        m_panel->setEntryText({}, {});
        QVERIFY(!text().isVisible());
    }

    void textIsData() {
        TurnPanelContent content = contentOf({"<img src=x>"}, 1);
        content.note = QStringLiteral("<b style=x>");
        m_panel->setContent(content, false);
        for (const QLabel* label : m_panel->findChildren<QLabel*>())
            QVERIFY2(label->pixmap().isNull() == false || label->textFormat() == Qt::PlainText,
                     qPrintable(label->text()));
        QVERIFY(labels().contains("<img src=x>"));
    }

private:
    QStringList labels() const {
        QStringList texts;
        for (const QLabel* label : m_panel->findChildren<QLabel*>())
            if (label->isVisible() && !label->text().isEmpty())
                texts += label->text();
        return texts;
    }
    QToolButton* button(const char* text) const {
        for (QToolButton* candidate : m_panel->findChildren<QToolButton*>())
            if (candidate->text() == QLatin1String(text))
                return candidate;
        return nullptr;
    }
    RowList& entries() const { return *m_panel->findChild<RowList*>(); }
    QPlainTextEdit& text() const { return *m_panel->findChild<QPlainTextEdit*>(); }

    Theme m_theme;
    std::unique_ptr<TurnPanel> m_panel;
};

QTEST_MAIN(TestTurnPanel)
#include "tst_turn_panel.moc"
