// SPDX-License-Identifier: GPL-3.0-or-later
// A list under a field to type in: what is being typed there decides its rows, and the field's keys move in it. It
// never takes the focus.
#pragma once

#include <vector>

#include <QAbstractListModel>
#include <QListView>

class QKeyEvent;

namespace moie::ui {

class Theme;

struct Choice {
    QString text;
    QString detail;     // at the right, of the second rank
    bool fixed = false; // in letters of one width
    // What of the text stands out.
    qsizetype markStart = 0;
    qsizetype markLength = 0;

    friend bool operator==(const Choice&, const Choice&) = default;
};

class ChoiceModel : public QAbstractListModel {
    Q_OBJECT

public:
    enum Role { DetailRole = Qt::UserRole, FixedRole, MarkStartRole, MarkLengthRole };

    using QAbstractListModel::QAbstractListModel;

    void setChoices(std::vector<Choice> choices);
    const std::vector<Choice>& choices() const { return m_choices; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    std::vector<Choice> m_choices;
};

class ChoiceList : public QListView {
    Q_OBJECT

public:
    ChoiceList(const Theme& theme, const QString& name, QWidget* parent = nullptr);

    // No row is selected afterwards.
    void setChoices(std::vector<Choice> choices);
    const std::vector<Choice>& choices() const { return m_model.choices(); }
    int selected() const; // −1: none
    void select(int row);
    // Moves the selection by the arrow and page keys. False for every other key.
    bool takeKey(const QKeyEvent& event);
    // For this many of its rows.
    int heightFor(int rows) const;

signals:
    void chosen(int row); // with the mouse
    void selectionMoved(int row);

private:
    ChoiceModel m_model;
};

} // namespace moie::ui
