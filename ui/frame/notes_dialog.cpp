// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/notes_dialog.h"

#include <algorithm>
#include <chrono>
#include <unordered_map>
#include <utility>

#include <QDialogButtonBox>
#include <QEvent>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSet>
#include <QVBoxLayout>

#include "ui/pages/session_texts.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/figure_table.h"
#include "ui/widgets/plain_label.h"
#include "ui/workspace/annotations.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {

namespace {

constexpr std::size_t mostListed = 2000;
// Sessions of a busy log that came in the meantime are looked up at once.
constexpr std::chrono::seconds listEvery{1};

std::unordered_map<std::string_view, SessionIndex> sessionsByName(const Snapshot& snapshot) {
    std::unordered_map<std::string_view, SessionIndex> sessions;
    for (std::size_t i = 0; i < snapshot.sessions.size(); ++i)
        sessions.emplace(snapshot.name(snapshot.sessions[i]->id), SessionIndex(static_cast<std::uint32_t>(i)));
    return sessions;
}

void tell(QLabel* label, const QString& text) {
    label->setText(text);
    label->setVisible(!text.isEmpty());
}

} // namespace

NotesDialog::NotesDialog(Workspace& workspace, const Theme& theme, QWidget* parent)
    : QDialog(parent), m_workspace(workspace), m_text(new QLineEdit), m_table(new FigureTable(theme, tr("Your notes"))),
      m_says(wrappedLabel({}, TextStyle::Small, "dim")), m_outcome(wrappedLabel({}, TextStyle::Small, "dim")),
      m_soon(this) {
    setWindowTitle(tr("Your notes"));
    m_text->setPlaceholderText(tr("Find in notes and markers"));
    m_text->setAccessibleName(tr("Find in notes and markers"));
    m_text->setClearButtonEnabled(true);
    m_text->installEventFilter(this);
    m_table->setColumns({{.title = tr("When")}, {.title = tr("Session")}, {.title = tr("What"), .wide = true}});
    m_table->setRowsShown(10, 10'000);
    m_says->hide();
    m_outcome->hide();
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* exporting = buttons->addButton(tr("Export all…"), QDialogButtonBox::ActionRole);
    auto* importing = buttons->addButton(tr("Import…"), QDialogButtonBox::ActionRole);
    for (QPushButton* button : {exporting, importing})
        button->setAutoDefault(false);
    exporting->setToolTip(format::toolTip(tr("The notes of all logs, as JSON Lines")));
    importing->setToolTip(
        format::toolTip(tr("Adds notes from such a file; of two on the same turn the newer one stays")));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::length(18), Theme::length(16), Theme::length(18), Theme::length(16));
    layout->addWidget(m_text);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_says);
    layout->addWidget(m_outcome);
    layout->addWidget(buttons);

    Annotations& annotations = workspace.annotations();
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(exporting, &QPushButton::clicked, this, &NotesDialog::askWhereTo);
    connect(importing, &QPushButton::clicked, this, &NotesDialog::askWhatFrom);
    connect(m_text, &QLineEdit::textChanged, this, &NotesDialog::list);
    connect(m_text, &QLineEdit::returnPressed, this, [this] { goTo(0); });
    connect(m_table, &FigureTable::rowActivated, this, &NotesDialog::goTo);
    connect(&annotations, &Annotations::changed, this, &NotesDialog::list);
    connect(&workspace, &Workspace::directoryChanged, this, &NotesDialog::list);
    connect(&workspace, &Workspace::textsHiddenChanged, this, &NotesDialog::list);
    connect(&workspace, &Workspace::textsHiddenChanged, this, &NotesDialog::showCover);
    // What is noted of a session that was not read yet is listed once it is.
    m_soon.setSingleShot(true);
    m_soon.setInterval(listEvery);
    connect(&m_soon, &QTimer::timeout, this, &NotesDialog::list);
    connect(&workspace, &Workspace::snapshotPublished, this, [this](const SnapshotPtr& snapshot) {
        if (m_mayGrow && !m_soon.isActive() && snapshot->load.complete && snapshot->sessions.size() != m_sessions)
            m_soon.start();
    });
    connect(&annotations, &Annotations::exported, this, [this](const QString& problem) {
        tell(m_outcome, problem.isEmpty() ? tr("The notes of all logs were exported.") : problem);
    });
    connect(&annotations, &Annotations::imported, this, [this](const QString& problem) {
        tell(m_outcome, problem.isEmpty() ? tr("The notes were imported.") : problem);
    });
    list();
    resize(Theme::length(640), Theme::length(420));
}

void NotesDialog::list() {
    m_soon.stop();
    m_listed.clear();
    const SnapshotPtr snapshot = m_workspace.snapshot();
    const AnnotationSetPtr annotations = m_workspace.annotations().present();
    std::size_t elsewhere = 0;
    m_sessions = snapshot ? snapshot->sessions.size() : 0;
    if (snapshot) {
        const auto sessions = sessionsByName(*snapshot);
        for (TurnKey& key : annotations->turnsWith(m_text->text())) {
            if (const auto found = sessions.find(key.session); found != sessions.end())
                m_listed.emplace_back(NotedTurn{found->second, std::move(key)});
            else
                ++elsewhere;
        }
        QSet<QString> own;
        for (const TimeMarker& marker : annotations->markersOf(*snapshot, m_workspace.directory()))
            own.insert(marker.id);
        for (TimeMarker& marker : annotations->markersWith(m_text->text())) {
            if (own.contains(marker.id))
                m_listed.emplace_back(std::move(marker));
            else
                ++elsewhere;
        }
    }
    m_mayGrow = !snapshot || elsewhere > 0;
    const auto timeOf = [](const Listed& listed) {
        const auto* turn = std::get_if<NotedTurn>(&listed);
        return turn ? turn->key.time : std::get<TimeMarker>(listed).time;
    };
    std::stable_sort(m_listed.begin(), m_listed.end(),
                     [&](const Listed& a, const Listed& b) { return timeOf(a) > timeOf(b); });
    const std::size_t found = m_listed.size();
    m_listed.resize(std::min(found, mostListed));

    const Time now = m_workspace.clock().now();
    const bool hidden = m_workspace.textsHidden();
    std::vector<FigureRow> rows;
    for (const Listed& listed : m_listed) {
        const auto* turn = std::get_if<NotedTurn>(&listed);
        const FigureCell when{.text = format::dateTime(timeOf(listed), now), .order = toUnixSeconds(timeOf(listed))};
        if (turn)
            rows.push_back({when,
                            {.text = format::shortId(turn->key.session)},
                            {.text = format::oneLine(notesText(*annotations->of(turn->key), hidden).simplified())}});
        else
            rows.push_back(
                {when,
                 {},
                 {.text = tr("Marker: %1").arg(format::oneLine(std::get<TimeMarker>(listed).text.simplified()))}});
    }
    m_table->setEmptyText(m_text->text().isEmpty()
                              ? tr("Nothing noted in this log yet. In Sessions, B bookmarks a turn and N notes it.")
                              : tr("No note or marker of this log says that"));
    m_table->setRows(std::move(rows));
    QStringList said;
    if (found > mostListed)
        said += tr("The newest %1 of %2 are listed.").arg(format::count(mostListed), format::count(found));
    if (elsewhere > 0)
        said += tr("%1 more in other logs.").arg(format::count(elsewhere));
    tell(m_says, said.join(QLatin1Char(' ')));
}

// As in the filter line: what is looked for is seen by who types it.
void NotesDialog::showCover() {
    const bool covers = m_workspace.textsHidden() && !m_text->hasFocus();
    m_text->setEchoMode(covers ? QLineEdit::Password : QLineEdit::Normal);
}

bool NotesDialog::eventFilter(QObject* watched, QEvent* event) {
    if (watched == m_text && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
        showCover();
    return QDialog::eventFilter(watched, event);
}

// A turn on the Sessions page, a marker on Evolution.
void NotesDialog::goTo(std::size_t row) {
    const SnapshotPtr snapshot = m_workspace.snapshot();
    if (row >= m_listed.size() || !snapshot)
        return;
    if (const auto* turn = std::get_if<NotedTurn>(&m_listed[row])) {
        const auto opening = openingOf(*snapshot, turn->session, turn->key);
        if (!opening) {
            tell(m_outcome, tr("That turn is not in this log, or not read yet."));
            return;
        }
        m_workspace.showTurn({turn->session, *opening});
        return;
    }
    Place place = m_workspace.place();
    place.turn.reset();
    place.page = QStringLiteral("evolution");
    m_workspace.go(place);
}

void NotesDialog::askWhereTo() {
    auto* dialog = new QFileDialog(this, tr("Export the notes of all logs"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("jsonl"));
    dialog->selectFile(QStringLiteral("observatory-notes.jsonl"));
    connect(dialog, &QFileDialog::fileSelected, &m_workspace.annotations(), &Annotations::exportTo);
    dialog->open();
}

void NotesDialog::askWhatFrom() {
    auto* dialog = new QFileDialog(this, tr("Import notes"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Exported notes (*.jsonl)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, &m_workspace.annotations(), &Annotations::importFrom);
    dialog->open();
}

} // namespace moie::ui
