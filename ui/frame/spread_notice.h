// SPDX-License-Identifier: GPL-3.0-or-later
// Says when a few turns far away from all others leave these no room in charts over time, and offers the range of the
// others. Nothing is left out of any figure before the user chooses that. GUI thread.
#pragma once

#include <QObject>

#include <moie/analytics/turn_spread.h>

#include "ui/workspace/figures_query.h"

namespace moie::ui {

class NoticeBar;

class SpreadNotice : public QObject {
    Q_OBJECT

public:
    // Workspace and notice must outlive it.
    SpreadNotice(Workspace& workspace, NoticeBar& notice, QObject* parent);

    // Whether a page with charts over the range is looked at. While it is not, or once the user chose to keep all,
    // nothing is computed.
    void setWanted(bool wanted);

private:
    void setDismissed(bool dismissed);
    void show();
    void showOthers();

    Workspace& m_workspace;
    NoticeBar& m_notice;
    TurnSpread m_spread;
    bool m_wanted = false;
    bool m_dismissed = false; // for the present directory
    FiguresQuery<TurnSpread> m_query;
};

} // namespace moie::ui
