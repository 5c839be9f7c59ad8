// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/marker_dialog.h"

#include <chrono>

#include <QDateTimeEdit>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/theme/local_time.h"
#include "ui/theme/theme.h"
#include "ui/widgets/time_edit.h"

namespace moie::ui {
namespace {

constexpr int longestText = 500;

QDateTime shownTime(Time time) {
    return localTime(std::chrono::floor<std::chrono::seconds>(time));
}

} // namespace

MarkerDialog::MarkerDialog(Time time, const QString& text, QWidget* parent)
    : QDialog(parent), m_start(time), m_time(timeEdit(tr("Time of the marker"), shownTime(time))),
      m_text(new QLineEdit(text)) {
    setWindowTitle(text.isEmpty() ? tr("New marker") : tr("Marker"));
    m_text->setPlaceholderText(tr("changed the prompt"));
    m_text->setAccessibleName(tr("What was changed"));
    m_text->setMaxLength(longestText);
    m_text->setMinimumWidth(Theme::length(320));
    auto* explanation =
        new QLabel(tr("Markers count as events: on the time line, in “Did it help?” and in Compare. They "
                      "are kept beside the logs, never in them."));
    explanation->setWordWrap(true);
    explanation->setProperty("tone", QStringLiteral("dim"));
    auto* form = new QFormLayout;
    form->addRow(tr("What"), m_text);
    form->addRow(tr("When"), m_time);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    m_accept = buttons->button(QDialogButtonBox::Ok);
    m_accept->setText(text.isEmpty() ? tr("Add marker") : tr("Change marker"));
    m_accept->setProperty("primary", true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    const auto check = [this] { m_accept->setEnabled(!this->text().isEmpty()); };
    connect(m_text, &QLineEdit::textChanged, this, check);
    check();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::length(18), Theme::length(16), Theme::length(18), Theme::length(16));
    layout->setSpacing(Theme::length(10));
    layout->addWidget(explanation);
    layout->addLayout(form);
    layout->addWidget(buttons);
    m_text->setFocus();
}

Time MarkerDialog::time() const {
    if (m_time->dateTime() == shownTime(m_start))
        return m_start;
    return fromLocalTime(m_time->dateTime());
}

QString MarkerDialog::text() const {
    return m_text->text().trimmed();
}

} // namespace moie::ui
