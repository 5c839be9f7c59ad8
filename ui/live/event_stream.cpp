// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/live/event_stream.h"

#include <utility>

namespace moie::ui {

bool EventStream::feed(const QByteArray& bytes, const Visitor& visit) {
    const unsigned run = m_run;
    for (const char c : bytes) {
        const bool ended = std::exchange(m_afterReturn, false);
        if (c == '\n' && ended)
            continue;
        if (c != '\n' && c != '\r') {
            m_line += c;
            if (m_line.size() + m_data.size() > longestEvent)
                return false;
            continue;
        }
        m_afterReturn = c == '\r';
        takeLine(std::exchange(m_line, {}), visit);
        if (run != m_run)
            return true;
    }
    return true;
}

void EventStream::finish(const Visitor& visit) {
    const unsigned run = m_run;
    if (!m_line.isEmpty())
        takeLine(std::exchange(m_line, {}), visit);
    if (run == m_run)
        dispatch(visit);
}

void EventStream::reset() {
    m_line.clear();
    m_data.clear();
    m_hasData = false;
    m_afterReturn = false;
    ++m_run;
}

void EventStream::takeLine(const QByteArray& line, const Visitor& visit) {
    if (line.isEmpty())
        return dispatch(visit);
    const qsizetype colon = line.indexOf(':');
    const QByteArray field = colon < 0 ? line : line.left(colon);
    if (field != "data")
        return;
    QByteArray value = colon < 0 ? QByteArray() : line.mid(colon + 1);
    if (value.startsWith(' '))
        value.remove(0, 1);
    if (m_hasData)
        m_data += '\n';
    m_data += value;
    m_hasData = true;
}

void EventStream::dispatch(const Visitor& visit) {
    if (std::exchange(m_hasData, false))
        visit(std::exchange(m_data, {}));
}

} // namespace moie::ui
