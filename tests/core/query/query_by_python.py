#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes a log directory and random filters over it, and says what each filter must find, as JSON.

A naive second implementation: every line is parsed, every term is looked up in the parsed entry. Filters are made as trees
and only then written in the filter language, so that nothing here reads that language.
"""
import json
import random
import sys
from pathlib import Path

COMPARE = {"<": lambda a, b: a < b, "<=": lambda a, b: a <= b, ">": lambda a, b: a > b, ">=": lambda a, b: a >= b,
           "=": lambda a, b: a == b, "!=": lambda a, b: a != b}
LEVELS = ["debug", "info", "warning", "error", "critical"]
WORDS = ["panic", "Panic attack", "für", "FÜR alle", "ΣΟΦΟΣ", "σοφος", "a \"quoted\" word", "path/to\\x", "😀 smile", "naïve",
         "ответ", "ОТВЕТ", "two\nlines", "Kelvin \u212a", "tea", "日本語です"]
NEEDLES = ["panic", "PANIC", "für", "Für", "σοφος", "ΟΦΟΣ", '"quoted"', "/to\\", "😀", "NAÏVE", "ответ", "Отв", "\n", "k", "k \u212a",
           "\u212a", "tea", "本", "é", "user_message", "warning", "info", "x", "attack"]
START = 1763600000


class Log:
    def __init__(self, rng, session):
        self.rng, self.session, self.number, self.time, self.entries = rng, session, 0, START + rng.random() * 1e5, []

    def add(self, category, message, data, turn, level="info"):
        self.number += 1
        self.time = round(self.time + self.rng.choice([0.25, 1.5, 40]), 4)
        entry = {"timestamp": self.time, "session_id": self.session, "interaction_id": f"{self.session}_{self.number}",
                 "level": level, "category": category, "message": message, "data": data,
                 "metadata": {"turn_id": turn} if turn else {}}
        self.entries.append(entry)


def text(rng):
    return " ".join(rng.choice(WORDS) for _ in range(rng.randint(1, 3)))


def write_session(rng, session):
    log = Log(rng, session)
    log.add("system_state", "Session started", {"model": text(rng)}, None, "debug")
    for number in range(rng.randint(5, 25)):
        turn = f"{session}-t{number}"
        flags = {name: True for name in ("crisis", "night", "first") if rng.random() < .2}
        log.add("interaction", "User input received", {"user_message": text(rng), "context": {"user_id": "ann", **flags}}, turn)
        for _ in range(rng.choice([0, 1, 1, 2])):
            barriers = {name: round(rng.uniform(-.2, 1), 3) for name in ("harm_prevention", "privacy_protection")
                        if rng.random() < .9}
            log.add("cbf", "CBF safety evaluation", {"response_text": text(rng), "is_safe": rng.random() < .7,
                                                    "barrier_values": barriers}, turn)
        if rng.random() < .4:
            kind = rng.choice(["harm", "privacy_leak", "privacy_other"])
            log.add("safety", f"Safety violation detected: {kind}",
                    {"violation_type": kind, "severity": rng.choice([.1, .5, .9])}, turn, rng.choice(["warning", "error"]))
        if rng.random() < .5:
            log.add("performance", "Performance metric: generate",
                    {"operation": rng.choice(["generate", "judge"]), "duration_seconds": rng.choice([.2, 1, 3])}, turn)
        if rng.random() < .9:
            log.add("interaction", "Response generated",
                    {"response": text(rng), "love_vector": [round(rng.random(), 2) for _ in range(5)],
                     "sampling_parameters": {"temperature": rng.choice([.6, .7, .8])},
                     "generation_time_seconds": rng.choice([.5, 2])}, turn)
    return log.entries


def spelled(rng, entry):
    """The line, with escapes or without, some of them where none is needed."""
    line = json.dumps(entry, ensure_ascii=rng.random() < .5)
    if rng.random() < .3:
        letter = rng.choice("paksc")  # none that true, false or null begins with
        parts = line.split('"data": ')
        line = parts[0] + '"data": ' + parts[1].replace(": \"" + letter, ": \"\\u%04x" % ord(letter)).replace(
            " " + letter, " \\u%04X" % ord(letter))
    return line


def fold(value):
    """Simple folding, but that the Kelvin sign is no k."""
    return "".join(c if c == "\u212a" else c.casefold() for c in value)


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def at_path(value, path):
    if isinstance(value, list):
        if path and path[0].isdigit():
            return at_path(value[int(path[0])], path[1:]) if int(path[0]) < len(value) else []
        return [found for item in value for found in at_path(item, path)]
    if not path:
        return [value]
    return at_path(value[path[0]], path[1:]) if isinstance(value, dict) and path[0] in value else []


class World:
    def __init__(self, entries):
        self.entries = entries
        self.largest = {}
        for entry in entries:
            for name, h in entry["data"].get("barrier_values", {}).items():
                self.largest[name] = max(self.largest.get(name, h), h)
        self.turns = {}
        for entry in entries:
            if "turn_id" in entry["metadata"]:
                self.turns.setdefault(entry["metadata"]["turn_id"], []).append(entry)
        self.verdicts = {turn: self.verdict(own) for turn, own in self.turns.items()}

    def margin(self, evaluation):
        margins = [h / self.largest[name] if self.largest[name] > 0 else (-1 if h < 0 else None)
                   for name, h in evaluation["barrier_values"].items()]
        return min((m for m in margins if m is not None), default=None)

    def verdict(self, own):
        evaluations = [e["data"] for e in own if e["category"] == "cbf"]
        if not any(e["message"] == "Response generated" for e in own):
            return "unanswered"
        if not evaluations:
            return "unjudged"
        if not evaluations[-1]["is_safe"]:
            return "unsafe"
        if not all(e["is_safe"] for e in evaluations):
            return "caught"
        margin = self.margin(evaluations[-1])
        return "clear" if margin is None else "breach" if margin < 0 else "near" if margin < .2 else "clear"

    def holds(self, term, entry, opened=None):
        """Of an entry; of its turn where the opening's time is given."""
        field, op, value = term
        data, time = entry["data"], opened or entry["timestamp"]
        number = lambda found: found is not None and COMPARE[op](found, value)
        contains = lambda found: found is not None and fold(value) in fold(found)
        if field == "text":
            return any(fold(value) in fold(s) for s in strings(entry))
        if field in ("category", "level") and op == ":":
            return entry[field] == value
        if field == "level":
            return entry["level"] in LEVELS and COMPARE[op](LEVELS.index(entry["level"]), LEVELS.index(value))
        if field == "message":
            return contains(entry["message"])
        if field == "session":
            return entry["session_id"].startswith(value)
        if field == "turn":
            turn = entry["metadata"].get("turn_id")
            return turn is not None and self.verdicts[turn] in value.split("|")
        if field == "context":
            return data.get("context", {}).get(value) is True
        if field == "since":
            return time >= value
        if field == "before":
            return time < value
        if field == "severity":
            return number(data.get("severity"))
        if field == "violation":
            return contains(data.get("violation_type"))
        if field == "margin":
            return entry["category"] == "cbf" and number(self.margin(data))
        if field.startswith("barrier."):
            return number(data.get("barrier_values", {}).get(field[8:]))
        if field == "love.warmth":
            return "love_vector" in data and number(data["love_vector"][0])
        if field == "love.magnitude":
            return "love_vector" in data and number(sum(v * v for v in data["love_vector"]) ** .5)
        if field == "operation":
            return contains(data.get("operation"))
        if field == "duration":
            return number(data.get("duration_seconds", data.get("generation_time_seconds")))
        found = at_path(entry, field.split("."))
        if op == ":":
            return any(value == "*" or isinstance(f, str) and fold(value) in fold(f) or
                       isinstance(f, bool) and value == str(f).lower() for f in found)
        if isinstance(value, str):
            return any(isinstance(f, str) and (fold(f) == fold(value)) == (op == "=") for f in found)
        return any(isinstance(f, float) and COMPARE[op](f, value) for f in found)

    def evaluate(self, tree, test):
        if tree[0] == "and":
            return self.evaluate(tree[1], test) and self.evaluate(tree[2], test)
        if tree[0] == "or":
            return self.evaluate(tree[1], test) or self.evaluate(tree[2], test)
        if tree[0] == "not":
            return not self.evaluate(tree[1], test)
        return test(tree[1])

    def answer(self, tree):
        matching = [e["interaction_id"] for e in self.entries if self.evaluate(tree, lambda t: self.holds(t, e))]
        turns = [turn for turn, own in self.turns.items()
                 if self.evaluate(tree, lambda t: any(self.holds(t, e, own[0]["timestamp"]) for e in own))]
        return sorted(matching), sorted(turns)


def random_term(rng, entries):
    number = lambda field, values: (field, rng.choice(list(COMPARE)), rng.choice(values))
    moment = lambda: round(rng.choice(entries)["timestamp"] + .01, 2)  # between entries
    return rng.choice([
        lambda: ("text", ":", rng.choice(NEEDLES)), lambda: ("text", ":", rng.choice(NEEDLES)),
        lambda: ("category", ":", rng.choice(["safety", "cbf", "interaction", "evolution"])),
        lambda: ("level", ":", rng.choice(LEVELS)), lambda: ("level", rng.choice([">=", "<", ">"]), rng.choice(LEVELS)),
        lambda: ("message", ":", rng.choice(["VIOLATION", "generated", "safety"])),
        lambda: ("session", ":", rng.choice(["a", "ab", "b", "c"])),
        lambda: ("turn", ":", rng.choice(["unsafe", "caught", "near", "clear|breach", "unjudged", "unanswered"])),
        lambda: ("context", ":", rng.choice(["crisis", "night", "never"])),
        lambda: ("since", ":", moment()), lambda: ("before", ":", moment()),
        lambda: number("severity", [.1, .5, .9]), lambda: ("violation", ":", rng.choice(["privacy", "HARM", "none"])),
        lambda: number("margin", [0, .05, .2, .5]), lambda: number("barrier.harm_prevention", [0, .1, .5]),
        lambda: number("love.warmth", [.3, .5]), lambda: number("love.magnitude", [1.0, 1.3]),
        lambda: ("operation", ":", rng.choice(["gen", "judge"])), lambda: number("duration", [.5, 1, 2]),
        lambda: number("data.sampling_parameters.temperature", [.6, .7, .8]),
        lambda: number("data.love_vector.1", [.2, .5]), lambda: number("data.love_vector", [.01, .99]),
        lambda: ("data.context.user_id", ":", "AN"), lambda: ("data.is_safe", ":", "false"),
        lambda: ("data.operation", rng.choice(["=", "!="]), rng.choice(["Judge", "gen"])),
        lambda: ("metadata.turn_id", ":", "*"), lambda: ("data.model", ":", rng.choice(["Panic", "ответ"])),
    ])()


def random_tree(rng, entries, depth):
    if depth == 0 or rng.random() < .3:
        return ("term", random_term(rng, entries))
    kind = rng.choice(["and", "or", "not"])
    return (kind,) + tuple(random_tree(rng, entries, depth - 1) for _ in range(1 if kind == "not" else 2))


def quoted(value):
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def iso(seconds):
    import datetime
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).isoformat().replace("+00:00", "Z")


def in_words(rng, tree):
    """The filter's text; parentheses everywhere, so that only the tree says what binds."""
    if tree[0] == "term":
        field, op, value = tree[1]
        if field == "text":
            return quoted(value)
        if field in ("since", "before"):
            return f"{field}:{iso(value)}"
        return f"{field}{op}{value if field == 'turn' or value == '*' or not isinstance(value, str) else quoted(value)}"
    if tree[0] == "not":
        return f"not ({in_words(rng, tree[1])})"
    joint = rng.choice([" and ", " "]) if tree[0] == "and" else " OR "
    return f"({in_words(rng, tree[1])}){joint}({in_words(rng, tree[2])})"


def main():
    directory, seed, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    rng = random.Random(seed)
    entries = []
    for session in ("a1", "ab2", "b3", "c4"):
        own = write_session(rng, session)
        entries += own
        for entry in own:
            path = directory / entry["category"] / f"{rng.choice('xy')}.jsonl"
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("a", encoding="utf-8") as file:
                file.write(spelled(rng, entry) + "\n")
    world = World(entries)
    cases = []
    for _ in range(count):
        tree = random_tree(rng, entries, rng.choice([0, 0, 1, 2, 3]))
        matching, turns = world.answer(tree)
        cases.append({"filter": in_words(rng, tree), "entries": matching, "turns": turns})
    print(json.dumps(cases))


main()
