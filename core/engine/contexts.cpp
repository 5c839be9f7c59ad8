// SPDX-License-Identifier: MIT
#include <moie/engine/contexts.h>

#include <algorithm>

namespace moie::engine {

std::vector<std::string> Contexts::names() const {
    std::vector<std::string> held;
    for (std::size_t i = 0; i < contextCount; ++i)
        if (m_held[i])
            held.emplace_back(contextNames[i]);
    return held;
}

nlohmann::ordered_json Contexts::json() const {
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    for (const std::string& name : names())
        object[name] = true;
    return object;
}

Contexts contextsOf(const Reading& message) {
    Contexts contexts;
    for (const Finding& finding : message.findings) {
        if (finding.list != List::Context || !finding.counts())
            continue;
        const auto name = std::find(contextNames.begin(), contextNames.end(), message.lexicon->kinds[finding.kind]);
        if (name != contextNames.end())
            contexts.set(static_cast<Context>(name - contextNames.begin()));
    }
    return contexts;
}

Contexts contextsOf(const nlohmann::ordered_json& callerContext) {
    Contexts contexts;
    if (!callerContext.is_object())
        return contexts;
    for (std::size_t i = 0; i < contextCount; ++i)
        if (const auto found = callerContext.find(contextNames[i]);
            found != callerContext.end() && found->is_boolean() && found->get<bool>())
            contexts.set(static_cast<Context>(i));
    return contexts;
}

Contexts CrisisMemory::next(Contexts contexts) {
    if (contexts.has(Context::Crisis))
        m_left = m_turns;
    else if (m_left > 0) {
        --m_left;
        contexts.set(Context::Crisis);
    }
    return contexts;
}

} // namespace moie::engine
