// SPDX-License-Identifier: GPL-3.0-or-later
// Cards in rows that depend on the width: the widest arrangement that fits. Rows share what height is left over.
#pragma once

#include <vector>

#include <QWidget>

namespace moie::ui {

class CardGrid : public QWidget {
    Q_OBJECT

public:
    struct Cell {
        QWidget* card = nullptr;
        double weight = 1.0; // of the row's width
    };
    struct Row {
        std::vector<Cell> cells;
        double weight = 1.0;    // of the height left over
        double leastHeight = 0; // in design pixels (Theme::length)
    };
    struct Arrangement {
        double leastWidth = 0; // in design pixels
        std::vector<Row> rows;
    };

    // For cards that are made in it. Empty until they are arranged.
    explicit CardGrid(QWidget* parent = nullptr) : QWidget(parent) {}
    CardGrid(std::vector<Arrangement> arrangements, QWidget* parent = nullptr);

    // From the widest to the narrowest, whose least width is 0. All name the same cards. Once.
    void setArrangements(std::vector<Arrangement> arrangements);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;
    bool event(QEvent* event) override;

private:
    const Arrangement& arrangementFor(int width) const;
    std::vector<int> leastHeights(int width) const;
    std::vector<int> measure(const Arrangement& arrangement, int width) const;
    void arrange();

    struct Measured {
        int width = 0;
        std::vector<int> heights; // of the rows, least
    };

    std::vector<Arrangement> m_arrangements{Arrangement{}};
    // Texts are laid out to find these, several times for each change of a card. Until a card asks for another height.
    mutable std::vector<Measured> m_measured;
};

} // namespace moie::ui
