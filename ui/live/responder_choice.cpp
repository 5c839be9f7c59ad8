// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/responder_choice.h"

#include <QCoreApplication>

#include <moie/engine/reflective_responder.h>

namespace moie::ui {

namespace {

class ResponderTexts {
    Q_DECLARE_TR_FUNCTIONS(ResponderChoice)
};

} // namespace

ResponderChoice builtInResponder() {
    return {ResponderTexts::tr("Built-in listener"),
            ResponderTexts::tr("A small program of fixed rules, no language model: it takes up your words and asks. "
                               "It works offline; what you say stays in the log directory."),
            [](const auto& data) { return std::make_unique<engine::ReflectiveResponder>(data); }};
}

} // namespace moie::ui
