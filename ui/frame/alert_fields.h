// SPDX-License-Identifier: GPL-3.0-or-later
// What alerts are wanted, from which values on, and whether the desktop shows them too.
#pragma once

#include <QWidget>

#include "ui/workspace/alert_watch.h"

class QCheckBox;
class QDoubleSpinBox;
class QGridLayout;

namespace moie::ui {

class AlertFields : public QWidget {
    Q_OBJECT

public:
    explicit AlertFields(QWidget* parent = nullptr);

    // A value that is not watched stays as it stood.
    void setRules(const AlertRules& rules, bool desktop);
    AlertRules rules() const;
    bool desktop() const;

signals:
    void changed();

private:
    struct Threshold {
        QCheckBox* box;
        QDoubleSpinBox* value;
    };
    struct Values {
        double usual;
        double least;
        double most;
        int decimals;
    };

    Threshold addThreshold(QGridLayout& grid, const QString& text, const QString& unit, const Values& values);

    QCheckBox* m_unsafe;
    Threshold m_margin;
    Threshold m_response;
    Threshold m_failed;  // in percent
    Threshold m_silence; // in minutes
    QCheckBox* m_desktop;
};

} // namespace moie::ui
