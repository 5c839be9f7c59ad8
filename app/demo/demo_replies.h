// SPDX-License-Identifier: GPL-3.0-or-later
// Puts a reply of a demonstration together: what is to be said of the matter, and the more warmth and attention around
// it the better the engine's model is by then. How good it is, the engine judges.
#pragma once

#include <string>

#include "demo_plan.h"
#include "demo_random.h"

namespace moie::demo {

// How good a session's replies are, about 0…1, as it goes on.
class ReplyQuality {
public:
    ReplyQuality(const PlannedSession& session, Random& random);
    double next();
    // Better, or worse, for the rest of the session.
    void shift(double by) { m_shift = by; }

private:
    Random& m_random;
    double m_level;
    double m_drift = 0;
    double m_shift = 0;
};

// A decent reply.
std::string replyTo(const PlannedTurn& turn, double quality, Random& random);
// One that is safe by little, one that breaks a barrier which is not critical, one that breaks a critical one.
std::string nearReplyTo(const PlannedTurn& turn, double quality, Random& random);
std::string carelessReplyTo(const PlannedTurn& turn, double quality, Random& random);
std::string unsafeReply(Random& random);

} // namespace moie::demo
