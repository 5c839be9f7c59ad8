// SPDX-License-Identifier: GPL-3.0-or-later
// The fast and the careful path accept the same lines and read the same values: what simdjson's own parser or the fast
// path takes the mender takes too, unchanged, and what the mender wrote reads like the line itself.
#pragma once

#include <string>

#include <simdjson.h>

#include <moie/ingest/json_text.h>
#include <moie/ingest/line_mender.h>
#include <moie/ingest/line_parser.h>

#include "support/batch_values.h"

class ParserAgreement {
public:
    // What is wrong with how the line is read; nullptr where both paths agree. The line has no line end.
    const char* faultWith(const std::string& line) {
        const bool isStrict = strictlyAccepts(line);
        std::string mended;
        moie::WarningSet warnings;
        const bool isMendable = moie::mendLine(line, mended, warnings) == moie::Rejection::None;
        m_strict += isStrict ? 1 : 0;
        m_mendedOnly += isMendable && !isStrict ? 1 : 0;
        if (isStrict && !isMendable)
            return "the strict parser accepts what the mender refuses";
        if (isStrict && !warnings.empty())
            return "the mender warns of what is strict JSON";
        if (!isMendable)
            return isTaken(line) ? "the fast way accepts what is no JSON" : nullptr;
        if (isTaken(line) && !warnings.empty())
            return "the fast way accepts what has to be mended";
        if (!isStrict && warnings.empty() && mended == line)
            return "the mender accepts what the strict parser refuses, and mends nothing";
        if (!strictlyAccepts(mended))
            return "what the mender wrote is no strict JSON";
        return valuesOf(read(mended)) == valuesOf(read(line)) ? nullptr : "the two are read differently";
    }

    int strictlyAccepted() const { return m_strict; }
    int mendedOnly() const { return m_mendedOnly; }

private:
    bool strictlyAccepts(const std::string& line) {
        if (m_parser.capacity() == 0 && m_parser.allocate(64 * 1024, moie::maxNesting) != simdjson::SUCCESS)
            return false;
        return m_parser.parse(line).error() == simdjson::SUCCESS;
    }

    // The fast path. Other than simdjson it takes integers beyond 64 bits, and leaves the smallest numbers to the
    // mender.
    bool isTaken(std::string line) {
        const std::size_t length = line.size();
        line.resize(length + moie::jsonPadding);
        return m_texts.parse({line.data(), length}).isGiven();
    }

    moie::RowBatch read(std::string line) {
        const std::size_t length = line.size();
        line.resize(length + moie::linePadding);
        moie::RowBatch batch;
        m_lines.parse({{line.data(), length}, 0, 1, 1}, batch);
        for (moie::Row& row : batch.rows)
            row.payloadHash = 0; // of what is written, which mending changes
        return batch;
    }

    simdjson::dom::parser m_parser;
    moie::JsonParser m_texts;
    moie::LineParser m_lines;
    int m_strict = 0;
    int m_mendedOnly = 0;
};
