// SPDX-License-Identifier: MIT
#include <moie/feed/index_file.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>

#include <moie/base/calendar.h>
#include <moie/base/hash.h>
#include <moie/feed/reading_print.h>

namespace moie {

namespace {

enum SectionId : std::uint32_t { Readings = firstFreeSection, OriginPath, Origin };

struct StoredOrigin {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    Time born = unknownTime;
    // Some times in logs are local: the same text is another time elsewhere.
    std::uint64_t zone = 0;
};

static_assert(std::has_unique_object_representations_v<StoredReading> &&
              std::has_unique_object_representations_v<StoredOrigin>);

SectionFormat indexFormat() {
    const std::array<std::uint64_t, 3> shapes{storeLayout(), sizeof(StoredReading), sizeof(StoredOrigin)};
    return {hash64({reinterpret_cast<const char*>(shapes.data()), sizeof shapes}), readingPrint};
}

// Of the local zone, week by week over all years that entries may be of; 0 where no entry has a local time.
std::uint64_t zonePrint(bool hasLocalTimes) {
    if (!hasLocalTimes)
        return 0;
    Hash64Stream hash;
    for (int year = 2000; year <= 2100; ++year)
        for (int month = 1; month <= 12; ++month)
            for (const int day : {1, 8, 15, 22, 28}) {
                std::array<char, 32> text{};
                std::snprintf(text.data(), text.size(), "%04d-%02d-%02dT12:00:00", year, month, day);
                const Time time = parseIso(text.data()).value_or(unknownTime);
                hash.add({reinterpret_cast<const char*>(&time), sizeof time});
            }
    return hash.value() | 1;
}

bool hasDecisions(const LabelTable::View& labels) {
    for (std::size_t i = 0; i < labels.size(); ++i)
        if (labels[i].kind == Kind::Decision)
            return true;
    return false;
}

template <typename Row>
void writeRows(SectionWriter& writer, std::uint32_t id, const Row* rows, std::size_t count) {
    writer.begin(id, sizeof(Row));
    writer.write({reinterpret_cast<const char*>(rows), count * sizeof(Row)});
}

// Before the rest is read.
Result<> checkOrigin(const SectionFile& file, const IndexOrigin& origin, const StoredOrigin& stored) {
    const auto path = file.readRows<char>(OriginPath);
    if (!path)
        return tl::unexpected(path.error());
    const bool isSame = std::string_view(path->data(), path->size()) == origin.path &&
                        stored.device == origin.identity.file.device && stored.inode == origin.identity.file.inode &&
                        stored.born == origin.identity.born;
    if (!isSame)
        return tl::unexpected(
            Error{ErrorCode::InvalidArgument, "the index cache is of another directory", origin.path, {}});
    return {};
}

} // namespace

LogFile::State StoredReading::state() const {
    return {position, lineNumber, headHash, headLength, firstLineHash, tailHash, tookUnfinished != 0};
}

std::optional<IndexOrigin> indexOriginOf(const std::string& directory) {
    const std::unique_ptr<char, decltype(&std::free)> path(::realpath(directory.c_str(), nullptr), std::free);
    const auto identity = identityOfDirectory(directory);
    if (!path || !identity)
        return std::nullopt;
    return IndexOrigin{path.get(), *identity};
}

Result<> writeIndex(const std::string& path, const IndexOrigin& origin, const IndexImage& image) {
    SectionWriter writer(path, indexFormat());
    const StoredOrigin stored{origin.identity.file.device, origin.identity.file.inode, origin.identity.born,
                              zonePrint(hasDecisions(image.store.labels))};
    writeRows(writer, Origin, &stored, 1);
    writeRows(writer, OriginPath, origin.path.data(), origin.path.size());
    writeRows(writer, Readings, image.readings.data(), image.readings.size());
    writeStore(image.store, writer);
    return writer.finish();
}

Result<IndexContents> readIndex(const std::string& path, const IndexOrigin& origin, unsigned threads) {
    const auto file = SectionFile::open(path, indexFormat());
    if (!file)
        return tl::unexpected(file.error());
    const auto stored = file->readRows<StoredOrigin>(Origin);
    if (!stored)
        return tl::unexpected(stored.error());
    if (stored->size() != 1)
        return tl::unexpected(file->damaged());
    if (auto same = checkOrigin(*file, origin, stored->front()); !same)
        return tl::unexpected(same.error());
    auto readings = file->readRows<StoredReading>(Readings);
    if (!readings)
        return tl::unexpected(readings.error());
    auto store = readStore(*file, threads);
    if (!store)
        return tl::unexpected(store.error());
    const StoreContents& contents = **store;
    bool isSound = readings->size() == contents.files.size();
    for (std::size_t i = 0; isSound && i < readings->size(); ++i) {
        const StoredReading& reading = (*readings)[i];
        isSound = reading.isKept == 0 || (reading.headLength <= std::min(fingerprintBytes, reading.position) &&
                                          reading.position <= largestFile && reading.lineNumber > 0 &&
                                          reading.position == contents.files[i].bytes.total());
    }
    if (!isSound)
        return tl::unexpected(file->damaged());
    if (stored->front().zone != zonePrint(hasDecisions(contents.columns.entries.labelTable.view())))
        return tl::unexpected(
            Error{ErrorCode::InvalidArgument, "the index cache was written in another time zone", path, {}});
    return IndexContents{std::move(*store), std::move(*readings)};
}

} // namespace moie
