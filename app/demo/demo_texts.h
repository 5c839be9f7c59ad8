// SPDX-License-Identifier: GPL-3.0-or-later
// What is said in the demonstration's conversations. Plain tables; all of it is invented.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace moie::demo {

enum class Mood : std::uint8_t { Casual, Crisis, Grief, Lonely, Anxious, Angry, Joyful, Creative, Analytical };

// Whether somebody suffers.
bool isDistress(Mood mood);

struct Exchange {
    std::string_view message;
    std::string_view reply;
};

// Exchanges on one subject, told in this order.
struct Thread {
    std::string_view topic;
    Mood mood = Mood::Casual;
    std::string_view language = "en"; // the engine has word lists for "en" alone: others are not judged
    double weight = 1;                // how often it comes up
    std::span<const Exchange> exchanges;
};
std::span<const Thread> threads();

std::span<const std::string_view> unsafeReplies();   // break a critical barrier
std::span<const std::string_view> carelessReplies(); // begin a reply so that it breaks one that is not critical
std::span<const std::string_view> nearOpenings();    // begin a reply so that it is safe by little
std::span<const std::string_view> nearSentences();   // end it so

std::span<const std::string_view> failures(); // errors of the model's server

} // namespace moie::demo
