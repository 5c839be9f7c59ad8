// SPDX-License-Identifier: GPL-3.0-or-later
// Holds a live session on a thread of its own: logger, responder and engine, made and ended there, so that neither disk
// nor responder nor judging holds up the window. Tells what happens in values. LiveSession owns it; all calls but the
// constructor are made on its thread.
#pragma once

#include <memory>
#include <optional>

#include <QObject>
#include <QTimer>

#include <moie/engine/love_engine.h>
#include <moie/logging/integrated_logger.h>

#include "ui/live/held_turn.h"
#include "ui/live/responder_choice.h"

namespace moie::ui {

struct SessionSetup {
    std::string directory; // has to be there
    ResponderMaker makeResponder;
    std::optional<Thresholds> thresholds = {}; // that were kept from the session before; default: the shipped ones
    // For tests.
    FileOperations fileOperations = systemFileOperations();
};

class SessionWorker : public QObject, private engine::LoveEngineListener {
    Q_OBJECT

public:
    explicit SessionWorker(SessionSetup setup);
    // A turn that is on its way ends unanswered: close() is the orderly end.
    ~SessionWorker() override;

    void open();
    void say(const QString& message);
    void regenerate();
    void stop();
    void giveFeedback(const engine::Feedback& feedback);
    void undoAdaptation();
    // Stops the turn, writes the checkpoint and what waits. What cannot be written then is lost.
    void close();

signals:
    void opened(const moie::ui::SessionOpened& session);
    void notOpened(const moie::Error& error); // nothing was said, and nothing can be
    void turnBegun(const moie::ui::HeldTurn& turn);
    void textAdded(const QString& turnId, const QString& text);
    void attemptDiscarded(const QString& turnId);
    // Its feedback and what was said of its beginning are empty.
    void turnEnded(const moie::ui::HeldTurn& turn);
    void thresholdChanged(const moie::ui::ThresholdChange& change);
    void loggingChanged(const moie::ui::LoggingState& state);
    // Others may read what is said here.
    void privacyNoticed(const moie::Error& notice);
    void closed(std::uint64_t lostEntries);

private:
    void onTurnStarted(const engine::TurnResult& turn) override;
    void onText(const std::string& turnId, std::string_view text) override;
    void onAttemptDiscarded(const std::string& turnId, const engine::Attempt& attempt) override;
    void onTurnFinished(const engine::TurnResult& turn) override;
    void onTurnFailed(const std::string& turnId, const Error& error) override;
    void onTurnStopped(const std::string& turnId) override;

    Result<> openAll();
    // On the flush thread, or on this one while the logger is opened or ended.
    void takeLoggerError(const Error& error);
    void takeNotice(const Error& error);
    void checkLogging();

    SessionSetup m_setup;
    std::shared_ptr<const engine::EngineData> m_data;
    std::unique_ptr<IntegratedLogger> m_logger;
    std::unique_ptr<engine::Responder> m_responder;
    std::unique_ptr<engine::LoveEngine> m_engine;
    LoggingState m_logging; // as it was told last
    std::optional<Error> m_lastError;
    QTimer m_retrying; // while logging fails
};

} // namespace moie::ui
