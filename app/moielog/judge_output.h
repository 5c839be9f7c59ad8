// SPDX-License-Identifier: GPL-3.0-or-later
// A judgement as JSON and as text for people.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <moie/engine/judge.h>

namespace moielog {

nlohmann::ordered_json judgementJson(const moie::engine::Judgement& judgement,
                                     const std::vector<moie::engine::Match>& matches, const std::string& reply);

std::string judgementText(const moie::engine::Judgement& judgement, const std::vector<moie::engine::Match>& matches,
                          const std::string& reply, const moie::engine::BarrierController& barriers);

} // namespace moielog
