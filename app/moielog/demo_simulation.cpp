// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo_simulation.h"

#include <moie/logging/logger.h>

#include "demo_session.h"

namespace moielog::demo {

moie::Result<std::uint64_t> simulate(const std::string& directory, const Options& options,
                                     const std::function<void(std::size_t done)>& progress) {
    // Of its own sequence: what is drawn for the figures does not depend on how many draws the plan took.
    Random random(options.seed ^ 0x5851F42D4C957F2Dull);
    Thresholds thresholds;
    std::uint64_t entries = 0;
    std::size_t number = 0;
    for (const PlannedSession& session : plan(options)) {
        moie::ManualClock clock(session.start);
        moie::LoggerOptions logging;
        logging.directory = directory;
        logging.flushInterval = std::chrono::milliseconds(0);
        logging.clock = &clock;
        logging.sessionId = session.id;
        auto logger = moie::Logger::open(std::move(logging));
        if (!logger)
            return tl::unexpected(logger.error());
        if (auto written = SessionWriter(**logger, clock, session, ++number, thresholds, random).write(); !written)
            return tl::unexpected(written.error());
        if (auto flushed = (*logger)->flush(); !flushed)
            return tl::unexpected(flushed.error());
        entries += (*logger)->counts().written;
        progress(number);
    }
    return entries;
}

} // namespace moielog::demo
