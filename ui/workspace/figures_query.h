// SPDX-License-Identifier: GPL-3.0-or-later
// Keeps the figures of one page, or of one part of it, those of the workspace's subject while somebody looks at them.
// Computed on the query pool, at most one at a time, and of a growing log no more often than leaves the processor idle
// most of the time. GUI thread.
//
//     m_query(workspace, safetyOf, [this](auto figures, const Subject& subject) { show(figures, subject); })
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <stop_token>
#include <utility>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include "ui/workspace/latest_query.h"
#include "ui/workspace/subject.h"

namespace moie::ui {

class Workspace;

// The part that does not depend on what is computed.
class SubjectQuery : public QObject {
    Q_OBJECT

public:
    // Computes an answer and returns what shows it.
    using Ask = std::function<LatestQuery::Deliver(const Subject&, std::stop_token)>;

    enum class Filter { Answered, Unanswered }; // of the subject it asks about

    // The workspace must outlive the query.
    SubjectQuery(Workspace& workspace, Ask ask, Filter filter = Filter::Answered);

    // Inactive at first. While inactive nothing is computed; what was missed is asked for on activation.
    void setActive(bool active);
    bool isActive() const { return m_active; }
    // Another question about the same subject, as after a choice on the page.
    void setQuestion(Ask ask);

private:
    enum class Question { Same, Another };

    const std::optional<Subject>& subject() const;
    void ask(Question question);
    void answered();

    Workspace& m_workspace;
    Filter m_filter;
    Ask m_ask;
    LatestQuery m_query;
    QElapsedTimer m_since; // the question that is being answered was asked
    QTimer m_pause;        // running: an answer came a moment ago
    bool m_active = false;
    bool m_missed = true; // the subject changed since the last question
};

template <typename Figures>
class FiguresQuery : public SubjectQuery {
public:
    using Compute = std::function<Figures(const Snapshot&, const Scope&, std::stop_token)>;
    // On the GUI thread, with the subject that the figures are of: that of now or a little older.
    using Show = std::function<void(std::shared_ptr<const Figures>, const Subject&)>;

    FiguresQuery(Workspace& workspace, Compute compute, Show show)
        : SubjectQuery(workspace, askOf(std::move(compute), show)), m_show(std::move(show)) {}

    void setCompute(Compute compute) { setQuestion(askOf(std::move(compute), m_show)); }

private:
    static Ask askOf(Compute compute, Show show) {
        return [compute = std::move(compute), show = std::move(show)](const Subject& subject, std::stop_token stop) {
            auto figures = std::make_shared<const Figures>(compute(*subject.snapshot, subject.scope, std::move(stop)));
            return [show, figures = std::move(figures), subject] { show(figures, subject); };
        };
    }

    Show m_show;
};

} // namespace moie::ui
