// SPDX-License-Identifier: MIT
// A responder for demonstrations and tests: gives replies that were written beforehand, in their order, and moves a
// clock by the time that they take.
#pragma once

#include <cstdint>
#include <deque>
#include <string>

#include <moie/base/clock.h>
#include <moie/engine/responder.h>

namespace moie::engine {

struct ScriptedReply {
    std::string text = {};
    double firstTextSeconds = 0;     // until its first piece
    double seconds = 0;              // until its end, or its failure
    std::size_t tokensPerSecond = 0; // of the time after the first piece; 0: unknown
    std::string failure = {};        // not empty: the reply fails with this, after half of its text
    bool staysAway = false;          // nothing is ever told
};

class ScriptedResponder final : public Responder {
public:
    // The clock must outlive it.
    ScriptedResponder(ManualClock& clock, std::string modelName) : m_clock(clock), m_name(std::move(modelName)) {}

    void add(ScriptedReply reply) { m_replies.push_back(std::move(reply)); }
    std::size_t left() const { return m_replies.size(); }
    void clear() { m_replies.clear(); }

    std::string modelName() const override { return m_name; }
    // Fails where no reply is left.
    void start(const ResponseRequest& request, ResponseSink& sink) override;
    void cancel() override { ++m_run; }

private:
    void pass(double seconds);

    ManualClock& m_clock;
    std::string m_name;
    std::deque<ScriptedReply> m_replies;
    std::uint64_t m_run = 0; // a reply goes on as long as this stays
};

} // namespace moie::engine
