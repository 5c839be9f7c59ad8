// SPDX-License-Identifier: MIT
#include <moie/base/hash.h>

#include <xxhash.h>

namespace moie {

std::uint64_t hash64(std::string_view bytes, std::uint64_t seed) {
    return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

struct Hash64Stream::State {
    XXH3_state_t state;
};

Hash64Stream::Hash64Stream() : m_state(std::make_unique<State>()) {
    XXH3_64bits_reset(&m_state->state);
}

Hash64Stream::~Hash64Stream() = default;
Hash64Stream::Hash64Stream(Hash64Stream&&) noexcept = default;
Hash64Stream& Hash64Stream::operator=(Hash64Stream&&) noexcept = default;

void Hash64Stream::add(std::string_view bytes) {
    XXH3_64bits_update(&m_state->state, bytes.data(), bytes.size());
}

std::uint64_t Hash64Stream::value() const {
    return XXH3_64bits_digest(&m_state->state);
}

} // namespace moie
