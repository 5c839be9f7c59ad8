// SPDX-License-Identifier: MIT
// Undoes a compression, piece by piece.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include <moie/base/result.h>

namespace moie {

class Decoder {
public:
    virtual ~Decoder() = default;

    struct Step {
        std::size_t taken = 0; // of the input
        std::size_t made = 0;  // in the output
    };
    // Takes some of the input, writes some output; both may be nothing where more of the other is needed. Fails where
    // the input is damaged.
    virtual Result<Step> decode(std::span<const char> input, std::span<char> output) = 0;
    // Whether the input so far is whole: it may end here.
    virtual bool mayEnd() const = 0;
};

enum class Compression { None, Gzip, Zstandard };

// Told by the end of the name: ".gz", ".zst".
Compression compressionOf(std::string_view path);
// The name without that end.
std::string_view withoutCompression(std::string_view path);
// From the beginning of a file; nothing for None. Files of several members or frames are read through.
std::unique_ptr<Decoder> makeDecoder(Compression compression);

} // namespace moie
