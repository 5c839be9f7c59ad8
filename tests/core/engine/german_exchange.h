// SPDX-License-Identifier: GPL-3.0-or-later
// One message and its reply, judged with a language of a few phrases (german/de/german.json): figures of it can be
// worked out by hand.
#pragma once

#include <QtTest>

#include <moie/engine/judge.h>

namespace engine_test {

using namespace moie::engine;

// Null where it cannot be loaded, which fails the test.
inline std::shared_ptr<const EngineData> germanData() {
    const auto data = loadEngineData(ENGINE_TESTS "/german");
    if (!data)
        qWarning("%s", data.error().describe().c_str());
    return data ? *data : nullptr;
}

// Columns message, reply and expected: five figures.
inline void addExchangeColumns() {
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("reply");
    QTest::addColumn<QList<double>>("expected");
}

// Adds a row.
inline void row(const char* name, const char* message, const char* reply, const QList<double>& expected) {
    QTest::newRow(name) << QString::fromUtf8(message) << QString::fromUtf8(reply) << expected;
}

// The present row's reply as the judge sees it; no message where that is empty.
inline Judgement judgementOfRow(const std::shared_ptr<const EngineData>& data) {
    QFETCH(QString, message);
    QFETCH(QString, reply);
    Judge judge(data);
    JudgedMessage read;
    if (!message.isEmpty())
        read = judge.readMessage(message.toStdString());
    return judge.judge(reply.toStdString(), message.isEmpty() ? nullptr : &read, read.contexts, {},
                       BarrierController(data->figures));
}

} // namespace engine_test
