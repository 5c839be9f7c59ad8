// SPDX-License-Identifier: GPL-3.0-or-later
// A page of figures over the sample log.
#pragma once

#include <QSignalSpy>
#include <QTest>

#include "ui/pages/page.h"
#include "ui/support/page_under_test.h"
#include "ui/support/sample_log.h"
#include "ui/theme/theme.h"

namespace moie::test {

// To be taken apart: auto& [theme, bench, log, page, settled, snapshot] = sample;
template <typename PageType>
struct SamplePage {
    ui::Theme theme;
    Bench bench;
    SampleLog log;
    PageType page{*bench.workspace, theme};
    QSignalSpy settled{&page, &ui::Page::settled};
    SnapshotPtr snapshot;

    // Whether the sample's figures came to be on the page.
    bool fill() {
        page.setActive(true);
        snapshot = log.build();
        bench.workspace->receive(snapshot);
        return QTest::qWaitFor([this] { return settled.count() > 0; });
    }
    // The same in a window of that size.
    bool fillShown(const QSize& size) {
        page.resize(size);
        page.show();
        return QTest::qWaitForWindowExposed(&page) && fill();
    }
};

} // namespace moie::test
