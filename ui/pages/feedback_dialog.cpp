// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/feedback_dialog.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSlider>
#include <QVBoxLayout>

#include "ui/pages/held_turn_texts.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/segments.h"

namespace moie::ui {
namespace {

constexpr int strengthSteps = 10;
constexpr int longestNote = 1'000; // characters
constexpr std::array ratings{std::optional<bool>(), std::optional(true), std::optional(false)};
constexpr std::array remarks{engine::Remark::None, engine::Remark::FalseAlarm, engine::Remark::Missed};

} // namespace

FeedbackDialog::FeedbackDialog(std::size_t number, const std::optional<engine::NearestBarrier>& nearest,
                               QWidget* parent)
    : QDialog(parent), m_rating(new Segments(tr("Rating"), {{tr("None"), tr("No rating")},
                                                            {tr("Good"), tr("This reply was good")},
                                                            {tr("Bad"), tr("This reply was bad")}})),
      m_strength(new QSlider(Qt::Horizontal)),
      m_remark(new Segments(tr("Remark"), {{tr("None"), tr("No remark")},
                                           {tr("False alarm"), tr("The threshold is lowered")},
                                           {tr("Missed"), tr("The threshold is raised")}})),
      m_dimension(new QComboBox), m_note(new QLineEdit) {
    setWindowTitle(tr("Feedback on turn %1").arg(format::count(number)));
    m_strength->setRange(0, strengthSteps);
    m_strength->setValue(strengthSteps / 2);
    m_strength->setAccessibleName(tr("Strength"));
    m_strength->setToolTip(tr("From hardly to very much"));
    for (std::size_t i = 0; i < engine::dimensionCount; ++i) {
        const auto dimension = static_cast<engine::Dimension>(i);
        const QString name = format::sentence(dimensionName(dimension));
        const bool isNearest = nearest && nearest->dimension == dimension;
        m_dimension->addItem(isNearest ? tr("%1 (came nearest to its threshold)").arg(name) : name);
    }
    m_dimension->setPlaceholderText(tr("Choose one"));
    m_dimension->setCurrentIndex(nearest ? static_cast<int>(nearest->dimension) : -1);
    m_dimension->setAccessibleName(tr("Barrier"));
    m_note->setMaxLength(longestNote);
    m_note->setAccessibleName(tr("Note"));
    auto* form = new QFormLayout;
    form->addRow(tr("Rating"), m_rating);
    form->addRow(tr("Strength"), m_strength);
    form->addRow(tr("Remark"), m_remark);
    form->addRow(tr("Barrier"), m_dimension);
    form->addRow(tr("Note"), m_note);
    auto* about = new QLabel(tr("Feedback is logged. A remark moves the barrier's threshold, which can be undone."));
    about->setTextFormat(Qt::PlainText);
    about->setWordWrap(true);
    about->setProperty("tone", QStringLiteral("dim"));
    about->setFont(Theme::font(TextStyle::Small));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
    m_give = buttons->addButton(tr("Give feedback"), QDialogButtonBox::AcceptRole);
    m_give->setProperty("primary", true);
    m_give->setDefault(true);
    auto* layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(about);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_rating, &Segments::chosen, this, &FeedbackDialog::showWhatCounts);
    connect(m_remark, &Segments::chosen, this, &FeedbackDialog::showWhatCounts);
    connect(m_dimension, &QComboBox::currentIndexChanged, this, &FeedbackDialog::showWhatCounts);
    connect(m_note, &QLineEdit::textChanged, this, &FeedbackDialog::showWhatCounts);
    showWhatCounts();
}

void FeedbackDialog::showWhatCounts() {
    const engine::Feedback now = feedback();
    const bool remarked = now.remark != engine::Remark::None;
    m_strength->setEnabled(now.good.has_value());
    m_dimension->setEnabled(remarked);
    m_give->setEnabled((now.good || remarked || !now.note.empty()) && (!remarked || now.dimension));
}

engine::Feedback FeedbackDialog::feedback() const {
    engine::Feedback feedback;
    feedback.good = ratings[m_rating->current()];
    feedback.strength = static_cast<double>(m_strength->value()) / strengthSteps;
    feedback.remark = remarks[m_remark->current()];
    if (m_dimension->currentIndex() >= 0)
        feedback.dimension = static_cast<engine::Dimension>(m_dimension->currentIndex());
    feedback.note = m_note->text().trimmed().toStdString();
    return feedback;
}

} // namespace moie::ui
