// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/choice_list.h"

#include <algorithm>

#include <QFontDatabase>
#include <QKeyEvent>
#include <QPainter>
#include <QStyledItemDelegate>

#include "ui/theme/format.h"
#include "ui/theme/theme.h"

namespace moie::ui {

namespace {

constexpr int pageStep = 8;
constexpr double rowPadding = 5; // design pixels, above and below
constexpr double sidePadding = 10;
// Of the row, for the detail, which is whole where that is enough; the text has the rest.
constexpr double mostDetail = 0.5;

QFont fontOf(const QModelIndex& index) {
    if (!index.data(ChoiceModel::FixedRole).toBool())
        return Theme::font(TextStyle::Body);
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPointSizeF(Theme::font(TextStyle::Small).pointSizeF());
    return font;
}

class ChoiceDelegate : public QStyledItemDelegate {
public:
    ChoiceDelegate(const Theme& theme, QObject* parent) : QStyledItemDelegate(parent), m_theme(theme) {}

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
        const Colors& colors = m_theme.colors();
        const bool isSelected = option.state.testFlag(QStyle::State_Selected);
        painter->save();
        if (isSelected || option.state.testFlag(QStyle::State_MouseOver))
            painter->fillRect(option.rect, colors[isSelected ? ColorRole::Selection : ColorRole::Hover]);
        const int side = Theme::length(sidePadding);
        QRect room = option.rect.adjusted(side, 0, -side, 0);
        const auto draw = [&](const QFont& font, ColorRole color, Qt::Alignment alignment, const QString& text,
                              int width) {
            const QString shown = QFontMetrics(font).elidedText(text, Qt::ElideRight, width);
            painter->setFont(font);
            painter->setPen(colors[color]);
            painter->drawText(room, alignment | Qt::AlignVCenter | Qt::TextSingleLine, shown);
            return QFontMetrics(font).horizontalAdvance(shown);
        };
        const QString detail = index.data(ChoiceModel::DetailRole).toString();
        const QFont small = Theme::font(TextStyle::Small);
        const int wanted = detail.isEmpty() ? 0 : QFontMetrics(small).horizontalAdvance(detail) + 2 * side;
        const int most = room.width() - std::min(wanted, static_cast<int>(mostDetail * room.width()));
        const QString text = index.data().toString();
        const qsizetype start = index.data(ChoiceModel::MarkStartRole).toLongLong();
        const qsizetype length = index.data(ChoiceModel::MarkLengthRole).toLongLong();
        const QRect row = room;
        const auto write = [&](const QFont& font, ColorRole color, const QString& piece) {
            const int left = most - (room.left() - row.left());
            if (!piece.isEmpty() && left > 0)
                room.setLeft(room.left() + draw(font, color, Qt::AlignLeft, piece, left));
        };
        QFont marked = fontOf(index);
        marked.setBold(true);
        write(fontOf(index), ColorRole::Text, text.left(start));
        write(marked, ColorRole::AccentText, text.mid(start, length));
        write(fontOf(index), ColorRole::Text, text.mid(start + length));
        room.setLeft(room.left() + 2 * side);
        draw(small, ColorRole::DimStrong, Qt::AlignRight, detail, room.width());
        painter->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override {
        return {0, QFontMetrics(Theme::font(TextStyle::Body)).height() + 2 * Theme::length(rowPadding)};
    }

private:
    const Theme& m_theme;
};

} // namespace

void ChoiceModel::setChoices(std::vector<Choice> choices) {
    if (choices == m_choices)
        return;
    beginResetModel();
    m_choices = std::move(choices);
    endResetModel();
}

int ChoiceModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_choices.size());
}

QVariant ChoiceModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const Choice& choice = m_choices[static_cast<std::size_t>(index.row())];
    switch (role) {
    case Qt::DisplayRole: return choice.text;
    case DetailRole: return choice.detail;
    case FixedRole: return choice.fixed;
    case MarkStartRole: return choice.markStart;
    case MarkLengthRole: return choice.markLength;
    case Qt::ToolTipRole: return choice.detail.isEmpty() ? QVariant() : format::toolTip(choice.detail);
    case Qt::AccessibleTextRole:
        return choice.detail.isEmpty() ? choice.text : QStringLiteral("%1, %2").arg(choice.text, choice.detail);
    default: return {};
    }
}

ChoiceList::ChoiceList(const Theme& theme, const QString& name, QWidget* parent) : QListView(parent) {
    setProperty("plain", true);
    setModel(&m_model);
    setItemDelegate(new ChoiceDelegate(theme, this));
    setAccessibleName(name);
    setFocusPolicy(Qt::NoFocus);
    setMouseTracking(true);
    setUniformItemSizes(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    connect(this, &QListView::clicked, this, [this](const QModelIndex& index) { emit chosen(index.row()); });
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this,
            [this](const QModelIndex& index) { emit selectionMoved(index.row()); });
    connect(&theme, &Theme::themeChanged, this, [this] { viewport()->update(); });
}

void ChoiceList::setChoices(std::vector<Choice> choices) {
    m_model.setChoices(std::move(choices));
    setCurrentIndex({});
    scrollToTop();
}

int ChoiceList::selected() const {
    return currentIndex().isValid() ? currentIndex().row() : -1;
}

void ChoiceList::select(int row) {
    setCurrentIndex(m_model.index(row));
}

bool ChoiceList::takeKey(const QKeyEvent& event) {
    const int rows = m_model.rowCount();
    const int row = selected();
    if (rows == 0 || event.modifiers().testFlag(Qt::AltModifier))
        return false;
    switch (event.key()) {
    case Qt::Key_Down: select((row + 1) % rows); return true;
    case Qt::Key_Up: select(row <= 0 ? rows - 1 : row - 1); return true;
    case Qt::Key_PageDown: select(std::min(rows - 1, std::max(0, row) + pageStep)); return true;
    case Qt::Key_PageUp: select(std::max(0, row - pageStep)); return true;
    default: return false;
    }
}

int ChoiceList::heightFor(int rows) const {
    return rows * itemDelegate()->sizeHint({}, {}).height() + 2 * frameWidth();
}

} // namespace moie::ui
