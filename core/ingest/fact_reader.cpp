// SPDX-License-Identifier: MIT
#include <moie/ingest/fact_reader.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <moie/base/hash.h>

namespace moie {

namespace {

class FactReader {
public:
    FactReader(JsonValue data, RowBatch& batch, WarningSet& warnings)
        : m_data(data), m_batch(batch), m_warnings(warnings) {}

    std::uint32_t read(Kind kind) {
        auto& facts = m_batch.facts;
        switch (kind) {
        case Kind::UserInput: return add(facts.messages, message());
        case Kind::Response: return add(facts.responses, response());
        case Kind::LoveComputed: return add(facts.computed, ComputedFact{love("love_vector")});
        case Kind::LoveEvolution:
            return add(facts.evolutions, EvolutionFact{love("initial_vector"), love("final_vector")});
        case Kind::Evaluation:
            return add(facts.evaluations,
                       EvaluationFact{numbers("barrier_values"), number("safety_confidence"), boolean("is_safe")});
        case Kind::Violation:
            return add(facts.violations,
                       ViolationFact{name("violation_type"), name("corrective_action"), number("severity")});
        case Kind::Adaptation:
            return add(facts.adaptations, AdaptationFact{name("dimension"), name("reason"), number("old_threshold"),
                                                         number("new_threshold")});
        case Kind::Learning:
            return add(facts.learning, LearningFact{name("learning_type"), numbers("performance_impact")});
        case Kind::Checkpoint: return add(facts.checkpoints, CheckpointFact{numbers("evolution_data")});
        case Kind::Feedback: return add(facts.feedback, feedback());
        case Kind::Timing: return add(facts.timings, TimingFact{name("operation"), number("duration_seconds")});
        case Kind::Resources:
            return add(facts.resources,
                       ResourceFact{number("cpu_percent"), number("memory_mb"), number("gpu_utilization")});
        case Kind::ModelRun:
            return add(facts.modelRuns, ModelRunFact{name("model_name"), number("inference_time"),
                                                     number("tokens_per_second"), numbers("quality_metrics")});
        case Kind::Temperature:
            return add(facts.temperatures, TemperatureFact{name("profile_used"), number("temperature")});
        case Kind::SystemError: return add(facts.errors, ErrorFact{name("error")});
        case Kind::SystemState: return state();
        case Kind::Other:
        case Kind::TurnCompleted:
        case Kind::Decision:
        case Kind::Foreign: break;
        }
        return noFact;
    }

private:
    template <typename Fact>
    static std::uint32_t add(std::vector<Fact>& table, const Fact& fact) {
        table.push_back(fact);
        return static_cast<std::uint32_t>(table.size() - 1);
    }

    // Null counts as not given.
    std::optional<JsonValue> field(std::string_view name) const {
        const JsonValue found = m_data.find(name);
        return found.isGiven() && !found.isNull() ? std::optional(found) : std::nullopt;
    }

    void bad() { m_warnings.add(Warning::BadField); }

    double number(std::string_view name) {
        const auto found = field(name);
        if (!found)
            return missing;
        const auto value = found->number();
        if (!value)
            bad();
        return value.value_or(missing);
    }
    NameId name(std::string_view key) {
        const auto found = field(key);
        if (!found)
            return NameId{0};
        const auto text = found->text();
        if (!text)
            bad();
        return m_batch.names.intern(text.value_or(std::string_view()));
    }

    Tristate boolean(std::string_view name) {
        const auto found = field(name);
        if (!found)
            return Tristate::Unknown;
        const auto value = found->boolean();
        if (!value) {
            bad();
            return Tristate::Unknown;
        }
        return *value ? Tristate::Yes : Tristate::No;
    }

    std::optional<JsonValue> object(std::string_view name) {
        const auto found = field(name);
        if (!found)
            return std::nullopt;
        if (!found->isObject()) {
            bad();
            return std::nullopt;
        }
        return found;
    }

    // Of an object in the payload: the number under a name, the last one where it stands twice.
    double numberIn(JsonValue object, std::string_view name) {
        double found = missing;
        object.forEachMember([&](std::string_view memberName, JsonValue member) {
            if (memberName != name)
                return;
            found = member.number().value_or(missing);
            if (!member.number() && !member.isNull())
                bad();
        });
        return found;
    }

    VectorIndex love(std::string_view name) {
        const auto found = field(name);
        if (!found)
            return noVector;
        if (!found->isArray()) {
            bad();
            return noVector;
        }
        LoveVector vector;
        found->forEachItem([&](JsonValue item) {
            if (vector.size == componentCount)
                return false;
            const auto value = item.number();
            if (!value && !item.isNull())
                bad();
            vector.values[vector.size++] = value.value_or(missing);
            return true;
        });
        if (vector.size == 0)
            return noVector;
        return keep(vector);
    }

    // A turn's vectors stand in several entries one after the other.
    VectorIndex keep(const LoveVector& vector) {
        auto& vectors = m_batch.facts.vectors;
        const auto count = static_cast<std::uint32_t>(vectors.size());
        for (std::uint32_t back = 1; back <= std::min(count, 4u); ++back) {
            const LoveVector& known = vectors[count - back];
            if (known.size == vector.size && std::memcmp(&known.values, &vector.values, sizeof known.values) == 0)
                return VectorIndex{count - back};
        }
        vectors.push_back(vector);
        return VectorIndex{count};
    }

    // The members of an object that are numbers; what else stands there is no figure. Of a name twice the last counts.
    ValueRange numbers(std::string_view key) {
        auto& values = m_batch.facts.values;
        auto& names = m_batch.facts.valueNames;
        ValueRange range{static_cast<std::uint32_t>(values.size()), static_cast<std::uint32_t>(names.size()), 0};
        const auto members = object(key);
        if (!members)
            return range;
        const bool mayRepeat = m_warnings.has(Warning::DuplicateKey);
        std::unordered_map<NameId, std::uint32_t> rows; // where a name stands, where one may stand twice
        members->forEachMember([&](std::string_view memberName, JsonValue member) {
            const auto value = member.number();
            if (!value)
                return;
            const NameId id = m_batch.names.intern(memberName);
            const auto next = static_cast<std::uint32_t>(values.size());
            if (mayRepeat) {
                if (const auto [known, isNew] = rows.try_emplace(id, next); !isNew) {
                    values[known->second] = *value;
                    return;
                }
            }
            values.push_back(*value);
            names.push_back(id);
        });
        range.count = static_cast<std::uint32_t>(values.size()) - range.first;
        return range;
    }

    MessageFact message() {
        MessageFact fact;
        const JsonValue said = m_data.find("user_message");
        if (const auto text = said.isGiven() ? said.text() : std::nullopt)
            fact.textHash = hash64(*text);
        else
            bad();
        const auto context = object("context");
        if (!context)
            return fact;
        std::string_view conversation;
        std::string_view user;
        context->forEachMember([&](std::string_view memberName, JsonValue member) {
            if (memberName == "conversation_id")
                conversation = member.text().value_or(std::string_view());
            else if (memberName == "user_id")
                user = member.text().value_or(std::string_view());
        });
        fact.conversation = m_batch.names.intern(conversation.empty() ? user : conversation);
        fact.flags = flags(*context, fact.crisis);
        return fact;
    }

    // The context's members that are true.
    NameId flags(JsonValue context, bool& crisis) {
        std::vector<std::string_view> names;
        if (m_warnings.has(Warning::DuplicateKey)) {
            std::map<std::string_view, bool> values;
            context.forEachMember([&](std::string_view memberName, JsonValue member) {
                values[memberName] = member.boolean().value_or(false);
            });
            for (const auto& [memberName, isTrue] : values)
                if (isTrue)
                    names.push_back(memberName);
        } else {
            context.forEachMember([&](std::string_view memberName, JsonValue member) {
                if (member.boolean().value_or(false))
                    names.push_back(memberName);
            });
            std::sort(names.begin(), names.end());
        }
        crisis = std::find(names.begin(), names.end(), "crisis") != names.end();
        std::string joined;
        for (const std::string_view flag : names) {
            joined += joined.empty() ? "" : ", ";
            joined += flag;
        }
        return m_batch.names.intern(joined);
    }

    ResponseFact response() {
        ResponseFact fact{love("love_vector"), number("generation_time_seconds"), missing};
        if (const auto sampling = object("sampling_parameters"))
            fact.temperature = numberIn(*sampling, "temperature");
        return fact;
    }

    FeedbackFact feedback() {
        FeedbackFact fact;
        if (const auto given = object("user_feedback")) {
            fact.strength = numberIn(*given, "strength");
            fact.satisfaction = numberIn(*given, "satisfaction");
            const JsonValue member = given->find("rating");
            const std::string_view rating =
                member.isGiven() ? member.text().value_or(std::string_view()) : std::string_view();
            fact.isGood = rating == "good" ? Tristate::Yes : rating == "bad" ? Tristate::No : Tristate::Unknown;
        }
        fact.impact = number("feedback_impact_score");
        return fact;
    }

    // Most entries of the kind say none.
    std::uint32_t state() {
        const NameId version = name("engine_version");
        return version == NameId{0} ? noFact : add(m_batch.facts.states, StateFact{version});
    }

    JsonValue m_data;
    RowBatch& m_batch;
    WarningSet& m_warnings;
};

} // namespace

std::uint32_t readFact(Kind kind, JsonValue data, RowBatch& batch, WarningSet& warnings) {
    return FactReader(data, batch, warnings).read(kind);
}

} // namespace moie
