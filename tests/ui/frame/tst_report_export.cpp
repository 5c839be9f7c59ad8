// SPDX-License-Identifier: GPL-3.0-or-later
// That a report which the window writes is there whole or not at all.
#include <sys/resource.h>

#include <csignal>
#include <memory>

#include <QDir>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

#include <moie/feed/feed.h>

#include "support/log_lines.h"
#include "ui/frame/notice_bar.h"
#include "ui/frame/report_export.h"
#include "ui/support/page_under_test.h"
#include "ui/theme/theme.h"

using namespace moie;
using namespace moie::ui;

namespace {

// As long as it lives no file can grow beyond this, as on a full disk.
class FullDisk {
public:
    FullDisk() {
        ::signal(SIGXFSZ, SIG_IGN);
        ::getrlimit(RLIMIT_FSIZE, &m_before);
        const rlimit small{1'000, m_before.rlim_max};
        ::setrlimit(RLIMIT_FSIZE, &small);
    }
    ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &m_before); }
    FullDisk(const FullDisk&) = delete;
    FullDisk& operator=(const FullDisk&) = delete;

private:
    rlimit m_before{};
};

QByteArray contentsOf(const QString& name) {
    QFile file(name);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

class TestReportExport : public QObject {
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void writesEachFormat_data();
    void writesEachFormat();
    void leavesTheOldFileOnAFullDisk_data();
    void leavesTheOldFileOnAFullDisk();
    void leavesTheOldFileWhenCancelled_data();
    void leavesTheOldFileWhenCancelled();

private:
    void addFormats() const;
    void write(ReportFormat format);
    QString target() const { return m_directory->filePath(QStringLiteral("out/report")); }
    // All that stands in the target's directory: no draft is left beside it.
    QStringList written() const {
        return QDir(m_directory->filePath(QStringLiteral("out"))).entryList(QDir::Files | QDir::Hidden);
    }

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<test::Bench> m_bench;
    std::unique_ptr<QWidget> m_window;
    Theme m_theme;
    NoticeBar* m_notice = nullptr;
    ReportExport* m_export = nullptr;
};

void TestReportExport::init() {
    m_directory = std::make_unique<QTemporaryDir>();
    QVERIFY(QDir(m_directory->path()).mkdir(QStringLiteral("out")));
    QFile old(target());
    QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
    old.close();
    logLines::Writer writer("s");
    for (int i = 0; i < 200; ++i)
        writer.user("hello").evaluated(i % 5 != 0).responded().wait(60);
    const std::string logs = m_directory->filePath(QStringLiteral("logs")).toStdString();
    logLines::append(logs + "/a.jsonl", writer.text());
    const auto loaded = loadOnce(logs);
    QVERIFY(loaded);
    m_bench = std::make_unique<test::Bench>();
    m_bench->workspace->receive(*loaded);
    m_window = std::make_unique<QWidget>();
    m_notice = new NoticeBar(m_theme, m_window.get());
    m_export = new ReportExport(*m_bench->workspace, *m_notice, m_window.get());
    m_window->show();
}

void TestReportExport::cleanup() {
    m_window.reset();
    m_bench.reset();
}

void TestReportExport::addFormats() const {
    QTest::addColumn<ReportFormat>("format");
    QTest::newRow("PDF") << ReportFormat::Pdf;
    QTest::newRow("JSON") << ReportFormat::Json;
    QTest::newRow("CSV") << ReportFormat::Csv;
    QTest::newRow("Markdown") << ReportFormat::Markdown;
}

void TestReportExport::write(ReportFormat format) {
    const Subject& subject = *m_bench->workspace->subject();
    const ReportRequest request{{}, "logs", "0.1.0", subject.snapshot->counts.last};
    m_export->write(target(), std::make_shared<const Report>(gatherReport(subject.snapshot, subject.scope, request)),
                    format);
}

void TestReportExport::writesEachFormat_data() {
    addFormats();
}

void TestReportExport::writesEachFormat() {
    QFETCH(ReportFormat, format);
    QSignalSpy finished(m_export, &ReportExport::finished);
    write(format);
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY2(m_notice->text().startsWith("Saved "), qPrintable(m_notice->text()));
    const char* begins[]{"%PDF-", "{", "report,figure,value\r\n", "# Safety\n"};
    QVERIFY(contentsOf(target()).startsWith(begins[static_cast<std::size_t>(format)]));
    QCOMPARE(written(), QStringList("report"));
}

void TestReportExport::leavesTheOldFileOnAFullDisk_data() {
    addFormats();
}

void TestReportExport::leavesTheOldFileOnAFullDisk() {
    QFETCH(ReportFormat, format);
    QSignalSpy finished(m_export, &ReportExport::finished);
    {
        const FullDisk full;
        write(format);
        QTRY_COMPARE(finished.size(), 1);
    }
    const QString said = m_notice->text();
    QVERIFY2(said.startsWith("The report was not written. " + target()), qPrintable(said));
    QVERIFY2(said.contains("make room there, or write it elsewhere"), qPrintable(said));
    QCOMPARE(contentsOf(target()), QByteArray("old"));
    QCOMPARE(written(), QStringList("report"));
}

void TestReportExport::leavesTheOldFileWhenCancelled_data() {
    QTest::addColumn<QString>("stage");
    QTest::newRow("figures") << "Gathering the figures of the report…";
    QTest::newRow("pages") << "Writing ";
}

void TestReportExport::leavesTheOldFileWhenCancelled() {
    QFETCH(QString, stage);
    QSignalSpy finished(m_export, &ReportExport::finished);
    // In each turn of the event loop, so that no stage is missed.
    QTimer look;
    connect(&look, &QTimer::timeout, this, [&] {
        if (!m_notice->text().startsWith(stage))
            return;
        look.stop();
        for (auto* button : m_notice->findChildren<QPushButton*>())
            if (button->text() == "Cancel")
                button->click();
    });
    look.start();
    m_export->write(target(), {});
    QTRY_VERIFY(!look.isActive());
    QVERIFY(!m_notice->isVisible());
    m_bench->workspace->queryPool().waitForDone();
    QCoreApplication::sendPostedEvents();
    QCOMPARE(contentsOf(target()), QByteArray("old"));
    QCOMPARE(written(), QStringList("report"));
    QCOMPARE(finished.size(), 0);
    // The next one is written as ever.
    m_export->write(target(), {});
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(contentsOf(target()).startsWith("%PDF-"));
}

QTEST_MAIN(TestReportExport)
#include "tst_report_export.moc"
