// SPDX-License-Identifier: GPL-3.0-or-later
// Who answers in a live session: what the user is told of it, and what makes it.
#pragma once

#include <functional>
#include <memory>

#include <QString>

#include <moie/base/result.h>
#include <moie/engine/engine_data.h>
#include <moie/engine/responder.h>

namespace moie::ui {

// Called on the session's thread, to which the responder then belongs.
using ResponderMaker =
    std::function<Result<std::unique_ptr<engine::Responder>>(const std::shared_ptr<const engine::EngineData>&)>;

struct ResponderChoice {
    QString name;        // "Built-in listener", "gemma2:2b at localhost:11434"
    QString explanation; // what it is, and where what is said goes
    ResponderMaker make;
};

// Needs nothing and is there from the first start.
ResponderChoice builtInResponder();

} // namespace moie::ui
