// SPDX-License-Identifier: MIT
#include <moie/schema/row_batch.h>

namespace moie {

Tally& Tally::operator+=(const Tally& other) {
    accepted += other.accepted;
    rejected += other.rejected;
    blank += other.blank;
    pending += other.pending;
    return *this;
}

} // namespace moie
