// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/report_font.h"

#include <algorithm>
#include <map>
#include <memory>

#include <fontconfig/fontconfig.h>

#include <QApplication>
#include <QGlyphRun>
#include <QPainterPath>
#include <QRawFont>
#include <QTextBoundaryFinder>
#include <QTextLayout>

namespace moie::ui {

namespace {

// Before it are Latin letters, which an application's font has.
constexpr char32_t firstInQuestion = 0x250;
constexpr FcChar32 aHanCharacter = 0x4e00;

template <auto destroy>
struct Destroy {
    template <typename T>
    void operator()(T* object) const {
        destroy(object);
    }
};
using Pattern = std::unique_ptr<FcPattern, Destroy<FcPatternDestroy>>;
using FontSet = std::unique_ptr<FcFontSet, Destroy<FcFontSetDestroy>>;
using CharSet = std::unique_ptr<FcCharSet, Destroy<FcCharSetDestroy>>;

bool is(const FcPattern* font, const char* property) {
    FcBool value = FcFalse;
    return FcPatternGetBool(font, property, 0, &value) == FcResultMatch && value == FcTrue;
}

bool hasOutlines(const FcPattern* font) {
    return is(font, FC_OUTLINE) && !is(font, FC_COLOR);
}

const FcCharSet* charactersOf(const FcPattern* font) {
    FcCharSet* characters = nullptr;
    return FcPatternGetCharSet(font, FC_CHARSET, 0, &characters) == FcResultMatch ? characters : nullptr;
}

// The system's fonts in the order in which they stand in for the family.
class StandIns {
public:
    explicit StandIns(const QString& family) {
        const Pattern wanted(FcPatternCreate());
        const QByteArray name = family.toUtf8();
        FcPatternAddString(wanted.get(), FC_FAMILY, reinterpret_cast<const FcChar8*>(name.constData()));
        FcConfigSubstitute(nullptr, wanted.get(), FcMatchPattern);
        FcDefaultSubstitute(wanted.get());
        FcResult result = FcResultMatch;
        m_sorted.reset(FcFontSort(nullptr, wanted.get(), FcFalse, nullptr, &result));
    }

    bool haveOutlinesOf(char32_t character) const {
        return std::any_of(begin(), end(), [=](const FcPattern* font) {
            const FcCharSet* characters = charactersOf(font);
            return hasOutlines(font) && characters != nullptr && FcCharSetHasChar(characters, character) == FcTrue;
        });
    }

    // As few families as have what is to be had with outlines of all that fonts of pictures have. Of fonts for Chinese
    // characters only the first, which is that of the user's language, so that they are taken as ever.
    QStringList insteadOfPictures() const {
        CharSet left = inPictures();
        QStringList families;
        bool hasHan = false;
        for (const FcPattern* font : *this) {
            const FcCharSet* characters = charactersOf(font);
            if (!hasOutlines(font) || characters == nullptr || FcCharSetIntersectCount(left.get(), characters) == 0)
                continue;
            const bool isHan = FcCharSetHasChar(characters, aHanCharacter) == FcTrue;
            FcChar8* family = nullptr;
            if ((isHan && hasHan) || FcPatternGetString(font, FC_FAMILY, 0, &family) != FcResultMatch)
                continue;
            hasHan = hasHan || isHan;
            families += QString::fromUtf8(reinterpret_cast<const char*>(family));
            left.reset(FcCharSetSubtract(left.get(), characters));
        }
        return families;
    }

private:
    FcPattern* const* begin() const { return m_sorted ? m_sorted->fonts : nullptr; }
    FcPattern* const* end() const { return m_sorted ? m_sorted->fonts + m_sorted->nfont : nullptr; }

    CharSet inPictures() const {
        CharSet all(FcCharSetCreate());
        for (const FcPattern* font : *this)
            if (const FcCharSet* characters = charactersOf(font); characters != nullptr && !hasOutlines(font))
                all.reset(FcCharSetUnion(all.get(), characters));
        return all;
    }

    FontSet m_sorted;
};

// They stay as they are for as long as the program runs, as Qt's list of fonts does.
const StandIns& standIns() {
    static const StandIns fonts(QApplication::font().family());
    return fonts;
}

bool isSeen(char32_t character) {
    switch (QChar::category(character)) {
    case QChar::Separator_Space:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
    case QChar::Other_Format: return false;
    default: break;
    }
    const bool selectsVariation =
        (character >= 0xfe00 && character <= 0xfe0f) || (character >= 0xe0100 && character <= 0xe01ef);
    return !selectsVariation;
}

// As Qt would lay it out, which knows more than which characters a font has: whether it can shape the script.
bool isLaidOutWithOutlines(char32_t character) {
    QTextLayout layout(QString::fromUcs4(&character, 1), reportFont());
    layout.beginLayout();
    layout.createLine();
    layout.endLayout();
    bool hasOutline = false;
    for (const QGlyphRun& run : layout.glyphRuns())
        for (const quint32 glyph : run.glyphIndexes()) {
            if (glyph == 0)
                return false;
            hasOutline = hasOutline || !run.rawFont().pathForGlyph(glyph).isEmpty();
        }
    return hasOutline;
}

bool canShow(char32_t character) {
    if (character < firstInQuestion || !isSeen(character))
        return true;
    thread_local std::map<char32_t, bool> known;
    const auto found = known.find(character);
    if (found != known.end())
        return found->second;
    const bool shown = standIns().haveOutlinesOf(character) && isLaidOutWithOutlines(character);
    return known.emplace(character, shown).first->second;
}

// "[U+1F44D U+1F3FD]"
QString markFor(const QList<uint>& characters) {
    QStringList numbers;
    for (const uint character : characters)
        numbers += QStringLiteral("U+") + QString::number(character, 16).toUpper().rightJustified(4, QLatin1Char('0'));
    return QLatin1Char('[') + numbers.join(QLatin1Char(' ')) + QLatin1Char(']');
}

} // namespace

QFont reportFont() {
    static const QStringList instead = standIns().insteadOfPictures();
    QFont font = QApplication::font();
    QStringList families = font.families();
    for (const QString& family : instead)
        if (!families.contains(family))
            families += family;
    font.setFamilies(families);
    return font;
}

ShownText shownText(const QString& text) {
    ShownText shown;
    const auto isPlain = [](QChar c) { return c.unicode() < firstInQuestion || c == QChar::LineSeparator; };
    if (std::all_of(text.begin(), text.end(), isPlain))
        return {text, {}};
    QTextBoundaryFinder clusters(QTextBoundaryFinder::Grapheme, text);
    for (qsizetype start = 0; clusters.toNextBoundary() >= 0; start = clusters.position()) {
        const QString cluster = text.mid(start, clusters.position() - start);
        const QList<uint> characters = cluster.toUcs4();
        if (std::all_of(characters.begin(), characters.end(), canShow)) {
            shown.text += cluster;
            continue;
        }
        const QString mark = markFor(characters);
        shown.marks.push_back({static_cast<int>(shown.text.size()), static_cast<int>(mark.size())});
        shown.text += mark;
    }
    return shown;
}

} // namespace moie::ui
