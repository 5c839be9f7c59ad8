// SPDX-License-Identifier: MIT
#include <moie/base/result.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace moie {

std::string Error::describe() const {
    std::string line = path.empty() ? text : path + ": " + text;
    if (offset)
        line += " (at byte " + std::to_string(*offset) + ")";
    return line;
}

Error errorFromErrno(const std::string& what, const std::string& path, int errnoValue) {
    ErrorCode code = ErrorCode::Io;
    switch (errnoValue) {
    case ENOENT: code = ErrorCode::NotFound; break;
    case ENOTDIR: code = ErrorCode::NotADirectory; break;
    case EACCES:
    case EPERM:
    case EROFS: code = ErrorCode::PermissionDenied; break;
    case ENOSPC:
    case EDQUOT: code = ErrorCode::NoSpace; break;
    case EINVAL: code = ErrorCode::InvalidArgument; break;
    default: break;
    }
    return {code, what + ": " + std::generic_category().message(errnoValue), path, std::nullopt};
}

} // namespace moie
