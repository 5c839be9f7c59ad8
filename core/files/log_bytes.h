// SPDX-License-Identifier: MIT
// The content of a log file at any offset, whether it is stored plain or compressed (decoder.h).
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <moie/base/file_identity.h>
#include <moie/base/result.h>
#include <moie/files/decoder.h>

namespace moie {

inline bool isCompressed(std::string_view path) {
    return compressionOf(path) != Compression::None;
}

// Not thread-safe, but may be handed from thread to thread.
class LogBytes {
public:
    LogBytes() = default;
    ~LogBytes() { close(); }
    LogBytes(LogBytes&& other) noexcept;
    LogBytes& operator=(LogBytes&& other) noexcept;

    // Fails where the file cannot be opened or is no regular file.
    Result<> open(const std::string& path);
    void close();
    bool isOpen() const { return m_descriptor >= 0; }

    // Of the open file.
    Result<FileIdentity> identity() const;
    Result<std::uint64_t> storedSize() const; // on the disk

    // Reads content from the offset on; less than `length` only at the end. Compressed content is read on from where
    // the last read ended; an offset before what is kept means to decode from the beginning.
    Result<std::size_t> readAt(std::uint64_t offset, char* target, std::size_t length);
    // Compressed content before the offset need not be kept; what stands from there on is, once it was decoded. As long
    // as nothing is said, nothing is kept that lies before what is asked for.
    void forgetBefore(std::uint64_t offset);
    // Decodes compressed content until the offset is reached, or about `mostBytes` of content were passed. Returns
    // whether the offset or the end was reached. What is read from there on need not be decoded at once.
    Result<bool> decodeTowards(std::uint64_t offset, std::uint64_t mostBytes);

    // Stored bytes that were decoded, for progress; 0 of a plain file.
    std::uint64_t decodedBytes() const { return m_storedOffset - (m_input.size() - m_inputUsed); }
    // Whether reading met the end of the stored bytes in the middle of compressed content.
    bool isCut() const { return m_isCut; }
    // What reading met in compressed content that is damaged; everything before it was given.
    const std::optional<Error>& damage() const { return m_damage; }

private:
    static constexpr std::uint64_t nothingNeeded = ~std::uint64_t{0};

    Result<std::size_t> readStored(std::uint64_t offset, char* target, std::size_t length) const;
    Result<bool> decodeMore();
    void dropBefore(std::uint64_t offset);
    std::uint64_t decodedEnd() const { return m_keptFrom + m_kept.size(); }
    void startDecoding();

    std::string m_path;
    int m_descriptor = -1;
    // Of a compressed file: the content from m_keptFrom on, as far as it was decoded.
    std::unique_ptr<Decoder> m_decoder;
    std::vector<char> m_kept;
    std::uint64_t m_keptFrom = 0;
    std::uint64_t m_neededFrom = nothingNeeded;
    std::unique_ptr<char[]> m_decoded; // room for a step's output
    std::vector<char> m_input;         // stored bytes up to m_storedOffset, of which m_inputUsed were decoded
    std::size_t m_inputUsed = 0;
    std::uint64_t m_storedOffset = 0;
    bool m_isCut = false;
    std::optional<Error> m_damage;
};

} // namespace moie
