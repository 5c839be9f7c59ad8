// SPDX-License-Identifier: GPL-3.0-or-later
// libFuzzer target: both ways of reading a line agree (support/parser_agreement.h).
#include <cstdio>
#include <cstdlib>

#include "support/parser_agreement.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static ParserAgreement agreement;
    std::string line(reinterpret_cast<const char*>(data), size);
    std::erase(line, '\n'); // lines are cut there before they are parsed
    if (const char* fault = agreement.faultWith(line)) {
        std::fprintf(stderr, "%s\n", fault);
        std::abort();
    }
    return 0;
}
