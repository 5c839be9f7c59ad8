// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/settings.h"

#include <algorithm>
#include <cmath>

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
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
const QString keepsIndexKey = QStringLiteral("keeps_index");
const QString directoriesKey = QStringLiteral("directories");
const QString alertUnsafeKey = QStringLiteral("alerts/unsafe_replies");
const QString alertMarginKey = QStringLiteral("alerts/margin");
const QString alertResponseKey = QStringLiteral("alerts/response_seconds");
const QString alertFailedKey = QStringLiteral("alerts/failed_share");
const QString alertSilenceKey = QStringLiteral("alerts/silent_minutes");
const QString desktopAlertsKey = QStringLiteral("alerts/desktop");
const QString responderKey = QStringLiteral("live/responder"); // "built-in" or "server"
const QString serverAddressKey = QStringLiteral("live/address");
const QString serverModelKey = QStringLiteral("live/model");
const QString serverDialectKey = QStringLiteral("live/dialect");
const QString serverPatienceKey = QStringLiteral("live/first_word_seconds");
const QString thresholdsKey = QStringLiteral("live/thresholds");
const QString unsentKey = QStringLiteral("live/unsent");
const QString viewsKey = QStringLiteral("views");
const QString reportSetupsKey = QStringLiteral("reports/setups");
const QString lastReportKey = QStringLiteral("reports/last");
const QString themeKey = QStringLiteral("theme");

constexpr std::pair<Dialect, const char*> dialectNames[] = {
    {Dialect::Standard, "standard"}, {Dialect::LlamaCpp, "llama.cpp"}, {Dialect::Vllm, "vllm"}};

QVariantMap toMap(const ReportSetup& setup) {
    QStringList leftOut;
    for (const ReportSection section : setup.leftOut.list())
        leftOut += nameOf(section);
    return {{QStringLiteral("kind"), nameOf(setup.kind)},
            {QStringLiteral("left_out"), leftOut},
            {QStringLiteral("redaction"), nameOf(setup.redaction)},
            {QStringLiteral("paper"), nameOf(setup.paper)},
            {QStringLiteral("notes"), setup.notes}};
}

// None where a name is not known: what would be left out might be what must be.
std::optional<ReportSetup> setupFrom(const QVariantMap& map) {
    const auto kind = reportKindNamed(map.value(QStringLiteral("kind")).toString());
    const auto redaction = redactionNamed(map.value(QStringLiteral("redaction")).toString());
    const auto paper = paperNamed(map.value(QStringLiteral("paper")).toString());
    if (!kind || !redaction || !paper)
        return std::nullopt;
    ReportSetup setup{*paper, *kind, {}, *redaction, map.value(QStringLiteral("notes")).toBool()};
    for (const QString& name : map.value(QStringLiteral("left_out")).toStringList()) {
        const auto section = reportSectionNamed(name);
        if (!section)
            return std::nullopt;
        setup.leftOut.set(*section, true);
    }
    return setup;
}

// Of a list whose items have a name, each another one: with the item, in the place of the one with its name.
template <typename Named>
std::vector<Named> withNamed(std::vector<Named> list, const Named& item) {
    const auto same = std::find_if(list.begin(), list.end(), [&](const Named& each) { return each.name == item.name; });
    if (same != list.end())
        *same = item;
    else
        list.push_back(item);
    return list;
}

template <typename Named>
std::vector<Named> withoutNamed(std::vector<Named> list, const QString& name) {
    std::erase_if(list, [&](const Named& each) { return each.name == name; });
    return list;
}

// False where another has the new name.
template <typename Named>
bool renameNamed(std::vector<Named>& list, const QString& name, const QString& newName) {
    if (std::any_of(list.begin(), list.end(), [&](const Named& each) { return each.name == newName; }))
        return false;
    for (Named& each : list)
        if (each.name == name)
            each.name = newName;
    return true;
}

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

void Settings::forgetDirectories(const QString& butThis) {
    const std::optional<RangeChoice> keptRange = range(butThis);
    const std::optional<Time> keptVisit = lastVisit(butThis);
    const bool isRecent = recents().contains(butThis);
    m_settings.remove(directoriesKey);
    m_settings.setValue(recentsKey, isRecent ? QStringList{butThis} : QStringList());
    if (keptRange)
        setRange(butThis, *keptRange);
    if (keptVisit)
        setLastVisit(butThis, *keptVisit);
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

void Settings::forgetFilters() {
    m_settings.remove(recentFiltersKey);
}

std::vector<SavedView> Settings::savedViews() const {
    std::vector<SavedView> views;
    // A map is written as one value, so that a name may hold any character.
    for (const QVariant& each : m_settings.value(viewsKey).toList()) {
        const QVariantMap map = each.toMap();
        const auto range = rangeFromSettingsText(map.value(QStringLiteral("range")).toString());
        SavedView view;
        view.name = map.value(QStringLiteral("name")).toString();
        view.place.page = map.value(QStringLiteral("page")).toString();
        view.place.session = map.value(QStringLiteral("session")).toString().toStdString();
        view.place.filter = map.value(QStringLiteral("filter")).toString().toStdString();
        if (!range || view.name.isEmpty())
            continue;
        view.place.range = *range;
        views.push_back(std::move(view));
    }
    return views;
}

void Settings::saveView(const SavedView& view) {
    m_settings.sync();
    writeViews(withNamed(savedViews(), view));
}

bool Settings::renameView(const QString& name, const QString& newName) {
    m_settings.sync();
    std::vector<SavedView> views = savedViews();
    if (!renameNamed(views, name, newName))
        return false;
    writeViews(views);
    return true;
}

void Settings::deleteView(const QString& name) {
    m_settings.sync();
    writeViews(withoutNamed(savedViews(), name));
}

void Settings::writeViews(const std::vector<SavedView>& views) {
    QVariantList list;
    for (const SavedView& view : views)
        list.append(QVariantMap{{QStringLiteral("name"), view.name},
                                {QStringLiteral("page"), view.place.page},
                                {QStringLiteral("range"), toSettingsText(view.place.range)},
                                {QStringLiteral("session"), QString::fromStdString(view.place.session)},
                                {QStringLiteral("filter"), QString::fromStdString(view.place.filter)}});
    m_settings.setValue(viewsKey, list);
    m_settings.sync();
}

std::vector<SavedReportSetup> Settings::reportSetups() const {
    std::vector<SavedReportSetup> setups;
    for (const QVariant& each : m_settings.value(reportSetupsKey).toList()) {
        const QString name = each.toMap().value(QStringLiteral("name")).toString();
        const auto setup = setupFrom(each.toMap());
        if (setup && !name.isEmpty())
            setups.push_back({name, *setup});
    }
    return setups;
}

void Settings::saveReportSetup(const SavedReportSetup& saved) {
    m_settings.sync();
    writeReportSetups(withNamed(reportSetups(), saved));
}

bool Settings::renameReportSetup(const QString& name, const QString& newName) {
    m_settings.sync();
    std::vector<SavedReportSetup> setups = reportSetups();
    if (!renameNamed(setups, name, newName))
        return false;
    writeReportSetups(setups);
    return true;
}

void Settings::deleteReportSetup(const QString& name) {
    m_settings.sync();
    writeReportSetups(withoutNamed(reportSetups(), name));
}

void Settings::writeReportSetups(const std::vector<SavedReportSetup>& setups) {
    QVariantList list;
    for (const SavedReportSetup& saved : setups) {
        QVariantMap map = toMap(saved.setup);
        map.insert(QStringLiteral("name"), saved.name);
        list.append(map);
    }
    m_settings.setValue(reportSetupsKey, list);
    m_settings.sync();
}

std::optional<ReportSetup> Settings::lastReportSetup() const {
    return setupFrom(m_settings.value(lastReportKey).toMap());
}

void Settings::setLastReportSetup(const ReportSetup& setup) {
    m_settings.setValue(lastReportKey, toMap(setup));
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

AlertRules Settings::alertRules() const {
    const auto number = [this](const QString& key, double most) {
        bool isNumber = false;
        const double value = m_settings.value(key).toDouble(&isNumber);
        return isNumber && value > 0 && value <= most ? std::optional(value) : std::nullopt;
    };
    AlertRules rules;
    rules.unsafeReplies = m_settings.value(alertUnsafeKey).toBool();
    rules.margin = number(alertMarginKey, 1.0);
    rules.responseSeconds = number(alertResponseKey, 86'400.0);
    rules.failedShare = number(alertFailedKey, 1.0);
    if (const auto silence = number(alertSilenceKey, 525'600.0))
        rules.silence = std::chrono::minutes(std::max(1L, std::lround(*silence)));
    return rules;
}

void Settings::setAlertRules(const AlertRules& rules) {
    const auto set = [this](const QString& key, const std::optional<double>& value) {
        if (value)
            m_settings.setValue(key, *value);
        else
            m_settings.remove(key);
    };
    m_settings.setValue(alertUnsafeKey, rules.unsafeReplies);
    set(alertMarginKey, rules.margin);
    set(alertResponseKey, rules.responseSeconds);
    set(alertFailedKey, rules.failedShare);
    set(alertSilenceKey, rules.silence ? std::optional(static_cast<double>(rules.silence->count())) : std::nullopt);
}

bool Settings::desktopAlerts() const {
    return m_settings.value(desktopAlertsKey, true).toBool();
}

void Settings::setDesktopAlerts(bool wanted) {
    m_settings.setValue(desktopAlertsKey, wanted);
}

ResponderSettings Settings::responder() const {
    ResponderSettings responder;
    responder.usesServer = m_settings.value(responderKey).toString() == QLatin1String("server");
    responder.address = m_settings.value(serverAddressKey).toString();
    responder.model = m_settings.value(serverModelKey).toString();
    const QString dialect = m_settings.value(serverDialectKey).toString();
    for (const auto& [value, name] : dialectNames) {
        if (dialect == QLatin1String(name))
            responder.dialect = value;
    }
    bool isNumber = false;
    const int seconds = m_settings.value(serverPatienceKey).toInt(&isNumber);
    if (isNumber && seconds >= 1 && seconds <= mostPatience.count())
        responder.firstByte = std::chrono::seconds(seconds);
    return responder;
}

void Settings::setResponder(const ResponderSettings& responder) {
    m_settings.setValue(responderKey, responder.usesServer ? QStringLiteral("server") : QStringLiteral("built-in"));
    const Result<QUrl> base = endpointBase(responder.address);
    m_settings.setValue(serverAddressKey, base ? base->toString() : QString());
    m_settings.setValue(serverModelKey, responder.model);
    for (const auto& [value, name] : dialectNames) {
        if (responder.dialect == value)
            m_settings.setValue(serverDialectKey, QLatin1String(name));
    }
    m_settings.setValue(serverPatienceKey, static_cast<int>(responder.firstByte.count()));
}

std::optional<std::array<double, 5>> Settings::thresholds() const {
    const QStringList kept = m_settings.value(thresholdsKey).toStringList();
    std::array<double, 5> thresholds{};
    if (kept.size() != static_cast<qsizetype>(thresholds.size()))
        return std::nullopt;
    for (std::size_t i = 0; i < thresholds.size(); ++i) {
        bool isNumber = false;
        thresholds[i] = kept[static_cast<qsizetype>(i)].toDouble(&isNumber);
        if (!isNumber || !(thresholds[i] >= 0 && thresholds[i] <= 1))
            return std::nullopt;
    }
    return thresholds;
}

void Settings::setThresholds(const std::array<double, 5>& thresholds) {
    QStringList kept;
    for (const double threshold : thresholds)
        kept += QString::number(threshold, 'g', QLocale::FloatingPointShortest);
    m_settings.setValue(thresholdsKey, kept);
}

QString Settings::unsentMessage() const {
    return m_settings.value(unsentKey).toString();
}

void Settings::setUnsentMessage(const QString& message) {
    if (message.isEmpty())
        m_settings.remove(unsentKey);
    else
        m_settings.setValue(unsentKey, message);
}

bool Settings::keepsIndex() const {
    return m_settings.value(keepsIndexKey, true).toBool();
}

void Settings::setKeepsIndex(bool keeps) {
    m_settings.setValue(keepsIndexKey, keeps);
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
