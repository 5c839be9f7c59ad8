// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/annotation_lines.h"

#include <array>
#include <map>
#include <utility>

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <moie/base/whole_file.h>

namespace moie::ui {

namespace {

class LineTexts {
    Q_DECLARE_TR_FUNCTIONS(Annotations)
};

const std::array<std::pair<Judgement, QString>, 3> judgementKeys{
    {{Judgement::None, QString()},
     {Judgement::FalseAlarm, QStringLiteral("false_alarm")},
     {Judgement::Missed, QStringLiteral("missed")}}};

namespace member {
const QString kind = QStringLiteral("kind");
const QString turnKind = QStringLiteral("turn");
const QString markerKind = QStringLiteral("marker");
const QString id = QStringLiteral("id");
const QString session = QStringLiteral("session");
const QString number = QStringLiteral("number");
const QString time = QStringLiteral("time_ns");
const QString changed = QStringLiteral("changed_ns");
const QString bookmarked = QStringLiteral("bookmarked");
const QString note = QStringLiteral("note");
const QString judgement = QStringLiteral("judgement");
const QString text = QStringLiteral("text");
const QString directory = QStringLiteral("directory");
} // namespace member

QString nanoseconds(Time time) {
    return QString::number(time.time_since_epoch().count());
}

QJsonObject objectOf(const TurnKey& key, const TurnNotes& notes) {
    QJsonObject object;
    object[member::kind] = member::turnKind;
    object[member::session] = QString::fromStdString(key.session);
    object[member::number] = static_cast<qint64>(key.number);
    object[member::time] = nanoseconds(key.time);
    object[member::bookmarked] = notes.bookmarked;
    object[member::note] = notes.note;
    object[member::judgement] = judgementKey(notes.judgement);
    object[member::changed] = nanoseconds(notes.changed);
    return object;
}

QJsonObject objectOf(const TimeMarker& marker) {
    QJsonObject object;
    object[member::kind] = member::markerKind;
    object[member::id] = marker.id;
    object[member::time] = nanoseconds(marker.time);
    object[member::text] = marker.text;
    object[member::session] = QString::fromStdString(marker.session);
    object[member::directory] = marker.directory;
    object[member::changed] = nanoseconds(marker.changed);
    return object;
}

// Takes members of an object; remembers whether one was missing or wrong.
class Members {
public:
    explicit Members(const QJsonObject& object) : m_object(object) {}

    QString text(const QString& key) {
        const QJsonValue value = m_object.value(key);
        m_good = m_good && value.isString();
        return value.toString();
    }
    bool flag(const QString& key) {
        const QJsonValue value = m_object.value(key);
        m_good = m_good && value.isBool();
        return value.toBool();
    }
    std::uint32_t number(const QString& key) {
        const double value = m_object.value(key).toDouble(-1);
        const bool fits =
            value >= 0 && value <= 0xffffffffu && value == static_cast<double>(static_cast<qint64>(value));
        m_good = m_good && fits;
        return fits ? static_cast<std::uint32_t>(value) : 0;
    }
    Time time(const QString& key) {
        bool isNumber = false;
        const qint64 count = text(key).toLongLong(&isNumber);
        m_good = m_good && isNumber;
        return Time(Duration(count));
    }
    void require(bool condition) { m_good = m_good && condition; }
    bool good() const { return m_good; }

private:
    const QJsonObject& m_object;
    bool m_good = true;
};

struct ReadLines {
    std::map<TurnKey, TurnNotes> turns;
    std::map<QString, TimeMarker> markers;
};

// False where the object is no annotation.
bool takeObject(const QJsonObject& object, ReadLines& read) {
    Members members(object);
    const QString kind = members.text(member::kind);
    if (kind == member::turnKind) {
        const TurnKey key{members.text(member::session).toStdString(), members.number(member::number),
                          members.time(member::time)};
        TurnNotes notes;
        notes.bookmarked = members.flag(member::bookmarked);
        notes.note = members.text(member::note);
        const auto judgement = judgementFromKey(members.text(member::judgement));
        members.require(judgement.has_value());
        notes.judgement = judgement.value_or(Judgement::None);
        notes.changed = members.time(member::changed);
        if (members.good() && !notes.empty())
            read.turns[key] = notes;
    } else if (kind == member::markerKind) {
        TimeMarker marker;
        marker.id = members.text(member::id);
        marker.time = members.time(member::time);
        marker.text = members.text(member::text);
        marker.session = members.text(member::session).toStdString();
        marker.directory = members.text(member::directory);
        marker.changed = members.time(member::changed);
        members.require(!marker.id.isEmpty());
        if (members.good())
            read.markers[marker.id] = marker;
    } else {
        return false;
    }
    return members.good();
}

Error fileError(const QString& what, const QString& file, const QString& why) {
    return {ErrorCode::Io, QStringLiteral("%1: %2").arg(what, why).toStdString(), file.toStdString(), std::nullopt};
}

} // namespace

QString judgementKey(Judgement judgement) {
    return judgementKeys[static_cast<std::size_t>(judgement)].second;
}

std::optional<Judgement> judgementFromKey(const QString& key) {
    for (const auto& [judgement, name] : judgementKeys)
        if (name == key)
            return judgement;
    return std::nullopt;
}

QByteArray toJsonLines(const AnnotationSet& set) {
    QByteArray lines;
    const auto add = [&](const QJsonObject& object) {
        lines += QJsonDocument(object).toJson(QJsonDocument::Compact);
        lines += '\n';
    };
    for (const auto& [key, notes] : set.turns)
        add(objectOf(key, notes));
    for (const auto& [id, marker] : set.markers)
        add(objectOf(marker));
    return lines;
}

Result<AnnotationSet> annotationsFromJsonLines(const QByteArray& lines) {
    ReadLines read;
    qsizetype number = 0;
    for (const QByteArray& line : lines.split('\n')) {
        ++number;
        if (line.trimmed().isEmpty())
            continue;
        const QJsonDocument document = QJsonDocument::fromJson(line);
        if (!document.isObject() || !takeObject(document.object(), read)) {
            const QString text = LineTexts::tr("line %1 is not an annotation; nothing was taken").arg(number);
            return tl::unexpected(Error{ErrorCode::Malformed, text.toStdString(), {}, std::nullopt});
        }
    }
    return AnnotationSet{SharedMap(read.turns), SharedMap(read.markers)};
}

Result<> writeAnnotations(const QString& file, const AnnotationSet& set) {
    const QByteArray lines = toJsonLines(set);
    return writeWholeFile(QFile::encodeName(file).toStdString(),
                          {lines.constData(), static_cast<std::size_t>(lines.size())});
}

Result<AnnotationSet> readAnnotations(const QString& file) {
    QFile source(file);
    if (!source.open(QIODevice::ReadOnly))
        return tl::unexpected(fileError(LineTexts::tr("the annotations cannot be read"), file, source.errorString()));
    const QByteArray lines = source.readAll();
    if (source.error() != QFile::NoError)
        return tl::unexpected(fileError(LineTexts::tr("the annotations cannot be read"), file, source.errorString()));
    auto set = annotationsFromJsonLines(lines);
    if (!set)
        set.error().path = file.toStdString();
    return set;
}

} // namespace moie::ui
