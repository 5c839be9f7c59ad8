// SPDX-License-Identifier: MIT
// The reports as JSON, with the keys that docs/cli.md lists. Numbers are unrounded; what could not be measured is null.
#pragma once

#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include <moie/analytics/evolution.h>
#include <moie/analytics/love_vectors.h>
#include <moie/analytics/performance.h>
#include <moie/analytics/safety.h>
#include <moie/report/redaction.h>

namespace moie {

// Which reports; those that are not asked for need not be computed.
struct ReportKinds {
    bool evolution = false;
    bool safety = false;
    bool loveVector = false;
    bool performance = false;
};

// As --format json names them, in the order of a report: "evolution", "safety", "love-vector", "performance".
std::vector<std::string_view> namesOf(ReportKinds kinds);

struct ReportFigures {
    ReportKinds kinds;
    Redaction errorTexts = Redaction::None;
    EvolutionFigures evolution;
    SafetyFigures safety;
    LoveVectors loveVectors;        // for the evolution report, too
    PerformanceFigures performance; // for the evolution report, too
};

ReportFigures reportFigures(const Snapshot& snapshot, const Scope& scope, ReportKinds kinds, std::stop_token stop = {});

nlohmann::ordered_json evolutionJson(const Snapshot& snapshot, const ReportFigures& figures);
nlohmann::ordered_json safetyJson(const Snapshot& snapshot, const SafetyFigures& figures);
nlohmann::ordered_json loveVectorJson(const LoveVectors& figures);
nlohmann::ordered_json performanceJson(const Snapshot& snapshot, const PerformanceFigures& figures,
                                       Redaction errorTexts = Redaction::None);
// "[text left out]", "[120 bytes]" or the text.
std::string errorText(std::string_view text, Redaction redaction);

// One report is the document itself; of several it is an object with each under its name.
nlohmann::ordered_json reportJson(const Snapshot& snapshot, const ReportFigures& figures);

} // namespace moie
