// SPDX-License-Identifier: GPL-3.0-or-later
// A table whose newest rows come in at the top. As long as it stands at the top with nothing selected it shows what
// arrives; when the user scrolls or selects it says that it is held, and nothing must move until he lets go.
#pragma once

#include <QTableView>

namespace moie::ui {

class Theme;

class ArrivalTable : public QTableView {
    Q_OBJECT

public:
    // Columns are as wide as their widest text among `samples`, in the order of the model's columns; the last one takes
    // what is left.
    ArrivalTable(const Theme& theme, const QString& name, QStringList samples, QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;
    void setEmptyText(const QString& text); // instead of rows

    bool isHeld() const { return m_held; }
    // Back to the top, with nothing selected.
    void letGo();

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void heldChanged(bool held);
    void selectedRowChanged(int row); // −1: none

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void applyFont();
    void findHeld();

    const Theme& m_theme;
    QStringList m_samples;
    QString m_emptyText;
    bool m_held = false;
};

} // namespace moie::ui
