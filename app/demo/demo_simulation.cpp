// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo_simulation.h"

#include <moie/logging/integrated_logger.h>

#include "demo_reference_session.h"
#include "demo_session.h"

namespace moie::demo {

moie::Result<std::uint64_t> simulate(const std::string& directory, const Options& options,
                                     const std::function<bool(std::size_t done)>& progress) {
    // The built-in lists alone: a user's own must not change a demonstration.
    const auto data = moie::engine::loadEngineData();
    if (!data)
        return tl::unexpected(data.error());
    // Of its own sequence: what is drawn here does not depend on how many draws the plan took.
    Random random(options.seed ^ 0x5851F42D4C957F2Dull);
    Thresholds thresholds = moie::engine::BarrierController((*data)->figures).thresholds();
    std::uint64_t entries = 0;
    std::size_t number = 0;
    for (const PlannedSession& session : plan(options)) {
        moie::ManualClock clock(session.start);
        moie::LoggerOptions logging;
        logging.directory = directory;
        logging.flushInterval = std::chrono::milliseconds(0);
        logging.clock = &clock;
        logging.sessionId = session.id;
        auto logger = moie::IntegratedLogger::open(std::move(logging));
        if (!logger)
            return tl::unexpected(logger.error());
        moie::Result<> written;
        if (session.turnIds) {
            EngineSession live(**logger, clock, session, *data, thresholds, random);
            written = live.write();
            thresholds = live.thresholds();
        } else {
            written = ReferenceSession(**logger, clock, session, *data, random).write();
        }
        if (!written)
            return tl::unexpected(written.error());
        if (auto flushed = (*logger)->flushAllLogs(); !flushed)
            return tl::unexpected(flushed.error());
        entries += (*logger)->logger().counts().written;
        if (!progress(++number))
            return tl::unexpected(moie::Error{moie::ErrorCode::Cancelled, "cancelled", directory, std::nullopt});
    }
    return entries;
}

} // namespace moie::demo
