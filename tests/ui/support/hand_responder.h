// SPDX-License-Identifier: GPL-3.0-or-later
// A responder of a live session that tells what the test tells it, when the test does, on the session's thread.
#pragma once

#include <memory>
#include <mutex>

#include <QObject>

#include <moie/engine/responder.h>

#include "ui/live/session_worker.h"

// What the test holds of it. A call is passed on where a reply is being given, and dropped where not.
class Hand {
public:
    moie::ui::ResponderMaker maker() {
        return [this](const auto&) { return std::make_unique<Responder>(*this); };
    }

    void tell(const std::string& text) {
        post([text](moie::engine::ResponseSink& sink) { sink.onText(text); });
    }
    void finish() {
        post([](moie::engine::ResponseSink& sink) { sink.onFinished(std::nullopt); });
    }
    void answer(const std::string& text) {
        tell(text);
        finish();
    }
    void fail(const std::string& why) {
        post([why](moie::engine::ResponseSink& sink) { sink.onFailed({moie::ErrorCode::Io, why, {}, std::nullopt}); });
    }
    int asked() const {
        const std::lock_guard lock(m_mutex);
        return m_asked;
    }

private:
    class Responder final : public QObject, public moie::engine::Responder {
    public:
        explicit Responder(Hand& hand) : m_hand(hand) {
            const std::lock_guard lock(m_hand.m_mutex);
            m_hand.m_responder = this;
        }
        ~Responder() override {
            const std::lock_guard lock(m_hand.m_mutex);
            m_hand.m_responder = nullptr;
        }
        std::string modelName() const override { return "by hand"; }
        void start(const moie::engine::ResponseRequest&, moie::engine::ResponseSink& sink) override {
            m_sink = &sink;
            const std::lock_guard lock(m_hand.m_mutex);
            ++m_hand.m_asked;
        }
        void cancel() override { m_sink = nullptr; }
        moie::engine::ResponseSink* sink() const { return m_sink; }

    private:
        Hand& m_hand;
        moie::engine::ResponseSink* m_sink = nullptr;
    };

    template <typename Call>
    void post(Call call) {
        const std::lock_guard lock(m_mutex);
        if (m_responder)
            QMetaObject::invokeMethod(
                m_responder,
                [call, responder = m_responder] {
                    if (responder->sink())
                        call(*responder->sink());
                },
                Qt::QueuedConnection);
    }

    mutable std::mutex m_mutex;
    Responder* m_responder = nullptr;
    int m_asked = 0;
};
