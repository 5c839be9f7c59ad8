// SPDX-License-Identifier: GPL-3.0-or-later
// Takes a stream of server-sent events apart, however its bytes are cut: lines end in LF, CRLF or CR, several data
// lines make one event, comments and other fields are passed over. Bytes are kept until an event is complete, so that
// no character is split.
#pragma once

#include <functional>

#include <QByteArray>

namespace moie::ui {

class EventStream {
public:
    // No server has a reason to send more in one event.
    static constexpr qsizetype longestEvent = 1 << 20; // bytes

    using Visitor = std::function<void(const QByteArray& data)>;

    // Visits each event that the bytes complete. The visitor may reset the stream, which ends the visit. False where an
    // event is too long: nothing more can be made of the stream.
    bool feed(const QByteArray& bytes, const Visitor& visit);
    // The stream is over: visits the last event where its blank line is missing.
    void finish(const Visitor& visit);
    void reset();

private:
    void takeLine(const QByteArray& line, const Visitor& visit);
    void dispatch(const Visitor& visit);

    QByteArray m_line; // the part of a line that has come
    QByteArray m_data; // the event's data so far
    bool m_hasData = false;
    bool m_afterReturn = false; // a line feed now belongs to the line end before
    unsigned m_run = 0;         // changes with reset()
};

} // namespace moie::ui
