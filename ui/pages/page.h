// SPDX-License-Identifier: GPL-3.0-or-later
// A page of the window. It takes the workspace, asks for what it shows while it is the one that is looked at, and shows
// it; the frame shows it, or in its place why there is nothing to show. GUI thread.
#pragma once

#include <optional>

#include <QWidget>

#include "ui/workspace/subject.h"

namespace moie::ui {

class Workspace;

class Page : public QWidget {
    Q_OBJECT

public:
    // What has to be there before the page has something to show.
    enum class Needs { Nothing, Entries, Turns };

    // What was shown last, and whether there is anything in it.
    struct Shown {
        Subject subject;
        bool anything = false;
    };

    Page(Workspace& workspace, QWidget* parent);

    virtual Needs needs() const { return Needs::Turns; }
    // The top bar leaves out the time range where it says nothing.
    virtual bool usesRange() const { return true; }
    // Whether it has charts from one end of the range to the other.
    virtual bool chartsRange() const { return usesRange(); }
    // Only the active page asks for figures.
    virtual void setActive(bool active) = 0;

    // None until the first figures of the present directory and filter have come.
    const std::optional<Shown>& shown() const { return m_shown; }

signals:
    void shownChanged();
    // All that was asked for last is on the page, with its charts.
    void settled();

protected:
    Workspace& workspace() const { return m_workspace; }
    void setShown(const Subject& subject, bool anything);

private:
    Workspace& m_workspace;
    std::optional<Shown> m_shown;
};

} // namespace moie::ui
