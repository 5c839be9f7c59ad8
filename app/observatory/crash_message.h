// SPDX-License-Identifier: GPL-3.0-or-later
// What the user is told when the program crashes: on standard error, in words. The process then ends as it would have
// without, so that the system's crash reports are made.
#pragma once

namespace moie::app {

// For the whole program; once, before any other thread is started.
void installCrashMessage();

} // namespace moie::app
