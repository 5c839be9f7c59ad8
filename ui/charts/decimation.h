// SPDX-License-Identifier: GPL-3.0-or-later
// Which values of a dense line are worth drawing.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace moie::ui {

// Of the values from `first` to before `last`, whose positions ascend: the first, lowest, highest and last of each of
// `columns` equal parts of low…high, in order, so that the line covers the same pixels. Where a part has no value the
// place of its first NaN stands for the gap; a shorter gap cannot be seen. All of them where they are no more than four
// a column.
std::vector<std::size_t> worthDrawing(std::span<const double> positions, std::span<const double> values,
                                      std::size_t first, std::size_t last, double low, double high,
                                      std::size_t columns);

} // namespace moie::ui
