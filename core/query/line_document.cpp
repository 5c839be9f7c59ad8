// SPDX-License-Identifier: MIT
#include <moie/query/line_document.h>

#include <moie/ingest/line_mender.h>
#include <moie/schema/utf8.h>

namespace moie {

bool LineDocument::load(std::string_view line) {
    line = withoutByteOrderMark(line);
    m_root = m_parser.parse(line);
    m_isMended = !m_root.isGiven();
    if (!m_isMended)
        return true;
    WarningSet ignored;
    if (mendLine(line, m_mended, ignored) != Rejection::None)
        return false;
    m_mended.reserve(m_mended.size() + jsonPadding);
    m_root = m_parser.parse(m_mended);
    return m_root.isGiven();
}

} // namespace moie
