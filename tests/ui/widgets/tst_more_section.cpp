// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include "ui/theme/theme.h"
#include "ui/widgets/more_section.h"

using namespace moie::ui;

class TestMoreSection : public QObject {
    Q_OBJECT

private slots:
    void opensByMouseAndKey() {
        Theme theme;
        MoreSection section(theme, QStringLiteral("correlations"));
        auto* content = new QLabel(QStringLiteral("inside"), &section);
        section.setContent(content);
        const QSignalSpy opened(&section, &MoreSection::opened);
        section.show();
        QVERIFY(QTest::qWaitForWindowExposed(&section));
        auto* button = section.findChild<QToolButton*>();
        QVERIFY(!content->isVisible());
        QCOMPARE(button->accessibleName(), QStringLiteral("More: correlations"));
        QTest::mouseClick(button, Qt::LeftButton);
        QVERIFY(content->isVisible());
        QVERIFY(section.isOpen());
        button->setFocus();
        QTest::keyClick(button, Qt::Key_Space);
        QVERIFY(!content->isVisible());
        QCOMPARE(opened.count(), 2);
        QCOMPARE(opened[0][0].toBool(), true);
        QCOMPARE(opened[1][0].toBool(), false);
    }
};

QTEST_MAIN(TestMoreSection)
#include "tst_more_section.moc"
