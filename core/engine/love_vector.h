// SPDX-License-Identifier: MIT
// The love vector: warmth, empathy, safety, understanding and compassion of a text, each 0…1, from its listed phrases.
#pragma once

#include <moie/engine/contexts.h>
#include <moie/engine/figures.h>
#include <moie/engine/reading.h>

namespace moie::engine {

// Of a judged text. `answered` is the message that a response answers, null for a message itself or where there is
// none.
LoveVector loveVectorOf(const Reading& text, const Contexts& contexts, const Reading* answered,
                        const JudgingFigures& figures);

double magnitudeOf(const LoveVector& vector); // L2 norm
double coherenceOf(const LoveVector& vector); // mean

// The share of the message's content words that the text takes up; 0 where the message has none.
struct TakenUp {
    std::size_t words = 0; // of the message, different ones
    std::size_t taken = 0;
    double share() const { return words == 0 ? 0 : static_cast<double>(taken) / static_cast<double>(words); }
};
TakenUp takenUp(const Reading& text, const Reading& message, const JudgingFigures& figures);

} // namespace moie::engine
