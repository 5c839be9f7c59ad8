// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/logs_page.h"

#include <mutex>
#include <utility>

#include <QDateTimeEdit>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QVBoxLayout>

#include "ui/charts/chart_group.h"
#include "ui/charts/chart_view.h"
#include "ui/charts/entry_chart.h"
#include "ui/pages/entry_detail.h"
#include "ui/pages/entry_table.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chart_card.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {

namespace {

// Design pixels of page width below which the detail stands under the table.
constexpr double detailBesideFrom = 980;

} // namespace

// What is on the page, for the worker that finds out what came to it.
struct LogsPage::Known {
    std::mutex mutex;
    // Under the mutex; null where nothing of the present directory is shown.
    std::shared_ptr<const EntryListing> listing;
    Scope scope;
    EntryOrder order = EntryOrder::ByTime;

    std::shared_ptr<const EntryListing> of(const Scope& wanted, EntryOrder wantedOrder) {
        const std::lock_guard lock(mutex);
        return scope == wanted && order == wantedOrder ? listing : nullptr;
    }
    void set(std::shared_ptr<const EntryListing> shown, const Scope& ofScope, EntryOrder inOrder) {
        const std::lock_guard lock(mutex);
        listing = std::move(shown);
        scope = ofScope;
        order = inOrder;
    }
};

struct LogsPage::Answer {
    EntryListing listing;
    EntryHistogram histogram;
    EntryOrder order = EntryOrder::ByTime;
};

LogsPage::LogsPage(Workspace& workspace, const Theme& theme, QWidget* parent)
    : Page(workspace, parent), m_theme(theme), m_known(std::make_shared<Known>()), m_model(workspace.clock()),
      m_charts(new ChartGroup(theme, this)), m_chart(new ChartCard(theme, *m_charts, tr("Entries by level"))),
      m_table(new EntryTable(theme, m_model, tr("Entries"))), m_detail(new EntryDetail(workspace, theme)),
      m_splitter(new QSplitter), m_count(new QLabel), m_query(workspace, listing(EntryOrder::ByTime)) {
    m_count->setTextFormat(Qt::PlainText);
    m_chart->view()->setRangeActions(RangeAction::Zoom);
    m_chart->setFixedHeight(Theme::length(170));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::length(16), Theme::length(14), Theme::length(16), Theme::length(14));
    layout->setSpacing(Theme::length(12));
    layout->addWidget(m_chart);
    layout->addWidget(buildEntries(), 1);
    m_table->setObjectName(QStringLiteral("entries"));
    connectTable();
    connect(m_charts, &ChartGroup::rangeChosen, this,
            [this](const TimeRange& range) { this->workspace().setRangeChoice(RangeChoice::between(range)); });
    connect(m_charts, &ChartGroup::momentActivated, this, [this](Time time) {
        if (m_model.order() == EntryOrder::ByTime)
            m_table->goTo(time);
    });
    connect(&workspace, &Workspace::directoryChanged, this, [this] {
        m_known->set(nullptr, {}, m_model.order());
        m_model.clear();
        m_detail->setEntry(nullptr, std::nullopt);
    });
}

QWidget* LogsPage::buildEntries() {
    auto* toTime = new QPushButton(tr("Go to time…"));
    toTime->setToolTip(tr("Select the entry nearest to a time (G)"));
    connect(toTime, &QPushButton::clicked, this, &LogsPage::goToTime);
    auto* key = new QShortcut(QKeySequence(Qt::Key_G), this);
    key->setContext(Qt::WidgetWithChildrenShortcut);
    connect(key, &QShortcut::activated, this, &LogsPage::goToTime);

    auto* row = new QHBoxLayout;
    row->setContentsMargins(Theme::length(12), Theme::length(8), Theme::length(12), 0);
    row->addWidget(m_count);
    row->addStretch(1);
    row->addWidget(toTime);
    auto* left = new QFrame;
    left->setProperty("card", true);
    auto* leftLayout = new QVBoxLayout(left);
    leftLayout->setContentsMargins(1, 1, 1, 1);
    leftLayout->addLayout(row);
    leftLayout->addWidget(m_table, 1);
    auto* right = new QFrame;
    right->setProperty("card", true);
    auto* rightLayout = new QVBoxLayout(right);
    rightLayout->setContentsMargins(0, 0, 0, 0);
    rightLayout->addWidget(m_detail);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(Theme::length(10));
    m_splitter->addWidget(left);
    m_splitter->addWidget(right);
    m_splitter->setStretchFactor(0, 2);
    m_splitter->setStretchFactor(1, 1);
    m_splitter->setSizes({Theme::length(760), Theme::length(380)});
    return m_splitter;
}

void LogsPage::connectTable() {
    connect(m_table, &EntryTable::orderWanted, this, &LogsPage::setOrder);
    connect(m_table, &EntryTable::entryChosen, this, &LogsPage::showEntry);
    connect(m_table, &EntryTable::entryActivated, m_detail, &EntryDetail::takeFocus);
    connect(m_detail, &EntryDetail::settled, this, &Page::settled);
    connect(m_detail, &EntryDetail::filterWanted, this, &LogsPage::addToFilter);
    connect(m_detail, &EntryDetail::entryWanted, this, [this](EntryId entry) {
        if (!m_table->goTo(entry))
            m_detail->setEntry(m_model.snapshot(), entry);
    });
    connect(m_detail, &EntryDetail::turnWanted, this, [this](SessionIndex session, EntryId opening) {
        Place place = workspace().place();
        place.page = QStringLiteral("sessions");
        place.turn = TurnPlace{session, opening};
        workspace().go(place);
    });
}

void LogsPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    const bool beside = width() >= Theme::length(detailBesideFrom);
    m_splitter->setOrientation(beside ? Qt::Horizontal : Qt::Vertical);
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
        answer->listing = listEntries(*subject.snapshot, *filter, subject.scope, order, previous.get(), options);
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
    m_known->set({answer, &answer->listing}, subject.scope, answer->order);
    m_chart->setChart(entryChart(answer->histogram));
    showCounts(listing);
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

void LogsPage::showEntry() {
    m_detail->setEntry(m_model.snapshot(), m_table->currentEntry());
}

void LogsPage::goToTime() {
    if (m_model.rowCount() == 0)
        return;
    const std::optional<EntryId> current = m_table->currentEntry();
    const Time at = m_model.snapshot()->entries.time[index(current.value_or(m_model.entry(0)))];
    auto* dialog = new QDialog(this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(tr("Go to time"));
    auto* time = new QDateTimeEdit(
        QDateTime::fromSecsSinceEpoch(std::chrono::floor<std::chrono::seconds>(at.time_since_epoch()).count()));
    time->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    time->setAccessibleName(tr("Local time"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    auto* layout = new QVBoxLayout(dialog);
    layout->addWidget(time);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, dialog, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    connect(dialog, &QDialog::accepted, this, [this, time] {
        const Time wanted{std::chrono::milliseconds(time->dateTime().toMSecsSinceEpoch())};
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
