// SPDX-License-Identifier: GPL-3.0-or-later
// What is remembered between two runs, in an INI file that only its owner can read. GUI thread. Of two programs at once
// the later choice holds; of what the user names, views and report set-ups, neither loses what the other saved: those
// are read anew before each change and written with it.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>

#include "ui/live/responder_settings.h"
#include "ui/workspace/alert_watch.h"
#include "ui/workspace/range_choice.h"
#include "ui/workspace/report_request.h"
#include "ui/workspace/saved_view.h"

namespace moie::ui {

inline constexpr qsizetype mostRecents = 10;
inline constexpr qsizetype mostRecentFilters = 20;

class Settings {
public:
    // The file is made with mode 0600; one that others can read is narrowed.
    explicit Settings(const QString& file = defaultFile());
    static QString defaultFile(); // below XDG_CONFIG_HOME

    // Directories opened, the latest first, at most mostRecents.
    QStringList recents() const;
    void addRecent(const QString& directory);
    // All directories but this one, with what is remembered of them.
    void forgetDirectories(const QString& butThis);

    // Filters that were applied, the latest first, at most mostRecentFilters.
    QStringList recentFilters() const;
    void addRecentFilter(const QString& filter);
    void forgetFilters();

    std::optional<RangeChoice> range(const QString& directory) const;
    void setRange(const QString& directory, const RangeChoice& choice);

    // When the directory was last closed.
    std::optional<Time> lastVisit(const QString& directory) const;
    void setLastVisit(const QString& directory, Time time);

    // In the order in which they were saved. One without a name or with a range that cannot be read is left out.
    std::vector<SavedView> savedViews() const;
    // Takes the place of the one with its name.
    void saveView(const SavedView& view);
    // False where another has the name.
    bool renameView(const QString& name, const QString& newName);
    void deleteView(const QString& name);

    // In the order in which they were saved. One that makes no sense is left out.
    std::vector<SavedReportSetup> reportSetups() const;
    // Takes the place of the one with its name.
    void saveReportSetup(const SavedReportSetup& saved);
    // False where another has the name.
    bool renameReportSetup(const QString& name, const QString& newName);
    void deleteReportSetup(const QString& name);
    // The choices of the last report; none before the first.
    std::optional<ReportSetup> lastReportSetup() const;
    void setLastReportSetup(const ReportSetup& setup);

    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray& geometry);

    QString theme() const; // "system", "light" or "dark"
    void setTheme(const QString& theme);

    // No alert at first. A value that makes no sense is not watched.
    AlertRules alertRules() const;
    void setAlertRules(const AlertRules& rules);
    bool desktopAlerts() const; // by the desktop's notifications too, at first
    void setDesktopAlerts(bool wanted);

    // The built-in responder at first. An address that could not be used, or that holds a password, is not kept.
    ResponderSettings responder() const;
    void setResponder(const ResponderSettings& responder);

    // Of the barriers, as feedback left them in the last live session; none at first. Values that make no sense are
    // none.
    std::optional<std::array<double, 5>> thresholds() const;
    void setThresholds(const std::array<double, 5>& thresholds);

    // A message of a live session that was not sent yet; empty: none.
    QString unsentMessage() const;
    void setUnsentMessage(const QString& message);

    // Of large logs, what was parsed is kept for the next time; so at first.
    bool keepsIndex() const;
    void setKeepsIndex(bool keeps);

    bool textsHidden() const;
    void setTextsHidden(bool hidden);

    // Writes now. False where the file cannot be written.
    bool save();
    QString file() const { return m_settings.fileName(); }

private:
    void writeViews(const std::vector<SavedView>& views);
    void writeReportSetups(const std::vector<SavedReportSetup>& setups);

    QSettings m_settings;
};

} // namespace moie::ui
