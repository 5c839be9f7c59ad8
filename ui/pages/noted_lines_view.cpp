// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/noted_lines_view.h"

#include <algorithm>

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <moie/query/entry_neighbours.h>
#include <moie/store/entry_text.h>
#include <moie/store/unread.h>

#include "ui/models/escaped_bytes.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/row_table.h"
#include "ui/widgets/state_view.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {

namespace {

// Of one line; a longer one says how much is left out.
constexpr std::uint32_t mostBytesShown = 128 * 1024;
constexpr std::size_t mostPlacesNamed = 4;

// The number of a line, at the end of its place, says more than the directories before it.
class PlaceDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        option->textElideMode = Qt::ElideLeft;
    }
};

} // namespace

NotedLinesView::NotedLinesView(Workspace& workspace, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_reading(workspace.queryPool()), m_finding(workspace.queryPool()),
      m_model(new NotedLinesModel(workspace.queryPool(), this)), m_notices(new QLabel(this)),
      m_stack(new QStackedWidget(this)), m_splitter(new QSplitter(Qt::Vertical, m_stack)),
      m_tableCard(new QFrame(m_splitter)), m_table(new RowTable(theme, tr("Lines"), m_tableCard)),
      m_detailCard(new QFrame(m_splitter)), m_caption(new QLabel(m_detailCard)),
      m_toEntry(new QPushButton(m_detailCard)), m_copyPlace(new QPushButton(tr("Copy place"), m_detailCard)),
      m_copyLine(new QPushButton(tr("Copy line"), m_detailCard)), m_bytes(new QPlainTextEdit(m_detailCard)),
      m_nothing(new StateView(theme, m_stack)) {
    m_notices->setTextFormat(Qt::PlainText);
    m_notices->setProperty("tone", QStringLiteral("bad"));
    m_notices->setWordWrap(true);
    m_notices->setTextInteractionFlags(Qt::TextSelectableByMouse);
    buildTable();
    buildDetail();
    m_tableCard->setProperty("card", true);
    auto* upperLayout = new QVBoxLayout(m_tableCard);
    upperLayout->setContentsMargins(1, 1, 1, 1);
    upperLayout->addWidget(m_table);
    m_splitter->setStretchFactor(0, 3);
    m_splitter->setStretchFactor(1, 2);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setHandleWidth(Theme::length(10));
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_nothing);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(Theme::length(10));
    layout->addWidget(m_notices);
    layout->addWidget(m_stack, 1);

    connect(&workspace, &Workspace::snapshotPublished, this, &NotedLinesView::setSnapshot);
    connect(&workspace, &Workspace::directoryChanged, this, [this] { setSnapshot(nullptr); });
    const auto hideTexts = [this] {
        m_model->setTextsHidden(m_workspace.textsHidden());
        showBytes();
    };
    connect(&workspace, &Workspace::textsHiddenChanged, this, hideTexts);
    hideTexts();
    setSnapshot(workspace.snapshot());
}

void NotedLinesView::buildTable() {
    m_table->setObjectName(QStringLiteral("notedLines"));
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(NotedLinesModel::PlaceColumn, new PlaceDelegate(m_table));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTextElideMode(Qt::ElideRight);
    m_table->setFont(Theme::font(TextStyle::Small));
    m_table->setRowHeight(m_table->fontMetrics().height() + Theme::length(9));
    QHeaderView* header = m_table->horizontalHeader();
    header->setFont(Theme::font(TextStyle::Small));
    header->resizeSection(NotedLinesModel::PlaceColumn, Theme::length(240));
    header->resizeSection(NotedLinesModel::OffsetColumn, Theme::length(95));
    header->resizeSection(NotedLinesModel::ReasonColumn, Theme::length(280));
    header->setStretchLastSection(true);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &NotedLinesView::showLine);
    connect(m_table, &QAbstractItemView::activated, this, &NotedLinesView::goToEntry);
    connect(m_model, &QAbstractItemModel::modelReset, this, &NotedLinesView::showLine);
    connect(m_model, &QAbstractItemModel::modelReset, this, &NotedLinesView::showWhatThereIs);
    connect(m_model, &QAbstractItemModel::rowsInserted, this, &NotedLinesView::showWhatThereIs);
    auto* copy = new QShortcut(QKeySequence::Copy, m_table);
    copy->setContext(Qt::WidgetShortcut);
    connect(copy, &QShortcut::activated, this, &NotedLinesView::copyLine);
}

void NotedLinesView::buildDetail() {
    m_caption->setTextFormat(Qt::PlainText);
    m_caption->setProperty("tone", QStringLiteral("dim"));
    m_caption->setWordWrap(true);
    m_caption->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_bytes->setObjectName(QStringLiteral("notedBytes"));
    m_bytes->setReadOnly(true);
    m_bytes->setTabChangesFocus(true);
    m_bytes->setAccessibleName(tr("The bytes of the selected line"));
    m_bytes->setPlaceholderText(tr("Select a line to see its bytes."));
    m_copyPlace->setToolTip(format::toolTip(tr("Copy file, line and byte offset, as moielog check prints them")));
    m_copyLine->setToolTip(format::toolTip(tr("Copy the line as it is shown (Ctrl+C in the table)")));
    connect(m_toEntry, &QPushButton::clicked, this, &NotedLinesView::goToEntry);
    connect(m_copyPlace, &QPushButton::clicked, this, &NotedLinesView::copyPlace);
    connect(m_copyLine, &QPushButton::clicked, this, &NotedLinesView::copyLine);
    auto* row = new QHBoxLayout;
    row->addWidget(m_caption, 1);
    for (QPushButton* button : {m_toEntry, m_copyPlace, m_copyLine})
        row->addWidget(button);
    m_detailCard->setProperty("card", true);
    auto* layout = new QVBoxLayout(m_detailCard);
    layout->setContentsMargins(Theme::length(12), Theme::length(10), Theme::length(12), Theme::length(10));
    layout->setSpacing(Theme::length(8));
    layout->addLayout(row);
    layout->addWidget(m_bytes, 1);
}

QString NotedLinesView::unreadPlaces(const Snapshot& snapshot) {
    const std::vector<Error> unread = whatIsUnread(snapshot);
    if (unread.empty())
        return {};
    QStringList lines{tr("Not read, or not to the end:")};
    for (std::size_t i = 0; i < std::min(unread.size(), mostPlacesNamed); ++i)
        lines += escapedBytes(unread[i].describe(), 4096);
    if (unread.size() > mostPlacesNamed)
        lines += tr("and %1 more").arg(format::count(unread.size() - mostPlacesNamed));
    return lines.join(QLatin1Char('\n'));
}

QString NotedLinesView::keptNotice(const Snapshot& snapshot) {
    if (!snapshot.cacheNotice)
        return {};
    return tr("What was kept of these logs to open them faster was not used, or could not be kept; the logs themselves "
              "were read: %1")
        .arg(format::oneLine(QString::fromStdString(snapshot.cacheNotice->describe())));
}

std::uint64_t NotedLinesView::countOf(const Snapshot* snapshot, Show show) {
    if (snapshot == nullptr)
        return 0;
    const std::uint64_t rejected = snapshot->counts.lines.rejected;
    return show == Show::Rejected ? rejected : snapshot->noted.size() - std::min(snapshot->noted.size(), rejected);
}

void NotedLinesView::setShow(Show show) {
    const bool isRejected = show == Show::Rejected;
    m_toEntry->setText(isRejected ? tr("Go to the entry before it") : tr("Go to its entry"));
    m_model->setShow(show);
    showWhatThereIs();
}

void NotedLinesView::setSnapshot(const SnapshotPtr& snapshot) {
    m_model->setSnapshot(snapshot);
    QStringList notices;
    if (snapshot)
        notices = {unreadPlaces(*snapshot), keptNotice(*snapshot)};
    notices.removeAll(QString());
    m_notices->setText(notices.join(QLatin1Char('\n')));
    m_notices->setVisible(!notices.isEmpty());
    showWhatThereIs();
}

void NotedLinesView::showWhatThereIs() {
    const Show show = m_model->show();
    const bool isComplete = m_model->snapshot() && m_model->snapshot()->load.complete;
    m_nothing->setState(
        {QStringLiteral("check"),
         show == Show::Rejected ? tr("No line was rejected") : tr("No line has a warning"),
         isComplete ? tr("Every line of the log directory was looked at.") : tr("The logs are still being read."),
         {},
         {}});
    m_stack->setCurrentIndex(countOf(m_model->snapshot().get(), show) > 0 ? 0 : 1);
}

void NotedLinesView::showLine() {
    const QModelIndex index = m_table->currentIndex();
    m_reading.drop();
    m_finding.drop();
    m_line.clear();
    for (QPushButton* button : {m_toEntry, m_copyPlace, m_copyLine})
        button->setEnabled(index.isValid());
    if (!index.isValid()) {
        m_caption->clear();
        showBytes();
        return;
    }
    const NotedLine noted = m_model->line(index.row());
    const SnapshotPtr snapshot = m_model->snapshot();
    m_caption->setText(tr("%1, line %2, %3 at byte %4: %5")
                           .arg(escapedBytes(snapshot->files[moie::index(noted.file)]->path, 4096),
                                format::count(noted.lineNumber), format::counted(noted.length, format::Noun::Byte),
                                format::count(noted.offset), NotedLinesModel::reasonOf(noted)));
    showBytes();
    m_reading.replace([this, snapshot, noted](std::stop_token) {
        const auto text = readText(*snapshot, {noted.file, std::min(noted.length, mostBytesShown), noted.offset});
        QString shown = text ? escapedBytes(*text, mostBytesShown)
                             : tr("The line cannot be read: %1.").arg(QString::fromStdString(text.error().describe()));
        if (text && noted.length > mostBytesShown)
            shown += tr("… (%1 more)").arg(format::bytes(noted.length - mostBytesShown));
        return [this, shown] {
            m_line = shown;
            showBytes();
        };
    });
}

void NotedLinesView::showBytes() {
    const bool isCovered = m_workspace.textsHidden() && !m_line.isEmpty();
    m_bytes->setPlainText(isCovered ? tr("Texts are hidden (Ctrl+H).") : m_line);
}

void NotedLinesView::goToEntry() {
    const QModelIndex index = m_table->currentIndex();
    if (!index.isValid())
        return;
    m_finding.replace([this, snapshot = m_model->snapshot(), noted = m_model->line(index.row())](std::stop_token stop) {
        const std::optional<EntryId> found = entryAt(*snapshot, noted.file, noted.offset, stop);
        return [this, found] {
            if (found)
                emit entryWanted(*found);
            else
                m_caption->setText(tr("No entry stands before this line in its file."));
        };
    });
}

void NotedLinesView::copyPlace() const {
    const QModelIndex index = m_table->currentIndex();
    if (!index.isValid())
        return;
    const NotedLine& noted = m_model->line(index.row());
    const std::string& path = m_model->snapshot()->files[moie::index(noted.file)]->path;
    QApplication::clipboard()->setText(
        QStringLiteral("%1:%2:%3")
            .arg(QString::fromStdString(path), QString::number(noted.lineNumber), QString::number(noted.offset)));
}

void NotedLinesView::copyLine() const {
    if (!m_line.isEmpty() && !m_workspace.textsHidden())
        QApplication::clipboard()->setText(m_line);
}

} // namespace moie::ui
