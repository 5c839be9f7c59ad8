// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: a log yields the same rows, rejected lines and counts in whatever pieces it arrives and is read,
// and all of its bytes are accounted for. The input's first byte says how many pieces there are, the next ones how long
// they are and how they are read; the rest is the log.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <moie/ingest/log_file.h>

#include "fuzz/memory_file.h"
#include "support/batch_values.h"

namespace {

void require(bool holds, const char* what) {
    if (holds)
        return;
    std::fprintf(stderr, "%s\n", what);
    std::abort();
}

struct Reading {
    moie::LineParser parser;
    std::vector<char> buffer;
};

void readOn(moie::LogFile& log, Reading& reading, moie::RowBatch& batch, std::uint64_t mostBytes) {
    require(log.open().has_value(), "the file cannot be opened");
    for (bool isMore = true; isMore;) {
        const auto more = log.read(reading.parser, reading.buffer, batch, mostBytes);
        require(more.has_value(), "the file cannot be read");
        isMore = *more;
    }
}

std::string resultOf(const moie::LogFile& log, const moie::RowBatch& batch) {
    return valuesOf(batch) + placesOf(batch) + std::to_string(log.position()) + ' ' +
           std::to_string(log.pendingBytes());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static MemoryFile file(".jsonl");
    static Reading reading;
    std::string_view input(reinterpret_cast<const char*>(data), size);
    const std::size_t pieces = input.empty() ? 0 : static_cast<std::size_t>(data[0]) % 16;
    if (input.size() < 1 + pieces)
        return 0;
    const std::string_view lengths = input.substr(1, pieces);
    const std::string_view text = input.substr(1 + pieces);

    file.clear();
    file.append(text);
    moie::LogFile whole(file.path());
    moie::RowBatch wholeBatch;
    readOn(whole, reading, wholeBatch, UINT64_MAX);
    require(wholeBatch.bytes.total() + whole.pendingBytes() == text.size(), "bytes do not add up");
    require(whole.position() + whole.pendingBytes() == text.size(), "the end was not reached");

    file.clear();
    moie::LogFile log(file.path());
    moie::RowBatch batch;
    std::string_view left = text;
    for (const char length : lengths) {
        const auto byte = static_cast<unsigned char>(length);
        const std::size_t count = std::min<std::size_t>(left.size(), byte);
        file.append(left.substr(0, count));
        left.remove_prefix(count);
        readOn(log, reading, batch, 1 + byte % 64);
        require(log.isContinued().value_or(false), "the same file is taken for another one");
        if (byte % 3 == 0)
            log.close();
    }
    file.append(left);
    readOn(log, reading, batch, 100);
    require(resultOf(log, batch) == resultOf(whole, wholeBatch), "pieces are read otherwise than the whole");

    require(whole.takeUnfinishedLine(reading.parser, wholeBatch).has_value(), "the last line cannot be read");
    require(log.takeUnfinishedLine(reading.parser, batch).has_value(), "the last line cannot be read");
    require(resultOf(log, batch) == resultOf(whole, wholeBatch), "the last line is read otherwise");
    require(wholeBatch.bytes.total() + whole.pendingBytes() == text.size(), "bytes do not add up with the last line");
    return 0;
}
