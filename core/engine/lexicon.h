// SPDX-License-Identifier: MIT
// What the engine knows of one language: its lists of phrases, its function words, and what it says itself. Read from
// JSON files (docs/engine.md describes them); immutable, usable from any thread.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include <moie/engine/phrase_index.h>

namespace moie::engine {

enum class List : std::uint8_t {
    Warm,
    Cold,
    Empathic,
    Supportive,
    Reflective, // of each kind, one is counted
    Suffering,  // acknowledges that somebody suffers
    Help,       // offers help
    Harmful,
    Hurtful,
    Term,     // of medicine, law, finance (its kinds)
    Absolute, // claims without exception
    Advice,   // to do something of consequence in one of the terms' fields
    Hedge,
    Generalisation, // about a group
    Group,          // names a group
    Inclusive,
    Context,         // its kinds are the contexts' names
    Idiom,           // turns off what it covers
    Reporting,       // says that somebody said something
    NegationIgnored, // holds a negator that negates nothing
};
inline constexpr std::size_t listCount = 20;

// As they are called in the files.
inline constexpr std::array<std::string_view, listCount> listNames{
    "warm",    "cold",      "empathic", "supportive", "reflective", "suffering",       "help",
    "harmful", "hurtful",   "terms",    "absolute",   "advice",     "hedges",          "generalisations",
    "groups",  "inclusive", "contexts", "idioms",     "reporting",  "negation_ignored"};

constexpr std::string_view toString(List list) {
    return listNames[static_cast<std::size_t>(list)];
}

struct ListedPhrase {
    List list = List::Warm;
    std::uint16_t kind = 0; // index into Lexicon::kinds; 0 is "" (none)
};

struct Lexicon {
    std::string language; // ISO 639-1
    std::string name;     // English
    std::set<std::string> scripts;

    PhraseIndex phrases;
    std::vector<ListedPhrase> listed; // by PhraseId
    std::vector<std::string> kinds{""};

    std::unordered_set<std::string> functionWords;
    std::unordered_set<std::string> commonWords; // further words by which the language is told
    std::unordered_set<std::string> negators;
    std::unordered_set<std::string> clauseWords;   // a clause begins with each
    std::unordered_set<std::string> joiningWords;  // a clause begins with these where a subject follows
    std::unordered_set<std::string> subjects;      // "i", "you'll", …
    std::unordered_set<std::string> abbreviations; // without their full stop
    std::size_t negationWindow = 3;                // words before a phrase in which a negator counts
    bool negatesBackwards = false;                 // a negator may also stand right after the phrase
    std::vector<std::string> hotlines;             // digits
    std::vector<std::string> publicAddresses;      // e-mail addresses of help services
    std::vector<std::string> phoneWords;           // say that a number is a telephone's
    std::vector<std::string> identityWords;        // say that a number is a national id
    std::vector<std::string> referenceWords;       // say that a number is an order's or the like
    std::string safeReply;                         // said where no attempt was safe
    std::string safeReplyInCrisis;
    std::map<std::string, std::string, std::less<>> guidance; // for a broken dimension, told to the model
    // Of the built-in responder, by context; "" where none of those named holds.
    std::map<std::string, std::vector<std::string>, std::less<>> openings;
    std::map<std::string, std::vector<std::string>, std::less<>> questions;
    std::string reflectionFrame;                              // "You say that {}."
    std::map<std::string, std::string, std::less<>> pronouns; // turned round when the user's words are taken up

    std::string_view kindOf(PhraseId phrase) const { return kinds[listed[phrase].kind]; }
};

} // namespace moie::engine
