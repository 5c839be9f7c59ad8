// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/chart_table_dialog.h"

#include <algorithm>
#include <utility>

#include <QAction>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include <moie/base/clock.h>

#include "ui/charts/chart_table_model.h"
#include "ui/theme/theme.h"

namespace moie::ui {
namespace {

// In design pixels: names and texts may be a log's, of any length.
constexpr double widestColumn = 320;

} // namespace

ChartTableDialog::ChartTableDialog(const QString& title, ChartTable table, QWidget* parent)
    : QDialog(parent), m_view(new QTableView(this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    auto* heading = new QLabel(title, this);
    heading->setTextFormat(Qt::PlainText);
    heading->setFont(Theme::font(TextStyle::Heading));

    const auto now = systemClock().now();
    m_view->setModel(new ChartTableModel(std::move(table), now, m_view));
    m_view->setAccessibleName(title);
    m_view->setWordWrap(false);
    m_view->setAlternatingRowColors(true);
    m_view->setTabKeyNavigation(false);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setDefaultSectionSize(Theme::length(26));
    m_view->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_view->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_view->setSortingEnabled(true);
    m_view->resizeColumnsToContents();
    for (int column = 0; column < m_view->model()->columnCount(); ++column)
        m_view->setColumnWidth(column, std::min(m_view->columnWidth(column), Theme::length(widestColumn)));
    auto* copyAction = new QAction(tr("&Copy"), m_view);
    copyAction->setShortcut(QKeySequence::Copy);
    copyAction->setShortcutContext(Qt::WidgetShortcut);
    m_view->addAction(copyAction);
    m_view->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(copyAction, &QAction::triggered, this, &ChartTableDialog::copy);

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole), &QPushButton::clicked, this,
            &ChartTableDialog::copy);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->addWidget(heading);
    layout->addWidget(m_view, 1);
    layout->addWidget(buttons);
    resize(Theme::length(720), Theme::length(460));
}

void ChartTableDialog::copy() const {
    const QAbstractItemModel& model = *m_view->model();
    const QItemSelectionModel& selection = *m_view->selectionModel();
    const bool all = !selection.hasSelection();
    QString text;
    const auto appendRow = [&](auto&& cellText) {
        QStringList cells;
        for (int column = 0; column < model.columnCount(); ++column) {
            if (all || selection.columnIntersectsSelection(column))
                cells.append(cellText(column));
        }
        text += cells.join(QLatin1Char('\t')) + QLatin1Char('\n');
    };
    appendRow(
        [&](int column) { return model.headerData(column, Qt::Horizontal, ChartTableModel::PlainRole).toString(); });
    for (int row = 0; row < model.rowCount(); ++row) {
        if (!all && !selection.rowIntersectsSelection(row))
            continue;
        appendRow([&](int column) {
            const QModelIndex index = model.index(row, column);
            return all || selection.isSelected(index) ? index.data(ChartTableModel::PlainRole).toString() : QString();
        });
    }
    QGuiApplication::clipboard()->setText(text);
}

} // namespace moie::ui
