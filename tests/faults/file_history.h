// SPDX-License-Identifier: GPL-3.0-or-later
// A directory of logs that writers, rotations and accidents change, and beside it what each file holds, so that a
// reader can be held to it. The same seed makes the same history.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

// What may happen in a history; the more, the less can be asked of the reader.
struct FileAccidents {
    bool torn = false;     // lines arrive in pieces, or never whole
    bool replaced = false; // truncation, copytruncate, deletion, another file under the name
    bool archived = false; // rotated files are compressed
};

class FileHistory {
public:
    FileHistory(std::string directory, std::uint64_t seed, FileAccidents accidents);
    ~FileHistory();

    // Does the next thing and says what it was.
    std::string step();
    // A number below the bound, from the same seed.
    std::size_t below(std::size_t bound) { return static_cast<std::size_t>(m_random() % bound); }

    // Entries (their n) that some file held whole, with or without a line end.
    const std::set<std::uint32_t>& written() const { return m_written; }
    // In how many places a reader may have met the entry: a copied or partly truncated file is another one.
    std::uint32_t places(std::uint32_t entry) const;
    // Of files by their path that a scan lists, without compressed ones.
    std::map<std::string, std::uint64_t> listedSizes() const;
    std::set<std::string> listedPaths() const;
    std::string textOf(std::uint32_t entry) const;

    // The reader has looked at everything: returns the entries that it must have seen by now, and remembers that it
    // holds the listed files open from now on.
    std::set<std::uint32_t> lookedAt();
    // The reader was started anew and knows nothing.
    void readerStarted();

private:
    struct File {
        std::string bytes;
        std::string path; // empty: deleted
        int descriptor = -1;
        bool appends = true;         // else the writer goes on at its own offset, wherever the file ends
        std::uint64_t offset = 0;    // of a writer that does not append
        bool isHeld = false;         // by the reader
        bool isOld = false;          // not written to lately, so that the reader does not hold it
        std::string unsent;          // the rest of a line that was begun
        std::set<std::uint32_t> met; // entries that were whole in it since it was last cut
    };

    static bool isListed(const File& file);
    static std::set<std::uint32_t> wholeEntries(const std::string& bytes, bool withUnfinished);
    std::string absolute(const std::string& path) const { return m_directory + "/" + path; }
    std::string nextLine();
    File* fileAt(const std::string& path);
    File& current(const std::string& path);
    void write(File& file, const std::string& text);
    void closeWriter(File& file);
    void setSize(File& file, std::size_t size);
    void rename(File& file, const std::string& to);
    std::string rotatedName(const std::string& path);
    void meet(File& file);
    void meetAgain(File& file);

    std::string writeLines();
    std::string writePiece();
    std::string writeLate();
    std::string rotate();
    std::string truncate();
    std::string copyAndTruncate();
    std::string remove();
    std::string replaceByOther();
    std::string makeOld();
    std::string archive();

    std::string m_directory;
    std::mt19937_64 m_random;
    FileAccidents m_accidents;
    std::vector<std::unique_ptr<File>> m_files;
    std::set<std::uint32_t> m_written;
    std::set<std::uint32_t> m_must;
    std::map<std::uint32_t, std::uint32_t> m_places;
    std::uint32_t m_lastEntry = 0;
    std::uint32_t m_rotations = 0;
};
