// SPDX-License-Identifier: GPL-3.0-or-later
// Pages as they look, against pictures kept beside this test, of a demonstration directory that is always the same.
// After a change that is meant: MOIE_RENEW_PICTURES=1 tst_pictures, then look at what git shows as changed.
#include <algorithm>
#include <cstdlib>

#include <QDir>
#include <QImage>
#include <QPainter>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

namespace {

constexpr int statusBar = 28; // at the foot, says how long ago the last entry was
constexpr int scrollBar = 14; // at the right, tells the height of what is not in the picture
// Half the screen's size and this much of difference let rounding and other processors' arithmetic pass; a word, a
// line of a chart or a colour do not.
constexpr int usualDifference = 48;
constexpr int mostDifferent = 12;

int differenceOf(QRgb a, QRgb b) {
    return std::max({std::abs(qRed(a) - qRed(b)), std::abs(qGreen(a) - qGreen(b)), std::abs(qBlue(a) - qBlue(b))});
}

// Pixels that differ by more than is usual; all where the sizes do.
int differentPixels(const QImage& a, const QImage& b) {
    if (a.size() != b.size())
        return std::max(a.width() * a.height(), b.width() * b.height());
    int count = 0;
    for (int y = 0; y < a.height(); ++y)
        for (int x = 0; x < a.width(); ++x)
            count += differenceOf(a.pixel(x, y), b.pixel(x, y)) > usualDifference ? 1 : 0;
    return count;
}

QString keptPicture(const QString& name) {
    return QStringLiteral(TEST_SOURCE_DIR "/pictures/") + name;
}

} // namespace

class TestPictures : public QObject {
    Q_OBJECT

private slots:
    void initTestCase();
    void tellsPicturesApart();
    void pages_data();
    void pages();

private:
    QString run(const QString& program, const QStringList& arguments) const;
    QString path(const char* name) const { return m_directory.filePath(QLatin1String(name)); }

    QTemporaryDir m_directory;
};

// What the program has to say; empty where it ended well.
QString TestPictures::run(const QString& program, const QStringList& arguments) const {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("QT_QPA_PLATFORM", "offscreen");
    environment.insert("TZ", "Europe/Berlin");
    environment.insert("LC_ALL", "C.UTF-8");
    environment.insert("XDG_CONFIG_HOME", path("config"));
    environment.insert("XDG_DATA_HOME", path("data"));
    environment.insert("XDG_CACHE_HOME", path("cache"));
    environment.insert("FONTCONFIG_FILE", path("fonts.conf"));
    for (const char* name : {"QT_SCALE_FACTOR", "QT_FONT_DPI", "QT_SCREEN_SCALE_FACTORS"})
        environment.remove(QLatin1String(name));
    process.setProcessEnvironment(environment);
    process.setWorkingDirectory(m_directory.path());
    process.start(program, arguments);
    const bool isWell = process.waitForFinished(60'000) && process.exitStatus() == QProcess::NormalExit &&
                        process.exitCode() == EXIT_SUCCESS;
    return isWell ? QString() : program + " failed: " + QString::fromUtf8(process.readAllStandardError());
}

void TestPictures::initTestCase() {
    // Neither the fonts nor the rendering of whoever runs the test.
    QFile fonts(path("fonts.conf"));
    QVERIFY(fonts.open(QIODevice::WriteOnly));
    fonts.write(R"(<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts/opentype/inter</dir>
  <dir>/usr/share/fonts/truetype/dejavu</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <match target="font">
    <edit name="antialias" mode="assign"><bool>true</bool></edit>
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
    <edit name="rgba" mode="assign"><const>none</const></edit>
  </match>
</fontconfig>
)");
    fonts.close();
    if (!QDir("/usr/share/fonts/opentype/inter").exists())
        QSKIP("the font of the pictures is not installed");
    QCOMPARE(run(MOIELOG_PATH, {"demo", "love-engine/logs", "--end", "2026-11-20T18:00", "--seed", "5"}), QString());
}

void TestPictures::tellsPicturesApart() {
    QImage picture(720, 436, QImage::Format_RGB32);
    picture.fill(Qt::white);
    QPainter painter(&picture);
    painter.drawText(40, 40, "Love vectors");
    painter.end();
    QImage paler = picture;
    paler.fill(qRgb(250, 250, 250));
    QVERIFY(differentPixels(picture, paler) > mostDifferent); // the words are gone
    QImage word = picture;
    painter.begin(&word);
    painter.drawText(300, 200, "stable");
    painter.end();
    QVERIFY(differentPixels(picture, word) > mostDifferent);
    QImage line = picture;
    painter.begin(&line);
    painter.drawLine(300, 300, 330, 310);
    painter.end();
    QVERIFY(differentPixels(picture, line) > mostDifferent);
    QVERIFY(differentPixels(picture, picture.copy(0, 0, 719, 436)) > mostDifferent);
    QImage shade(picture.size(), QImage::Format_RGB32);
    shade.fill(qRgb(240, 240, 240));
    QImage white(picture.size(), QImage::Format_RGB32);
    white.fill(Qt::white);
    QCOMPARE(differentPixels(white, shade), 0);
}

void TestPictures::pages_data() {
    QTest::addColumn<QString>("page");
    QTest::addColumn<QString>("theme");
    for (const char* page : {"overview", "love-vectors", "safety", "performance", "evolution", "compare", "sessions"})
        QTest::newRow(page) << page << "light";
    QTest::newRow("overview, dark") << "overview"
                                    << "dark";
    QTest::newRow("safety, dark") << "safety"
                                  << "dark";
}

void TestPictures::pages() {
    QFETCH(QString, page);
    QFETCH(QString, theme);
    const QString name = page + '-' + theme + ".png";
    QCOMPARE(run(OBSERVATORY_PATH, {"love-engine/logs", "--page", page, "--theme", theme, "--size", "1440x900",
                                    "--screenshot", path("window.png")}),
             QString());
    const QImage window(path("window.png"));
    QCOMPARE(window.size(), QSize(1440, 900));
    const QSize size(window.width() - scrollBar, window.height() - statusBar);
    const QImage picture = window.copy(QRect(QPoint(), size))
                               .scaled(size / 2, Qt::IgnoreAspectRatio, Qt::SmoothTransformation)
                               .convertToFormat(QImage::Format_RGB32);
    if (qEnvironmentVariableIsSet("MOIE_RENEW_PICTURES")) {
        QVERIFY(QDir().mkpath(keptPicture({})));
        QVERIFY(picture.save(keptPicture(name)));
        return;
    }
    const int different = differentPixels(picture, QImage(keptPicture(name)).convertToFormat(QImage::Format_RGB32));
    if (different > mostDifferent) {
        picture.save(name); // for whoever looks into it
        QFAIL(qPrintable(QString("%1 pixels differ from %2; as it looks now: %3")
                             .arg(different)
                             .arg(keptPicture(name), QDir::current().filePath(name))));
    }
}

QTEST_MAIN(TestPictures)
#include "tst_pictures.moc"
