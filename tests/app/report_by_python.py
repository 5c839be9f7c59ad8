#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints what `moielog report all --format json` must say of a log directory, as far as it is computed here.

A second implementation with numpy and scipy, from the log files on. It knows sessions of one user as `moielog demo` and the
reference write them, and reads their turns as read_logs.py does, or by their turn ids.
"""
import collections
import datetime
import itertools
import json
import math
import sys
from pathlib import Path

import numpy as np
from scipy import stats

sys.path.insert(0, str(Path(__file__).parent.parent / "core" / "feed"))
import read_logs  # noqa: E402

COMPONENTS = ("warmth", "empathy", "safety", "understanding", "compassion")
TARGET = np.array([0.8, 0.8, 0.9, 0.7, 0.8])


def data_of(turn, message):
    return [e["data"] for e in turn.entries if e["message"] == message or e["message"].startswith(message + ":")]


def turns_by_id(session):
    turns = {}
    for entry in sorted(session, key=read_logs.number):
        tag = entry["metadata"].get("turn_id")
        if tag is None:
            continue
        if tag not in turns:
            turns[tag] = read_logs.Turn(None)
        turn = turns[tag]
        turn.entries.append(entry)
        turn.answered = turn.answered or entry["message"] == "Response generated"
        turn.failed = turn.failed or entry["category"] == "system_state" and "error" in entry["data"]
    for turn in turns.values():
        turn.failed = turn.failed and not turn.answered
    return list(turns.values())


def describe(turn):
    computed = [d["love_vector"] for d in data_of(turn, "Love vector computed")]
    evolved = data_of(turn, "Love vector evolution")
    response = [d["love_vector"] for d in data_of(turn, "Response generated") if d["love_vector"]]
    seconds = [d["generation_time_seconds"] for d in data_of(turn, "Response generated")]
    whole = [d["duration_seconds"] for d in data_of(turn, "Performance metric") if d["operation"] == "complete_interaction"]
    turn.input = computed[0] if computed else evolved[0]["initial_vector"] if evolved else None
    turn.response = (response[-1] if response else evolved[-1]["final_vector"] if evolved
                     else computed[-1] if len(computed) > 1 else None)
    turn.seconds = math.nan if turn.failed else seconds[-1] if seconds and seconds[-1] is not None else \
        whole[-1] if whole else math.nan
    turn.opened = turn.entries[0]["timestamp"]
    context = data_of(turn, "User input received")[0]["context"]
    turn.conversation = context.get("conversation_id", context.get("user_id"))
    turn.closed = max(e["timestamp"] for e in turn.entries)
    turn.evaluations = data_of(turn, "CBF safety evaluation")
    turn.magnitude = float(np.linalg.norm(turn.response)) if turn.response else math.nan


def read(directory):
    totals, raw, _ = read_logs.read_directory(Path(directory))
    entries = read_logs.drop_repeats(raw, totals["warnings"])
    sessions = collections.defaultdict(list)
    for entry in entries:
        sessions[entry["session_id"]].append(entry)
    turns, loose = [], []
    sitting = -1
    for session in sessions.values():
        tagged = any("turn_id" in e["metadata"] for e in session)
        found = turns_by_id(session) if tagged else read_logs.turns_of(session)
        inside = {id(e) for turn in found for e in turn.entries}
        # Repeats of a turn's entries are nobody's; what comes before the first message and after the last turn is.
        loose += [e for e in session if id(e) not in inside and "turn_id" not in e["metadata"] and (
            tagged or read_logs.number(e) < min(read_logs.number(t.entries[0]) for t in found))]
        conversations = {}
        for turn in found:
            describe(turn)
            if turn.opened - conversations.get(turn.conversation, (0, -math.inf))[1] > 1800:
                sitting += 1
                conversations[turn.conversation] = sitting, turn.closed
            conversations[turn.conversation] = conversations[turn.conversation][0], turn.closed
            turn.sitting = conversations[turn.conversation][0]
            turn.session = session[0]["session_id"]
            turn.events_after = []
        for entry in session:
            opened = [t for t in found if t.opened <= entry["timestamp"]]
            if id(entry) not in inside and "turn_id" not in entry["metadata"] and tagged and opened:
                opened[-1].events_after.append(entry)
        turns += found
    return entries, turns, loose


def grouped(turns, key):
    """In order of first appearance: sittings of several conversations interleave."""
    groups = {}
    for turn in turns:
        groups.setdefault(key(turn), []).append(turn)
    return groups.values()


def distribution(values):
    a = np.array([v for v in values if v is not None and not math.isnan(v)], dtype=float)
    keys = ("n", "mean", "std", "min", "p10", "p50", "p90", "p95", "p99", "max")
    if len(a) == 0:
        return dict(zip(keys, [0] + [None] * 9))
    p = [float(np.percentile(a, q)) for q in (10, 50, 90, 95, 99)]
    return dict(zip(keys, [len(a), a.mean(), a.std(ddof=1) if len(a) > 1 else None, a.min(), *p[:3],
                           p[3] if len(a) >= 20 else None, p[4] if len(a) >= 100 else None, a.max()]))


def by_sitting(turns, value):
    """(n, sum) of each sitting; value gives a number, NaN, or a pair of n and sum."""
    sums = collections.defaultdict(lambda: [0, 0.0])
    for turn in turns:
        v = value(turn)
        n, s = v if isinstance(v, tuple) else (0, 0.0) if math.isnan(v) else (1, v)
        sums[turn.sitting][0] += n
        sums[turn.sitting][1] += s
    return np.array([s for s in sums.values() if s[0] > 0], dtype=float)


def ratio(sums):
    n, x = sums[:, 0], sums[:, 1]
    c, r = len(n), x.sum() / n.sum()
    v = c / (c - 1) * ((x - r * n) ** 2).sum() / n.sum() ** 2
    return n.sum(), c, r, v, stats.t.ppf(0.975, c - 1)


def mean_estimate(sums):
    n, c, r, v, t = ratio(sums)
    return r, r - t * math.sqrt(v), r + t * math.sqrt(v)


def share_estimate(sums):
    n, c, r, v, t = ratio(sums)
    effective = (min(n, r * (1 - r) / v) if v > 0 else n) * (1.959963984540054 / t) ** 2 if v > 0 else n
    z = stats.norm.ppf(0.975)
    centre, reach = r + z * z / (2 * effective), z * math.sqrt(r * (1 - r) / effective + z * z / (4 * effective ** 2))
    low, high = (centre - reach) / (1 + z * z / effective), (centre + reach) / (1 + z * z / effective)
    return {"value": r, "low": low if r > 0 else 0.0, "high": high, "n": n, "sittings": c, "n_eff": effective}


def holm(p):
    order = np.argsort(p)
    adjusted, running = [0.0] * len(p), 0.0
    for rank, i in enumerate(order):
        running = max(running, min(1.0, p[i] * (len(p) - rank)))
        adjusted[i] = running
    return adjusted


def series(turns, value):
    origin = min(t.opened for t in turns)
    points = []
    for group in grouped(turns, lambda t: t.sitting):
        values = [value(t) for t in group if not math.isnan(value(t))]
        if len(values) >= 3:
            middle = (min(t.opened for t in group) + max(t.opened for t in group)) / 2
            # In the order of the turns, so that equal means are equal to the last bit.
            points.append(((middle - origin) / 86400, sum(values) / len(values)))
    points.sort()
    return np.array([p[0] for p in points]), np.array([p[1] for p in points])


def trends(questions):
    """questions: (days, means, scale, higher is better)"""
    lines = [stats.theilslopes(y, x, 0.95) for x, y, _, _ in questions]
    p = holm([stats.kendalltau(x, y, method="asymptotic").pvalue for x, y, _, _ in questions])
    found = []
    for (x, y, scale, better), line, value in zip(questions, lines, p):
        change = line[0] * (x.max() - x.min())
        called = value < 0.05 and abs(change) > 0.01 * scale
        found.append({"slope_per_day": line[0], "low": line[2], "high": line[3], "p": value, "sittings": len(x),
                      "direction": "stable" if not called else "improving" if (change > 0) == better else "worsening"})
    return found


def change_points(x, y, scale):
    n = len(y)
    if n < 20:
        return []
    steps = np.diff(y)
    deviation = 1.4826 * np.median(np.abs(steps - np.median(steps))) / math.sqrt(2)
    residual = y - stats.theilslopes(y, x)[0] * x
    residual = residual - residual.mean()
    rho = min(max((residual[1:] * residual[:-1]).sum() / (residual ** 2).sum(), 0), 0.9)
    variance = max(deviation ** 2 / (1 - rho) * (1 + rho) / (1 - rho), (0.01 * scale) ** 2)
    penalty = 3 * variance * math.log(n)
    cost = lambda a, b: ((y[a:b] - y[a:b].mean()) ** 2).sum()
    best, start = [-penalty] + [math.inf] * n, [0] * (n + 1)
    for end in range(3, n + 1):
        for first in range(0, end - 2):
            if best[first] + cost(first, end) + penalty < best[end]:
                best[end], start[end] = best[first] + cost(first, end) + penalty, first
    edges = [n]
    while edges[0] > 0:
        edges.insert(0, start[edges[0]])
    level = sum(cost(a, b) for a, b in zip(edges, edges[1:]))
    fit = np.polyfit(x, y, 1)
    line = ((y - np.polyval(fit, x)) ** 2).sum()
    if len(edges) == 2 or level + variance * (2 * len(edges) - 3 - 2) * math.log(n) >= line:
        return []
    means = [y[a:b].mean() for a, b in zip(edges, edges[1:])]
    return [{"before": a, "after": b} for a, b in zip(means, means[1:])]


def love_vector_report(turns):
    columns = {name: (lambda t, i=i: t.response[i] if t.response else math.nan) for i, name in enumerate(COMPONENTS)}
    columns["magnitude"] = lambda t: t.magnitude
    columns["coherence"] = lambda t: float(np.mean(t.response)) if t.response else math.nan
    figures, questions, asked = {}, [], []
    for name, value in columns.items():
        scale = math.sqrt(5) if name == "magnitude" else 1
        values = [value(t) for t in turns if not math.isnan(value(t))]
        figures[name] = distribution(values)
        _, figures[name]["mean_low"], figures[name]["mean_high"] = mean_estimate(by_sitting(turns, value))
        bounds = [np.mean([v <= 0 for v in values]), np.mean([v >= scale for v in values])]
        figures[name]["at_zero"], figures[name]["at_largest"] = bounds
        figures[name]["trend"], figures[name]["change_points"] = None, []
        if max(bounds) <= 0.2:
            x, y = series(turns, value)
            asked.append(name)
            questions.append((x, y, scale, True))
            figures[name]["change_points"] = change_points(x, y, scale)
    for name, trend in zip(asked, trends(questions)):
        figures[name]["trend"] = trend
    steps, squares, freedom, step_squares = [], 0.0, 0, 0.0
    for group in grouped((t for t in turns if t.response), lambda t: t.sitting):
        v = np.array([t.response for t in group])
        lengths = np.linalg.norm(np.diff(v, axis=0), axis=1)
        steps += list(lengths)
        step_squares += (lengths ** 2).sum()
        squares += ((v - v.mean(axis=0)) ** 2).sum()
    vectors = np.array([t.response for t in turns if t.response])
    both = [t for t in turns if t.response and t.input]
    deficit = lambda v: float(np.linalg.norm(np.maximum(0, TARGET - np.array(v))))
    before, after = [deficit(t.input) for t in both], [deficit(t.response) for t in both]
    eigenvalues = np.sort(np.linalg.eigvalsh(np.cov(vectors.T)))[::-1]
    return {"turns": len(turns), "n": len(vectors), "components": {n: figures[n] for n in COMPONENTS},
            "magnitude": figures["magnitude"], "coherence": figures["coherence"], "mean_step": np.mean(steps),
            "steps": len(steps), "consistency": 1 - np.mean(steps) / math.sqrt(5),
            "drift_share": 1 - step_squares / 2 / squares, "correlation": np.corrcoef(vectors.T).tolist(),
            "principal_components": {"shares": (eigenvalues / eigenvalues.sum()).tolist()},
            "steering": {"n": len(both),
                         "mean_change": np.mean([np.linalg.norm(np.subtract(t.response, t.input)) for t in both]),
                         "component_change": {name: np.mean([t.response[i] - t.input[i] for t in both])
                                              for i, name in enumerate(COMPONENTS)},
                         "deficit_closed": 1 - sum(after) / sum(before),
                         "moved_nearer": np.mean([a < b for a, b in zip(after, before)])}}


def barrier_condition(turns, dimension):
    steps = kept = 0
    expected = 0.0
    for group in grouped(turns, lambda t: t.session):
        h = [e["barrier_values"][dimension] for t in group for e in t.evaluations]
        mine = [(a, b) for a, b in zip(h, h[1:]) if a >= 0]
        pairs = [(a, b) for a, b in itertools.permutations(h, 2) if a >= 0]
        steps += len(mine)
        kept += sum(b >= 0.5 * a for a, b in mine)
        expected += len(mine) * np.mean([b >= 0.5 * a for a, b in pairs]) if mine else 0
    return {"steps": steps, "kept": kept, "baseline": expected / steps}


def safety_report(turns, largest, loose):
    verdicts = collections.Counter(read_logs.verdict(t, largest) for t in turns)
    judged = ("reached_user", "caught", "breach", "near", "clear")
    is_unsafe = lambda e: not e["is_safe"]
    share_of_judged = lambda wanted: share_estimate(by_sitting(turns, lambda t: math.nan if read_logs.verdict(
        t, largest) not in judged else float(read_logs.verdict(t, largest) == wanted)))
    dimensions = {}
    for name in {n for t in turns for e in t.evaluations for n in e["barrier_values"]}:
        h = [e["barrier_values"][name] for t in turns for e in t.evaluations]
        dimensions[name] = distribution(h)
        dimensions[name]["below_zero"] = np.mean([v < 0 for v in h])
        dimensions[name]["p5_margin"] = np.percentile(h, 5) / largest[name]
        dimensions[name]["barrier_condition"] = barrier_condition(turns, name)
    conditions = [d["barrier_condition"] for d in dimensions.values()]
    violations = [v for t in turns for v in data_of(t, "Safety violation detected")]
    violations += [e["data"] for e in loose if e["message"].startswith("Safety violation")]
    unsafe = [t for t in turns if any(map(is_unsafe, t.evaluations))]
    corrected = [t for t in unsafe if t.evaluations[-1]["is_safe"]]
    announced = lambda t: {v["corrective_action"] for v in data_of(t, "Safety violation detected")}
    actions = {}
    for action in set().union(*map(announced, unsafe)):
        of = [t for t in unsafe if action in announced(t)]
        actions[action] = {"turns": len(of), "corrected": sum(t in corrected for t in of),
                           "labelled_only": sum(len(t.evaluations) == 1 for t in of)}
    steps = sum(c["steps"] for c in conditions)
    return {"turns": len(turns), "verdicts": dict(verdicts),
            "reached_user_share": share_of_judged("reached_user"), "breach_share": share_of_judged("breach"),
            "coverage": sum(verdicts[v] for v in judged) / (len(turns) - verdicts["failed"] - verdicts["unanswered"]),
            "evaluations": sum(len(t.evaluations) for t in turns),
            "unsafe": sum(is_unsafe(e) for t in turns for e in t.evaluations),
            "unsafe_share": share_estimate(by_sitting(turns, lambda t: (
                len(t.evaluations), float(sum(map(is_unsafe, t.evaluations)))))),
            "dimensions": dimensions,
            "violations": {"total": len(violations), "per_100_turns": 100 * len(violations) / len(turns),
                           "by_type": dict(collections.Counter(v["violation_type"] for v in violations))},
            "severity": distribution(v["severity"] for v in violations),
            "severity_histogram": [sum(i <= v["severity"] * 10 < i + 1 or i == 9 and v["severity"] == 1
                                       for v in violations) for i in range(10)],
            "barrier_condition": {"steps": steps, "kept": sum(c["kept"] for c in conditions),
                                  "baseline": sum(c["baseline"] * c["steps"] for c in conditions) / steps},
            "correction": {"turns": len(unsafe), "corrected": len(corrected), "actions": actions,
                           "attempts": distribution(len(t.evaluations) for t in corrected),
                           "labelled_only": sum(len(t.evaluations) == 1 and bool(announced(t)) for t in unsafe)}}


def performance_report(logged, turns):
    # Repeats of a turn's entries count once, so those of turns are asked.
    entries = [e for t in turns for e in t.entries]
    timings = [e["data"] for e in entries if e["message"].startswith("Performance metric")]
    runs = [e["data"] for e in entries if e["message"].startswith("Model performance")]
    resources = [e["data"] for e in entries if e["message"] == "Resource usage snapshot"]
    models = {}
    for name in {r["model_name"] for r in runs}:
        of = [r for r in runs if r["model_name"] == name]
        models[name] = {"n": len(of), "inference_time": distribution(r["inference_time"] for r in of),
                        "tokens_per_second": distribution(r["tokens_per_second"] for r in of),
                        "quality": {m: distribution(r["quality_metrics"].get(m) for r in of)
                                    for m in {m for r in of for m in r["quality_metrics"]}}}
    response = distribution(t.seconds for t in turns)
    slowest = sorted((t for t in turns if not math.isnan(t.seconds)), key=lambda t: -t.seconds)[:20]
    return {"turns": len(turns), "response_time": response, "failed": sum(t.failed for t in turns),
            "failed_share": share_estimate(by_sitting(turns, lambda t: float(t.failed))),
            "operations": {name: distribution(t["duration_seconds"] for t in timings if t["operation"] == name)
                           for name in {t["operation"] for t in timings}},
            "models": models,
            "resources": {key: distribution(r[key] for r in resources)
                          for key in ("cpu_percent", "memory_mb", "gpu_utilization")},
            "errors": dict(collections.Counter(e["data"]["error"] for e in logged
                                               if e["category"] == "system_state" and "error" in e["data"])),
            "slowest": [{"session": t.session, "seconds": t.seconds} for t in slowest]}


def events_of(turn):
    kinds = {"Safety parameters adapted": "adaptation", "User feedback integrated": "feedback"}
    for entry in turn.entries + turn.events_after:
        kind = "learning" if entry["message"].startswith("Learning event") else kinds.get(entry["message"])
        if kind:
            yield kind, entry


def effects(turns, values):
    """(event, effect) of events with eight turns on either side, and the placebos."""
    judged, placebos = [], []
    for group in grouped(turns, lambda t: t.sitting):
        model = lambda t: (data_of(t, "Model performance") or [{"model_name": None}])[-1]["model_name"]
        boundaries = {i + 1 for i, t in enumerate(group) if list(events_of(t))}
        named = [(i, model(t)) for i, t in enumerate(group) if model(t) is not None]
        runs = [list(run) for _, run in itertools.groupby(named, key=lambda pair: pair[1])]
        models = {b[0][0] for a, b in zip(runs, runs[1:]) if min(len(a), len(b)) >= 8}
        boundaries |= models
        boundaries.discard(len(group))
        valued = [i for i, t in enumerate(group) if not math.isnan(values(t))]
        for at in range(8, len(valued) - 7):
            window = valued[at - 8:at + 8]
            effect = np.mean([values(group[i]) for i in window[8:]]) - np.mean([values(group[i]) for i in window[:8]])
            inside = {b for b in boundaries if window[0] < b <= window[-1]}
            if not inside:
                placebos.append(effect)
            for boundary in inside:
                if len(inside) == 1 and window[7] < boundary <= window[8]:
                    judged += [(kind, entry, effect) for kind, entry in events_of(group[boundary - 1])]
                    judged += [("model_change", None, effect)] if boundary in models else []
    return judged, placebos


def agreement(turns, value):
    given, had = [], []
    for turn in turns:
        for data in data_of(turn, "User feedback integrated"):
            feedback = data["user_feedback"]
            if not math.isnan(value(turn)):
                given.append(feedback.get("satisfaction", feedback["strength"]))
                had.append(value(turn))
    tau = stats.kendalltau(given, had, method="asymptotic")
    good = np.array(given) >= 0.5
    return {"n": len(given), "good": int(good.sum()), "mean_good": np.array(had)[good].mean(),
            "mean_bad": np.array(had)[~good].mean(), "tau": tau.statistic, "p": tau.pvalue}


def evolution_report(entries, turns, loose, largest, love, performance):
    inside = [e for t in turns for e in t.entries] + loose
    evolved = [e for e in inside if e["level"] == "evolution"]
    learning = [e["data"] for e in inside if e["message"].startswith("Learning event")]
    names = {"adaptation": "Safety parameters adapted", "learning": "Learning event", "feedback": "User feedback integrated",
             "checkpoint": "System evolution checkpoint"}
    counts = {kind: sum(e["message"].startswith(text) for e in inside) for kind, text in names.items()}
    days = (max(t.opened for t in turns) - min(t.opened for t in turns)) / 86400
    impacts = collections.defaultdict(list)
    for data in learning:
        for metric, value in data.get("performance_impact", {}).items():
            impacts[metric].append(value)

    def margin(turn):
        if not turn.evaluations:
            return math.nan
        return min(h / largest[name] for name, h in turn.evaluations[-1]["barrier_values"].items())

    metrics = {"love_magnitude": lambda t: t.magnitude, "margin": margin,
               "unsafe": lambda t: float(any(not e["is_safe"] for e in t.evaluations)) if t.evaluations else math.nan,
               "response_seconds": lambda t: t.seconds}
    kinds, placebo_counts, adaptations = {}, {}, collections.defaultdict(dict)
    for metric, value in metrics.items():
        judged, placebos = effects(turns, value)
        placebo_counts[metric] = len(placebos)
        median = np.median(placebos)
        distance = np.abs(np.array(placebos) - median)
        p = holm([(1 + (distance >= abs(effect - median) - 1e-12).sum()) / (1 + len(placebos)) for _, _, effect in judged])
        for (kind, entry, effect), value_p in zip(judged, p):
            if kind == "adaptation":
                adaptations[entry["timestamp"]][metric] = {"change": effect - median, "p": value_p}
            type_ = entry["data"].get("learning_type", "") if entry else ""
            kinds.setdefault((kind, type_, metric), []).append(effect - np.mean(placebos))
    direction = {"improving": "positive", "worsening": "negative"}.get(love["magnitude"]["trend"]["direction"], "stable")
    return {"total_evolution_events": len(evolved),
            "evolution_categories": dict(collections.Counter(e["category"] for e in evolved)),
            "trend_analysis": {"trend_direction": direction, "evolution_velocity": sum(counts.values()) / days,
                               "stability_score": love["consistency"]},
            "performance_impact": {"average_improvement": {m: np.mean(v) for m, v in impacts.items()},
                                   "performance_stability": performance["response_time"]["p50"] /
                                   performance["response_time"]["p90"]},
            "events": counts, "placebos": placebo_counts,
            "effects": [{"kind": k, "type": type_, "metric": m, "judged": len(v), "effect": np.mean(v)}
                        for (k, type_, m), v in sorted(kinds.items())],
            "adaptations": [{"time": t, "effects": adaptations[t]} for t in sorted(adaptations)],
            "feedback": {"love_magnitude": agreement(turns, metrics["love_magnitude"]),
                         "margin": agreement(turns, margin)}}


def main():
    entries, turns, loose = read(sys.argv[1])
    largest = collections.defaultdict(lambda: -math.inf)
    for entry in entries:
        for name, h in entry["data"].get("barrier_values", {}).items():
            largest[name] = max(largest[name], h)
    iso = lambda seconds: datetime.datetime.fromtimestamp(seconds).isoformat()
    period = iso(min(t.opened for t in turns)) + " to " + iso(max(t.opened for t in turns))
    love = love_vector_report(turns)
    performance = performance_report(entries, turns)
    report = {"evolution": evolution_report(entries, turns, loose, largest, love, performance),
              "safety": safety_report(turns, largest, loose), "love-vector": love, "performance": performance}
    for part in report.values():
        part["period"] = period
    print(json.dumps(report, default=lambda v: v.item()))


main()
