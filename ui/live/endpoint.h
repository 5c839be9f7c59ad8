// SPDX-License-Identifier: GPL-3.0-or-later
// A server that speaks OpenAI's chat protocol: where it is, which model answers, and the key that it may want.
#pragma once

#include <chrono>
#include <string>

#include <QString>
#include <QUrl>

#include <moie/base/result.h>

namespace moie::ui {

// What the server calls the sampling parameters that OpenAI does not have.
enum class Dialect : unsigned char {
    Standard, // it may refuse what it does not know
    LlamaCpp, // top_k, repeat_penalty: llama.cpp, LM Studio
    Vllm,     // top_k, repetition_penalty
};

struct EndpointTimeouts {
    std::chrono::milliseconds firstByte{120'000}; // a model may have to be loaded first
    std::chrono::milliseconds pause{60'000};      // between two bytes
    std::chrono::milliseconds whole{15 * 60'000};
};

struct Endpoint {
    QUrl base; // ends in /v1
    QString model;
    std::string key; // empty: none
    Dialect dialect = Dialect::Standard;
    EndpointTimeouts timeouts = {};
};

// What a user writes for an address: "localhost:11434", "http://host/v1/", "…/v1/chat/completions".
Result<QUrl> endpointBase(const QString& text);
// base + "chat/completions" or "models".
QUrl endpointUrl(const QUrl& base, const char* path);
// As it is said to users: "localhost:11434".
QString hostAndPort(const QUrl& url);
// Whether what is sent there stays on this machine.
bool isLoopback(const QUrl& url);
// A key goes over https, or to this machine. The error says why not.
Result<> mayCarryKey(const Endpoint& endpoint);

} // namespace moie::ui
