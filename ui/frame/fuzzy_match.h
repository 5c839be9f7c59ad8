// SPDX-License-Identifier: GPL-3.0-or-later
// How well a text answers what was typed of it: its letters in their order, with anything between them.
#pragma once

#include <optional>

#include <QStringView>

namespace moie::ui {

// Higher is better; nothing where a letter is missing. Letters that begin words or follow each other count most, and of
// two texts that answer alike the shorter wins. Words of the pattern may stand in any order. Whatever the case.
std::optional<int> fuzzyScore(QStringView pattern, QStringView text);

} // namespace moie::ui
