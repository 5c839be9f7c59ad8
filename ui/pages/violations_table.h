// SPDX-License-Identifier: GPL-3.0-or-later
// The violations of a scope, however many: a click on a title sorts, a double click or Enter goes to the turn.
#pragma once

#include <QTableView>

#include "ui/models/violations_model.h"

namespace moie::ui {

class Theme;

class ViolationsTable : public QTableView {
    Q_OBJECT

public:
    // Theme and pool must outlive the table.
    ViolationsTable(const Theme& theme, QThreadPool& pool, QWidget* parent = nullptr);

    void setViolations(const ViolationRows& violations, const SnapshotPtr& snapshot);
    // The rows to come are about something else: what was selected or scrolled to says nothing about them.
    void startAfresh();

    QSize minimumSizeHint() const override;

signals:
    void violationActivated(const moie::ViolationRow& violation);

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;

private:
    void applyFont();
    void measureColumns();
    void fitColumns();
    int rowHeight() const;

    const Theme& m_theme;
    ViolationsModel m_model;
    int m_natural[ViolationsModel::ColumnCount]{};
};

} // namespace moie::ui
