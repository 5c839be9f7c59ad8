// SPDX-License-Identifier: GPL-3.0-or-later
// A responder of a live session that tells what the test tells it, when the test does, on the session's thread.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include <QObject>

#include <moie/engine/responder.h>

#include "ui/live/session_worker.h"

// What the test holds of it. A call is passed on where a reply is being given, and dropped where not. It may end before
// the session does: what both need is theirs together.
class Hand {
public:
    moie::ui::ResponderMaker maker() {
        return [shared = m_shared](const auto&) { return std::make_unique<Responder>(shared); };
    }

    void tell(const std::string& text) {
        post([text](Responder& responder) {
            if (responder.sink)
                responder.sink->onText(text);
        });
    }
    void finish() {
        post([](Responder& responder) {
            if (auto* sink = std::exchange(responder.sink, nullptr))
                sink->onFinished(std::nullopt);
        });
    }
    void answer(const std::string& text) {
        tell(text);
        finish();
    }
    void fail(const std::string& why) {
        post([why](Responder& responder) {
            if (auto* sink = std::exchange(responder.sink, nullptr))
                sink->onFailed({moie::ErrorCode::Io, why, {}, std::nullopt});
        });
    }
    int asked() const {
        const std::lock_guard lock(m_shared->mutex);
        return m_shared->asked;
    }

private:
    class Responder;
    struct Shared {
        std::mutex mutex;
        Responder* responder = nullptr; // under the mutex, as what follows
        int asked = 0;
    };

    class Responder final : public QObject, public moie::engine::Responder {
    public:
        explicit Responder(std::shared_ptr<Shared> shared) : m_shared(std::move(shared)) {
            const std::lock_guard lock(m_shared->mutex);
            m_shared->responder = this;
        }
        ~Responder() override {
            const std::lock_guard lock(m_shared->mutex);
            m_shared->responder = nullptr;
        }
        std::string modelName() const override { return "by hand"; }
        void start(const moie::engine::ResponseRequest&, moie::engine::ResponseSink& to) override {
            sink = &to;
            const std::lock_guard lock(m_shared->mutex);
            ++m_shared->asked;
        }
        void cancel() override { sink = nullptr; }

        moie::engine::ResponseSink* sink = nullptr; // while a reply is being given

    private:
        std::shared_ptr<Shared> m_shared;
    };

    template <typename Call>
    void post(Call call) {
        const std::lock_guard lock(m_shared->mutex);
        if (Responder* responder = m_shared->responder)
            QMetaObject::invokeMethod(
                responder, [call, responder] { call(*responder); }, Qt::QueuedConnection);
    }

    std::shared_ptr<Shared> m_shared = std::make_shared<Shared>();
};
