// SPDX-License-Identifier: MIT
#include <moie/ingest/entry_reader.h>

#include <charconv>

#include <moie/base/calendar.h>
#include <moie/base/hash.h>
#include <moie/ingest/fact_reader.h>
#include <moie/ingest/json_values.h>

namespace moie {

namespace {

constexpr double year2000 = 946684800.0;
constexpr double year2101 = 4133980800.0;
constexpr std::string_view none = "(none)";

// The top-level fields of an entry, the last of each name, as Python reads them.
struct Fields {
    std::optional<simdjson::dom::element> timestamp, session, interaction, level, category, message, data, metadata;
    std::optional<simdjson::dom::element> ts, user, input, answer, safety;
    std::uint64_t dataHash = 0;
    bool duplicateKey = false; // at any depth
};

Fields fieldsOf(simdjson::dom::object object) {
    Fields fields;
    fields.duplicateKey = hasOwnDuplicate(object);
    for (const auto [key, value] : object) {
        if (value.is_object() || value.is_array()) {
            const Digest digest = digestOf(value);
            fields.duplicateKey = fields.duplicateKey || digest.duplicateKey;
            if (key == "data")
                fields.dataHash = digest.hash;
        }
        switch (key.size()) {
        case 2:
            if (key == "ts")
                fields.ts = value;
            break;
        case 4:
            if (key == "data")
                fields.data = value;
            break;
        case 5:
            if (key == "level")
                fields.level = value;
            break;
        case 6:
            if (key == "answer")
                fields.answer = value;
            break;
        case 7:
            if (key == "message")
                fields.message = value;
            else if (key == "user_id")
                fields.user = value;
            break;
        case 8:
            if (key == "category")
                fields.category = value;
            else if (key == "metadata")
                fields.metadata = value;
            break;
        case 9:
            if (key == "timestamp")
                fields.timestamp = value;
            break;
        case 10:
            if (key == "session_id")
                fields.session = value;
            else if (key == "input_text")
                fields.input = value;
            else if (key == "safety_raw")
                fields.safety = value;
            break;
        case 14:
            if (key == "interaction_id")
                fields.interaction = value;
            break;
        default: break;
        }
    }
    return fields;
}

// Carries session_id or category, and one more field of an entry.
bool looksLikeEntry(const Fields& fields) {
    const int named = int(fields.session.has_value()) + int(fields.category.has_value());
    const int others = int(fields.timestamp.has_value()) + int(fields.interaction.has_value()) +
                       int(fields.level.has_value()) + int(fields.message.has_value());
    return named > 0 && named + others > 1;
}

bool looksLikeDecision(const Fields& fields) {
    return fields.ts && fields.safety && (fields.input || fields.answer);
}

// Seconds, or milliseconds, which are converted.
std::optional<Time> usableTime(double seconds, WarningSet& warnings) {
    if (seconds >= year2000 * 1000 && seconds < year2101 * 1000) {
        warnings.add(Warning::Milliseconds);
        seconds /= 1000;
    }
    if (!(seconds >= year2000 && seconds < year2101))
        return std::nullopt;
    return fromUnixSeconds(seconds);
}

// n of "<session>_<n>"; 0 where it is no such id or too large to be a count.
std::uint32_t entryNumber(std::string_view interactionId, std::string_view session) {
    if (session.empty() || !interactionId.starts_with(session) || interactionId.size() <= session.size() + 1 ||
        interactionId[session.size()] != '_')
        return 0;
    std::uint32_t number = 0;
    const char* end = interactionId.data() + interactionId.size();
    const auto [stop, error] = std::from_chars(interactionId.data() + session.size() + 1, end, number);
    return error == std::errc() && stop == end ? number : 0;
}

std::string_view textOr(const std::optional<simdjson::dom::element>& field, std::string_view otherwise,
                        WarningSet& warnings) {
    std::string_view text;
    if (field && field->get(text) == simdjson::SUCCESS)
        return text;
    warnings.add(Warning::BadField);
    return otherwise;
}

Rejection readLogEntry(const Fields& fields, Row& row, RowBatch& batch) {
    double seconds = 0;
    if (!fields.timestamp || fields.timestamp->get(seconds) != simdjson::SUCCESS)
        return Rejection::NoTimestamp;
    const auto time = usableTime(seconds, row.warnings);
    if (!time)
        return Rejection::NoTimestamp;
    row.time = *time;
    const std::string_view session = textOr(fields.session, "", row.warnings);
    row.session = batch.names.intern(session);
    row.number = entryNumber(textOr(fields.interaction, "", row.warnings), session);

    const std::string_view levelName = textOr(fields.level, none, row.warnings);
    const std::string_view categoryName = textOr(fields.category, none, row.warnings);
    const std::string_view message = textOr(fields.message, "", row.warnings);
    const auto category = categoryFromName(categoryName);
    if (levelName != none && !levelFromName(levelName))
        row.warnings.add(Warning::UnknownLevel);
    if (categoryName != none && !category)
        row.warnings.add(Warning::UnknownCategory);
    EntryLabels labels{batch.names.intern(message), batch.names.intern(levelName), batch.names.intern(categoryName),
                       Kind::Other};

    simdjson::dom::object metadata;
    if (!fields.metadata || fields.metadata->get(metadata) != simdjson::SUCCESS)
        row.warnings.add(Warning::BadField);
    else if (const auto tag = textField(metadata, "turn_id"))
        row.turnTag = hash64(*tag) | 1; // never 0, which stands for none

    simdjson::dom::object data;
    if (!fields.data || fields.data->get(data) != simdjson::SUCCESS) {
        row.warnings.add(Warning::BadField);
        labels.kind = category ? kindOf(*category, message, false) : Kind::Other;
        row.labels = batch.labels.intern(labels);
        return Rejection::None;
    }
    row.payloadHash = fields.dataHash;
    labels.kind = category ? kindOf(*category, message, findLast(data, "error").has_value()) : Kind::Other;
    row.labels = batch.labels.intern(labels);
    row.fact = readFact(labels.kind, data, batch, row.warnings);
    return Rejection::None;
}

Rejection readDecision(const Fields& fields, simdjson::dom::element root, Row& row, RowBatch& batch) {
    std::string_view text;
    const auto time = fields.ts->get(text) == simdjson::SUCCESS ? parseIso(text) : std::nullopt;
    if (!time || toUnixSeconds(*time) < year2000 || toUnixSeconds(*time) >= year2101)
        return Rejection::NoTimestamp;
    row.time = *time;
    std::string_view user;
    if (!fields.user || fields.user->get(user) != simdjson::SUCCESS)
        row.warnings.add(Warning::BadField);
    row.session = batch.names.intern("decisions/" + std::string(user));
    row.labels = batch.labels.intern({batch.names.intern("Safety decision"), batch.names.intern(none),
                                      batch.names.intern(none), Kind::Decision});
    row.payloadHash = digestOf(root).hash;

    DecisionFact fact;
    fact.user = batch.names.intern(user);
    simdjson::dom::object object;
    if (root.get(object) == simdjson::SUCCESS)
        if (const auto adjustment = textField(object, "thermodynamic_adjustment"))
            fact.adjustment = batch.names.intern(*adjustment);
    std::string_view verdict;
    if (fields.safety->get(verdict) == simdjson::SUCCESS && (verdict == "Yes" || verdict == "No"))
        fact.unsafe = verdict == "Yes" ? Tristate::Yes : Tristate::No;
    else
        row.warnings.add(Warning::BadField);
    row.fact = static_cast<std::uint32_t>(batch.facts.decisions.size());
    batch.facts.decisions.push_back(fact);
    return Rejection::None;
}

} // namespace

Rejection readEntry(simdjson::dom::element root, Row& row, RowBatch& batch) {
    simdjson::dom::object object;
    if (root.get(object) != simdjson::SUCCESS)
        return Rejection::NotAnObject;
    const Fields fields = fieldsOf(object);
    if (fields.duplicateKey)
        row.warnings.add(Warning::DuplicateKey);
    if (looksLikeEntry(fields))
        return readLogEntry(fields, row, batch);
    if (looksLikeDecision(fields))
        return readDecision(fields, root, row, batch);
    row.labels = batch.labels.intern({NameId{0}, batch.names.intern(none), batch.names.intern(none), Kind::Foreign});
    row.warnings.add(Warning::Foreign);
    return Rejection::None;
}

bool isWholeEntry(simdjson::dom::element root) {
    simdjson::dom::object object;
    if (root.get(object) != simdjson::SUCCESS)
        return false;
    const Fields fields = fieldsOf(object);
    return fields.timestamp && fields.session && fields.level && fields.category;
}

} // namespace moie
