// SPDX-License-Identifier: MIT
// All values of a line, to be looked at: what each is called, and how it is written. Pure: any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace moie {

struct EntryField {
    enum class Type : std::uint8_t { Text, Number, Word, Array, Object }; // Word: true, false, null

    std::string name; // of an object's member; an array's items have none
    std::string text; // of a Text what it says, escapes undone; of a Number or a Word as it is written
    Type type = Type::Word;
    std::uint32_t parent = 0;
    std::uint32_t position = 0; // in its parent
    std::uint32_t firstChild = 0;
    std::uint32_t children = 0; // these stand one after the other

    bool isContainer() const { return type == Type::Array || type == Type::Object; }
};

struct EntryFields {
    std::vector<EntryField> fields; // the line's object comes first, and each container before what is in it
    bool isMended = false;          // the line is no strict JSON: values that cannot be read are null here
};

// Nothing where the line cannot be read.
std::optional<EntryFields> fieldsOf(std::string_view line);

// As the filter names it: data.sampling_parameters.temperature, data.love_vector[2]. Empty for the whole.
std::string pathOf(const EntryFields& fields, std::size_t field);
// A filter that is true of entries with this value at this path; empty for objects, arrays and what a filter cannot
// hold.
std::string filterFor(const EntryFields& fields, std::size_t field);

} // namespace moie
