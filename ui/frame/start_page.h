// SPDX-License-Identifier: GPL-3.0-or-later
// What the window shows as long as no directory is open, or one without logs: opens one, one of the last ones, the
// demonstration, or an empty one to hold a live session in.
#pragma once

#include <utility>
#include <vector>

#include <QWidget>

#include "ui/frame/demonstration.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QVBoxLayout;

namespace moie::ui {

class Theme;

class StartPage : public QWidget {
    Q_OBJECT

public:
    explicit StartPage(const Theme& theme, QWidget* parent = nullptr);

    void setRecents(const QStringList& directories);
    // A directory that is open and holds no logs yet, which `title` and `text` say: a session is then logged there.
    // Empty where none is open.
    void setOpened(const QString& directory, const QString& title, const QString& text);
    // Where the demonstration is made, and "Hold a session" logs to; both below XDG_DATA_HOME at first.
    void setDemonstrationDirectory(const QString& directory);
    void setSessionDirectory(const QString& directory);

    // As its button does, also while another page is looked at. Made first where it is not there yet.
    void openDemonstration();
    bool isDemonstrationMade() const;
    void cancelDemonstration();

signals:
    void chooserWanted();                           // a directory of the user's
    void directoryChosen(const QString& directory); // a recent one, or the demonstration
    void sessionDirectoryChosen(const QString& directory);
    void demonstrationFailed(const QString& why);

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    struct Offer {
        QWidget* parent; // of what stands in the column
        QVBoxLayout* column;
    };

    Offer addOffer(QVBoxLayout& column, const QString& icon, const QString& title, const QString& text);
    void addOpening(QVBoxLayout& column);
    void addDemonstration(QVBoxLayout& column);
    void addSession(QVBoxLayout& column);
    void toggleDemonstration();
    void endDemonstration();
    void showDemonstrationOffer();
    void startSession();
    void chooseSessionDirectory();
    void complain(QLabel& label, const QString& what);
    void showNothingOpened();
    void showIcons();

    const Theme& m_theme;
    std::vector<std::pair<QLabel*, QString>> m_icons;
    Demonstration m_demonstration;
    QString m_demonstrationDirectory;
    QString m_sessionDirectory;
    QString m_opened;

    QLabel* m_title = nullptr;
    QLabel* m_text = nullptr;
    QPushButton* m_open = nullptr;
    QStringList m_directories; // that are listed
    QLabel* m_recentTitle = nullptr;
    QVBoxLayout* m_recents = nullptr;
    QPushButton* m_demonstrate = nullptr;
    QProgressBar* m_progress = nullptr;
    QLabel* m_demonstrationSaid = nullptr;
    QLabel* m_sessionPlace = nullptr;
    QPushButton* m_session = nullptr;
    QLabel* m_sessionSaid = nullptr;
};

} // namespace moie::ui
