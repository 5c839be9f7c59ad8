// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/workspace/history.h"

namespace moie::ui {

void History::restart(const Place& place) {
    m_places.assign(1, place);
    m_at = 0;
}

void History::go(const Place& place) {
    if (place == present())
        return;
    m_places.resize(m_at + 1);
    m_places.push_back(place);
    if (m_places.size() > mostPlaces)
        m_places.erase(m_places.begin());
    m_at = m_places.size() - 1;
}

} // namespace moie::ui
