// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/colors.h"

namespace moie::ui {
namespace {

constexpr std::size_t at(ColorRole role) {
    return static_cast<std::size_t>(role);
}

using Values = std::array<QRgb, colorRoleCount>;

Values lightValues() {
    Values v{};
    v[at(ColorRole::Window)] = 0xfff5f6f8;
    v[at(ColorRole::Sidebar)] = 0xffeceef2;
    v[at(ColorRole::Panel)] = 0xffffffff;
    v[at(ColorRole::Line)] = 0xffe3e6ea;
    v[at(ColorRole::Grid)] = 0xffedf0f3;
    v[at(ColorRole::Selection)] = 0xffdfe7f7;
    v[at(ColorRole::Hover)] = 0xffe7ebf2;
    v[at(ColorRole::Chip)] = 0xffeef1f5;
    v[at(ColorRole::Text)] = 0xff1d2430;
    v[at(ColorRole::Dim)] = 0xff67707d;
    v[at(ColorRole::DimStrong)] = 0xff5c6572;
    v[at(ColorRole::Accent)] = 0xff3b6fd4;
    v[at(ColorRole::AccentText)] = 0xff2d60c4;
    v[at(ColorRole::OnAccent)] = 0xffffffff;
    v[at(ColorRole::Idle)] = 0xffb9c1cc;
    v[at(ColorRole::Good)] = 0xff1f9268;
    v[at(ColorRole::Warn)] = 0xffc98a12;
    v[at(ColorRole::Bad)] = 0xffcf3d3d;
    v[at(ColorRole::GoodText)] = 0xff187a56;
    v[at(ColorRole::WarnText)] = 0xff85590a;
    v[at(ColorRole::BadText)] = 0xffbd2f2f;
    v[at(ColorRole::Warmth)] = 0xffd9772b;
    v[at(ColorRole::Empathy)] = 0xffc9487f;
    v[at(ColorRole::Safety)] = 0xff1f9268;
    v[at(ColorRole::Understanding)] = 0xff2f78bd;
    v[at(ColorRole::Compassion)] = 0xff7d58c7;
    v[at(ColorRole::ReachedUser)] = 0xffcf3d3d;
    v[at(ColorRole::Caught)] = 0xff7f8f1e;
    v[at(ColorRole::Breach)] = 0xff8a5a08;
    v[at(ColorRole::Near)] = 0xffbf8518;
    v[at(ColorRole::Clear)] = 0xff1f9268;
    v[at(ColorRole::Failed)] = 0xff4d5663;
    v[at(ColorRole::Unanswered)] = 0xff6d7785;
    v[at(ColorRole::NotJudged)] = 0xff8b94a1;
    v[at(ColorRole::Part1)] = 0xff3b6fd4;
    v[at(ColorRole::Part2)] = 0xff6b90da;
    v[at(ColorRole::Part3)] = 0xff27447f;
    v[at(ColorRole::Part4)] = 0xff8b94a1;
    v[at(ColorRole::Part5)] = 0xff66717f;
    v[at(ColorRole::Part6)] = 0xff39424f;
    return v;
}

Values darkValues() {
    Values v{};
    v[at(ColorRole::Window)] = 0xff16191e;
    v[at(ColorRole::Sidebar)] = 0xff12151a;
    v[at(ColorRole::Panel)] = 0xff1e2228;
    v[at(ColorRole::Line)] = 0xff2d333b;
    v[at(ColorRole::Grid)] = 0xff272c33;
    v[at(ColorRole::Selection)] = 0xff26324a;
    v[at(ColorRole::Hover)] = 0xff232831;
    v[at(ColorRole::Chip)] = 0xff2a3038;
    v[at(ColorRole::Text)] = 0xffe4e8ee;
    v[at(ColorRole::Dim)] = 0xff8d97a5;
    v[at(ColorRole::DimStrong)] = 0xff9ca6b4;
    v[at(ColorRole::Accent)] = 0xff6d9bf2;
    v[at(ColorRole::AccentText)] = 0xff7ea8f5;
    v[at(ColorRole::OnAccent)] = 0xff0f1520;
    v[at(ColorRole::Idle)] = 0xff5b6471;
    v[at(ColorRole::Good)] = 0xff4cbf92;
    v[at(ColorRole::Warn)] = 0xffe3b04b;
    v[at(ColorRole::Bad)] = 0xffee6c6c;
    v[at(ColorRole::GoodText)] = 0xff4cbf92;
    v[at(ColorRole::WarnText)] = 0xffe3b04b;
    v[at(ColorRole::BadText)] = 0xfff07c7c;
    v[at(ColorRole::Warmth)] = 0xffef9a55;
    v[at(ColorRole::Empathy)] = 0xffe577a7;
    v[at(ColorRole::Safety)] = 0xff4cbf92;
    v[at(ColorRole::Understanding)] = 0xff63a8e6;
    v[at(ColorRole::Compassion)] = 0xffa587e8;
    v[at(ColorRole::ReachedUser)] = 0xffee6c6c;
    v[at(ColorRole::Caught)] = 0xffa9b84c;
    v[at(ColorRole::Breach)] = 0xffc9943a;
    v[at(ColorRole::Near)] = 0xffecc473;
    v[at(ColorRole::Clear)] = 0xff4cbf92;
    v[at(ColorRole::Failed)] = 0xffa3adbb;
    v[at(ColorRole::Unanswered)] = 0xff818b99;
    v[at(ColorRole::NotJudged)] = 0xff656f7d;
    v[at(ColorRole::Part1)] = 0xff6d9bf2;
    v[at(ColorRole::Part2)] = 0xff4a6cae;
    v[at(ColorRole::Part3)] = 0xffb7cdfa;
    v[at(ColorRole::Part4)] = 0xff687384;
    v[at(ColorRole::Part5)] = 0xff8d97a5;
    v[at(ColorRole::Part6)] = 0xffdfe4ec;
    return v;
}

} // namespace

Colors::Colors(const Values& values) {
    for (std::size_t i = 0; i < colorRoleCount; ++i)
        m_colors[i] = QColor::fromRgba(values[i]);
}

const Colors& Colors::light() {
    static const Colors colors(lightValues());
    return colors;
}

const Colors& Colors::dark() {
    static const Colors colors(darkValues());
    return colors;
}

ColorRole componentColor(std::size_t component) {
    return static_cast<ColorRole>(at(ColorRole::Warmth) + component);
}

ColorRole partColor(std::size_t part) {
    return static_cast<ColorRole>(at(ColorRole::Part1) + part % partColorCount);
}

ColorRole verdictColor(Verdict verdict) {
    switch (verdict) {
    case Verdict::Failed: return ColorRole::Failed;
    case Verdict::Unanswered: return ColorRole::Unanswered;
    case Verdict::NotJudged: return ColorRole::NotJudged;
    case Verdict::ReachedUser: return ColorRole::ReachedUser;
    case Verdict::Caught: return ColorRole::Caught;
    case Verdict::Breach: return ColorRole::Breach;
    case Verdict::Near: return ColorRole::Near;
    case Verdict::Clear: return ColorRole::Clear;
    case Verdict::Provisional: return ColorRole::Idle;
    }
    return ColorRole::Idle;
}

} // namespace moie::ui
