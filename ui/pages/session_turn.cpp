// SPDX-License-Identifier: GPL-3.0-or-later
// The Sessions page: its one cursor over turns, and what can be done with the turn that it is on.
#include <algorithm>
#include <utility>

#include <QApplication>
#include <QClipboard>
#include <QInputDialog>
#include <QKeyEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPointer>
#include <QToolTip>

#include <moie/query/turn_texts.h>
#include <moie/store/entry_text.h>

#include "ui/charts/chart_view.h"
#include "ui/models/outlined_entry.h"
#include "ui/pages/sessions_page.h"
#include "ui/theme/format.h"
#include "ui/widgets/chart_card.h"
#include "ui/widgets/text_viewer.h"
#include "ui/widgets/transcript_view.h"
#include "ui/widgets/turn_panel.h"
#include "ui/workspace/annotations.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {
namespace {

QString utf8(std::string_view bytes) {
    return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

OutlinedEntry viewOf(const Result<std::string>& line) {
    if (line)
        return outlinedEntry(*line);
    return {SessionsPage::tr("This entry cannot be read: %1")
                .arg(format::oneLine(QString::fromStdString(line.error().describe()))),
            {}};
}

SaidText partOf(const TurnTexts& texts, TranscriptPart part) {
    return part == TranscriptPart::Message ? texts.message : texts.response;
}

// All of a text of a turn.
SaidText readAll(const Snapshot& snapshot, SessionIndex session, EntryId opening, TranscriptPart part) {
    const auto selected = turnWithOpening(snapshot, session, opening);
    return selected ? partOf(readTurnTexts(snapshot, *selected, std::string::npos), part) : SaidText{};
}

// Enter alone begins a new line.
class AcceptByCtrlEnter : public QObject {
public:
    explicit AcceptByCtrlEnter(QDialog* dialog) : QObject(dialog), m_dialog(dialog) {}

    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() != QEvent::KeyPress)
            return false;
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
        if (!isEnter || !key->modifiers().testFlag(Qt::ControlModifier))
            return false;
        m_dialog->accept();
        return true;
    }

private:
    QDialog* m_dialog;
};

} // namespace

std::optional<std::size_t> SessionsPage::currentTurn() const {
    if (!m_turns || m_turn == noEntry)
        return std::nullopt;
    const std::size_t found = m_turns->find(m_turn);
    return found < m_turns->turns.size() ? std::optional(found) : std::nullopt;
}

void SessionsPage::selectTurn(std::size_t turn) {
    m_turn = m_turns->turns[turn].opening;
    showTurn(false);
    workspace().selectTurn(TurnPlace{*m_session, m_turn});
}

// The cursor, in all parts of the page.
void SessionsPage::showTurn(bool scroll) {
    if (m_turn == noEntry && m_turns && m_session == m_turns->session && !m_turns->turns.empty())
        m_turn = m_turns->turns.front().opening;
    const auto turn = currentTurn();
    m_chart->view()->setSelectedTime(turn ? std::optional(m_turns->turns[*turn].opened) : std::nullopt);
    std::optional<std::size_t> shown;
    if (turn) {
        const auto found = std::lower_bound(m_shown.begin(), m_shown.end(), *turn);
        if (found != m_shown.end() && *found == *turn)
            shown = static_cast<std::size_t>(found - m_shown.begin());
    }
    m_transcript->setSelected(shown);
    if (scroll && shown)
        m_transcript->showTurn(*shown);
    readTurn();
}

void SessionsPage::step(int by) {
    const auto turn = currentTurn();
    if (!turn || m_shown.empty())
        return;
    const auto found = std::lower_bound(m_shown.begin(), m_shown.end(), *turn) - m_shown.begin();
    const auto next = std::clamp<std::ptrdiff_t>(found + by, 0, static_cast<std::ptrdiff_t>(m_shown.size()) - 1);
    selectTurn(m_shown[static_cast<std::size_t>(next)]);
    m_transcript->showTurn(static_cast<std::size_t>(next));
}

// Unsafe: it reached the user, or was caught.
void SessionsPage::stepToUnsafe(int by) {
    const auto turn = currentTurn();
    if (!turn)
        return;
    const auto count = static_cast<std::ptrdiff_t>(m_shown.size());
    for (auto i = std::lower_bound(m_shown.begin(), m_shown.end(), *turn) - m_shown.begin() + by; i >= 0 && i < count;
         i += by) {
        const Verdict verdict = m_turns->turns[m_shown[static_cast<std::size_t>(i)]].verdict;
        if (verdict != Verdict::ReachedUser && verdict != Verdict::Caught)
            continue;
        selectTurn(m_shown[static_cast<std::size_t>(i)]);
        m_transcript->showTurn(static_cast<std::size_t>(i));
        return;
    }
    const QString none = by > 0 ? tr("No unsafe turn after this one") : tr("No unsafe turn before this one");
    QToolTip::showText(m_right->mapToGlobal(QPoint()), format::toolTip(none), m_right);
}

void SessionsPage::readTurn() {
    if (!currentTurn()) {
        m_read.reset();
        m_panel->clear(m_turns && m_turns->turns.empty() ? tr("This session has no turns") : QString());
        settleIfDone();
        return;
    }
    m_turnQuery.replace(
        [this, snapshot = m_snapshot, session = *m_session, opening = m_turn](std::stop_token) -> LatestQuery::Deliver {
            ReadTurn read;
            if (const auto detail = turnDetail(*snapshot, session, opening))
                read.detail = *detail;
            if (const auto selected = turnWithOpening(*snapshot, session, opening))
                read.sampling = readSampling(*snapshot, *selected);
            return [this, read = std::move(read)] {
                const bool sameTurn = m_read && m_read->detail.turn.opening == read.detail.turn.opening;
                m_read = read;
                if (!sameTurn)
                    m_panel->setEntryText({}, {});
                m_panel->setContent(
                    turnPanel(*m_snapshot, *m_read, notesOf(m_read->detail.turn), workspace().textsHidden()), sameTurn);
                settleIfDone();
            };
        });
}

void SessionsPage::showPanel() {
    if (m_read && m_snapshot)
        m_panel->setContent(turnPanel(*m_snapshot, *m_read, notesOf(m_read->detail.turn), workspace().textsHidden()),
                            true);
}

void SessionsPage::showEntry(int entry) {
    m_entryQuery.drop();
    if (!m_read || entry < 0 || static_cast<std::size_t>(entry) >= m_read->detail.entries.size())
        return m_panel->setEntryText({}, {});
    if (workspace().textsHidden())
        return m_panel->setEntryText(tr("Texts are hidden"), {});
    const EntryId id = m_read->detail.entries[static_cast<std::size_t>(entry)].id;
    m_entryQuery.replace([this, snapshot = m_snapshot, id](std::stop_token) -> LatestQuery::Deliver {
        return [this, view = viewOf(readText(*snapshot, snapshot->entries.placeOf(id)))] {
            m_panel->setEntryText(view.text, view.paths);
        };
    });
}

void SessionsPage::copyEntry(int entry) {
    if (!m_read || entry < 0 || static_cast<std::size_t>(entry) >= m_read->detail.entries.size() ||
        workspace().textsHidden())
        return;
    const EntryId id = m_read->detail.entries[static_cast<std::size_t>(entry)].id;
    m_copyQuery.replace([snapshot = m_snapshot, id](std::stop_token) -> LatestQuery::Deliver {
        const auto line = readText(*snapshot, snapshot->entries.placeOf(id));
        const QString text = line ? utf8(*line) : QString();
        return [text] {
            if (!text.isEmpty())
                QApplication::clipboard()->setText(text);
        };
    });
}

void SessionsPage::copyText(std::size_t shown, TranscriptPart part) {
    if (workspace().textsHidden())
        return;
    const EntryId opening = m_turns->turns[m_shown[shown]].opening;
    m_copyQuery.replace(
        [snapshot = m_snapshot, session = *m_session, opening, part](std::stop_token) -> LatestQuery::Deliver {
            const QString text = utf8(readAll(*snapshot, session, opening, part).text);
            return [text] { QApplication::clipboard()->setText(text); };
        });
}

void SessionsPage::openText(std::size_t shown, TranscriptPart part) {
    if (workspace().textsHidden())
        return;
    const std::size_t turn = m_shown[shown];
    const QString title = part == TranscriptPart::Message ? tr("Message of turn %1") : tr("Response of turn %1");
    auto* viewer = new TextViewer(title.arg(format::count(turn + 1)), this);
    viewer->open();
    m_copyQuery.replace([snapshot = m_snapshot, session = *m_session, opening = m_turns->turns[turn].opening, part,
                         viewer = QPointer<TextViewer>(viewer)](std::stop_token) -> LatestQuery::Deliver {
        const SaidText said = readAll(*snapshot, session, opening, part);
        const QString problem = said.problem ? QString::fromStdString(said.problem->describe()) : QString();
        return [viewer, problem, text = format::lines(utf8(said.text))] {
            if (!viewer)
                return;
            if (problem.isEmpty())
                viewer->setText(text);
            else
                viewer->setProblem(format::oneLine(problem));
        };
    });
}

void SessionsPage::showTextsHidden() {
    for (TextViewer* viewer : findChildren<TextViewer*>())
        viewer->close();
    m_transcript->describeAnew();
    showChart();
    showPanel();
    showEntry(m_panel->currentEntry());
}

const TurnNotes* SessionsPage::notesOf(const SessionTurn& turn) const {
    if (!m_snapshot || !m_session || m_annotations.present()->turns.empty())
        return nullptr;
    return m_annotations.present()->of(keyOf(*m_snapshot, *m_session, turn.opening));
}

std::optional<TurnKey> SessionsPage::currentKey() const {
    if (!currentTurn())
        return std::nullopt;
    return keyOf(*m_snapshot, *m_session, m_turn);
}

void SessionsPage::toggleBookmark() {
    const auto key = currentKey();
    if (!key)
        return;
    const TurnNotes* notes = m_annotations.present()->of(*key);
    m_annotations.setBookmarked(*key, !notes || !notes->bookmarked);
}

void SessionsPage::setJudgement(Judgement judgement, bool on) {
    if (const auto key = currentKey())
        m_annotations.setJudgement(*key, on ? judgement : Judgement::None);
}

void SessionsPage::askForNote() {
    const auto key = currentKey();
    if (!key)
        return;
    const TurnNotes* notes = m_annotations.present()->of(*key);
    auto* dialog = new QInputDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setOption(QInputDialog::UsePlainTextEditForTextInput);
    dialog->setWindowTitle(tr("Note"));
    dialog->setLabelText(tr("Note on this turn (Ctrl+Enter keeps it; leave it empty to remove it)"));
    dialog->setTextValue(notes ? notes->note : QString());
    connect(dialog, &QInputDialog::textValueSelected, this,
            [this, key = *key](const QString& text) { m_annotations.setNote(key, text.trimmed()); });
    dialog->open();
    if (auto* text = dialog->findChild<QPlainTextEdit*>()) {
        text->setTabChangesFocus(true);
        text->installEventFilter(new AcceptByCtrlEnter(dialog));
    }
}

void SessionsPage::showAnnotationProblem() {
    m_problem->setText(m_annotations.notice());
    m_problem->setVisible(!m_problem->text().isEmpty());
}

} // namespace moie::ui
