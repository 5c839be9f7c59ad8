// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/custom_range_dialog.h"

#include <QCheckBox>
#include <QDateTimeEdit>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>

#include "ui/theme/format.h"
#include "ui/theme/local_time.h"
#include "ui/theme/theme.h"
#include "ui/widgets/time_edit.h"

namespace moie::ui {

CustomRangeDialog::CustomRangeDialog(const TimeRange& present, const TimeRange& logs, QWidget* parent)
    : QDialog(parent), m_hasFrom(new QCheckBox(tr("From"))), m_hasTo(new QCheckBox(tr("Until"))),
      m_problem(new QLabel) {
    setWindowTitle(tr("Time range"));
    const QDateTime now = QDateTime::currentDateTime();
    const auto startOf = [&](const std::optional<Time>& bound, const std::optional<Time>& log) {
        return bound ? localTime(*bound) : log ? localTime(*log) : now;
    };
    m_from = timeEdit(tr("Beginning of the range"), startOf(present.from, logs.from));
    // The second after the last entry: the end is not part of the range, and fields show no fractions.
    const auto end = logs.to ? std::optional(*logs.to + std::chrono::seconds(1)) : std::nullopt;
    m_to = timeEdit(tr("End of the range"), startOf(present.to, end));
    m_hasFrom->setChecked(present.from || !present.to);
    m_hasTo->setChecked(present.to || !present.from);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    m_accept = buttons->button(QDialogButtonBox::Ok);
    m_accept->setText(tr("Show this range"));
    m_accept->setProperty("primary", true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(Theme::length(18), Theme::length(16), Theme::length(18), Theme::length(16));
    layout->setHorizontalSpacing(Theme::length(12));
    layout->setVerticalSpacing(Theme::length(10));
    auto* explanation = new QLabel(tr("Turns that were opened at the first time or later, and before the second."));
    explanation->setProperty("tone", QStringLiteral("dim"));
    explanation->setWordWrap(true);
    layout->addWidget(explanation, 0, 0, 1, 2);
    layout->addWidget(m_hasFrom, 1, 0);
    layout->addWidget(m_from, 1, 1);
    layout->addWidget(m_hasTo, 2, 0);
    layout->addWidget(m_to, 2, 1);
    if (logs.from && logs.to) {
        auto* reach =
            new QLabel(tr("The logs reach from %1 to %2.")
                           .arg(format::dateTime(*logs.from, *logs.to), format::dateTime(*logs.to, *logs.from)));
        reach->setProperty("tone", QStringLiteral("dim"));
        layout->addWidget(reach, 3, 0, 1, 2);
    }
    m_problem->setProperty("tone", QStringLiteral("bad"));
    layout->addWidget(m_problem, 4, 0, 1, 2);
    layout->addWidget(buttons, 5, 0, 1, 2);

    for (QCheckBox* box : {m_hasFrom, m_hasTo})
        connect(box, &QCheckBox::toggled, this, &CustomRangeDialog::check);
    for (QDateTimeEdit* edit : {m_from, m_to})
        connect(edit, &QDateTimeEdit::dateTimeChanged, this, &CustomRangeDialog::check);
    check();
}

TimeRange CustomRangeDialog::range() const {
    TimeRange range;
    if (m_hasFrom->isChecked())
        range.from = fromLocalTime(m_from->dateTime());
    if (m_hasTo->isChecked())
        range.to = fromLocalTime(m_to->dateTime());
    return range;
}

void CustomRangeDialog::check() {
    m_from->setEnabled(m_hasFrom->isChecked());
    m_to->setEnabled(m_hasTo->isChecked());
    const TimeRange chosen = range();
    const bool empty = chosen.from && chosen.to && *chosen.from >= *chosen.to;
    m_problem->setText(empty ? tr("The end must be later than the beginning.") : QString());
    m_accept->setEnabled(!empty);
}

} // namespace moie::ui
