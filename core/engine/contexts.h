// SPDX-License-Identifier: MIT
// What a message is about, as far as it changes how an answer is made and judged.
#pragma once

#include <bitset>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <moie/engine/figures.h>
#include <moie/engine/reading.h>

namespace moie::engine {

class Contexts {
public:
    bool has(Context context) const { return m_held[static_cast<std::size_t>(context)]; }
    void set(Context context) { m_held.set(static_cast<std::size_t>(context)); }
    void add(const Contexts& others) { m_held |= others.m_held; }
    bool isDistress() const {
        return has(Context::Crisis) || has(Context::Grief) || has(Context::Depression) || has(Context::Anxiety);
    }
    std::vector<std::string> names() const;
    // {"crisis": true, …}: those that hold.
    nlohmann::ordered_json json() const;

    friend bool operator==(const Contexts&, const Contexts&) = default;

private:
    std::bitset<contextCount> m_held;
};

// Of a message by its phrases; none where it is not judged.
Contexts contextsOf(const Reading& message);

// Of what a caller says: members that are true and named as contexts are. Other members are none of ours.
Contexts contextsOf(const nlohmann::ordered_json& callerContext);

// Keeps a crisis up for some turns.
class CrisisMemory {
public:
    explicit CrisisMemory(const JudgingFigures& figures) : m_turns(static_cast<int>(figures.crisisTurns)) {}
    // The contexts of the next message, with the crisis that lasts.
    Contexts next(Contexts contexts);

private:
    int m_turns;
    int m_left = 0;
};

} // namespace moie::engine
