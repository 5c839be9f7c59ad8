// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>
#include <set>

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

#include "ui/theme/theme.h"
#include "ui/widgets/transcript_view.h"

using namespace moie::ui;

namespace {

TranscriptTurn turnOf(std::size_t number, int words = 5) {
    TranscriptTurn turn;
    turn.parts[0].head = QStringLiteral("User   turn %1").arg(number);
    turn.parts[0].text = QStringLiteral("message%1").arg(number);
    turn.parts[1].head = QStringLiteral("Response");
    turn.parts[1].text = QStringLiteral("word ").repeated(words).trimmed();
    turn.verdict = QStringLiteral("clear");
    return turn;
}

} // namespace

class TestTranscriptView : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_view = std::make_unique<TranscriptView>(m_theme);
        m_view->resize(500, 400);
        m_view->show();
        m_turns.clear();
        m_described.clear();
    }

    void describesWhatIsInViewAlone() {
        showTurns(10'000);
        QCOMPARE(m_view->inView().first, std::size_t{0});
        QVERIFY(m_described.size() < 20);
        m_described.clear();
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->maximum() / 2);
        const auto [first, end] = m_view->inView();
        QVERIFY(first > 3'000 && end < 7'000 && end > first);
        QVERIFY(m_described.size() < 20);
    }

    void goesToBothEndsByKeys() {
        showTurns(1'000);
        QTest::keyClick(m_view.get(), Qt::Key_End);
        QCOMPARE(m_view->inView().second, std::size_t{1'000});
        QTest::keyClick(m_view.get(), Qt::Key_Home);
        QCOMPARE(m_view->inView().first, std::size_t{0});
        QCOMPARE(m_view->verticalScrollBar()->value(), 0);
    }

    // The cursor's turn comes into view, and nothing moves where it was there.
    void movesAsLittleAsPossible() {
        showTurns(100);
        const std::size_t end = m_view->inView().second;
        QVERIFY(end > 3);
        m_view->showTurn(1);
        QCOMPARE(m_view->verticalScrollBar()->value(), 0);
        // The one below the view: to its lower edge.
        m_view->showTurn(end);
        QCOMPARE(m_view->inView().second, end + 1);
        const std::size_t first = m_view->inView().first;
        QVERIFY(first > 0);
        // One above the view: to its upper edge.
        m_view->showTurn(50);
        m_view->showTurn(first);
        QCOMPARE(m_view->inView().first, first);
    }

    void marksTheCursor() {
        showTurns(3);
        const QImage without = picture();
        m_view->setSelected(1);
        QCOMPARE(m_view->selected(), std::optional<std::size_t>(1));
        QVERIFY(picture() != without);
        m_view->setSelected(std::nullopt);
        QCOMPARE(picture(), without);
        // Fewer turns: the one that was selected is not there any more.
        m_view->setSelected(2);
        m_view->updateTurns(2, 0);
        QCOMPARE(m_view->selected(), std::nullopt);
    }

    void staysWhereTheUserLooks() {
        showTurns(50);
        m_view->showTurn(30);
        const auto before = m_view->inView();
        const QImage picture = this->picture();
        // Three turns come in above, of which one is long.
        std::map<std::size_t, TranscriptTurn> moved;
        for (std::size_t i = 0; i < 50; ++i)
            moved[i + 3] = turnOf(i);
        moved[0] = turnOf(900, 800);
        m_turns = moved;
        m_view->updateTurns(53, before.first + 3);
        QCOMPARE(m_view->inView(), std::pair(before.first + 3, before.second + 3));
        QCOMPARE(this->picture(), picture);
        // A text below the top turn arrives: what is above it stays.
        m_turns[before.first + 4] = turnOf(7, 300);
        m_view->describeAnew();
        QCOMPARE(m_view->topTurn(), before.first + 3);
    }

    // Texts come after the turn was shown, and those above it are longer than they were taken to be.
    void keepsTheTurnInViewThatWasShown() {
        showTurns(50);
        m_view->showTurn(30);
        for (std::size_t i = 20; i < 31; ++i)
            m_turns[i] = turnOf(i, 100);
        m_view->describeAnew();
        QCOMPARE(m_view->inView().second, std::size_t{31});
        const std::size_t top = m_view->topTurn();
        m_view->updateTurns(30, top); // it is not there any more
        QCOMPARE(m_view->inView().second, std::size_t{30});
        m_view->updateTurns(50, m_view->topTurn());
        m_view->showTurn(30);
        m_view->verticalScrollBar()->setValue(m_view->verticalScrollBar()->value() - 1);
        const auto [first, end] = m_view->inView();
        for (std::size_t i = first; i < end; ++i)
            m_turns[i] = turnOf(i, 300);
        m_view->describeAnew();
        QCOMPARE(m_view->topTurn(), first); // the user scrolled
        QVERIFY(m_view->inView().second < 31);
    }

    // Its end is read while it is written; a turn before it is read where it stands.
    void followsTheLastTurnThatWasShown() {
        m_view->setFollowsEnd(true);
        showTurns(50);
        m_view->showTurn(49);
        for (const int words : {300, 600}) {
            m_turns[49] = turnOf(49, words);
            m_view->describeAnew();
            QCOMPARE(m_view->topTurn(), std::size_t{49});
            QVERIFY(m_view->isAtEnd());
        }
        m_turns[49] = turnOf(49);
        m_view->describeAnew();
        m_view->showTurn(48);
        QVERIFY(m_view->isAtEnd());
        m_turns[49] = turnOf(49, 600);
        m_view->describeAnew();
        QCOMPARE(m_view->topTurn(), std::size_t{48});
        QVERIFY(!m_view->isAtEnd());
    }

    void foldsLongTexts() {
        m_turns[0] = turnOf(0);
        m_turns[0].parts[1].more = QStringLiteral("Show all (10.0 MB)");
        showTurns(2);
        const QSignalSpy wanted(m_view.get(), &TranscriptView::moreWanted);
        const QSignalSpy activated(m_view.get(), &TranscriptView::turnActivated);
        const QPoint more = placeOf(0, [](const TranscriptItem::Hit& hit) { return hit.more; });
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, more);
        QCOMPARE(wanted.count(), 1);
        QCOMPARE(wanted[0][0].value<std::size_t>(), std::size_t{0});
        QCOMPARE(wanted[0][1].value<TranscriptPart>(), TranscriptPart::Response);
        QCOMPARE(activated.count(), 0);
    }

    void selectsAndCopies() {
        showTurns(3);
        const QPoint word = messageOf(1);
        const QSignalSpy activated(m_view.get(), &TranscriptView::turnActivated);
        QTest::mouseClick(m_view->viewport(), Qt::LeftButton, {}, word);
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated[0][0].value<std::size_t>(), std::size_t{1});
        QCOMPARE(m_view->selectedText(), QString());
        QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, word);
        QCOMPARE(m_view->selectedText(), QString("message1"));
        QTest::keySequence(m_view.get(), QKeySequence::Copy);
        QCOMPARE(QApplication::clipboard()->text(), QString("message1"));
        // Where nothing is marked, the response of the cursor's turn is wanted.
        m_view->setTurns(3, [this](std::size_t turn) { return m_turns[turn]; });
        m_view->setSelected(2);
        const QSignalSpy copies(m_view.get(), &TranscriptView::copyWanted);
        QTest::keySequence(m_view.get(), QKeySequence::Copy);
        QCOMPARE(copies.count(), 1);
        QCOMPARE(copies[0][0].value<std::size_t>(), std::size_t{2});
        QCOMPARE(copies[0][1].value<TranscriptPart>(), TranscriptPart::Response);
    }

    // Neither what is painted nor what can be copied says anything of a hidden text.
    void coversHiddenTexts() {
        const auto saying = [](const QString& text, bool covered = true) {
            TranscriptTurn turn = turnOf(0);
            for (TranscriptText& part : turn.parts) {
                part.text = text;
                part.more = QStringLiteral("Show all (%1)").arg(text.size());
                part.covered = covered;
            }
            return turn;
        };
        // What was marked before, too.
        showTurns(1);
        QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, messageOf(0));
        QCOMPARE(m_view->selectedText(), QString("message0"));
        m_turns[0] = saying(QStringLiteral("short"));
        m_view->describeAnew();
        QCOMPARE(m_view->selectedText(), QString());
        showTurns(1);
        const QImage picture = this->picture();
        const QSignalSpy wanted(m_view.get(), &TranscriptView::moreWanted);
        for (int y = 2; y < 120; y += 4) {
            QTest::mouseDClick(m_view->viewport(), Qt::LeftButton, {}, QPoint(40, y));
            QCOMPARE(m_view->selectedText(), QString());
        }
        QCOMPARE(wanted.count(), 0);
        m_turns[0] = saying(QStringLiteral("another and a longer one"));
        m_view->setTurns(1, [this](std::size_t turn) { return m_turns[turn]; });
        QCOMPARE(this->picture(), picture);
        // Nothing moves: a text takes the room that it takes when it is read.
        for (const QString& text : {QStringLiteral("short"), QStringLiteral("many words ").repeated(60)})
            QCOMPARE(TranscriptItem(saying(text), 400).height(), TranscriptItem(saying(text, false), 400).height());
    }

    // What a screen reader hears, with and without the focus.
    void saysWhereTheCursorIs() {
        m_turns[1] = turnOf(1);
        m_turns[1].notes = QStringLiteral("Bookmarked");
        showTurns(3);
        QAccessibleInterface* heard = QAccessible::queryAccessibleInterface(m_view.get());
        QCOMPARE(heard->text(QAccessible::Description), QString());
        m_view->setSelected(1);
        QCOMPARE(heard->text(QAccessible::Description), QString("User turn 1\nmessage1\nResponse\nword word word word "
                                                                "word\nclear\nBookmarked"));
        // Its text arrives, and is hidden.
        m_turns[1].parts[0].text = QStringLiteral("something else");
        m_view->describeAnew();
        QVERIFY(heard->text(QAccessible::Description).startsWith("User turn 1\nsomething else\n"));
        for (TranscriptText& part : m_turns[1].parts)
            part.covered = true;
        m_turns[1].parts[1].instead = QStringLiteral("No response");
        m_view->describeAnew();
        QCOMPARE(heard->text(QAccessible::Description),
                 QString("User turn 1\nhidden\nResponse\nNo response\nclear\nBookmarked"));
        m_view->setTurns(2, [this](std::size_t turn) { return m_turns[turn]; });
        QCOMPARE(heard->text(QAccessible::Description), QString());
    }

    // A dim turn, a verdict's shape and what stands in a response's place are seen.
    void showsWhatIsSaidOfATurn_data() {
        QTest::addColumn<int>("which");
        for (int which = 0; which < 5; ++which)
            QTest::addRow("%d", which) << which;
    }
    void showsWhatIsSaidOfATurn() {
        QFETCH(int, which);
        showTurns(1);
        const QImage usual = picture();
        TranscriptTurn& turn = m_turns[0];
        switch (which) {
        case 0: turn.dim = true; break;
        case 1: turn.marker = Marker::Cross; break;
        case 2: turn.parts[1].instead = QStringLiteral("No response: the turn failed"); break;
        case 3: turn.notes = QStringLiteral("False alarm"); break;
        default: turn.separator = QStringLiteral("after a pause of 2 h"); break;
        }
        m_view->describeAnew();
        QVERIFY(picture() != usual);
    }

private:
    void showTurns(std::size_t count) {
        for (std::size_t i = 0; i < std::min<std::size_t>(count, 200); ++i)
            m_turns.try_emplace(i, turnOf(i));
        m_view->setTurns(count, [this](std::size_t turn) {
            m_described.insert(turn);
            const auto found = m_turns.find(turn);
            return found != m_turns.end() ? found->second : turnOf(turn);
        });
    }
    QImage picture() const { return m_view->viewport()->grab().toImage(); }
    // In the viewport, where the turn's item says so, the top of the session being in view.
    template <typename Is>
    QPoint placeOf(std::size_t turn, Is is) {
        double top = 0;
        const double width = m_view->viewport()->width() - Theme::length(6);
        for (std::size_t i = 0; i < turn; ++i)
            top += TranscriptItem(m_turns[i], width).height();
        const TranscriptItem item(m_turns[turn], width);
        for (double y = 0; y < item.height(); ++y)
            for (double x = 0; x < width; ++x)
                if (is(item.hit({x, y})))
                    return QPointF(x + 2, top + y + 2).toPoint();
        return {-1, -1};
    }

    // In the midst of its message.
    QPoint messageOf(std::size_t turn) {
        return placeOf(turn, [](const TranscriptItem::Hit& hit) {
            return hit.text && hit.part == TranscriptPart::Message && hit.cursor == 3;
        });
    }

    Theme m_theme;
    std::unique_ptr<TranscriptView> m_view;
    std::map<std::size_t, TranscriptTurn> m_turns;
    std::set<std::size_t> m_described;
};

QTEST_MAIN(TestTranscriptView)
#include "tst_transcript_view.moc"
