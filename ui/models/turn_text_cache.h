// SPDX-License-Identifier: GPL-3.0-or-later
// The texts of turns that are looked at, ready to be shown. Read and made ready on the query pool, what was wanted last
// first; a bounded number of the latest is kept. GUI thread.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <unordered_map>
#include <vector>

#include <QObject>
#include <QString>

#include <moie/store/snapshot.h>

#include "ui/workspace/latest_query.h"

namespace moie::ui {

// A message or a response as it is shown: plain, with invisible characters made visible.
struct ShownText {
    QString text;
    std::size_t bytes = 0; // of the whole
    bool cut = false;
    bool given = false;      // the turn has one
    bool unfinished = false; // what was shown of a response that is not there as a whole
    QString problem;         // why it cannot be read; empty: it was

    friend bool operator==(const ShownText&, const ShownText&) = default;
};

struct ShownTexts {
    ShownText message;
    ShownText response;
};

struct WantedText {
    EntryId opening = noEntry;
    // The turn's entries: a turn that got more of them since is read again.
    std::uint32_t entries = 0;
};

class TurnTextCache : public QObject {
    Q_OBJECT

public:
    // Of a longer text the beginning is shown.
    static constexpr std::size_t mostBytes = 6'000;
    static constexpr std::size_t mostTurns = 600;

    // The pool must outlive the cache.
    explicit TurnTextCache(QThreadPool& pool, QObject* parent = nullptr);

    // A newer snapshot keeps what was read; another session, or another directory's snapshot, does not.
    void setSession(SnapshotPtr snapshot, SessionIndex session);
    void clear();

    // In order of urgency. Takes the place of what was wanted before.
    void want(std::vector<WantedText> turns);
    // Null until it was read.
    const ShownTexts* of(EntryId opening) const;
    std::size_t size() const { return m_texts.size(); }
    bool isReading() const { return m_query.isRunning(); }

signals:
    void arrived();

private:
    struct Kept {
        ShownTexts texts;
        std::uint32_t entries = 0;
        std::uint64_t used = 0; // the want() that asked for it last
    };

    void readNext();
    void forgetOldest();

    LatestQuery m_query;
    SnapshotPtr m_snapshot;
    SessionIndex m_session{};
    std::unordered_map<EntryId, Kept> m_texts;
    std::vector<WantedText> m_wanted; // not read yet
    std::uint64_t m_asked = 0;
};

} // namespace moie::ui
