// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/theme.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include <QApplication>
#include <QEvent>
#include <QFile>
#include <QFontDatabase>
#include <QFontInfo>
#include <QPalette>
#include <QProxyStyle>
#include <QStyleFactory>
#include <QStyleOption>

#include "ui/theme/icon_engine.h"

namespace moie::ui {
namespace {

// The text height at which the design's lengths are given.
constexpr double designTextPixels = 13.0;
// Qt's size where no desktop says one is 9 points, too small to read tables by.
constexpr double smallestPointSize = 9.75;

QByteArray resource(const QString& path) {
    QFile file(path);
    const bool opened = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(opened, "resource", qPrintable(path));
    return opened ? file.readAll() : QByteArray();
}

double relativeSize(TextStyle style) {
    switch (style) {
    case TextStyle::Body:
    case TextStyle::Title: return 1.0;
    case TextStyle::Small: return 12.0 / designTextPixels;
    case TextStyle::Brand: return 14.0 / designTextPixels;
    case TextStyle::Figure: return 22.0 / designTextPixels;
    case TextStyle::Heading: return 17.0 / designTextPixels;
    }
    return 1.0;
}

QFont::Weight weightOf(TextStyle style) {
    switch (style) {
    case TextStyle::Body:
    case TextStyle::Small: return QFont::Normal;
    case TextStyle::Figure: return QFont::Bold;
    default: return QFont::DemiBold;
    }
}

// "@role" stands for a colour and "@12px" for a length of the design.
QString styleSheet(const Colors& colors) {
    static constexpr std::array<std::pair<const char*, ColorRole>, 20> names{{
        {"@window", ColorRole::Window},
        {"@sidebar", ColorRole::Sidebar},
        {"@panel", ColorRole::Panel},
        {"@line", ColorRole::Line},
        {"@grid", ColorRole::Grid},
        {"@selection", ColorRole::Selection},
        {"@hover", ColorRole::Hover},
        {"@chip", ColorRole::Chip},
        {"@textStrongDim", ColorRole::DimStrong},
        {"@dim", ColorRole::Dim},
        {"@text", ColorRole::Text},
        {"@accentText", ColorRole::AccentText},
        {"@accent", ColorRole::Accent},
        {"@onAccent", ColorRole::OnAccent},
        {"@idle", ColorRole::Idle},
        {"@goodText", ColorRole::GoodText},
        {"@warnText", ColorRole::WarnText},
        {"@badText", ColorRole::BadText},
        {"@good", ColorRole::Good},
        {"@bad", ColorRole::Bad},
    }};
    QString sheet = QString::fromUtf8(resource(QStringLiteral(":/theme/style.qss")));
    for (const auto& [name, role] : names)
        sheet.replace(QLatin1String(name), colors[role].name());
    for (int pixels = 1; pixels <= 40; ++pixels)
        sheet.replace(QStringLiteral("@%1px").arg(pixels), QStringLiteral("%1px").arg(Theme::length(pixels)));
    return sheet;
}

QPalette paletteOf(const Colors& colors) {
    QPalette palette(colors[ColorRole::Panel], colors[ColorRole::Window]);
    const auto set = [&](QPalette::ColorRole to, ColorRole from) { palette.setColor(to, colors[from]); };
    set(QPalette::Window, ColorRole::Window);
    set(QPalette::WindowText, ColorRole::Text);
    set(QPalette::Base, ColorRole::Panel);
    set(QPalette::AlternateBase, ColorRole::Window);
    set(QPalette::Text, ColorRole::Text);
    set(QPalette::Button, ColorRole::Panel);
    set(QPalette::ButtonText, ColorRole::Text);
    set(QPalette::BrightText, ColorRole::BadText);
    set(QPalette::ToolTipBase, ColorRole::Panel);
    set(QPalette::ToolTipText, ColorRole::Text);
    set(QPalette::PlaceholderText, ColorRole::Dim);
    set(QPalette::Highlight, ColorRole::Selection);
    set(QPalette::HighlightedText, ColorRole::Text);
    set(QPalette::Link, ColorRole::AccentText);
    set(QPalette::LinkVisited, ColorRole::AccentText);
    set(QPalette::Light, ColorRole::Panel);
    set(QPalette::Midlight, ColorRole::Grid);
    set(QPalette::Mid, ColorRole::Line);
    set(QPalette::Dark, ColorRole::Idle);
    set(QPalette::Shadow, ColorRole::Idle);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, colors[ColorRole::Idle]);
    return palette;
}

// Fusion's mark of a sorted column points down where values grow. Nearly all other desktops and programs point down
// where the largest, or newest, comes first.
class Style : public QProxyStyle {
public:
    Style() : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion"))) {}

    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override {
        const auto* header = qstyleoption_cast<const QStyleOptionHeader*>(option);
        if (element != PE_IndicatorHeaderArrow || header == nullptr)
            return QProxyStyle::drawPrimitive(element, option, painter, widget);
        QStyleOptionHeader turned = *header;
        if (header->sortIndicator == QStyleOptionHeader::SortUp)
            turned.sortIndicator = QStyleOptionHeader::SortDown;
        else if (header->sortIndicator == QStyleOptionHeader::SortDown)
            turned.sortIndicator = QStyleOptionHeader::SortUp;
        QProxyStyle::drawPrimitive(element, &turned, painter, widget);
    }
};

} // namespace

Theme::Theme(QObject* parent) : QObject(parent) {
    QApplication::setStyle(new Style);
    QFont font = QApplication::font();
    if (QFontDatabase::hasFamily(QStringLiteral("Inter")))
        font.setFamilies({QStringLiteral("Inter"), font.family()});
    if (font.pointSizeF() > 0)
        font.setPointSizeF(std::max(font.pointSizeF(), smallestPointSize));
    QApplication::setFont(font);
    update();
    qApp->installEventFilter(this);
}

void Theme::setChoice(ThemeChoice choice) {
    if (m_choice == choice)
        return;
    m_choice = choice;
    update();
}

QFont Theme::font(TextStyle style) {
    QFont font = QApplication::font();
    const double factor = relativeSize(style);
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(static_cast<int>(std::lround(font.pixelSize() * factor)));
    font.setWeight(weightOf(style));
    return font;
}

int Theme::length(double designPixels) {
    const double textPixels = QFontInfo(QApplication::font()).pixelSize();
    return std::max(1, static_cast<int>(std::lround(designPixels * textPixels / designTextPixels)));
}

QIcon Theme::icon(const QString& name, ColorRole role, ColorRole on) const {
    const Colors& c = colors();
    return QIcon(
        new SvgIconEngine(resource(QStringLiteral(":/icons/%1.svg").arg(name)), c[role], c[on], c[ColorRole::Idle]));
}

bool Theme::eventFilter(QObject* watched, QEvent* event) {
    // The desktop's change reaches windows as ThemeChange; the application's own palette hides it from everything else.
    const bool desktopChanged = event->type() == QEvent::ThemeChange && m_choice == ThemeChoice::System;
    if (!m_applying && desktopChanged)
        QMetaObject::invokeMethod(
            this, [this] { update(); }, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
}

void Theme::update() {
    if (m_choice == ThemeChoice::System) {
        m_applying = true;
        QApplication::setPalette(QPalette()); // uncovers the desktop's own
        m_applying = false;
        const QPalette desktop = QApplication::palette();
        m_dark = desktop.color(QPalette::Window).lightness() < desktop.color(QPalette::WindowText).lightness();
    } else {
        m_dark = m_choice == ThemeChoice::Dark;
    }
    apply();
}

void Theme::apply() {
    m_applying = true;
    QApplication::setPalette(paletteOf(colors()));
    qApp->setStyleSheet(styleSheet(colors()));
    m_applying = false;
    emit themeChanged();
}

} // namespace moie::ui
