// SPDX-License-Identifier: MIT
#include <moie/files/decoder.h>

#include <algorithm>
#include <limits>
#include <new>

#include <zlib.h>
#include <zstd.h>

namespace moie {

namespace {

// Of either library's message: what a user should know.
Error damagedError(std::string_view reason) {
    return {ErrorCode::Malformed, "the compressed file is damaged (" + std::string(reason) + ")", {}, {}};
}

class GzipDecoder : public Decoder {
public:
    GzipDecoder() {
        constexpr int gzipOnly = 16;
        if (::inflateInit2(&m_stream, gzipOnly + MAX_WBITS) != Z_OK)
            throw std::bad_alloc();
    }
    ~GzipDecoder() override { ::inflateEnd(&m_stream); }
    GzipDecoder(const GzipDecoder&) = delete;
    GzipDecoder& operator=(const GzipDecoder&) = delete;

    Result<Step> decode(std::span<const char> input, std::span<char> output) override {
        if (m_isBetween && !input.empty()) {
            // As gzip does: zeros after a whole member fill up a block.
            const auto padding = std::find_if(input.begin(), input.end(), [](char byte) { return byte != 0; });
            if (m_members > 0 && padding != input.begin())
                return Step{static_cast<std::size_t>(padding - input.begin()), 0};
            startMember();
        }
        constexpr std::size_t most = std::numeric_limits<uInt>::max();
        // zlib does not write to its input.
        m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
        m_stream.avail_in = static_cast<uInt>(std::min(input.size(), most));
        m_stream.next_out = reinterpret_cast<Bytef*>(output.data());
        m_stream.avail_out = static_cast<uInt>(std::min(output.size(), most));
        const int status = ::inflate(&m_stream, Z_NO_FLUSH);
        const Step step{static_cast<std::size_t>(m_stream.next_in - reinterpret_cast<const Bytef*>(input.data())),
                        static_cast<std::size_t>(m_stream.next_out - reinterpret_cast<Bytef*>(output.data()))};
        if (status == Z_STREAM_END) {
            m_isBetween = true;
            ++m_members;
        } else if (status != Z_OK && status != Z_BUF_ERROR && step.made == 0) {
            // What was made before the damage is handed out first; the next call meets it again.
            return tl::unexpected(damagedError(m_stream.msg != nullptr ? m_stream.msg : "no gzip data"));
        }
        return step;
    }

    bool mayEnd() const override { return m_isBetween; }

private:
    void startMember() {
        m_isBetween = false;
        ::inflateReset(&m_stream);
    }

    z_stream m_stream{};
    bool m_isBetween = false; // after a member's end
    std::size_t m_members = 0;
};

class ZstandardDecoder : public Decoder {
public:
    ZstandardDecoder() : m_stream(::ZSTD_createDStream(), &::ZSTD_freeDStream) {
        if (!m_stream)
            throw std::bad_alloc();
    }

    Result<Step> decode(std::span<const char> input, std::span<char> output) override {
        ZSTD_inBuffer from{input.data(), input.size(), 0};
        ZSTD_outBuffer to{output.data(), output.size(), 0};
        const std::size_t status = ::ZSTD_decompressStream(m_stream.get(), &to, &from);
        if (::ZSTD_isError(status))
            return tl::unexpected(damagedError(::ZSTD_getErrorName(status)));
        if (from.pos > 0 || to.pos > 0)
            m_isBetween = status == 0;
        return Step{from.pos, to.pos};
    }

    bool mayEnd() const override { return m_isBetween; }

private:
    std::unique_ptr<ZSTD_DStream, decltype(&::ZSTD_freeDStream)> m_stream;
    bool m_isBetween = false; // after a frame's end
};

} // namespace

namespace {
constexpr std::string_view gzipSuffix = ".gz";
constexpr std::string_view zstandardSuffix = ".zst";
} // namespace

Compression compressionOf(std::string_view path) {
    return path.ends_with(gzipSuffix)        ? Compression::Gzip
           : path.ends_with(zstandardSuffix) ? Compression::Zstandard
                                             : Compression::None;
}

std::string_view withoutCompression(std::string_view path) {
    switch (compressionOf(path)) {
    case Compression::Gzip: path.remove_suffix(gzipSuffix.size()); break;
    case Compression::Zstandard: path.remove_suffix(zstandardSuffix.size()); break;
    case Compression::None: break;
    }
    return path;
}

std::unique_ptr<Decoder> makeDecoder(Compression compression) {
    switch (compression) {
    case Compression::Gzip: return std::make_unique<GzipDecoder>();
    case Compression::Zstandard: return std::make_unique<ZstandardDecoder>();
    case Compression::None: break;
    }
    return nullptr;
}

} // namespace moie
