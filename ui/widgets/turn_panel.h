// SPDX-License-Identifier: GPL-3.0-or-later
// All that is known of one turn: verdict, what the user attached, sections of figures, and its entries with the JSON of
// the one that is chosen. Keeps its widgets from turn to turn.
#pragma once

#include <vector>

#include <QFrame>

#include "ui/widgets/figure_rows.h"
#include "ui/widgets/row_list_model.h"

class QAction;
class QLabel;
class QPlainTextEdit;
class QScrollArea;
class QToolButton;
class QVBoxLayout;

namespace moie::ui {

class RowList;
class Theme;

struct PanelSection {
    QString title;
    QString note; // at the right of the title
    std::vector<DrawnRow> rows;
};

struct TurnPanelContent {
    QString title;
    QString verdict;
    Marker marker = Marker::None;
    ColorRole markerColor = ColorRole::Dim;
    ColorRole verdictColor = ColorRole::Dim;
    QString meaning;
    bool bookmarked = false;
    bool falseAlarm = false;
    bool missed = false;
    QString note;
    std::vector<PanelSection> sections;
    std::vector<ListRow> entries;
};

class TurnPanel : public QFrame {
    Q_OBJECT

public:
    explicit TurnPanel(const Theme& theme, QWidget* parent = nullptr);

    // Of another turn, or the same one anew; what is chosen among its entries stays with the same turn.
    void setContent(const TurnPanelContent& content, bool sameTurn);
    void clear(const QString& text); // nothing is selected: why
    // The JSON of the chosen entry, or what is said in its place; one path a line.
    void setEntryText(const QString& text, const QStringList& paths);
    int currentEntry() const; // −1: none

signals:
    void bookmarkWanted(bool on);
    void falseAlarmWanted(bool on);
    void missedWanted(bool on);
    void noteWanted();
    void entryChosen(int entry);
    void entryCopyWanted(int entry);

protected:
    void changeEvent(QEvent* event) override;

private:
    struct Section {
        QWidget* box;
        QLabel* title;
        QLabel* note;
        FigureRows* rows;
    };

    QWidget* buildHead();
    QWidget* buildMarks();
    QWidget* buildEntries();
    Section& section(std::size_t at);
    void showMarker();
    void copyPath();

    const Theme& m_theme;
    QVBoxLayout* m_column;
    QVBoxLayout* m_sectionColumn;
    QScrollArea* m_scroll;
    QLabel* m_empty;
    QLabel* m_title;
    QLabel* m_marker;
    QLabel* m_verdict;
    QLabel* m_meaning;
    QToolButton* m_bookmark;
    QToolButton* m_falseAlarm;
    QToolButton* m_missed;
    QToolButton* m_noteButton;
    QLabel* m_note;
    RowList* m_entries;
    QWidget* m_json;
    QPlainTextEdit* m_text;
    QStringList m_paths;
    std::vector<Section> m_sections;
    TurnPanelContent m_content;
};

} // namespace moie::ui
