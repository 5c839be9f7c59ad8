// SPDX-License-Identifier: MIT
#include <moie/feed/index_keeper.h>

#include <algorithm>
#include <utility>

#include <moie/base/clock.h>

namespace moie {

namespace {

constexpr Duration writeInterval = std::chrono::minutes(1);
constexpr std::uint64_t worthwhileShare = 16;

} // namespace

IndexKeeper::IndexKeeper(const std::string& directory, CacheOptions options)
    : m_options(std::move(options)), m_origin(indexOriginOf(directory)) {
    if (m_origin)
        m_path = cachePathOf(m_options, m_origin->path);
}

IndexKeeper::~IndexKeeper() = default;

void IndexKeeper::takeOver(DirectoryReader& reader, unsigned threads) {
    if (!m_origin)
        return;
    auto contents = readIndex(m_path, *m_origin, threads);
    if (contents) {
        touchCache(m_path);
        m_tookOver = true;
        reader.takeOver(std::move(*contents));
    } else if (contents.error().code != ErrorCode::NotFound) {
        m_whyNotUsed = std::move(contents.error());
        m_whyNotUsed->text += "; the logs are read anew";
    }
}

bool IndexKeeper::isWorthwhile(const DirectoryReader& reader, bool isLast) const {
    if (!m_origin || (m_writtenAt > Duration(0) && !isLast && systemClock().elapsed() - m_writtenAt < writeInterval))
        return false;
    std::uint64_t known = m_tookOver ? reader.bytesTakenOver() : m_bytesWritten;
    if (const std::lock_guard lock(m_mutex); isLast && m_whyNotWritten)
        known = 0;
    const std::uint64_t bytes = reader.bytesRead();
    return bytes - std::min(bytes, known) >= std::max(m_options.worthFrom, bytes / worthwhileShare);
}

void IndexKeeper::write(const DirectoryReader& reader) {
    {
        const std::lock_guard lock(m_mutex);
        if (m_isWriting)
            return;
    }
    auto image = reader.image();
    if (!image)
        return;
    m_tookOver = false;
    m_bytesWritten = reader.bytesRead();
    m_writtenAt = systemClock().elapsed();
    m_isWriting = true;
    m_thread = std::jthread([this, image = std::move(*image)] {
        auto written = makeCacheDirectory(m_options.directory);
        if (written)
            written = writeIndex(m_path, *m_origin, image);
        if (written)
            trimCaches(m_options, m_path);
        const std::lock_guard lock(m_mutex);
        m_whyNotWritten = written ? std::nullopt : std::optional(written.error());
        m_isWriting = false;
    });
}

void IndexKeeper::wait() {
    if (m_thread.joinable())
        m_thread.join();
}

std::optional<Error> IndexKeeper::notice() const {
    const std::lock_guard lock(m_mutex);
    return m_whyNotWritten ? m_whyNotWritten : m_whyNotUsed;
}

} // namespace moie
