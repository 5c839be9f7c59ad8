// SPDX-License-Identifier: GPL-3.0-or-later
// The user's annotations of all logs, kept beside, never inside, the logs. Reads are served from memory; a thread of
// its own keeps the file (AnnotationDatabase) in step, and sees what other programs write within seconds. The file is
// made with the first change. GUI thread.
//
// A change holds at once. What cannot be written is kept in memory and tried again until it can; problem() says so.
#pragma once

#include <cstdint>
#include <deque>
#include <memory>

#include <QObject>
#include <QString>

#include <moie/base/clock.h>

#include "ui/workspace/annotation_set.h"

namespace moie::ui {

class AnnotationKeeper;
struct AnnotationReport;

class Annotations : public QObject {
    Q_OBJECT

public:
    explicit Annotations(const QString& file = defaultFile(), const Clock& clock = systemClock(),
                         QObject* parent = nullptr);
    // Writes what is still to be written, or gives it up after a last try: unwritten() says beforehand.
    ~Annotations() override;
    static QString defaultFile(); // below XDG_DATA_HOME

    // Never null; empty until isLoaded().
    const AnnotationSetPtr& present() const { return m_present; }
    bool isLoaded() const { return m_loaded; }

    void setBookmarked(const TurnKey& turn, bool bookmarked);
    void setNote(const TurnKey& turn, const QString& note); // empty: none
    void setJudgement(const TurnKey& turn, Judgement judgement);
    // Adds it, or takes the place of the one with its id.
    void setMarker(TimeMarker marker);
    void removeMarker(const QString& id);

    // As JSON Lines; exported() and imported() tell how it went.
    void exportTo(const QString& file);
    void importFrom(const QString& file);

    // Why changes cannot be kept, or annotations not be read, in a sentence; empty where all is well.
    QString problem() const { return m_problem; }
    // What the user has to know: the problem, and where a damaged file was put since the start.
    QString notice() const;
    std::size_t unwritten() const { return m_waiting.size(); }

signals:
    void changed();
    // Changes that were made so far are in the file.
    void written();
    void problemChanged();
    // A damaged file was put there; what could be read of it before is kept.
    void setAside(const QString& file);
    // `problem` is empty where it went well.
    void exported(const QString& problem);
    void imported(const QString& problem);

private:
    void change(AnnotationChange change);
    void take(const AnnotationReport& report);

    const Clock& m_clock;
    AnnotationSetPtr m_present;
    std::deque<AnnotationChange> m_waiting; // not in the file yet, oldest first
    std::uint64_t m_written = 0;            // changes that are, before those
    bool m_loaded = false;
    QString m_problem;
    QString m_setAside; // a damaged file; empty: none
    std::unique_ptr<AnnotationKeeper> m_keeper;
};

} // namespace moie::ui
