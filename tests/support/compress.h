// SPDX-License-Identifier: GPL-3.0-or-later
// Compresses as gzip and zstd do.
#pragma once

#include <string>

#include <zlib.h>
#include <zstd.h>

inline std::string gzipped(const std::string& text) {
    z_stream stream{};
    ::deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
    std::string out(::deflateBound(&stream, text.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
    stream.avail_in = static_cast<uInt>(text.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    ::deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    ::deflateEnd(&stream);
    return out;
}

inline std::string zstandard(const std::string& text) {
    std::string out(::ZSTD_compressBound(text.size()), '\0');
    ZSTD_CCtx* context = ::ZSTD_createCCtx();
    ::ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1); // as the program does
    out.resize(::ZSTD_compress2(context, out.data(), out.size(), text.data(), text.size()));
    ::ZSTD_freeCCtx(context);
    return out;
}
