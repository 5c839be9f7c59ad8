// SPDX-License-Identifier: GPL-3.0-or-later
// A snapshot in words: what it holds, whatever the order it was read in.
#pragma once

#include <string>
#include <vector>

#include <moie/store/snapshot.h>

// Everything but how it was loaded, in one order. Of equal entries that are repeated, which of them is the repeat
// depends on what was read first: their places are left out.
std::vector<std::string> inWords(const moie::Snapshot& snapshot);

// Lines that one has and the other has not; empty where both say the same.
std::string differences(const std::vector<std::string>& expected, const std::vector<std::string>& actual);
