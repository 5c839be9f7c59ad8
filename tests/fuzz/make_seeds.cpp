// SPDX-License-Identifier: GPL-3.0-or-later
// make_seeds DIR: inputs for the fuzz targets to start from, a subdirectory each.
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "support/compress.h"
#include "support/log_lines.h"

namespace {

std::vector<std::string> lines() {
    logLines::Writer writer("5b1f");
    std::vector<std::string> all;
    const auto keep = [&](logLines::Writer& written) { all.push_back(written.take()); };
    keep(writer.user("na\\u00efve \\ud83d\\ude00 \\\"quoted\\\"", R"({"user_id": "u", "n": [1, 2.5e-3, null]})"));
    keep(writer.computed("[0.1, 0.25, 1.0, 0.0, 0.875]"));
    keep(writer.evaluated(false, R"({"harm_prevention": -0.0312, "bias": 1e-05})"));
    keep(writer.evolved("[0.1]", "[0.2, NaN]"));
    keep(writer.responded());
    keep(writer.failed());
    all.emplace_back("{\"ts\": \"2025-12-01T10:00:00Z\", \"user_id\": \"a\", \"input_text\": \"b\"}\n");
    all.emplace_back("\xef\xbb\xbf{\"a\": 18446744073709551616, \"a\": \"\xff\\ud800\"}\r\n");
    all.push_back(all[0].substr(0, 90) + all[1]);
    all.emplace_back("\n  \t\n[1]\nnull\n{\n");
    return all;
}

void write(const std::filesystem::path& directory, std::size_t number, const std::string& bytes) {
    std::filesystem::create_directories(directory);
    std::ofstream(directory / std::to_string(number), std::ios::binary) << bytes;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("make_seeds DIR\n", stderr);
        return 2;
    }
    const std::filesystem::path directory = argv[1];
    std::string all;
    std::size_t number = 0;
    for (const std::string& line : lines()) {
        write(directory / "fuzz_parser_agreement", ++number, line.substr(0, line.size() - 1));
        write(directory / "fuzz_line_reader", number, "\x03\x20\x80\x05" + line + line);
        all += line;
    }
    write(directory / "fuzz_line_reader", ++number, "\x07\x40\x80\xff\x01\x02\x90\xa0" + all);
    write(directory / "fuzz_archives", 1, "f" + gzipped(all));
    write(directory / "fuzz_archives", 2, "f" + gzipped(all) + gzipped("x\n") + "padding");
    write(directory / "fuzz_archives", 3, "g" + zstandard(all));
    write(directory / "fuzz_archives", 4, "g" + zstandard(all) + zstandard("x\n"));
    write(directory / "fuzz_archives", 5, "f" + gzipped(std::string(100'000, '\n')));
    write(directory / "fuzz_archives", 6, "g" + zstandard(std::string(100'000, 'x')));
    return 0;
}
