// SPDX-License-Identifier: MIT
// Figures as text on a terminal: three significant digits, "–" where nothing was measured.
#pragma once

#include <cstdint>
#include <string>

#include <moie/base/time.h>
#include <moie/stats/estimate.h>

namespace moie {

std::string figureText(double value);    // 0.712, 1,240, −0.0031
std::string secondsText(double seconds); // 1.24 s, 850 ms, 2.1 min
std::string percentText(double share);   // 11.6 %
std::string changeText(double value);    // with its sign
std::string probabilityText(double p);   // 0.032, < 0.001
std::string timeText(Time time);         // 2026-11-20 07:30
// "11.6 % (9.8–13.7 %)"
std::string shareWithInterval(const Estimate& share);

} // namespace moie
