// SPDX-License-Identifier: MIT
#include <moie/engine/scripted_responder.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <vector>

namespace moie::engine {

namespace {

// At blanks, so that no character is torn.
std::vector<std::string_view> pieces(std::string_view text) {
    std::vector<std::string_view> all;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' ', 1), text.size());
        all.push_back(text.substr(0, end));
        text.remove_prefix(end);
    }
    return all;
}

} // namespace

void ScriptedResponder::pass(double seconds) {
    // In whole microseconds, as fine as the log's times.
    m_clock.advance(std::chrono::microseconds(std::llround(seconds * 1e6)));
}

void ScriptedResponder::start(const ResponseRequest&, ResponseSink& sink) {
    const std::uint64_t run = ++m_run;
    if (m_replies.empty())
        return sink.onFailed(Error{ErrorCode::NotFound, "no reply is written for this", {}, std::nullopt});
    const ScriptedReply reply = std::move(m_replies.front());
    m_replies.pop_front();
    if (reply.staysAway)
        return;
    std::vector<std::string_view> parts = pieces(reply.text);
    if (!reply.failure.empty())
        parts.resize(parts.size() / 2);
    pass(reply.firstTextSeconds);
    const double left = std::max(0.0, reply.seconds - reply.firstTextSeconds);
    for (const std::string_view part : parts) {
        sink.onText(part);
        if (run != m_run)
            return;
        pass(left / static_cast<double>(parts.size()));
    }
    if (parts.empty())
        pass(left);
    if (!reply.failure.empty())
        return sink.onFailed(Error{ErrorCode::Io, reply.failure, {}, std::nullopt});
    std::optional<std::size_t> tokens;
    if (reply.tokensPerSecond > 0)
        tokens = static_cast<std::size_t>(std::llround(static_cast<double>(reply.tokensPerSecond) * left));
    sink.onFinished(tokens);
}

} // namespace moie::engine
