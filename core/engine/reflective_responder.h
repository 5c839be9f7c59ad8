// SPDX-License-Identifier: MIT
// The built-in responder: reflective listening by rules, offline, so that a live session works with nothing installed.
// It knows nothing and says nothing new: it acknowledges, takes up the user's words, and asks.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include <moie/engine/engine_data.h>
#include <moie/engine/responder.h>

namespace moie::engine {

class ReflectiveResponder final : public Responder {
public:
    explicit ReflectiveResponder(std::shared_ptr<const EngineData> data) : m_data(std::move(data)) {}

    std::string modelName() const override { return "reflective listener (built in)"; }
    // Answers within this call. In a language without texts it answers in the first one that has them.
    void start(const ResponseRequest& request, ResponseSink& sink) override;
    void cancel() override { ++m_run; }

private:
    std::string answer(const ResponseRequest& request) const;

    std::shared_ptr<const EngineData> m_data;
    std::uint64_t m_run = 0; // a reply goes on as long as this stays
};

} // namespace moie::engine
