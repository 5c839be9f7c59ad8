// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/report_request.h"

#include <array>

#include <QLocale>

namespace moie::ui {

namespace {

constexpr std::array<const char*, 6> kindNames{"all", "love-vectors", "safety", "performance", "evolution", "session"};
constexpr std::array<const char*, reportSectionCount> sectionNames{
    "overview", "love-vectors", "safety", "violations", "performance", "evolution", "transcript"};
constexpr std::array<const char*, 3> redactionNames{"none", "omit", "length"};
constexpr std::array<const char*, 2> paperNames{"a4", "letter"};

template <typename Value, std::size_t count>
std::optional<Value> named(const std::array<const char*, count>& names, const QString& name) {
    for (std::size_t i = 0; i < count; ++i) {
        if (name == QLatin1String(names[i]))
            return static_cast<Value>(i);
    }
    return std::nullopt;
}

} // namespace

std::vector<ReportSection> ReportSections::list() const {
    std::vector<ReportSection> sections;
    for (std::size_t i = 0; i < reportSectionCount; ++i) {
        if (has(static_cast<ReportSection>(i)))
            sections.push_back(static_cast<ReportSection>(i));
    }
    return sections;
}

ReportSections sectionsOf(ReportKind kind) {
    using Section = ReportSection;
    switch (kind) {
    case ReportKind::All:
        return {Section::Overview,   Section::LoveVectors, Section::Safety,
                Section::Violations, Section::Performance, Section::Evolution};
    case ReportKind::LoveVectors: return {Section::LoveVectors};
    case ReportKind::Safety: return {Section::Safety, Section::Violations};
    case ReportKind::Performance: return {Section::Performance};
    case ReportKind::Evolution: return {Section::Evolution};
    case ReportKind::Session: return {Section::Overview, Section::Violations, Section::Transcript};
    }
    return {};
}

Paper usualPaper(const QLocale& locale) {
    switch (locale.territory()) {
    case QLocale::UnitedStates:
    case QLocale::Canada:
    case QLocale::Mexico:
    case QLocale::Philippines:
    case QLocale::Chile:
    case QLocale::Colombia:
    case QLocale::Venezuela: return Paper::Letter;
    default: return Paper::A4;
    }
}

QString nameOf(ReportKind kind) {
    return QString::fromLatin1(kindNames[static_cast<std::size_t>(kind)]);
}
QString nameOf(ReportSection section) {
    return QString::fromLatin1(sectionNames[static_cast<std::size_t>(section)]);
}
QString nameOf(Redaction redaction) {
    return QString::fromLatin1(redactionNames[static_cast<std::size_t>(redaction)]);
}
QString nameOf(Paper paper) {
    return QString::fromLatin1(paperNames[static_cast<std::size_t>(paper)]);
}
std::optional<ReportKind> reportKindNamed(const QString& name) {
    return named<ReportKind>(kindNames, name);
}
std::optional<ReportSection> reportSectionNamed(const QString& name) {
    return named<ReportSection>(sectionNames, name);
}
std::optional<Redaction> redactionNamed(const QString& name) {
    return named<Redaction>(redactionNames, name);
}
std::optional<Paper> paperNamed(const QString& name) {
    return named<Paper>(paperNames, name);
}

} // namespace moie::ui
