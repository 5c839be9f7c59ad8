// SPDX-License-Identifier: GPL-3.0-or-later
// Log text to a snapshot without files, through the parser and the store builder.
#pragma once

#include <string>
#include <vector>

#include <moie/ingest/line_parser.h>
#include <moie/store/store_builder.h>

class StoredLines {
public:
    StoredLines() : m_file(m_builder.addFile("log.jsonl", {})) {}

    // Whole lines; each call is one batch, as if the file had grown by them.
    StoredLines& add(const std::string& text);

    // All that was added is all there is: nothing is provisional.
    moie::SnapshotPtr final();
    // More may come, and it is `now`.
    moie::SnapshotPtr at(double nowSeconds);

private:
    moie::StoreBuilder m_builder{"/log"};
    moie::FileIndex m_file;
    moie::LineParser m_parser;
    std::uint64_t m_offset = 0;
    std::uint64_t m_lines = 0;
};

// All turns of the snapshot, session by session, in order of opening.
std::vector<moie::Turn> turnsOf(const moie::Snapshot& snapshot);

// What is in a turn, e.g. "UserInput LoveComputed Evaluation Response", repeats in parentheses.
std::string contentOf(const moie::Snapshot& snapshot, std::size_t session, std::size_t turn);
