// SPDX-License-Identifier: MIT
// Facts and names of parsed batches into the store's tables. Logs repeat themselves (a turn's vectors stand in several
// entries, the reference logs whole payloads twice): what was just stored is referred to again. Owned by the store
// builder.
#pragma once

#include <cstdint>
#include <vector>

#include <moie/schema/row_batch.h>
#include <moie/store/columns.h>

namespace moie {

// What a batch numbers by itself in the store's numbering, found when it is first asked for.
class BatchTranslation {
public:
    static constexpr SessionIndex unknownSession{0xffffffffu};

    BatchTranslation(NameTable& to, const RowBatch& batch);
    NameId operator()(NameId local) {
        NameId& known = m_names[index(local)];
        if (known == unseen)
            known = m_to.intern(m_from[local]);
        return known;
    }
    // The session of that id, unknownSession while it is not known.
    SessionIndex& session(NameId id) { return m_sessions[index(id)]; }
    // The store's row of a vector.
    VectorIndex& vector(VectorIndex local) { return m_vectors[index(local)]; }

private:
    static constexpr NameId unseen{0xffffffffu};
    NameTable& m_to;
    const NameTable& m_from;
    std::vector<NameId> m_names;
    std::vector<SessionIndex> m_sessions;
    std::vector<VectorIndex> m_vectors;
};

class FactTransfer {
public:
    // The columns must outlive it.
    explicit FactTransfer(StoreColumns& columns);

    // Takes the batch's vectors in; to be called before its facts are appended.
    void keepVectors(const RowBatch& batch, BatchTranslation& translation);
    // Copies the row's fact, if it has one, to the table of its kind, unless that of an equal payload is there; returns
    // its row, else noFact.
    std::uint32_t append(const Row& row, Kind kind, const RowBatch& batch, BatchTranslation& translation);

private:
    class Copy;
    struct Recent {
        std::uint64_t payloadHash = 0;
        std::uint32_t fact = noFact;
        Kind kind = Kind::Other;
    };

    VectorIndex keep(const LoveVector& vector, std::uint64_t hash);

    FactTables<AppendColumn>& m_facts;
    struct RecentVector {
        std::uint32_t print = 0; // of its hash
        VectorIndex row = noVector;
    };
    // What was stored lately, by hash; a newer one takes an older one's place.
    std::vector<Recent> m_recentFacts;
    std::vector<RecentVector> m_recentVectors;
};

} // namespace moie
