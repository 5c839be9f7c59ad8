// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/noted_lines_model.h"

#include <algorithm>
#include <utility>

#include <QStringList>

#include <moie/store/entry_text.h>

#include "ui/models/escaped_bytes.h"
#include "ui/theme/format.h"
#include "ui/workspace/same_store.h"

namespace moie::ui {

namespace {

constexpr std::uint32_t beginningBytes = 200;
// Looked at in one go, so that the event loop is never held up: about a millisecond.
constexpr std::size_t scanSlice = 100'000;
constexpr int rememberedBeginnings = 4'000;
// Read in one go; a view shows fewer rows than this.
constexpr std::size_t mostWanted = 500;

QString fromView(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

NotedLinesModel::NotedLinesModel(QThreadPool& pool, QObject* parent)
    : QAbstractTableModel(parent), m_reading(pool), m_beginnings(rememberedBeginnings) {}

void NotedLinesModel::setSnapshot(SnapshotPtr snapshot) {
    const bool isNewer = m_snapshot && snapshot && areOfOneStore(*m_snapshot, *snapshot) &&
                         snapshot->noted.size() >= m_snapshot->noted.size();
    if (!isNewer) {
        m_beginnings.clear();
        m_reading.drop();
        m_wanted.clear();
        m_asked.clear();
        restart(std::move(snapshot));
        return;
    }
    m_snapshot = std::move(snapshot);
    if (!m_scanPosted)
        scanSome();
}

void NotedLinesModel::setShow(Show show) {
    if (show == m_show)
        return;
    m_show = show;
    restart(m_snapshot);
}

void NotedLinesModel::setTextsHidden(bool hidden) {
    m_hidden = hidden;
    if (rowCount() > 0)
        emit dataChanged(index(0, BeginningColumn), index(rowCount() - 1, BeginningColumn), {Qt::DisplayRole});
}

void NotedLinesModel::restart(SnapshotPtr snapshot) {
    beginResetModel();
    m_snapshot = std::move(snapshot);
    m_rows.clear();
    m_scanned = 0;
    endResetModel();
    if (!m_scanPosted)
        scanSome();
}

void NotedLinesModel::scanSome() {
    m_scanPosted = false;
    if (!m_snapshot)
        return;
    const std::size_t end = std::min(m_snapshot->noted.size(), m_scanned + scanSlice);
    std::vector<std::uint32_t> found;
    for (; m_scanned < end; ++m_scanned) {
        if (isShown(m_snapshot->noted[m_scanned]))
            found.push_back(static_cast<std::uint32_t>(m_scanned));
    }
    if (!found.empty()) {
        const int first = rowCount();
        beginInsertRows({}, first, first + static_cast<int>(found.size()) - 1);
        m_rows.insert(m_rows.end(), found.begin(), found.end());
        endInsertRows();
    }
    if (m_scanned < m_snapshot->noted.size()) {
        m_scanPosted = true;
        QMetaObject::invokeMethod(this, &NotedLinesModel::scanSome, Qt::QueuedConnection);
    }
}

bool NotedLinesModel::isShown(const NotedLine& line) const {
    return (line.rejection != Rejection::None) == (m_show == Show::Rejected);
}

const NotedLine& NotedLinesModel::line(int row) const {
    return m_snapshot->noted[m_rows[static_cast<std::size_t>(row)]];
}

QString NotedLinesModel::reasonOf(const NotedLine& line) {
    QStringList reasons;
    if (line.rejection != Rejection::None)
        reasons += fromView(explain(line.rejection));
    for (std::size_t i = 0; i < warningCount; ++i) {
        if (const auto warning = static_cast<Warning>(i); line.warnings.has(warning))
            reasons += fromView(explain(warning));
    }
    return reasons.join(QStringLiteral("; "));
}

int NotedLinesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int NotedLinesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant NotedLinesModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole && index.column() == OffsetColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole && index.column() != BeginningColumn)
        return format::toolTip(displayText(index));
    if (role != Qt::DisplayRole)
        return {};
    if (index.column() == BeginningColumn)
        return m_hidden ? QVariant(QStringLiteral("•••")) : beginning(m_rows[static_cast<std::size_t>(index.row())]);
    return displayText(index);
}

QString NotedLinesModel::displayText(const QModelIndex& index) const {
    const NotedLine& noted = line(index.row());
    switch (index.column()) {
    case PlaceColumn:
        return escapedBytes(m_snapshot->files[moie::index(noted.file)]->path, 4096) + QLatin1Char(':') +
               QString::number(noted.lineNumber);
    case OffsetColumn: return format::count(noted.offset);
    case ReasonColumn: return reasonOf(noted);
    default: return {};
    }
}

QVariant NotedLinesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == OffsetColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case PlaceColumn: return tr("File and line");
    case OffsetColumn: return tr("Byte offset");
    case ReasonColumn: return tr("What is wrong");
    case BeginningColumn: return tr("Beginning of the line");
    default: return {};
    }
}

QVariant NotedLinesModel::beginning(std::uint32_t note) const {
    if (const QString* text = m_beginnings.object(note))
        return *text;
    if (m_asked.contains(note))
        return {};
    m_asked.insert(note);
    m_wanted.push_back(note);
    if (!m_readPosted) {
        m_readPosted = true;
        // Only after the view has asked for all the rows that it shows.
        auto* self = const_cast<NotedLinesModel*>(this);
        QMetaObject::invokeMethod(self, &NotedLinesModel::readWanted, Qt::QueuedConnection);
    }
    return {};
}

void NotedLinesModel::readWanted() {
    m_readPosted = false;
    // The latest are those on the screen now.
    std::vector<std::uint32_t> notes = std::exchange(m_wanted, {});
    if (notes.size() > mostWanted)
        notes.erase(notes.begin(), notes.end() - static_cast<std::ptrdiff_t>(mostWanted));
    // What was still being read is dropped, and asked for again if it is still shown.
    m_asked = QSet<std::uint32_t>(notes.begin(), notes.end());
    m_reading.replace([this, snapshot = m_snapshot, notes = std::move(notes)](std::stop_token stop) {
        std::vector<std::pair<std::uint32_t, QString>> texts;
        for (const std::uint32_t note : notes) {
            if (stop.stop_requested())
                break;
            const NotedLine& noted = snapshot->noted[note];
            const auto text = readText(*snapshot, {noted.file, std::min(noted.length, beginningBytes), noted.offset});
            texts.emplace_back(note, text ? escapedBytes(*text, beginningBytes) +
                                                (noted.length > beginningBytes ? QStringLiteral("…") : QString())
                                          : QStringLiteral("(%1)").arg(QString::fromStdString(text.error().text)));
        }
        return [this, snapshot, texts = std::move(texts)] {
            if (m_snapshot && areOfOneStore(*m_snapshot, *snapshot))
                takeBeginnings(texts);
        };
    });
}

void NotedLinesModel::takeBeginnings(const std::vector<std::pair<std::uint32_t, QString>>& texts) {
    int first = rowCount();
    int last = -1;
    for (const auto& [note, text] : texts) {
        m_beginnings.insert(note, new QString(text));
        m_asked.remove(note);
        const auto found = std::lower_bound(m_rows.begin(), m_rows.end(), note);
        if (found == m_rows.end() || *found != note)
            continue;
        const int row = static_cast<int>(found - m_rows.begin());
        first = std::min(first, row);
        last = std::max(last, row);
    }
    if (last >= 0)
        emit dataChanged(index(first, BeginningColumn), index(last, BeginningColumn), {Qt::DisplayRole});
}

} // namespace moie::ui
