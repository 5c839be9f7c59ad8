// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>

#include <moie/feed/feed.h>

#include "support/log_lines.h"
#include "support/snapshot_builder.h"
#include "ui/pages/report_options.h"
#include "ui/pages/reports_page.h"
#include "ui/report/pdf_outline.h"
#include "ui/support/page_under_test.h"
#include "ui/theme/theme.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/state_view.h"

using namespace moie;
using namespace moie::ui;
using namespace std::chrono_literals;

namespace {

const Time start = fromUnixSeconds(1'763'600'000);

SnapshotPtr snapshotOf(int turns) {
    SnapshotBuilder builder;
    for (int i = 0; i < turns; ++i)
        builder.turn(i % 2 == 0 ? "alice" : "bob", start + i * 1h)
            .response({0.6, 0.5, 0.6, 0.5, 0.4}, 1.5)
            .evaluation(i % 7 != 0, {{"harm", 0.4}})
            .error("cannot read: secret");
    auto snapshot = builder.build();
    snapshot.counts.lines.accepted = static_cast<std::uint64_t>(turns) * 3;
    snapshot.load.complete = true;
    return std::make_shared<const Snapshot>(std::move(snapshot));
}

// Twenty turns of each of two sessions, in files that what was said can be read from.
SnapshotPtr logged(const QString& directory) {
    for (const char* session : {"alice", "bob"}) {
        logLines::Writer writer(session, std::string(session) == "bob" ? 1763600010 : 1763600000);
        for (int i = 0; i < 20; ++i)
            writer.user("hello").evaluated(true).responded().wait(60);
        logLines::append(directory.toStdString() + "/" + session + ".jsonl", writer.text());
    }
    const auto loaded = loadOnce(directory.toStdString());
    return loaded ? *loaded : nullptr;
}

} // namespace

class TestReportsPage : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void showsWhatTheChoicesSay();
    void paintsOnlyWhatIsInView();
    void goesFromPageToPage();
    void followsTheContents();
    void zooms();
    void staysOfItsMoment();
    void asksForASession();
    void offersTheFilesThatThereAre();
    void keepsSetups();
    void remembersTheLastChoices();
    void coversTexts();
    void makesRoom();

private:
    ReportOptions* options() const { return m_page->findChild<ReportOptions*>(); }
    ReportPreview* preview() const { return m_page->findChild<ReportPreview*>(); }
    QPushButton* exportButton(const char* suffix) const {
        return m_page->findChild<QPushButton*>(QStringLiteral("export") + QLatin1String(suffix));
    }
    void show(SnapshotPtr snapshot) {
        m_bench->workspace->receive(std::move(snapshot));
        m_page->setActive(true);
        m_page->resize(1200, 800);
        m_page->show();
    }
    // As a click on the list would.
    void choose(const QString& list, int index) {
        for (auto* box : m_page->findChildren<QComboBox*>())
            if (box->accessibleName() == list) {
                box->setCurrentIndex(index);
                emit box->activated(index);
            }
    }

    std::unique_ptr<test::Bench> m_bench;
    Theme m_theme;
    std::unique_ptr<ReportsPage> m_page;
};

void TestReportsPage::init() {
    m_bench = std::make_unique<test::Bench>();
    m_page = std::make_unique<ReportsPage>(*m_bench->workspace, m_theme);
}

void TestReportsPage::cleanup() {
    m_page.reset();
    m_bench.reset();
}

void TestReportsPage::showsWhatTheChoicesSay() {
    show(snapshotOf(40));
    QTRY_VERIFY(m_page->report());
    QCOMPARE(m_page->report()->content().request.kind, ReportKind::All);
    const int all = m_page->report()->pageCount();
    choose("Report on", 2);
    QVERIFY(!m_page->report()); // what is exported is never another report than the choices say
    QTRY_VERIFY(m_page->report());
    QCOMPARE(m_page->report()->content().request.kind, ReportKind::Safety);
    QVERIFY(m_page->report()->pageCount() < all);
    QCOMPARE(preview()->report(), m_page->report());
    for (auto* box : m_page->findChildren<QCheckBox*>())
        if (box->text() == "Violations")
            box->click();
    QTRY_VERIFY(m_page->report());
    QVERIFY(!m_page->report()->content().request.has(ReportSection::Violations));
    QVERIFY(m_page->report()->content().request.has(ReportSection::Safety));
}

void TestReportsPage::paintsOnlyWhatIsInView() {
    QSignalSpy settled(m_page.get(), &Page::settled);
    show(snapshotOf(200));
    QTRY_VERIFY(m_page->report() && preview()->isPainted());
    QVERIFY(!settled.isEmpty());
    // The middle of the first page is not blank any more.
    const QImage picture = preview()->viewport()->grab().toImage();
    int dark = 0;
    for (int x = 0; x < picture.width(); ++x)
        for (int y = 0; y < picture.height(); ++y)
            dark += qGray(picture.pixel(x, y)) < 90 ? 1 : 0;
    QVERIFY2(dark > 1'000, qPrintable(QString::number(dark)));
    preview()->goTo(preview()->pageCount() - 1);
    QVERIFY(!preview()->isPainted());
    QTRY_VERIFY(preview()->isPainted());
}

void TestReportsPage::goesFromPageToPage() {
    show(snapshotOf(40));
    QTRY_VERIFY(m_page->report());
    const int pages = preview()->pageCount();
    auto* number = m_page->findChild<QSpinBox*>();
    QCOMPARE(number->maximum(), pages);
    QCOMPARE(number->value(), 1);
    QTest::keyClick(preview(), Qt::Key_PageDown);
    QCOMPARE(number->value(), 2);
    QTest::keyClick(preview(), Qt::Key_End);
    QCOMPARE(number->value(), pages);
    QTest::keyClick(preview(), Qt::Key_PageUp);
    QCOMPARE(number->value(), pages - 1);
    QTest::keyClick(preview(), Qt::Key_Home);
    QCOMPARE(number->value(), 1);
    number->setValue(3);
    QCOMPARE(preview()->page(), 2);
    QCOMPARE(preview()->accessibleDescription(), QStringLiteral("Page 3 of %1").arg(pages));
}

void TestReportsPage::followsTheContents() {
    show(snapshotOf(40));
    QTRY_VERIFY(m_page->report());
    preview()->setZoom(ReportPreview::Zoom::Page);
    const PdfExtras extras = m_page->report()->extras();
    const PdfLink& link = extras.links.back();
    preview()->goTo(link.page);
    // The contents' page stands in the middle of the view, as wide as its height allows.
    const QSizeF paper = m_page->report()->paperSize();
    const double scale = preview()->factor() * preview()->logicalDpiX() / 72;
    const double left = (preview()->viewport()->width() - paper.width() * scale) / 2;
    const QPointF at = QPointF(left, Theme::length(14)) + link.area.center() * scale;
    QTest::mouseClick(preview()->viewport(), Qt::LeftButton, {}, at.toPoint());
    QCOMPARE(preview()->page(), link.target.page);
}

void TestReportsPage::zooms() {
    show(snapshotOf(40));
    QTRY_VERIFY(m_page->report());
    preview()->goTo(3);
    const double wide = preview()->factor();
    preview()->setZoom(ReportPreview::Zoom::Page);
    QVERIFY(preview()->factor() < wide);
    preview()->setZoom(ReportPreview::Zoom::Fixed, 2);
    QCOMPARE(preview()->factor(), 2.0);
    QCOMPARE(preview()->page(), 3);
    QVERIFY(preview()->horizontalScrollBar()->maximum() > 0);
    preview()->setZoom(ReportPreview::Zoom::Fixed, 100);
    QCOMPARE(preview()->factor(), ReportPreview::largestFactor);
}

void TestReportsPage::staysOfItsMoment() {
    show(snapshotOf(40));
    QTRY_VERIFY(m_page->report());
    const auto before = m_page->report();
    QTRY_VERIFY(preview()->isPainted());
    m_bench->workspace->receive(snapshotOf(41));
    QPushButton* renew = nullptr;
    for (auto* button : m_page->findChildren<QPushButton*>())
        if (button->text() == "3 entries since then")
            renew = button;
    QVERIFY(renew && renew->isVisible());
    QCOMPARE(m_page->report(), before);
    renew->click();
    QTRY_VERIFY(m_page->report());
    QCOMPARE(m_page->report()->content().overview.turns, std::size_t{41});
    QVERIFY(!renew->isVisible());
}

void TestReportsPage::asksForASession() {
    const QTemporaryDir directory;
    show(logged(directory.path()));
    QTRY_VERIFY(m_page->report());
    choose("Report on", 5);
    auto* state = m_page->findChild<StateView*>();
    QTRY_COMPARE(state->state().title, QString("Which session?"));
    QVERIFY(!exportButton(".pdf")->isEnabled());
    auto* list = m_page->findChild<QComboBox*>("session");
    QCOMPARE(list->count(), 3);
    QCOMPARE(list->itemData(1).toString(), QString("bob")); // whose last turn is the newest
    choose("Session", 1);
    QCOMPARE(m_bench->workspace->place().session, std::string("bob"));
    QTRY_VERIFY(m_page->report());
    QCOMPARE(m_page->report()->content().transcript.size(), std::size_t{20});
    QCOMPARE(list->currentData().toString(), QString("bob"));
}

void TestReportsPage::offersTheFilesThatThereAre() {
    show(snapshotOf(40));
    QTRY_VERIFY(m_page->report());
    QSignalSpy wanted(m_page.get(), &ReportsPage::exportWanted);
    for (const char* suffix : {".pdf", ".json", ".csv", ".md"})
        exportButton(suffix)->click();
    QCOMPARE(wanted.size(), 4);
    QCOMPARE(wanted[0][0].value<std::shared_ptr<const Report>>(), m_page->report());
    QCOMPARE(wanted[3][1].value<ReportFormat>(), ReportFormat::Markdown);
    // Nothing but the overview, which is no report of its own in the other formats.
    ReportSetup setup;
    for (const ReportSection section : sectionsOf(ReportKind::All).list())
        setup.leftOut.set(section, section != ReportSection::Overview);
    for (auto* box : m_page->findChildren<QCheckBox*>())
        if (box->isVisible() && box->text() != "Overview" && box->isChecked())
            box->click();
    QTRY_VERIFY(m_page->report());
    QCOMPARE(m_page->report()->content().request.leftOut, setup.leftOut);
    QVERIFY(exportButton(".pdf")->isEnabled());
    QVERIFY(!exportButton(".json")->isEnabled());
    // Redacted, a file does not say what an error quotes.
    ReportContent content = m_page->report()->content();
    content.request.leftOut = {};
    for (const ReportFormat format : {ReportFormat::Json, ReportFormat::Csv, ReportFormat::Markdown}) {
        content.request.redaction = Redaction::None;
        QVERIFY(reportData(content, format).contains("secret"));
        content.request.redaction = Redaction::Omit;
        QVERIFY(!reportData(content, format).contains("secret"));
    }
}

void TestReportsPage::keepsSetups() {
    Settings& settings = m_bench->workspace->settings();
    ReportSetup weekly{Paper::Letter, ReportKind::Safety, {ReportSection::Violations}, Redaction::Length, true};
    settings.saveReportSetup({"Weekly [safety], 1/2", weekly});
    settings.saveReportSetup({"Other", {}});
    QCOMPARE(settings.reportSetups().front(), (SavedReportSetup{"Weekly [safety], 1/2", weekly}));
    QVERIFY(!settings.renameReportSetup("Other", "Weekly [safety], 1/2"));
    QVERIFY(settings.renameReportSetup("Weekly [safety], 1/2", "Weekly"));
    m_page = std::make_unique<ReportsPage>(*m_bench->workspace, m_theme);
    show(snapshotOf(40));
    QTRY_VERIFY(m_page->report());
    choose("Saved set-up", 1);
    QCOMPARE(options()->setup(), weekly);
    QTRY_VERIFY(m_page->report());
    QCOMPARE(m_page->report()->paperSize(), QSizeF(612, 792));
    settings.deleteReportSetup("Weekly");
    QCOMPARE(settings.reportSetups().size(), std::size_t{1});
    QCOMPARE(settings.reportSetups().front().name, QString("Other"));
}

void TestReportsPage::remembersTheLastChoices() {
    show(snapshotOf(40));
    choose("Report on", 3);
    choose("Texts", 1);
    QCOMPARE(options()->setup().kind, ReportKind::Performance);
    m_page = std::make_unique<ReportsPage>(*m_bench->workspace, m_theme);
    QCOMPARE(options()->setup().kind, ReportKind::Performance);
    QCOMPARE(options()->setup().redaction, Redaction::Omit);
}

void TestReportsPage::coversTexts() {
    const QTemporaryDir directory;
    show(logged(directory.path()));
    m_bench->workspace->setSession("alice");
    choose("Report on", 5);
    QTRY_VERIFY(m_page->report() && preview()->isPainted());
    m_bench->workspace->setTextsHidden(true);
    QVERIFY(!preview()->isPainted());
    QTRY_VERIFY(preview()->isPainted());
    bool said = false;
    for (auto* label : m_page->findChildren<QLabel*>())
        said = said || (label->isVisible() && label->text().startsWith("Texts are hidden here"));
    QVERIFY(said);
}

void TestReportsPage::makesRoom() {
    show(snapshotOf(40));
    QTRY_VERIFY(m_page->report());
    QVERIFY(options()->isVisible() && preview()->isVisible());
    m_page->resize(520, 600);
    QTRY_VERIFY(options()->isVisible() && !preview()->isVisible());
    Segments* parts = nullptr;
    for (auto* segments : m_page->findChildren<Segments*>())
        if (segments->accessibleName() == "Part of the page")
            parts = segments;
    QVERIFY(parts && parts->isVisible());
    parts->setCurrent(1);
    emit parts->chosen(1);
    QVERIFY(!options()->isVisible() && preview()->isVisible());
}

QTEST_MAIN(TestReportsPage)
#include "tst_reports_page.moc"
