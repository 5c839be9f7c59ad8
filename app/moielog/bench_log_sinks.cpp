// SPDX-License-Identifier: GPL-3.0-or-later
#include "bench_log_sinks.h"

#include <filesystem>
#include <fstream>

#include <spdlog/async.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/spdlog.h>

#include <moie/logging/love_vector_logger.h>
#include <moie/logging/performance_logger.h>

namespace moielog::bench {

namespace {

constexpr std::string_view inputText = "I had a hard week and I do not know whom to talk to about it";
constexpr std::string_view operation = "complete_interaction";
constexpr double seconds = 1.2738;
constexpr std::size_t spdlogQueue = 8192; // entries, as many as our own may have unwritten

const std::vector<double>& vector() {
    static const std::vector<double> values{0.6182, 0.7331, 0.9, 0.5519, 0.7075};
    return values;
}

moie::Result<Sink> openOurs(EntryKind entry, const std::string& directory) {
    moie::LoggerOptions options;
    options.directory = directory;
    auto opened = moie::Logger::open(std::move(options));
    if (!opened)
        return tl::unexpected(opened.error());
    const std::shared_ptr<moie::Logger> logger = std::move(*opened);
    Sink sink;
    if (entry == EntryKind::LoveVector)
        sink.log = [logger, love = moie::LoveVectorLogger(*logger)]() mutable {
            static_cast<void>(love.logComputation(inputText, vector()));
        };
    else
        sink.log = [logger, performance = moie::PerformanceLogger(*logger)]() mutable {
            static_cast<void>(performance.logDuration(operation, seconds));
        };
    sink.finish = [logger]() -> moie::Result<> {
        if (auto flushed = logger->flush(); !flushed)
            return flushed;
        const auto counts = logger->counts();
        if (counts.written != counts.logged)
            return tl::unexpected(moie::Error{moie::ErrorCode::Io, "not all entries were written", {}, {}});
        return {};
    };
    return sink;
}

moie::Result<Sink> openSpdlog(bool async, const std::string& directory, const std::string& line) {
    try {
        const auto file = std::make_shared<spdlog::sinks::basic_file_sink_mt>(directory + "/spdlog.jsonl");
        std::shared_ptr<spdlog::details::thread_pool> pool;
        std::shared_ptr<spdlog::logger> logger;
        if (async) {
            pool = std::make_shared<spdlog::details::thread_pool>(spdlogQueue, std::size_t{1});
            logger = std::make_shared<spdlog::async_logger>("bench", file, pool);
        } else {
            logger = std::make_shared<spdlog::logger>("bench", file);
        }
        logger->set_pattern("%v");
        // The pool ends, having written all, when its last owner lets go.
        const auto owned = std::make_shared<std::shared_ptr<spdlog::details::thread_pool>>(std::move(pool));
        return Sink{.log = [logger, line] { logger->log(spdlog::level::info, spdlog::string_view_t(line)); },
                    .finish = [logger, owned, file]() -> moie::Result<> {
                        owned->reset();
                        file->flush();
                        return {};
                    }};
    } catch (const spdlog::spdlog_ex& failure) {
        return tl::unexpected(moie::Error{moie::ErrorCode::Io, failure.what(), directory, std::nullopt});
    }
}

} // namespace

moie::Result<std::string> lineOf(EntryKind entry, const std::string& directory) {
    auto sink = openOurs(entry, directory);
    if (!sink)
        return tl::unexpected(sink.error());
    sink->log();
    if (auto finished = sink->finish(); !finished)
        return tl::unexpected(finished.error());
    for (const auto& found : std::filesystem::recursive_directory_iterator(directory)) {
        std::string line;
        if (found.is_regular_file() && std::getline(std::ifstream(found.path()), line))
            return line;
    }
    return tl::unexpected(moie::Error{moie::ErrorCode::Io, "the line just written is not there", directory, {}});
}

moie::Result<Sink> openSink(SinkKind sink, EntryKind entry, const std::string& directory, const std::string& line) {
    return sink == SinkKind::Moie ? openOurs(entry, directory)
                                  : openSpdlog(sink == SinkKind::SpdlogAsync, directory, line);
}

} // namespace moielog::bench
