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

std::string_view sessionName(const Snapshot& snapshot, const ViolationRow& row) {
    const auto session = static_cast<std::size_t>(row.event.session);
    return session < snapshot.sessions.size() && snapshot.sessions[session]
               ? snapshot.name(snapshot.sessions[session]->id)
               : std::string_view();
}

} // namespace

// Of equal ones the newer first.
class ViolationsModel::Before {
public:
    Before(const Snapshot& snapshot, const By& by) : m_snapshot(snapshot), m_by(by) {}

    bool operator()(const ViolationRow* a, const ViolationRow* b) const {
        const int order = compare(*a, *b);
        if (order != 0)
            return m_by.direction == Qt::AscendingOrder ? order < 0 : order > 0;
        if (a->event.time != b->event.time)
            return a->event.time > b->event.time;
        return a->event.entry > b->event.entry;
    }

private:
    int compare(const ViolationRow& a, const ViolationRow& b) const {
        const auto names = [&](NameId x, NameId y) { return m_snapshot.name(x).compare(m_snapshot.name(y)); };
        switch (m_by.column) {
        case TypeColumn: return names(a.event.what, b.event.what);
        case SeverityColumn: return orderOf(a.event.value, b.event.value);
        case ActionColumn: return names(a.event.action, b.event.action);
        case SessionColumn: return sessionName(m_snapshot, a).compare(sessionName(m_snapshot, b));
        case TurnColumn: return a.turnNumber < b.turnNumber ? -1 : static_cast<int>(a.turnNumber > b.turnNumber);
        default: return a.event.time < b.event.time ? -1 : static_cast<int>(a.event.time > b.event.time);
        }
    }

    const Snapshot& m_snapshot;
    By m_by;
};

ViolationsModel::ViolationsModel(QThreadPool& pool, QObject* parent) : QAbstractTableModel(parent), m_sorting(pool) {}

// Any thread.
std::vector<const ViolationRow*> ViolationsModel::ordered(const ViolationRows& rows, const Snapshot& snapshot,
                                                          const By& by) {
    std::vector<const ViolationRow*> order;
    if (!rows)
        return order;
    order.reserve(rows->size());
    for (const ViolationRow& row : *rows)
        order.push_back(&row);
    if (by != By{})
        std::sort(order.begin(), order.end(), Before(snapshot, by));
    return order;
}

void ViolationsModel::setViolations(ViolationRows violations, SnapshotPtr snapshot) {
    if (m_snapshot && !areOfOneStore(*m_snapshot, *snapshot)) {
        stopSorting();
        beginResetModel();
        m_shown = {};
        endResetModel();
    }
    if (!m_shown.snapshot)
        m_shown = {nullptr, snapshot, {}, m_by};
    m_rows = std::move(violations);
    m_snapshot = std::move(snapshot);
    arrange();
}

void ViolationsModel::sort(int column, Qt::SortOrder order) {
    m_by = column < 0 ? By{} : By{column, order};
    stopSorting();
    arrange();
}

void ViolationsModel::stopSorting() {
    m_sorting.drop();
    m_isSorting = false;
    m_isStale = false;
}

void ViolationsModel::arrange() {
    if (!m_snapshot)
        return;
    Shown next{m_rows, m_snapshot, {}, m_by};
    // Those that are shown are sorted as well only where their order is to be another one.
    const ViolationRows present = m_shown.by == m_by ? nullptr : m_shown.rows;
    if (m_by == By{}) {
        next.order = ordered(m_rows, *m_snapshot, m_by);
        return show(ordered(present, *m_snapshot, m_by), std::move(next));
    }
    // Not stopped for newer ones, which may come in faster than they are sorted.
    m_isStale = m_isSorting;
    if (std::exchange(m_isSorting, true))
        return;
    m_sorting.replace([this, present, next = std::move(next)](std::stop_token) -> LatestQuery::Deliver {
        const auto sorted = std::make_shared<Shown>(next);
        sorted->order = ordered(next.rows, *next.snapshot, next.by);
        const auto before = std::make_shared<std::vector<const ViolationRow*>>(
            present == next.rows ? sorted->order : ordered(present, *next.snapshot, next.by));
        return [this, before, sorted] {
            m_isSorting = false;
            show(std::move(*before), std::move(*sorted));
            if (m_isStale)
                arrange();
        };
    });
}

// `present`: the rows that are shown, in the order of the next ones, where that is another one.
void ViolationsModel::show(std::vector<const ViolationRow*> present, Shown next) {
    if (m_shown.by != next.by)
        reorder(std::move(present), next.by);
    if (m_shown.rows != next.rows)
        merge(std::move(next));
    emit arranged();
}

// The selection stays with its violations.
void ViolationsModel::reorder(std::vector<const ViolationRow*> present, const By& by) {
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    const QModelIndexList held = persistentIndexList();
    std::vector<const ViolationRow*> rowsHeld;
    for (const QModelIndex& index : held)
        rowsHeld.push_back(m_shown.order[static_cast<std::size_t>(index.row())]);
    m_shown.order = std::move(present);
    m_shown.by = by;
    QModelIndexList moved;
    for (qsizetype i = 0; i < held.size(); ++i) {
        const auto at = std::lower_bound(m_shown.order.begin(), m_shown.order.end(),
                                         rowsHeld[static_cast<std::size_t>(i)], Before(*m_snapshot, by));
        moved.push_back(index(static_cast<int>(at - m_shown.order.begin()), held[i].column()));
    }
    changePersistentIndexList(held, moved);
    emit layoutChanged({}, VerticalSortHint);
}

// Both are in the same order, so that one walk over them finds what came and what went.
void ViolationsModel::merge(Shown next) {
    const Before isBefore(*next.snapshot, next.by);
    std::vector<const ViolationRow*>& shown = m_shown.order;
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
    while (old < shown.size() || now < next.order.size()) {
        if (old < shown.size() && now < next.order.size() && isSame(*shown[old], *next.order[now])) {
            ++old;
            ++now;
        } else if (now == next.order.size() || (old < shown.size() && !isBefore(next.order[now], shown[old]))) {
            note(false, old++, now);
        } else {
            note(true, now, now);
            ++now;
        }
    }
    if (runs.size() > mostRuns) {
        beginResetModel();
        m_shown = std::move(next);
        endResetModel();
        return;
    }
    // Which names what is in the older one too.
    m_shown.snapshot = next.snapshot;
    for (const Run& run : runs) {
        const auto at = shown.begin() + static_cast<std::ptrdiff_t>(run.at);
        const int first = static_cast<int>(run.at);
        const int last = static_cast<int>(run.at + run.count) - 1;
        if (run.inserted) {
            beginInsertRows({}, first, last);
            const auto from = next.order.begin() + static_cast<std::ptrdiff_t>(run.first);
            shown.insert(at, from, from + static_cast<std::ptrdiff_t>(run.count));
            endInsertRows();
        } else {
            beginRemoveRows({}, first, last);
            shown.erase(at, at + static_cast<std::ptrdiff_t>(run.count));
            endRemoveRows();
        }
    }
    // The same rows, as the newer ones have them: the older are let go.
    m_shown = std::move(next);
}

int ViolationsModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_shown.order.size());
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
    case TypeColumn: return format::words(m_shown.snapshot->name(row.event.what));
    case SeverityColumn: return format::figure(row.event.value);
    case ActionColumn: return format::words(m_shown.snapshot->name(row.event.action));
    case SessionColumn: return format::shortId(sessionName(*m_shown.snapshot, row));
    case TurnColumn: return row.turnNumber > 0 ? format::count(row.turnNumber) : QStringLiteral("–");
    default: return {};
    }
}

QString ViolationsModel::toolTipOf(const ViolationRow& row) const {
    const std::string_view session = sessionName(*m_shown.snapshot, row);
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
