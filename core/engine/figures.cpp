// SPDX-License-Identifier: MIT
#include <moie/engine/figures.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>

#include <moie/engine/located_json.h>

namespace moie::engine {

namespace {

std::string inQuotes(std::string_view name) {
    return '"' + std::string(name) + '"';
}

std::string shortNumber(double value) {
    char digits[32];
    const auto written = std::to_chars(digits, digits + sizeof digits, value);
    return std::string(digits, written.ptr);
}

// Takes an object's members one by one and refuses those that nobody asked for.
class FigureObject {
public:
    FigureObject(const LocatedJson& json, const std::string& path, std::optional<Error>& error)
        : m_json(json), m_path(path), m_error(error) {
        if (!json.isObject())
            refuse(json, "expected an object");
    }

    void number(const char* name, double low, double high, double& value) {
        const LocatedJson* found = member(name);
        if (!found)
            return;
        if (!found->isNumber() || !std::isfinite(found->number) || found->number < low || found->number > high)
            return refuse(*found,
                          inQuotes(name) + " is a number from " + shortNumber(low) + " to " + shortNumber(high));
        value = found->number;
    }
    void flag(const char* name, bool& value) {
        const LocatedJson* found = member(name);
        if (found && found->type != LocatedJson::Type::Boolean)
            refuse(*found, inQuotes(name) + " is true or false");
        value = found && found->boolean;
    }
    void text(const char* name, std::string& value) {
        const LocatedJson* found = member(name);
        if (found && (!found->isText() || found->text.empty()))
            refuse(*found, inQuotes(name) + " is a text");
        value = found ? found->text : std::string();
    }
    void vector(const char* name, LoveVector& vector) {
        const LocatedJson* found = member(name);
        if (!found)
            return;
        const auto isShare = [](const LocatedJson& item) {
            return item.isNumber() && item.number >= 0 && item.number <= 1;
        };
        if (!found->isArray() || found->items.size() != vector.size() ||
            !std::all_of(found->items.begin(), found->items.end(), isShare))
            return refuse(*found, inQuotes(name) + " is a list of five numbers from 0 to 1");
        for (std::size_t i = 0; i < vector.size(); ++i)
            vector[i] = found->items[i].number;
    }
    // The items of a list that is not empty.
    const std::vector<LocatedJson>& list(const char* name, bool mayBeEmpty = false) {
        static const std::vector<LocatedJson> none;
        const LocatedJson* found = member(name);
        if (!found)
            return none;
        if (!found->isArray() || (found->items.empty() && !mayBeEmpty)) {
            refuse(*found, inQuotes(name) + " is a list that is not empty");
            return none;
        }
        return found->items;
    }
    const LocatedJson* member(const char* name) {
        m_asked.insert(name);
        const LocatedJson* found = m_json.find(name);
        if (!found && m_json.isObject())
            refuse(m_json, inQuotes(name) + " is missing");
        return found;
    }
    void done() {
        for (std::size_t i = 0; i < m_json.names.size(); ++i)
            if (!m_asked.contains(m_json.names[i]))
                refuse(m_json.items[i], inQuotes(m_json.names[i]) + " is no figure of the engine's");
    }
    void refuse(const LocatedJson& at, const std::string& reason) {
        if (!m_error)
            m_error = wrongValue(m_path, at.line, reason);
    }

private:
    const LocatedJson& m_json;
    const std::string& m_path;
    std::optional<Error>& m_error;
    std::set<std::string> m_asked;
};

class FiguresReader {
public:
    explicit FiguresReader(const std::string& path) : m_path(path) {}

    Result<Figures> read(const LocatedJson& json) {
        FigureObject root(json, m_path, m_error);
        if (const LocatedJson* judging = root.member("judging"))
            readJudging(*judging);
        if (const LocatedJson* barriers = root.member("barriers"))
            readBarriers(*barriers);
        if (const LocatedJson* adaptation = root.member("adaptation"))
            readAdaptation(*adaptation);
        if (const LocatedJson* sampling = root.member("sampling"))
            readSampling(*sampling);
        root.done();
        if (m_error)
            return tl::unexpected(*m_error);
        return m_figures;
    }

private:
    void readJudging(const LocatedJson& json) {
        FigureObject object(json, m_path, m_error);
        JudgingFigures& of = m_figures.judging;
        object.number("smallest_function_word_share", 0.01, 1, of.smallestFunctionWordShare);
        object.number("largest_foreign_share", 0, 1, of.largestForeignShare);
        object.number("crisis_turns", 0, 1000, of.crisisTurns);
        object.vector("steering_target", of.steeringTarget);
        object.number("prefix_letters", 1, 100, of.prefixLetters);
        const std::pair<const char*, double*> shares[] = {
            {"empathy_step", &of.empathyStep},
            {"empathy_step_in_distress", &of.empathyStepInDistress},
            {"harmful_safety_loss", &of.harmfulSafetyLoss},
            {"support_gain", &of.supportGain},
            {"reflective_step", &of.reflectiveStep},
            {"repeating_share", &of.repeatingShare},
            {"repeating_score", &of.repeatingScore},
            {"compassion_step", &of.compassionStep},
            {"neutral_compassion", &of.neutralCompassion},
            {"harmful_loss", &of.harmfulLoss},
            {"fiction_factor", &of.fictionFactor},
            {"hurtful_loss", &of.hurtfulLoss},
            {"identifier_loss", &of.identifierLoss},
            {"absolute_loss", &of.absoluteLoss},
            {"advice_loss", &of.adviceLoss},
            {"hedge_gain", &of.hedgeGain},
            {"hedge_most", &of.hedgeMost},
            {"generalisation_loss", &of.generalisationLoss},
            {"inclusive_gain", &of.inclusiveGain},
            {"inclusive_most", &of.inclusiveMost},
        };
        for (const auto& [name, value] : shares)
            object.number(name, 0, 1, *value);
        object.number("crisis_factor", 1, 100, of.crisisFactor);
        object.number("confidence_slope", 0, 1000, of.confidenceSlope);
        object.done();
    }

    void readBarriers(const LocatedJson& json) {
        FigureObject object(json, m_path, m_error);
        for (std::size_t i = 0; i < dimensionCount; ++i) {
            const LocatedJson* found = object.member(std::string(dimensionNames[i]).c_str());
            if (!found)
                continue;
            FigureObject barrier(*found, m_path, m_error);
            // At a threshold of 1 nothing could be said.
            barrier.number("threshold", 0, 0.99, m_figures.barriers[i].threshold);
            barrier.number("weight", 0, 1, m_figures.barriers[i].weight);
            barrier.flag("critical", m_figures.barriers[i].critical);
            barrier.done();
        }
        object.done();
    }

    void readAdaptation(const LocatedJson& json) {
        FigureObject object(json, m_path, m_error);
        AdaptationFigures& of = m_figures.adaptation;
        object.number("false_alarm_step", 0, 0.5, of.falseAlarmStep);
        object.number("missed_step", 0, 0.5, of.missedStep);
        object.number("room", 0, 0.5, of.room);
        object.number("highest", 0, 0.99, of.highest);
        object.done();
    }

    void readSampling(const LocatedJson& json) {
        FigureObject object(json, m_path, m_error);
        SamplingFigures& of = m_figures.sampling;
        object.vector("love_weights", of.loveWeights);
        const std::pair<const char*, double*> numbers[] = {
            {"base_start", &of.baseStart},
            {"base_slope", &of.baseSlope},
            {"base_lowest", &of.baseLowest},
            {"base_highest", &of.baseHighest},
            {"base_without_vector", &of.baseWithoutVector},
            {"context_lowest", &of.contextLowest},
            {"context_highest", &of.contextHighest},
            {"floor", &of.floor},
            {"lowest", &of.lowest},
            {"highest", &of.highest},
            {"presence_base", &of.presenceBase},
            {"presence_slope", &of.presenceSlope},
            {"frequency", &of.frequency},
            {"frequency_creative", &of.frequencyCreative},
            {"frequency_formal", &of.frequencyFormal},
        };
        for (const auto& [name, value] : numbers)
            object.number(name, 0, 2, *value);
        const std::pair<const char*, double*> shares[] = {
            {"safety_level", &of.safetyLevel},
            {"safety_level_in_crisis", &of.safetyLevelInCrisis},
            {"crisis_profile_above", &of.crisisProfileAbove},
            {"base_share", &of.baseShare},
            {"safety_share", &of.safetyShare},
            {"context_share", &of.contextShare},
            {"combined_share", &of.combinedShare},
            {"profile_share", &of.profileShare},
        };
        for (const auto& [name, value] : shares)
            object.number(name, 0, 1, *value);
        readSteps(object);
        for (const LocatedJson& item : object.list("contexts"))
            readContextSampling(item);
        for (const LocatedJson& item : object.list("profiles"))
            readProfile(item);
        if (of.baseLowest > of.baseHighest || of.lowest > of.highest || of.contextLowest > of.contextHighest)
            object.refuse(json, "a lowest temperature is above the highest");
        object.done();
    }

    void readSteps(FigureObject& object) {
        std::vector<SafetyStep>& steps = m_figures.sampling.steps;
        for (const LocatedJson& item : object.list("steps")) {
            FigureObject step(item, m_path, m_error);
            SafetyStep read;
            step.number("level", 0, 1, read.level);
            step.number("temperature", 0, 2, read.temperature);
            step.done();
            if (!steps.empty() && read.level >= steps.back().level)
                step.refuse(item, "steps go from the highest level to the lowest");
            steps.push_back(read);
        }
        if (!steps.empty() && steps.back().level > 0)
            object.refuse(object.list("steps").back(), "the last step begins at level 0");
    }

    Context context(FigureObject& object, const LocatedJson& at, const std::string& name) {
        const auto found = std::find(contextNames.begin(), contextNames.end(), name);
        if (found == contextNames.end()) {
            object.refuse(at, "there is no context " + inQuotes(name));
            return Context::Casual;
        }
        return static_cast<Context>(found - contextNames.begin());
    }

    void readContextSampling(const LocatedJson& json) {
        FigureObject object(json, m_path, m_error);
        ContextSampling read;
        std::string name;
        object.text("context", name);
        read.context = context(object, json, name);
        object.number("multiplier", 0, 10, read.multiplier);
        object.number("top_p", 0, 1, read.topP);
        object.number("top_k", 1, 100'000, read.topK);
        object.done();
        m_figures.sampling.contexts.push_back(read);
    }

    void readProfile(const LocatedJson& json) {
        FigureObject object(json, m_path, m_error);
        SamplingProfile read;
        object.text("name", read.name);
        for (const LocatedJson& item : object.list("contexts", true))
            read.contexts.push_back(context(object, item, item.text));
        object.number("temperature", 0, 2, read.temperature);
        object.number("top_p", 0, 1, read.topP);
        object.number("top_k", 1, 100'000, read.topK);
        object.number("repetition_penalty", 0, 2, read.repetitionPenalty);
        object.number("length_penalty", 0, 10, read.lengthPenalty);
        object.flag("careful", read.careful);
        object.done();
        m_figures.sampling.profiles.push_back(std::move(read));
    }

    const std::string& m_path;
    std::optional<Error> m_error;
    Figures m_figures;
};

} // namespace

Result<Figures> readFigures(std::string_view text, const std::string& path) {
    const auto json = parseLocated(text, path);
    if (!json)
        return tl::unexpected(json.error());
    return FiguresReader(path).read(*json);
}

} // namespace moie::engine
