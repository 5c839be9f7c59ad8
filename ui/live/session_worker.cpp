// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/session_worker.h"

#include <chrono>
#include <filesystem>
#include <utility>

#include <moie/engine/engine_data.h>

namespace moie::ui {

namespace {

using namespace std::chrono_literals;

constexpr auto lookAgain = 500ms; // whether what could not be written was written meanwhile

QString text(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

// The logger would make the directory; a session is held in a log that is there.
Result<> checkDirectory(const std::string& path) {
    std::error_code failure;
    const auto status = std::filesystem::status(path, failure);
    if (!std::filesystem::exists(status))
        return tl::unexpected(Error{ErrorCode::NotFound, "the log directory is not there", path, std::nullopt});
    if (!std::filesystem::is_directory(status))
        return tl::unexpected(Error{ErrorCode::NotADirectory, "this is no directory", path, std::nullopt});
    return {};
}

Result<std::shared_ptr<const engine::EngineData>> loadLists() {
    const std::string own = engine::userEngineDirectory();
    std::error_code failure;
    return engine::loadEngineData(!own.empty() && std::filesystem::is_directory(own, failure) ? own : std::string());
}

} // namespace

SessionWorker::SessionWorker(SessionSetup setup) : m_setup(std::move(setup)), m_retrying(this) {
    m_retrying.setInterval(lookAgain);
    connect(&m_retrying, &QTimer::timeout, this, &SessionWorker::checkLogging);
}

SessionWorker::~SessionWorker() = default;

void SessionWorker::open() {
    if (const Result<> done = openAll(); !done) {
        m_engine.reset();
        m_responder.reset();
        m_logger.reset();
        emit notOpened(done.error());
        return;
    }
    SessionOpened session;
    session.id = text(m_logger->logger().sessionId());
    session.model = text(m_responder->modelName());
    session.thresholds = m_engine->barriers().thresholds();
    for (std::size_t i = 0; i < engine::dimensionCount; ++i) {
        session.shipped[i] = m_data->figures.barriers[i].threshold;
        session.critical[i] = m_data->figures.barriers[i].critical;
    }
    emit opened(session);
}

Result<> SessionWorker::openAll() {
    if (auto there = checkDirectory(m_setup.directory); !there)
        return there;
    auto data = loadLists();
    if (!data)
        return tl::unexpected(data.error());
    m_data = std::move(*data);
    auto responder = m_setup.makeResponder(m_data);
    if (!responder)
        return tl::unexpected(responder.error());
    m_responder = std::move(*responder);
    LoggerOptions options;
    options.directory = m_setup.directory;
    options.bufferSize = 1; // what was said is on disk before it is answered
    options.fileOperations = m_setup.fileOperations;
    options.onError = [this](const Error& error) { takeLoggerError(error); };
    auto logger = IntegratedLogger::open(std::move(options));
    if (!logger)
        return tl::unexpected(logger.error());
    m_logger = std::move(*logger);
    LoveEngineListener& listener = *this;
    m_engine = std::make_unique<engine::LoveEngine>(
        *m_logger, *m_responder, listener,
        engine::LoveEngineOptions{.data = m_data, .thresholds = m_setup.thresholds, .logsParts = true});
    m_engine->start();
    return m_logger->flushAllLogs();
}

void SessionWorker::say(const QString& message) {
    // Refused only while a turn is on its way, which the session does not ask for.
    static_cast<void>(m_engine->say(message.toStdString()));
    checkLogging();
}

void SessionWorker::regenerate() {
    static_cast<void>(m_engine->regenerate());
    checkLogging();
}

void SessionWorker::stop() {
    m_engine->stop();
    checkLogging();
}

void SessionWorker::giveFeedback(const engine::Feedback& feedback) {
    if (const auto change = m_engine->feedback(feedback))
        emit thresholdChanged({*change, feedback.remark, text(feedback.turnId), false, m_engine->canUndoAdaptation()});
    checkLogging();
}

void SessionWorker::undoAdaptation() {
    if (const auto undone = m_engine->undoAdaptation())
        emit thresholdChanged(
            {undone->change, undone->remark, text(undone->turnId), true, m_engine->canUndoAdaptation()});
    checkLogging();
}

void SessionWorker::close() {
    m_retrying.stop();
    std::uint64_t lost = 0;
    if (m_engine) {
        m_engine->end();
        static_cast<void>(m_logger->flushAllLogs());
        const Logger::Counts counts = m_logger->logger().counts();
        lost = counts.waiting() + counts.dropped;
    }
    m_engine.reset();
    m_responder.reset();
    m_logger.reset();
    emit closed(lost);
}

void SessionWorker::onTurnStarted(const engine::TurnResult& turn) {
    HeldTurn begun;
    begun.id = text(turn.turnId);
    begun.regenerates = text(turn.regenerates);
    begun.message = text(turn.message);
    begun.opened = systemClock().now();
    begun.contexts = turn.input.contexts.names();
    begun.temperature = turn.sampling.parameters.temperature;
    begun.profile = turn.sampling.profile;
    emit turnBegun(begun);
}

void SessionWorker::onText(const std::string& turnId, std::string_view more) {
    emit textAdded(text(turnId), text(more));
}

void SessionWorker::onAttemptDiscarded(const std::string& turnId, const engine::Attempt&) {
    emit attemptDiscarded(text(turnId));
}

void SessionWorker::onTurnFinished(const engine::TurnResult& turn) {
    HeldTurn ended;
    ended.id = text(turn.turnId);
    ended.stage = HeldTurn::Stage::Answered;
    ended.response = text(turn.response);
    ended.attempt = turn.attempts;
    ended.judged = turn.judgement.judged;
    ended.whyNotJudged = text(turn.judgement.whyNotJudged);
    ended.love = turn.judgement.vector;
    ended.nearest = turn.nearest;
    ended.fixedReply = turn.fixedReply;
    ended.stopped = turn.stopped;
    ended.seconds = turn.seconds;
    emit turnEnded(ended);
    checkLogging();
}

void SessionWorker::onTurnFailed(const std::string& turnId, const Error& error) {
    HeldTurn ended;
    ended.id = text(turnId);
    ended.stage = HeldTurn::Stage::Failed;
    ended.problem = text(error.describe());
    emit turnEnded(ended);
    checkLogging();
}

void SessionWorker::onTurnStopped(const std::string& turnId) {
    HeldTurn ended;
    ended.id = text(turnId);
    ended.stage = HeldTurn::Stage::Stopped;
    emit turnEnded(ended);
    checkLogging();
}

void SessionWorker::takeLoggerError(const Error& error) {
    // Later, also where this is the session's own thread.
    QMetaObject::invokeMethod(
        this, [this, error] { takeNotice(error); }, Qt::QueuedConnection);
}

// A write that failed leaves something waiting; otherwise it is about what others may read, or is over already.
void SessionWorker::takeNotice(const Error& error) {
    if (!m_logger)
        return;
    if (m_logger->logger().counts().waiting() > 0)
        m_lastError = error;
    else if (error.code == ErrorCode::PermissionDenied)
        emit privacyNoticed(error);
    checkLogging();
}

void SessionWorker::checkLogging() {
    if (!m_logger)
        return;
    const Logger::Counts counts = m_logger->logger().counts();
    LoggingState now{counts.waiting(), counts.dropped, {}};
    if (!now.isFailing()) {
        m_lastError.reset();
        m_retrying.stop();
    } else {
        now.error = m_lastError;
        m_retrying.start();
    }
    if (now.waiting == m_logging.waiting && now.dropped == m_logging.dropped &&
        now.error.has_value() == m_logging.error.has_value())
        return;
    m_logging = now;
    emit loggingChanged(now);
}

} // namespace moie::ui
