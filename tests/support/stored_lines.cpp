// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/stored_lines.h"

#include <array>
#include <string_view>

using namespace moie;

StoredLines& StoredLines::add(const std::string& text) {
    std::string padded = text;
    padded.resize(text.size() + linePadding);
    RowBatch batch;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = text.find('\n', at);
        m_parser.parse({{padded.data() + at, end - at}, m_offset + at, ++m_lines, 1}, batch);
        at = end + 1;
    }
    m_offset += text.size();
    m_builder.append(m_file, batch);
    return *this;
}

SnapshotPtr StoredLines::final() {
    LoadProgress load;
    load.complete = true;
    return m_builder.publish({unknownTime, load, {}, {}, false});
}

SnapshotPtr StoredLines::at(double nowSeconds) {
    LoadProgress load;
    load.complete = true;
    return m_builder.publish({fromUnixSeconds(nowSeconds), load, {}, {}, false});
}

std::vector<Turn> turnsOf(const Snapshot& snapshot) {
    std::vector<Turn> turns;
    for (const auto& session : snapshot.sessions)
        for (const auto& block : session->blocks)
            turns.insert(turns.end(), block->turns.begin(), block->turns.end());
    return turns;
}

std::string contentOf(const Snapshot& snapshot, std::size_t session, std::size_t turn) {
    static constexpr std::array<std::string_view, 20> names{
        "Other",     "UserInput",   "Response",    "TurnCompleted", "LoveComputed", "LoveEvolution", "Evaluation",
        "Violation", "Adaptation",  "Learning",    "Checkpoint",    "Feedback",     "Timing",        "Resources",
        "ModelRun",  "Temperature", "SystemError", "SystemState",   "Decision",     "Foreign"};
    const TurnBlock& block = *snapshot.sessions[session]->blocks[turn / 256];
    const EntryRange range = block.turns[turn % 256].entries;
    std::string text;
    for (std::uint32_t i = range.first; i < range.first + range.count; ++i) {
        const TurnEntry entry = block.entries[i].in(snapshot.entries);
        const std::string name(names[static_cast<std::size_t>(entry.kind)]);
        text += (text.empty() ? "" : " ") + (entry.repeat ? "(" + name + ")" : name);
    }
    return text;
}
