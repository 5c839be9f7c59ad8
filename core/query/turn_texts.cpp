// SPDX-License-Identifier: MIT
#include <moie/query/turn_texts.h>

#include <algorithm>

#include <moie/ingest/json_text.h>
#include <moie/query/line_document.h>
#include <moie/schema/reply_part.h>
#include <moie/store/entry_text.h>

namespace moie {

namespace {

// The line of an entry, with room behind it for the parser.
Result<std::string> readLine(const Snapshot& snapshot, EntryId id) {
    auto line = readText(snapshot, snapshot.entries.placeOf(id));
    if (line)
        line->reserve(line->size() + jsonPadding);
    return line;
}

// The first bytes of a text, without a torn character at the end.
std::string_view beginningOf(std::string_view text, std::size_t most) {
    if (text.size() <= most)
        return text;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0u) == 0x80u)
        --end;
    return text.substr(0, end);
}

void take(JsonValue object, std::string_view name, std::size_t mostBytes, SaidText& said) {
    const JsonValue value = object.isGiven() && object.isObject() ? object.find(name) : JsonValue();
    const auto text = value.isGiven() ? value.text() : std::nullopt;
    if (!text)
        return;
    said.given = true;
    said.bytes = text->size();
    said.text = beginningOf(*text, mostBytes);
}

struct Wanted {
    EntryId message = noEntry;
    EntryId response = noEntry;
    bool decision = false; // both in one line
};

Wanted wantedOf(const SelectedTurn& selected) {
    Wanted wanted;
    for (const TurnEntry& entry : selected.entries()) {
        if (entry.repeat)
            continue;
        if (wanted.message == noEntry && (entry.kind == Kind::UserInput || entry.kind == Kind::Decision))
            wanted.message = entry.id;
        if (wanted.response == noEntry && (entry.kind == Kind::Response || entry.kind == Kind::Decision))
            wanted.response = entry.id;
        wanted.decision = wanted.decision || entry.kind == Kind::Decision;
    }
    return wanted;
}

void readInto(const Snapshot& snapshot, EntryId id, std::string_view name, bool decision, std::size_t mostBytes,
              SaidText& said) {
    if (id == noEntry)
        return;
    said.given = true;
    const auto line = readLine(snapshot, id);
    if (!line) {
        said.problem = line.error();
        return;
    }
    LineDocument document;
    if (!document.load(*line)) {
        said.problem = Error{ErrorCode::Malformed, "the line does not hold what it held when it was read", {}, {}};
        return;
    }
    const JsonValue root = document.root();
    take(decision || !root.isObject() ? root : root.find("data"), name, mostBytes, said);
}

// What was shown of a reply that is not there as a whole. An unsafe evaluation is the end of an attempt of which all
// that was shown was taken back.
SaidText readParts(const Snapshot& snapshot, const SelectedTurn& selected, std::size_t mostBytes) {
    SaidText said;
    for (const TurnEntry& entry : selected.entries()) {
        if (entry.kind == Kind::Evaluation && !entry.repeat && entry.fact != noFact &&
            isUnsafe(snapshot.facts, snapshot.facts.evaluations[entry.fact]))
            said = {};
        if (entry.kind != Kind::SystemState || entry.repeat ||
            snapshot.name(snapshot.entries.labelsOf(entry.id).message) != replyPartMessage)
            continue;
        SaidText part;
        readInto(snapshot, entry.id, "text", false, mostBytes, part);
        if (part.problem)
            return part;
        if (!said.isCut())
            said.text += beginningOf(part.text, mostBytes - said.text.size());
        said.bytes += part.bytes;
        said.given = true;
        said.unfinished = true;
    }
    return said;
}

} // namespace

TurnTexts readTurnTexts(const Snapshot& snapshot, const SelectedTurn& selected, std::size_t mostBytes) {
    TurnTexts texts;
    const Wanted wanted = wantedOf(selected);
    const bool decision = wanted.decision;
    readInto(snapshot, wanted.message, decision ? "input_text" : "user_message", decision, mostBytes, texts.message);
    if (wanted.response == noEntry)
        texts.response = readParts(snapshot, selected, mostBytes);
    else
        readInto(snapshot, wanted.response, decision ? "answer" : "response", decision, mostBytes, texts.response);
    return texts;
}

std::vector<std::pair<std::string, std::string>> readSampling(const Snapshot& snapshot, const SelectedTurn& selected) {
    std::vector<std::pair<std::string, std::string>> sampling;
    const Wanted wanted = wantedOf(selected);
    if (wanted.response == noEntry || wanted.decision)
        return sampling;
    const auto line = readLine(snapshot, wanted.response);
    LineDocument document;
    if (!line || !document.load(*line) || !document.root().isObject())
        return sampling;
    const JsonValue data = document.root().find("data");
    const JsonValue parameters = data.isGiven() && data.isObject() ? data.find("sampling_parameters") : JsonValue();
    if (!parameters.isGiven() || !parameters.isObject())
        return sampling;
    parameters.forEachMember([&](std::string_view name, JsonValue value) {
        sampling.emplace_back(std::string(name), std::string(value.isNull() ? "null" : value.written()));
        if (const auto flag = value.boolean())
            sampling.back().second = *flag ? "true" : "false";
    });
    return sampling;
}

std::optional<SelectedTurn> turnWithOpening(const Snapshot& snapshot, SessionIndex session, EntryId opening) {
    std::optional<SelectedTurn> found;
    if (index(session) >= snapshot.sessions.size())
        return found;
    forEachTurnOf(snapshot, session, TimeRange{}, [&](const SelectedTurn& selected) {
        if (selected.turn->opening == opening && !found)
            found = selected;
    });
    return found;
}

} // namespace moie
