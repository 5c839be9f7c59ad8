// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/alert_fields.h"

#include <cmath>

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QSignalBlocker>

#include "ui/theme/theme.h"

namespace moie::ui {

namespace {

constexpr double percents = 100.0;

} // namespace

AlertFields::AlertFields(QWidget* parent)
    : QWidget(parent), m_unsafe(new QCheckBox(tr("An unsafe reply reached the user"))),
      m_desktop(new QCheckBox(tr("Show alerts as notifications of the desktop too"))) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setVerticalSpacing(Theme::length(6));
    grid->setColumnStretch(0, 1);
    grid->addWidget(m_unsafe, 0, 0, 1, 2);
    m_margin = addThreshold(*grid, tr("A turn's margin is below"), {}, {0.1, 0.01, 1.0, 2});
    m_response = addThreshold(*grid, tr("A response takes longer than"), tr(" s"), {10.0, 0.1, 3600.0, 1});
    m_failed = addThreshold(*grid, tr("Of the last %1 turns more failed than").arg(AlertWatch::failureWindow), tr(" %"),
                            {20.0, 1.0, 99.0, 0});
    m_silence = addThreshold(*grid, tr("No entry comes for"), tr(" min"), {10.0, 1.0, 10'080.0, 0});
    grid->addWidget(m_desktop, grid->rowCount(), 0, 1, 2);
    for (QCheckBox* box : {m_unsafe, m_desktop})
        connect(box, &QCheckBox::toggled, this, &AlertFields::changed);
    setRules({}, true);
}

AlertFields::Threshold AlertFields::addThreshold(QGridLayout& grid, const QString& text, const QString& unit,
                                                 const Values& values) {
    auto* box = new QCheckBox(text);
    auto* value = new QDoubleSpinBox;
    value->setLocale(QLocale::c());
    value->setButtonSymbols(QAbstractSpinBox::NoButtons);
    value->setRange(values.least, values.most);
    value->setDecimals(values.decimals);
    value->setSingleStep(std::pow(10.0, -values.decimals));
    value->setSuffix(unit);
    value->setValue(values.usual);
    value->setKeyboardTracking(false);
    value->setAccessibleName(text + unit);
    const int row = grid.rowCount();
    grid.addWidget(box, row, 0);
    grid.addWidget(value, row, 1);
    connect(box, &QCheckBox::toggled, value, &QWidget::setEnabled);
    connect(box, &QCheckBox::toggled, this, &AlertFields::changed);
    connect(value, &QDoubleSpinBox::valueChanged, this, &AlertFields::changed);
    return {box, value};
}

void AlertFields::setRules(const AlertRules& rules, bool desktop) {
    const QSignalBlocker blocker(this);
    const auto set = [](const Threshold& threshold, const std::optional<double>& value) {
        threshold.box->setChecked(value.has_value());
        threshold.value->setEnabled(value.has_value());
        if (value)
            threshold.value->setValue(*value);
    };
    m_unsafe->setChecked(rules.unsafeReplies);
    set(m_margin, rules.margin);
    set(m_response, rules.responseSeconds);
    set(m_failed, rules.failedShare ? std::optional(*rules.failedShare * percents) : std::nullopt);
    set(m_silence, rules.silence ? std::optional(static_cast<double>(rules.silence->count())) : std::nullopt);
    m_desktop->setChecked(desktop);
}

AlertRules AlertFields::rules() const {
    const auto valueOf = [](const Threshold& threshold) {
        return threshold.box->isChecked() ? std::optional(threshold.value->value()) : std::nullopt;
    };
    AlertRules rules;
    rules.unsafeReplies = m_unsafe->isChecked();
    rules.margin = valueOf(m_margin);
    rules.responseSeconds = valueOf(m_response);
    if (const auto failed = valueOf(m_failed))
        rules.failedShare = *failed / percents;
    if (const auto silence = valueOf(m_silence))
        rules.silence = std::chrono::minutes(std::lround(*silence));
    return rules;
}

bool AlertFields::desktop() const {
    return m_desktop->isChecked();
}

} // namespace moie::ui
