// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/entry_model.h"

#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include "ui/theme/format.h"

namespace moie::ui {

namespace {

constexpr int rememberedTurns = 4'000;
constexpr std::size_t mostBytesShown = 400;
constexpr std::size_t mostRows = std::numeric_limits<int>::max();

struct ColumnTitle {
    const char* title;
    const char* explanation;
};

constexpr std::array<ColumnTitle, EntryModel::ColumnCount> titles{{
    {QT_TRANSLATE_NOOP("EntryModel", "Time"), QT_TRANSLATE_NOOP("EntryModel", "The entry's own time, in local time")},
    {QT_TRANSLATE_NOOP("EntryModel", "Level"), QT_TRANSLATE_NOOP("EntryModel", "Debug to critical, then evolution")},
    {QT_TRANSLATE_NOOP("EntryModel", "Category"), QT_TRANSLATE_NOOP("EntryModel", "As it is logged")},
    {QT_TRANSLATE_NOOP("EntryModel", "Message"), QT_TRANSLATE_NOOP("EntryModel", "The kind of entry")},
    {QT_TRANSLATE_NOOP("EntryModel", "Session"),
     QT_TRANSLATE_NOOP("EntryModel", "The beginning of the session's id, and the entry's number in it")},
    {QT_TRANSLATE_NOOP("EntryModel", "Turn"), QT_TRANSLATE_NOOP("EntryModel", "The verdict of the entry's turn")},
    {QT_TRANSLATE_NOOP("EntryModel", "Size"), QT_TRANSLATE_NOOP("EntryModel", "Bytes of its line in the file")},
}};

QString shown(const Snapshot& snapshot, NameId name) {
    return format::oneLine(snapshot.name(name), mostBytesShown);
}

std::string_view sessionId(const Snapshot& snapshot, EntryId id) {
    const std::size_t session = index(snapshot.entries.session[index(id)]);
    return session < snapshot.sessions.size() ? snapshot.name(snapshot.sessions[session]->id) : std::string_view();
}

} // namespace

EntryModel::EntryModel(const Clock& clock, QObject* parent)
    : QAbstractTableModel(parent), m_clock(clock), m_turns(rememberedTurns) {}

void EntryModel::setEntries(SnapshotPtr snapshot, EntryOrder order, std::vector<EntryId> ascending) {
    beginResetModel();
    m_snapshot = std::move(snapshot);
    m_order = order;
    m_entries = std::move(ascending);
    m_entries.resize(std::min(m_entries.size(), mostRows));
    m_turns.clear();
    endResetModel();
}

void EntryModel::addEntries(SnapshotPtr snapshot, std::span<const EntryId> added) {
    m_snapshot = std::move(snapshot);
    m_turns.clear();
    const EntryComparison isBefore(*m_snapshot, m_order);
    // From the end, so that the places of those that are still to come stay the same.
    std::size_t limit = m_entries.size();
    while (!added.empty()) {
        const auto end = m_entries.begin() + static_cast<std::ptrdiff_t>(limit);
        const auto place = std::upper_bound(m_entries.begin(), end, added.back(), isBefore);
        limit = static_cast<std::size_t>(place - m_entries.begin());
        const auto first =
            limit == 0 ? added.begin() : std::upper_bound(added.begin(), added.end(), m_entries[limit - 1], isBefore);
        const auto run = added.subspan(static_cast<std::size_t>(first - added.begin()));
        const auto count = static_cast<int>(run.size());
        const int row = m_descending ? rowCount() - static_cast<int>(limit) : static_cast<int>(limit);
        beginInsertRows({}, row, row + count - 1);
        m_entries.insert(place, run.begin(), run.end());
        endInsertRows();
        added = added.first(added.size() - run.size());
    }
    // What a turn came to may have changed too, and which of two entries is the repeat.
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void EntryModel::clear() {
    setEntries(nullptr, m_order, {});
}

void EntryModel::setDescending(bool descending) {
    if (descending == m_descending)
        return;
    beginResetModel();
    m_descending = descending;
    endResetModel();
}

EntryId EntryModel::entry(int row) const {
    const auto position = static_cast<std::size_t>(row);
    return m_entries[m_descending ? m_entries.size() - 1 - position : position];
}

int EntryModel::rowOfPosition(std::size_t position) const {
    return static_cast<int>(m_descending ? m_entries.size() - 1 - position : position);
}

int EntryModel::rowOf(EntryId id) const {
    if (!m_snapshot || moie::index(id) >= m_snapshot->entries.size())
        return -1;
    const auto found = std::lower_bound(m_entries.begin(), m_entries.end(), id, EntryComparison(*m_snapshot, m_order));
    return found != m_entries.end() && *found == id ? rowOfPosition(static_cast<std::size_t>(found - m_entries.begin()))
                                                    : -1;
}

QString EntryModel::oldestTime() const {
    return m_snapshot && m_snapshot->counts.first != unknownTime
               ? format::dateTimeMillis(m_snapshot->counts.first, m_clock.now())
               : QString();
}

int EntryModel::rowAt(Time time) const {
    if (m_entries.empty())
        return -1;
    const auto& times = m_snapshot->entries.time;
    const auto later = std::partition_point(m_entries.begin(), m_entries.end(),
                                            [&](EntryId id) { return times[moie::index(id)] < time; });
    const auto found = later == m_entries.end() ? later - 1 : later;
    return rowOfPosition(static_cast<std::size_t>(found - m_entries.begin()));
}

std::optional<EntryOrder> EntryModel::orderOf(int column) {
    switch (column) {
    case TimeColumn: return EntryOrder::ByTime;
    case LevelColumn: return EntryOrder::ByLevel;
    case CategoryColumn: return EntryOrder::ByCategory;
    case MessageColumn: return EntryOrder::ByMessage;
    case SessionColumn: return EntryOrder::BySession;
    default: return std::nullopt;
    }
}

int EntryModel::columnOf(EntryOrder order) {
    switch (order) {
    case EntryOrder::ByTime: return TimeColumn;
    case EntryOrder::ByLevel: return LevelColumn;
    case EntryOrder::ByCategory: return CategoryColumn;
    case EntryOrder::ByMessage: return MessageColumn;
    case EntryOrder::BySession: return SessionColumn;
    }
    return TimeColumn;
}

int EntryModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int EntryModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

const EntryTurn& EntryModel::turn(EntryId id) const {
    const auto key = static_cast<std::uint32_t>(id);
    if (const EntryTurn* known = m_turns.object(key))
        return *known;
    auto* found = new EntryTurn(turnOf(*m_snapshot, id));
    m_turns.insert(key, found);
    return *found;
}

QVariant EntryModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const EntryId id = entry(index.row());
    const EntryLabels& labels = m_snapshot->entries.labelsOf(id);
    switch (role) {
    case Qt::DisplayRole: return text(id, index.column());
    case Qt::ToolTipRole: return toolTip(id, index.column());
    case Qt::TextAlignmentRole:
        return index.column() == SizeColumn ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    case LevelRole: {
        const auto level = levelFromName(m_snapshot->name(labels.level));
        return level ? static_cast<int>(*level) : -1;
    }
    case VerdictRole: {
        const auto& found = turn(id).turn;
        return found ? QVariant(static_cast<int>(verdictOf(*m_snapshot, *found->turn))) : QVariant();
    }
    case AsideRole: return labels.kind == Kind::Foreign || turn(id).isRepeat;
    default: return {};
    }
}

QString EntryModel::text(EntryId id, int column) const {
    const Snapshot& snapshot = *m_snapshot;
    const EntryLabels& labels = snapshot.entries.labelsOf(id);
    const bool foreign = labels.kind == Kind::Foreign;
    switch (column) {
    case TimeColumn: return format::dateTimeMillis(snapshot.entries.time[moie::index(id)], m_clock.now());
    case LevelColumn: return foreign ? QStringLiteral("–") : shown(snapshot, labels.level);
    case CategoryColumn: return foreign ? tr("foreign") : shown(snapshot, labels.category);
    case MessageColumn: {
        if (foreign)
            return tr("A JSON object that is no entry");
        const QString message = shown(snapshot, labels.message);
        return turn(id).isRepeat ? tr("%1 (repeat)").arg(message) : message;
    }
    case SessionColumn: {
        const std::string_view session = sessionId(snapshot, id);
        const std::uint32_t number = snapshot.entries.number[moie::index(id)];
        if (session.empty())
            return QStringLiteral("–");
        const QString beginning = format::shortId(session);
        return number == 0 ? beginning : beginning + QLatin1Char('#') + QString::number(number);
    }
    case VerdictColumn: {
        const auto& found = turn(id).turn;
        return found ? format::verdict(verdictOf(snapshot, *found->turn)) : QString();
    }
    case SizeColumn: return format::bytes(snapshot.entries.placeOf(id).length);
    default: return {};
    }
}

QString EntryModel::toolTip(EntryId id, int column) const {
    const Snapshot& snapshot = *m_snapshot;
    switch (column) {
    case CategoryColumn:
    case MessageColumn: {
        const EntryLabels& labels = snapshot.entries.labelsOf(id);
        if (labels.kind == Kind::Foreign)
            return format::toolTip(tr("It stands in a log file, but has none of an entry's fields, so that it is in no "
                                      "statistic. Its time is that of the entry before it."));
        if (turn(id).isRepeat)
            return format::toolTip(tr("%1\nLogged once more for the same turn: shown here, counted once everywhere.")
                                       .arg(shown(snapshot, labels.message)));
        return format::toolTip(text(id, column));
    }
    case SessionColumn: return format::toolTip(format::oneLine(sessionId(snapshot, id), mostBytesShown));
    case VerdictColumn: {
        const auto& found = turn(id).turn;
        return found ? format::toolTip(format::verdictMeaning(verdictOf(snapshot, *found->turn)))
                     : format::toolTip(tr("Outside any turn"));
    }
    case SizeColumn: {
        const TextPlace place = snapshot.entries.placeOf(id);
        return format::toolTip(
            tr("%1 at byte %2 of %3")
                .arg(format::counted(place.length, format::Noun::Byte), format::count(place.offset),
                     format::oneLine(snapshot.files[moie::index(place.file)]->path, mostBytesShown)));
    }
    default: return {};
    }
}

QVariant EntryModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    const ColumnTitle& title = titles[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return tr(title.title);
    if (role == Qt::ToolTipRole)
        return format::toolTip(tr(title.explanation));
    if (role == Qt::TextAlignmentRole && section == SizeColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    return {};
}

} // namespace moie::ui
