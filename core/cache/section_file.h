// SPDX-License-Identifier: MIT
// A file of flat sections: rows as they stand in memory, in the byte order of the machine, each section with a
// checksum. Written whole under another name and then renamed, so that there is the old one or the new one; it is not
// forced to the disk: what a power failure leaves is found by the checksums. Every byte of the file is covered by one.
//
// The checksum is XXH3 (hash.h): at some 10 GB/s a core it costs a tenth of reading the bytes. It finds damage, not
// malice: whoever reads a section checks its values for what they may be.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <moie/base/hash.h>
#include <moie/base/result.h>

namespace moie {

// What the rows mean and who wrote them; a file with another format is of no use.
struct SectionFormat {
    std::uint64_t layout = 0; // of the rows in memory
    std::uint64_t reader = 0; // of what made their values
    friend bool operator==(const SectionFormat&, const SectionFormat&) = default;
};

// A run of rows. Ids are the caller's.
struct Section {
    std::uint32_t id = 0;
    std::uint32_t rowBytes = 0;
    std::uint64_t rows = 0;
    std::uint64_t offset = 0;
    std::uint64_t hash = 0;
};

// One thread writes; what goes wrong on the way is said by finish(). Without it nothing stays behind.
class SectionWriter {
public:
    // Makes the file beside `path`, readable by its owner alone.
    SectionWriter(std::string path, const SectionFormat& format);
    ~SectionWriter();
    SectionWriter(const SectionWriter&) = delete;
    SectionWriter& operator=(const SectionWriter&) = delete;

    // Begins the next section; what is written until the next begin() or finish() belongs to it.
    void begin(std::uint32_t id, std::uint32_t rowBytes);
    void write(std::string_view bytes);
    // Puts the file in its place.
    Result<> finish();

private:
    void end();
    void flush();
    void put(std::string_view bytes, std::uint64_t offset);

    std::string m_path;
    std::string m_partPath;
    SectionFormat m_format;
    int m_descriptor = -1;
    std::vector<Section> m_sections;
    Hash64Stream m_hash;
    std::string m_buffer;
    std::uint64_t m_offset = 0; // of the buffer in the file
    int m_errno = 0;
};

// May be read by several threads at once.
class SectionFile {
public:
    // Fails where there is no such file (NotFound), and where it is none of this user's, damaged or of another format.
    static Result<SectionFile> open(const std::string& path, const SectionFormat& format);
    ~SectionFile();
    SectionFile(SectionFile&& other) noexcept;
    SectionFile& operator=(SectionFile&&) = delete;

    // Fails where there is none, or its rows have another length.
    Result<Section> find(std::uint32_t id, std::uint32_t rowBytes) const;
    Error damaged() const;

    // Reads a section from its beginning, piece by piece.
    class Reading {
    public:
        Reading(const SectionFile& file, const Section& section);
        Result<> read(char* target, std::size_t length);
        // After the last piece: whether all of it was what was written.
        Result<> finish() const;

    private:
        const SectionFile* m_file;
        Section m_section;
        std::uint64_t m_done = 0;
        Hash64Stream m_hash;
    };

    // All of a section. What the rows say is not checked.
    template <typename Row>
    Result<std::vector<Row>> readRows(std::uint32_t id) const {
        const auto section = find(id, sizeof(Row));
        if (!section)
            return tl::unexpected(section.error());
        std::vector<Row> rows(static_cast<std::size_t>(section->rows));
        Reading reading(*this, *section);
        if (auto got = reading.read(reinterpret_cast<char*>(rows.data()), rows.size() * sizeof(Row)); !got)
            return tl::unexpected(std::move(got.error()));
        if (auto whole = reading.finish(); !whole)
            return tl::unexpected(std::move(whole.error()));
        return rows;
    }

private:
    SectionFile(std::string path, int descriptor) : m_path(std::move(path)), m_descriptor(descriptor) {}
    Result<> readHead(const SectionFormat& format, std::uint64_t fileBytes);
    Result<> readAt(std::uint64_t offset, char* target, std::size_t length) const;

    std::string m_path;
    int m_descriptor = -1;
    std::vector<Section> m_sections;
};

} // namespace moie
