// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/session_table.h"

#include <array>
#include <utility>
#include <vector>

#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include "ui/charts/sparkline.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plain_views.h"

namespace moie::ui {
namespace {

constexpr double cellPadding = 5.0; // design pixels; of titles too, in the style sheet
constexpr double sortMark = 14.0;

// The worst at the left.
constexpr std::array verdictOrder{Verdict::ReachedUser, Verdict::Caught,      Verdict::Breach,
                                  Verdict::Near,        Verdict::Failed,      Verdict::Unanswered,
                                  Verdict::NotJudged,   Verdict::Provisional, Verdict::Clear};

class SessionDelegate : public QStyledItemDelegate {
public:
    SessionDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Colors& colors = m_theme.colors();
        const auto* model = static_cast<const SessionListModel*>(index.model());
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        painter->save();
        if (selected)
            painter->fillRect(option.rect, colors[ColorRole::Selection]);
        painter->setPen(colors[ColorRole::Grid]);
        painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
        const int pad = Theme::length(cellPadding);
        const QRect box = option.rect.adjusted(pad, 0, -pad, -1);
        const SessionRow& row = model->row(index.row());
        if (index.column() == SessionListModel::VerdictsColumn) {
            paintVerdicts(*painter, box, row);
        } else if (index.column() == SessionListModel::TrendColumn) {
            const auto points = model->pointsOf(index.row());
            const std::vector<double> values(points.begin(), points.end());
            const double inset = box.height() * 0.25;
            drawSparkline(*painter, QRectF(box).adjusted(0, inset, 0, -inset), values, colors, ColorRole::Accent);
        } else {
            const bool bad = index.column() == SessionListModel::UnsafeColumn && row.unsafe() > 0;
            painter->setPen(colors[bad ? ColorRole::BadText : ColorRole::Text]);
            painter->setFont(option.font);
            painter->drawText(box, index.data(Qt::TextAlignmentRole).toInt() | Qt::TextSingleLine,
                              option.fontMetrics.elidedText(index.data().toString(), Qt::ElideRight, box.width()));
        }
        painter->restore();
    }

private:
    void paintVerdicts(QPainter& painter, const QRect& box, const SessionRow& row) const {
        const double height = Theme::length(8);
        double left = box.left();
        for (const Verdict verdict : verdictOrder) {
            if (row.count(verdict) == 0)
                continue;
            const double width = static_cast<double>(box.width()) * row.count(verdict) / row.turns;
            painter.fillRect(QRectF(left, box.center().y() - height / 2, std::max(1.0, width - 0.5), height),
                             m_theme.colors()[verdictColor(verdict)]);
            left += width;
        }
    }

    const Theme& m_theme;
};

std::optional<SessionColumn> columnOf(int section) {
    switch (section) {
    case SessionListModel::StartedColumn: return SessionColumn::Started;
    case SessionListModel::TurnsColumn: return SessionColumn::Turns;
    case SessionListModel::LoveColumn: return SessionColumn::Magnitude;
    case SessionListModel::UnsafeColumn: return SessionColumn::Unsafe;
    case SessionListModel::VerdictsColumn: return SessionColumn::Verdicts;
    default: return std::nullopt;
    }
}

} // namespace

SessionTable::SessionTable(const Theme& theme, QWidget* parent) : QTableView(parent), m_theme(theme) {
    setObjectName(QStringLiteral("sessionTable")); // for the style sheet
    setUpAsRows(*this, tr("Sessions"));
    setModel(&m_model);
    setItemDelegate(new SessionDelegate(theme, this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    horizontalHeader()->setSectionsClickable(true);
    horizontalHeader()->setSortIndicatorShown(true);
    horizontalHeader()->setSortIndicator(SessionListModel::StartedColumn, Qt::DescendingOrder);
    connect(horizontalHeader(), &QHeaderView::sectionClicked, this, &SessionTable::sortBy);
    connect(&theme, &Theme::themeChanged, this, &SessionTable::applyFont);
    applyFont();
}

QSize SessionTable::minimumSizeHint() const {
    return {Theme::length(170), Theme::length(120)};
}

void SessionTable::setSessions(SortedSessions sessions, Time now) {
    const auto kept = current();
    const int rows = verticalHeader()->defaultSectionSize();
    const int top = verticalScrollBar()->value() / rows;
    const bool atTop = verticalScrollBar()->value() == 0;
    const auto topSession = !atTop && top < m_model.rowCount() ? std::optional(m_model.row(top).session) : std::nullopt;
    const int rest = verticalScrollBar()->value() % rows;
    m_settingCurrent = true;
    m_model.setSessions(std::move(sessions), now);
    fitColumns();
    if (kept && m_model.rowOf(*kept) >= 0) {
        const QModelIndex index = m_model.index(m_model.rowOf(*kept), 0);
        if (index != currentIndex())
            selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    }
    m_settingCurrent = false;
    if (topSession && m_model.rowOf(*topSession) >= 0)
        verticalScrollBar()->setValue(m_model.rowOf(*topSession) * rows + rest);
}

std::optional<SessionIndex> SessionTable::current() const {
    if (!currentIndex().isValid())
        return std::nullopt;
    return m_model.row(currentIndex().row()).session;
}

void SessionTable::setCurrent(std::optional<SessionIndex> session) {
    if (session == current())
        return;
    m_settingCurrent = true;
    const int row = session ? m_model.rowOf(*session) : -1;
    if (row >= 0)
        setCurrentIndex(m_model.index(row, 0));
    else
        selectionModel()->clear();
    m_settingCurrent = false;
}

void SessionTable::currentChanged(const QModelIndex& currentIndex, const QModelIndex& previous) {
    QTableView::currentChanged(currentIndex, previous);
    if (!m_settingCurrent && currentIndex.isValid())
        emit sessionChosen(m_model.row(currentIndex.row()).session);
}

void SessionTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fitColumns();
}

void SessionTable::applyFont() {
    setFont(Theme::font(TextStyle::Small));
    horizontalHeader()->setFont(Theme::font(TextStyle::Small));
    verticalHeader()->setMinimumSectionSize(1);
    verticalHeader()->setDefaultSectionSize(fontMetrics().height() + Theme::length(11));
    fitColumns();
}

// As wide as the widest of their texts and titles; the two drawings share what is left.
void SessionTable::fitColumns() {
    QFont titleFont = font();
    titleFont.setWeight(QFont::Medium);
    const int pad = 2 * Theme::length(cellPadding) + Theme::length(4);
    const auto titleWidthOf = [&](int column) {
        const QString title = m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        const bool isSorted = column == horizontalHeader()->sortIndicatorSection();
        return QFontMetrics(titleFont).horizontalAdvance(title) + (isSorted ? Theme::length(sortMark) : 0);
    };
    const auto widthOf = [&](int column, int content) { return pad + std::max(titleWidthOf(column), content); };
    const auto textWidthOf = [&](int column) {
        return widthOf(column, fontMetrics().horizontalAdvance(m_model.widestText(column)));
    };
    const int leastDrawing = Theme::length(30);
    std::array<int, SessionListModel::ColumnCount> widths{textWidthOf(SessionListModel::StartedColumn),
                                                          textWidthOf(SessionListModel::TurnsColumn),
                                                          textWidthOf(SessionListModel::LoveColumn),
                                                          textWidthOf(SessionListModel::UnsafeColumn),
                                                          widthOf(SessionListModel::VerdictsColumn, leastDrawing),
                                                          widthOf(SessionListModel::TrendColumn, leastDrawing)};
    // The first to go where there is no room.
    constexpr std::array leave{SessionListModel::TrendColumn, SessionListModel::VerdictsColumn,
                               SessionListModel::LoveColumn};
    int rest = viewport()->width();
    for (const int width : widths)
        rest -= width;
    for (const int column : leave) {
        const bool hide = rest < 0;
        setColumnHidden(column, hide);
        if (hide)
            rest += widths[static_cast<std::size_t>(column)];
    }
    const bool drawings = !isColumnHidden(SessionListModel::VerdictsColumn);
    const bool both = drawings && !isColumnHidden(SessionListModel::TrendColumn);
    rest = std::max(0, rest);
    if (both)
        widths[SessionListModel::TrendColumn] += rest / 2;
    widths[drawings ? SessionListModel::VerdictsColumn : SessionListModel::StartedColumn] +=
        both ? rest - rest / 2 : rest;
    for (int column = 0; column < SessionListModel::ColumnCount; ++column)
        setColumnWidth(column, widths[static_cast<std::size_t>(column)]);
}

// The same title again turns the order round. Figures begin with the largest.
void SessionTable::sortBy(int section) {
    const auto column = columnOf(section);
    const SortedSessions& shown = m_model.sessions();
    const bool ascending = column && *column == shown.column && !shown.ascending;
    if (column) {
        emit orderWanted(*column, ascending);
        horizontalHeader()->setSortIndicator(section, ascending ? Qt::AscendingOrder : Qt::DescendingOrder);
        fitColumns();
        return;
    }
    // The lines have no order: the mark stays where it was.
    for (int other = 0; other < SessionListModel::ColumnCount; ++other)
        if (columnOf(other) == shown.column)
            horizontalHeader()->setSortIndicator(other, shown.ascending ? Qt::AscendingOrder : Qt::DescendingOrder);
}

} // namespace moie::ui
