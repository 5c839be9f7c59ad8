// SPDX-License-Identifier: MIT
#include <moie/query/byte_pattern.h>

#include <algorithm>
#include <cassert>
#include <numeric>
#include <vector>

namespace moie {

namespace {

// Bytes of JSON Lines with English text, the most frequent first; others are rarer.
constexpr std::string_view commonBytes = " \"e,:0123456789.ta_orinslcdumphgyvfbw{}-[]k\\xzjq";

std::size_t rarity(char byte) {
    const std::size_t place = commonBytes.find(byte);
    return place == notThere ? commonBytes.size() : place;
}

constexpr std::size_t stepPlaces = 64; // places

struct Probe {
    const unsigned char* text; // where it would stand for the first place
    unsigned char byte;
    unsigned char mask;
};

// The first step from `at` on that may hold a place where both probes are as wanted; else the first that is no
// whole one. Written so that compilers make vector instructions of it.
[[gnu::always_inline]] inline std::size_t likelyStep(const Probe& a, const Probe& b, std::size_t at, std::size_t end) {
    for (; at + stepPlaces <= end; at += stepPlaces) {
        unsigned char least = 0xff; // 0 where both are as wanted
        for (std::size_t i = 0; i < stepPlaces; ++i) {
            const auto differs =
                static_cast<unsigned char>(((a.text[at + i] | a.mask) ^ a.byte) | ((b.text[at + i] | b.mask) ^ b.byte));
            least = std::min(least, differs);
        }
        if (least == 0)
            return at;
    }
    return at;
}

using StepFinder = std::size_t (*)(const Probe&, const Probe&, std::size_t, std::size_t);

std::size_t likelyStepAnywhere(const Probe& a, const Probe& b, std::size_t at, std::size_t end) {
    return likelyStep(a, b, at, end);
}

#if defined(__x86_64__)
[[gnu::target("avx2")]] std::size_t likelyStepByAvx2(const Probe& a, const Probe& b, std::size_t at, std::size_t end) {
    return likelyStep(a, b, at, end);
}

StepFinder bestStepFinder() {
    return __builtin_cpu_supports("avx2") != 0 ? likelyStepByAvx2 : likelyStepAnywhere;
}
#else
StepFinder bestStepFinder() {
    return likelyStepAnywhere;
}
#endif

} // namespace

BytePattern::BytePattern(std::string_view bytes, Letters letters) : m_bytes(bytes), m_masks(bytes.size(), '\0') {
    if (letters == Letters::EitherCase) {
        for (std::size_t i = 0; i < m_bytes.size(); ++i) {
            if (!isAsciiLetter(static_cast<unsigned char>(m_bytes[i])))
                continue;
            m_bytes[i] = static_cast<char>(m_bytes[i] | 0x20);
            m_masks[i] = 0x20;
        }
    }
    chooseProbes();
}

void BytePattern::widen(const BytePattern& other) {
    assert(other.size() == size());
    for (std::size_t i = 0; i < m_bytes.size(); ++i) {
        m_masks[i] = static_cast<char>(m_masks[i] | other.m_masks[i] | (m_bytes[i] ^ other.m_bytes[i]));
        m_bytes[i] = static_cast<char>(m_bytes[i] | m_masks[i]);
    }
    chooseProbes();
}

// "\u" stands before each escaped character: its second letter tells nothing new.
void BytePattern::chooseProbes() {
    std::vector<std::size_t> order(m_bytes.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    if (m_bytes.starts_with("\\u") && m_bytes.size() > 2)
        order.erase(order.begin() + 1);
    std::stable_sort(order.begin(), order.end(),
                     [this](std::size_t a, std::size_t b) { return rarity(m_bytes[a]) > rarity(m_bytes[b]); });
    for (std::size_t i = 0; i < m_probes.size(); ++i)
        m_probes[i] = order[std::min(i, order.size() - 1)];
}

bool BytePattern::standsAt(std::string_view text, std::size_t at) const {
    if (at + m_bytes.size() > text.size())
        return false;
    for (std::size_t i = 0; i < m_bytes.size(); ++i)
        if (static_cast<char>(text[at + i] | m_masks[i]) != m_bytes[i])
            return false;
    return true;
}

std::size_t BytePattern::find(std::string_view text, std::size_t from) const {
    if (from + m_bytes.size() > text.size())
        return notThere;
    static const StepFinder findStep = bestStepFinder();
    const std::size_t end = text.size() - m_bytes.size() + 1; // of places
    const auto probe = [&](std::size_t place) {
        return Probe{reinterpret_cast<const unsigned char*>(text.data()) + place,
                     static_cast<unsigned char>(m_bytes[place]), static_cast<unsigned char>(m_masks[place])};
    };
    const Probe a = probe(m_probes[0]);
    const Probe b = probe(m_probes[1]);
    for (std::size_t at = from;; at += stepPlaces) {
        at = findStep(a, b, at, end);
        const std::size_t last = std::min(at + stepPlaces, end);
        for (std::size_t place = at; place < last; ++place)
            if ((a.text[place] | a.mask) == a.byte && (b.text[place] | b.mask) == b.byte && standsAt(text, place))
                return place;
        if (last == end)
            return notThere;
    }
}

} // namespace moie
