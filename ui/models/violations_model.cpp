// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/violations_model.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QStringList>

#include <moie/base/clock.h>

#include "ui/theme/format.h"
#include "ui/workspace/same_store.h"

namespace moie::ui {

namespace {

// More pieces than these are quicker replaced than reported one by one.
constexpr std::size_t mostRuns = 200;

bool isSame(const ViolationRow& a, const ViolationRow& b) {
    return a.event.entry == b.event.entry && a.event.time == b.event.time && a.turnNumber == b.turnNumber;
}

int orderOf(double a, double b) {
    if (std::isnan(a) || std::isnan(b))
        return static_cast<int>(std::isnan(b)) - static_cast<int>(std::isnan(a));
    return a < b ? -1 : static_cast<int>(a > b);
}

// A piece of the new rows that is not in the old ones, or the other way round.
struct Run {
    bool inserted = false;
    std::size_t first = 0; // in the new rows where inserted, else in the old ones
    std::size_t count = 0;
    std::size_t at = 0; // where it is once the runs before it are done
};

} // namespace

void ViolationsModel::setViolations(const std::vector<ViolationRow>& violations, SnapshotPtr snapshot) {
    const bool another = !m_snapshot || !areOfOneStore(*m_snapshot, *snapshot);
    std::vector<ViolationRow> rows = violations;
    if (another)
        beginResetModel();
    m_snapshot = std::move(snapshot);
    const auto before = [this](const ViolationRow& a, const ViolationRow& b) { return isBefore(a, b); };
    if (!std::is_sorted(rows.begin(), rows.end(), before))
        std::sort(rows.begin(), rows.end(), before);
    if (another) {
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    merge(std::move(rows));
}

// Both are in the same order, so that one walk over them finds what came and what went.
void ViolationsModel::merge(std::vector<ViolationRow> rows) {
    std::vector<Run> runs;
    const auto note = [&](bool inserted, std::size_t from, std::size_t at) {
        if (!runs.empty() && runs.back().inserted == inserted && runs.back().first + runs.back().count == from &&
            (inserted ? runs.back().at + runs.back().count : runs.back().at) == at)
            ++runs.back().count;
        else
            runs.push_back({inserted, from, 1, at});
    };
    std::size_t old = 0;
    std::size_t now = 0;
    while (old < m_rows.size() || now < rows.size()) {
        if (old < m_rows.size() && now < rows.size() && isSame(m_rows[old], rows[now])) {
            ++old;
            ++now;
        } else if (now == rows.size() || (old < m_rows.size() && !isBefore(rows[now], m_rows[old]))) {
            note(false, old++, now);
        } else {
            note(true, now, now);
            ++now;
        }
    }
    if (runs.size() > mostRuns) {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
        return;
    }
    for (const Run& run : runs) {
        const auto at = m_rows.begin() + static_cast<std::ptrdiff_t>(run.at);
        const int first = static_cast<int>(run.at);
        const int last = static_cast<int>(run.at + run.count) - 1;
        if (run.inserted) {
            beginInsertRows({}, first, last);
            const auto from = rows.begin() + static_cast<std::ptrdiff_t>(run.first);
            m_rows.insert(at, from, from + static_cast<std::ptrdiff_t>(run.count));
            endInsertRows();
        } else {
            beginRemoveRows({}, first, last);
            m_rows.erase(at, at + static_cast<std::ptrdiff_t>(run.count));
            endRemoveRows();
        }
    }
}

std::string_view ViolationsModel::sessionOf(const ViolationRow& row) const {
    const auto session = static_cast<std::size_t>(row.event.session);
    return session < m_snapshot->sessions.size() && m_snapshot->sessions[session]
               ? m_snapshot->name(m_snapshot->sessions[session]->id)
               : std::string_view();
}

int ViolationsModel::compare(const ViolationRow& a, const ViolationRow& b) const {
    const auto names = [&](NameId x, NameId y) { return m_snapshot->name(x).compare(m_snapshot->name(y)); };
    switch (m_column) {
    case TypeColumn: return names(a.event.what, b.event.what);
    case SeverityColumn: return orderOf(a.event.value, b.event.value);
    case ActionColumn: return names(a.event.action, b.event.action);
    case SessionColumn: return sessionOf(a).compare(sessionOf(b));
    case TurnColumn: return a.turnNumber < b.turnNumber ? -1 : static_cast<int>(a.turnNumber > b.turnNumber);
    default: return a.event.time < b.event.time ? -1 : static_cast<int>(a.event.time > b.event.time);
    }
}

// Of equal ones the newer first.
bool ViolationsModel::isBefore(const ViolationRow& a, const ViolationRow& b) const {
    const int order = compare(a, b);
    if (order != 0)
        return m_order == Qt::AscendingOrder ? order < 0 : order > 0;
    if (a.event.time != b.event.time)
        return a.event.time > b.event.time;
    return a.event.entry > b.event.entry;
}

void ViolationsModel::sort(int column, Qt::SortOrder order) {
    m_column = column < 0 ? TimeColumn : column;
    m_order = column < 0 ? Qt::DescendingOrder : order;
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList held = persistentIndexList();
    std::vector<ViolationRow> rowsHeld;
    for (const QModelIndex& index : held)
        rowsHeld.push_back(violation(index.row()));
    const auto before = [this](const ViolationRow& a, const ViolationRow& b) { return isBefore(a, b); };
    std::sort(m_rows.begin(), m_rows.end(), before);
    QModelIndexList moved;
    for (qsizetype i = 0; i < held.size(); ++i) {
        const auto at = std::lower_bound(m_rows.begin(), m_rows.end(), rowsHeld[static_cast<std::size_t>(i)], before);
        moved.push_back(index(static_cast<int>(at - m_rows.begin()), held[i].column()));
    }
    changePersistentIndexList(held, moved);
    emit layoutChanged({}, VerticalSortHint);
}

int ViolationsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int ViolationsModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QVariant ViolationsModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ViolationRow& row = violation(index.row());
    switch (role) {
    case Qt::DisplayRole: return textOf(row, index.column());
    case Qt::ToolTipRole: return format::toolTip(toolTipOf(row));
    case Qt::TextAlignmentRole:
        return static_cast<int>(headerData(index.column(), Qt::Horizontal, Qt::TextAlignmentRole).toInt());
    default: return {};
    }
}

QString ViolationsModel::textOf(const ViolationRow& row, int column) const {
    switch (column) {
    case TimeColumn: return format::dateTime(row.event.time, systemClock().now());
    case TypeColumn: return format::words(m_snapshot->name(row.event.what));
    case SeverityColumn: return format::figure(row.event.value);
    case ActionColumn: return format::words(m_snapshot->name(row.event.action));
    case SessionColumn: return format::shortId(sessionOf(row));
    case TurnColumn: return row.turnNumber > 0 ? format::count(row.turnNumber) : QStringLiteral("–");
    default: return {};
    }
}

QString ViolationsModel::toolTipOf(const ViolationRow& row) const {
    const std::string_view session = sessionOf(row);
    const QString action = textOf(row, ActionColumn);
    QStringList lines{textOf(row, TimeColumn),
                      tr("%1, severity %2").arg(textOf(row, TypeColumn), textOf(row, SeverityColumn))};
    if (!action.isEmpty())
        lines += tr("action announced: %1").arg(action);
    const QString id = format::oneLine(QString::fromUtf8(session.data(), static_cast<qsizetype>(session.size())));
    lines += row.turnNumber > 0 ? tr("session %1, turn %2").arg(id, format::count(row.turnNumber))
                                : tr("session %1, outside any turn").arg(id);
    return lines.join(QLatin1Char('\n'));
}

QString ViolationsModel::meaningOf(int column) const {
    switch (column) {
    case TimeColumn: return tr("When the violation was logged, in local time");
    case TypeColumn: return tr("The dimension that was violated, as logged");
    case SeverityColumn: return tr("As logged; usually from 0 to 1");
    case ActionColumn:
        return tr("The corrective action that the engine announced; that it was done shows only a second "
                  "evaluation");
    case SessionColumn: return tr("The beginning of the session's id");
    case TurnColumn: return tr("The number of the turn in its session; none where it was logged outside any turn");
    default: return {};
    }
}

QVariant ViolationsModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool right = section == SeverityColumn || section == TurnColumn;
        return static_cast<int>((right ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role == Qt::ToolTipRole)
        return format::toolTip(meaningOf(section));
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn: return tr("Time");
    case TypeColumn: return tr("Type");
    case SeverityColumn: return tr("Severity");
    case ActionColumn: return tr("Action announced");
    case SessionColumn: return tr("Session");
    case TurnColumn: return tr("Turn");
    default: return {};
    }
}

} // namespace moie::ui
