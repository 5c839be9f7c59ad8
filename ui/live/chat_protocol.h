// SPDX-License-Identifier: GPL-3.0-or-later
// OpenAI's chat protocol as JSON: what is asked, and what the pieces of an answer say. Pure functions.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <QByteArray>
#include <QString>

#include <moie/engine/responder.h>

#include "ui/live/endpoint.h"

namespace moie::ui {

QByteArray chatRequest(const Endpoint& endpoint, const engine::ResponseRequest& request);

// What one event of the stream, or a whole answer of a server that does not stream, says.
struct ChatPiece {
    std::string text;
    bool finished = false;              // the model is done
    std::optional<std::size_t> tokens;  // of the reply
    std::optional<std::string> problem; // the server's words
};

// Empty where it is no such JSON.
std::optional<ChatPiece> parseChatPiece(const QByteArray& json);

// The server's words in the body of an error: an error object's message, or its text on one line, cut where it is long;
// empty where there is nothing for people in it (HTML).
QString problemInBody(const QByteArray& body);

struct ListedModel {
    QString name;
    Dialect dialect = Dialect::Standard;
};

// Empty where it is no model list.
std::optional<std::vector<ListedModel>> parseModelList(const QByteArray& json);

} // namespace moie::ui
