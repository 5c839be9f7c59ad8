// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/start_page.h"

#include <cerrno>
#include <cmath>

#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHideEvent>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QScrollArea>
#include <QShowEvent>
#include <QStandardPaths>
#include <QTimer>
#include <QVBoxLayout>

#include "ui/frame/frame_state.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/plain_label.h"
#include "ui/widgets/plain_views.h"

namespace moie::ui {

namespace {

constexpr double columnWidth = 680; // design pixels
constexpr double recentWidth = 250; // so that it fits the narrowest window
constexpr int progressSteps = 1000;
constexpr qsizetype mostShown = 5; // of the recent directories; the top bar has them all

QPushButton* makeButton(QWidget* parent, const QString& text = {}) {
    auto* button = new QPushButton(text, parent);
    button->setAutoDefault(true); // Enter presses it where it has the focus
    return button;
}

QString said(const Error& error) {
    return format::oneLine(QString::fromStdString(error.describe())) + QLatin1Char('.');
}

QString defaultSessionDirectory() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
           QStringLiteral("/moie-observatory/sessions");
}

} // namespace

StartPage::StartPage(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
    QScrollArea* scroll = scrolledColumn(this);
    auto* middle = new QWidget(scroll->widget());
    middle->setMaximumWidth(Theme::length(columnWidth));
    auto* column = new QVBoxLayout(middle);
    column->setSpacing(Theme::length(12));
    column->addStretch(1);
    m_title = wrappedLabel({}, TextStyle::Heading, "", middle);
    m_text = wrappedLabel({}, TextStyle::Body, "dim", middle);
    column->addWidget(m_title);
    column->addWidget(m_text);
    showNothingOpened();
    addOpening(*column);
    addDemonstration(*column);
    addSession(*column);
    column->addStretch(2);
    auto* row = new QHBoxLayout(scroll->widget());
    row->setContentsMargins(Theme::length(16), Theme::length(14), Theme::length(16), Theme::length(14));
    row->addStretch(1);
    row->addWidget(middle, 100);
    row->addStretch(1);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    setDemonstrationDirectory(Demonstration::defaultDirectory());
    setSessionDirectory(defaultSessionDirectory());
    connect(&theme, &Theme::themeChanged, this, &StartPage::showIcons);
    showIcons();
}

StartPage::Offer StartPage::addOffer(QVBoxLayout& column, const QString& icon, const QString& title,
                                     const QString& text) {
    auto* card = new Card(title, column.parentWidget());
    auto* contents = new QWidget(card);
    auto* row = new QHBoxLayout(contents);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Theme::length(12));
    auto* picture = new QLabel(contents);
    m_icons.emplace_back(picture, icon);
    row->addWidget(picture, 0, Qt::AlignTop);
    auto* inside = new QVBoxLayout;
    inside->setSpacing(Theme::length(8));
    inside->addWidget(wrappedLabel(text, TextStyle::Body, "dim", contents));
    row->addLayout(inside, 1);
    card->setContent(contents);
    column.addWidget(card);
    return {contents, inside};
}

void StartPage::addOpening(QVBoxLayout& column) {
    const Offer offer = addOffer(
        column, QStringLiteral("folder"), tr("Open a log directory"),
        tr("Choose the directory that your Love Engine logs to, or drop its folder anywhere in this window. It "
           "is watched from then on."));
    m_open = makeButton(offer.parent, tr("Open directory…"));
    m_open->setProperty("primary", true);
    connect(m_open, &QPushButton::clicked, this, &StartPage::chooserWanted);
    offer.column->addWidget(m_open, 0, Qt::AlignLeft);
    m_recentTitle = wrappedLabel(tr("Opened before"), TextStyle::Small, "dim", offer.parent);
    m_recentTitle->hide();
    offer.column->addWidget(m_recentTitle);
    m_recents = new QVBoxLayout;
    m_recents->setSpacing(Theme::length(2));
    offer.column->addLayout(m_recents);
}

void StartPage::addDemonstration(QVBoxLayout& column) {
    const Offer offer = addOffer(column, QStringLiteral("overview"), tr("Try the demonstration"),
                                 tr("Invented sessions of two weeks, good ones and bad ones, as an engine would have "
                                    "logged them. They are written into a directory of their own."));
    m_demonstrate = makeButton(offer.parent);
    m_progress = new QProgressBar(offer.parent);
    m_progress->setRange(0, progressSteps);
    m_progress->setTextVisible(false);
    m_progress->setAccessibleName(tr("How much of the demonstration is made"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_demonstrate);
    row->addWidget(m_progress, 1);
    row->addStretch(0);
    offer.column->addLayout(row);
    m_demonstrationSaid = wrappedLabel({}, TextStyle::Body, "bad", offer.parent);
    offer.column->addWidget(m_demonstrationSaid);
    connect(m_demonstrate, &QPushButton::clicked, this, &StartPage::toggleDemonstration);
    connect(&m_demonstration, &Demonstration::progressed, this,
            [this](double share) { m_progress->setValue(static_cast<int>(std::lround(share * progressSteps))); });
    connect(&m_demonstration, &Demonstration::made, this, [this](const QString& directory) {
        endDemonstration();
        emit directoryChosen(directory);
    });
    connect(&m_demonstration, &Demonstration::failed, this, [this](const Error& error) {
        endDemonstration();
        complain(*m_demonstrationSaid, said(error));
        emit demonstrationFailed(m_demonstrationSaid->text());
    });
    endDemonstration();
}

void StartPage::addSession(QVBoxLayout& column) {
    const Offer offer = addOffer(
        column, QStringLiteral("live"), tr("Hold a live session"),
        tr("Talk with a small Love Engine that scores and guards each reply. Its built-in listener works offline, "
           "with nothing installed; what you say is logged, to be looked at here."));
    m_sessionPlace = wrappedLabel({}, TextStyle::Small, "dim", offer.parent);
    offer.column->addWidget(m_sessionPlace);
    m_session = makeButton(offer.parent, tr("Hold a session"));
    auto* elsewhere = makeButton(offer.parent, tr("Log elsewhere…"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_session);
    row->addWidget(elsewhere);
    row->addStretch(1);
    offer.column->addLayout(row);
    m_sessionSaid = wrappedLabel({}, TextStyle::Body, "bad", offer.parent);
    m_sessionSaid->hide();
    offer.column->addWidget(m_sessionSaid);
    connect(m_session, &QPushButton::clicked, this, &StartPage::startSession);
    connect(elsewhere, &QPushButton::clicked, this, &StartPage::chooseSessionDirectory);
}

void StartPage::setRecents(const QStringList& directories) {
    if (directories == m_directories)
        return; // and the one that has the keys keeps them
    m_directories = directories;
    while (QLayoutItem* old = m_recents->takeAt(0)) {
        old->widget()->deleteLater();
        delete old;
    }
    m_recentTitle->setVisible(!directories.isEmpty());
    for (const QString& directory : directories.mid(0, mostShown)) {
        auto* button = makeButton(m_recents->parentWidget());
        button->setProperty("link", true);
        QString name =
            button->fontMetrics().elidedText(shortPath(directory), Qt::ElideMiddle, Theme::length(recentWidth));
        button->setText(name.replace(QLatin1Char('&'), QLatin1String("&&")));
        button->setAccessibleName(tr("Open %1").arg(shownPath(directory)));
        button->setToolTip(format::toolTip(shownPath(directory)));
        connect(button, &QPushButton::clicked, this, [this, directory] { emit directoryChosen(directory); });
        m_recents->addWidget(button, 0, Qt::AlignLeft);
    }
}

void StartPage::setOpened(const QString& directory, const QString& title, const QString& text) {
    if (directory == m_opened)
        return; // and a place for sessions that was chosen stays
    m_opened = directory;
    setSessionDirectory(directory.isEmpty() ? defaultSessionDirectory() : directory);
    if (directory.isEmpty()) {
        showNothingOpened();
    } else {
        m_title->setText(title);
        m_text->setText(text);
    }
}

void StartPage::showNothingOpened() {
    m_title->setText(tr("See into a Love Engine"));
    m_text->setText(tr("What an engine logged, and what it is logging now. Its logs are never changed."));
}

void StartPage::setDemonstrationDirectory(const QString& directory) {
    m_demonstrationDirectory = directory;
    showDemonstrationOffer();
}

void StartPage::setSessionDirectory(const QString& directory) {
    m_sessionDirectory = directory;
    m_sessionPlace->setText(tr("Logged to %1").arg(shownPath(directory)));
}

// Enter then opens a directory. Later: the window's own first focus comes with its activation.
void StartPage::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    if (!m_demonstration.isRunning())
        showDemonstrationOffer();
    if (!event->spontaneous())
        QTimer::singleShot(0, m_open, [this] { m_open->setFocus(); });
}

// What is being made for a page that is left is not opened over the user's head.
void StartPage::hideEvent(QHideEvent* event) {
    QWidget::hideEvent(event);
    if (!event->spontaneous())
        cancelDemonstration();
}

void StartPage::toggleDemonstration() {
    if (m_demonstration.isRunning())
        cancelDemonstration();
    else
        openDemonstration();
}

bool StartPage::isDemonstrationMade() const {
    return QFileInfo(m_demonstrationDirectory).isDir();
}

void StartPage::cancelDemonstration() {
    if (!m_demonstration.isRunning())
        return;
    m_demonstration.cancel();
    endDemonstration();
}

void StartPage::openDemonstration() {
    if (m_demonstration.isRunning())
        return;
    m_demonstrate->setText(tr("Cancel"));
    m_demonstrationSaid->hide();
    m_progress->setValue(0);
    m_progress->show();
    m_demonstration.make(m_demonstrationDirectory);
}

void StartPage::showDemonstrationOffer() {
    m_demonstrate->setText(isDemonstrationMade() ? tr("Open the demonstration") : tr("Make the demonstration"));
}

void StartPage::endDemonstration() {
    showDemonstrationOffer();
    m_demonstrationSaid->hide();
    m_progress->hide();
}

// Readable by the user alone: conversations are private.
void StartPage::startSession() {
    m_sessionSaid->hide();
    errno = 0;
    const bool isThere = QDir(m_sessionDirectory).exists();
    if (!isThere && !QDir().mkpath(m_sessionDirectory)) {
        complain(*m_sessionSaid, said(errorFromErrno("cannot make the directory",
                                                     QFile::encodeName(m_sessionDirectory).toStdString(), errno)));
        return;
    }
    if (!isThere)
        QFile::setPermissions(m_sessionDirectory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    emit sessionDirectoryChosen(m_sessionDirectory);
}

void StartPage::chooseSessionDirectory() {
    auto* dialog = new QFileDialog(this, tr("Where sessions are logged"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& directory) {
        setSessionDirectory(directory);
        startSession();
    });
    dialog->open();
}

void StartPage::complain(QLabel& label, const QString& what) {
    label.setText(what);
    label.show();
}

void StartPage::showIcons() {
    const int size = Theme::length(28);
    for (const auto& [label, name] : m_icons)
        label->setPixmap(m_theme.icon(name, ColorRole::Dim).pixmap(QSize(size, size), devicePixelRatioF()));
}

} // namespace moie::ui
