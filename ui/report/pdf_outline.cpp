// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/pdf_outline.h"

#include <map>
#include <optional>

#include <QByteArrayList>

namespace moie::ui {

namespace {

constexpr qsizetype xrefEntryBytes = 20;

// The whole number that stands at the place, after white space; −1 where there is none.
qsizetype numberAt(const QByteArray& text, qsizetype at) {
    while (at < text.size() && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r'))
        ++at;
    qsizetype end = at;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9')
        ++end;
    bool isNumber = false;
    const qlonglong number = text.mid(at, end - at).toLongLong(&isNumber);
    return isNumber ? static_cast<qsizetype>(number) : -1;
}

// The number behind a key: "/Size 41", "/Pages 3 0 R".
qsizetype numberBehind(const QByteArray& text, const QByteArray& key) {
    const qsizetype at = text.indexOf(key);
    return at < 0 ? -1 : numberAt(text, at + key.size());
}

// "/MediaBox [0 0 595 842]"
double heightOf(const QByteArray& page) {
    const qsizetype at = page.indexOf("/MediaBox");
    const qsizetype open = page.indexOf('[', at);
    const qsizetype close = page.indexOf(']', open);
    if (at < 0 || open < 0 || close < 0)
        return -1;
    const QByteArrayList sides = page.mid(open + 1, close - open - 1).simplified().split(' ');
    return sides.size() == 4 ? sides[3].toDouble() : -1;
}

// A text string in UTF-16, so that no character of a title means anything to a reader of the file.
QByteArray textString(const QString& text) {
    QByteArray hex = "<FEFF";
    for (const QChar c : text)
        hex += QByteArray::number(c.unicode(), 16).rightJustified(4, '0').toUpper();
    return hex + '>';
}

QByteArray reference(qsizetype object) {
    return QByteArray::number(object) + " 0 R";
}

QByteArray real(double value) {
    return QByteArray::number(value, 'f', 2);
}

class Document {
public:
    explicit Document(QByteArray pdf) : m_bytes(std::move(pdf)) {}

    bool read() {
        m_xref = numberBehind(m_bytes.mid(m_bytes.lastIndexOf("startxref")), "startxref");
        if (m_xref < 0 || !m_bytes.mid(m_xref, 5).startsWith("xref"))
            return false;
        const qsizetype trailerAt = m_bytes.indexOf("trailer", m_xref);
        const QByteArray trailer = trailerAt < 0 ? QByteArray() : m_bytes.mid(trailerAt);
        m_size = numberBehind(trailer, "/Size");
        m_info = numberBehind(trailer, "/Info");
        m_root = numberBehind(trailer, "/Root");
        m_firstEntry = m_bytes.indexOf('\n', m_bytes.indexOf('\n', m_xref) + 1) + 1;
        if (m_size <= 0 || m_info < 0 || m_root < 0)
            return false;
        m_catalog = object(m_root);
        return readPages(object(numberBehind(m_catalog, "/Pages")));
    }

    Result<QByteArray> finish(const PdfExtras& extras) {
        addLinks(extras.links);
        addCatalog(extras.language, addOutline(extras.bookmarks));
        QByteArray table;
        QByteArray update;
        for (const auto& [number, body] : m_changed) {
            const qsizetype offset = m_bytes.size() + update.size();
            update += QByteArray::number(number) + " 0 obj\n" + body + "\nendobj\n";
            table += QByteArray::number(number) + " 1\n" + QByteArray::number(offset).rightJustified(10, '0') +
                     " 00000 n \n";
        }
        const qsizetype xref = m_bytes.size() + update.size();
        update += "xref\n" + table + "trailer\n<<\n/Size " + QByteArray::number(m_size) + "\n/Info " +
                  reference(m_info) + "\n/Root " + reference(m_root) + "\n/Prev " + QByteArray::number(m_xref) +
                  "\n>>\nstartxref\n" + QByteArray::number(xref) + "\n%%EOF\n";
        return m_bytes + update;
    }

private:
    struct Page {
        qsizetype object = -1;
        qsizetype annotations = -1;
        double height = 0;
    };

    // Without "n 0 obj" and "endobj"; empty where there is none.
    QByteArray object(qsizetype number) const {
        if (number <= 0 || number >= m_size)
            return {};
        const qsizetype offset = numberAt(m_bytes, m_firstEntry + number * xrefEntryBytes);
        const QByteArray head = QByteArray::number(number) + " 0 obj";
        if (offset < 0 || m_bytes.mid(offset, head.size()) != head)
            return {};
        const qsizetype begin = offset + head.size();
        const qsizetype end = m_bytes.indexOf("endobj", begin);
        return end < 0 ? QByteArray() : m_bytes.mid(begin, end - begin).trimmed();
    }

    bool readPages(const QByteArray& tree) {
        const qsizetype open = tree.indexOf('[', tree.indexOf("/Kids"));
        const qsizetype close = tree.indexOf(']', open);
        if (open < 0 || close < 0)
            return false;
        const QByteArrayList words = tree.mid(open + 1, close - open - 1).simplified().split(' ');
        for (qsizetype i = 0; i + 2 < words.size(); i += 3) {
            Page page;
            page.object = words[i].toLongLong();
            const QByteArray text = object(page.object);
            page.annotations = numberBehind(text, "/Annots");
            page.height = heightOf(text);
            if (page.annotations < 0 || page.height <= 0)
                return false;
            m_pages.push_back(page);
        }
        return !m_pages.empty();
    }

    QByteArray destination(const PdfPlace& place) const {
        const Page& page = m_pages[static_cast<std::size_t>(place.page)];
        return "[" + reference(page.object) + " /XYZ 0 " + real(page.height - place.top) + " 0]";
    }

    void addLinks(const std::vector<PdfLink>& links) {
        std::map<int, QByteArray> byPage;
        for (const PdfLink& link : links) {
            const double height = m_pages[static_cast<std::size_t>(link.page)].height;
            byPage[link.page] += "<< /Type /Annot /Subtype /Link /Border [0 0 0] /Rect [" + real(link.area.left()) +
                                 ' ' + real(height - link.area.bottom()) + ' ' + real(link.area.right()) + ' ' +
                                 real(height - link.area.top()) + "] /Dest " + destination(link.target) + " >>\n";
        }
        for (const auto& [page, annotations] : byPage)
            m_changed[m_pages[static_cast<std::size_t>(page)].annotations] = "[\n" + annotations + "]";
    }

    // The number of the outline's object; nothing where there is no bookmark.
    std::optional<qsizetype> addOutline(const std::vector<PdfBookmark>& bookmarks) {
        if (bookmarks.empty())
            return std::nullopt;
        const qsizetype root = m_size++;
        const qsizetype first = m_size;
        m_size += static_cast<qsizetype>(bookmarks.size());
        const auto numberOf = [&](std::size_t i) { return first + static_cast<qsizetype>(i); };
        std::vector<std::size_t> tops;
        for (std::size_t i = 0; i < bookmarks.size(); ++i) {
            if (bookmarks[i].level == 0 || tops.empty())
                tops.push_back(i);
        }
        const auto addItem = [&](std::size_t i, qsizetype parent, bool hasPrevious, std::size_t previous, bool hasNext,
                                 std::size_t next, const QByteArray& children) {
            QByteArray item = "<<\n/Title " + textString(bookmarks[i].title) + "\n/Parent " + reference(parent) +
                              "\n/Dest " + destination(bookmarks[i].target);
            if (hasPrevious)
                item += "\n/Prev " + reference(numberOf(previous));
            if (hasNext)
                item += "\n/Next " + reference(numberOf(next));
            m_changed[numberOf(i)] = item + children + "\n>>";
        };
        for (std::size_t t = 0; t < tops.size(); ++t) {
            const std::size_t top = tops[t];
            const std::size_t end = t + 1 < tops.size() ? tops[t + 1] : bookmarks.size();
            QByteArray children;
            // A negative count: closed at first.
            if (end > top + 1)
                children = "\n/First " + reference(numberOf(top + 1)) + "\n/Last " + reference(numberOf(end - 1)) +
                           "\n/Count -" + QByteArray::number(static_cast<qsizetype>(end - top - 1));
            addItem(top, root, t > 0, t > 0 ? tops[t - 1] : 0, end < bookmarks.size(), end, children);
            for (std::size_t i = top + 1; i < end; ++i)
                addItem(i, numberOf(top), i > top + 1, i - 1, i + 1 < end, i + 1, {});
        }
        m_changed[root] = "<<\n/Type /Outlines\n/First " + reference(numberOf(tops.front())) + "\n/Last " +
                          reference(numberOf(tops.back())) + "\n/Count " +
                          QByteArray::number(static_cast<qsizetype>(tops.size())) + "\n>>";
        return root;
    }

    void addCatalog(const QByteArray& language, const std::optional<qsizetype>& outline) {
        QByteArray catalog = m_catalog.left(m_catalog.lastIndexOf(">>")).trimmed();
        catalog += "\n/Lang (" + language + ")\n/ViewerPreferences << /DisplayDocTitle true >>";
        if (outline)
            catalog += "\n/Outlines " + reference(*outline) + "\n/PageMode /UseOutlines";
        m_changed[m_root] = catalog + "\n>>";
    }

    QByteArray m_bytes;
    qsizetype m_xref = -1;
    qsizetype m_firstEntry = -1; // of the cross-reference table
    qsizetype m_size = 0;        // object numbers in use end before
    qsizetype m_info = -1;
    qsizetype m_root = -1;
    QByteArray m_catalog;
    std::vector<Page> m_pages;
    std::map<qsizetype, QByteArray> m_changed; // objects of the update
};

} // namespace

Result<QByteArray> withExtras(QByteArray pdf, const PdfExtras& extras) {
    Document document(std::move(pdf));
    if (!document.read())
        return tl::unexpected(
            Error{ErrorCode::Malformed, "the PDF's pages could not be found to add links to", {}, {}});
    return document.finish(extras);
}

} // namespace moie::ui
