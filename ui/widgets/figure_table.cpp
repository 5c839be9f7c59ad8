// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/figure_table.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScrollBar>
#include <QSortFilterProxyModel>

#include "ui/theme/theme.h"
#include "ui/widgets/figure_table_delegate.h"
#include "ui/widgets/plain_views.h"

namespace moie::ui {
namespace {

// In design pixels: below it a name says too little, and the table scrolls.
constexpr double leastFirstWidth = 96.0;

class FigureOrder : public QSortFilterProxyModel {
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

protected:
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override {
        const auto* model = static_cast<const FigureTableModel*>(sourceModel());
        const FigureCell& a = model->cell(left);
        const FigureCell& b = model->cell(right);
        if (model->columns()[static_cast<std::size_t>(left.column())].byText)
            return QString::localeAwareCompare(a.text, b.text) < 0;
        if (std::isnan(a.order) || std::isnan(b.order))
            return std::isnan(a.order) && !std::isnan(b.order);
        return a.order < b.order;
    }
};

} // namespace

FigureTable::FigureTable(const Theme& theme, const QString& name, QWidget* parent)
    : QTableView(parent), m_theme(theme), m_sorted(new FigureOrder(this)) {
    m_sorted->setSourceModel(&m_model);
    setUpAsRows(*this, name);
    setModel(m_sorted);
    setItemDelegate(new FigureTableDelegate(theme, this));
    horizontalHeader()->setSortIndicatorClearable(true);
    horizontalHeader()->setSortIndicator(-1, Qt::DescendingOrder);
    setSortingEnabled(true);
    connect(&theme, &Theme::themeChanged, this, &FigureTable::applyFont);
    connect(horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &FigureTable::fitColumns);
    connect(this, &QAbstractItemView::activated, this, [this](const QModelIndex& index) {
        emit rowActivated(static_cast<std::size_t>(m_sorted->mapToSource(index).row()));
    });
    applyFont();
}

void FigureTable::setColumns(std::vector<FigureColumn> columns) {
    m_model.setColumns(std::move(columns));
    measureCells();
}

void FigureTable::setRows(std::vector<FigureRow> rows) {
    m_model.setRows(std::move(rows));
    measureCells();
}

void FigureTable::setEmptyText(const QString& text) {
    m_emptyText = text;
    viewport()->update();
}

void FigureTable::setRowsShown(int least, int most) {
    m_leastRows = least;
    m_mostRows = most;
    updateGeometry();
}

void FigureTable::startAfresh() {
    selectionModel()->clear();
    scrollToTop();
}

QSize FigureTable::sizeHint() const {
    return {Theme::length(320), minimumSizeHint().height()};
}

QSize FigureTable::minimumSizeHint() const {
    const int rows = std::clamp(m_model.rowCount(), m_leastRows, m_mostRows);
    const int bar = m_scrolls ? horizontalScrollBar()->sizeHint().height() : 0;
    return {Theme::length(120), horizontalHeader()->sizeHint().height() + rows * rowHeight() + bar + Theme::length(2)};
}

void FigureTable::applyFont() {
    const QFont font = Theme::font(TextStyle::Small);
    setFont(font);
    horizontalHeader()->setFont(font);
    measureCells();
}

int FigureTable::rowHeight() const {
    return fontMetrics().height() * (m_twoLines ? 2 : 1) + Theme::length(m_twoLines ? 9 : 10);
}

void FigureTable::measureCells() {
    const QFontMetrics metrics = fontMetrics();
    QFont titleFont = horizontalHeader()->font();
    titleFont.setWeight(QFont::Medium); // as in the style sheet
    const QFontMetrics titleMetrics(titleFont);
    m_natural.assign(m_model.columns().size(), 0);
    m_least.assign(m_natural.size(), 0);
    m_twoLines = false;
    for (std::size_t i = 0; i < m_natural.size(); ++i) {
        m_natural[i] = horizontalHeader()->sectionSizeHint(static_cast<int>(i));
        m_least[i] = std::min(m_natural[i], titleMetrics.horizontalAdvance(m_model.columns()[i].title) + 1 +
                                                2 * FigureTableDelegate::padding());
    }
    for (const FigureRow& row : m_model.rows()) {
        for (std::size_t i = 0; i < m_natural.size(); ++i) {
            const int width = FigureTableDelegate::widthOf(row[i], metrics);
            m_natural[i] = std::max(m_natural[i], width);
            m_least[i] = std::max(m_least[i], width);
            m_twoLines = m_twoLines || !row[i].second.isEmpty();
        }
    }
    fitRows();
    fitColumns();
    updateGeometry();
}

// Few rows share the room that there is, up to a distance at which they still read as a table.
void FigureTable::fitRows() {
    const int rows = std::max(1, m_model.rowCount());
    const int height = std::clamp(viewport()->height() / rows, rowHeight(), rowHeight() * 9 / 5);
    if (height != verticalHeader()->defaultSectionSize())
        verticalHeader()->setDefaultSectionSize(height);
}

// Between the columns that take what is left over, or all where none does.
void FigureTable::shareOut(int left, std::vector<int>& widths) const {
    std::vector<std::size_t> takers;
    const std::vector<FigureColumn>& columns = m_model.columns();
    const bool anyWide = std::any_of(columns.begin(), columns.end(), [](const FigureColumn& c) { return c.wide; });
    for (std::size_t i = 0; i < widths.size(); ++i)
        if (columns[i].wide || !anyWide)
            takers.push_back(i);
    const int count = static_cast<int>(takers.size());
    for (int i = 0; i < count; ++i)
        widths[takers[static_cast<std::size_t>(i)]] += left / count + (i < left % count ? 1 : 0);
}

void FigureTable::fitColumns() {
    if (m_natural.empty())
        return;
    std::vector<int> widths = m_natural;
    int left = viewport()->width() - std::accumulate(widths.begin(), widths.end(), 0);
    // What is missing comes from the room for sort marks, then from the first column, whose texts are cut.
    for (std::size_t i = widths.size(); i-- > 0 && left < 0;) {
        const bool sorted = horizontalHeader()->sortIndicatorSection() == static_cast<int>(i);
        const int given = sorted ? 0 : std::min(-left, widths[i] - m_least[i]);
        widths[i] -= given;
        left += given;
    }
    // Where even that is not enough the table scrolls, and names need not be cut as well.
    if (left >= 0)
        shareOut(left, widths);
    else if (widths[0] + left >= Theme::length(leastFirstWidth))
        widths[0] += left;
    else
        widths[0] = std::min(widths[0], std::max(Theme::length(leastFirstWidth), viewport()->width() / 2));
    for (std::size_t i = 0; i < widths.size(); ++i)
        setColumnWidth(static_cast<int>(i), widths[i]);
    const bool scrolls = std::accumulate(widths.begin(), widths.end(), 0) > viewport()->width();
    if (scrolls != m_scrolls) {
        m_scrolls = scrolls;
        updateGeometry();
    }
}

void FigureTable::resizeEvent(QResizeEvent* event) {
    QTableView::resizeEvent(event);
    fitColumns();
    fitRows();
}

void FigureTable::paintEvent(QPaintEvent* event) {
    QTableView::paintEvent(event);
    paintFocusOrEmptyText(*this, m_theme, m_emptyText);
}

void FigureTable::focusInEvent(QFocusEvent* event) {
    QTableView::focusInEvent(event);
    viewport()->update();
    if (!currentIndex().isValid() && m_model.rowCount() > 0)
        setCurrentIndex(m_sorted->index(0, 0));
}

void FigureTable::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        copySelection();
        return;
    }
    QTableView::keyPressEvent(event);
}

void FigureTable::contextMenuEvent(QContextMenuEvent* event) {
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    QAction* copy = menu->addAction(tr("Copy"), this, &FigureTable::copySelection);
    copy->setEnabled(selectionModel()->hasSelection());
    menu->addSeparator();
    for (int column = 0; column < m_model.columnCount(); ++column) {
        const QString title = m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        menu->addAction(tr("Sort by %1").arg(title), this,
                        [this, column] { sortByColumn(column, Qt::DescendingOrder); });
    }
    menu->addAction(tr("Usual order"), this, [this] { sortByColumn(-1, Qt::DescendingOrder); });
    menu->popup(event->globalPos());
}

void FigureTable::copySelection() const {
    QStringList lines;
    for (const QModelIndex& row : selectionModel()->selectedRows()) {
        QStringList cells;
        for (int column = 0; column < m_model.columnCount(); ++column)
            cells += row.siblingAtColumn(column).data(Qt::AccessibleTextRole).toString();
        lines += cells.join(QLatin1Char('\t'));
    }
    QApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace moie::ui
