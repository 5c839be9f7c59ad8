// SPDX-License-Identifier: GPL-3.0-or-later
// What went wrong with a request, in words: what happened, with which server, and what to do.
#pragma once

#include <QString>

#include <moie/base/result.h>

class QNetworkReply;

namespace moie::ui {

// Why we ended a request ourselves; Qt gives the same error for all of these.
enum class Aborted : unsigned char { No, SilentAtFirst, Stalled, TooLong, TooLarge };

// Of a finished reply with an error, a status other than 2xx, or one that we aborted. `body` is what came of it.
Error networkError(const QNetworkReply& reply, Aborted aborted, const QByteArray& body);

} // namespace moie::ui
