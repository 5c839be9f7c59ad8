// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/settings.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

namespace moie::ui {

namespace {

constexpr QFile::Permissions ownerOnly = QFile::ReadOwner | QFile::WriteOwner;

// QSettings writes a new file over the old one with the old one's mode, so that the mode set here lasts.
QString ownedFile(const QString& path) {
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile file(path);
    if (!file.exists() && file.open(QIODevice::WriteOnly | QIODevice::NewOnly, ownerOnly))
        file.close();
    constexpr QFile::Permissions others =
        QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;
    if (file.permissions() & others)
        file.setPermissions(ownerOnly);
    return path;
}

// A path may hold characters that mean something in a key.
QString directoryKey(const QString& directory, const char* name) {
    const QByteArray hash = QCryptographicHash::hash(directory.toUtf8(), QCryptographicHash::Sha1).toHex().left(16);
    return QStringLiteral("directories/%1/%2").arg(QLatin1String(hash), QLatin1String(name));
}

QStringList withFirst(QStringList list, const QString& first) {
    list.removeAll(first);
    list.prepend(first);
    return list;
}

const QString recentsKey = QStringLiteral("recents");
const QString recentFiltersKey = QStringLiteral("recent_filters");
const QString geometryKey = QStringLiteral("window/geometry");
const QString textsHiddenKey = QStringLiteral("texts_hidden");
const QString themeKey = QStringLiteral("theme");

} // namespace

Settings::Settings(const QString& file) : m_settings(ownedFile(file), QSettings::IniFormat) {}

QString Settings::defaultFile() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           QStringLiteral("/moie-observatory/settings.ini");
}

QStringList Settings::recents() const {
    return m_settings.value(recentsKey).toStringList().mid(0, mostRecents);
}

void Settings::addRecent(const QString& directory) {
    m_settings.setValue(recentsKey, withFirst(recents(), directory).mid(0, mostRecents));
}

QStringList Settings::recentFilters() const {
    return m_settings.value(recentFiltersKey).toStringList().mid(0, mostRecentFilters);
}

void Settings::addRecentFilter(const QString& filter) {
    m_settings.setValue(recentFiltersKey, withFirst(recentFilters(), filter).mid(0, mostRecentFilters));
}

std::optional<RangeChoice> Settings::range(const QString& directory) const {
    return rangeFromSettingsText(m_settings.value(directoryKey(directory, "range")).toString());
}

void Settings::setRange(const QString& directory, const RangeChoice& choice) {
    m_settings.setValue(directoryKey(directory, "range"), toSettingsText(choice));
}

std::optional<Time> Settings::lastVisit(const QString& directory) const {
    bool isNumber = false;
    const qint64 count = m_settings.value(directoryKey(directory, "last_visit")).toLongLong(&isNumber);
    if (!isNumber)
        return std::nullopt;
    return Time(Duration(count));
}

void Settings::setLastVisit(const QString& directory, Time time) {
    m_settings.setValue(directoryKey(directory, "last_visit"), QString::number(time.time_since_epoch().count()));
}

QByteArray Settings::windowGeometry() const {
    return m_settings.value(geometryKey).toByteArray();
}

void Settings::setWindowGeometry(const QByteArray& geometry) {
    m_settings.setValue(geometryKey, geometry);
}

QString Settings::theme() const {
    const QString theme = m_settings.value(themeKey).toString();
    const bool known = theme == QLatin1String("light") || theme == QLatin1String("dark");
    return known ? theme : QStringLiteral("system");
}

void Settings::setTheme(const QString& theme) {
    m_settings.setValue(themeKey, theme);
}

bool Settings::textsHidden() const {
    return m_settings.value(textsHiddenKey).toBool();
}

void Settings::setTextsHidden(bool hidden) {
    m_settings.setValue(textsHiddenKey, hidden);
}

bool Settings::save() {
    m_settings.sync();
    return m_settings.status() == QSettings::NoError;
}

} // namespace moie::ui
