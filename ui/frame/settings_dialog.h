// SPDX-License-Identifier: GPL-3.0-or-later
// The application's settings; each takes effect at once.
#pragma once

#include <functional>

#include <QDialog>

class QCheckBox;
class QVBoxLayout;

namespace moie::ui {

class AlertFields;
class ResponderFields;
class Theme;
class Workspace;

class SettingsDialog : public QDialog {
    Q_OBJECT

public:
    SettingsDialog(Workspace& workspace, Theme& theme, QWidget* parent = nullptr);

signals:
    void alertRulesChanged();
    void recentsForgotten();

private:
    void addTheme(QVBoxLayout& column);
    void addReading(QVBoxLayout& column);
    void addIndex(QVBoxLayout& column);
    void addResponder(QVBoxLayout& column);
    void addAlerts(QVBoxLayout& column);
    void addRemembered(QVBoxLayout& column);
    void addForgetting(QVBoxLayout& column, const QString& text, const std::function<void()>& forget);
    void restoreDefaults();

    Workspace& m_workspace;
    Theme& m_theme;
    QCheckBox* m_index = nullptr; // null where there is no home to keep it in
    ResponderFields* m_responder = nullptr;
    AlertFields* m_alerts = nullptr;
};

} // namespace moie::ui
