// SPDX-License-Identifier: GPL-3.0-or-later
// Who may answer in a live session: what the user chooses from, and what makes the responder.
#pragma once

#include <functional>
#include <memory>

#include <QString>

#include <moie/engine/engine_data.h>
#include <moie/engine/responder.h>

namespace moie::ui {

// Called on the session's thread, to which the responder then belongs.
using ResponderMaker =
    std::function<std::unique_ptr<engine::Responder>(const std::shared_ptr<const engine::EngineData>&)>;

struct ResponderChoice {
    QString name;        // "Built-in listener"
    QString explanation; // what it is, and where what is said goes
    ResponderMaker make;
};

ResponderChoice builtInResponder();

} // namespace moie::ui
