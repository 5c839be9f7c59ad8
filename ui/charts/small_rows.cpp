// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/small_rows.h"

#include <QFontMetrics>
#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QPalette>

#include "ui/charts/chart_view.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"

namespace moie::ui {
namespace {

// In design pixels: names may be a log's, of any length.
constexpr double longestRowName = 200;

QLabel* plainLabel(QWidget* parent, TextStyle style) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(Theme::font(style));
    return label;
}

void paintLabel(QLabel* label, const QColor& color) {
    QPalette palette = label->palette();
    palette.setColor(QPalette::WindowText, color);
    label->setPalette(palette);
}

} // namespace

SmallRows::SmallRows(const Theme& theme, ChartGroup& group, QWidget* parent)
    : QWidget(parent), m_theme(theme), m_group(group), m_layout(new QGridLayout(this)),
      m_axis(new ChartView(theme, group, this)) {
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setHorizontalSpacing(Theme::length(14));
    m_layout->setVerticalSpacing(Theme::length(4));
    m_layout->setColumnStretch(2, 1);
    connect(&theme, &Theme::themeChanged, this, &SmallRows::colorFigures);
}

void SmallRows::setRows(const std::vector<SmallRow>& rows) {
    while (m_rows.size() < rows.size())
        m_rows.push_back(makeRow(static_cast<int>(m_rows.size())));
    while (m_rows.size() > rows.size()) {
        const Row gone = m_rows.back();
        m_layout->setRowStretch(static_cast<int>(m_rows.size()) - 1, 0);
        m_rows.pop_back();
        delete gone.name;
        delete gone.figure;
        delete gone.chart;
    }
    for (std::size_t i = 0; i < rows.size(); ++i)
        fill(m_rows[i], rows[i]);
    colorFigures();
    ChartContent axis = rows.empty() ? ChartContent() : rows.front().chart;
    axis.framing = PlotFraming::AxisOnly;
    axis.title.clear();
    axis.summary.clear();
    m_layout->addWidget(m_axis, static_cast<int>(rows.size()), 2);
    m_axis->setContent(axis);
    update();
}

SmallRows::Row SmallRows::makeRow(int row) {
    Row made{plainLabel(this, TextStyle::Body), plainLabel(this, TextStyle::Body),
             new ChartView(m_theme, m_group, this), ColorRole::Text};
    m_layout->addWidget(made.name, row, 0);
    m_layout->addWidget(made.figure, row, 1, Qt::AlignRight);
    m_layout->addWidget(made.chart, row, 2);
    m_layout->setRowStretch(row, 1);
    return made;
}

void SmallRows::fill(Row& row, const SmallRow& content) {
    const QFontMetrics metrics(row.name->font());
    row.name->setText(metrics.elidedText(content.name, Qt::ElideRight, Theme::length(longestRowName)));
    row.figure->setText(content.figure);
    QString explanation = content.chart.definition.isEmpty()
                              ? content.explanation
                              : content.chart.definition + QLatin1Char('\n') + content.explanation;
    if (row.name->text() != content.name)
        explanation.prepend(content.name + QLatin1Char('\n'));
    for (QLabel* label : {row.name, row.figure})
        label->setToolTip(format::toolTip(explanation));
    row.figureColor = content.figureColor;
    ChartContent chart = content.chart;
    chart.framing = PlotFraming::Row;
    row.chart->setContent(chart);
}

void SmallRows::setEmptyText(const QString& text) {
    m_emptyText = text;
    update();
}

void SmallRows::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (m_rows.empty()) {
        painter.setPen(m_theme.colors()[ColorRole::Dim]);
        painter.setFont(Theme::font(TextStyle::Small));
        painter.drawText(rect(), Qt::AlignCenter | Qt::TextWordWrap, m_emptyText);
        return;
    }
    painter.setPen(m_theme.colors()[ColorRole::Grid]);
    const int below = m_layout->verticalSpacing() / 2;
    for (const Row& row : m_rows) {
        const int y = row.chart->geometry().bottom() + below;
        painter.drawLine(0, y, width(), y);
    }
}

void SmallRows::colorFigures() {
    for (const Row& row : m_rows)
        paintLabel(row.figure, m_theme.colors()[row.figureColor]);
}

} // namespace moie::ui
