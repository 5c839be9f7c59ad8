// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tile.h"

#include <QFontMetricsF>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>
#include <cmath>

#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/door.h"

namespace moie::ui {

// Triangle and size of a change, on the base line of the figure beside it.
class TileChange : public QWidget {
public:
    TileChange(const Theme& theme, QWidget* parent) : QWidget(parent), m_theme(theme) {
        setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
        QObject::connect(&theme, &Theme::themeChanged, this, [this] { update(); });
    }

    void setContent(const TileContent& content) {
        m_marker = content.changeMarker;
        m_color = content.changeColor;
        m_text = content.change;
        setVisible(!m_text.isEmpty());
        updateGeometry();
        update();
    }

    QSize sizeHint() const override {
        const QFontMetricsF metrics(Theme::font(TextStyle::Small));
        return {static_cast<int>(std::ceil(textLeft() + metrics.horizontalAdvance(m_text))) + 1,
                static_cast<int>(std::ceil(QFontMetricsF(Theme::font(TextStyle::Figure)).height()))};
    }
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        const QFont font = Theme::font(TextStyle::Small);
        const QFontMetricsF metrics(font);
        const QFontMetricsF figure(Theme::font(TextStyle::Figure));
        const double baseline = (height() - figure.height()) / 2.0 + figure.ascent();
        const QColor color = m_theme.colors()[m_color];
        const double mark = Theme::length(9);
        drawMarker(painter, QRectF(0.0, baseline - mark, mark, mark), m_marker, color);
        painter.setFont(font);
        painter.setPen(color);
        const double room = std::max(0.0, width() - textLeft());
        painter.drawText(QPointF(textLeft(), baseline), metrics.elidedText(m_text, Qt::ElideRight, room));
    }

private:
    double textLeft() const { return m_marker == Marker::None ? 0.0 : Theme::length(13); }

    const Theme& m_theme;
    Marker m_marker = Marker::None;
    ColorRole m_color = ColorRole::Dim;
    QString m_text;
};

namespace {

QLabel* tileLabel(QWidget* parent, TextStyle style, bool dim) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(Theme::font(style));
    label->setWordWrap(dim);
    if (dim)
        label->setProperty("tone", QStringLiteral("dim"));
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    return label;
}

// Between a figure and its change.
int figureGap() {
    return Theme::length(8);
}

// Between title and figure, so that a title of two lines stands clear of it.
int titleGap() {
    return Theme::length(4);
}

} // namespace

Tile::Tile(const Theme& theme, QWidget* parent)
    : QFrame(parent), m_title(tileLabel(this, TextStyle::Body, true)),
      m_figure(tileLabel(this, TextStyle::Figure, false)), m_change(new TileChange(theme, this)),
      m_sub(tileLabel(this, TextStyle::Small, true)) {
    setProperty("card", true);
    auto* row = new QHBoxLayout;
    row->setSpacing(figureGap());
    row->addWidget(m_figure);
    row->addWidget(m_change, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::length(14), Theme::length(11), Theme::length(14), Theme::length(11));
    layout->setSpacing(Theme::length(1));
    layout->addWidget(m_title);
    layout->addSpacing(titleGap());
    layout->addLayout(row);
    layout->addWidget(m_sub);
    layout->addStretch(1);
}

void Tile::setContent(const TileContent& content) {
    if (content == m_content)
        return;
    m_content = content;
    m_title->setText(content.title);
    m_figure->setText(content.figure);
    m_change->setContent(content);
    // A sign of a unit is not left alone on a line, nor a range broken.
    QString sub = content.sub;
    m_sub->setText(sub.replace(QLatin1String(" %"), QStringLiteral("\u00a0%"))
                       .replace(QChar(0x2013), QStringLiteral("\u2060\u2013\u2060")));
    sayAccessibly();
}

void Tile::setDoor(const QString& hint) {
    if (hint == m_door)
        return;
    m_door = hint;
    showDoor(*this, !hint.isEmpty());
    sayAccessibly();
}

void Tile::sayAccessibly() {
    const QString below = m_door.isEmpty() ? QString() : QLatin1Char('\n') + m_door;
    setToolTip(format::toolTip(m_content.definition + below));
    setAccessibleName(tr("%1: %2").arg(m_content.title, m_content.figure));
    setAccessibleDescription(m_content.sub + below);
}

void Tile::mouseReleaseEvent(QMouseEvent* event) {
    if (!m_door.isEmpty() && opensDoor(*this, *event))
        emit opened();
    else
        QFrame::mouseReleaseEvent(event);
}

void Tile::keyPressEvent(QKeyEvent* event) {
    if (!m_door.isEmpty() && opensDoor(*this, *event))
        emit opened();
    else
        QFrame::keyPressEvent(event);
}

int Tile::titleHeight(int tileWidth) const {
    const int height = m_title->heightForWidth(textWidth(tileWidth));
    return std::max(height, m_title->fontMetrics().height());
}

int Tile::heightFor(int tileWidth, int titleHeight) const {
    const QMargins margins = layout()->contentsMargins() + contentsMargins();
    const int figure = std::max(m_figure->sizeHint().height(), m_change->sizeHint().height());
    const int sub = std::max(m_sub->heightForWidth(textWidth(tileWidth)), m_sub->fontMetrics().height());
    return margins.top() + titleHeight + titleGap() + figure + sub + margins.bottom() + 3 * layout()->spacing();
}

int Tile::leastWidth() const {
    const QMargins margins = layout()->contentsMargins() + contentsMargins();
    const int change = m_content.change.isEmpty() ? 0 : figureGap() + m_change->sizeHint().width();
    return margins.left() + m_figure->sizeHint().width() + change + margins.right();
}

int Tile::textWidth(int tileWidth) const {
    const QMargins margins = layout()->contentsMargins() + contentsMargins();
    return tileWidth - margins.left() - margins.right();
}

void Tile::setTitleHeight(int height) {
    if (m_title->minimumHeight() != height)
        m_title->setMinimumHeight(height);
}

} // namespace moie::ui
