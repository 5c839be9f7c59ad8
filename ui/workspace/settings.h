// SPDX-License-Identifier: GPL-3.0-or-later
// What is remembered between two runs, in an INI file that only its owner can read. GUI thread.
#pragma once

#include <optional>

#include <QByteArray>
#include <QSettings>
#include <QString>
#include <QStringList>

#include "ui/workspace/range_choice.h"

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

    // Filters that were applied, the latest first, at most mostRecentFilters.
    QStringList recentFilters() const;
    void addRecentFilter(const QString& filter);

    std::optional<RangeChoice> range(const QString& directory) const;
    void setRange(const QString& directory, const RangeChoice& choice);

    // When the directory was last closed.
    std::optional<Time> lastVisit(const QString& directory) const;
    void setLastVisit(const QString& directory, Time time);

    QByteArray windowGeometry() const;
    void setWindowGeometry(const QByteArray& geometry);

    QString theme() const; // "system", "light" or "dark"
    void setTheme(const QString& theme);

    bool textsHidden() const;
    void setTextsHidden(bool hidden);

    // Writes now. False where the file cannot be written.
    bool save();
    QString file() const { return m_settings.fileName(); }

private:
    QSettings m_settings;
};

} // namespace moie::ui
