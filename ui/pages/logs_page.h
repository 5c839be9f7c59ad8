// SPDX-License-Identifier: GPL-3.0-or-later
// Every entry of the scope, any number of them: a table, when they were logged, and the chosen one in full. Entries are
// chosen by their own time, and by a filter by what they say themselves. Lines that were rejected or read with a
// warning are views of their own.
#pragma once

#include <memory>
#include <optional>

#include <QList>
#include <QString>

#include <moie/analytics/entry_histogram.h>
#include <moie/query/entry_export.h>
#include <moie/query/entry_listing.h>

#include "ui/models/entry_model.h"
#include "ui/pages/page.h"
#include "ui/workspace/figures_query.h"

class QAction;
class QFrame;
class QLabel;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace moie::ui {

class ChartCard;
class ChartGroup;
class EntryDetail;
class EntryTable;
class NotedLinesView;
class Segments;
class Theme;

// What the page lists.
struct ListedEntries {
    SnapshotPtr snapshot;
    Scope scope;
    std::shared_ptr<const EntryListing> listing; // of that snapshot; its `order` is not kept
};

class LogsPage : public Page {
    Q_OBJECT

public:
    enum class View { Entries, Rejected, Warnings };

    LogsPage(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);

    void setView(View view);
    View view() const;
    // Selects the entry where it is listed, else shows it alone.
    void showEntry(EntryId entry);

    // Lines that are no entries are shown even where there is nothing else.
    Needs needs() const override { return view() == View::Entries ? Needs::Entries : Needs::Nothing; }
    void setActive(bool active) override { m_query.setActive(active); }

signals:
    void exportWanted(const moie::ui::ListedEntries& listed, moie::EntryFormat format);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Known;
    struct Answer;

    void buildBar();
    void buildEntries();
    void buildExport();
    void makeNoted();
    void connectTable();
    void connectDetail();
    SubjectQuery::Ask listing(EntryOrder order) const;
    void take(const Subject& subject, const std::shared_ptr<Answer>& answer);
    void showCounts(const EntryListing& listing);
    void showNoted();
    void showView();
    void takePlace();
    void setOrder(EntryOrder order, bool descending);
    void showChosen();
    void closeDetail();
    void arrange();
    void goToTime();
    void addToFilter(const QString& filter);

    const Theme& m_theme;
    std::shared_ptr<Known> m_known;
    EntryModel m_model;
    bool m_descending = true;             // of the order that was asked for
    std::optional<Time> m_wantedTime;     // to go to once the entries are by time
    std::optional<EntryId> m_wantedEntry; // to go to once there are entries
    std::optional<EntryId> m_placeEntry;  // the place's, as it was taken last
    bool m_detailOpen = true;             // as the user wants it
    ChartGroup* m_charts;
    QWidget* m_bar;
    Segments* m_views;
    QLabel* m_count;
    QPushButton* m_toTime;
    QPushButton* m_export;
    QStackedWidget* m_stack;
    QWidget* m_entries;
    ChartCard* m_chart;
    QSplitter* m_splitter;
    QFrame* m_tableCard;
    QFrame* m_detailCard;
    EntryTable* m_table;
    EntryDetail* m_detail;
    NotedLinesView* m_noted = nullptr; // made when it is first looked at
    QList<QAction*> m_exports;
    SubjectQuery m_query;
};

} // namespace moie::ui
