// SPDX-License-Identifier: GPL-3.0-or-later
// What a report is to be of: one value for the Reports page, the Export button and the command line.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <QString>

#include <moie/base/time.h>
#include <moie/report/redaction.h>

class QLocale;

namespace moie::ui {

enum class Paper : unsigned char { A4, Letter };

// What is printed on where the locale is spoken.
Paper usualPaper(const QLocale& locale);

enum class ReportKind : unsigned char {
    All,
    LoveVectors,
    Safety,
    Performance,
    Evolution,
    Session, // one session with what was said
};
inline constexpr ReportKind reportKinds[]{ReportKind::All,         ReportKind::LoveVectors, ReportKind::Safety,
                                          ReportKind::Performance, ReportKind::Evolution,   ReportKind::Session};

// In the order of the report. Title page, contents and provenance are always there.
enum class ReportSection : unsigned char {
    Overview,
    LoveVectors,
    Safety,
    Violations,
    Performance,
    Evolution,
    Transcript,
};
inline constexpr std::size_t reportSectionCount = 7;

class ReportSections {
public:
    ReportSections() = default;
    ReportSections(std::initializer_list<ReportSection> sections) {
        for (const ReportSection section : sections)
            set(section, true);
    }
    bool has(ReportSection section) const { return (m_bits & bit(section)) != 0; }
    void set(ReportSection section, bool on) {
        m_bits = static_cast<std::uint16_t>(on ? m_bits | bit(section) : m_bits & ~bit(section));
    }
    std::vector<ReportSection> list() const;
    friend bool operator==(ReportSections, ReportSections) = default;

private:
    static constexpr unsigned bit(ReportSection section) { return 1u << static_cast<unsigned>(section); }
    std::uint16_t m_bits = 0;
};

// Those that a report of the kind may have, and has unless some are left out.
ReportSections sectionsOf(ReportKind kind);

// As a command line and settings spell them: "love-vectors", "length".
QString nameOf(ReportKind kind);
QString nameOf(ReportSection section);
QString nameOf(Redaction redaction);
QString nameOf(Paper paper);
std::optional<ReportKind> reportKindNamed(const QString& name);
std::optional<ReportSection> reportSectionNamed(const QString& name);
std::optional<Redaction> redactionNamed(const QString& name);
std::optional<Paper> paperNamed(const QString& name);

// What the user chooses, and may keep under a name.
struct ReportSetup {
    Paper paper = Paper::A4;
    ReportKind kind = ReportKind::All;
    ReportSections leftOut = {};
    Redaction redaction = Redaction::None;
    bool notes = false; // the user's bookmarks, notes and judgements

    bool has(ReportSection section) const { return sectionsOf(kind).has(section) && !leftOut.has(section); }
    friend bool operator==(const ReportSetup&, const ReportSetup&) = default;
};

struct ReportRequest : ReportSetup {
    QString directoryName;  // without its path: a report is handed on
    QString version;        // of the application
    Time now = unknownTime; // when the report is made
};

struct SavedReportSetup {
    QString name;
    ReportSetup setup;

    friend bool operator==(const SavedReportSetup&, const SavedReportSetup&) = default;
};

} // namespace moie::ui
