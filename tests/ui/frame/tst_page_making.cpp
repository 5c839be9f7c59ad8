// SPDX-License-Identifier: GPL-3.0-or-later
// How pages are made.
#include <set>
#include <utility>

#include <QCoreApplication>
#include <QEvent>
#include <QLayout>
#include <QRegularExpression>
#include <QStringList>
#include <QTest>

#include "ui/frame/page_stack.h"
#include "ui/support/window_under_test.h"

using namespace moie;
using namespace moie::ui;

namespace {

// Lists the widgets that get another parent than that which they were made with.
class Moves : public QObject {
public:
    Moves() { qApp->installEventFilter(this); }

    QStringList take() { return std::exchange(m_moves, {}); }

private:
    bool eventFilter(QObject* watched, QEvent* event) override {
        // At the end of a widget's constructor, when it has told of its first parent.
        if (event->type() == QEvent::Create) {
            m_made.insert(watched);
            connect(watched, &QObject::destroyed, this, [this, watched] { m_made.erase(watched); });
        } else if (event->type() == QEvent::ParentChange && m_made.contains(watched)) {
            const QObject* parent = watched->parent();
            m_moves += QStringLiteral("%1 to %2")
                           .arg(QLatin1String(watched->metaObject()->className()),
                                QLatin1String(parent ? parent->metaObject()->className() : "none"));
        }
        return false;
    }

    std::set<QObject*> m_made;
    QStringList m_moves;
};

} // namespace

class TestPageMaking : public QObject {
    Q_OBJECT

private slots:
    void givesEachWidgetItsParentFromTheStart_data();
    void givesEachWidgetItsParentFromTheStart();
    void asksNoPageForItsSizeWhereAnotherChanges();
};

void TestPageMaking::givesEachWidgetItsParentFromTheStart_data() {
    QTest::addColumn<QString>("page");
    for (const QString& id : PageStack::ids())
        QTest::newRow(qPrintable(id)) << id;
}

// One that gets another is styled anew, with all that is in it.
void TestPageMaking::givesEachWidgetItsParentFromTheStart() {
    QFETCH(const QString, page);
    const test::WindowUnderTest test;
    test.window->showPage(QStringLiteral("overview"));
    Moves moves;
    if (page == PageStack::ids().front())
        const test::WindowUnderTest another;
    else
        test.window->showPage(page);
    // A combo box does so with the list that it made for itself.
    QCOMPARE(moves.take().filter(QRegularExpression("^(?!QComboBoxListView )")).join(", "), QString());
}

// All of them would be laid out whenever something is shown or hidden in one.
void TestPageMaking::asksNoPageForItsSizeWhereAnotherChanges() {
    class Asked : public QWidget {
    public:
        using QWidget::QWidget;
        mutable int times = 0;

        QSize sizeHint() const override { return ++times, QSize(5000, 5000); }
        QSize minimumSizeHint() const override { return ++times, QSize(5000, 5000); }
        bool hasHeightForWidth() const override { return ++times, true; }
    };
    const test::WindowUnderTest test;
    auto* pages = test.window->findChild<PageStack*>();
    auto* other = new Asked(pages);
    pages->addWidget(other);
    auto* button = new QWidget(pages->currentWidget());
    pages->currentWidget()->layout()->addWidget(button);
    test.window->layout()->activate();
    other->times = 0;
    button->hide();
    button->show();
    QCOMPARE(other->times, 0);
    QVERIFY(test.window->width() < 5000);
}

QTEST_MAIN(TestPageMaking)
#include "tst_page_making.moc"
