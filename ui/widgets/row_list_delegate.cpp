// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/row_list_delegate.h"

#include <QPainter>

#include "ui/theme/theme.h"
#include "ui/widgets/row_list_model.h"

namespace moie::ui {

RowListDelegate::RowListDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

int RowListDelegate::padding() {
    return Theme::length(6);
}

int RowListDelegate::markerWidth() {
    return Theme::length(18);
}

void RowListDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Colors& colors = m_theme.colors();
    const auto* model = static_cast<const RowListModel*>(index.model());
    const ListRow& row = model->rows()[static_cast<std::size_t>(index.row())];
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    painter->save();
    if (selected)
        painter->fillRect(option.rect, colors[ColorRole::Selection]);
    painter->setPen(colors[ColorRole::Grid]);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());

    QRect box = option.rect.adjusted(padding(), 0, -padding(), -1);
    if (index.column() == RowListModel::TextColumn && row.marker != Marker::None) {
        const int mark = Theme::length(11);
        drawMarker(*painter, QRectF(box.left(), box.center().y() - mark / 2.0 + 0.5, mark, mark), row.marker,
                   colors[row.markerColor]);
        box.setLeft(box.left() + markerWidth());
    }
    const bool second = index.column() == RowListModel::DetailColumn || index.column() == RowListModel::TimeColumn;
    painter->setPen(colors[second ? (selected ? ColorRole::DimStrong : ColorRole::Dim) : ColorRole::Text]);
    painter->setFont(option.font);
    // The other columns are as wide as their text.
    const QString whole = index.data().toString();
    const QString text = index.column() == RowListModel::TextColumn
                             ? option.fontMetrics.elidedText(whole, Qt::ElideRight, box.width())
                             : whole;
    painter->drawText(box, index.data(Qt::TextAlignmentRole).toInt() | Qt::TextSingleLine, text);
    painter->restore();
}

} // namespace moie::ui
