// SPDX-License-Identifier: GPL-3.0-or-later
// What is looked at, and what can be done with it: back and forward, the log directory with the recent ones, the time
// range, the session if one was chosen, the filter, the saved views, and the report. Where room is short it says the
// same in fewer words, and the filter goes to a row of its own.
#pragma once

#include <QStringList>
#include <QWidget>

class QAction;
class QHBoxLayout;
class QMenu;
class QPushButton;

namespace moie::ui {

class FilterLine;
class RangeBar;
class Theme;
class Workspace;

class TopBar : public QWidget {
    Q_OBJECT

public:
    // Shared with the window's shortcuts; they outlive the bar.
    struct Actions {
        QAction* open;
        QAction* demonstrate;
        QAction* exportReport;
        QAction* back;
        QAction* forward;
        QMenu* views;
    };

    TopBar(const Actions& actions, Workspace& workspace, const Theme& theme, QWidget* parent = nullptr);

    void setDirectory(const QString& directory, const QStringList& recents);
    void setSession(const QString& session); // empty: hidden
    // A page that shows another time than the range's leaves it out.
    void setRangeUsed(bool used);
    RangeBar* rangeBar() const { return m_ranges; }
    FilterLine* filterLine() const { return m_filter; }

signals:
    void directoryChosen(const QString& directory);
    void sessionCleared();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    struct Arrangement {
        bool twoRows;
        bool rangesInRow;
        bool brief;              // icons alone for directory and report
        double longestDirectory; // text, in design pixels
    };

    QPushButton* addButton(QAction* action, const QString& icon);
    void fit();
    void sayIn(const Arrangement& arrangement);
    int upperRowWidth(const Arrangement& arrangement) const;
    void moveFilter(QHBoxLayout& row);
    void showIcons();

    const Theme& m_theme;
    QString m_directory;
    QAction* m_openAction;
    QAction* m_demonstrateAction;
    QString m_exportText;
    bool m_rangeUsed = true;
    QHBoxLayout* m_upper;
    QHBoxLayout* m_lower;
    QPushButton* m_back;
    QPushButton* m_forward;
    QPushButton* m_directoryButton;
    QMenu* m_directoryMenu;
    RangeBar* m_ranges;
    QPushButton* m_session;
    FilterLine* m_filter;
    QPushButton* m_views;
    QPushButton* m_export;
};

} // namespace moie::ui
