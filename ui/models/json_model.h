// SPDX-License-Identifier: GPL-3.0-or-later
// The values of one line as a tree that can be folded. Wraps what a worker made of the line. GUI thread.
#pragma once

#include <memory>

#include <QAbstractItemModel>

#include <moie/query/entry_fields.h>

namespace moie::ui {

class JsonModel : public QAbstractItemModel {
    Q_OBJECT

public:
    enum Column { NameColumn, ValueColumn, ColumnCount };
    Q_ENUM(Column)
    enum Role {
        TypeRole = Qt::UserRole, // int of EntryField::Type
    };
    Q_ENUM(Role)

    using QAbstractItemModel::QAbstractItemModel;

    // Null: nothing.
    void setFields(std::shared_ptr<const EntryFields> fields);
    const std::shared_ptr<const EntryFields>& fields() const { return m_fields; }
    // Texts are covered.
    void setTextsHidden(bool hidden);

    std::size_t field(const QModelIndex& index) const { return static_cast<std::size_t>(index.internalId()); }
    // The whole value, however long: a text as it is, anything else as it is written.
    QString value(const QModelIndex& index) const;
    // Whether it is a text while texts are hidden.
    bool isCovered(const QModelIndex& index) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString name(const EntryField& field) const;
    QString shownValue(const EntryField& field) const;

    std::shared_ptr<const EntryFields> m_fields;
    bool m_hidden = false;
};

} // namespace moie::ui
