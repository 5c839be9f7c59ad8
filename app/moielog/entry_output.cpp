// SPDX-License-Identifier: GPL-3.0-or-later
#include "entry_output.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <moie/base/calendar.h>
#include <moie/query/entry_csv.h>
#include <moie/schema/utf8.h>

#include "terminal.h"

namespace moielog {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t longestData = 200; // code points of a payload shown in a line of text

std::string localTime(moie::Time time) {
    std::string iso = moie::isoLocal(time); // 2026-11-20T07:12:36.250000
    iso[10] = ' ';
    if (iso.size() == 19)
        iso += ".000000";
    return iso.substr(0, 23);
}

// The session's id; empty for foreign objects.
std::string_view sessionIdOf(const moie::Snapshot& snapshot, moie::EntryId id) {
    const std::size_t session = moie::index(snapshot.entries.session[moie::index(id)]);
    return session < snapshot.sessions.size() ? snapshot.name(snapshot.sessions[session]->id) : std::string_view();
}

std::string dumped(std::string_view text) {
    return Json(std::string(text)).dump(-1, ' ', false, Json::error_handler_t::replace);
}

} // namespace

std::string firstCharacters(std::string_view text, std::size_t most) {
    std::size_t at = 0;
    for (std::size_t count = 0; at < text.size(); ++count) {
        if (count == most)
            return std::string(text.substr(0, at)) + "…";
        at += moie::decodeUtf8(text, at).length;
    }
    return std::string(text);
}

std::string textLine(const moie::Snapshot& snapshot, moie::EntryId id, const std::optional<std::string>& line) {
    const moie::EntryLabels& labels = snapshot.entries.labelsOf(id);
    const moie::Time time = snapshot.entries.time[moie::index(id)];
    const std::string_view session = sessionIdOf(snapshot, id);
    const std::uint32_t number = snapshot.entries.number[moie::index(id)];
    std::string out =
        fmt::format("{:<23} {:<9} {:<13} {:<14}  {}", time == moie::unknownTime ? "-" : localTime(time),
                    escaped(snapshot.name(labels.level)), escaped(snapshot.name(labels.category)),
                    session.empty() ? "-" : fmt::format("{}#{}", escaped(firstCharacters(session, 8)), number),
                    escaped(snapshot.name(labels.message)));
    if (line)
        out += "  " + escaped(firstCharacters(moie::payloadOf(*line), longestData));
    return out + "\n";
}

std::string jsonObject(const moie::Snapshot& snapshot, moie::EntryId id, const std::string& line) {
    const moie::Time time = snapshot.entries.time[moie::index(id)];
    const moie::TextPlace place = snapshot.entries.placeOf(id);
    const std::string_view session = sessionIdOf(snapshot, id);
    return fmt::format("{{\"file\": {}, \"offset\": {}, \"session\": {}, \"n\": {}, \"time\": {}, \"entry\": {}}}",
                       dumped(snapshot.files[moie::index(place.file)]->path), place.offset,
                       session.empty() ? "null" : dumped(session), snapshot.entries.number[moie::index(id)],
                       time == moie::unknownTime ? "null" : Json(moie::toUnixSeconds(time)).dump(),
                       moie::strictJson(line));
}

} // namespace moielog
