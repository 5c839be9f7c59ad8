// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/segments.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QHBoxLayout>
#include <QPushButton>

#include "ui/theme/format.h"

namespace moie::ui {

Segments::Segments(const QString& name, const std::vector<Item>& items, QWidget* parent)
    : QWidget(parent), m_name(name), m_row(new QWidget(this)), m_list(new QComboBox(this)) {
    setAccessibleName(name);
    m_list->setAccessibleName(name);
    m_list->hide();
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    auto* layout = new QHBoxLayout(m_row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    auto* group = new QButtonGroup(this);
    for (std::size_t i = 0; i < items.size(); ++i) {
        const char* place = i == 0 ? "first" : i + 1 == items.size() ? "last" : "middle";
        auto* button = new QPushButton(items[i].name, m_row);
        button->setCheckable(true);
        button->setProperty("segment", QLatin1String(place));
        button->setToolTip(format::toolTip(items[i].explanation));
        button->setAccessibleName(tr("%1: %2").arg(name, items[i].name));
        layout->addWidget(button);
        group->addButton(button);
        connect(button, &QPushButton::clicked, this, [this, i] { choose(i); });
        m_buttons.push_back(button);
        m_list->addItem(items[i].name);
        m_list->setItemData(static_cast<int>(i), format::toolTip(items[i].explanation), Qt::ToolTipRole);
    }
    connect(m_list, &QComboBox::activated, this, [this](int item) { choose(static_cast<std::size_t>(item)); });
    setCurrent(0);
}

void Segments::setCurrent(std::size_t item) {
    m_current = item;
    m_buttons[item]->setChecked(true);
    m_list->setCurrentIndex(static_cast<int>(item));
}

void Segments::setName(std::size_t item, const QString& name) {
    if (m_buttons[item]->text() == name)
        return;
    m_buttons[item]->setText(name);
    m_buttons[item]->setAccessibleName(tr("%1: %2").arg(m_name, name));
    m_list->setItemText(static_cast<int>(item), name);
    updateGeometry();
    fit();
}

void Segments::choose(std::size_t item) {
    if (item == m_current)
        return;
    setCurrent(item);
    emit chosen(item);
}

QSize Segments::sizeHint() const {
    return m_row->sizeHint();
}

QSize Segments::minimumSizeHint() const {
    return {std::min(m_list->sizeHint().width(), m_row->sizeHint().width()), m_row->sizeHint().height()};
}

void Segments::resizeEvent(QResizeEvent*) {
    fit();
}

void Segments::fit() {
    const bool fits = width() >= m_row->sizeHint().width();
    m_row->setVisible(fits);
    m_list->setVisible(!fits);
    (fits ? m_row : m_list)->setGeometry(rect());
}

} // namespace moie::ui
