// SPDX-License-Identifier: GPL-3.0-or-later
// Asks a server for one short reply and measures how long its first words take. GUI thread.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <moie/base/result.h>
#include <moie/engine/responder.h>

#include "ui/live/endpoint.h"

namespace moie::ui {

class EndpointResponder;

class ConnectionTest : public QObject, private engine::ResponseSink {
    Q_OBJECT

public:
    // What is sent.
    static constexpr std::string_view message = "Hello";

    // From the question to the first words.
    using Answer = std::function<void(Result<std::chrono::milliseconds>)>;

    explicit ConnectionTest(QObject* parent = nullptr);
    ~ConnectionTest() override;

    // Answers once, later, unless it is cancelled, asked again, or gone by then. The rest of the reply is not waited
    // for.
    void start(const Endpoint& endpoint, Answer answer);
    void cancel();
    bool isRunning() const { return m_answer != nullptr; }

private:
    void onText(std::string_view text) override;
    void onFinished(std::optional<std::size_t> tokens) override;
    void onFailed(const Error& error) override;
    void conclude(Result<std::chrono::milliseconds> result);

    std::unique_ptr<EndpointResponder> m_responder;
    QElapsedTimer m_since;
    Answer m_answer; // null while nothing is asked
    Result<std::chrono::milliseconds> m_result;
    QTimer m_conclusion; // running: the result is to be told
};

} // namespace moie::ui
