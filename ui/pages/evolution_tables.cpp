// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>

#include "ui/charts/evolution_words.h"
#include "ui/pages/evolution_texts.h"
#include "ui/theme/definitions.h"
#include "ui/theme/format.h"
#include "ui/theme/measures.h"

namespace moie::ui {
namespace {

using namespace format;

QString metricName(EffectMetric metric) {
    switch (metric) {
    case EffectMetric::LoveMagnitude: return EvolutionTexts::tr("love magnitude");
    case EffectMetric::Margin: return EvolutionTexts::tr("margin");
    case EffectMetric::Unsafe: return EvolutionTexts::tr("unsafe turns");
    case EffectMetric::ResponseTime: return EvolutionTexts::tr("response time");
    }
    return {};
}

QString metricMeaning(EffectMetric metric) {
    switch (metric) {
    case EffectMetric::LoveMagnitude: return EvolutionTexts::tr("Length of the response vector.");
    case EffectMetric::Margin:
        return EvolutionTexts::tr("Smallest h(x) of the turn over the largest ever seen in its dimension.");
    case EffectMetric::Unsafe: return EvolutionTexts::tr("Turns with an unsafe evaluation.");
    case EffectMetric::ResponseTime: return EvolutionTexts::tr("Response time of the turn.");
    }
    return {};
}

QString sizeText(EffectMetric metric, double change) {
    switch (metric) {
    case EffectMetric::Unsafe: return points(std::abs(change));
    case EffectMetric::ResponseTime: return duration(std::abs(change));
    default: return figure(std::abs(change));
    }
}

QString effectText(EffectMetric metric, double change) {
    if (!std::isfinite(change))
        return figure(notMeasured);
    if (change == 0.0)
        return sizeText(metric, change);
    return (change < 0.0 ? QStringLiteral("−") : QStringLiteral("+")) + sizeText(metric, change);
}

QString effectRange(EffectMetric metric, double low, double high) {
    if (!std::isfinite(low) || !std::isfinite(high))
        return figure(notMeasured);
    // The unit once.
    const QString from = metric == EffectMetric::Unsafe
                             ? (low < 0.0 ? QString() : QStringLiteral("+")) + fixed(low * 100.0, 1)
                             : effectText(metric, low);
    return EvolutionTexts::tr("%1 to %2").arg(from, effectText(metric, high));
}

FigureCell textCell(const QString& text, double order = notMeasured, const QString& toolTip = {}) {
    FigureCell cell;
    cell.text = text;
    cell.order = order;
    cell.toolTip = toolTip;
    return cell;
}

FigureCell answerCell(const KindEffect& effect) {
    FigureCell cell;
    switch (effect.helped) {
    case Helped::Yes:
        cell = textCell(EvolutionTexts::tr("yes"), 3);
        cell.color = ColorRole::GoodText;
        cell.marker = Marker::TriangleUp;
        cell.markerColor = ColorRole::Good;
        break;
    case Helped::No:
        cell = textCell(EvolutionTexts::tr("no, worse"), 2);
        cell.color = ColorRole::BadText;
        cell.marker = Marker::TriangleDown;
        cell.markerColor = ColorRole::Bad;
        break;
    case Helped::CannotTell:
        cell = textCell(EvolutionTexts::tr("cannot tell"), 1);
        cell.marker = Marker::Equal;
        break;
    case Helped::TooFew:
        cell = textCell(EvolutionTexts::tr("too few"), 0);
        cell.color = ColorRole::Dim;
        cell.marker = Marker::Minus;
        break;
    }
    return cell;
}

int rankOf(Helped helped) {
    switch (helped) {
    case Helped::Yes:
    case Helped::No: return 0;
    case Helped::CannotTell: return 1;
    case Helped::TooFew: break;
    }
    return 2;
}

FigureRow agreementRow(const QString& name, EffectMetric metric, const FeedbackAgreement& agreement) {
    const Difference& d = agreement.difference;
    FigureCell difference = textCell(effectText(metric, d.change), d.change);
    if (std::isfinite(d.low))
        difference.second = effectRange(metric, d.low, d.high);
    if (d.moreThanNoise) {
        difference.marker = d.change > 0.0 ? Marker::TriangleUp : Marker::TriangleDown;
        difference.markerColor = d.change > 0.0 ? ColorRole::Good : ColorRole::Bad;
    }
    difference.toolTip = std::isfinite(d.p) ? EvolutionTexts::tr("%1 against %2, %3; below it the 95 % interval")
                                                  .arg(count(d.now.n), count(d.before.n), pText(d.p))
                                            : EvolutionTexts::tr("%1 against %2: too few to say how certain that is")
                                                  .arg(count(d.now.n), count(d.before.n));
    FigureCell tau = textCell(fixed(agreement.kendall.tau, 2), agreement.kendall.tau,
                              EvolutionTexts::tr("n %1, %2").arg(count(agreement.n), pText(agreement.kendall.p)));
    if (std::isfinite(agreement.kendall.p))
        tau.second = pText(agreement.kendall.p);
    return {textCell(sentence(name), notMeasured, metricMeaning(metric)),
            textCell(figure(d.now.value), d.now.value, EvolutionTexts::tr("n %1").arg(count(d.now.n))),
            textCell(figure(d.before.value), d.before.value, EvolutionTexts::tr("n %1").arg(count(d.before.n))),
            difference,
            tau,
            textCell(count(agreement.n), static_cast<double>(agreement.n),
                     EvolutionTexts::tr("%1 with good and %2 with bad feedback")
                         .arg(count(agreement.good), count(agreement.n - agreement.good)))};
}

} // namespace

std::vector<FigureColumn> helpedColumns() {
    return {
        {EvolutionTexts::tr("After"), EvolutionTexts::tr("Events of one kind; learning by its type"), false, true},
        {EvolutionTexts::tr("Figure"), EvolutionTexts::tr("What is looked at before and after"), false, true},
        {EvolutionTexts::tr("Did it help?"),
         EvolutionTexts::tr("Yes or no only where chance alone would hardly do the same (p < 0.05 after correction for "
                            "all kinds and figures), and from 4 judged events on")},
        {EvolutionTexts::tr("Effect"), definition(Term::Effect), true},
        {EvolutionTexts::tr("95 % interval"), definition(Term::Interval), true},
        {EvolutionTexts::tr("p"), definition(Term::CorrectedP), true},
        {EvolutionTexts::tr("n"), EvolutionTexts::tr("Events with enough turns around them, of all of the kind"),
         true}};
}

QString helpedSentence(const KindEffect& effect, const Snapshot& snapshot) {
    const QString kind = kindName(effect.kind, effect.what, snapshot);
    const QString metric = metricName(effect.metric);
    const QString n =
        EvolutionTexts::tr("%1 of %2 events could be judged").arg(count(effect.judged), count(effect.events));
    switch (effect.helped) {
    case Helped::TooFew:
        return EvolutionTexts::tr("%1 and %2: too few events with enough turns around them to say anything (%3).")
            .arg(sentence(kind), metric, n);
    case Helped::CannotTell:
        return EvolutionTexts::tr("%1 and %2: what changed can be chance (%3, %4).")
            .arg(sentence(kind), metric, n, pText(effect.p));
    case Helped::Yes:
    case Helped::No: break;
    }
    return (effect.effect > 0.0 ? EvolutionTexts::tr("After %1, %2: %3 higher (%4, %5). An association: events "
                                                     "tend to follow bad stretches.")
                                : EvolutionTexts::tr("After %1, %2: %3 lower (%4, %5). An association: events "
                                                     "tend to follow bad stretches."))
        .arg(kind, metric, sizeText(effect.metric, effect.effect), n, pText(effect.p));
}

std::vector<FigureRow> helpedRows(const EvolutionFigures& figures, const Snapshot& snapshot) {
    std::vector<KindEffect> kinds = figures.kinds;
    std::stable_sort(kinds.begin(), kinds.end(), [](const KindEffect& a, const KindEffect& b) {
        return std::tuple(rankOf(a.helped), a.kind, a.what) < std::tuple(rankOf(b.helped), b.kind, b.what);
    });
    std::vector<FigureRow> rows;
    for (const KindEffect& effect : kinds) {
        const QString tip = helpedSentence(effect, snapshot);
        FigureCell answer = answerCell(effect);
        answer.toolTip = tip;
        const bool known = effect.helped != Helped::TooFew;
        const double shown = known ? effect.effect : notMeasured;
        rows.push_back({textCell(sentence(kindName(effect.kind, effect.what, snapshot)), notMeasured, tip),
                        textCell(metricName(effect.metric), notMeasured, metricMeaning(effect.metric)), answer,
                        textCell(effectText(effect.metric, shown), shown, tip),
                        textCell(known ? effectRange(effect.metric, effect.low, effect.high) : figure(notMeasured),
                                 effect.low, tip),
                        textCell(pValue(effect.p), effect.p, tip),
                        textCell(EvolutionTexts::tr("%1 of %2").arg(count(effect.judged), count(effect.events)),
                                 static_cast<double>(effect.judged), tip)});
    }
    return rows;
}

std::vector<FigureColumn> agreementColumns() {
    return {{EvolutionTexts::tr("Score"), EvolutionTexts::tr("A figure of the turn that the feedback was given to"),
             false, true},
            {EvolutionTexts::tr("Good"), EvolutionTexts::tr("Mean of the turns with good feedback"), true},
            {EvolutionTexts::tr("Bad"), EvolutionTexts::tr("Mean of the turns with bad feedback"), true},
            {EvolutionTexts::tr("Difference"), EvolutionTexts::tr("Good less bad; marked only where it is more than "
                                                                  "chance")},
            {EvolutionTexts::tr("Tau"), definition(Term::FeedbackTau), true},
            {EvolutionTexts::tr("n"), EvolutionTexts::tr("Feedback to a turn that has the score"), true}};
}

std::vector<FigureRow> agreementRows(const EvolutionFigures& figures) {
    std::vector<FigureRow> rows;
    if (figures.feedbackLove.n > 0)
        rows.push_back(
            agreementRow(metricName(EffectMetric::LoveMagnitude), EffectMetric::LoveMagnitude, figures.feedbackLove));
    if (figures.feedbackMargin.n > 0)
        rows.push_back(agreementRow(metricName(EffectMetric::Margin), EffectMetric::Margin, figures.feedbackMargin));
    return rows;
}

} // namespace moie::ui
