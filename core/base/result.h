// SPDX-License-Identifier: MIT
// Result and Error: how an operation that can fail says so. Nothing in core throws across a public function.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include <tl/expected.hpp>

namespace moie {

enum class ErrorCode : std::uint8_t {
    InvalidArgument,
    NotFound,
    NotADirectory,
    PermissionDenied,
    NoSpace,
    Malformed,
    Cancelled,
    Io,
};

struct Error {
    ErrorCode code = ErrorCode::Io;
    std::string text; // what happened and, where known, what to do; a full sentence without its end mark
    std::string path; // the file or directory concerned, empty where there is none
    std::optional<std::uint64_t> offset; // byte offset in that file

    // One line for people: "path: text (at byte offset)".
    std::string describe() const;
};

template <typename T = void>
using Result = tl::expected<T, Error>;

// An Error from errno for an operation on a path, e.g. errorFromErrno("cannot open", path, EACCES).
Error errorFromErrno(const std::string& what, const std::string& path, int errnoValue);

} // namespace moie
