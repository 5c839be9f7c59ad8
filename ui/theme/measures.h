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
// An interval of such changes: "+0.11 to +0.23", "−4.7 to −0.4 points".
QString measureChangeRange(Measure measure, const Difference& difference);
// How often chance alone does as much: 0.0272, <0.001.
QString pValue(double p);
QString pText(double p); // "p = 0.0272", "p < 0.001"

} // namespace moie::ui::format
