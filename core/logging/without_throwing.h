// SPDX-License-Identifier: MIT
// Out of memory must not end the program that is being logged. Internal to core/logging.
#pragma once

#include <exception>
#include <string>

#include <moie/base/result.h>

namespace moie {

// The result of call(), which is a Result; an error where it throws.
template <typename Call>
auto withoutThrowing(Call call) -> decltype(call()) {
    try {
        return call();
    } catch (const std::exception& failure) {
        return tl::unexpected(Error{ErrorCode::Io, std::string("cannot log: ") + failure.what(), {}, std::nullopt});
    }
}

} // namespace moie
