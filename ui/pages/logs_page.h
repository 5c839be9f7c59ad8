// SPDX-License-Identifier: GPL-3.0-or-later
// Every entry of the scope, any number of them: a table, when they were logged, and the chosen one in full. Entries are
// chosen by their own time, and by a filter by what they say themselves.
#pragma once

#include <memory>
#include <optional>

#include <QString>

#include <moie/analytics/entry_histogram.h>
#include <moie/query/entry_listing.h>

#include "ui/models/entry_model.h"
#include "ui/pages/page.h"
#include "ui/workspace/figures_query.h"

class QLabel;
class QSplitter;

namespace moie::ui {

class ChartCard;
class ChartGroup;
class EntryDetail;
class EntryTable;
class Theme;

class LogsPage : public Page {
    Q_OBJECT

public:
    LogsPage(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);

    Needs needs() const override { return Needs::Entries; }
    void setActive(bool active) override { m_query.setActive(active); }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Known;
    struct Answer;

    QWidget* buildEntries();
    void connectTable();
    SubjectQuery::Ask listing(EntryOrder order) const;
    void take(const Subject& subject, const std::shared_ptr<Answer>& answer);
    void showCounts(const EntryListing& listing);
    void setOrder(EntryOrder order, bool descending);
    void showEntry();
    void goToTime();
    void addToFilter(const QString& filter);

    const Theme& m_theme;
    std::shared_ptr<Known> m_known;
    EntryModel m_model;
    bool m_descending = true;         // of the order that was asked for
    std::optional<Time> m_wantedTime; // to go to once the entries are by time
    ChartGroup* m_charts;
    ChartCard* m_chart;
    EntryTable* m_table;
    EntryDetail* m_detail;
    QSplitter* m_splitter;
    QLabel* m_count;
    SubjectQuery m_query;
};

} // namespace moie::ui
