// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/turn_finder.h"

#include "ui/workspace/workspace.h"

namespace moie::ui {

TurnFinder::TurnFinder(Workspace& workspace, QObject* parent)
    : QObject(parent), m_workspace(workspace), m_query(workspace.queryPool()) {
    connect(&workspace, &Workspace::subjectReplaced, this, &TurnFinder::askWhenAnswered);
    connect(&workspace, &Workspace::subjectGrew, this, &TurnFinder::askWhenAnswered);
}

void TurnFinder::find() {
    m_query.drop();
    m_wanted = true;
    askWhenAnswered();
}

void TurnFinder::drop() {
    m_wanted = false;
    m_query.drop();
}

void TurnFinder::askWhenAnswered() {
    const std::optional<Subject>& subject = m_workspace.subject();
    if (!m_wanted || !subject || subject->scope.filter != m_workspace.place().filter)
        return;
    const auto filter = parseFilter(subject->scope.filter, m_workspace.clock().now());
    if (!filter)
        return; // not taken by setFilter()
    m_wanted = false;
    m_query.replace([this, subject = *subject, filter = *filter](std::stop_token stop) -> LatestQuery::Deliver {
        auto list = std::make_shared<TurnList>();
        list->snapshot = subject.snapshot;
        list->turns = findTurns(*subject.snapshot, filter, subject.scope, mostListed, stop);
        if (!list->turns.complete)
            return [] {};
        return [this, list = std::shared_ptr<const TurnList>(std::move(list))] { emit found(list); };
    });
}

} // namespace moie::ui
