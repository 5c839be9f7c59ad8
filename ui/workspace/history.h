// SPDX-License-Identifier: GPL-3.0-or-later
// The places that the user has been to, as a browser keeps them: going somewhere new forgets what lay ahead.
#pragma once

#include <cstddef>
#include <vector>

#include "ui/workspace/place.h"

namespace moie::ui {

class History {
public:
    static constexpr std::size_t mostPlaces = 200; // older ones are forgotten

    // Forgets all but this one.
    void restart(const Place& place);
    // Does nothing where it is the present place.
    void go(const Place& place);
    // Takes the place of the present one, as for what is no step of the user's.
    void amend(const Place& place) { m_places[m_at] = place; }

    const Place& present() const { return m_places[m_at]; }
    bool canGoBack() const { return m_at > 0; }
    bool canGoForward() const { return m_at + 1 < m_places.size(); }
    // Precondition: canGoBack(), canGoForward().
    const Place& back() { return m_places[--m_at]; }
    const Place& forward() { return m_places[++m_at]; }

private:
    std::vector<Place> m_places{Place{}};
    std::size_t m_at = 0;
};

} // namespace moie::ui
