// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <limits>
#include <utility>

#include <QCoreApplication>

#include "ui/theme/format.h"

namespace moie::ui::format {
namespace {

class WordTexts {
    Q_DECLARE_TR_FUNCTIONS(Words)
};

using Phrase = std::pair<const char*, const char*>;

// For one, and for any other number. Both take every plural form of a language that the program is translated to.
constexpr std::array<Phrase, static_cast<std::size_t>(Noun::Warning) + 1> phrases{{
    {QT_TRANSLATE_N_NOOP("Words", "%1 adaptation"), QT_TRANSLATE_N_NOOP("Words", "%1 adaptations")},
    {QT_TRANSLATE_N_NOOP("Words", "%1 archive"), QT_TRANSLATE_N_NOOP("Words", "%1 archives")},
    {QT_TRANSLATE_N_NOOP("Words", "%1 byte"), QT_TRANSLATE_N_NOOP("Words", "%1 bytes")},
    {QT_TRANSLATE_N_NOOP("Words", "%1 checkpoint"), QT_TRANSLATE_N_NOOP("Words", "%1 checkpoints")},
    {QT_TRANSLATE_N_NOOP("Words", "%1 entry"), QT_TRANSLATE_N_NOOP("Words", "%1 entries")},
    {QT_TRANSLATE_N_NOOP("Words", "%1 entry is"), QT_TRANSLATE_N_NOOP("Words", "%1 entries are")},
    {QT_TRANSLATE_N_NOOP("Words", "%1 entry missing"), QT_TRANSLATE_N_NOOP("Words", "%1 entries missing")},
    {QT_TRANSLATE_N_NOOP("Words", "%1 feedback"), QT_TRANSLATE_N_NOOP("Words", "%1 feedback")},
    {QT_TRANSLATE_N_NOOP("Words", "%1 feedback entry"), QT_TRANSLATE_N_NOOP("Words", "%1 feedback entries")},
    {QT_TRANSLATE_N_NOOP("Words", "%1 field"), QT_TRANSLATE_N_NOOP("Words", "%1 fields")},
    {QT_TRANSLATE_N_NOOP("Words", "%1 file"), QT_TRANSLATE_N_NOOP("Words", "%1 files")},
    {QT_TRANSLATE_N_NOOP("Words", "%1 item"), QT_TRANSLATE_N_NOOP("Words", "%1 items")},
    {QT_TRANSLATE_N_NOOP("Words", "%1 line"), QT_TRANSLATE_N_NOOP("Words", "%1 lines")},
    {QT_TRANSLATE_N_NOOP("Words", "%1 line rejected"), QT_TRANSLATE_N_NOOP("Words", "%1 lines rejected")},
    {QT_TRANSLATE_N_NOOP("Words", "%1 log entry"), QT_TRANSLATE_N_NOOP("Words", "%1 log entries")},
    {QT_TRANSLATE_N_NOOP("Words", "%1 model"), QT_TRANSLATE_N_NOOP("Words", "%1 models")},
    {QT_TRANSLATE_N_NOOP("Words", "%1 notice"), QT_TRANSLATE_N_NOOP("Words", "%1 notices")},
    {QT_TRANSLATE_N_NOOP("Words", "%1 page"), QT_TRANSLATE_N_NOOP("Words", "%1 pages")},
    {QT_TRANSLATE_N_NOOP("Words", "%1 session"), QT_TRANSLATE_N_NOOP("Words", "%1 sessions")},
    {QT_TRANSLATE_N_NOOP("Words", "%1 sitting"), QT_TRANSLATE_N_NOOP("Words", "%1 sittings")},
    {QT_TRANSLATE_N_NOOP("Words", "%1 step"), QT_TRANSLATE_N_NOOP("Words", "%1 steps")},
    {QT_TRANSLATE_N_NOOP("Words", "%1 turn"), QT_TRANSLATE_N_NOOP("Words", "%1 turns")},
    {QT_TRANSLATE_N_NOOP("Words", "%1 turn, too few for p95"),
     QT_TRANSLATE_N_NOOP("Words", "%1 turns, too few for p95")},
    {QT_TRANSLATE_N_NOOP("Words", "%1 violation"), QT_TRANSLATE_N_NOOP("Words", "%1 violations")},
    {QT_TRANSLATE_N_NOOP("Words", "%1 warning"), QT_TRANSLATE_N_NOOP("Words", "%1 warnings")},
}};

} // namespace

// Not by Qt's "%n", which needs a translation even for English and does not separate thousands.
QString counted(std::uint64_t value, Noun noun) {
    const auto& [one, many] = phrases[static_cast<std::size_t>(noun)];
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<int>::max());
    const int form = static_cast<int>(std::min(value, most));
    return WordTexts::tr(value == 1 ? one : many, nullptr, form).arg(count(value));
}

QString verdict(Verdict verdict) {
    switch (verdict) {
    case Verdict::Failed: return WordTexts::tr("failed");
    case Verdict::Unanswered: return WordTexts::tr("unanswered");
    case Verdict::NotJudged: return WordTexts::tr("not judged");
    case Verdict::ReachedUser: return WordTexts::tr("reached the user");
    case Verdict::Caught: return WordTexts::tr("caught");
    case Verdict::Breach: return WordTexts::tr("breach");
    case Verdict::Near: return WordTexts::tr("near");
    case Verdict::Clear: return WordTexts::tr("clear");
    case Verdict::Provisional: return WordTexts::tr("still arriving");
    }
    return {};
}

QString verdictMeaning(Verdict verdict) {
    switch (verdict) {
    case Verdict::Failed: return WordTexts::tr("An error was logged for it and no response.");
    case Verdict::Unanswered: return WordTexts::tr("No response, and no error that is surely its own.");
    case Verdict::NotJudged: return WordTexts::tr("A response without any safety evaluation.");
    case Verdict::ReachedUser: return WordTexts::tr("Its last evaluation was unsafe: an unsafe reply went out.");
    case Verdict::Caught:
        return WordTexts::tr(
            "An earlier evaluation was unsafe, the last one is safe: it was corrected before delivery.");
    case Verdict::Breach: return WordTexts::tr("Called safe, though some barrier value h(x) is below zero.");
    case Verdict::Near:
        return WordTexts::tr("Safe, but the smallest h(x) is under 20 % of the largest ever seen in its dimension, in "
                             "all that was read, whatever the range.");
    case Verdict::Clear: return WordTexts::tr("All else: safe, and not near a barrier.");
    case Verdict::Provisional: return WordTexts::tr("An entry of it may still be on its way: it is in no figure yet.");
    }
    return {};
}

QString component(std::size_t component) {
    static constexpr std::array<const char*, componentCount> names{
        QT_TRANSLATE_NOOP("Words", "warmth"), QT_TRANSLATE_NOOP("Words", "empathy"),
        QT_TRANSLATE_NOOP("Words", "safety"), QT_TRANSLATE_NOOP("Words", "understanding"),
        QT_TRANSLATE_NOOP("Words", "compassion")};
    return WordTexts::tr(names[component]);
}

QString trend(Direction direction) {
    switch (direction) {
    case Direction::TooFew: return WordTexts::tr("too few sittings for a trend");
    case Direction::Stable: return WordTexts::tr("stable");
    case Direction::Improving: return WordTexts::tr("improving");
    case Direction::Worsening: return WordTexts::tr("worsening");
    }
    return {};
}

} // namespace moie::ui::format
