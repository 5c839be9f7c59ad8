// SPDX-License-Identifier: GPL-3.0-or-later
// Not a test: prints how long the application takes from its start to a picture of its first page, beside a program
// that does nothing but picture a window with an empty chart, in the same run.
//
//     start_bench LOGDIR [runs]
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QApplication>
#include <QChartView>
#include <QElapsedTimer>
#include <QTemporaryDir>

namespace {

struct Cost {
    double seconds = 0;
    double cpuSeconds = 0;
};

double secondsOf(const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
}

// Of one run; ends this program where it fails.
Cost costOf(std::vector<std::string> words) {
    std::vector<char*> arguments;
    for (std::string& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    QElapsedTimer timer;
    timer.start();
    const pid_t child = ::fork();
    if (child == 0) {
        ::dup2(::open("/dev/null", O_WRONLY), STDERR_FILENO);
        ::execv(arguments[0], arguments.data());
        ::_exit(127);
    }
    int status = 0;
    rusage usage{};
    if (child < 0 || ::wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
        std::fprintf(stderr, "start_bench: %s failed\n", arguments[0]);
        std::exit(EXIT_FAILURE);
    }
    return {static_cast<double>(timer.nsecsElapsed()) * 1e-9, secondsOf(usage.ru_utime) + secondsOf(usage.ru_stime)};
}

Cost medianOf(std::vector<Cost> costs) {
    const auto middle = [&](double Cost::*part) {
        std::nth_element(costs.begin(), costs.begin() + static_cast<std::ptrdiff_t>(costs.size() / 2), costs.end(),
                         [part](const Cost& a, const Cost& b) { return a.*part < b.*part; });
        return costs[costs.size() / 2].*part;
    };
    return {middle(&Cost::seconds), middle(&Cost::cpuSeconds)};
}

int pictureAChart(int argc, char** argv) {
    QApplication application(argc, argv);
    QChartView view;
    view.resize(1440, 900);
    view.show();
    QImage picture(view.size(), QImage::Format_RGB32);
    view.QWidget::render(&picture);
    return picture.save(QString::fromLocal8Bit(argv[2])) ? EXIT_SUCCESS : EXIT_FAILURE;
}

} // namespace

int main(int argc, char** argv) {
    ::setenv("QT_QPA_PLATFORM", "offscreen", 0);
    if (argc == 3 && std::string(argv[1]) == "--reference")
        return pictureAChart(argc, argv);
    if (argc < 2) {
        std::fprintf(stderr, "usage: start_bench LOGDIR [runs]\n");
        return EXIT_FAILURE;
    }
    const int runs = argc > 2 ? std::max(1, std::atoi(argv[2])) : 9;
    const QTemporaryDir scratch;
    const std::string picture = scratch.filePath(QStringLiteral("picture.png")).toStdString();
    ::setenv("XDG_CONFIG_HOME", scratch.path().toLocal8Bit().constData(), 1);
    ::setenv("XDG_DATA_HOME", scratch.path().toLocal8Bit().constData(), 1);
    ::setenv("XDG_CACHE_HOME", scratch.path().toLocal8Bit().constData(), 1);
    std::vector<Cost> application;
    std::vector<Cost> reference;
    for (int i = 0; i < runs; ++i) {
        reference.push_back(costOf({argv[0], "--reference", picture}));
        application.push_back(costOf({OBSERVATORY_PATH, argv[1], "--screenshot", picture, "--size", "1440x900"}));
    }
    const Cost first = medianOf(application);
    const Cost bare = medianOf(reference);
    std::printf("medians of %d                      time        CPU\n", runs);
    std::printf("reference: an empty chart    %7.3f s  %7.3f s\n", bare.seconds, bare.cpuSeconds);
    std::printf("the first page               %7.3f s  %7.3f s\n", first.seconds, first.cpuSeconds);
    std::printf("ratio                        %7.2f    %7.2f\n", first.seconds / bare.seconds,
                first.cpuSeconds / bare.cpuSeconds);
    return EXIT_SUCCESS;
}
