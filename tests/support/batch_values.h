// SPDX-License-Identifier: GPL-3.0-or-later
// What was read of lines as one text, to compare two ways of reading them.
#pragma once

#include <bit>
#include <cstdint>
#include <string>

#include <moie/schema/row_batch.h>

// The values of all rows and their facts; nothing of where a line stands or how it was spelled.
inline std::string valuesOf(const moie::RowBatch& batch) {
    std::string text;
    const auto add = [&](const auto& value) { text += std::to_string(value) + ' '; };
    for (const moie::Row& row : batch.rows) {
        add(row.time.time_since_epoch().count());
        add(row.payloadHash);
        add(row.turnTag);
        add(row.number);
        const moie::EntryLabels& labels = batch.labels[row.labels];
        add(int(labels.kind));
        for (const moie::NameId name : {row.session, labels.message, labels.level, labels.category})
            text += std::string(batch.names[name]) + '|';
    }
    for (const moie::NameId name : batch.facts.valueNames)
        text += std::string(batch.names[name]) + '=';
    for (const double value : batch.facts.values)
        add(std::bit_cast<std::uint64_t>(value));
    for (const moie::LoveVector& vector : batch.facts.vectors)
        for (const double value : vector.values)
            add(std::bit_cast<std::uint64_t>(value));
    return text;
}

// Where lines stand and what became of them.
inline std::string placesOf(const moie::RowBatch& batch) {
    std::string text;
    const auto add = [&](const auto& value) { text += std::to_string(value) + ' '; };
    for (const moie::Row& row : batch.rows) {
        add(row.offset);
        add(row.lineNumber);
        add(row.length);
        for (std::size_t i = 0; i < moie::warningCount; ++i)
            text += row.warnings.has(static_cast<moie::Warning>(i)) ? '1' : '0';
    }
    text += "rejected ";
    for (const moie::RejectedLine& line : batch.rejected) {
        add(line.offset);
        add(line.lineNumber);
        add(line.length);
        add(int(line.reason));
    }
    for (const moie::Tally& tally : {batch.bytes, batch.lines}) {
        add(tally.accepted);
        add(tally.rejected);
        add(tally.blank);
    }
    return text;
}
