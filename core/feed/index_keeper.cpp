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
        Error error = std::move(contents.error());
        error.text += "; the logs are read anew";
        setNotice(std::move(error));
    }
}

bool IndexKeeper::isWorthwhile(const DirectoryReader& reader, bool isLast) const {
    if (!m_origin || (m_writtenAt > Duration(0) && !isLast && systemClock().elapsed() - m_writtenAt < writeInterval))
        return false;
    const std::uint64_t known = m_tookOver ? reader.bytesTakenOver() : m_bytesWritten;
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
        else
            setNotice(written.error());
        const std::lock_guard lock(m_mutex);
        m_isWriting = false;
    });
}

void IndexKeeper::wait() {
    if (m_thread.joinable())
        m_thread.join();
}

std::optional<Error> IndexKeeper::notice() const {
    const std::lock_guard lock(m_mutex);
    return m_notice;
}

void IndexKeeper::setNotice(std::optional<Error> notice) {
    const std::lock_guard lock(m_mutex);
    m_notice = std::move(notice);
}

} // namespace moie
