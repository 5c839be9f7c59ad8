// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/session_card.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QShortcut>
#include <QTextCursor>
#include <QVBoxLayout>

#include "ui/live/responder_settings.h"
#include "ui/pages/feedback_dialog.h"
#include "ui/pages/held_turn_texts.h"
#include "ui/pages/session_start.h"
#include "ui/pages/turn_feedback.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/figure_rows.h"
#include "ui/widgets/message_edit.h"
#include "ui/widgets/more_section.h"
#include "ui/widgets/plain_label.h"
#include "ui/widgets/text_viewer.h"
#include "ui/widgets/transcript_view.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {
namespace {

using State = LiveSession::State;

using namespace std::chrono_literals;

// Text is laid out anew at most so often while it is written.
constexpr auto betweenLayouts = 40ms;
// What is being written is kept so long after the first change.
constexpr auto keepAfter = 1s;

} // namespace

SessionCard::SessionCard(Workspace& workspace, LiveSession& session, const Theme& theme, QWidget* parent)
    : Card(tr("Session"), parent), m_workspace(workspace), m_session(session), m_theme(theme),
      m_verdictQuery(workspace.queryPool()), m_end(new QPushButton(tr("End session"), this)),
      m_content(new QWidget(this)), m_transcript(new TranscriptView(theme, m_content)),
      m_feedback(new TurnFeedback(theme, m_content)), m_changeRow(new QWidget(m_content)),
      m_change(wrappedLabel({}, TextStyle::Small, "accent", m_changeRow)),
      m_undo(new QPushButton(tr("Undo"), m_changeRow)), m_talk(new QWidget(m_content)),
      m_message(new MessageEdit(LiveSession::longestMessage, m_talk)), m_stop(new QPushButton(tr("Stop"), m_talk)),
      m_send(new QPushButton(tr("Send"), m_talk)), m_hint(wrappedLabel({}, TextStyle::Small, "warn", m_talk)),
      m_more(new MoreSection(theme, tr("thresholds"), m_content)), m_thresholds(new FigureRows(theme, m_more)),
      m_start(new SessionStart(m_content)) {
    m_writing.setSingleShot(true);
    m_writing.setInterval(betweenLayouts);
    m_keeping.setSingleShot(true);
    m_keeping.setInterval(keepAfter);
    buildWidgets();
    buildCommands();
    connectWidgets();
    showTranscript();
    setLarge(!m_session.turns().empty() || m_session.isOpen());
    takeState();
}

SessionCard::~SessionCard() {
    keepMessage();
}

void SessionCard::buildWidgets() {
    m_end->setToolTip(format::toolTip(tr("Ends the session with a checkpoint; a reply that is being written is cut")));
    setCorner(m_end);
    m_transcript->setFollowsEnd(true);
    buildChange();
    buildTalk();
    m_more->setContent(m_thresholds);
    auto* layout = new QVBoxLayout(m_content);
    layout->setContentsMargins(0, Theme::length(4), 0, 0);
    layout->setSpacing(Theme::length(7));
    layout->addWidget(m_transcript, 1);
    layout->addWidget(m_feedback);
    layout->addWidget(m_changeRow);
    layout->addWidget(m_talk);
    layout->addWidget(m_more);
    layout->addWidget(m_start);
    setContent(m_content);
}

void SessionCard::buildChange() {
    auto* layout = new QHBoxLayout(m_changeRow);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_change, 1);
    layout->addWidget(m_undo);
    m_undo->setToolTip(tr("Takes the last change of a threshold back; that is logged too"));
}

void SessionCard::buildTalk() {
    m_message->setPlaceholderText(tr("Write a message…"));
    m_message->setToolTip(tr("Enter sends, Shift+Enter begins a new line"));
    m_message->setAccessibleName(tr("Message"));
    m_message->setPlainText(m_workspace.settings().unsentMessage().left(LiveSession::longestMessage));
    m_message->moveCursor(QTextCursor::End);
    m_message->setCovered(m_workspace.textsHidden());
    m_stop->setToolTip(tr("Cut the reply here (Escape)"));
    m_send->setProperty("primary", true);
    auto* row = new QHBoxLayout;
    row->setSpacing(Theme::length(8));
    row->addWidget(m_message, 1);
    row->addWidget(m_stop, 0, Qt::AlignBottom);
    row->addWidget(m_send, 0, Qt::AlignBottom);
    auto* layout = new QVBoxLayout(m_talk);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::length(4));
    layout->addLayout(row);
    layout->addWidget(m_hint);
    m_hint->hide();
}

void SessionCard::connectWidgets() {
    connect(m_start, &SessionStart::startWanted, this, &SessionCard::start);
    connect(m_start, &SessionStart::closeWanted, this, &SessionCard::close);
    connect(m_start, &SessionStart::settingsWanted, this, &SessionCard::settingsWanted);
    connect(m_start, &SessionStart::responderChosen, this, [this](int responder) { chooseResponder(responder > 0); });
    connect(m_end, &QPushButton::clicked, this, &SessionCard::askToEnd);
    connect(m_send, &QPushButton::clicked, this, &SessionCard::send);
    connect(m_stop, &QPushButton::clicked, &m_session, &LiveSession::stop);
    connect(m_undo, &QPushButton::clicked, &m_session, &LiveSession::undoAdaptation);
    connect(m_message, &MessageEdit::sendWanted, this, &SessionCard::send);
    connect(m_message, &MessageEdit::stopWanted, &m_session, &LiveSession::stop);
    connect(m_message, &MessageEdit::textChanged, this, [this] {
        m_hint->hide();
        showSending();
        if (!m_keeping.isActive())
            m_keeping.start();
    });
    connect(&m_keeping, &QTimer::timeout, this, &SessionCard::keepMessage);
    connect(m_message, &MessageEdit::tooLong, this, [this] {
        m_hint->setText(tr("This is too long: a message has at most %1 characters.")
                            .arg(format::count(LiveSession::longestMessage)));
        m_hint->show();
    });
    connect(m_feedback, &TurnFeedback::given, this,
            [this](const engine::Feedback& feedback) { m_session.giveFeedback(chosenTurn(), feedback); });
    connect(m_feedback, &TurnFeedback::moreWanted, this, &SessionCard::askForFeedback);
    connect(m_feedback, &TurnFeedback::anewWanted, &m_session, &LiveSession::regenerate);
    connect(m_transcript, &TranscriptView::turnActivated, this, &SessionCard::choose);
    connect(m_transcript, &TranscriptView::moreWanted, this, &SessionCard::openText);
    connect(m_transcript, &TranscriptView::copyWanted, this, &SessionCard::copyText);
    connect(&m_writing, &QTimer::timeout, this, &SessionCard::showText);

    connect(&m_session, &LiveSession::stateChanged, this, &SessionCard::takeState);
    connect(&m_session, &LiveSession::startFailed, this, [this](const Error& error) {
        setLarge(false);
        m_start->setProblem(startProblem(error));
    });
    connect(&m_session, &LiveSession::turnAdded, this, &SessionCard::takeTurn);
    connect(&m_session, &LiveSession::textAdded, this, [this] {
        if (!m_writing.isActive())
            m_writing.start();
    });
    connect(&m_session, &LiveSession::turnChanged, this, &SessionCard::showTurn);
    connect(&m_session, &LiveSession::thresholdsChanged, this, [this] {
        m_workspace.settings().setThresholds(m_session.thresholds());
        showChange();
    });
    connect(&m_workspace, &Workspace::snapshotPublished, this, &SessionCard::readVerdicts);
    connect(&m_workspace, &Workspace::directoryChanged, this, &SessionCard::showHeader);
    connect(&m_workspace, &Workspace::textsHiddenChanged, this, [this] {
        for (TextViewer* viewer : findChildren<TextViewer*>())
            viewer->close();
        m_transcript->describeAnew();
        m_message->setCovered(m_workspace.textsHidden());
    });
}

void SessionCard::buildCommands() {
    const auto add = [this](const QString& text, const std::function<void()>& run) {
        auto* action = new QAction(text, this);
        connect(action, &QAction::triggered, this, run);
        m_commands += action;
        return action;
    };
    m_startCommand = add(tr("Start a session"), [this] { start(); });
    m_stopCommand = add(tr("Cut the reply here"), [this] { m_session.stop(); });
    m_endCommand = add(tr("End the session"), [this] { askToEnd(); });
    // As on the Sessions page; in the message they are letters.
    for (const auto& [key, turns] : {std::pair(Qt::Key_J, 1), std::pair(Qt::Key_K, -1)}) {
        auto* shortcut = new QShortcut(QKeySequence(key), m_transcript);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, [this, by = turns] { step(by); });
    }
}

void SessionCard::setActive(bool active) {
    m_active = active;
    if (!active)
        return;
    showResponders();
    readVerdicts();
}

// The settings may have changed while another window was in front.
bool SessionCard::event(QEvent* event) {
    if (event->type() == QEvent::WindowActivate)
        showResponders();
    return Card::event(event);
}

void SessionCard::showResponders() {
    const ResponderSettings settings = m_workspace.settings().responder();
    QStringList names{builtInResponder().name};
    const Result<ResponderChoice> chosen = responderOf(settings, {});
    const QString explanation = chosen ? chosen->explanation : QString::fromStdString(chosen.error().describe());
    if (settings.usesServer || !settings.address.isEmpty()) {
        ResponderSettings server = settings;
        server.usesServer = true;
        const Result<ResponderChoice> there = responderOf(server, {});
        names += format::oneLine(there ? there->name : settings.address);
    }
    m_start->setResponders(names, settings.usesServer ? 1 : 0, format::oneLine(explanation), chosen.has_value());
}

void SessionCard::chooseResponder(bool server) {
    ResponderSettings settings = m_workspace.settings().responder();
    settings.usesServer = server;
    m_workspace.settings().setResponder(settings);
    m_start->setProblem({});
    showResponders();
}

void SessionCard::start() {
    if (m_session.state() != State::None || m_finding)
        return;
    m_start->setProblem({});
    if (m_workspace.directory().isEmpty()) {
        m_start->setProblem(tr("No log directory is open. Open one (Ctrl+O): the session is logged there."));
        return;
    }
    m_finding = true;
    takeState();
    findResponder(m_workspace.settings().responder(), m_workspace.keys(), this,
                  [this](const Result<ResponderChoice>& found) { startWith(found); });
}

void SessionCard::startWith(const Result<ResponderChoice>& found) {
    m_finding = false;
    takeState();
    if (!found) {
        m_start->setProblem(startProblem(found.error()));
        return;
    }
    SessionSetup setup;
    setup.directory = m_workspace.directory().toStdString();
    setup.makeResponder = found->make;
    setup.thresholds = m_workspace.settings().thresholds();
    m_session.start(std::move(setup));
}

void SessionCard::send() {
    if (m_session.state() != State::Idle || m_message->isBlank())
        return;
    m_session.say(m_message->toPlainText());
    m_message->clear();
    keepMessage();
    m_chosen.reset();
}

void SessionCard::keepMessage() {
    m_keeping.stop();
    m_workspace.settings().setUnsentMessage(m_message->toPlainText());
}

void SessionCard::askToEnd() {
    if (!m_session.logging().isFailing())
        return m_session.end();
    auto* question = new QMessageBox(QMessageBox::Warning, tr("End the session"),
                                     tr("%1 waiting to be written. They are lost when the session ends now.")
                                         .arg(format::counted(m_session.logging().waiting, format::Noun::EntryIs)),
                                     QMessageBox::Cancel, this);
    question->setTextFormat(Qt::PlainText);
    question->setAttribute(Qt::WA_DeleteOnClose);
    const QPushButton* lose = question->addButton(tr("End and lose them"), QMessageBox::DestructiveRole);
    connect(lose, &QPushButton::clicked, &m_session, &LiveSession::end);
    question->open();
}

void SessionCard::close() {
    m_start->setProblem({});
    setLarge(false);
}

void SessionCard::takeState() {
    const State state = m_session.state();
    const bool open = m_session.isOpen();
    if (state == State::Starting)
        showTranscript(); // what was said before is gone
    if (open && !m_large)
        setLarge(true);
    const bool over = state == State::None || state == State::Starting;
    const QWidget* had = QApplication::focusWidget();
    m_end->setVisible(!over);
    m_end->setEnabled(open);
    m_end->setText(state == State::Ending ? tr("Ending…") : tr("End session"));
    m_start->setVisible(over);
    m_start->setBusy(state == State::Starting || m_finding);
    m_start->setClosable(m_large);
    m_talk->setVisible(!over);
    m_message->setReadOnly(!open);
    m_startCommand->setEnabled(state == State::None && !m_finding);
    m_stopCommand->setEnabled(state == State::Answering);
    m_endCommand->setEnabled(open);
    showSending();
    showHeader();
    showChange();
    showFeedback();
    passKeys(had);
}

// `had` the keys before. Where it cannot have them any more, they go to what is used next; else they stay.
void SessionCard::passKeys(const QWidget* had) {
    const bool isOver = m_session.state() == State::None;
    const bool isLost = isAncestorOf(had) && !(had->isVisible() && had->isEnabled());
    if (m_session.state() == State::Idle && m_session.turns().empty())
        m_message->setFocus();
    else if (isOver && !m_finding && (isLost || m_start->isAncestorOf(had)))
        m_start->setFocus();
    else if (isLost && m_talk->isVisible())
        m_message->setFocus();
}

void SessionCard::showTranscript() {
    m_writing.stop();
    m_verdicts.clear();
    m_chosen.reset();
    m_transcript->setTurns(m_session.turns().size(), [this](std::size_t turn) { return describe(turn); });
}

void SessionCard::setLarge(bool large) {
    m_large = large;
    for (QWidget* widget : {static_cast<QWidget*>(m_transcript), static_cast<QWidget*>(m_more)})
        widget->setVisible(large);
    m_start->setClosable(large);
    m_start->setIntroduction(large ? tr("The session has ended. What was said is in the log, as any other engine's.")
                                   : tr("Hold a session: your messages are answered here, each sentence of a reply is "
                                        "judged by the engine's word lists before it is shown, and all of it is "
                                        "logged in the directory that is open, as by any other engine."));
    showFeedback();
    showChange();
    showHeader();
    emit largeChanged();
}

void SessionCard::showHeader() {
    if (!m_large) {
        setSubtitle({});
        return;
    }
    const QString model = format::oneLine(m_session.session().model);
    // May be broken after each part, so that a long one does not widen the card.
    const QString directory =
        format::oneLine(m_session.directory()).replace(QLatin1Char('/'), QString("/") + QChar(0x200b));
    const QString where = m_session.directory() == m_workspace.directory()
                              ? tr("saved to %1").arg(directory)
                              : tr("saved to %1, which is not the directory that is open").arg(directory);
    QStringList said{model, tr("judged by the engine's word lists"), where};
    if (m_session.state() == State::None)
        said.prepend(tr("Ended"));
    setSubtitle(said.join(QStringLiteral(" · ")));
}

void SessionCard::showSending() {
    const State state = m_session.state();
    m_send->setEnabled(state == State::Idle && !m_message->isBlank());
    m_stop->setEnabled(state == State::Answering);
}

void SessionCard::takeTurn() {
    m_transcript->updateTurns(m_session.turns().size(), m_transcript->topTurn());
    // Who says something wants to see it.
    m_transcript->showEnd();
    showFeedback();
}

void SessionCard::showText() {
    showTurn(m_session.turns().size() - 1);
}

void SessionCard::showTurn(std::size_t turn) {
    m_transcript->describeAnew();
    if (m_session.turns()[turn].stage != HeldTurn::Stage::Answering)
        showFeedback();
}

void SessionCard::showChange() {
    m_thresholds->setRows(thresholdRows(m_session.session(), m_session.thresholds()));
    const auto& change = m_session.lastChange();
    m_changeRow->setVisible(m_large && change.has_value());
    if (!change)
        return;
    m_change->setText(changeText(*change));
    m_undo->setVisible(m_session.isOpen() && change->canUndo);
}

void SessionCard::choose(std::size_t turn) {
    m_chosen = turn;
    showFeedback();
}

void SessionCard::step(int turns) {
    const auto count = static_cast<std::ptrdiff_t>(m_session.turns().size());
    if (count == 0)
        return;
    const auto turn = std::clamp(static_cast<std::ptrdiff_t>(chosenTurn()) + turns, std::ptrdiff_t{0}, count - 1);
    choose(static_cast<std::size_t>(turn));
    m_transcript->showTurn(chosenTurn());
}

std::size_t SessionCard::chosenTurn() const {
    return m_chosen.value_or(m_session.turns().size() - 1);
}

void SessionCard::showFeedback() {
    const std::vector<HeldTurn>& turns = m_session.turns();
    m_feedback->setVisible(m_large && !turns.empty());
    m_transcript->setSelected(m_chosen);
    if (turns.empty())
        return;
    const std::size_t turn = chosenTurn();
    m_feedback->setTurn(turns[turn], turn + 1, turn + 1 == turns.size(), m_session.isOpen());
}

// What the files say of the session's turns. Read where the session's directory is the one that is watched.
void SessionCard::readVerdicts() {
    const SnapshotPtr snapshot = m_workspace.snapshot();
    if (!m_active || !m_large || !snapshot || m_workspace.directory() != m_session.directory())
        return;
    m_verdictQuery.refresh([this, snapshot, session = m_session.session().id.toStdString()](std::stop_token) {
        return [this, session, verdicts = turnVerdicts(*snapshot, session)] {
            if (session != m_session.session().id.toStdString() || verdicts == m_verdicts)
                return;
            m_verdicts = verdicts;
            m_transcript->describeAnew();
        };
    });
}

TranscriptTurn SessionCard::describe(std::size_t turn) const {
    const auto verdict = turn < m_verdicts.size() ? std::optional(m_verdicts[turn]) : std::nullopt;
    return heldTurn(m_session.turns()[turn], turn + 1, verdict, m_workspace.textsHidden());
}

void SessionCard::askForFeedback() {
    const std::size_t turn = chosenTurn();
    auto* dialog = new FeedbackDialog(turn + 1, m_session.turns()[turn].nearest, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this,
            [this, turn, dialog] { m_session.giveFeedback(turn, dialog->feedback()); });
    dialog->open();
}

QString SessionCard::textOf(std::size_t turn, TranscriptPart part) const {
    const HeldTurn& held = m_session.turns()[turn];
    return part == TranscriptPart::Message ? held.message : held.response;
}

void SessionCard::openText(std::size_t turn, TranscriptPart part) {
    if (m_workspace.textsHidden())
        return;
    const QString title = part == TranscriptPart::Message ? tr("Message of turn %1") : tr("Reply of turn %1");
    auto* viewer = new TextViewer(title.arg(format::count(turn + 1)), this);
    viewer->setText(format::lines(textOf(turn, part)));
    viewer->open();
}

void SessionCard::copyText(std::size_t turn, TranscriptPart part) {
    if (!m_workspace.textsHidden())
        QApplication::clipboard()->setText(textOf(turn, part));
}

} // namespace moie::ui
