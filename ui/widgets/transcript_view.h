// SPDX-License-Identifier: GPL-3.0-or-later
// The turns of a session below each other, any number of them: only what is in view is described and laid out. Heights
// of others are estimated, and nothing that the user looks at moves when one turns out to be different, when texts
// arrive, or when turns come in. Text can be selected within a message or a response.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include <QAbstractScrollArea>

#include "ui/widgets/transcript_item.h"

namespace moie::ui {

class Theme;

class TranscriptView : public QAbstractScrollArea {
    Q_OBJECT

public:
    using Describe = std::function<TranscriptTurn(std::size_t turn)>;

    explicit TranscriptView(const Theme& theme, QWidget* parent = nullptr);

    // Another session, from its beginning.
    void setTurns(std::size_t count, Describe describe);
    // More or other turns of the same one; the turn at the top of the view is `top` now.
    void updateTurns(std::size_t count, std::size_t top);
    // What is said of turns changed: texts that came, notes, hidden texts.
    void describeAnew();
    // Where the end is in view, it stays so, whatever turns come or change; once scrolled away from, it does not, nor
    // where showTurn() went to an earlier turn.
    void setFollowsEnd(bool follows) { m_followsEnd = follows; }
    bool isAtEnd() const { return m_atEnd; }
    void showEnd();

    std::size_t count() const { return m_heights.size(); }
    std::optional<std::size_t> selected() const { return m_selected; }
    void setSelected(std::optional<std::size_t> turn);
    // Moves as little as possible. The turn stays in view as texts of those above it come, until somebody scrolls.
    void showTurn(std::size_t turn);
    std::size_t topTurn() const { return m_top; }
    // Turns in view, from the first to the one after the last.
    std::pair<std::size_t, std::size_t> inView() const { return {m_top, m_end}; }

    QString selectedText() const;
    QSize minimumSizeHint() const override;

signals:
    void turnActivated(std::size_t turn); // by a click
    void moreWanted(std::size_t turn, moie::ui::TranscriptPart part);
    void copyWanted(std::size_t turn, moie::ui::TranscriptPart part); // all of it
    void inViewChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct Marked {
        std::size_t turn = 0;
        TranscriptPart part = TranscriptPart::Message;
        int from = 0;
        int to = 0;
    };
    struct Place {
        std::size_t turn = 0;
        QPointF at; // relative to the item
    };

    const TranscriptItem& itemOf(std::size_t turn);
    double itemWidth() const;
    void layOut();
    void placeAtEnd();
    void placeBar();
    void takeBar();
    void clampTop();
    std::optional<Place> placeAt(const QPointF& position);
    void startAfresh();
    void layOutAround();
    void bringIntoView(std::size_t turn);
    void tellSelected();

    const Theme& m_theme;
    Describe m_describe;
    std::vector<int> m_heights; // of turns, estimated where not laid out yet
    std::map<std::size_t, TranscriptItem> m_items;
    // What is at the top of the view is the truth; the bar follows.
    std::size_t m_top = 0;
    int m_offset = 0; // pixels of the top turn that are above the view
    std::size_t m_end = 0;
    bool m_placingBar = false;
    bool m_followsEnd = false;
    bool m_atEnd = true;
    std::optional<std::size_t> m_kept; // in view, where showTurn() brought it
    std::optional<std::size_t> m_selected;
    std::optional<Marked> m_marked;
    bool m_dragging = false;
};

} // namespace moie::ui
