// SPDX-License-Identifier: GPL-3.0-or-later
// One field over the window from which everything can be reached by typing a part of its name: commands, directories,
// saved views, sessions. The keyboard is enough; what was open before has the focus again afterwards.
#pragma once

#include <functional>
#include <vector>

#include <QFrame>
#include <QPointer>
#include <QString>

class QLineEdit;

namespace moie::ui {

class ChoiceList;
class Theme;

struct PaletteEntry {
    QString text;
    QString detail; // its keys, or what kind of thing it is
    std::function<void()> run;
};

class CommandPalette : public QFrame {
    Q_OBJECT

public:
    // What can only be found by its beginning, since there may be any number of it. Empty where it is too short.
    using Search = std::function<std::vector<PaletteEntry>(const QString& typed)>;

    // Over `window`, whose child it is.
    CommandPalette(const Theme& theme, QWidget* window);

    void open(std::vector<PaletteEntry> entries, Search search);
    const std::vector<PaletteEntry>& found() const { return m_found; }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void find(const QString& typed);
    void run(int row);
    void leave();
    void place();

    QLineEdit* m_field;
    ChoiceList* m_list;
    std::vector<PaletteEntry> m_entries;
    Search m_search;
    std::vector<PaletteEntry> m_found; // by row
    QPointer<QWidget> m_before;        // had the focus
};

} // namespace moie::ui
