// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/text_viewer.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>
#include <QVBoxLayout>

#include "ui/theme/format.h"
#include "ui/theme/theme.h"

namespace moie::ui {
namespace {

// A line of a text is laid out as a whole, and more than once, however little of it is in view.
constexpr qsizetype longestLine = 500;

// A place that splits no character of two code units.
qsizetype wholeCharacter(QStringView text, qsizetype at) {
    return at < text.size() && text[at].isLowSurrogate() ? at + 1 : at;
}

// Where a long line is broken: behind the last space of its last fifth, if there is one.
qsizetype breakOf(QStringView line) {
    const qsizetype space = line.first(longestLine).lastIndexOf(QLatin1Char(' '));
    return space >= longestLine * 4 / 5 ? space + 1 : wholeCharacter(line, longestLine);
}

QString withShortLines(const QString& text) {
    QStringList lines;
    for (QStringView line : QStringView(text).split(QLatin1Char('\n'))) {
        for (; line.size() > longestLine; line = line.sliced(breakOf(line)))
            lines.append(line.first(breakOf(line)).toString());
        lines.append(line.toString());
    }
    return lines.join(QLatin1Char('\n'));
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
    const qsizetype from = wholeCharacter(m_text, static_cast<qsizetype>(m_part) * partSize);
    const qsizetype to = wholeCharacter(m_text, static_cast<qsizetype>(m_part + 1) * partSize);
    m_view->setPlainText(withShortLines(m_text.mid(from, to - from)));
    m_where->setText(tr("Part %1 of %2, %3 characters in all")
                         .arg(format::count(static_cast<std::uint64_t>(m_part) + 1),
                              format::count(static_cast<std::uint64_t>(parts())),
                              format::count(static_cast<std::uint64_t>(m_text.size()))));
    m_previous->setEnabled(m_part > 0);
    m_next->setEnabled(m_part + 1 < parts());
    m_slider->setEnabled(parts() > 1);
    const QSignalBlocker placing(m_slider);
    m_slider->setValue(m_part);
}

} // namespace moie::ui
