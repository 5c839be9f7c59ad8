// SPDX-License-Identifier: GPL-3.0-or-later
// The last alerts, newest first, each a way to its turn; and how long they are silenced.
#pragma once

#include <QDialog>

class QLabel;
class QPushButton;

namespace moie::ui {

class AlertCenter;
class RowList;
class Theme;
class Workspace;

class AlertsDialog : public QDialog {
    Q_OBJECT

public:
    AlertsDialog(AlertCenter& center, Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);

signals:
    void settingsWanted();

private:
    void showAlerts();

    AlertCenter& m_center;
    Workspace& m_workspace;
    QLabel* m_says;
    RowList* m_list;
    QPushButton* m_silence;
    QPushButton* m_endSilence;
};

} // namespace moie::ui
