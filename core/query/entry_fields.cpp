// SPDX-License-Identifier: MIT
#include <moie/query/entry_fields.h>

#include <algorithm>
#include <utility>

#include <moie/ingest/json_text.h>
#include <moie/query/filter.h>
#include <moie/query/line_document.h>
#include <moie/query/line_test.h>

namespace moie {

namespace {

using Type = EntryField::Type;

Type typeOf(JsonValue value) {
    if (value.isObject())
        return Type::Object;
    if (value.isArray())
        return Type::Array;
    if (value.text())
        return Type::Text;
    return value.isNull() || value.boolean() ? Type::Word : Type::Number;
}

// Level by level, so that what is in a container stands together.
std::vector<EntryField> listFields(JsonValue root) {
    std::vector<EntryField> fields(1);
    std::vector<JsonValue> values{root};
    fields[0].type = typeOf(root);
    for (std::uint32_t at = 0; at < fields.size(); ++at) {
        if (!fields[at].isContainer())
            continue;
        const auto first = static_cast<std::uint32_t>(fields.size());
        const auto add = [&](std::string_view name, JsonValue value) {
            EntryField field;
            field.name = name;
            field.type = typeOf(value);
            if (!field.isContainer())
                field.text = value.text().value_or(value.written());
            field.parent = at;
            field.position = static_cast<std::uint32_t>(fields.size()) - first;
            fields.push_back(std::move(field));
            values.push_back(value);
        };
        const JsonValue container = values[at];
        if (container.isObject())
            container.forEachMember(add);
        else
            container.forEachItem([&](JsonValue item) {
                add({}, item);
                return true;
            });
        fields[at].firstChild = first;
        fields[at].children = static_cast<std::uint32_t>(fields.size()) - first;
    }
    return fields;
}

} // namespace

std::optional<EntryFields> fieldsOf(std::string_view line) {
    std::string text(line);
    text.reserve(text.size() + jsonPadding);
    LineDocument document;
    if (!document.load(text))
        return std::nullopt;
    return EntryFields{listFields(document.root()), document.isMended()};
}

std::string pathOf(const EntryFields& fields, std::size_t field) {
    std::vector<std::size_t> way;
    for (std::size_t at = field; at != 0; at = fields.fields[at].parent)
        way.push_back(at);
    std::string path;
    for (auto at = way.rbegin(); at != way.rend(); ++at) {
        const EntryField& step = fields.fields[*at];
        if (fields.fields[step.parent].type == Type::Array)
            path += '[' + std::to_string(step.position) + ']';
        else
            path = filterPath(path, step.name);
    }
    return path;
}

std::string filterFor(const EntryFields& fields, std::size_t field) {
    const EntryField& value = fields.fields[field];
    if (value.isContainer() || field == 0 || value.text.size() > longestSearchText)
        return {};
    return pathOf(fields, field) + '=' + (value.type == Type::Text ? filterQuoted(value.text) : value.text);
}

} // namespace moie
