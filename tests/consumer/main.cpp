// SPDX-License-Identifier: GPL-3.0-or-later
#include <moie/logging/integrated_logger.h>

int main(int, char** argv) {
    const auto logger = moie::IntegratedLogger::open({.directory = argv[1]});
    if (!logger)
        return 1;
    (*logger)->interaction().logUserInput("I had a hard week");
    (*logger)->loveVector().logComputation("I had a hard week", {0.6, 0.7, 0.9, 0.5, 0.7});
    (*logger)->interaction().logResponse("I am sorry to hear that.", {0.7, 0.8, 0.9, 0.6, 0.8}, {}, 1.25);
    return (*logger)->flushAllLogs() ? 0 : 1;
}
