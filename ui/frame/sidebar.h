// SPDX-License-Identifier: GPL-3.0-or-later
// The pages, and the settings below them. Folds to icons where the window is narrow for its text.
#pragma once

#include <vector>

#include <QString>
#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace moie::ui {

class Theme;

class Sidebar : public QWidget {
    Q_OBJECT

public:
    explicit Sidebar(const Theme& theme, QWidget* parent = nullptr);

    // `shortcut` is said in the tool tip; `icon` is of resources/icons.
    void addPage(const QString& id, const QString& title, const QString& icon, const QString& shortcut);
    void setCurrent(const QString& id);
    // The keys go to its entry.
    void focusCurrent();
    void setFolded(bool folded);
    // A green dot at the page's entry, with a tool tip that says why.
    void setBusy(const QString& id, bool busy, const QString& why);

signals:
    void pageChosen(const QString& id);
    void settingsWanted();

private:
    struct Entry {
        QString id;
        QString title;
        QString icon;
        QPushButton* button;
        QLabel* dot; // at the right end of the button
    };

    Entry makeEntry(const QString& id, const QString& title, const QString& icon);
    void showIcons();
    void showTexts();

    const Theme& m_theme;
    bool m_folded = false;
    QLabel* m_brand;
    QVBoxLayout* m_pages;
    std::vector<Entry> m_entries; // the settings entry is the first
};

} // namespace moie::ui
