// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/alerts_dialog.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/frame/alert_center.h"
#include "ui/frame/alert_texts.h"
#include "ui/theme/format.h"
#include "ui/theme/theme.h"
#include "ui/widgets/row_list.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {

namespace {

using namespace std::chrono_literals;

constexpr int rowsShown = 8;

ListRow rowOf(const Alert& alert, const Snapshot* snapshot, Time now) {
    ListRow row;
    row.time = format::dateTime(alert.time, now);
    const bool isUnsafe = alert.kind == Alert::Kind::UnsafeReply;
    row.marker = isUnsafe ? Marker::TriangleUp : Marker::Diamond;
    row.markerColor = isUnsafe ? ColorRole::Bad : ColorRole::Warn;
    row.text = alertTitle(alert);
    row.toolTip = row.text + QLatin1Char('\n') + alertDetail(alert);
    if (snapshot && alert.turn && index(alert.turn->session) < snapshot->sessions.size())
        row.detail = format::shortId(snapshot->name(snapshot->sessions[index(alert.turn->session)]->id));
    return row;
}

} // namespace

AlertsDialog::AlertsDialog(AlertCenter& center, Workspace& workspace, const Theme& theme, QWidget* parent)
    : QDialog(parent), m_center(center), m_workspace(workspace), m_says(new QLabel),
      m_list(new RowList(theme, tr("Alerts"))), m_silence(new QPushButton(tr("Silence ▾"))),
      m_endSilence(new QPushButton(tr("End silence"))) {
    setWindowTitle(tr("Alerts"));
    m_says->setTextFormat(Qt::PlainText);
    m_says->setWordWrap(true);
    m_says->setProperty("tone", QStringLiteral("dim"));
    m_list->setLeastRows(rowsShown);
    m_list->setOpensRows(true);
    m_list->setEmptyText(tr("No alert so far"));
    auto* menu = new QMenu(m_silence);
    for (const auto& [time, name] :
         {std::pair<Duration, QString>(15min, tr("For 15 minutes")),
          std::pair<Duration, QString>(1h, tr("For an hour")), std::pair<Duration, QString>(8h, tr("For 8 hours"))})
        connect(menu->addAction(name), &QAction::triggered, this,
                [this, wanted = time] { m_center.silenceFor(wanted); });
    m_silence->setMenu(menu);

    auto* clear = new QPushButton(tr("Clear the list"));
    auto* settings = new QPushButton(tr("Settings…"));
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* foot = new QHBoxLayout;
    for (QPushButton* button : {m_silence, m_endSilence, clear, settings})
        foot->addWidget(button);
    foot->addStretch();
    foot->addWidget(buttons);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(Theme::length(18), Theme::length(16), Theme::length(18), Theme::length(16));
    layout->setSpacing(Theme::length(10));
    layout->addWidget(m_says);
    layout->addWidget(m_list, 1);
    layout->addLayout(foot);

    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(clear, &QPushButton::clicked, &center, &AlertCenter::clear);
    connect(settings, &QPushButton::clicked, this, &AlertsDialog::settingsWanted);
    connect(m_endSilence, &QPushButton::clicked, &center, &AlertCenter::endSilence);
    connect(&center, &AlertCenter::changed, this, &AlertsDialog::showAlerts);
    connect(m_list, &RowList::rowOpened, this, [this](std::size_t row) {
        const Alert alert = m_center.alerts()[row];
        accept();
        m_center.open(alert);
    });
    showAlerts();
    resize(Theme::length(620), sizeHint().height());
}

void AlertsDialog::showAlerts() {
    const Time now = m_workspace.clock().now();
    std::vector<ListRow> rows;
    for (const Alert& alert : m_center.alerts())
        rows.push_back(rowOf(alert, m_workspace.snapshot().get(), now));
    m_list->setRows(std::move(rows));
    QStringList says;
    if (!m_center.rules().any())
        says += tr("No alert is switched on; the settings say which there are.");
    if (const auto until = m_center.silentUntil())
        says += tr("Silenced until %1: alerts are listed here, and not shown elsewhere.").arg(format::clock(*until));
    if (!m_center.desktopProblem().isEmpty())
        says += tr("The desktop shows no notifications: %1.").arg(m_center.desktopProblem());
    m_says->setText(says.join(QLatin1Char('\n')));
    m_says->setVisible(!says.isEmpty());
    m_endSilence->setVisible(m_center.silentUntil().has_value());
}

} // namespace moie::ui
