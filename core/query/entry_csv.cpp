// SPDX-License-Identifier: MIT
#include <moie/query/entry_csv.h>

#include <nlohmann/json.hpp>

#include <moie/base/calendar.h>
#include <moie/ingest/line_mender.h>
#include <moie/schema/utf8.h>

namespace moie {

std::string strictJson(std::string_view line) {
    line = withoutByteOrderMark(line);
    if (line.ends_with('\r'))
        line.remove_suffix(1);
    std::string mended;
    WarningSet warnings;
    if (mendLine(line, mended, warnings) == Rejection::None && !warnings.empty())
        return mended;
    return std::string(line);
}

std::string payloadOf(std::string_view line) {
    using Json = nlohmann::ordered_json;
    std::string strict = strictJson(line);
    const Json entry = Json::parse(strict, nullptr, false);
    if (entry.is_object() && entry.contains("data"))
        return entry["data"].dump(-1, ' ', false, Json::error_handler_t::replace);
    return strict;
}

std::string csvHeader() {
    return "time,session,n,level,category,message,file,offset,data\r\n";
}

std::string csvRow(const Snapshot& snapshot, EntryId id, std::string_view line, LineEnds lineEnds) {
    const EntryLabels& labels = snapshot.entries.labelsOf(id);
    const Time time = snapshot.entries.time[index(id)];
    const TextPlace place = snapshot.entries.placeOf(id);
    const std::size_t session = index(snapshot.entries.session[index(id)]);
    std::string row = time == unknownTime ? std::string() : isoLocalWithOffset(time);
    const auto add = [&](std::string_view text) { row += ',' + csvCell(text, lineEnds); };
    const auto addNumber = [&](std::uint64_t number) { row += ',' + std::to_string(number); };
    add(session < snapshot.sessions.size() ? snapshot.name(snapshot.sessions[session]->id) : std::string_view());
    addNumber(snapshot.entries.number[index(id)]);
    add(snapshot.name(labels.level));
    add(snapshot.name(labels.category));
    add(snapshot.name(labels.message));
    add(snapshot.files[index(place.file)]->path);
    addNumber(place.offset);
    add(payloadOf(line));
    return row + "\r\n";
}

} // namespace moie
