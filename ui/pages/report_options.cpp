// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/report_options.h"

#include <algorithm>

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/pages/compare_texts.h"
#include "ui/report/report_text.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/segments.h"
#include "ui/workspace/settings.h"

namespace moie::ui {

namespace {

QString kindName(ReportKind kind) {
    switch (kind) {
    case ReportKind::All: return ReportOptions::tr("Everything");
    case ReportKind::LoveVectors: return ReportOptions::tr("Love vectors");
    case ReportKind::Safety: return ReportOptions::tr("Safety");
    case ReportKind::Performance: return ReportOptions::tr("Performance");
    case ReportKind::Evolution: return ReportOptions::tr("Evolution");
    case ReportKind::Session: return ReportOptions::tr("One session, with what was said");
    }
    return {};
}

QLabel* titleLabel(QWidget* parent, const QString& text, QWidget* buddy = nullptr) {
    auto* label = new QLabel(text, parent);
    label->setFont(Theme::font(TextStyle::Small));
    label->setProperty("tone", QStringLiteral("dim"));
    label->setBuddy(buddy);
    return label;
}

QComboBox* narrowList(QWidget* parent, const QString& name) {
    auto* list = new QComboBox(parent);
    list->setAccessibleName(name);
    list->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    return list;
}

std::vector<QCheckBox*> sectionBoxes(QWidget* parent) {
    std::vector<QCheckBox*> boxes;
    for (std::size_t i = 0; i < reportSectionCount; ++i)
        boxes.push_back(new QCheckBox(sectionTitle(static_cast<ReportSection>(i)), parent));
    return boxes;
}

} // namespace

ReportOptions::ReportOptions(Settings& settings, QWidget* parent)
    : QWidget(parent), m_settings(settings), m_setupRow(new QWidget(this)),
      m_setups(narrowList(m_setupRow, tr("Saved set-up"))), m_setupButton(new QPushButton(tr("Set-up…"), m_setupRow)),
      m_kind(narrowList(this, tr("Report on"))), m_session(narrowList(this, tr("Session"))), m_scope(new QLabel(this)),
      m_sections(sectionBoxes(this)), m_redaction(narrowList(this, tr("Texts"))),
      m_notes(new QCheckBox(tr("Notes, bookmarks and markers"), this)),
      m_paper(new Segments(tr("Paper"), {{tr("A4"), tr("210 × 297 mm")}, {tr("Letter"), tr("8.5 × 11 in")}}, this)) {
    ReportSetup first;
    first.paper = usualPaper(QLocale::system());
    m_setup = m_settings.lastReportSetup().value_or(first);
    for (const ReportKind kind : reportKinds)
        m_kind->addItem(kindName(kind));
    m_redaction->addItems({tr("As they were logged"), tr("Left out"), tr("Only how long they were")});
    m_redaction->setToolTip(format::toolTip(tr("What was said, and error messages, which may quote it")));
    m_scope->setTextFormat(Qt::PlainText);
    m_scope->setWordWrap(true);
    m_scope->setFont(Theme::font(TextStyle::Small));
    m_scope->setProperty("tone", QStringLiteral("dim"));
    m_session->setObjectName(QStringLiteral("session"));

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::length(4));
    const auto gap = [layout] { layout->addSpacing(Theme::length(9)); };
    buildSetups();
    layout->addWidget(m_setupRow);
    gap();
    layout->addWidget(titleLabel(this, tr("Report on"), m_kind));
    layout->addWidget(m_kind);
    m_sessionTitle = titleLabel(this, tr("Session"), m_session);
    layout->addWidget(m_sessionTitle);
    layout->addWidget(m_session);
    layout->addWidget(m_scope);
    gap();
    layout->addWidget(titleLabel(this, tr("Sections")));
    buildSections(*layout);
    gap();
    layout->addWidget(titleLabel(this, tr("Texts"), m_redaction));
    layout->addWidget(m_redaction);
    layout->addSpacing(Theme::length(4));
    layout->addWidget(m_notes);
    gap();
    layout->addWidget(titleLabel(this, tr("Paper")));
    layout->addWidget(m_paper);
    layout->addStretch(1);

    connect(m_kind, &QComboBox::activated, this, [this](int kind) {
        ReportSetup setup = m_setup;
        setup.kind = reportKinds[kind];
        setup.leftOut = {};
        choose(setup);
    });
    connect(m_session, &QComboBox::activated, this,
            [this] { emit sessionChosen(m_session->currentData().toString().toStdString()); });
    connect(m_redaction, &QComboBox::activated, this, [this](int redaction) {
        ReportSetup setup = m_setup;
        setup.redaction = static_cast<Redaction>(redaction);
        choose(setup);
    });
    connect(m_notes, &QCheckBox::clicked, this, [this](bool on) {
        ReportSetup setup = m_setup;
        setup.notes = on;
        choose(setup);
    });
    connect(m_paper, &Segments::chosen, this, [this](std::size_t paper) {
        ReportSetup setup = m_setup;
        setup.paper = static_cast<Paper>(paper);
        choose(setup);
    });
    showSetup();
}

void ReportOptions::buildSetups() {
    m_setups->setObjectName(QStringLiteral("setups"));
    m_more = new QMenu(this);
    m_setupButton->setToolTip(format::toolTip(tr("Save, rename or delete a set-up of these choices")));
    m_setupButton->setMenu(m_more);
    connect(m_more->addAction(tr("Save these choices…")), &QAction::triggered, this, &ReportOptions::askToSave);
    QAction* rename = m_more->addAction(tr("Rename…"));
    QAction* remove = m_more->addAction(tr("Delete"));
    connect(rename, &QAction::triggered, this, &ReportOptions::askToRename);
    connect(remove, &QAction::triggered, this, &ReportOptions::removeSetup);
    connect(m_more, &QMenu::aboutToShow, this, [this, rename, remove] {
        rename->setEnabled(!currentName().isEmpty());
        remove->setEnabled(!currentName().isEmpty());
    });
    connect(m_setups, &QComboBox::activated, this, [this] {
        const QString name = m_setups->currentData().toString();
        for (const SavedReportSetup& saved : m_settings.reportSetups())
            if (saved.name == name)
                return choose(saved.setup);
        showSetup();
    });
    auto* row = new QHBoxLayout(m_setupRow);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_setups, 1);
    row->addWidget(m_setupButton);
}

void ReportOptions::buildSections(QLayout& layout) {
    for (std::size_t i = 0; i < reportSectionCount; ++i) {
        const auto section = static_cast<ReportSection>(i);
        QCheckBox* box = m_sections[i];
        layout.addWidget(box);
        connect(box, &QCheckBox::clicked, this, [this, section](bool on) {
            ReportSetup setup = m_setup;
            setup.leftOut.set(section, !on);
            choose(setup);
        });
    }
}

void ReportOptions::setSetup(const ReportSetup& setup) {
    m_setup = setup;
    showSetup();
}

void ReportOptions::choose(const ReportSetup& setup) {
    const bool another = setup != m_setup;
    setSetup(setup);
    if (!another)
        return;
    m_settings.setLastReportSetup(setup);
    emit changed();
}

void ReportOptions::showSetup() {
    const auto kinds = std::size(reportKinds);
    for (std::size_t i = 0; i < kinds; ++i)
        if (reportKinds[i] == m_setup.kind)
            m_kind->setCurrentIndex(static_cast<int>(i));
    const ReportSections possible = sectionsOf(m_setup.kind);
    for (std::size_t i = 0; i < m_sections.size(); ++i) {
        const auto section = static_cast<ReportSection>(i);
        m_sections[i]->setVisible(possible.has(section));
        m_sections[i]->setChecked(m_setup.has(section));
    }
    m_sessionTitle->setVisible(m_setup.kind == ReportKind::Session);
    m_session->setVisible(m_setup.kind == ReportKind::Session);
    m_redaction->setCurrentIndex(static_cast<int>(m_setup.redaction));
    m_notes->setChecked(m_setup.notes);
    m_paper->setCurrent(static_cast<std::size_t>(m_setup.paper));
    fillSetups();
}

void ReportOptions::fillSetups() {
    m_setups->clear();
    const std::vector<SavedReportSetup> setups = m_settings.reportSetups();
    m_setups->addItem(setups.empty() ? tr("No saved set-up") : tr("Not saved"), QString());
    for (const SavedReportSetup& saved : setups) {
        m_setups->addItem(format::oneLine(saved.name), saved.name);
        if (saved.setup == m_setup && m_setups->currentIndex() <= 0)
            m_setups->setCurrentIndex(m_setups->count() - 1);
    }
    m_setups->setEnabled(!setups.empty());
}

QString ReportOptions::currentName() const {
    return m_setups->currentData().toString();
}

void ReportOptions::setSessions(const Snapshot& snapshot, const std::vector<SessionIndex>& sessions,
                                const std::string& chosen, Time now) {
    m_session->clear();
    m_session->addItem(tr("Choose a session"), QString());
    for (const SessionIndex session : sessions) {
        const QString id = QString::fromStdString(std::string(snapshot.name(snapshot.sessions[index(session)]->id)));
        m_session->addItem(sessionChoice(snapshot, session, now), id);
    }
    const QString wanted = QString::fromStdString(chosen);
    for (int i = 1; i < m_session->count() && !wanted.isEmpty(); ++i)
        if (m_session->itemData(i).toString().startsWith(wanted))
            return m_session->setCurrentIndex(i);
    if (wanted.isEmpty())
        return;
    // An older one than are listed.
    m_session->addItem(format::shortId(chosen), wanted);
    m_session->setCurrentIndex(m_session->count() - 1);
}

void ReportOptions::setScopeText(const QString& text) {
    m_scope->setText(text);
}

void ReportOptions::askToSave() {
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Save these choices"));
    dialog->setLabelText(tr("Kind, sections, texts, notes and paper, under the name:"));
    dialog->setTextValue(currentName().isEmpty() ? kindName(m_setup.kind) : currentName());
    dialog->setOkButtonText(tr("Save"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this](const QString& name) {
        if (name.trimmed().isEmpty())
            return;
        m_settings.saveReportSetup({name.trimmed(), m_setup});
        fillSetups();
        m_setups->setCurrentIndex(m_setups->findData(name.trimmed()));
    });
    dialog->open();
}

void ReportOptions::askToRename() {
    const QString before = currentName();
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Rename the set-up"));
    dialog->setLabelText(tr("New name of %1:").arg(format::oneLine(before)));
    dialog->setTextValue(before);
    dialog->setOkButtonText(tr("Rename"));
    connect(dialog, &QInputDialog::textValueSelected, this, [this, before](const QString& typed) {
        const QString name = typed.trimmed();
        if (name.isEmpty() || name == before)
            return;
        if (!m_settings.renameReportSetup(before, name)) {
            auto* says = new QMessageBox(QMessageBox::Warning, tr("Rename the set-up"),
                                         tr("Another set-up has the name %1.").arg(format::oneLine(name)),
                                         QMessageBox::Ok, this);
            says->setTextFormat(Qt::PlainText);
            says->setAttribute(Qt::WA_DeleteOnClose);
            return says->open();
        }
        fillSetups();
        m_setups->setCurrentIndex(m_setups->findData(name));
    });
    dialog->open();
}

void ReportOptions::removeSetup() {
    m_settings.deleteReportSetup(currentName());
    fillSetups();
}

} // namespace moie::ui
