// SPDX-License-Identifier: GPL-3.0-or-later
// What a Measure is called and how its values are written, wherever measures are held against each other: groups, two
// scopes, the period before.
#pragma once

#include <QString>

#include <moie/analytics/period_tally.h>

namespace moie::ui::format {

QString measure(Measure measure);        // "violations per 100 turns"
QString measureMeaning(Measure measure); // a sentence, as docs/figures.md defines it
QString measureValue(Measure measure, double value);
QString measureRange(Measure measure, double low, double high); // 0.690–0.734
// With its sign, in the unit and decimals of the value it stands beside: "+0.170", "−0.6 points", "+700 ms".
QString measureChange(Measure measure, const Difference& difference);

} // namespace moie::ui::format
