// SPDX-License-Identifier: MIT
#include <moie/schema/line_notes.h>

namespace moie {

std::string_view explain(Rejection rejection) {
    switch (rejection) {
    case Rejection::None: return "accepted";
    case Rejection::NotJson: return "not JSON, or a damaged line";
    case Rejection::NotAnObject: return "JSON, but not an object";
    case Rejection::NoTimestamp: return "an entry without a usable timestamp (a number, 2000 to 2100)";
    case Rejection::TooDeep: return "nested deeper than 256 levels";
    case Rejection::TooLong: return "longer than 64 MiB";
    }
    return "";
}

std::string_view explain(Warning warning) {
    switch (warning) {
    case Warning::NonFinite: return "NaN or an infinite number, taken as missing";
    case Warning::InvalidUtf8: return "invalid UTF-8 or a lone surrogate, shown with replacement characters";
    case Warning::DuplicateKey: return "a key twice in one object, the last one counts";
    case Warning::UnknownLevel: return "an unknown level, kept by name";
    case Warning::UnknownCategory: return "an unknown category, kept by name";
    case Warning::BadField: return "a field is missing or has the wrong type";
    case Warning::ByteOrderMark: return "a byte order mark at the start";
    case Warning::CarriageReturn: return "a carriage return before the line end";
    case Warning::Milliseconds: return "the time is in milliseconds and was converted";
    case Warning::NoNewline: return "the last line of its file, without a line end";
    case Warning::Glued: return "a torn fragment before a whole entry; the fragment counts as rejected";
    case Warning::Foreign: return "a JSON object that is no log entry; in no statistic";
    case Warning::RepeatedEntry: return "the same entry once more, counted once";
    }
    return "";
}

} // namespace moie
