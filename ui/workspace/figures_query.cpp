// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/figures_query.h"

#include <algorithm>

#include "ui/workspace/workspace.h"

namespace moie::ui {

namespace {

// Often enough to look live.
constexpr std::chrono::milliseconds shortestPause{50};
// The pause after an answer, in times of what the answer took.
constexpr int pauseFactor = 3;

} // namespace

SubjectQuery::SubjectQuery(Workspace& workspace, Ask ask, Filter filter)
    : m_workspace(workspace), m_filter(filter), m_ask(std::move(ask)), m_query(workspace.queryPool()) {
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_missed)
            this->ask(Question::Same);
    });
    const bool waits = filter == Filter::Answered;
    connect(&workspace, waits ? &Workspace::subjectGrew : &Workspace::unansweredGrew, this, [this] {
        m_missed = true;
        if (!m_pause.isActive())
            this->ask(Question::Same);
    });
    connect(&workspace, waits ? &Workspace::subjectReplaced : &Workspace::unansweredReplaced, this, [this] {
        m_missed = true;
        this->ask(Question::Another);
    });
}

void SubjectQuery::setActive(bool active) {
    if (active == m_active)
        return;
    m_active = active;
    if (active && m_missed)
        ask(Question::Another);
    if (!active) {
        m_missed = m_missed || m_query.isRunning();
        m_query.drop();
    }
}

void SubjectQuery::setQuestion(Ask question) {
    m_ask = std::move(question);
    m_missed = true;
    ask(Question::Another);
}

const std::optional<Subject>& SubjectQuery::subject() const {
    return m_filter == Filter::Answered ? m_workspace.subject() : m_workspace.unanswered();
}

void SubjectQuery::ask(Question question) {
    const std::optional<Subject>& subject = this->subject();
    if (!subject) {
        m_query.drop();
        return;
    }
    if (!m_active)
        return;
    m_missed = false;
    if (!m_query.isRunning() || question == Question::Another)
        m_since.start();
    LatestQuery::Work work = [this, subject = *subject, question = m_ask](std::stop_token stop) {
        LatestQuery::Deliver show = question(subject, std::move(stop));
        return [this, show = std::move(show)] {
            answered();
            show();
        };
    };
    if (question == Question::Same)
        m_query.refresh(std::move(work));
    else
        m_query.replace(std::move(work));
}

void SubjectQuery::answered() {
    const std::chrono::milliseconds taken(m_since.restart());
    m_pause.start(std::max(shortestPause, pauseFactor * taken));
}

} // namespace moie::ui
