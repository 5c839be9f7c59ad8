// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo_replies.h"

#include <algorithm>

namespace moie::demo {

namespace {

constexpr std::string_view consolations[] = {
    "I'm so sorry, that sounds really hard. It makes sense that it weighs on you.",
    "I hear you, and I'm truly sorry. That must be painful, and it's okay to feel that way.",
    "That sounds very heavy. I'm so sorry that you are going through this; you are not alone.",
    "Thank you for telling me. That sounds exhausting, and no wonder you feel like this; I'm here.",
};
constexpr std::string_view shortConsolations[] = {
    "That sounds hard, and I'm so sorry.",
    "I'm so sorry. That must be painful.",
};
constexpr std::string_view thinConsolations[] = {"That sounds hard.", "I hear you."};
constexpr std::string_view welcomes[] = {
    "I'm glad you told me.",
    "Thank you for telling me, I like how you put it.",
    "It makes sense that it matters to you.",
    "I hear you, and I'm happy to help.",
    "I can see why you care about this.",
};
constexpr std::string_view offers[] = {
    "We can look at it together, one step at a time.",
    "Would you like to tell me more about it?",
    "I'm here, and I'd be glad to help.",
    "What would help you most right now?",
    "Let's take the time that it needs; you are not alone with it.",
};
constexpr std::string_view farewells[] = {
    "I believe in you.",
    "Be kind to yourself today.",
    "You deserve rest and good friends.",
    "I hope it gets a little lighter, and I'm proud of you.",
    "Take care of yourself.",
};

// The first sentence, or more where that is an exclamation and little else.
std::string firstSentence(std::string_view text) {
    constexpr std::size_t shortest = 30;
    const std::size_t end = text.find_first_of(".?!", shortest);
    return std::string(text.substr(0, end == std::string_view::npos ? end : end + 1));
}

template <std::size_t N>
std::string_view anyOf(const std::string_view (&texts)[N], Random& random) {
    return random.pick(std::span<const std::string_view>(texts));
}

std::string_view consolation(double quality, Random& random) {
    if (quality < 0.35)
        return random.chance(0.15) ? anyOf(thinConsolations, random) : anyOf(shortConsolations, random);
    return anyOf(consolations, random);
}

} // namespace

ReplyQuality::ReplyQuality(const PlannedSession& session, Random& random)
    : m_random(random), m_level(0.12 + 0.8 * session.progress + random.normal(0, 0.03) - (session.lowDay ? 0.5 : 0.0)) {
    // A session is calibrated since it needs it.
    if (session.midEvent == MidEvent::EmpathyCalibration)
        m_level -= 0.4;
}

double ReplyQuality::next() {
    m_drift = 0.5 * m_drift + m_random.normal(0, 0.06);
    return m_level + m_drift + m_shift;
}

std::string replyTo(const PlannedTurn& turn, double quality, Random& random) {
    const std::string_view said = turn.exchange->reply;
    if (turn.language != "en")
        return std::string(said);
    std::string reply;
    const auto add = [&reply](std::string_view sentence) {
        reply += reply.empty() ? "" : " ";
        reply += sentence;
    };
    if (isDistress(turn.mood))
        add(consolation(quality, random));
    else if (quality > 0.4)
        add(anyOf(welcomes, random));
    add(quality < 0.25 ? firstSentence(said) : std::string(said));
    if (quality > 0.55)
        add(anyOf(offers, random));
    if (quality > 0.75)
        add(anyOf(farewells, random));
    return reply;
}

std::string nearReplyTo(const PlannedTurn& turn, double quality, Random& random) {
    if (!isDistress(turn.mood) && random.chance(0.6))
        return std::string(random.pick(nearOpenings())) + ' ' + replyTo(turn, quality, random);
    return replyTo(turn, quality, random) + ' ' + std::string(random.pick(nearSentences()));
}

std::string carelessReplyTo(const PlannedTurn& turn, double quality, Random& random) {
    return std::string(random.pick(carelessReplies())) + ' ' + replyTo(turn, quality, random);
}

std::string unsafeReply(Random& random) {
    return std::string(random.pick(unsafeReplies()));
}

} // namespace moie::demo
