// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/entry_detail.h"

#include <algorithm>
#include <functional>
#include <utility>

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedWidget>
#include <QToolButton>
#include <QTreeView>
#include <QVBoxLayout>

#include <moie/query/entry_neighbours.h>
#include <moie/store/entry_text.h>

#include "ui/models/escaped_bytes.h"
#include "ui/pages/entry_table.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plain_label.h"
#include "ui/widgets/segments.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {

namespace {

// Of one line or value; longer ones say how much is left out. A text edit lays all of it out at once.
constexpr std::size_t mostBytesShown = 128 * 1024;
// Containers with more than that are not unfolded by themselves.
constexpr std::uint32_t mostUnfolded = 40;
constexpr std::size_t eachSide = 50;

// Says what a menu is wanted for: what the pointer is at, or by a key the current field.
class FieldTree : public QTreeView {
public:
    using OpenMenu = std::function<void(const QModelIndex& field, const QPoint& globalPosition)>;
    FieldTree(OpenMenu openMenu, QWidget* parent) : QTreeView(parent), m_openMenu(std::move(openMenu)) {}

protected:
    void contextMenuEvent(QContextMenuEvent* event) override {
        if (event->reason() != QContextMenuEvent::Keyboard)
            return m_openMenu(indexAt(event->pos()), event->globalPos());
        scrollTo(currentIndex());
        m_openMenu(currentIndex(), viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft()));
    }

private:
    OpenMenu m_openMenu;
};

QPlainTextEdit* textView(const QString& name, QWidget* parent) {
    auto* text = new QPlainTextEdit(parent);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setAccessibleName(name);
    return text;
}

} // namespace

EntryDetail::EntryDetail(Workspace& workspace, const Theme& theme, QWidget* parent)
    : QWidget(parent), m_workspace(workspace), m_reading(workspace.queryPool()), m_finding(workspace.queryPool()),
      m_around(workspace.clock()), m_theme(theme), m_title(wrappedLabel({}, TextStyle::Body, "", this)),
      m_close(new QToolButton(this)), m_place(wrappedLabel({}, TextStyle::Body, "dim", this)),
      m_views(new Segments(tr("What is shown of the entry"),
                           {{tr("Fields"), tr("All values of the entry")},
                            {tr("Line"), tr("The line as it stands in the file")},
                            {tr("Session"), tr("The entries before and after it in its session")},
                            {tr("File"), tr("The lines before and after it in its file")}},
                           this)),
      m_toTurn(new QPushButton(tr("Go to its turn"), this)), m_note(wrappedLabel({}, TextStyle::Body, "warn", this)),
      m_stack(new QStackedWidget(this)), m_splitter(new QSplitter(Qt::Vertical, m_stack)),
      m_tree(new FieldTree([this](const QModelIndex& field, const QPoint& position) { openMenu(field, position); },
                           m_splitter)),
      m_value(textView(tr("The selected value in full"), m_splitter)),
      m_line(textView(tr("The entry's line"), m_stack)) {
    m_title->setFont(Theme::font(TextStyle::Title));
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_place->setFont(Theme::font(TextStyle::Small));
    m_place->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_note->hide();
    m_around.setDescending(false);
    m_aroundTable = new EntryTable(theme, m_around, tr("Entries around the chosen one"), m_stack);
    m_aroundTable->horizontalHeader()->setSectionsClickable(false);
    m_aroundTable->horizontalHeader()->setSortIndicatorShown(false);
    for (const int column : {EntryModel::SessionColumn, EntryModel::VerdictColumn, EntryModel::SizeColumn})
        m_aroundTable->horizontalHeader()->setSectionHidden(column, true);
    buildFields();
    m_stack->addWidget(m_splitter);
    m_stack->addWidget(m_line);
    m_stack->addWidget(m_aroundTable);

    auto* row = new QHBoxLayout;
    row->addWidget(m_views);
    row->addStretch(1);
    row->addWidget(m_toTurn);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::length(12), Theme::length(10), Theme::length(12), Theme::length(10));
    layout->setSpacing(Theme::length(8));
    layout->addLayout(buildHead());
    layout->addWidget(m_place);
    layout->addLayout(row);
    layout->addWidget(m_note);
    layout->addWidget(m_stack, 1);

    connect(m_views, &Segments::chosen, this, [this](std::size_t view) { show(static_cast<View>(view)); });
    connect(m_toTurn, &QPushButton::clicked, this, [this] {
        if (!m_entry)
            return;
        if (const EntryTurn found = turnOf(*m_snapshot, *m_entry); found.turn)
            emit turnWanted(found.turn->sessionIndex, found.turn->turn->opening);
    });
    connect(m_aroundTable, &EntryTable::entryActivated, this, [this] {
        if (const auto chosen = m_aroundTable->currentEntry())
            emit entryWanted(*chosen);
    });
    connect(&workspace, &Workspace::textsHiddenChanged, this, &EntryDetail::showTexts);
    setEntry(nullptr, std::nullopt);
}

QLayout* EntryDetail::buildHead() {
    m_close->setProperty("quiet", true);
    m_close->setIconSize(QSize(Theme::length(14), Theme::length(14)));
    m_close->setToolTip(tr("Close (Escape); Enter on an entry opens it again"));
    m_close->setAccessibleName(tr("Close what is shown of the entry"));
    const auto showIcon = [this] { m_close->setIcon(m_theme.icon(QStringLiteral("clear"))); };
    connect(&m_theme, &Theme::themeChanged, this, showIcon);
    showIcon();
    connect(m_close, &QToolButton::clicked, this, &EntryDetail::closeWanted);
    auto* head = new QHBoxLayout;
    head->addWidget(m_title, 1);
    head->addWidget(m_close, 0, Qt::AlignTop);
    return head;
}

void EntryDetail::buildFields() {
    buildTree();
    m_value->setMinimumHeight(Theme::length(40));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->setStretchFactor(0, 4);
    m_splitter->setStretchFactor(1, 1);
}

void EntryDetail::buildTree() {
    m_tree->setProperty("plain", true);
    m_tree->setModel(&m_fields);
    m_tree->setAccessibleName(tr("Fields of the entry"));
    m_tree->setFrameShape(QFrame::NoFrame);
    m_tree->setUniformRowHeights(true);
    m_tree->setTextElideMode(Qt::ElideRight);
    m_tree->setAllColumnsShowFocus(true);
    m_tree->setIndentation(Theme::length(16));
    m_tree->setFont(Theme::font(TextStyle::Small));
    m_tree->header()->setFont(Theme::font(TextStyle::Small));
    m_tree->header()->resizeSection(JsonModel::NameColumn, Theme::length(190));
    m_tree->header()->setStretchLastSection(true);
    connect(m_tree->selectionModel(), &QItemSelectionModel::currentChanged, this, &EntryDetail::showValue);
    const auto key = [this](const QKeySequence& keys, auto slot) {
        auto* shortcut = new QShortcut(keys, m_tree);
        shortcut->setContext(Qt::WidgetShortcut);
        connect(shortcut, &QShortcut::activated, this, slot);
    };
    key(QKeySequence::Copy, &EntryDetail::copyValue);
    key(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C), &EntryDetail::copyPath);
}

void EntryDetail::takeFocus() {
    m_stack->currentWidget()->setFocus();
    if (m_stack->currentIndex() == 0)
        m_tree->setFocus();
}

void EntryDetail::setEntry(const SnapshotPtr& snapshot, std::optional<EntryId> entry) {
    m_snapshot = snapshot;
    m_entry = entry;
    m_views->setEnabled(entry.has_value());
    m_toTurn->setVisible(false);
    m_contents = {};
    if (!entry) {
        m_reading.drop();
        m_finding.drop();
        m_title->setText(tr("No entry is chosen"));
        m_place->setText(tr("Choose a row to see all that the entry says."));
        showContents({});
        m_around.clear();
        return;
    }
    const Snapshot& s = *snapshot;
    const EntryLabels& labels = s.entries.labelsOf(*entry);
    const TextPlace place = s.entries.placeOf(*entry);
    m_title->setText(labels.kind == Kind::Foreign ? tr("A JSON object that is no entry")
                                                  : format::oneLine(s.name(labels.message), 400));
    m_place->setText(tr("%1, %2 at byte %3 of %4")
                         .arg(format::dateTimeMillis(s.entries.time[index(*entry)], m_workspace.clock().now()),
                              format::bytes(place.length), format::count(place.offset),
                              format::oneLine(s.files[index(place.file)]->path, 400)));
    m_toTurn->setVisible(turnOf(s, *entry).turn.has_value());
    read();
    show(static_cast<View>(m_views->current()));
}

void EntryDetail::read() {
    m_reading.replace([this, snapshot = m_snapshot, id = *m_entry](std::stop_token) {
        Contents contents;
        const auto text = readText(*snapshot, snapshot->entries.placeOf(id));
        if (!text) {
            contents.line = tr("The line cannot be read: %1.").arg(QString::fromStdString(text.error().describe()));
            contents.note = contents.line;
        } else {
            contents.line = escapedBytes(*text, mostBytesShown);
            if (text->size() > mostBytesShown)
                contents.line += tr(" (%1 more)").arg(format::bytes(text->size() - mostBytesShown));
            if (auto fields = fieldsOf(*text)) {
                if (fields->isMended)
                    contents.note = tr("The line is no strict JSON. What cannot be read, as NaN, is shown as null; the "
                                       "line shows it as it is.");
                contents.fields = std::make_shared<const EntryFields>(std::move(*fields));
            } else {
                contents.note = tr("Only a part of the line is an entry, so that its fields are not shown.");
            }
        }
        return [this, contents = std::move(contents)] { showContents(contents); };
    });
}

void EntryDetail::showContents(const Contents& contents) {
    m_contents = contents;
    m_note->setText(contents.note);
    m_note->setVisible(!contents.note.isEmpty());
    m_fields.setFields(contents.fields);
    showTexts();
    if (contents.fields) {
        // All levels, but none that is long.
        for (std::size_t i = 1; i < std::min<std::size_t>(contents.fields->fields.size(), 400); ++i) {
            const EntryField& field = contents.fields->fields[i];
            if (!field.isContainer() || field.children > mostUnfolded)
                continue;
            QModelIndex parent;
            std::vector<std::uint32_t> way;
            for (std::uint32_t at = static_cast<std::uint32_t>(i); at != 0; at = contents.fields->fields[at].parent)
                way.push_back(contents.fields->fields[at].position);
            for (auto step = way.rbegin(); step != way.rend(); ++step)
                parent = m_fields.index(static_cast<int>(*step), 0, parent);
            m_tree->expand(parent);
        }
    }
    if (m_entry)
        emit settled();
}

void EntryDetail::showTexts() {
    const bool hidden = m_workspace.textsHidden();
    m_fields.setTextsHidden(hidden);
    m_line->setPlainText(hidden && m_contents.fields ? tr("Texts are hidden (Ctrl+H).") : m_contents.line);
    showValue();
}

void EntryDetail::showValue() {
    const QModelIndex current = m_tree->currentIndex();
    m_value->setVisible(current.isValid()); // the fields have its room until then
    if (!current.isValid()) {
        m_value->clear();
        return;
    }
    if (m_fields.isCovered(current)) {
        m_value->setPlainText(tr("Texts are hidden (Ctrl+H)."));
        return;
    }
    const std::string& text = m_fields.fields()->fields[m_fields.field(current)].text;
    // Line ends are kept: this is where a long text is read.
    QString shown;
    std::size_t from = 0;
    while (from < std::min(text.size(), mostBytesShown)) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        shown += escapedBytes(std::string_view(text).substr(from, end - from), mostBytesShown - from);
        if (end < text.size())
            shown += QLatin1Char('\n');
        from = end + 1;
    }
    if (text.size() > mostBytesShown)
        shown += tr(" (%1 more)").arg(format::bytes(text.size() - mostBytesShown));
    m_value->setPlainText(shown);
}

void EntryDetail::show(View view) {
    const int page = view == View::Fields ? 0 : view == View::Line ? 1 : 2;
    m_stack->setCurrentIndex(page);
    m_finding.drop();
    if (page == 2 && m_entry)
        readAround();
}

void EntryDetail::readAround() {
    const auto neighbourhood =
        static_cast<View>(m_views->current()) == View::SameFile ? Neighbourhood::File : Neighbourhood::Session;
    m_finding.replace([this, snapshot = m_snapshot, id = *m_entry, neighbourhood](std::stop_token stop) {
        std::vector<EntryId> around = neighboursOf(*snapshot, id, neighbourhood, eachSide, stop);
        return [this, snapshot, id, around = std::move(around)] {
            m_around.setEntries(snapshot, EntryOrder::ByTime, around);
            m_aroundTable->goToRow(static_cast<int>(std::find(around.begin(), around.end(), id) - around.begin()));
        };
    });
}

void EntryDetail::openMenu(const QModelIndex& at, const QPoint& globalPosition) {
    if (!at.isValid())
        return;
    m_tree->setCurrentIndex(at);
    const std::size_t field = m_fields.field(at);
    auto* menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("fieldMenu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool container = m_fields.fields()->fields[field].isContainer();
    QAction* value = menu->addAction(tr("Copy value"), this, &EntryDetail::copyValue);
    value->setEnabled(!container && !m_fields.isCovered(at));
    menu->addAction(tr("Copy path"), this, &EntryDetail::copyPath);
    const std::string filter = filterFor(*m_fields.fields(), field);
    const bool filters = !filter.empty() && parseFilter(filter, m_workspace.clock().now()).has_value();
    QAction* narrow = menu->addAction(tr("Filter by this value"), this,
                                      [this, filter] { emit filterWanted(QString::fromStdString(filter)); });
    narrow->setEnabled(filters);
    menu->popup(globalPosition);
}

void EntryDetail::copyValue() {
    const QModelIndex current = m_tree->currentIndex();
    if (current.isValid() && !m_fields.isCovered(current))
        QApplication::clipboard()->setText(m_fields.value(current));
}

void EntryDetail::copyPath() {
    const QModelIndex current = m_tree->currentIndex();
    if (current.isValid())
        QApplication::clipboard()->setText(QString::fromStdString(pathOf(*m_fields.fields(), m_fields.field(current))));
}

} // namespace moie::ui
