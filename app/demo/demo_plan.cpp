// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo_plan.h"

#include <algorithm>
#include <array>

#include <moie/logging/uuid.h>

namespace moie::demo {

namespace {

constexpr Model allModels[] = {
    {"gemma2:2b", 0.5, 1.0, 46},
    {"llama3.2:3b", 0.3, 1.2, 37},
    {"mistral:7b", 0.2, 1.9, 19},
};

// How many people talk at which hour of the local day.
constexpr std::array<double, 24> hourWeights{0.3, 0.15, 0.05, 0.03, 0.05, 0.05, 0.2, 0.6, 1.0, 1.2, 1.2, 1.1,
                                             1.2, 1.0,  1.0,  1.0,  1.1,  1.3,  1.6, 2.0, 2.2, 2.0, 1.4, 0.7};

// The share of sessions of a host that still logs as the reference does: each fourth.
constexpr std::size_t referenceEvery = 4;

// Each sixth session is that of a host with two users at the same time.
constexpr std::size_t sharedEvery = 6;

moie::Duration seconds(double count) {
    return moie::Duration(static_cast<std::int64_t>(count * 1e6)) * 1000;
}

class Planner {
public:
    explicit Planner(const Options& options)
        : m_options(options), m_random(options.seed),
          m_firstDay(moie::addDays(moie::localDate(options.end), 1 - options.days)),
          m_from(moie::startOfDay(m_firstDay)) {
        // With less than four days there is no ordinary day to tell a special one from.
        if (options.days >= 4) {
            m_slowDay = options.days * 2 / 5;
            m_lowDay = options.days * 13 / 20;
        }
    }

    std::vector<PlannedSession> sessions() {
        std::vector<PlannedSession> planned(m_options.sessions);
        for (std::size_t i = 0; i < planned.size(); ++i)
            draw(planned[i], i);
        std::sort(planned.begin(), planned.end(),
                  [](const PlannedSession& a, const PlannedSession& b) { return a.start < b.start; });
        for (std::size_t i = 0; i < planned.size(); ++i) {
            planned[i].turnIds = i % referenceEvery != 1;
            if (planned[i].turnIds && i % sharedEvery == 2)
                share(planned[i]);
            drawOutcomes(planned[i]);
        }
        completeOutcomes(planned);
        return planned;
    }

private:
    void draw(PlannedSession& session, std::size_t number) {
        const std::uint64_t high = m_random.bits();
        session.id = moie::uuidFromBits(high, m_random.bits());
        std::array<double, std::size(allModels)> weights{};
        std::transform(std::begin(allModels), std::end(allModels), weights.begin(),
                       [](const Model& model) { return model.weight; });
        session.model = m_random.weighted(weights);
        drawConversation(session);
        drawMidEvent(session);
        const int day = static_cast<int>(number * static_cast<std::size_t>(m_options.days) / m_options.sessions);
        place(session, day, number + 1 == m_options.sessions);
        session.lowDay = day == m_lowDay;
        const double span = moie::toSeconds(m_options.end - m_from);
        session.progress = std::clamp(moie::toSeconds(session.start - m_from) / span, 0.0, 1.0);
    }

    // Subjects one after the other, none twice before all were talked about.
    void drawConversation(PlannedSession& session) {
        std::vector<double> weights;
        while (session.turns.size() < m_options.turns) {
            if (std::all_of(weights.begin(), weights.end(), [](double weight) { return weight == 0; })) {
                weights.clear();
                for (const Thread& thread : threads())
                    weights.push_back(thread.weight);
            }
            const std::size_t chosen = m_random.weighted(weights);
            weights[chosen] = 0;
            const Thread& thread = threads()[chosen];
            for (const Exchange& exchange : thread.exchanges) {
                if (session.turns.size() == m_options.turns)
                    break;
                session.turns.push_back(turnOf(thread, exchange, session.model));
            }
        }
    }

    PlannedTurn turnOf(const Thread& thread, const Exchange& exchange, std::size_t model) {
        PlannedTurn turn{.exchange = &exchange, .mood = thread.mood, .language = thread.language};
        turn.pauseSeconds = std::clamp(m_random.logNormal(22, 0.6), 4.0, 180.0);
        turn.responseSeconds = std::clamp(m_random.logNormal(1.05, 0.45) * allModels[model].responseFactor, 0.15, 25.0);
        return turn;
    }

    // Far enough from both ends for eight turns before it to be compared with eight after it.
    void drawMidEvent(PlannedSession& session) {
        if (session.turns.size() < 20 || !m_random.chance(0.7))
            return;
        static constexpr std::array<double, 4> weights{0.4, 0.3, 0.15, 0.15};
        session.midEvent = static_cast<MidEvent>(m_random.weighted(weights) + 1);
        session.midEventTurn = 8 + m_random.below(session.turns.size() - 17);
        session.nextModel = (session.model + 1 + m_random.below(std::size(allModels) - 1)) % std::size(allModels);
    }

    // The second half of the conversation becomes another user's, turn by turn between the first one's.
    static void share(PlannedSession& session) {
        std::vector<PlannedTurn> shared;
        const std::size_t half = (session.turns.size() + 1) / 2;
        for (std::size_t i = 0; i < half; ++i) {
            for (std::size_t user = 0; user < 2 && i + user * half < session.turns.size(); ++user) {
                shared.push_back(session.turns[i + user * half]);
                shared.back().user = user;
            }
        }
        session.turns = std::move(shared);
        session.users = 2;
    }

    double longest(const PlannedSession& session, bool slow) const {
        double sum = 60;
        for (const PlannedTurn& turn : session.turns)
            sum += turn.pauseSeconds + 5 + 6 * turn.responseSeconds * (slow ? slowFactor : 1) + 0.2;
        return sum;
    }

    void place(PlannedSession& session, int day, bool last) {
        const moie::Time latest = m_options.end - seconds(longest(session, day == m_slowDay));
        const moie::Time midnight = moie::startOfDay(moie::addDays(m_firstDay, day));
        if (day == m_slowDay && !m_slowPlaced) {
            m_slowPlaced = true;
            session.slow = true;
            session.start = std::min(latest, midnight + std::chrono::hours(19) + seconds(m_random.uniform(300, 1800)));
            return;
        }
        for (int attempt = 0; attempt < 50 && !last; ++attempt) {
            const auto hour = static_cast<std::int64_t>(m_random.weighted(hourWeights));
            const moie::Time start = midnight + std::chrono::hours(hour) + seconds(m_random.uniform(0, 3600));
            if (start <= latest) {
                session.start = start;
                session.slow = day == m_slowDay && hour >= 18 && hour <= 22;
                return;
            }
        }
        session.start = latest;
    }

    void drawOutcomes(PlannedSession& session) {
        // It gets better over the days, but for the low one.
        const double early = 1 - session.progress;
        const double low = session.lowDay ? 2 : 1;
        for (PlannedTurn& turn : session.turns) {
            const std::array<double, 6> weights{
                1.0,
                (0.09 + 0.06 * early) * low,
                (0.015 + 0.03 * early) * low,
                (0.025 + 0.05 * early) * low,
                session.slow ? 0.08 : 0.008,
                session.turnIds ? 0.005 : 0.0,
            };
            switch (m_random.weighted(weights)) {
            case 0: turn.outcome = Outcome::Clear; break;
            case 1: turn.outcome = Outcome::Near; break;
            case 2: turn.outcome = Outcome::Breach; break;
            // The host with the reference's logger has no second attempt.
            case 3:
                turn.outcome = session.turnIds && m_random.chance(0.8) ? Outcome::Caught : Outcome::ReachedUser;
                break;
            case 4: turn.outcome = Outcome::Failed; break;
            default: turn.outcome = Outcome::Unanswered; break;
            }
            const bool answered = turn.outcome != Outcome::Failed && turn.outcome != Outcome::Unanswered;
            if (turn.language == "en" || !answered)
                continue;
            turn.outcome = Outcome::NotJudged;
            // The host with the reference's logger talks English alone.
            if (!session.turnIds)
                turn = turnOf(threads().front(), threads().front().exchanges.front(), session.model);
        }
    }

    // Gives each outcome that did not come up a turn that was clear, in our engine's own sessions: the reference's log
    // leaves some to the reader.
    void completeOutcomes(std::vector<PlannedSession>& sessions) {
        std::array<std::size_t, outcomeCount> counts{};
        std::vector<PlannedTurn*> clear;
        for (PlannedSession& session : sessions) {
            if (!session.turnIds)
                continue;
            for (PlannedTurn& turn : session.turns) {
                ++counts[static_cast<std::size_t>(turn.outcome)];
                if (turn.outcome == Outcome::Clear)
                    clear.push_back(&turn);
            }
        }
        for (std::size_t i = 1; i < outcomeCount; ++i) {
            if (counts[i] > 0 || clear.size() < 2)
                continue;
            const std::size_t chosen = m_random.below(clear.size());
            PlannedTurn& turn = *clear[chosen];
            clear.erase(clear.begin() + static_cast<std::ptrdiff_t>(chosen));
            turn.outcome = static_cast<Outcome>(i);
            if (turn.outcome == Outcome::NotJudged) {
                const auto foreign = std::find_if(threads().begin(), threads().end(),
                                                  [](const Thread& thread) { return thread.language != "en"; });
                turn.exchange = &foreign->exchanges.front();
                turn.language = foreign->language;
            }
        }
    }

    const Options& m_options;
    Random m_random;
    moie::LocalDate m_firstDay;
    moie::Time m_from;
    int m_slowDay = -1;
    int m_lowDay = -1;
    bool m_slowPlaced = false;
};

} // namespace

std::vector<PlannedSession> plan(const Options& options) {
    return Planner(options).sessions();
}

std::span<const Model> models() {
    return allModels;
}

} // namespace moie::demo
