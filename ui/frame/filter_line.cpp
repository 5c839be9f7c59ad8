// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/filter_line.h"

#include <algorithm>

#include <QAction>
#include <QApplication>
#include <QFontDatabase>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QStringList>
#include <QTextCharFormat>

#include "ui/frame/filter_popup.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {

namespace {

using namespace std::chrono_literals;

// Names of a growing log are gathered anew no more often than this.
constexpr std::chrono::milliseconds vocabularyAge{3s};
// Answers that come sooner are not announced.
constexpr std::chrono::milliseconds patience{250};
constexpr std::chrono::milliseconds spinStep{80};
constexpr int spinDegrees = 30;
constexpr std::size_t mostCompletions = 40;
constexpr double stateIconSize = 14; // design pixels

QFont fixedFont() {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(Theme::font(TextStyle::Small).pointSizeF());
    return font;
}

QString fromUtf8(const std::string& text) {
    return QString::fromStdString(text);
}

// One line: what was found, or was said, and of which turn.
Choice choiceOf(const Snapshot& snapshot, const FoundTurn& found, bool hidden, Time now) {
    Choice choice;
    const std::string_view session = snapshot.name(found.turn.session->id);
    choice.detail = QStringLiteral("%1 · %2 · %3")
                        .arg(format::verdict(verdictOf(snapshot, *found.turn.turn)),
                             format::dateTime(found.turn.turn->opened, now), format::shortId(session));
    if (hidden) {
        choice.text = QStringLiteral("•••");
    } else if (const auto& snippet = found.snippet) {
        const auto piece = [&](std::size_t from, std::size_t length) {
            return format::oneLine(fromUtf8(snippet->text.substr(from, length)));
        };
        const QString before = (snippet->isCutBefore ? QStringLiteral("…") : QString()) + piece(0, snippet->match.at);
        const QString match = piece(snippet->match.at, snippet->match.length);
        choice.text = before + match + piece(snippet->match.at + snippet->match.length, std::string::npos) +
                      (snippet->isCutAfter ? QStringLiteral("…") : QString());
        choice.markStart = before.size();
        choice.markLength = match.size();
    } else {
        choice.text = found.message.empty() ? FilterLine::tr("(no message)") : format::oneLine(fromUtf8(found.message));
    }
    return choice;
}

} // namespace

FilterLine::FilterLine(Workspace& workspace, const Theme& theme, QWidget* parent)
    : QLineEdit(parent), m_workspace(workspace), m_theme(theme), m_finder(workspace),
      m_vocabularyQuery(workspace.queryPool()) {
    setObjectName(QStringLiteral("filterLine"));
    setFont(fixedFont());
    setPlaceholderText(tr("Filter ( / )"));
    setAccessibleName(tr("Filter"));
    setMaxLength(static_cast<int>(longestFilter));
    m_clearAction = addAction(QIcon(), QLineEdit::TrailingPosition);
    m_clearAction->setToolTip(format::toolTip(tr("Show all again")));
    connect(m_clearAction, &QAction::triggered, this, &FilterLine::clearFilter);
    m_stateAction = addAction(QIcon(), QLineEdit::TrailingPosition);
    connect(m_stateAction, &QAction::triggered, this, [this] {
        setFocus(Qt::OtherFocusReason);
        apply();
    });
    m_answeringLong.setSingleShot(true);
    m_answeringLong.setInterval(patience);
    connect(&m_answeringLong, &QTimer::timeout, this, &FilterLine::showState);
    m_spinning.setInterval(spinStep);
    connect(&m_spinning, &QTimer::timeout, this, &FilterLine::turnSpinner);

    connect(&m_finder, &TurnFinder::found, this, &FilterLine::offerTurns);
    connect(this, &QLineEdit::textEdited, this, &FilterLine::takeEdit);
    connect(&theme, &Theme::themeChanged, this, &FilterLine::showState);
    connect(&workspace, &Workspace::placeChanged, this, &FilterLine::takePlace);
    connect(&workspace, &Workspace::directoryChanged, this, [this] {
        m_vocabularyQuery.drop();
        m_vocabulary.reset();
        m_vocabularyOf = 0;
        m_vocabularyAsked.invalidate();
        m_hasExample = false;
        setPlaceholderText(tr("Filter ( / )"));
    });
    connect(&workspace, &Workspace::snapshotPublished, this, [this](const SnapshotPtr& snapshot) {
        askVocabulary();
        showExample(*snapshot);
    });
    connect(&workspace, &Workspace::textsHiddenChanged, this, &FilterLine::showCover);
    connect(&workspace, &Workspace::filterAnswering, this, [this](bool running) {
        if (running && !m_answering)
            m_answeringLong.start();
        m_answering = running;
        if (!running)
            m_answeringLong.stop();
        showState();
    });
    connect(&workspace, &Workspace::subjectReplaced, this, &FilterLine::showState);
    connect(&workspace, &Workspace::subjectGrew, this, &FilterLine::showState);
    showState();
    if (workspace.snapshot())
        showExample(*workspace.snapshot());
}

FilterLine::~FilterLine() = default;

// One that finds something in this directory. Once, so that it does not change under the user's eyes.
void FilterLine::showExample(const Snapshot& snapshot) {
    if (m_hasExample || !snapshot.load.complete)
        return;
    const std::string example = exampleFilter(snapshot);
    if (example.empty())
        return;
    m_hasExample = true;
    setPlaceholderText(tr("Filter: %1 ( / )").arg(format::oneLine(fromUtf8(example))));
}

void FilterLine::start() {
    setFocus(Qt::ShortcutFocusReason);
    selectAll();
    if (text().isEmpty())
        offerRecents();
}

void FilterLine::clearFilter() {
    setText({});
    apply();
}

void FilterLine::apply() {
    setText(text().trimmed());
    const QString wanted = text();
    m_error = m_workspace.setFilter(wanted.toStdString());
    if (m_error) {
        mark(markOf(wanted, m_error->place));
        showState();
        offerMend(*m_error);
        return;
    }
    if (!wanted.isEmpty())
        m_workspace.settings().addRecentFilter(wanted);
    mark(std::nullopt);
    askVocabulary();
    showState();
    hidePopup();
    // What is found, or a remark, is read before the line is left.
    if (!wanted.isEmpty())
        m_finder.find();
    if (m_state == State::Remark)
        offer(Offered::Nothing, m_remark, FilterPopup::Tone::Remark, {});
    else if (wanted.isEmpty())
        clearFocus();
}

// Somebody else may have set the filter: back and forward, a saved view, another directory.
void FilterLine::takePlace() {
    const QString filter = fromUtf8(m_workspace.place().filter);
    if (filter == m_applied)
        return;
    m_applied = filter;
    m_error.reset();
    setText(filter);
    mark(std::nullopt);
    findUnknownNames();
    askVocabulary();
    showState();
}

void FilterLine::takeEdit() {
    m_finder.drop();
    askVocabulary();
    const auto parsed = parseFilter(text().toStdString(), m_workspace.clock().now());
    m_error = parsed ? std::nullopt : std::optional(parsed.error());
    std::optional<TextSpan> wrong;
    // What is still being typed is not wrong yet.
    if (m_error && !spanOf(text(), m_error->place).touches(cursorPosition()))
        wrong = markOf(text(), m_error->place);
    mark(wrong);
    showState();
    if (text().isEmpty())
        offerRecents();
    else
        offerCompletions();
}

void FilterLine::offerCompletions() {
    const Vocabulary none;
    const Completions found = completeFilter(text().toStdString(), byteOf(text(), cursorPosition()),
                                             m_vocabulary ? *m_vocabulary : none, mostCompletions);
    const TextSpan replaced = spanOf(text(), found.place);
    std::vector<Offer> offers;
    for (const Completion& candidate : found.candidates) {
        const QString completed = fromUtf8(candidate.text);
        if (completed != text().mid(replaced.start, replaced.length))
            offers.push_back({replaced, completed, fromUtf8(candidate.description)});
    }
    offer(Offered::Completions, m_marked && m_error ? explain(*m_error) : QString(), FilterPopup::Tone::Wrong,
          std::move(offers));
}

void FilterLine::offerRecents() {
    std::vector<Offer> offers;
    const bool hidden = m_workspace.textsHidden();
    for (const QString& filter : m_workspace.settings().recentFilters())
        if (!hidden || !looksForTexts(filter, m_workspace.clock().now()))
            offers.push_back({{0, text().size()}, filter, {}});
    offer(Offered::Recents, offers.empty() ? QString() : tr("Used before"), FilterPopup::Tone::Plain,
          std::move(offers));
}

void FilterLine::offerMend(const FilterError& error) {
    std::vector<Offer> offers;
    if (const QString better = mended(text(), error, m_workspace.clock().now()); !better.isEmpty())
        offers.push_back({{0, text().size()}, better, tr("Tab takes it")});
    offer(Offered::Mend, explain(error), FilterPopup::Tone::Wrong, std::move(offers));
}

void FilterLine::offerTurns(const std::shared_ptr<const TurnList>& list) {
    if (!hasFocus() || text() != m_applied)
        return;
    const FoundTurns& turns = list->turns;
    QString note = turns.count == 0 ? tr("No turn in the time range and session matches.")
                   : turns.count > turns.newest.size()
                       ? tr("%1 found; these are the newest.").arg(format::counted(turns.count, format::Noun::Turn))
                       : tr("%1 found.").arg(format::counted(turns.count, format::Noun::Turn));
    if (turns.count > 0)
        note += tr(" Enter shows the chosen one in Sessions, Shift+Enter its entry in Logs.");
    if (!m_remark.isEmpty())
        note += QLatin1Char('\n') + m_remark;
    std::vector<Offer> offers(turns.newest.size());
    offer(Offered::Turns, note, m_remark.isEmpty() ? FilterPopup::Tone::Plain : FilterPopup::Tone::Remark,
          std::move(offers));
    const bool hidden = m_workspace.textsHidden();
    std::vector<Choice> choices;
    for (std::size_t i = 0; i < turns.newest.size(); ++i) {
        choices.push_back(choiceOf(*list->snapshot, turns.newest[i], hidden, m_workspace.clock().now()));
        m_offers[i].text = choices.back().text + QStringLiteral(", ") + choices.back().detail;
    }
    m_found = list;
    m_popup->present(*this, note, m_remark.isEmpty() ? FilterPopup::Tone::Plain : FilterPopup::Tone::Remark,
                     std::move(choices), FilterPopup::Width::Wide);
}

void FilterLine::offer(Offered what, const QString& note, FilterPopup::Tone tone, std::vector<Offer> offers) {
    if (!m_popup) {
        m_popup = new FilterPopup(m_theme, window());
        connect(&m_popup->list(), &ChoiceList::chosen, this,
                [this](int row) { accept(row, QApplication::keyboardModifiers()); });
        // The focus stays here, so that this is where a screen reader hears of the row.
        connect(&m_popup->list(), &ChoiceList::selectionMoved, this, [this](int row) {
            setAccessibleDescription(row < 0 ? m_remark : m_offers[static_cast<std::size_t>(row)].text);
        });
    }
    m_offered = what;
    m_offers = std::move(offers);
    std::vector<Choice> choices;
    for (const Offer& each : m_offers)
        choices.push_back({format::oneLine(each.text), each.description, true});
    m_popup->present(*this, note, tone, std::move(choices));
}

void FilterLine::hidePopup() {
    m_offers.clear();
    m_found.reset();
    m_offered = Offered::Nothing;
    if (m_popup)
        m_popup->hide();
}

void FilterLine::goTo(const FoundTurn& found, bool inLogs) {
    hidePopup();
    clearFocus();
    if (inLogs) {
        Place place = m_workspace.place();
        place.page = QStringLiteral("logs");
        place.entry = found.snippet ? found.snippet->entry : found.turn.turn->opening;
        m_workspace.go(place);
    } else {
        m_workspace.showTurn({found.turn.sessionIndex, found.turn.turn->opening});
    }
    emit wentToFound();
}

void FilterLine::accept(int row, Qt::KeyboardModifiers modifiers) {
    if (m_offered == Offered::Turns) {
        const FoundTurn chosen = m_found->turns.newest[static_cast<std::size_t>(row)];
        goTo(chosen, modifiers.testFlag(Qt::ShiftModifier));
        return;
    }
    const Offer taken = m_offers[static_cast<std::size_t>(row)];
    setText(text().replace(taken.replaced.start, taken.replaced.length, taken.text));
    setCursorPosition(static_cast<int>(taken.replaced.start + taken.text.size()));
    const bool isWhole = m_offered == Offered::Recents;
    hidePopup();
    if (isWhole) {
        apply();
        return;
    }
    takeEdit();
    // Behind a whole value there is nothing to complete; what comes next begins with a space.
    const bool goesOn = taken.text.endsWith(QLatin1Char(':')) || m_error;
    if (!goesOn)
        hidePopup();
}

void FilterLine::leave() {
    setText(m_applied);
    m_error.reset();
    mark(std::nullopt);
    showState();
    clearFocus();
}

bool FilterLine::event(QEvent* event) {
    // Tab completes, as in a terminal; without a list it goes to the next widget.
    if (event->type() == QEvent::KeyPress && !m_offers.empty()) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const int row = std::max(0, m_popup->list().selected());
        const bool hasRow =
            (m_offered != Offered::Recents && m_offered != Offered::Turns) || m_popup->list().selected() >= 0;
        if (key->key() == Qt::Key_Tab && key->modifiers() == Qt::NoModifier && hasRow) {
            accept(row);
            return true;
        }
    }
    return QLineEdit::event(event);
}

void FilterLine::keyPressEvent(QKeyEvent* event) {
    const bool isOpen = m_popup && m_popup->isVisible();
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (!m_offers.empty() && m_popup->list().selected() >= 0)
            accept(m_popup->list().selected(), event->modifiers());
        else
            apply();
        return;
    case Qt::Key_Escape:
        if (isOpen && !m_offers.empty())
            hidePopup();
        else
            leave();
        return;
    case Qt::Key_Down:
        if (m_offers.empty()) {
            if (text().isEmpty())
                offerRecents();
            else
                offerCompletions();
        }
        break;
    default: break;
    }
    if (!m_offers.empty() && m_popup->list().takeKey(*event))
        return;
    QLineEdit::keyPressEvent(event);
}

void FilterLine::focusInEvent(QFocusEvent* event) {
    QLineEdit::focusInEvent(event);
    showCover();
    askVocabulary();
}

void FilterLine::focusOutEvent(QFocusEvent* event) {
    QLineEdit::focusOutEvent(event);
    showCover();
    if (event->reason() == Qt::PopupFocusReason)
        return;
    m_finder.drop();
    hidePopup();
}

void FilterLine::resizeEvent(QResizeEvent* event) {
    QLineEdit::resizeEvent(event);
    hidePopup();
}

void FilterLine::askVocabulary() {
    const SnapshotPtr snapshot = m_workspace.snapshot();
    const bool isOfUse = hasFocus() || !m_applied.isEmpty();
    if (!isOfUse || !snapshot || m_vocabularyQuery.isRunning() ||
        (m_vocabulary && snapshot->generation == m_vocabularyOf))
        return;
    if (m_vocabularyAsked.isValid() && std::chrono::milliseconds(m_vocabularyAsked.elapsed()) < vocabularyAge)
        return;
    m_vocabularyAsked.start();
    m_vocabularyQuery.refresh([this, snapshot](std::stop_token stop) {
        Vocabulary gathered = vocabularyOf(*snapshot);
        gathered.paths = pathsIn(*snapshot, std::move(stop));
        auto vocabulary = std::make_shared<const Vocabulary>(std::move(gathered));
        return [this, vocabulary, generation = snapshot->generation] {
            m_vocabulary = vocabulary;
            m_vocabularyOf = generation;
            findUnknownNames();
            showState();
            if (hasFocus() && m_offered == Offered::Completions && m_popup->list().selected() < 0)
                offerCompletions();
        };
    });
}

void FilterLine::findUnknownNames() {
    m_unknown.clear();
    const auto filter = parseFilter(m_applied.toStdString(), m_workspace.clock().now());
    if (!m_vocabulary || !filter)
        return;
    for (const FilterError& unknown : unknownNames(*filter, *m_vocabulary))
        m_unknown += explain(unknown);
}

// Of the filter that holds: what the user should know before trusting what it shows.
QString FilterLine::remarkOnApplied() const {
    QStringList remarks = m_unknown;
    if (const std::uint64_t unread = m_workspace.unreadByFilter(); unread > 0)
        remarks += tr("%1 could not be searched: their files are gone or cannot be read.")
                       .arg(format::counted(unread, format::Noun::Entry));
    return remarks.join(QLatin1Char('\n'));
}

void FilterLine::showState() {
    const bool isLong = m_answering && !m_answeringLong.isActive();
    const QString onApplied = remarkOnApplied();
    const auto say = [this](State state, const QString& remark) {
        m_state = state;
        m_remark = remark;
    };
    if (m_marked && m_error)
        say(State::Wrong, explain(*m_error));
    else if (text() != m_applied)
        say(State::Pending, tr("Not applied yet: press Enter"));
    else if (isLong)
        say(State::Answering, tr("Searching the logs…"));
    else if (!onApplied.isEmpty())
        say(State::Remark, onApplied);
    else
        say(State::Plain, {});

    const auto icon = [&]() -> QIcon {
        switch (m_state) {
        case State::Plain: return {};
        case State::Pending: return m_theme.icon(QStringLiteral("apply"), ColorRole::Dim);
        case State::Wrong: return m_theme.icon(QStringLiteral("alert"), ColorRole::BadText);
        case State::Answering: return m_theme.icon(QStringLiteral("spinner"), ColorRole::AccentText);
        case State::Remark: return m_theme.icon(QStringLiteral("alert"), ColorRole::WarnText);
        }
        return {};
    }();
    m_stateAction->setVisible(m_state != State::Plain);
    m_stateAction->setIcon(icon);
    m_stateAction->setToolTip(format::toolTip(m_remark));
    m_clearAction->setVisible(!text().isEmpty());
    m_clearAction->setIcon(m_theme.icon(QStringLiteral("clear"), ColorRole::Dim));
    if (m_state != State::Answering)
        m_spinning.stop();
    else if (!m_spinning.isActive())
        m_spinning.start();
    setAccessibleDescription(m_remark);
    showCover();
}

// While texts are hidden, what is looked for in them is seen by who types it, and by nobody afterwards.
void FilterLine::showCover() {
    const bool covers = m_workspace.textsHidden() && !hasFocus() && looksForTexts(text(), m_workspace.clock().now());
    setEchoMode(covers ? QLineEdit::Password : QLineEdit::Normal);
}

void FilterLine::turnSpinner() {
    m_angle = (m_angle + spinDegrees) % 360;
    const int side = Theme::length(stateIconSize);
    const QPixmap still = m_theme.icon(QStringLiteral("spinner"), ColorRole::AccentText).pixmap(QSize(side, side));
    QPixmap turned(still.size());
    turned.setDevicePixelRatio(still.devicePixelRatio());
    turned.fill(Qt::transparent);
    QPainter painter(&turned);
    painter.setRenderHint(QPainter::SmoothPixmapTransform);
    const QPointF middle(side / 2.0, side / 2.0);
    painter.translate(middle);
    painter.rotate(m_angle);
    painter.drawPixmap(-middle, still);
    painter.end();
    m_stateAction->setIcon(turned);
}

void FilterLine::mark(std::optional<TextSpan> span) {
    m_marked = span;
    showMark();
}

// A line edit has no formats of its own; those of an input method's composition are drawn all the same.
void FilterLine::showMark() {
    QList<QInputMethodEvent::Attribute> attributes;
    if (m_marked && m_error) {
        QTextCharFormat format;
        format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        format.setUnderlineColor(m_theme.colors()[ColorRole::Bad]);
        format.setForeground(m_theme.colors()[ColorRole::BadText]);
        attributes.append({QInputMethodEvent::TextFormat, static_cast<int>(m_marked->start) - cursorPosition(),
                           static_cast<int>(m_marked->length), format});
    }
    QInputMethodEvent event(QString(), attributes);
    QLineEdit::inputMethodEvent(&event);
}

} // namespace moie::ui
