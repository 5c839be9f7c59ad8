// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/arrived_entries_model.h"

#include <algorithm>
#include <utility>

#include <moie/analytics/newest.h>
#include <moie/query/entry_listing.h>

#include "ui/theme/format.h"
#include "ui/workspace/same_store.h"

namespace moie::ui {

namespace {

QString labelText(std::string_view text) {
    return format::oneLine(QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
}

ArrivedEntriesModel::Severity severityOf(std::string_view levelName) {
    const std::optional<Level> level = levelFromName(levelName);
    if (level == Level::Error || level == Level::Critical)
        return ArrivedEntriesModel::Severity::Bad;
    return level == Level::Warning ? ArrivedEntriesModel::Severity::Warning : ArrivedEntriesModel::Severity::Usual;
}

} // namespace

ArrivedEntriesModel::ArrivedEntriesModel(QThreadPool& pool, QObject* parent)
    : QAbstractTableModel(parent), m_first(pool) {}

void ArrivedEntriesModel::setSnapshot(SnapshotPtr snapshot) {
    const bool goesOn = m_snapshot && snapshot && areOfOneStore(*m_snapshot, *snapshot) &&
                        snapshot->entries.size() >= m_snapshot->entries.size();
    const bool loading = !snapshot || (!snapshot->load.complete && !snapshot->load.cancelled);
    if (!goesOn || loading)
        restart();
    m_snapshot = std::move(snapshot);
    if (loading)
        return;
    if (!m_ready)
        findFirst();
    else if (m_held)
        emit waitingChanged();
    else
        takeArrivals();
}

void ArrivedEntriesModel::restart() {
    m_first.drop();
    m_finding = false;
    m_taken = 0;
    if (!m_rows.empty())
        replaceRows({});
    if (std::exchange(m_ready, false))
        emit readyChanged();
    emit waitingChanged();
}

// Files are read with the newest days first, so that the order of arrival says nothing of those that were there.
void ArrivedEntriesModel::findFirst() {
    if (std::exchange(m_finding, true))
        return;
    m_first.replace([this, snapshot = m_snapshot](std::stop_token) {
        std::vector<EntryId> entries = newestEntries(*snapshot, mostEntries);
        return [this, snapshot, entries = std::move(entries)] { takeFirst(*snapshot, entries); };
    });
}

void ArrivedEntriesModel::takeFirst(const Snapshot& of, std::vector<EntryId> entries) {
    m_finding = false;
    m_taken = of.entries.size();
    replaceRows(std::deque<EntryId>(entries.rbegin(), entries.rend()));
    m_ready = true;
    emit readyChanged();
    if (!m_held)
        takeArrivals();
}

void ArrivedEntriesModel::takeArrivals() {
    const std::size_t end = m_snapshot->entries.size();
    const std::size_t begin = std::exchange(m_taken, end);
    const std::size_t count = end - begin;
    if (count == 0)
        return;
    const std::size_t shown = std::min(count, mostEntries);
    std::deque<EntryId> rows;
    for (std::size_t i = 0; i < shown; ++i)
        rows.push_back(EntryId{static_cast<std::uint32_t>(end - 1 - i)});
    // What came with one snapshot was read file by file, while a turn writes to several.
    const EntryComparison isEarlier(*m_snapshot, EntryOrder::ByTime);
    std::sort(rows.begin(), rows.end(), [&](EntryId a, EntryId b) { return isEarlier(b, a); });
    if (shown == mostEntries)
        return replaceRows(std::move(rows));
    beginInsertRows({}, 0, static_cast<int>(shown) - 1);
    m_rows.insert(m_rows.begin(), rows.begin(), rows.end());
    endInsertRows();
    if (m_rows.size() <= mostEntries)
        return;
    beginRemoveRows({}, static_cast<int>(mostEntries), static_cast<int>(m_rows.size()) - 1);
    m_rows.resize(mostEntries);
    endRemoveRows();
}

void ArrivedEntriesModel::replaceRows(std::deque<EntryId> rows) {
    beginResetModel();
    m_rows = std::move(rows);
    endResetModel();
}

void ArrivedEntriesModel::setHeld(bool held) {
    if (std::exchange(m_held, held) == held)
        return;
    if (!held && m_ready)
        takeArrivals();
    emit waitingChanged();
}

std::size_t ArrivedEntriesModel::waiting() const {
    return m_ready && m_held ? m_snapshot->entries.size() - m_taken : 0;
}

void ArrivedEntriesModel::setTextsHidden(bool hidden) {
    if (std::exchange(m_textsHidden, hidden) == hidden || m_rows.empty())
        return;
    emit dataChanged(index(0, MessageColumn), index(rowCount() - 1, MessageColumn));
}

int ArrivedEntriesModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ArrivedEntriesModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant ArrivedEntriesModel::data(const QModelIndex& at, int role) const {
    if (!checkIndex(at, CheckIndexOption::IndexIsValid))
        return {};
    const EntryId id = entry(at.row());
    if (role == Qt::DisplayRole)
        return displayText(id, at.column());
    const EntryLabels& labels = m_snapshot->entries.labelsOf(id);
    if (role == SeverityRole)
        return QVariant::fromValue(severityOf(m_snapshot->name(labels.level)));
    if (role == Qt::ToolTipRole)
        return format::toolTip(
            tr("%1, level %2, session %3")
                .arg(displayText(id, at.column()), labelText(m_snapshot->name(labels.level)),
                     format::shortId(m_snapshot->name(
                         m_snapshot->sessions[moie::index(m_snapshot->entries.session[moie::index(id)])]->id))));
    return {};
}

QString ArrivedEntriesModel::displayText(EntryId id, int column) const {
    const EntriesView& entries = m_snapshot->entries;
    const EntryLabels& labels = entries.labelsOf(id);
    switch (column) {
    case TimeColumn: return format::clockMilliseconds(entries.time[moie::index(id)]);
    case CategoryColumn: return labelText(m_snapshot->name(labels.category));
    case MessageColumn:
        if (m_textsHidden && (labels.kind == Kind::Other || labels.kind == Kind::Foreign))
            return tr("hidden");
        return labelText(m_snapshot->name(labels.message));
    default: return {};
    }
}

QVariant ArrivedEntriesModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn: return tr("Time");
    case CategoryColumn: return tr("Category");
    case MessageColumn: return tr("Message");
    default: return {};
    }
}

} // namespace moie::ui
