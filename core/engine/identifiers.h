// SPDX-License-Identifier: MIT
// What identifies a person or an account, found in a text by its form: national ids, payment cards (that pass the Luhn
// check), telephone numbers and e-mail addresses.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <moie/engine/engine_data.h>

namespace moie::engine {

enum class IdentifierKind : std::uint8_t { NationalId, PaymentCard, Phone, Email };
inline constexpr std::array<std::string_view, 4> identifierNames{"national_id", "payment_card", "phone", "email"};

constexpr std::string_view toString(IdentifierKind kind) {
    return identifierNames[static_cast<std::size_t>(kind)];
}

struct Identifier {
    IdentifierKind kind = IdentifierKind::Phone;
    std::size_t begin = 0; // bytes of the text
    std::size_t end = 0;
    std::string value; // digits alone, or the address in lower case
};

// Numbers and addresses that anybody may be told, and words that say what a number is, of all languages.
struct IdentifierWords {
    std::set<std::string, std::less<>> hotlines;
    std::set<std::string, std::less<>> publicAddresses;
    std::vector<std::string> phoneWords;
    std::vector<std::string> identityWords;
    std::vector<std::string> referenceWords;
};
IdentifierWords identifierWords(const EngineData& data);

// Sorted by place; hotlines and public addresses are left out.
std::vector<Identifier> findIdentifiers(std::string_view text, const IdentifierWords& words);

} // namespace moie::engine
