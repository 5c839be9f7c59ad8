// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/entry_table.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include "ui/theme/marker.h"
#include "ui/theme/theme.h"

namespace moie::ui {

namespace {

constexpr int mostRowsCopied = 10'000;
constexpr const char* timeOfThisYear = "28 Nov 00:00:00.000";
constexpr const char* timeOfAnotherYear = "28 Nov 2000 00:00:00.000";

int widthOf(const char* text) {
    return QFontMetrics(Theme::font(TextStyle::Small)).horizontalAdvance(QString::fromUtf8(text)) + Theme::length(18);
}

class EntryDelegate : public QStyledItemDelegate {
public:
    EntryDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Colors& colors = m_theme.colors();
        const bool selected = option.state.testFlag(QStyle::State_Selected);
        painter->save();
        painter->setFont(option.font);
        if (selected)
            painter->fillRect(option.rect, colors[ColorRole::Selection]);
        painter->setPen(colors[ColorRole::Grid]);
        painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
        QRect box = option.rect.adjusted(Theme::length(8), 0, -Theme::length(8), -1);
        if (index.column() == EntryModel::VerdictColumn)
            paintMark(painter, box, index);
        painter->setPen(colors[roleOf(index, selected)]);
        const QVariant alignment = index.data(Qt::TextAlignmentRole);
        const Qt::Alignment side = alignment.isValid() ? Qt::Alignment(alignment.toInt()) : Qt::AlignLeft;
        painter->drawText(
            box, static_cast<int>(side | Qt::AlignVCenter) | Qt::TextSingleLine,
            option.fontMetrics.elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, box.width()));
        painter->restore();
    }

private:
    void paintMark(QPainter* painter, QRect& box, const QModelIndex& index) const {
        const QVariant value = index.data(EntryModel::VerdictRole);
        if (!value.isValid())
            return;
        const auto verdict = static_cast<Verdict>(value.toInt());
        const double size = Theme::length(10);
        drawMarker(*painter, QRectF(box.left(), box.top() + (box.height() - size) / 2.0, size, size),
                   verdictMarker(verdict), m_theme.colors()[verdictColor(verdict)]);
        box.setLeft(box.left() + Theme::length(15));
    }

    ColorRole roleOf(const QModelIndex& index, bool selected) const {
        const ColorRole dim = selected ? ColorRole::DimStrong : ColorRole::Dim;
        if (index.data(EntryModel::AsideRole).toBool())
            return dim;
        if (index.column() == EntryModel::LevelColumn) {
            switch (index.data(EntryModel::LevelRole).toInt()) {
            case static_cast<int>(Level::Error):
            case static_cast<int>(Level::Critical): return ColorRole::BadText;
            case static_cast<int>(Level::Warning): return ColorRole::WarnText;
            case static_cast<int>(Level::Evolution): return ColorRole::AccentText;
            default: return dim;
            }
        }
        const bool second = index.column() == EntryModel::SessionColumn || index.column() == EntryModel::SizeColumn;
        return second ? dim : ColorRole::Text;
    }

    const Theme& m_theme;
};

} // namespace

EntryTable::EntryTable(const Theme& theme, EntryModel& model, const QString& name, QWidget* parent)
    : RowTable(theme, name, parent), m_theme(theme), m_model(model) {
    setModel(&model);
    setItemDelegate(new EntryDelegate(theme, this));
    setSelectionMode(QAbstractItemView::ExtendedSelection);
    QHeaderView* header = horizontalHeader();
    header->setSectionsClickable(true);
    header->setSortIndicatorShown(true);
    connect(header, &QHeaderView::sectionClicked, this, &EntryTable::chooseOrder);
    connect(&theme, &Theme::themeChanged, this, &EntryTable::applyFont);
    connect(&model, &QAbstractItemModel::modelReset, this, &EntryTable::showOrder);
    connect(&model, &QAbstractItemModel::modelReset, this, &EntryTable::fitTime);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &EntryTable::fitTime);
    connect(&model, &QAbstractItemModel::rowsInserted, this,
            [this](const QModelIndex&, int first, int last) { keepPlace(first, last); });
    connect(selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        if (!m_restoring)
            emit entryChosen();
    });
    connect(this, &QAbstractItemView::doubleClicked, this, &EntryTable::entryActivated);
    applyFont();
    showOrder();
}

void EntryTable::applyFont() {
    const QFont font = Theme::font(TextStyle::Small);
    setFont(font);
    horizontalHeader()->setFont(font);
    setRowHeight(QFontMetrics(font).height() + Theme::length(9));
    fitColumns();
}

void EntryTable::fitColumns() {
    const std::array<std::pair<int, const char*>, 6> widest{
        {{EntryModel::TimeColumn, m_saysYears ? timeOfAnotherYear : timeOfThisYear},
         {EntryModel::LevelColumn, "evolution"},
         {EntryModel::CategoryColumn, "user_feedback"},
         {EntryModel::SessionColumn, "00000000#0000"},
         {EntryModel::VerdictColumn, "reached the user 00"},
         {EntryModel::SizeColumn, "0.00 MB"}}};
    for (const auto& [column, text] : widest)
        horizontalHeader()->resizeSection(column, widthOf(text));
    fitMessage();
}

// Times of other years are longer; the log may have grown by its oldest files, or another one been opened.
void EntryTable::fitTime() {
    const bool saysYears = m_model.oldestTime().size() > static_cast<qsizetype>(std::strlen(timeOfThisYear));
    if (std::exchange(m_saysYears, saysYears) == saysYears)
        return;
    horizontalHeader()->resizeSection(EntryModel::TimeColumn, widthOf(saysYears ? timeOfAnotherYear : timeOfThisYear));
    fitMessage();
}

// The message takes what the others leave, which are as wide as somebody made them.
void EntryTable::fitMessage() {
    const QHeaderView* header = horizontalHeader();
    const int others = header->length() - header->sectionSize(EntryModel::MessageColumn);
    horizontalHeader()->resizeSection(EntryModel::MessageColumn,
                                      std::max(viewport()->width() - others, widthOf("Safety violation")));
}

void EntryTable::resizeEvent(QResizeEvent* event) {
    const QRect current = visualRect(currentIndex());
    const int before = event->oldSize().height();
    RowTable::resizeEvent(event);
    fitMessage();
    // What is chosen does not go out of sight, as where its detail comes up below.
    if (current.isValid() && current.top() >= 0 && current.bottom() < before)
        scrollTo(currentIndex());
}

void EntryTable::chooseOrder(int column) {
    const auto order = EntryModel::orderOf(column);
    if (!order)
        return showOrder();
    const bool again = *order == m_model.order();
    emit orderWanted(*order, again ? !m_model.isDescending() : *order == EntryOrder::ByTime);
}

void EntryTable::showOrder() {
    horizontalHeader()->setSortIndicator(EntryModel::columnOf(m_model.order()),
                                         m_model.isDescending() ? Qt::DescendingOrder : Qt::AscendingOrder);
}

void EntryTable::keepPlace(int first, int last) {
    const int top = verticalScrollBar()->value();
    if (first > top || (top == 0 && !currentIndex().isValid()))
        return;
    updateGeometries();
    verticalScrollBar()->setValue(top + last - first + 1);
}

std::optional<EntryId> EntryTable::currentEntry() const {
    const int row = currentIndex().row();
    return row < 0 ? std::nullopt : std::optional(m_model.entry(row));
}

bool EntryTable::goTo(EntryId id) {
    const int row = m_model.rowOf(id);
    goToRow(row);
    return row >= 0;
}

void EntryTable::goTo(Time time) {
    goToRow(m_model.rowAt(time));
}

void EntryTable::goToRow(int row) {
    if (row < 0 || row >= m_model.rowCount())
        return;
    selectRow(row);
    scrollTo(m_model.index(row, 0), QAbstractItemView::PositionAtCenter);
}

void EntryTable::renewEntries(SnapshotPtr snapshot, EntryOrder order, std::vector<EntryId> ascending) {
    const int top = rowAt(0);
    const std::optional<EntryId> topEntry = top > 0 ? std::optional(m_model.entry(top)) : std::nullopt;
    const std::optional<EntryId> current = currentEntry();
    m_restoring = true;
    m_model.setEntries(std::move(snapshot), order, std::move(ascending));
    const int currentRow = current ? m_model.rowOf(*current) : -1;
    if (currentRow >= 0)
        selectRow(currentRow);
    const int newTop = topEntry ? m_model.rowOf(*topEntry) : -1;
    if (newTop >= 0)
        verticalScrollBar()->setValue(newTop);
    else if (currentRow >= 0)
        scrollTo(m_model.index(currentRow, 0), QAbstractItemView::PositionAtCenter);
    m_restoring = false;
    if (current && currentRow < 0)
        emit entryChosen();
}

void EntryTable::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Copy)) {
        copyRows();
    } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
        emit entryActivated();
    } else {
        RowTable::keyPressEvent(event);
    }
}

// By ranges: a list of all selected indexes may be as long as the log.
void EntryTable::copyRows() const {
    QString text;
    int left = mostRowsCopied;
    QItemSelection ranges = selectionModel()->selection();
    std::sort(ranges.begin(), ranges.end(), [](const auto& a, const auto& b) { return a.top() < b.top(); });
    for (const QItemSelectionRange& range : std::as_const(ranges)) {
        for (int row = range.top(); row <= range.bottom() && left > 0; ++row, --left) {
            for (int column = 0; column < EntryModel::ColumnCount; ++column)
                text += (column > 0 ? QStringLiteral("\t") : QString()) +
                        m_model.index(row, column).data(Qt::DisplayRole).toString();
            text += QLatin1Char('\n');
        }
    }
    if (!text.isEmpty())
        QApplication::clipboard()->setText(text);
}

} // namespace moie::ui
