// SPDX-License-Identifier: GPL-3.0-or-later
// The choices of a report, and the set-ups that are kept under a name. GUI thread.
#pragma once

#include <string>
#include <vector>

#include <QWidget>

#include <moie/store/snapshot.h>

#include "ui/workspace/report_request.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QMenu;
class QPushButton;

namespace moie::ui {

class Segments;
class Settings;

class ReportOptions : public QWidget {
    Q_OBJECT

public:
    // Begins with the choices of the last report. The settings must outlive it.
    explicit ReportOptions(Settings& settings, QWidget* parent = nullptr);

    const ReportSetup& setup() const { return m_setup; }
    void setSetup(const ReportSetup& setup);
    // That a report on one can be made of, the newest first; `chosen` is the scope's, or empty.
    void setSessions(const Snapshot& snapshot, const std::vector<SessionIndex>& sessions, const std::string& chosen,
                     Time now);
    // What the report is on, in words.
    void setScopeText(const QString& text);

    void askToSave();

signals:
    void changed();
    void sessionChosen(const std::string& id);

private:
    void buildSetups();
    void buildSections(class QLayout& layout);
    void choose(const ReportSetup& setup);
    void showSetup();
    void fillSetups();
    void askToRename();
    void removeSetup();
    QString currentName() const; // empty: the choices have no name

    Settings& m_settings;
    ReportSetup m_setup;
    QWidget* m_setupRow;
    QComboBox* m_setups;
    QPushButton* m_setupButton;
    QMenu* m_more;
    QComboBox* m_kind;
    QLabel* m_sessionTitle;
    QComboBox* m_session;
    QLabel* m_scope;
    std::vector<QCheckBox*> m_sections; // by ReportSection
    QComboBox* m_redaction;
    QCheckBox* m_notes;
    Segments* m_paper;
};

} // namespace moie::ui
