// SPDX-License-Identifier: GPL-3.0-or-later
// A disk that refuses what is written to it while the test says so.
#pragma once

#include <atomic>
#include <cerrno>
#include <memory>

#include <moie/logging/file_operations.h>

// What is written with its operations may go on when it is gone.
class RefusingDisk {
public:
    moie::FileOperations operations() const {
        moie::FileOperations operations = moie::systemFileOperations();
        operations.write = [error = m_error, real = operations.write](int file, const char* bytes, std::size_t size) {
            if (*error == 0)
                return real(file, bytes, size);
            errno = *error;
            return ssize_t{-1};
        };
        return operations;
    }
    // With this errno; 0: no more.
    void refuse(int error) { *m_error = error; }

private:
    std::shared_ptr<std::atomic<int>> m_error = std::make_shared<std::atomic<int>>(0);
};
