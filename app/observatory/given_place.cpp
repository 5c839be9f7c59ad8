// SPDX-License-Identifier: GPL-3.0-or-later
#include "given_place.h"

#include "ui/workspace/workspace.h"

namespace moie::app {

void beginAtPage(ui::Workspace& workspace, const Options& options) {
    ui::Place place = workspace.place();
    place.page = QString::fromStdString(options.page);
    workspace.begin(place);
}

void openGiven(ui::Workspace& workspace, const Options& options) {
    if (options.directory.empty())
        return;
    workspace.open(QString::fromStdString(options.directory));
    ui::Place place = workspace.place();
    place.range = options.range.value_or(place.range);
    place.session = options.session;
    place.filter = options.filter;
    workspace.begin(place);
}

} // namespace moie::app
