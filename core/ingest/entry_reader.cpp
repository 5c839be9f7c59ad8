// SPDX-License-Identifier: MIT
#include <moie/ingest/entry_reader.h>

#include <algorithm>
#include <charconv>

#include <moie/base/calendar.h>
#include <moie/base/hash.h>
#include <moie/ingest/fact_reader.h>

namespace moie {

namespace {

constexpr double year2000 = 946684800.0;
constexpr double year2101 = 4133980800.0;

constexpr std::array<std::string_view, 8> fieldNames{"timestamp", "session_id", "interaction_id", "level",
                                                     "category",  "message",    "data",           "metadata"};

// A payload comes again within so many lines of its file, if it does.
constexpr std::size_t repeatsWithin = 12;

// The fields of an entry, in the order in which the reference writes them.
struct Field {
    enum Index : std::size_t { Timestamp, Session, Interaction, Level, Category, Message, Data, Metadata };
};
using Fields = std::array<JsonValue, fieldNames.size()>;

bool looksLikeDecision(JsonValue root) {
    const auto has = [&](std::string_view name) { return root.find(name).isGiven(); };
    return has("ts") && has("safety_raw") && (has("input_text") || has("answer"));
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

std::string_view textOr(JsonValue field, std::string_view otherwise, WarningSet& warnings) {
    if (const auto text = field.isGiven() ? field.text() : std::nullopt)
        return *text;
    warnings.add(Warning::BadField);
    return otherwise;
}

bool isObject(JsonValue field) {
    return field.isGiven() && field.isObject();
}

// The fact of an equal payload that was read a few lines before, noFact where there is none.
std::uint32_t recentFact(const Row& row, const RowBatch& batch) {
    const std::size_t count = std::min(repeatsWithin, batch.rows.size());
    for (auto before = batch.rows.rbegin(); before != batch.rows.rbegin() + static_cast<std::ptrdiff_t>(count);
         ++before)
        // A fact of a payload with bad fields is read again, so that they are warned of again.
        if (before->payloadHash == row.payloadHash && !before->warnings.has(Warning::BadField) &&
            batch.labels[before->labels].kind == batch.labels[row.labels].kind)
            return before->fact;
    return noFact;
}

// `isUsual`: there is nothing else, and in that order.
Fields fieldsOf(JsonValue root, bool& isUsual) {
    Fields fields;
    isUsual = root.membersInOrder<fieldNames>(fields);
    if (isUsual)
        return fields;
    for (std::size_t i = 0; i < fields.size(); ++i)
        fields[i] = root.find(fieldNames[i]);
    return fields;
}

std::optional<std::string_view> textOf(JsonValue object, std::string_view name) {
    const JsonValue value = object.find(name);
    return value.isGiven() ? value.text() : std::nullopt;
}

std::uint32_t printOf(JsonValue value) {
    return static_cast<std::uint32_t>(hash64(value.written()));
}

Rejection readLogEntry(const Fields& fields, Row& row, RowBatch& batch) {
    const auto seconds = fields[Field::Timestamp].isGiven() ? fields[Field::Timestamp].number() : std::nullopt;
    const auto time = seconds ? usableTime(*seconds, row.warnings) : std::nullopt;
    if (!time)
        return Rejection::NoTimestamp;
    row.time = *time;
    const std::string_view session = textOr(fields[Field::Session], "", row.warnings);
    row.session = batch.names.intern(session);
    row.number = entryNumber(textOr(fields[Field::Interaction], "", row.warnings), session);

    const bool hasData = isObject(fields[Field::Data]);
    if (hasData)
        row.payloadHash = hash64(fields[Field::Data].written());
    else
        row.warnings.add(Warning::BadField);
    if (isObject(fields[Field::Metadata])) {
        if (const auto tag = textOf(fields[Field::Metadata], "turn_id"))
            row.turnTag = hash64(*tag) | 1; // never 0, which stands for none
    } else {
        row.warnings.add(Warning::BadField);
    }

    const std::string_view level = textOr(fields[Field::Level], noLabel, row.warnings);
    const std::string_view category = textOr(fields[Field::Category], noLabel, row.warnings);
    const std::string_view message = textOr(fields[Field::Message], "", row.warnings);
    const bool hasError =
        hasData && category == toString(Category::SystemState) && fields[Field::Data].find("error").isGiven();
    row.labels = batch.labels.intern(batch.names, level, category, message, hasError);
    row.warnings.add(batch.labels.warningsOf(row.labels));
    if (!hasData)
        return Rejection::None;
    row.fact = recentFact(row, batch);
    if (row.fact == noFact)
        row.fact = readFact(batch.labels[row.labels].kind, fields[Field::Data], batch, row.warnings);
    return Rejection::None;
}

Rejection readDecision(JsonValue root, Row& row, RowBatch& batch) {
    const auto written = textOf(root, "ts");
    const auto time = written ? parseIso(*written) : std::nullopt;
    if (!time || toUnixSeconds(*time) < year2000 || toUnixSeconds(*time) >= year2101)
        return Rejection::NoTimestamp;
    row.time = *time;
    const std::string_view user = textOr(root.find("user_id"), "", row.warnings);
    row.session = batch.names.intern("decisions/" + std::string(user));
    row.labels = batch.labels.intern(batch.names, "Safety decision", Kind::Decision);

    DecisionFact fact;
    fact.user = batch.names.intern(user);
    if (const auto adjustment = textOf(root, "thermodynamic_adjustment"))
        fact.adjustment = batch.names.intern(*adjustment);
    const auto verdict = textOf(root, "safety_raw");
    if (verdict == "Yes" || verdict == "No")
        fact.unsafe = verdict == "Yes" ? Tristate::Yes : Tristate::No;
    else
        row.warnings.add(Warning::BadField);
    row.fact = static_cast<std::uint32_t>(batch.facts.decisions.size());
    batch.facts.decisions.push_back(fact);
    row.payloadHash = hash64(root.written());
    return Rejection::None;
}

} // namespace

Rejection readEntry(JsonValue root, Row& row, RowBatch& batch) {
    if (!root.isObject())
        return Rejection::NotAnObject;
    bool isUsual = false;
    const Fields fields = fieldsOf(root, isUsual);
    // Between usual entries of one number, time, length and payload nothing but metadata can differ.
    row.print = printOf(isUsual ? fields[Field::Metadata] : root);
    if (root.hasDuplicate())
        row.warnings.add(Warning::DuplicateKey);
    // Carries session_id or category, and one more field of an entry.
    const int named = int(fields[Field::Session].isGiven()) + int(fields[Field::Category].isGiven());
    const int others = int(fields[Field::Timestamp].isGiven()) + int(fields[Field::Interaction].isGiven()) +
                       int(fields[Field::Level].isGiven()) + int(fields[Field::Message].isGiven());
    if (named > 0 && named + others > 1)
        return readLogEntry(fields, row, batch);
    if (looksLikeDecision(root))
        return readDecision(root, row, batch);
    row.labels = batch.labels.intern(batch.names, "", Kind::Foreign);
    row.warnings.add(Warning::Foreign);
    return Rejection::None;
}

bool isWholeEntry(JsonValue root) {
    if (!root.isObject())
        return false;
    bool ignored = false;
    const Fields fields = fieldsOf(root, ignored);
    return fields[Field::Timestamp].isGiven() && fields[Field::Session].isGiven() && fields[Field::Level].isGiven() &&
           fields[Field::Category].isGiven();
}

} // namespace moie
