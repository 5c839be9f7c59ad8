// SPDX-License-Identifier: MIT
#include <moie/report/figure_text.h>

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include <moie/base/calendar.h>

#include <moie/schema/safe_text.h>

namespace moie {

namespace {

constexpr const char* nothing = "–";

} // namespace

std::string figureText(double value) {
    if (!std::isfinite(value))
        return nothing;
    const double size = std::abs(value);
    std::string digits;
    if (size >= 1e15 || (size > 0 && size < 1e-4))
        digits = fmt::format("{:.2e}", size);
    else if (size >= 99.95)
        digits = grouped(static_cast<std::uint64_t>(std::llround(size)));
    else {
        const int before = size > 0 ? static_cast<int>(std::floor(std::log10(size))) : 0;
        digits = fmt::format("{:.{}f}", size, std::max(0, 2 - before));
    }
    return fmt::format("{}{}", value < 0 ? "−" : "", digits);
}

std::string changeText(double value) {
    return fmt::format("{}{}", value > 0 ? "+" : "", figureText(value));
}

std::string secondsText(double seconds) {
    if (!std::isfinite(seconds))
        return nothing;
    if (std::abs(seconds) < 1)
        return figureText(seconds * 1000) + " ms";
    if (std::abs(seconds) < 120)
        return figureText(seconds) + " s";
    return std::abs(seconds) < 7200 ? figureText(seconds / 60) + " min" : figureText(seconds / 3600) + " h";
}

std::string percentText(double share) {
    if (!std::isfinite(share))
        return nothing;
    const std::string digits = fmt::format("{:.1f}", std::abs(share) * 100);
    return fmt::format("{}{} %", share < 0 && digits != "0.0" ? "−" : "", digits);
}

std::string probabilityText(double p) {
    if (!std::isfinite(p))
        return nothing;
    return p < 0.001 ? "< 0.001" : fmt::format("{:.3f}", p);
}

std::string timeText(Time time) {
    if (time == unknownTime)
        return nothing;
    std::string text = isoLocal(time).substr(0, 16);
    text[10] = ' ';
    return text;
}

std::string shareWithInterval(const Estimate& share) {
    if (!std::isfinite(share.value))
        return nothing;
    return fmt::format("{:.1f} % ({:.1f}–{:.1f} %{})", share.value * 100, share.low * 100, share.high * 100,
                       share.turnsTreatedAsIndependent ? ", turns treated as independent" : "");
}

} // namespace moie
