// SPDX-License-Identifier: GPL-3.0-or-later
// The filter in the top bar: completes what is typed by the names of the present snapshot, marks what is wrong where it
// stands, and says what became of the filter that holds: being answered, entries that could not be searched, names that
// do not occur. Enter applies and lists the turns that were found, Escape leaves.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QElapsedTimer>
#include <QLineEdit>
#include <QTimer>

#include <moie/query/vocabulary.h>

#include "ui/frame/filter_popup.h"
#include "ui/frame/filter_text.h"
#include "ui/frame/turn_finder.h"
#include "ui/workspace/latest_query.h"

namespace moie::ui {

class Theme;
class Workspace;

class FilterLine : public QLineEdit {
    Q_OBJECT

public:
    // What the mark at the end of the line stands for. Pending: edited, and not applied.
    enum class State { Plain, Pending, Wrong, Answering, Remark };

    // Workspace and theme must outlive the line.
    FilterLine(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);
    ~FilterLine() override;

    State state() const { return m_state; }
    // In words; empty for Plain.
    QString remark() const { return m_remark; }
    // The wrong piece of what stands in the line.
    std::optional<TextSpan> marked() const { return m_marked; }

    // The focus, with all of the text selected and the last filters below it.
    void start();
    // Back to everything.
    void clearFilter();
    void apply();

signals:
    // The place is that of a turn of the list; nothing has the focus.
    void wentToFound();

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    // What a row of the popup puts into the line.
    struct Offer {
        TextSpan replaced;
        QString text;
        QString description;
    };
    enum class Offered { Nothing, Completions, Mend, Recents, Turns };

    void takePlace();
    void takeEdit();
    void offerCompletions();
    void offerRecents();
    void offerMend(const FilterError& error);
    void offer(Offered what, const QString& note, FilterPopup::Tone tone, std::vector<Offer> offers);
    void offerTurns(const std::shared_ptr<const TurnList>& list);
    void hidePopup();
    void accept(int row, Qt::KeyboardModifiers modifiers = {});
    void goTo(const FoundTurn& found, bool inLogs);
    void leave();

    void askVocabulary();
    void showState();
    void showCover();
    void showExample(const Snapshot& snapshot);
    void findUnknownNames();
    QString remarkOnApplied() const;
    void mark(std::optional<TextSpan> span);
    void showMark();
    void turnSpinner();

    Workspace& m_workspace;
    const Theme& m_theme;
    QString m_applied;         // as the workspace has it
    bool m_hasExample = false; // of this directory
    State m_state = State::Plain;
    QString m_remark;
    std::optional<FilterError> m_error; // of what stands in the line
    std::optional<TextSpan> m_marked;
    bool m_answering = false;

    FilterPopup* m_popup = nullptr; // made when it is first needed: it lies over the window
    Offered m_offered = Offered::Nothing;
    std::vector<Offer> m_offers;
    TurnFinder m_finder;
    std::shared_ptr<const TurnList> m_found; // what is offered of Turns

    std::shared_ptr<const Vocabulary> m_vocabulary;
    std::uint64_t m_vocabularyOf = 0; // generation of its snapshot
    QElapsedTimer m_vocabularyAsked;
    QStringList m_unknown; // names of the filter that do not occur, in words
    LatestQuery m_vocabularyQuery;

    QAction* m_stateAction;
    QAction* m_clearAction;
    QTimer m_answeringLong; // then it is shown
    QTimer m_spinning;
    int m_angle = 0;
};

} // namespace moie::ui
