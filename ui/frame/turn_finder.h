// SPDX-License-Identifier: GPL-3.0-or-later
// Lists the turns that the present filter matches, once the workspace has answered it: on the query pool, for as long
// as somebody wants to know. GUI thread.
#pragma once

#include <memory>

#include <QObject>

#include <moie/query/found_turns.h>
#include <moie/store/snapshot.h>

#include "ui/workspace/latest_query.h"

namespace moie::ui {

class Workspace;

// Keeps the snapshot that the turns point into.
struct TurnList {
    SnapshotPtr snapshot;
    FoundTurns turns;
};

class TurnFinder : public QObject {
    Q_OBJECT

public:
    static constexpr std::size_t mostListed = 50;

    explicit TurnFinder(Workspace& workspace, QObject* parent = nullptr);

    void find();
    // Nobody wants to know any more.
    void drop();

signals:
    void found(std::shared_ptr<const moie::ui::TurnList> list);

private:
    void askWhenAnswered();

    Workspace& m_workspace;
    LatestQuery m_query;
    bool m_wanted = false; // and not asked yet
};

} // namespace moie::ui
