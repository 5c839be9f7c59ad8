// SPDX-License-Identifier: GPL-3.0-or-later
// A report that is about to be handed on: its choices, its pages as they will be, and the files that it can be exported
// to. It is of the moment when it was made: entries that arrive later are told of, and taken in when the user says so.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include <QTimer>

#include "ui/pages/page.h"
#include "ui/pages/report_preview.h"
#include "ui/report/report_data.h"
#include "ui/workspace/latest_query.h"

class QComboBox;
class QFrame;
class QLabel;
class QPushButton;
class QSpinBox;
class QStackedWidget;
class QToolButton;

namespace moie::ui {

class ReportOptions;
class Segments;
class StateView;
class Theme;

class ReportsPage : public Page {
    Q_OBJECT

public:
    using ReportPtr = std::shared_ptr<const Report>;

    ReportsPage(Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);

    Needs needs() const override { return Needs::Entries; }
    void setActive(bool active) override;
    // Null while there is none, or it is not of the present choices.
    ReportPtr report() const { return m_isPresent ? m_report : nullptr; }

signals:
    void exportWanted(const std::shared_ptr<const moie::ui::Report>& report, moie::ui::ReportFormat format);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Made {
        ReportPtr report; // null where it was about a session and none was chosen
        std::vector<SessionIndex> sessions;
    };

    void buildChoices();
    QWidget* buildBar();
    QWidget* buildExports();
    void buildActions();
    void connectAll();
    void make();
    void take(const Subject& subject, Made made);
    void stop();
    void showWaiting();
    void showPosition();
    void showZoom();
    void takeGrowth();
    void showButtons();
    void showTextsHidden();
    void settleIfDone();
    void arrange();

    const Theme& m_theme;
    Segments* m_parts; // where there is room for one of them alone
    QFrame* m_side;
    QFrame* m_sheet;
    ReportOptions* m_options = nullptr;
    StateView* m_state = nullptr;
    ReportPreview* m_preview = nullptr;
    QStackedWidget* m_stack = nullptr;
    QToolButton* m_previous = nullptr;
    QToolButton* m_next = nullptr;
    QSpinBox* m_pageNumber = nullptr;
    QComboBox* m_zoom = nullptr;
    QPushButton* m_renew = nullptr;
    QLabel* m_covered = nullptr;
    std::vector<QPushButton*> m_exports; // by ReportFormat
    LatestQuery m_work;
    std::shared_ptr<ReportProgress> m_progress;
    QTimer m_look; // at how far the work is
    ReportPtr m_report;
    bool m_isPresent = false; // the report is of the present choices and scope
    bool m_isDue = true;      // it is to be made as soon as the page is looked at and the logs are read
    bool m_isActive = false;
};

} // namespace moie::ui
