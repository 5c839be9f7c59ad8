// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/logs_page.h"

#include <mutex>
#include <utility>

#include <QAction>
#include <QDateTimeEdit>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/charts/chart_group.h"
#include "ui/charts/chart_view.h"
#include "ui/charts/entry_chart.h"
#include "ui/pages/entry_detail.h"
#include "ui/pages/entry_table.h"
#include "ui/pages/noted_lines_view.h"
#include "ui/theme/format.h"
#include "ui/theme/local_time.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chart_card.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/time_edit.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {

namespace {

// Design pixels of page width below which the detail stands under the table.
constexpr double detailBesideFrom = 980;
// And of its height below which the chart is lower.
constexpr double lowPage = 640;
constexpr double usualChart = 170;
constexpr double lowChart = 128;

} // namespace

// What is on the page, for the worker that finds out what came to it.
struct LogsPage::Known {
    std::mutex mutex;
    // Under the mutex; null where nothing of the present directory is shown.
    std::shared_ptr<const EntryListing> listing;
    Scope scope;
    EntryOrder order = EntryOrder::ByTime;
    std::shared_ptr<const TimeOrder> times; // of the directory, whatever is shown of it

    std::shared_ptr<const TimeOrder> allByTime() {
        const std::lock_guard lock(mutex);
        return times;
    }
    std::shared_ptr<const EntryListing> of(const Scope& wanted, EntryOrder wantedOrder) {
        const std::lock_guard lock(mutex);
        return scope == wanted && order == wantedOrder ? listing : nullptr;
    }
    ListedEntries listed(SnapshotPtr snapshot) {
        const std::lock_guard lock(mutex);
        return {std::move(snapshot), scope, listing};
    }
    void set(std::shared_ptr<const EntryListing> shown, const Scope& ofScope, EntryOrder inOrder,
             std::shared_ptr<const TimeOrder> allByTime) {
        const std::lock_guard lock(mutex);
        listing = std::move(shown);
        scope = ofScope;
        order = inOrder;
        times = std::move(allByTime);
    }
};

struct LogsPage::Answer {
    EntryListing listing;
    EntryHistogram histogram;
    EntryOrder order = EntryOrder::ByTime;
    std::shared_ptr<const TimeOrder> times;
};

LogsPage::LogsPage(Workspace& workspace, const Theme& theme, QWidget* parent)
    : Page(workspace, parent), m_theme(theme), m_known(std::make_shared<Known>()), m_model(workspace.clock()),
      m_charts(new ChartGroup(theme, this)), m_bar(new QWidget(this)),
      m_views(new Segments(tr("What is listed"),
                           {{tr("Entries"), tr("Lines that were read as entries")},
                            {tr("Rejected"), tr("Lines that could not be read, and are in no figure")},
                            {tr("Warnings"), tr("Lines that were read with a warning")}},
                           m_bar)),
      m_count(new QLabel(m_bar)), m_toTime(new QPushButton(tr("Go to time…"), m_bar)),
      m_export(new QPushButton(tr("Export ▾"), m_bar)), m_stack(new QStackedWidget(this)),
      m_entries(new QWidget(m_stack)), m_chart(new ChartCard(theme, *m_charts, tr("Entries by level"), m_entries)),
      m_splitter(new QSplitter(m_entries)), m_tableCard(new QFrame(m_splitter)), m_detailCard(new QFrame(m_splitter)),
      m_table(new EntryTable(theme, m_model, tr("Entries"), m_tableCard)),
      m_detail(new EntryDetail(workspace, theme, m_detailCard)),
      m_query(workspace, listing(EntryOrder::ByTime), SubjectQuery::Filter::Unanswered) {
    m_chart->view()->setRangeActions(RangeAction::Zoom);
    m_table->setObjectName(QStringLiteral("entries"));
    setFocusProxy(m_table);
    buildEntries();
    m_stack->addWidget(m_entries);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::length(16), Theme::length(12), Theme::length(16), Theme::length(12));
    layout->setSpacing(Theme::length(10));
    buildBar();
    layout->addWidget(m_bar);
    layout->addWidget(m_stack, 1);
    connectTable();
    connectDetail();
    connect(m_charts, &ChartGroup::rangeChosen, this,
            [this](const TimeRange& range) { this->workspace().setRangeChoice(RangeChoice::between(range)); });
    connect(m_charts, &ChartGroup::momentActivated, this, [this](Time time) {
        if (m_model.order() == EntryOrder::ByTime)
            m_table->goTo(time);
    });
    connect(&workspace, &Workspace::placeChanged, this, &LogsPage::takePlace);
    connect(&workspace, &Workspace::snapshotPublished, this, &LogsPage::showNoted);
    connect(&workspace, &Workspace::directoryChanged, this, [this] {
        m_known->set(nullptr, {}, m_model.order(), nullptr);
        m_wantedEntry.reset();
        m_model.clear();
        m_detail->setEntry(nullptr, std::nullopt);
        showNoted();
        arrange();
    });
    showNoted();
    showView();
    takePlace();
}

void LogsPage::buildBar() {
    m_count->setTextFormat(Qt::PlainText);
    m_toTime->setToolTip(tr("Select the entry nearest to a time (G)"));
    connect(m_toTime, &QPushButton::clicked, this, &LogsPage::goToTime);
    const auto key = [this](Qt::Key wanted, auto slot) {
        auto* shortcut = new QShortcut(QKeySequence(wanted), this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, slot);
    };
    key(Qt::Key_G, &LogsPage::goToTime);
    key(Qt::Key_Escape, &LogsPage::closeDetail);
    buildExport();
    connect(m_views, &Segments::chosen, this, &LogsPage::showView);

    auto* row = new QHBoxLayout(m_bar);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(Theme::length(10));
    row->addWidget(m_views);
    row->addWidget(m_count, 1);
    row->addWidget(m_toTime);
    row->addWidget(m_export);
}

void LogsPage::buildExport() {
    auto* menu = new QMenu(m_export);
    const auto add = [&](const QString& text, EntryFormat format) {
        auto* action = new QAction(text, this);
        action->setEnabled(false);
        connect(action, &QAction::triggered, this, [this, format] {
            if (const auto listed = m_known->listed(m_model.snapshot()); listed.listing)
                emit exportWanted(listed, format);
        });
        addAction(action); // for the palette
        menu->addAction(action);
        m_exports += action;
    };
    add(tr("Export entries as CSV…"), EntryFormat::Csv);
    add(tr("Export entries as JSON Lines…"), EntryFormat::JsonLines);
    m_export->setMenu(menu);
    m_export->setAccessibleName(tr("Export the entries listed"));
    m_export->setToolTip(format::toolTip(tr("Write all entries that are listed to a file, in the order of time")));
    m_export->setEnabled(false);
}

void LogsPage::buildEntries() {
    m_tableCard->setProperty("card", true);
    auto* leftLayout = new QVBoxLayout(m_tableCard);
    leftLayout->setContentsMargins(1, 1, 1, 1);
    leftLayout->addWidget(m_table, 1);
    m_detailCard->setProperty("card", true);
    auto* rightLayout = new QVBoxLayout(m_detailCard);
    rightLayout->setContentsMargins(0, 0, 0, 0);
    rightLayout->addWidget(m_detail);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(Theme::length(10));
    m_splitter->addWidget(m_tableCard);
    m_splitter->addWidget(m_detailCard);
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({Theme::length(760), Theme::length(380)});
    auto* layout = new QVBoxLayout(m_entries);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::length(10));
    layout->addWidget(m_chart);
    layout->addWidget(m_splitter, 1);
}

void LogsPage::makeNoted() {
    m_noted = new NotedLinesView(workspace(), m_theme, m_stack);
    m_stack->addWidget(m_noted);
    connect(m_noted, &NotedLinesView::entryWanted, this, [this](EntryId entry) {
        setView(View::Entries);
        showEntry(entry);
    });
}

void LogsPage::connectTable() {
    connect(m_table, &EntryTable::orderWanted, this, &LogsPage::setOrder);
    connect(m_table, &EntryTable::entryChosen, this, &LogsPage::showChosen);
    connect(m_table, &EntryTable::entryActivated, this, [this] {
        m_detailOpen = true;
        arrange();
        m_detail->takeFocus();
    });
}

void LogsPage::connectDetail() {
    connect(m_detail, &EntryDetail::settled, this, &Page::settled);
    connect(m_detail, &EntryDetail::filterWanted, this, &LogsPage::addToFilter);
    connect(m_detail, &EntryDetail::entryWanted, this, &LogsPage::showEntry);
    connect(m_detail, &EntryDetail::closeWanted, this, &LogsPage::closeDetail);
    connect(m_detail, &EntryDetail::turnWanted, this, [this](SessionIndex session, EntryId opening) {
        workspace().showTurn({session, opening});
    });
}

void LogsPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    arrange();
}

// The table comes first: where room is short the chart is lower, and the detail is there for a chosen entry only.
void LogsPage::arrange() {
    const bool beside = width() >= Theme::length(detailBesideFrom);
    m_splitter->setOrientation(beside ? Qt::Horizontal : Qt::Vertical);
    m_detailCard->setVisible(m_detailOpen && (beside || m_detail->entry()));
    m_chart->setFixedHeight(Theme::length(height() < Theme::length(lowPage) ? lowChart : usualChart));
}

void LogsPage::closeDetail() {
    m_detailOpen = false;
    arrange();
    m_table->setFocus();
}

void LogsPage::setView(View view) {
    m_views->setCurrent(static_cast<std::size_t>(view));
    showView();
}

LogsPage::View LogsPage::view() const {
    return static_cast<View>(m_views->current());
}

void LogsPage::showView() {
    const bool isEntries = view() == View::Entries;
    if (!isEntries && !m_noted)
        makeNoted();
    m_stack->setCurrentIndex(isEntries ? 0 : 1);
    m_toTime->setVisible(isEntries);
    m_export->setVisible(isEntries);
    if (!isEntries)
        m_noted->setShow(view() == View::Rejected ? NotedLinesView::Show::Rejected : NotedLinesView::Show::Warnings);
    if (const auto listed = m_known->listed(m_model.snapshot()); isEntries && listed.listing) {
        showCounts(*listed.listing);
    } else {
        m_count->setText(isEntries ? QString() : tr("Of the whole directory, whatever is chosen above"));
        m_count->setToolTip({});
    }
    emit shownChanged(); // what the page needs is another
}

void LogsPage::showNoted() {
    const Snapshot* snapshot = workspace().snapshot().get();
    const auto name = [&](View view, const QString& text, NotedLinesView::Show show) {
        const std::uint64_t count = NotedLinesView::countOf(snapshot, show);
        m_views->setName(static_cast<std::size_t>(view),
                         count == 0 ? text : QStringLiteral("%1 %2").arg(text, format::count(count)));
    };
    name(View::Rejected, tr("Rejected"), NotedLinesView::Show::Rejected);
    name(View::Warnings, tr("Warnings"), NotedLinesView::Show::Warnings);
}

SubjectQuery::Ask LogsPage::listing(EntryOrder order) const {
    // Called on the worker: it must not touch the page.
    return [page = const_cast<LogsPage*>(this), known = m_known, order,
            &clock = workspace().clock()](const Subject& subject, std::stop_token stop) -> LatestQuery::Deliver {
        const auto filter = parseFilter(subject.scope.filter, clock.now());
        if (!filter)
            return [] {};
        MatchOptions options;
        options.stop = stop;
        auto answer = std::make_shared<Answer>();
        answer->order = order;
        const auto previous = known->of(subject.scope, order);
        answer->times = known->allByTime();
        answer->listing =
            listEntries(*subject.snapshot, *filter, subject.scope, order, previous.get(), options, &answer->times);
        if (!answer->listing.complete)
            return [] {};
        answer->histogram = entryHistogram(*subject.snapshot, answer->listing.entries, subject.scope.range, stop);
        return [page, subject, answer] { page->take(subject, answer); };
    };
}

void LogsPage::take(const Subject& subject, const std::shared_ptr<Answer>& answer) {
    EntryListing& listing = answer->listing;
    std::vector<EntryId> order = std::exchange(listing.order, {});
    if (listing.isWhole) {
        const bool another = answer->order != m_model.order();
        if (another)
            m_model.clear();
        m_model.setDescending(m_descending);
        m_table->renewEntries(subject.snapshot, answer->order, std::move(order));
        if (m_wantedTime && answer->order == EntryOrder::ByTime)
            m_table->goTo(*std::exchange(m_wantedTime, std::nullopt));
    } else {
        // The question may have been asked before the last answer was shown.
        const std::shared_ptr<const EntryListing> shown = m_known->of(subject.scope, answer->order);
        std::erase_if(order, [&](EntryId id) { return shown && shown->entries.contains(id); });
        m_model.addEntries(subject.snapshot, order);
    }
    m_known->set({answer, &answer->listing}, subject.scope, answer->order, answer->times);
    m_chart->setChart(entryChart(answer->histogram));
    if (view() == View::Entries)
        showCounts(listing);
    m_export->setEnabled(listing.count > 0);
    for (QAction* action : std::as_const(m_exports))
        action->setEnabled(listing.count > 0);
    if (m_wantedEntry)
        showEntry(*std::exchange(m_wantedEntry, std::nullopt));
    setShown(subject, listing.count > 0);
    emit settled();
}

void LogsPage::showCounts(const EntryListing& listing) {
    QString text = format::counted(listing.count, format::Noun::Entry);
    if (listing.unread > 0)
        text += tr(" – %1 could not be searched").arg(format::counted(listing.unread, format::Noun::Entry));
    m_count->setText(text);
    m_count->setToolTip(listing.problems.empty()
                            ? QString()
                            : format::toolTip(QString::fromStdString(listing.problems.front().describe())));
}

void LogsPage::setOrder(EntryOrder order, bool descending) {
    m_descending = descending;
    if (order != m_model.order()) {
        m_query.setQuestion(listing(order));
        return;
    }
    const std::optional<EntryId> current = m_table->currentEntry();
    m_model.setDescending(descending);
    if (current)
        m_table->goTo(*current);
    else
        m_table->scrollToTop();
}

void LogsPage::showChosen() {
    m_detail->setEntry(m_model.snapshot(), m_table->currentEntry());
    arrange();
}

// An entry that somebody went to is selected once what is listed is of the present filter.
void LogsPage::takePlace() {
    const Place& place = workspace().place();
    if (place.page != QLatin1String("logs") || place.entry == m_placeEntry)
        return;
    m_placeEntry = place.entry;
    if (!place.entry)
        return;
    setView(View::Entries);
    if (shown() && shown()->subject.scope == workspace().scope())
        showEntry(*place.entry);
    else
        m_wantedEntry = place.entry;
}

void LogsPage::showEntry(EntryId entry) {
    if (!m_model.snapshot() || index(entry) >= m_model.snapshot()->entries.size()) {
        m_wantedEntry = entry;
        return;
    }
    m_detailOpen = true;
    if (!m_table->goTo(entry))
        m_detail->setEntry(m_model.snapshot(), entry);
    arrange();
}

void LogsPage::goToTime() {
    if (m_model.rowCount() == 0)
        return;
    const std::optional<EntryId> current = m_table->currentEntry();
    const Time at = m_model.snapshot()->entries.time[index(current.value_or(m_model.entry(0)))];
    auto* dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Go to time"));
    auto* label = new QLabel(tr("The entry at, or the first one after"));
    QDateTimeEdit* time = timeEdit(tr("Local time"), localTime(at));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    auto* layout = new QVBoxLayout(dialog);
    layout->addWidget(label);
    layout->addWidget(time);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    connect(dialog, &QDialog::accepted, this, [this, time] {
        const Time wanted = fromLocalTime(time->dateTime());
        if (m_model.order() == EntryOrder::ByTime) {
            m_table->goTo(wanted);
            return;
        }
        m_wantedTime = wanted; // once the entries are in the order of time
        setOrder(EntryOrder::ByTime, true);
    });
    dialog->open();
}

void LogsPage::addToFilter(const QString& filter) {
    const std::string present = workspace().place().filter;
    workspace().setFilter(present.empty() ? filter.toStdString() : "(" + present + ") and " + filter.toStdString());
}

} // namespace moie::ui
