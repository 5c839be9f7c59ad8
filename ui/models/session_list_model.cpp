// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/session_list_model.h"

#include <algorithm>
#include <utility>

#include "ui/theme/format.h"

namespace moie::ui {

namespace {

bool sameRows(const SortedSessions& a, const SortedSessions& b) {
    if (!a.list || a.order.size() != b.order.size())
        return false;
    for (std::size_t i = 0; i < a.order.size(); ++i)
        if (a.list->rows[a.order[i]].session != b.list->rows[b.order[i]].session)
            return false;
    return true;
}

} // namespace

void SessionListModel::setSessions(SortedSessions sessions, Time now) {
    const bool same = sameRows(m_sessions, sessions);
    if (!same)
        beginResetModel();
    m_sessions = std::move(sessions);
    m_now = now;
    m_rowOf.assign(m_sessions.order.size(), -1);
    for (std::size_t i = 0; i < m_sessions.order.size(); ++i)
        m_rowOf[m_sessions.order[i]] = static_cast<int>(i);
    measure();
    if (!same)
        endResetModel();
    else if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

void SessionListModel::measure() {
    m_yearShown = false;
    m_mostTurns = 0;
    m_mostUnsafe = 0;
    if (rowCount() == 0)
        return;
    const auto& rows = m_sessions.list->rows;
    for (const SessionRow& row : rows) {
        m_mostTurns = std::max(m_mostTurns, row.turns);
        m_mostUnsafe = std::max(m_mostUnsafe, row.unsafe());
    }
    // A date is longer than any without a year where it has one. Where the first and the last have none, no other has.
    const auto hasYear = [this](const SessionRow& row) {
        return format::date(row.started, m_now).size() > QStringLiteral("28 May").size();
    };
    const auto [first, last] = std::minmax_element(
        rows.begin(), rows.end(), [](const SessionRow& a, const SessionRow& b) { return a.started < b.started; });
    m_yearShown = hasYear(*first) || hasYear(*last);
}

// Never less than usual figures need, so that the columns do not move with each of them.
QString SessionListModel::widestText(int column) const {
    constexpr std::uint32_t usualTurns = 1000;
    constexpr std::uint32_t usualUnsafe = 100;
    switch (column) {
    case StartedColumn: return m_yearShown ? QStringLiteral("28 May 2025 00:00") : QStringLiteral("28 May 00:00");
    case TurnsColumn: return format::count(std::max(m_mostTurns, usualTurns));
    case LoveColumn: return format::fixed(1.99, 2);
    case UnsafeColumn: return format::count(std::max(m_mostUnsafe, usualUnsafe));
    default: return {};
    }
}

const SessionRow& SessionListModel::row(int row) const {
    return m_sessions.list->rows[m_sessions.order[static_cast<std::size_t>(row)]];
}

std::span<const float> SessionListModel::pointsOf(int at) const {
    return m_sessions.list->pointsOf(row(at));
}

int SessionListModel::rowOf(SessionIndex session) const {
    if (!m_sessions.list)
        return -1;
    const auto& rows = m_sessions.list->rows;
    const auto found =
        std::lower_bound(rows.begin(), rows.end(), session,
                         [](const SessionRow& row, SessionIndex wanted) { return row.session < wanted; });
    if (found == rows.end() || found->session != session)
        return -1;
    return m_rowOf[static_cast<std::size_t>(found - rows.begin())];
}

int SessionListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_sessions.order.size());
}

int SessionListModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SessionListModel::data(const QModelIndex& at, int role) const {
    if (!at.isValid() || at.row() >= rowCount() || at.column() >= ColumnCount)
        return {};
    const SessionRow& session = row(at.row());
    switch (role) {
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return text(session, at.column());
    case Qt::ToolTipRole: return format::toolTip(toolTip(session));
    case Qt::TextAlignmentRole: {
        const bool left = at.column() == StartedColumn || at.column() >= VerdictsColumn;
        return int(Qt::AlignVCenter | (left ? Qt::AlignLeft : Qt::AlignRight));
    }
    default: return {};
    }
}

QString SessionListModel::text(const SessionRow& session, int column) const {
    switch (column) {
    case StartedColumn: return format::date(session.started, m_now) + QLatin1Char(' ') + format::clock(session.started);
    case TurnsColumn: return format::count(session.turns);
    case LoveColumn: return format::fixed(session.magnitude, 2);
    case UnsafeColumn: return format::count(session.unsafe());
    case VerdictsColumn: {
        QStringList counts;
        for (std::size_t i = 0; i < verdictCount; ++i)
            if (session.verdicts[i] > 0)
                counts += QStringLiteral("%1 %2").arg(format::count(session.verdicts[i]),
                                                      format::verdict(static_cast<Verdict>(i)));
        return counts.join(QStringLiteral(", "));
    }
    default: return {};
    }
}

QString SessionListModel::toolTip(const SessionRow& session) const {
    const Snapshot& snapshot = *m_sessions.snapshot;
    const std::string_view id = snapshot.name(snapshot.sessions[moie::index(session.session)]->id);
    QStringList lines;
    lines += tr("Session %1").arg(format::oneLine(QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size()))));
    lines += format::dateRange(session.started, session.ended, m_now);
    lines +=
        QStringLiteral("%1: %2").arg(format::counted(session.turns, format::Noun::Turn), text(session, VerdictsColumn));
    if (session.conversations > 1)
        lines += tr("%1 conversations").arg(format::count(session.conversations));
    lines += tr("Mean love magnitude %1, of %2")
                 .arg(format::figure(session.magnitude), format::counted(session.magnitudeTurns, format::Noun::Turn));
    return lines.join(QLatin1Char('\n'));
}

QVariant SessionListModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool left = section == StartedColumn || section >= VerdictsColumn;
        return int(Qt::AlignVCenter | (left ? Qt::AlignLeft : Qt::AlignRight));
    }
    if (role == Qt::ToolTipRole) {
        switch (section) {
        case LoveColumn: return format::toolTip(tr("Mean magnitude of the response vectors"));
        case UnsafeColumn: return format::toolTip(tr("Turns with an unsafe evaluation: reached the user, or caught"));
        case VerdictsColumn: return format::toolTip(tr("Turns by verdict; sorted by the share that is clear"));
        case TrendColumn: return format::toolTip(tr("Love magnitude by turn"));
        default: return {};
        }
    }
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case StartedColumn: return tr("Started");
    case TurnsColumn: return tr("Turns");
    case LoveColumn: return tr("Love");
    case UnsafeColumn: return tr("Unsafe");
    case VerdictsColumn: return tr("Verdicts");
    default: return tr("By turn");
    }
}

} // namespace moie::ui
