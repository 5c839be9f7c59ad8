// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/palette_entries.h"

#include <QAction>
#include <QCoreApplication>

#include "ui/frame/commands.h"
#include "ui/frame/frame_state.h"
#include "ui/theme/format.h"
#include "ui/workspace/settings.h"
#include "ui/workspace/workspace.h"

namespace moie::ui {

namespace {

constexpr qsizetype leastTyped = 2;
constexpr std::size_t mostSessions = 20;

class PaletteTexts {
    Q_DECLARE_TR_FUNCTIONS(CommandPalette)
};

} // namespace

std::vector<PaletteEntry> paletteEntries(const Commands& commands, const QWidget* page, Workspace& workspace) {
    std::vector<PaletteEntry> entries;
    for (const Commands::Section& section : commands.sections(page)) {
        for (QAction* action : section.actions) {
            if (!action->isEnabled() || action->text().isEmpty())
                continue;
            const QString keys = action->shortcut().toString(QKeySequence::NativeText);
            entries.push_back({action->text(), keys.isEmpty() ? section.title : keys, [action] { action->trigger(); }});
        }
    }
    for (const SavedView& view : workspace.settings().savedViews()) {
        entries.push_back({format::oneLine(view.name), PaletteTexts::tr("Saved view"),
                           [&workspace, place = view.place] { workspace.go(place); }});
    }
    for (const QString& recent : workspace.settings().recents()) {
        if (recent != workspace.directory())
            entries.push_back({PaletteTexts::tr("Open %1").arg(shownPath(recent)), PaletteTexts::tr("Directory"),
                               [&workspace, recent] { workspace.open(recent); }});
    }
    return entries;
}

std::vector<PaletteEntry> sessionEntries(const QString& typed, Workspace& workspace) {
    std::vector<PaletteEntry> entries;
    const SnapshotPtr snapshot = workspace.snapshot();
    if (typed.size() < leastTyped || !snapshot)
        return entries;
    const std::string begun = typed.toStdString();
    const Time now = workspace.clock().now();
    for (std::size_t i = snapshot->sessions.size(); i > 0 && entries.size() < mostSessions; --i) {
        const Session& session = *snapshot->sessions[i - 1];
        const std::string_view id = snapshot->name(session.id);
        if (!id.starts_with(begun))
            continue;
        const QString detail = format::dateTime(session.first, now) + QStringLiteral(" · ") +
                               format::counted(session.turnCount, format::Noun::Turn);
        const QString name = format::oneLine(QString::fromUtf8(id.data(), static_cast<qsizetype>(id.size())));
        entries.push_back({PaletteTexts::tr("Session %1").arg(name), detail,
                           [&workspace, index = SessionIndex{static_cast<std::uint32_t>(i - 1)}] {
                               workspace.showTurn({index, noEntry});
                           }});
    }
    return entries;
}

} // namespace moie::ui
