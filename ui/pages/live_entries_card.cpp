// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/live_entries_card.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <moie/query/entry_lines.h>
#include <moie/query/selection.h>

#include "ui/models/escaped_bytes.h"
#include "ui/models/outlined_entry.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/arrival_table.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {
namespace {

// Quiet columns before what was logged, and the level's colour where it is more than information.
class ArrivalDelegate : public QStyledItemDelegate {
public:
    ArrivalDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
        QStyledItemDelegate::initStyleOption(option, index);
        const bool selected = option->state.testFlag(QStyle::State_Selected);
        const QColor color = m_theme.colors()[roleOf(index, selected)];
        option->palette.setColor(QPalette::Text, color);
        option->palette.setColor(QPalette::HighlightedText, color);
        // The row is what has the focus.
        option->state.setFlag(QStyle::State_HasFocus, false);
    }

private:
    static ColorRole roleOf(const QModelIndex& index, bool selected) {
        if (index.column() != ArrivedEntriesModel::MessageColumn)
            return selected ? ColorRole::DimStrong : ColorRole::Dim;
        switch (index.data(ArrivedEntriesModel::SeverityRole).value<ArrivedEntriesModel::Severity>()) {
        case ArrivedEntriesModel::Severity::Bad: return ColorRole::BadText;
        case ArrivedEntriesModel::Severity::Warning: return ColorRole::WarnText;
        default: return ColorRole::Text;
        }
    }

    const Theme& m_theme;
};

} // namespace

LiveEntriesCard::LiveEntriesCard(Workspace& workspace, const Theme& theme, QWidget* parent)
    : Card(tr("Entries as they arrive"), parent), m_workspace(workspace), m_model(workspace.queryPool()),
      m_reading(workspace.queryPool()), m_paused(new QPushButton(this)), m_splitter(new QSplitter(Qt::Vertical, this)),
      m_table(new ArrivalTable(theme, tr("Entries as they arrive"),
                               {QStringLiteral("00:00:00.000"), QStringLiteral("user_feedback")}, m_splitter)),
      m_detail(buildDetail()) {
    m_table->setItemDelegate(new ArrivalDelegate(theme, m_table));
    m_table->setModel(&m_model);
    m_paused->setProperty("chip", true);
    m_paused->setToolTip(tr("Go on with the newest entries (Escape)"));
    // Its room is kept, so that nothing moves when it comes.
    QSizePolicy policy = m_paused->sizePolicy();
    policy.setRetainSizeWhenHidden(true);
    m_paused->setSizePolicy(policy);
    m_paused->hide();
    setCorner(m_paused);

    m_splitter->setChildrenCollapsible(false);
    m_detail->hide();
    setContent(m_splitter);

    connect(m_paused, &QPushButton::clicked, m_table, &ArrivalTable::letGo);
    connect(m_table, &ArrivalTable::heldChanged, this, [this](bool held) { m_model.setHeld(held); });
    connect(m_table, &ArrivalTable::selectedRowChanged, this, &LiveEntriesCard::showEntry);
    connect(&m_model, &ArrivedEntriesModel::waitingChanged, this, &LiveEntriesCard::showHeld);
    connect(&m_model, &ArrivedEntriesModel::readyChanged, this, &LiveEntriesCard::showEmptyText);
    connect(&m_model, &ArrivedEntriesModel::readyChanged, this, &LiveEntriesCard::readyChanged);
    connect(&workspace, &Workspace::snapshotPublished, this, [this] {
        if (m_active)
            takeSnapshot();
    });
    connect(&workspace, &Workspace::directoryChanged, this, [this] {
        m_model.setSnapshot(nullptr);
        showEmptyText();
    });
    connect(&workspace, &Workspace::textsHiddenChanged, this, [this] {
        m_model.setTextsHidden(m_workspace.textsHidden());
        showEntry(m_shown == noEntry ? -1 : m_table->currentIndex().row());
    });
    m_model.setTextsHidden(workspace.textsHidden());
    showEmptyText();
}

QWidget* LiveEntriesCard::buildDetail() {
    auto* detail = new QWidget(m_splitter);
    m_caption = new QLabel(detail);
    m_caption->setTextFormat(Qt::PlainText);
    m_caption->setFont(Theme::font(TextStyle::Small));
    m_caption->setProperty("tone", QStringLiteral("dim"));
    m_caption->setWordWrap(true);
    m_toTurn = new QPushButton(tr("Show its turn"), detail);
    auto* close = new QPushButton(tr("Close"), detail);
    close->setToolTip(tr("Close and go on with the newest entries (Escape)"));
    m_text = new QPlainTextEdit(detail);
    m_text->setReadOnly(true);
    m_text->setTabChangesFocus(true);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setAccessibleName(tr("The selected entry"));
    m_text->setMinimumHeight(Theme::length(90));
    auto* head = new QHBoxLayout;
    head->addWidget(m_caption, 1);
    head->addWidget(m_toTurn);
    head->addWidget(close);
    auto* layout = new QVBoxLayout(detail);
    layout->setContentsMargins(0, Theme::length(6), 0, 0);
    layout->addLayout(head);
    layout->addWidget(m_text, 1);
    connect(close, &QPushButton::clicked, this, [this] {
        m_table->letGo();
        m_table->setFocus();
    });
    connect(m_toTurn, &QPushButton::clicked, this, [this] {
        const SessionIndex session = m_shownOf->entries.session[index(m_shown)];
        if (const auto turn = turnWith(*m_shownOf, session, m_shown))
            emit turnWanted(session, turn->turn->opening);
    });
    return detail;
}

void LiveEntriesCard::setActive(bool active) {
    m_active = active;
    if (active)
        takeSnapshot();
}

void LiveEntriesCard::takeSnapshot() {
    m_model.setSnapshot(m_workspace.snapshot());
    showEmptyText();
}

void LiveEntriesCard::showHeld() {
    m_paused->setVisible(m_table->isHeld());
    m_paused->setText(tr("Paused – %1 new").arg(format::count(m_model.waiting())));
}

void LiveEntriesCard::showEmptyText() {
    if (m_workspace.directory().isEmpty())
        m_table->setEmptyText(tr("No log directory is open"));
    else
        m_table->setEmptyText(m_model.isReady() ? tr("No entries yet. They are shown here as they are written.")
                                                : tr("The log is being read…"));
}

void LiveEntriesCard::showEntry(int row) {
    m_reading.drop();
    m_text->clear();
    const bool wasOpen = !m_detail->isHidden();
    m_detail->setVisible(row >= 0);
    if (row >= 0 && !wasOpen)
        emit entryOpened();
    m_shown = row < 0 ? noEntry : m_model.entry(row);
    m_shownOf = row < 0 ? nullptr : m_model.snapshot();
    if (row < 0)
        return;
    const SnapshotPtr snapshot = m_shownOf;
    const EntryId entry = m_shown;
    const TextPlace place = snapshot->entries.placeOf(entry);
    m_caption->setText(tr("%1, %2 at byte %3")
                           .arg(escapedBytes(snapshot->files[index(place.file)]->path, 4096),
                                format::counted(place.length, format::Noun::Byte), format::count(place.offset)));
    m_toTurn->setEnabled(turnWith(*snapshot, snapshot->entries.session[index(entry)], entry).has_value());
    if (m_workspace.textsHidden())
        return m_text->setPlainText(tr("Texts are hidden (Ctrl+H)"));
    m_reading.replace([this, snapshot, entry](std::stop_token) {
        const auto line = EntryLines().read(*snapshot, entry);
        const QString shown =
            line ? outlinedEntry(*line).text
                 : tr("The entry cannot be read: %1.").arg(QString::fromStdString(line.error().describe()));
        return [this, shown] { m_text->setPlainText(shown); };
    });
}

} // namespace moie::ui
