// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/noted_lines_dialog.h"

#include <algorithm>
#include <numeric>

#include <QButtonGroup>
#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <moie/store/entry_text.h>

#include "ui/models/escaped_bytes.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {

namespace {

using Show = NotedLinesModel::Show;

// Of one line; a longer one says how much is left out.
constexpr std::uint32_t mostBytesShown = 128 * 1024;
constexpr std::size_t mostFilesNamed = 4;

// The files that cannot be read, in words; empty where all can.
QString unreadableFiles(const Snapshot& snapshot) {
    QStringList named;
    std::size_t count = 0;
    for (const auto& file : snapshot.files) {
        if (!file->problem || file->gone)
            continue;
        if (++count <= mostFilesNamed)
            named += QStringLiteral("%1: %2").arg(escapedBytes(file->path, 4096),
                                                  format::oneLine(QString::fromStdString(file->problem->text)));
    }
    if (count == 0)
        return {};
    if (count > mostFilesNamed)
        named += NotedLinesDialog::tr("and %1 more").arg(format::count(count - mostFilesNamed));
    return NotedLinesDialog::tr("%1 cannot be read:\n").arg(format::counted(count, format::Noun::File)) +
           named.join(QLatin1Char('\n'));
}

} // namespace

NotedLinesDialog::NotedLinesDialog(Workspace& workspace, QWidget* parent)
    : QDialog(parent), m_workspace(workspace), m_reading(workspace.queryPool()),
      m_model(new NotedLinesModel(workspace.queryPool(), this)), m_files(new QLabel), m_chooser(new QButtonGroup(this)),
      m_table(new QTableView), m_caption(new QLabel), m_bytes(new QPlainTextEdit) {
    setWindowTitle(tr("Rejected lines and warnings"));
    resize(Theme::length(1180), Theme::length(600));
    m_files->setTextFormat(Qt::PlainText);
    m_files->setProperty("tone", QStringLiteral("bad"));
    m_files->setWordWrap(true);
    m_files->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_caption->setTextFormat(Qt::PlainText);
    m_caption->setProperty("tone", QStringLiteral("dim"));
    m_caption->setWordWrap(true);
    m_bytes->setReadOnly(true);
    m_bytes->setTabChangesFocus(true);
    m_bytes->setAccessibleName(tr("The bytes of the selected line"));
    m_bytes->setPlaceholderText(tr("Select a line to see its bytes."));
    buildTable();

    auto* detail = new QWidget;
    auto* detailLayout = new QVBoxLayout(detail);
    detailLayout->setContentsMargins(0, 0, 0, 0);
    detailLayout->addWidget(m_caption);
    detailLayout->addWidget(m_bytes);
    auto* splitter = new QSplitter(Qt::Vertical);
    splitter->addWidget(m_table);
    splitter->addWidget(detail);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 2);
    splitter->setChildrenCollapsible(false);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::length(16), Theme::length(14), Theme::length(16), Theme::length(14));
    layout->setSpacing(Theme::length(10));
    layout->addWidget(m_files);
    layout->addWidget(buildChooser());
    layout->addWidget(splitter, 1);
    layout->addWidget(buttons);

    connect(&workspace, &Workspace::snapshotPublished, this, &NotedLinesDialog::setSnapshot);
    if (workspace.snapshot()) {
        const auto& lines = workspace.snapshot()->counts.lines;
        m_model->setShow(lines.rejected > 0 ? Show::Rejected : Show::Warnings);
        setSnapshot(workspace.snapshot());
    }
    m_chooser->button(static_cast<int>(m_model->show()))->setChecked(true);
}

void NotedLinesDialog::buildTable() {
    m_table->setObjectName(QStringLiteral("notedLines"));
    m_table->setModel(m_model);
    m_table->setAccessibleName(tr("Lines"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setWordWrap(false);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setTextElideMode(Qt::ElideRight);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + Theme::length(9));
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setColumnWidth(NotedLinesModel::PlaceColumn, Theme::length(290));
    m_table->setColumnWidth(NotedLinesModel::OffsetColumn, Theme::length(105));
    m_table->setColumnWidth(NotedLinesModel::ReasonColumn, Theme::length(440));
    m_table->horizontalHeader()->setStretchLastSection(true);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex& current) { showLine(current); });
}

QWidget* NotedLinesDialog::buildChooser() {
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    const char* const positions[] = {"first", "middle", "last"};
    int place = 0;
    for (const Show show : {Show::Rejected, Show::Warnings, Show::All}) {
        auto* button = new QPushButton;
        button->setCheckable(true);
        button->setProperty("segment", QLatin1String(positions[place++]));
        m_chooser->addButton(button, static_cast<int>(show));
        layout->addWidget(button);
    }
    layout->addStretch(1);
    connect(m_chooser, &QButtonGroup::idClicked, this, [this](int id) {
        m_model->setShow(static_cast<Show>(id));
        showLine({});
    });
    showCounts();
    return row;
}

void NotedLinesDialog::setSnapshot(const SnapshotPtr& snapshot) {
    const bool sameDirectory = m_model->snapshot() && m_model->snapshot()->directory == snapshot->directory;
    m_model->setSnapshot(snapshot);
    const QString files = unreadableFiles(*snapshot);
    m_files->setText(files);
    m_files->setVisible(!files.isEmpty());
    showCounts();
    if (!sameDirectory)
        showLine({});
}

void NotedLinesDialog::showCounts() {
    const SnapshotPtr snapshot = m_model->snapshot();
    const std::uint64_t all = snapshot ? snapshot->noted.size() : 0;
    const std::uint64_t rejected = snapshot ? snapshot->counts.lines.rejected : 0;
    m_chooser->button(static_cast<int>(Show::Rejected))->setText(tr("Rejected %1").arg(format::count(rejected)));
    m_chooser->button(static_cast<int>(Show::Warnings))
        ->setText(tr("Read with a warning %1").arg(format::count(all - std::min(all, rejected))));
    m_chooser->button(static_cast<int>(Show::All))->setText(tr("Both %1").arg(format::count(all)));
    m_files->setVisible(!m_files->text().isEmpty());
}

void NotedLinesDialog::showLine(const QModelIndex& index) {
    m_reading.drop();
    m_bytes->clear();
    m_caption->clear();
    if (!index.isValid())
        return;
    const NotedLine noted = m_model->line(index.row());
    const SnapshotPtr snapshot = m_model->snapshot();
    m_caption->setText(tr("%1, line %2, %3 at byte %4: %5")
                           .arg(escapedBytes(snapshot->files[moie::index(noted.file)]->path, 4096),
                                format::count(noted.lineNumber), format::counted(noted.length, format::Noun::Byte),
                                format::count(noted.offset), NotedLinesModel::reasonOf(noted)));
    m_reading.replace([this, snapshot, noted](std::stop_token) {
        const auto text = readText(*snapshot, {noted.file, std::min(noted.length, mostBytesShown), noted.offset});
        QString shown = text ? escapedBytes(*text, mostBytesShown)
                             : tr("The line cannot be read: %1.").arg(QString::fromStdString(text.error().describe()));
        if (text && noted.length > mostBytesShown)
            shown += tr("… (%1 more)").arg(format::bytes(noted.length - mostBytesShown));
        return [this, shown] { m_bytes->setPlainText(shown); };
    });
}

} // namespace moie::ui
