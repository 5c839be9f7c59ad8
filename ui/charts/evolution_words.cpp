// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/evolution_words.h"

#include <cmath>

#include <QCoreApplication>
#include <QStringList>

#include "ui/theme/format.h"

namespace moie::ui {
namespace {

class EventTexts {
    Q_DECLARE_TR_FUNCTIONS(EvolutionEvents)
};

QString thresholdText(const EvolutionEvent& event) {
    if (!std::isfinite(event.newThreshold))
        return {};
    if (!std::isfinite(event.oldThreshold))
        return EventTexts::tr("threshold %1").arg(format::figure(event.newThreshold));
    return QStringLiteral("%1 → %2").arg(format::figure(event.oldThreshold), format::figure(event.newThreshold));
}

} // namespace

EventLook lookOf(EvolutionKind kind) {
    switch (kind) {
    case EvolutionKind::Adaptation: return {Marker::Circle, ColorRole::Part1};
    case EvolutionKind::Learning: return {Marker::Diamond, ColorRole::Part3};
    case EvolutionKind::Feedback: return {Marker::Ring, ColorRole::Part5};
    case EvolutionKind::ModelChange: return {Marker::TriangleUp, ColorRole::Part6};
    case EvolutionKind::VersionChange: return {Marker::TriangleUp, ColorRole::AccentText};
    case EvolutionKind::ThresholdChange: return {Marker::Circle, ColorRole::Part4};
    case EvolutionKind::Marker: return {Marker::TriangleDown, ColorRole::AccentText};
    case EvolutionKind::Checkpoint: return {Marker::Square, ColorRole::Part2};
    }
    return {};
}

QString kindName(EvolutionKind kind) {
    switch (kind) {
    case EvolutionKind::Adaptation: return EventTexts::tr("adaptation");
    case EvolutionKind::Learning: return EventTexts::tr("learning");
    case EvolutionKind::Feedback: return EventTexts::tr("feedback");
    case EvolutionKind::ModelChange: return EventTexts::tr("model change");
    case EvolutionKind::VersionChange: return EventTexts::tr("engine version");
    case EvolutionKind::ThresholdChange: return EventTexts::tr("threshold found changed");
    case EvolutionKind::Marker: return EventTexts::tr("your marker");
    case EvolutionKind::Checkpoint: return EventTexts::tr("checkpoint");
    }
    return {};
}

QString kindNames(EvolutionKind kind) {
    switch (kind) {
    case EvolutionKind::Adaptation: return EventTexts::tr("Adaptations");
    case EvolutionKind::Learning: return EventTexts::tr("Learning");
    case EvolutionKind::Feedback: return EventTexts::tr("Feedback");
    case EvolutionKind::ModelChange: return EventTexts::tr("Model changes");
    case EvolutionKind::VersionChange: return EventTexts::tr("Engine versions");
    case EvolutionKind::ThresholdChange: return EventTexts::tr("Thresholds found changed");
    case EvolutionKind::Marker: return EventTexts::tr("Your markers");
    case EvolutionKind::Checkpoint: return EventTexts::tr("Checkpoints");
    }
    return {};
}

QString kindName(EvolutionKind kind, NameId what, const Snapshot& snapshot) {
    const QString name = format::words(snapshot.name(what));
    return name.isEmpty() ? kindName(kind) : EventTexts::tr("%1: %2").arg(kindName(kind), name);
}

QString eventText(const EvolutionEvent& event, const Snapshot& snapshot, const std::vector<moie::Marker>& markers) {
    QStringList parts;
    const auto add = [&](const QString& part) {
        if (!part.isEmpty())
            parts.append(part);
    };
    if (event.kind == EvolutionKind::Marker) {
        const QString label =
            event.marker < markers.size() ? QString::fromStdString(markers[event.marker].label) : QString();
        return label.isEmpty() ? kindName(event.kind) : format::oneLine(label);
    }
    add(kindName(event.kind, event.what, snapshot));
    add(thresholdText(event));
    add(format::words(snapshot.name(event.reason)));
    if (event.kind == EvolutionKind::Feedback && std::isfinite(event.strength))
        add(EventTexts::tr("strength %1").arg(format::fixed(event.strength, 2)));
    return parts.join(QStringLiteral(", "));
}

} // namespace moie::ui
