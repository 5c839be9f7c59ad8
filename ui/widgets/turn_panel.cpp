// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/turn_panel.h"

#include <algorithm>

#include <QApplication>
#include <QClipboard>
#include <QEvent>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLabel>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/plain_views.h"
#include "ui/widgets/row_list.h"

namespace moie::ui {
namespace {

constexpr int mostEntriesShown = 14;
constexpr int jsonLines = 12;

QLabel* plainLabel(QWidget* parent, TextStyle style, const char* tone = nullptr) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setFont(Theme::font(style));
    if (tone)
        label->setProperty("tone", QLatin1String(tone));
    return label;
}

QToolButton* markButton(QWidget* parent, const QString& text, const QString& toolTip) {
    auto* button = new QToolButton(parent);
    button->setText(text);
    button->setCheckable(true);
    button->setFont(Theme::font(TextStyle::Small));
    button->setToolTip(format::toolTip(toolTip));
    button->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    return button;
}

} // namespace

TurnPanel::TurnPanel(const Theme& theme, QWidget* parent) : QFrame(parent), m_theme(theme) {
    setProperty("card", true);
    setAccessibleName(tr("Turn"));
    m_empty = plainLabel(this, TextStyle::Body, "dim");
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_scroll = scrolledColumn(this);
    m_column = new QVBoxLayout(m_scroll->widget());
    m_column->setContentsMargins(Theme::length(14), Theme::length(10), Theme::length(14), Theme::length(10));
    m_column->setSpacing(Theme::length(8));
    m_sectionColumn = new QVBoxLayout;
    m_sectionColumn->setSpacing(Theme::length(10));
    m_column->addWidget(buildHead());
    m_column->addWidget(buildMarks());
    m_column->addLayout(m_sectionColumn);
    m_column->addWidget(buildEntries());
    m_column->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(m_empty, 1);
    layout->addWidget(m_scroll, 1);
    m_scroll->hide();
    connect(&theme, &Theme::themeChanged, this, &TurnPanel::showMarker);
}

QWidget* TurnPanel::buildHead() {
    auto* box = new QWidget(m_scroll->widget());
    m_title = plainLabel(box, TextStyle::Title);
    m_marker = new QLabel(box);
    m_verdict = plainLabel(box, TextStyle::Small);
    m_meaning = plainLabel(box, TextStyle::Small, "dim");
    m_meaning->setWordWrap(true);
    auto* verdict = new QHBoxLayout;
    verdict->setSpacing(Theme::length(6));
    verdict->addWidget(m_marker);
    verdict->addWidget(m_verdict, 1);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::length(4));
    column->addWidget(m_title);
    column->addLayout(verdict);
    column->addWidget(m_meaning);
    return box;
}

QWidget* TurnPanel::buildMarks() {
    auto* box = new QWidget(m_scroll->widget());
    m_bookmark = markButton(box, tr("Bookmark"), tr("Bookmark this turn (B)"));
    m_noteButton = markButton(box, tr("Note"), tr("Write a note on this turn (N)"));
    m_noteButton->setCheckable(false);
    m_falseAlarm = markButton(box, tr("False alarm"), tr("The verdict is unsafe, and you think that it should not be"));
    m_missed = markButton(box, tr("Missed"), tr("The verdict is safe, and you think that it should not be"));
    connect(m_bookmark, &QToolButton::clicked, this, &TurnPanel::bookmarkWanted);
    connect(m_noteButton, &QToolButton::clicked, this, &TurnPanel::noteWanted);
    connect(m_falseAlarm, &QToolButton::clicked, this, &TurnPanel::falseAlarmWanted);
    connect(m_missed, &QToolButton::clicked, this, &TurnPanel::missedWanted);
    m_note = plainLabel(box, TextStyle::Small, "accent");
    m_note->setWordWrap(true);
    auto* grid = new QGridLayout(box);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(Theme::length(5));
    grid->addWidget(m_bookmark, 0, 0);
    grid->addWidget(m_noteButton, 0, 1);
    grid->addWidget(m_falseAlarm, 1, 0);
    grid->addWidget(m_missed, 1, 1);
    grid->addWidget(m_note, 2, 0, 1, 2);
    return box;
}

QWidget* TurnPanel::buildEntries() {
    auto* box = new QWidget(m_scroll->widget());
    auto* title = plainLabel(box, TextStyle::Title);
    title->setText(tr("Entries"));
    m_entries = new RowList(m_theme, tr("Entries of the turn"), box);
    m_json = new QWidget(box);
    m_text = new QPlainTextEdit(m_json);
    m_text->setReadOnly(true);
    m_text->setLineWrapMode(QPlainTextEdit::WidgetWidth);
    m_text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_text->setFont(Theme::font(TextStyle::Small));
    m_text->setAccessibleName(tr("JSON of the entry"));
    m_text->setTabChangesFocus(true);
    m_text->setMinimumHeight(jsonLines * m_text->fontMetrics().lineSpacing());
    auto* copy = markButton(m_json, tr("Copy line"), tr("Copy the line as it stands in the log"));
    auto* path = markButton(m_json, tr("Copy path"), tr("Copy the path of the value under the cursor"));
    copy->setCheckable(false);
    path->setCheckable(false);
    connect(copy, &QToolButton::clicked, this, [this] { emit entryCopyWanted(currentEntry()); });
    connect(path, &QToolButton::clicked, this, &TurnPanel::copyPath);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(copy);
    buttons->addWidget(path);
    buttons->addStretch(1);
    auto* json = new QVBoxLayout(m_json);
    json->setContentsMargins(0, 0, 0, 0);
    json->addWidget(m_text);
    json->addLayout(buttons);
    auto* column = new QVBoxLayout(box);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(Theme::length(4));
    column->addWidget(title);
    column->addWidget(m_entries);
    column->addWidget(m_json);
    m_json->hide();
    connect(m_entries->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            [this] { emit entryChosen(currentEntry()); });
    return box;
}

int TurnPanel::currentEntry() const {
    const QModelIndexList rows = m_entries->selectionModel()->selectedRows(RowListModel::TextColumn);
    return rows.isEmpty() ? -1 : rows.front().row();
}

TurnPanel::Section& TurnPanel::section(std::size_t at) {
    while (m_sections.size() <= at) {
        auto* box = new QWidget(m_scroll->widget());
        const Section made{box, plainLabel(box, TextStyle::Title), plainLabel(box, TextStyle::Small, "dim"),
                           new FigureRows(m_theme, box)};
        auto* head = new QHBoxLayout;
        head->addWidget(made.title);
        head->addStretch(1);
        head->addWidget(made.note);
        auto* column = new QVBoxLayout(made.box);
        column->setContentsMargins(0, 0, 0, 0);
        column->setSpacing(Theme::length(3));
        column->addLayout(head);
        column->addWidget(made.rows);
        m_sectionColumn->addWidget(made.box);
        m_sections.push_back(made);
    }
    return m_sections[at];
}

void TurnPanel::setContent(const TurnPanelContent& content, bool sameTurn) {
    m_content = content;
    m_title->setText(content.title);
    m_verdict->setText(content.verdict);
    m_meaning->setText(content.meaning);
    showMarker();
    m_bookmark->setChecked(content.bookmarked);
    m_falseAlarm->setChecked(content.falseAlarm);
    m_missed->setChecked(content.missed);
    m_note->setText(content.note);
    m_note->setVisible(!content.note.isEmpty());
    for (std::size_t i = 0; i < content.sections.size(); ++i) {
        Section& shown = section(i);
        shown.title->setText(content.sections[i].title);
        shown.note->setText(content.sections[i].note);
        shown.rows->setAccessibleName(content.sections[i].title);
        shown.rows->setRows(content.sections[i].rows);
        shown.box->show();
    }
    for (std::size_t i = content.sections.size(); i < m_sections.size(); ++i)
        m_sections[i].box->hide();
    if (!sameTurn) {
        m_entries->startAfresh();
        m_scroll->verticalScrollBar()->setValue(0);
    }
    m_entries->setLeastRows(std::clamp(static_cast<int>(content.entries.size()), 1, mostEntriesShown));
    m_entries->setRows(content.entries);
    m_empty->hide();
    m_scroll->show();
}

void TurnPanel::clear(const QString& text) {
    m_empty->setText(text);
    m_scroll->hide();
    m_empty->show();
}

void TurnPanel::setEntryText(const QString& text, const QStringList& paths) {
    m_paths = paths;
    m_text->setPlainText(text);
    m_json->setVisible(!text.isEmpty());
}

void TurnPanel::copyPath() {
    const int line = m_text->textCursor().block().blockNumber();
    if (line < m_paths.size())
        QApplication::clipboard()->setText(m_paths[line]);
}

// The verdict's shape and colours, which follow the theme.
void TurnPanel::showMarker() {
    const int size = Theme::length(11);
    QPixmap pixmap(QSize(size, size) * devicePixelRatioF());
    pixmap.setDevicePixelRatio(devicePixelRatioF());
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    drawMarker(painter, QRectF(0, 0, size, size), m_content.marker, m_theme.colors()[m_content.markerColor]);
    painter.end();
    m_marker->setPixmap(pixmap);
    QPalette palette = m_verdict->palette();
    palette.setColor(QPalette::WindowText, m_theme.colors()[m_content.verdictColor]);
    m_verdict->setPalette(palette);
}

void TurnPanel::changeEvent(QEvent* event) {
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        showMarker();
}

} // namespace moie::ui
