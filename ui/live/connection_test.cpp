// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/connection_test.h"

#include <utility>

#include "ui/live/endpoint_responder.h"

namespace moie::ui {

ConnectionTest::ConnectionTest(QObject* parent) : QObject(parent) {
    m_conclusion.setSingleShot(true);
    connect(&m_conclusion, &QTimer::timeout, this, [this] {
        const Answer answer = std::exchange(m_answer, nullptr);
        answer(m_result); // which may be the end of this object
    });
}

ConnectionTest::~ConnectionTest() = default;

void ConnectionTest::start(const Endpoint& endpoint, Answer answer) {
    cancel();
    m_answer = std::move(answer);
    m_responder = std::make_unique<EndpointResponder>(endpoint);
    engine::ResponseRequest request;
    request.message = message;
    m_since.start();
    m_responder->start(request, *this);
}

void ConnectionTest::cancel() {
    m_answer = nullptr;
    m_conclusion.stop();
    if (m_responder)
        m_responder->cancel();
}

void ConnectionTest::onText(std::string_view) {
    conclude(std::chrono::milliseconds(m_since.elapsed()));
}

void ConnectionTest::onFinished(std::optional<std::size_t>) {
    conclude(tl::unexpected(
        Error{ErrorCode::Malformed, tr("The server answers, but its reply is empty").toStdString(), {}, {}}));
}

void ConnectionTest::onFailed(const Error& error) {
    conclude(tl::unexpected(error));
}

// Told later: the responder is in the middle of a call.
void ConnectionTest::conclude(Result<std::chrono::milliseconds> result) {
    m_responder->cancel();
    m_result = std::move(result);
    m_conclusion.start(0);
}

} // namespace moie::ui
