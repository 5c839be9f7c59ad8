// SPDX-License-Identifier: GPL-3.0-or-later
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>

#include "ui/theme/theme.h"
#include "ui/widgets/text_viewer.h"

using namespace moie::ui;

class TestTextViewer : public QObject {
    Q_OBJECT

private slots:
    void init() {
        m_viewer = new TextViewer(QStringLiteral("Message of turn 1"));
        m_viewer->show();
    }
    void cleanup() { delete m_viewer; }

    void showsAllOfATextPartByPart() {
        QString text;
        while (text.size() < 20'000)
            text += QStringLiteral("word%1 ").arg(text.size());
        m_viewer->setText(text);
        QCOMPARE(m_viewer->parts(), static_cast<int>((text.size() + TextViewer::partSize - 1) / TextViewer::partSize));
        QString shown;
        for (int part = 0; part < m_viewer->parts(); ++part) {
            QCOMPARE(slider().value(), part);
            shown += view().toPlainText();
            if (part + 1 < m_viewer->parts())
                QTest::mouseClick(button(QStringLiteral("Next part")), Qt::LeftButton);
        }
        QVERIFY(!button(QStringLiteral("Next part"))->isEnabled());
        QCOMPARE(shown.remove(QLatin1Char('\n')), text);
    }

    void breaksLongLinesBetweenWords() {
        m_viewer->setText(QStringLiteral("\nfirst\n") + QStringLiteral("abcdefg ").repeated(200));
        const QStringList lines = view().toPlainText().split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 2 + 4); // 1,600 characters, of which 500 or a few less stand on one
        QCOMPARE(lines[0], QString());
        QCOMPARE(lines[1], QString("first"));
        for (qsizetype i = 2; i < lines.size(); ++i) {
            QVERIFY(lines[i].size() <= 500);
            QVERIFY(lines[i].startsWith(QLatin1String("abcdefg ")) && lines[i].endsWith(QLatin1String("abcdefg ")));
        }
    }

    // Characters beyond 16 bits at the end of every line and every part.
    void splitsNoCharacter() {
        const QString text = QStringLiteral("x") + QString::fromUtf8("\xf0\x9f\x98\x80").repeated(10'000);
        m_viewer->setText(text);
        QString shown;
        for (int part = 0; part < m_viewer->parts(); ++part) {
            m_viewer->showPart(part);
            shown += view().toPlainText();
        }
        for (const QString& line : shown.split(QLatin1Char('\n')))
            QVERIFY(line.isEmpty() || !line.back().isHighSurrogate());
        QCOMPARE(shown.remove(QLatin1Char('\n')), text);
    }

    // Each part is laid out once, whoever asked for it.
    void asksForAPartOnce() {
        m_viewer->setText(QString(50'000, QLatin1Char('x')));
        const QSignalSpy changes(view().document(), &QTextDocument::contentsChanged);
        m_viewer->showPart(3);
        QCOMPARE(changes.count(), 1);
        QCOMPARE(slider().value(), 3);
        slider().setValue(5);
        QCOMPARE(changes.count(), 2);
        QCOMPARE(m_viewer->part(), 5);
    }

    void saysWhyThereIsNothing() {
        m_viewer->setProblem(QStringLiteral("<b>gone</b>"));
        QVERIFY(m_viewer->findChild<QLabel*>()->text() == QLatin1String("<b>gone</b>"));
        QCOMPARE(m_viewer->findChild<QLabel*>()->textFormat(), Qt::PlainText);
        QVERIFY(!slider().isEnabled());
    }

private:
    QPlainTextEdit& view() const { return *m_viewer->findChild<QPlainTextEdit*>(); }
    QSlider& slider() const { return *m_viewer->findChild<QSlider*>(); }
    QPushButton* button(const QString& text) const {
        for (QPushButton* candidate : m_viewer->findChildren<QPushButton*>())
            if (candidate->text() == text)
                return candidate;
        return nullptr;
    }

    Theme m_theme;
    TextViewer* m_viewer = nullptr;
};

QTEST_MAIN(TestTextViewer)
#include "tst_text_viewer.moc"
