// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/model_list.h"

#include <memory>
#include <optional>
#include <utility>

#include <QNetworkReply>
#include <QNetworkRequest>
#include <QTimer>

#include "ui/live/network_errors.h"

namespace moie::ui {

namespace {

constexpr qsizetype longestList = 4 << 20; // bytes

} // namespace

std::vector<LocalServer> usualLocalServers() {
    return {{QStringLiteral("Ollama"), QUrl(QStringLiteral("http://127.0.0.1:11434/v1"))},
            {QStringLiteral("llama.cpp"), QUrl(QStringLiteral("http://127.0.0.1:8080/v1"))},
            {QStringLiteral("LM Studio"), QUrl(QStringLiteral("http://127.0.0.1:1234/v1"))},
            {QStringLiteral("vLLM"), QUrl(QStringLiteral("http://127.0.0.1:8000/v1"))}};
}

void ModelList::ask(const Endpoint& endpoint, Answer answer, std::chrono::milliseconds timeout) {
    if (const Result<> allowed = mayCarryKey(endpoint); !allowed) {
        QTimer::singleShot(0, this,
                           [answer = std::move(answer), error = allowed.error()] { answer(tl::unexpected(error)); });
        return;
    }
    QNetworkRequest get(endpointUrl(endpoint.base, "models"));
    get.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    get.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    get.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    if (!endpoint.key.empty())
        get.setRawHeader("Authorization", "Bearer " + QByteArray::fromStdString(endpoint.key));
    QNetworkReply* reply = m_network.get(get);
    const auto end = [this, reply, answer = std::move(answer)](Aborted aborted) {
        reply->disconnect(this);
        const QByteArray body = reply->read(longestList);
        const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        std::optional<std::vector<ListedModel>> models;
        if (aborted == Aborted::No && status == 200)
            models = parseModelList(body);
        const Error error = networkError(*reply, aborted, body);
        reply->abort();
        reply->deleteLater();
        if (models)
            answer(std::move(*models));
        else
            answer(tl::unexpected(error));
    };
    connect(reply, &QNetworkReply::finished, this, [end] { end(Aborted::No); });
    connect(reply, &QNetworkReply::readyRead, this, [reply, end] {
        if (reply->bytesAvailable() > longestList)
            end(Aborted::TooLarge);
    });
    // Gone with the reply.
    auto* timer = new QTimer(reply);
    timer->setSingleShot(true);
    connect(timer, &QTimer::timeout, this, [end] { end(Aborted::SilentAtFirst); });
    timer->start(timeout);
}

void ModelList::find(const std::vector<LocalServer>& servers, Found found, std::chrono::milliseconds timeout) {
    struct Search {
        std::vector<std::optional<FoundServer>> answers;
        std::size_t waiting;
        Found found;
    };
    auto search = std::make_shared<Search>(Search{{}, servers.size(), std::move(found)});
    search->answers.resize(servers.size());
    for (std::size_t i = 0; i < servers.size(); ++i) {
        Endpoint endpoint;
        endpoint.base = servers[i].base;
        ask(
            endpoint,
            [search, i, server = servers[i]](Result<std::vector<ListedModel>> models) {
                if (models)
                    search->answers[i] = FoundServer{server, std::move(*models)};
                if (--search->waiting > 0)
                    return;
                std::vector<FoundServer> all;
                for (std::optional<FoundServer>& answer : search->answers) {
                    if (answer)
                        all.push_back(std::move(*answer));
                }
                search->found(std::move(all));
            },
            timeout);
    }
}

} // namespace moie::ui
