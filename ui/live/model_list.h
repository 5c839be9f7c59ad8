// SPDX-License-Identifier: GPL-3.0-or-later
// Asks a server for its models: to choose one, to test a connection, and to find the servers that usually run on this
// machine. Nothing is asked before the user wants it. GUI thread.
#pragma once

#include <chrono>
#include <functional>
#include <vector>

#include <QNetworkAccessManager>
#include <QObject>

#include <moie/base/result.h>

#include "ui/live/chat_protocol.h"
#include "ui/live/endpoint.h"

namespace moie::ui {

// Where the common servers listen unless they were told otherwise.
struct LocalServer {
    QString name;
    QUrl base;
};
std::vector<LocalServer> usualLocalServers(); // Ollama, llama.cpp, LM Studio, vLLM

struct FoundServer {
    LocalServer server;
    std::vector<ListedModel> models;
};

class ModelList : public QObject {
    Q_OBJECT

public:
    using Answer = std::function<void(Result<std::vector<ListedModel>>)>;

    using Found = std::function<void(std::vector<FoundServer>)>;

    explicit ModelList(QObject* parent = nullptr) : QObject(parent) {}

    // Answers once, later, unless this object is gone by then. Base and key of the endpoint are used.
    void ask(const Endpoint& endpoint, Answer answer, std::chrono::milliseconds timeout = std::chrono::seconds(8));
    // Asks all of them at once, without a key. Answers once, later, with those that answered, in their order.
    void find(const std::vector<LocalServer>& servers, Found found,
              std::chrono::milliseconds timeout = std::chrono::seconds(2));

private:
    QNetworkAccessManager m_network;
};

} // namespace moie::ui
