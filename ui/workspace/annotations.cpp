// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/annotations.h"

#include <utility>

#include <QStandardPaths>
#include <QStringList>

#include "ui/workspace/annotation_keeper.h"

namespace moie::ui {

Annotations::Annotations(const QString& file, const Clock& clock, QObject* parent)
    : QObject(parent), m_clock(clock), m_present(std::make_shared<const AnnotationSet>()) {
    m_keeper = std::make_unique<AnnotationKeeper>(file, [this](AnnotationReport report) {
        QMetaObject::invokeMethod(
            this, [this, report = std::move(report)] { take(report); }, Qt::QueuedConnection);
    });
}

// The keeper's thread is joined before anything that it reports to goes.
Annotations::~Annotations() {
    m_keeper.reset();
}

QString Annotations::defaultFile() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) +
           QStringLiteral("/moie-observatory/annotations.sqlite");
}

QString Annotations::notice() const {
    QStringList said;
    if (!m_setAside.isEmpty())
        said += tr("The file of annotations was damaged. It was kept as %1, and a new one begun.").arg(m_setAside);
    if (!m_problem.isEmpty())
        said += m_problem;
    return said.join(QLatin1Char('\n'));
}

void Annotations::setBookmarked(const TurnKey& turn, bool bookmarked) {
    change(TurnChange{.turn = turn, .bookmarked = bookmarked, .at = m_clock.now()});
}

void Annotations::setNote(const TurnKey& turn, const QString& note) {
    change(TurnChange{.turn = turn, .note = note, .at = m_clock.now()});
}

void Annotations::setJudgement(const TurnKey& turn, Judgement judgement) {
    change(TurnChange{.turn = turn, .judgement = judgement, .at = m_clock.now()});
}

void Annotations::setMarker(TimeMarker marker) {
    marker.changed = m_clock.now();
    change(std::move(marker));
}

void Annotations::removeMarker(const QString& id) {
    change(MarkerRemoval{id});
}

void Annotations::exportTo(const QString& file) {
    m_keeper->exportTo(file);
}

void Annotations::importFrom(const QString& file) {
    m_keeper->importFrom(file);
}

void Annotations::change(AnnotationChange change) {
    auto set = std::make_shared<AnnotationSet>(*m_present);
    set->apply(change);
    m_present = std::move(set);
    m_waiting.push_back(change);
    m_keeper->change(std::move(change));
    emit changed();
}

void Annotations::take(const AnnotationReport& report) {
    const bool wrote = report.written > m_written;
    for (; m_written < report.written; ++m_written)
        m_waiting.pop_front();
    m_loaded = m_loaded || report.set;
    bool differs = false;
    if (report.set) {
        auto set = std::make_shared<AnnotationSet>(*report.set);
        for (const AnnotationChange& waiting : m_waiting)
            set->apply(waiting);
        differs = *set != *m_present;
        m_present = std::move(set);
    }
    const bool problemDiffers = std::exchange(m_problem, report.problem) != report.problem;
    if (differs)
        emit changed();
    if (wrote)
        emit written();
    if (problemDiffers)
        emit problemChanged();
    if (!report.setAside.isEmpty()) {
        m_setAside = report.setAside;
        emit setAside(report.setAside);
    }
    if (report.exported)
        emit exported(*report.exported);
    if (report.imported)
        emit imported(*report.imported);
}

} // namespace moie::ui
