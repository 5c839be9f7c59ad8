// SPDX-License-Identifier: MIT
#include <moie/store/unread.h>

#include <moie/store/snapshot.h>

namespace moie {

std::vector<Error> whatIsUnread(const Snapshot& snapshot) {
    std::vector<Error> unread = snapshot.problems;
    for (const auto& file : snapshot.files) {
        if (file->problem && !file->gone)
            unread.push_back(*file->problem);
    }
    return unread;
}

} // namespace moie
