// SPDX-License-Identifier: MIT
// Who writes the replies: a language model behind an interface of the host's, or one of the engine's own responders.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <moie/base/result.h>
#include <moie/engine/contexts.h>
#include <moie/engine/sampling.h>

namespace moie::engine {

struct Exchange {
    std::string message;
    std::string response;
};

struct ResponseRequest {
    std::string turnId;
    std::string message;
    std::string language;          // of the message, empty where it is not known
    Contexts contexts;             // of the message
    std::vector<Exchange> history; // what was said before in this session, oldest first
    SamplingParameters sampling;
    int attempt = 1;
    std::vector<std::string> guidance; // what an attempt before did wrong and this one must do better
};

// What a responder tells while it answers. The engine implements it.
class ResponseSink {
public:
    virtual ~ResponseSink() = default;
    // The next piece of the reply, of any length.
    virtual void onText(std::string_view text) = 0;
    // The reply is complete; with the number of its tokens where the responder knows it.
    virtual void onFinished(std::optional<std::size_t> tokens) = 0;
    virtual void onFailed(const Error& error) = 0;
};

// Answers one request at a time, on the engine's thread: from an event loop, or at once within start().
class Responder {
public:
    virtual ~Responder() = default;
    // As it is to stand in the log.
    virtual std::string modelName() const = 0;
    // Tells the sink of the reply until onFinished or onFailed. May be called from within a call to the sink, after
    // cancel(): what the outer call was about to tell belongs to a reply that is over by then.
    virtual void start(const ResponseRequest& request, ResponseSink& sink) = 0;
    // Ends the reply that is being given; nothing more is told of it. May be called from within a call to the sink.
    virtual void cancel() = 0;
};

} // namespace moie::engine
