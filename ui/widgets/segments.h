// SPDX-License-Identifier: GPL-3.0-or-later
// One of a few, as buttons that stand together: Response | Input. The arrow keys move within them. Where the row is too
// narrow for all, it becomes a drop-down list.
#pragma once

#include <vector>

#include <QWidget>

class QComboBox;
class QPushButton;

namespace moie::ui {

class Segments : public QWidget {
    Q_OBJECT

public:
    struct Item {
        QString name;
        QString explanation; // tooltip, plain
    };

    // The first one is chosen at first.
    Segments(const QString& name, const std::vector<Item>& items, QWidget* parent = nullptr);

    std::size_t current() const { return m_current; }
    void setCurrent(std::size_t item); // says nothing to chosen()
    // As where a count stands beside it.
    void setName(std::size_t item, const QString& name);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void chosen(std::size_t item); // by the user

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void choose(std::size_t item);
    void fit();

    QString m_name;
    std::size_t m_current = 0;
    QWidget* m_row;
    QComboBox* m_list;
    std::vector<QPushButton*> m_buttons;
};

} // namespace moie::ui
