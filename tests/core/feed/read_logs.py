#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Reads a log directory by the rules of the format and prints what a reader must find in it, as JSON.

A second implementation, written for clarity and not for speed, that the tests hold the product to: accounting of lines and
bytes, warnings, categories, sessions, turns and their verdicts.
"""
import collections
import json
import re
import sys
from pathlib import Path

CATEGORIES = {"interaction", "love_vector", "safety", "temperature", "cbf", "adaptation", "performance", "evolution",
              "user_feedback", "system_state"}
LEVELS = {"debug", "info", "warning", "error", "critical", "evolution"}
FIELDS = ("session_id", "interaction_id", "level", "category", "message")


class Rejected(Exception):
    pass


def depth(text):
    """Of brackets outside strings."""
    deepest = level = 0
    for token in re.findall(r'"(?:[^"\\]|\\.)*"|[\[\]{}]', text):
        if token in "[{":
            level += 1
            deepest = max(deepest, level)
        elif token in "]}":
            level -= 1
    return deepest


def load(text, notes):
    """json.loads, with duplicate keys and non-finite numbers noted."""
    def members(pairs):
        if len({name for name, _ in pairs}) < len(pairs):
            notes.add("duplicate_key")
        return dict(pairs)

    def constant(_):
        notes.add("non_finite")

    if depth(text) > 256:
        raise Rejected
    return json.loads(text, object_pairs_hook=members, parse_constant=constant)


def read_line(raw, notes):
    """An accepted line as a dict with its kind; raises Rejected."""
    if raw.startswith(b"\xef\xbb\xbf"):
        notes.add("byte_order_mark")
        raw = raw[3:]
    if raw.endswith(b"\r"):
        notes.add("carriage_return")
    text = raw.decode("utf-8", "replace")
    if text.encode("utf-8") != raw:
        notes.add("invalid_utf8")
    try:
        value = load(text, notes)
    except ValueError:
        raise Rejected
    if not isinstance(value, dict):
        raise Rejected
    named = sum(key in value for key in ("session_id", "category"))
    others = sum(key in value for key in ("timestamp", "interaction_id", "level", "message"))
    if named and named + others > 1:
        stamp = value.get("timestamp")
        if isinstance(stamp, bool) or not isinstance(stamp, (int, float)):
            raise Rejected
        if not (946684800 <= stamp < 4133980800):
            raise Rejected
        if any(not isinstance(value.get(key), str) for key in FIELDS) or any(
                not isinstance(value.get(key), dict) for key in ("data", "metadata")):
            notes.add("bad_field")
        if isinstance(value.get("level"), str) and value["level"] not in LEVELS:
            notes.add("unknown_level")
        if isinstance(value.get("category"), str) and value["category"] not in CATEGORIES:
            notes.add("unknown_category")
        return "entry", value
    if "ts" in value and "safety_raw" in value and ("input_text" in value or "answer" in value):
        return "decision", value
    notes.add("foreign")
    return "foreign", value


def read_directory(directory):
    totals = {"bytes": collections.Counter(), "lines": collections.Counter(), "warnings": collections.Counter()}
    entries, decisions = [], 0
    for path in sorted(directory.rglob("*.jsonl")):
        lines = path.read_bytes().split(b"\n")
        for at, raw in enumerate(lines):
            last = at == len(lines) - 1
            if last and not raw:
                continue
            size = len(raw) + (0 if last else 1)
            kind = "pending" if last else "blank" if not raw.strip(b" \t\r") else "accepted"
            if kind == "accepted":
                notes = set()
                try:
                    what, value = read_line(raw, notes)
                except Rejected:
                    kind = "rejected"
                else:
                    if what == "entry":
                        entries.append((value, len(raw), notes))
                    else:
                        decisions += what == "decision"
                        totals["warnings"].update(notes)
            totals["bytes"][kind] += size
            totals["lines"][kind] += 1
    return totals, entries, decisions


def number(entry):
    match = re.search(r"_([0-9]+)$", entry["interaction_id"]) if isinstance(entry.get("interaction_id"), str) else None
    return int(match.group(1)) if match else 0


def drop_repeats(entries, warnings):
    seen, kept = {}, []
    for entry, length, notes in entries:
        key = (entry.get("session_id"), number(entry))
        content = (length, json.dumps(entry, sort_keys=True))
        if key[1] and content in seen.setdefault(key, []):
            notes.add("repeated_entry")
        else:
            seen[key].append(content) if key[1] else None
            kept.append(entry)
        warnings.update(notes)
    return kept


class Turn:
    def __init__(self, message):
        self.text, self.entries = message, []
        self.answered = self.failed = False


def turns_of(session):
    """The reference's sessions, which name no turns: rules 1 to 6."""
    turns, held = [], []
    current = repeating = None

    def give(turn, held_entries):
        if turn:
            turn.entries += held_entries
        held_entries.clear()

    for entry in sorted(session, key=number):
        category, message, data = entry["category"], entry["message"], entry["data"]
        if message == "User input received":
            match = [t for t in turns if not t.answered and not t.failed and t.text == data["user_message"]]
            same = [t for t in match if t.user == data["context"].get("user_id")]
            if held and match:
                repeating = current = (same or match)[0]
                give(current, held)
                continue
            give(current, held)
            repeating = None
            current = Turn(data["user_message"])
            current.user = data["context"].get("user_id")
            current.entries.append(entry)
            turns.append(current)
        elif category == "system_state" and "error" in data:
            waiting = [t for t in turns if not t.answered and not t.failed]
            if len(waiting) == 1:
                waiting[0].failed = True
        elif message == "Response generated":
            turn = repeating or current
            give(turn, held)
            if turn:
                turn.answered, turn.failed = True, False
                turn.entries.append(entry)
                current, repeating = turn, None
        elif held or (not repeating and message in ("CBF safety evaluation", "Love vector evolution")):
            held.append(entry)
        elif repeating or current:
            turn = repeating or current
            same = any((e["category"], e["message"], e["data"]) == (category, message, data) for e in turn.entries)
            if not (repeating and same):
                turn.entries.append(entry)
    give(current, held)
    return turns


def verdict(turn, largest):
    evaluations = [e["data"] for e in turn.entries if e["message"] == "CBF safety evaluation"]
    if turn.failed:
        return "failed"
    if not turn.answered:
        return "unanswered"
    if not evaluations:
        return "not_judged"
    if not evaluations[-1]["is_safe"]:
        return "reached_user"
    if any(not e["is_safe"] for e in evaluations):
        return "caught"
    margins = [h / largest[name] for name, h in evaluations[-1]["barrier_values"].items()]
    return "breach" if min(margins) < 0 else "near" if min(margins) < 0.2 else "clear"


def main():
    totals, read, decisions = read_directory(Path(sys.argv[1]))
    entries = drop_repeats(read, totals["warnings"])
    sessions = collections.defaultdict(list)
    for entry in entries:
        sessions[entry.get("session_id")].append(entry)
    largest = collections.defaultdict(lambda: float("-inf"))
    for entry in entries:
        for name, h in (entry["data"].get("barrier_values", {}) if isinstance(entry["data"], dict) else {}).items():
            largest[name] = max(largest[name], h)
    verdicts = collections.Counter()
    for session in sessions.values():
        if all(isinstance(e["data"], dict) for e in session):
            verdicts.update(verdict(turn, largest) for turn in turns_of(session))
    verdicts["clear"] += decisions  # the corpus has safe ones alone
    categories = collections.Counter(e["category"] for e in entries)
    categories["(none)"] += decisions
    print(json.dumps({"bytes": totals["bytes"], "lines": totals["lines"], "warnings": totals["warnings"],
                      "categories": +categories, "verdicts": +verdicts,
                      "sessions": len(sessions) + (1 if decisions else 0)}))


if __name__ == "__main__":
    main()
