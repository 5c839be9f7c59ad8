// SPDX-License-Identifier: MIT
// An entry between log() and its line: values as the caller gave them, turned into text only when it is flushed.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include <moie/base/time.h>
#include <moie/schema/names.h>

namespace moie {

struct Payload {
    nlohmann::ordered_json data = nlohmann::ordered_json::object();
    nlohmann::ordered_json metadata = nlohmann::ordered_json::object();
};

// Makes a payload of captured values. Called once, with the entry's time, on the thread that flushes: it must capture
// by value and must not log.
using PayloadMaker = std::function<Payload(Time entryTime)>;

struct LogEntry {
    Time time = unknownTime;
    std::uint64_t number = 0; // n of the interaction id
    Level level = Level::Info;
    Category category = Category::Interaction;
    std::string message;
    PayloadMaker makePayload;
};

std::string interactionId(std::string_view sessionId, std::uint64_t number);

// Appends the entry's line with its newline: fields in the format's order, as Python's json.dumps writes them. Where a
// value had to be replaced, metadata says so in `non_finite`, `invalid_utf8` and `too_deep`, lists of dotted paths;
// data or metadata that is no object is kept as {"value": …} and named in `not_an_object`.
void appendEntryLine(std::string& out, const LogEntry& entry, std::string_view sessionId);

} // namespace moie
