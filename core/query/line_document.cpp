// SPDX-License-Identifier: MIT
#include <moie/query/line_document.h>

#include <moie/ingest/line_mender.h>

namespace moie {

bool LineDocument::load(std::string_view line) {
    constexpr std::string_view byteOrderMark = "\xef\xbb\xbf";
    if (line.starts_with(byteOrderMark))
        line.remove_prefix(byteOrderMark.size());
    m_root = m_parser.parse(line);
    if (m_root.isGiven())
        return true;
    WarningSet ignored;
    if (mendLine(line, m_mended, ignored) != Rejection::None)
        return false;
    m_mended.reserve(m_mended.size() + jsonPadding);
    m_root = m_parser.parse(m_mended);
    return m_root.isGiven();
}

} // namespace moie
