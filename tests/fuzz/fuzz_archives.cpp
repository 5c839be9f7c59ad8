// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: damaged archives end in an error or in content, never in a crash or in memory without bound, and
// their content is the same in whatever order it is read. The input's first byte says which compression it is.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <moie/files/log_bytes.h>
#include <moie/ingest/log_file.h>

#include "fuzz/memory_file.h"

namespace {

// A hundred bytes may stand for a hundred thousand; more than this is not looked at.
constexpr std::size_t mostContent = 1024 * 1024;

void require(bool holds, const char* what) {
    if (holds)
        return;
    std::fprintf(stderr, "%s\n", what);
    std::abort();
}

std::string contentOf(const std::string& path) {
    moie::LogBytes bytes;
    require(bytes.open(path).has_value(), "the file cannot be opened");
    std::string content;
    std::vector<char> piece(100'000);
    while (content.size() < mostContent) {
        const auto got = bytes.readAt(content.size(), piece.data(), piece.size());
        if (!got || *got == 0)
            break;
        content.append(piece.data(), *got);
        bytes.forgetBefore(content.size());
    }
    return content;
}

void readBackwards(const std::string& path, std::string_view content) {
    moie::LogBytes bytes;
    require(bytes.open(path).has_value(), "the file cannot be opened");
    std::vector<char> piece(1 + content.size() / 3);
    for (std::size_t at = content.size(); at > 0;) {
        const std::size_t count = std::min(at, piece.size());
        at -= count;
        const auto got = bytes.readAt(at, piece.data(), count);
        require(got.has_value() && *got == count, "what was there is gone");
        require(content.substr(at, count) == std::string_view(piece.data(), count), "the content is another one");
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static MemoryFile gzip(".jsonl.gz");
    static MemoryFile zstandard(".jsonl.zst");
    if (size == 0)
        return 0;
    MemoryFile& file = data[0] % 2 == 0 ? gzip : zstandard;
    file.clear();
    file.append({reinterpret_cast<const char*>(data) + 1, size - 1});
    const std::string content = contentOf(file.path());
    if (content.size() < mostContent)
        readBackwards(file.path(), content);

    moie::LogFile log(file.path());
    moie::LineParser parser;
    std::vector<char> buffer;
    moie::RowBatch batch;
    require(log.open().has_value(), "the file cannot be opened");
    while (log.position() < mostContent) {
        const auto more = log.read(parser, buffer, batch, 64 * 1024);
        if (!more || !*more)
            break;
    }
    require(batch.bytes.total() == log.position(), "bytes do not add up");
    return 0;
}
