// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/json_model.h"

#include <utility>

#include "ui/theme/format.h"

namespace moie::ui {

namespace {

using Type = EntryField::Type;

constexpr std::size_t rowBytes = 300; // of a name or a value in its row

} // namespace

void JsonModel::setFields(std::shared_ptr<const EntryFields> fields) {
    beginResetModel();
    m_fields = std::move(fields);
    endResetModel();
}

void JsonModel::setTextsHidden(bool hidden) {
    if (hidden == m_hidden)
        return;
    beginResetModel();
    m_hidden = hidden;
    endResetModel();
}

QString JsonModel::value(const QModelIndex& index) const {
    return QString::fromStdString(m_fields->fields[field(index)].text);
}

bool JsonModel::isCovered(const QModelIndex& index) const {
    return m_hidden && m_fields->fields[field(index)].type == Type::Text;
}

QModelIndex JsonModel::index(int row, int column, const QModelIndex& parent) const {
    if (!hasIndex(row, column, parent))
        return {};
    const EntryField& container = m_fields->fields[parent.isValid() ? field(parent) : 0];
    return createIndex(row, column, quintptr{container.firstChild} + static_cast<quintptr>(row));
}

QModelIndex JsonModel::parent(const QModelIndex& index) const {
    if (!index.isValid())
        return {};
    const std::uint32_t container = m_fields->fields[field(index)].parent;
    if (container == 0)
        return {};
    return createIndex(static_cast<int>(m_fields->fields[container].position), 0, quintptr{container});
}

int JsonModel::rowCount(const QModelIndex& parent) const {
    if (!m_fields || parent.column() > 0)
        return 0;
    return static_cast<int>(m_fields->fields[parent.isValid() ? field(parent) : 0].children);
}

int JsonModel::columnCount(const QModelIndex&) const {
    return ColumnCount;
}

QString JsonModel::name(const EntryField& field) const {
    if (m_fields->fields[field.parent].type == Type::Array)
        return QStringLiteral("[%1]").arg(field.position);
    return format::oneLine(field.name, rowBytes);
}

QString JsonModel::shownValue(const EntryField& field) const {
    switch (field.type) {
    case Type::Object:
        return field.children == 0 ? QStringLiteral("{}") : format::counted(field.children, format::Noun::Field);
    case Type::Array:
        return field.children == 0 ? QStringLiteral("[]") : format::counted(field.children, format::Noun::Item);
    case Type::Text: return m_hidden ? QStringLiteral("•••") : format::oneLine(field.text, rowBytes);
    default: return format::oneLine(field.text, rowBytes);
    }
}

QVariant JsonModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const EntryField& shown = m_fields->fields[field(index)];
    if (role == Qt::DisplayRole)
        return index.column() == NameColumn ? name(shown) : shownValue(shown);
    if (role == TypeRole)
        return static_cast<int>(shown.type);
    if (role == Qt::AccessibleTextRole)
        return index.column() == NameColumn ? tr("%1: %2").arg(name(shown), shownValue(shown)) : shownValue(shown);
    return {};
}

QVariant JsonModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == NameColumn ? tr("Field") : tr("Value");
}

} // namespace moie::ui
