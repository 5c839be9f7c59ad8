// SPDX-License-Identifier: GPL-3.0-or-later
// How large the fault tests are: small for every day, full under FAULT_SCALE=full.
#pragma once

#include <QtGlobal>

inline int scaled(int everyDay, int full) {
    return qgetenv("FAULT_SCALE") == "full" ? full : everyDay;
}
