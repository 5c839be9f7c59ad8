// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/text_viewer.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSlider>
#include <QVBoxLayout>

#include "ui/theme/format.h"
#include "ui/theme/theme.h"

namespace moie::ui {
namespace {

// A line of a text is laid out as a whole, however long it is.
constexpr qsizetype longestLine = 2'000;

QString withShortLines(const QString& text) {
    QString shown;
    for (const QString& line : text.split(QLatin1Char('\n'))) {
        if (!shown.isNull())
            shown += QLatin1Char('\n');
        for (qsizetype at = 0; at == 0 || at < line.size(); at += longestLine)
            shown += (at > 0 ? QStringLiteral("\n") : QStringLiteral("")) + line.mid(at, longestLine);
    }
    return shown;
}

} // namespace

TextViewer::TextViewer(const QString& title, QWidget* parent)
    : QDialog(parent), m_where(new QLabel), m_view(new QPlainTextEdit),
      m_previous(new QPushButton(tr("Previous part"))), m_next(new QPushButton(tr("Next part"))),
      m_slider(new QSlider(Qt::Horizontal)) {
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    m_where->setTextFormat(Qt::PlainText);
    m_where->setText(tr("Reading…"));
    m_view->setReadOnly(true);
    m_view->setUndoRedoEnabled(false);
    // Always there: a bar that came would have the part laid out a second time.
    m_view->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);
    m_view->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_view->setAccessibleName(title);
    m_slider->setAccessibleName(tr("Part"));
    m_slider->setTracking(false);
    connect(m_previous, &QPushButton::clicked, this, [this] { showPart(m_part - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] { showPart(m_part + 1); });
    connect(m_slider, &QSlider::valueChanged, this, &TextViewer::showPart);
    auto* bar = new QHBoxLayout;
    bar->addWidget(m_previous);
    bar->addWidget(m_slider, 1);
    bar->addWidget(m_next);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(m_where);
    layout->addWidget(m_view, 1);
    layout->addLayout(bar);
    for (QWidget* widget :
         {static_cast<QWidget*>(m_previous), static_cast<QWidget*>(m_next), static_cast<QWidget*>(m_slider)})
        widget->setEnabled(false);
    resize(Theme::length(760), Theme::length(560));
}

int TextViewer::parts() const {
    return std::max<int>(1, static_cast<int>((m_text.size() + partSize - 1) / partSize));
}

void TextViewer::setText(const QString& text) {
    m_text = text;
    m_slider->setRange(0, parts() - 1);
    showPart(0);
}

void TextViewer::setProblem(const QString& problem) {
    m_where->setText(problem);
}

void TextViewer::showPart(int part) {
    m_part = std::clamp(part, 0, parts() - 1);
    m_view->setPlainText(withShortLines(m_text.mid(static_cast<qsizetype>(m_part) * partSize, partSize)));
    m_where->setText(tr("Part %1 of %2, %3 characters in all")
                         .arg(format::count(static_cast<std::uint64_t>(m_part) + 1),
                              format::count(static_cast<std::uint64_t>(parts())),
                              format::count(static_cast<std::uint64_t>(m_text.size()))));
    m_previous->setEnabled(m_part > 0);
    m_next->setEnabled(m_part + 1 < parts());
    m_slider->setEnabled(parts() > 1);
    m_slider->setValue(m_part);
}

} // namespace moie::ui
