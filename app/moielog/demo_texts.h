// SPDX-License-Identifier: GPL-3.0-or-later
// What is said in the demonstration's conversations. Plain tables; all of it is invented.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace moielog::demo {

enum class Mood : std::uint8_t { Casual, Crisis, Grief, Lonely, Anxious, Angry, Joyful, Creative, Analytical };

// What the log calls it in the message's context, and whether there is distress in it.
std::string_view moodName(Mood mood);
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

// A reply that breaks one barrier (named by its index in `dimensions`).
struct BadReply {
    std::size_t dimension;
    std::string_view text;
};
std::span<const BadReply> unsafeReplies();   // break a critical barrier
std::span<const BadReply> carelessReplies(); // break one that is not critical

std::span<const std::string_view> failures(); // errors of the model's server

struct Dimension {
    std::string_view name;
    double threshold;
    double weight;
    bool critical;
};
std::span<const Dimension> dimensions();

} // namespace moielog::demo
