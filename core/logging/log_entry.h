// SPDX-License-Identifier: MIT
// What a caller gives the logger for an entry, and how an entry is named.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include <moie/base/time.h>

namespace moie {

struct Payload {
    nlohmann::ordered_json data = nlohmann::ordered_json::object();
    nlohmann::ordered_json metadata = nlohmann::ordered_json::object();
};

// Makes a payload of captured values. Called once, with the entry's time, on the logger's flush thread: it must capture
// by value and must not log. Where it throws a std::exception, the entry is written without data, and
// metadata.payload_error says why.
using PayloadMaker = std::function<Payload(Time entryTime)>;

// <session id>_<n>
std::string interactionId(std::string_view sessionId, std::uint64_t number);

} // namespace moie
