// SPDX-License-Identifier: GPL-3.0-or-later
// A key figure: what it is, its value, its change against the period before, and a line that puts it into proportion.
#pragma once

#include <QFrame>

#include "ui/theme/colors.h"
#include "ui/theme/marker.h"

class QLabel;

namespace moie::ui {

class Theme;

struct TileContent {
    QString title;
    QString figure;
    Marker changeMarker = Marker::None;
    ColorRole changeColor = ColorRole::Dim; // a colour only where the change is more than noise
    QString change;
    QString sub;
    QString definition; // the tooltip: what is measured, over how many

    friend bool operator==(const TileContent&, const TileContent&) = default;
};

class TileChange;

class Tile : public QFrame {
    Q_OBJECT

public:
    explicit Tile(const Theme& theme, QWidget* parent = nullptr);

    void setContent(const TileContent& content);
    const TileContent& content() const { return m_content; }
    // A click or Enter opens what it tells of: "Shows the love vectors". Empty: it opens nothing.
    void setDoor(const QString& hint);

    // Tiles of one row give their titles the same height, so that the figures stand on one line.
    int titleHeight(int tileWidth) const;
    int heightFor(int tileWidth, int titleHeight) const;
    // With the figure and its change whole.
    int leastWidth() const;
    void setTitleHeight(int height);

signals:
    void opened();

protected:
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    int textWidth(int tileWidth) const;
    void sayAccessibly();

    TileContent m_content;
    QString m_door;
    QLabel* m_title;
    QLabel* m_figure;
    TileChange* m_change;
    QLabel* m_sub;
};

} // namespace moie::ui
