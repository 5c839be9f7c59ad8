// SPDX-License-Identifier: MIT
#include <moie/ingest/fact_reader.h>

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include <moie/base/hash.h>
#include <moie/ingest/json_values.h>

namespace moie {

namespace {

using Object = simdjson::dom::object;
using Element = simdjson::dom::element;

class FactReader {
public:
    FactReader(Object data, RowBatch& batch, WarningSet& warnings)
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
        case Kind::Other:
        case Kind::TurnCompleted:
        case Kind::SystemState:
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
    std::optional<Element> field(Object object, std::string_view key) const {
        const auto found = findLast(object, key);
        return found && !found->is_null() ? found : std::nullopt;
    }

    void bad() { m_warnings.add(Warning::BadField); }

    double number(Object object, std::string_view key) {
        const auto found = field(object, key);
        if (!found)
            return missing;
        double value = missing;
        if (found->get(value) != simdjson::SUCCESS)
            bad();
        return value;
    }
    double number(std::string_view key) { return number(m_data, key); }

    NameId name(std::string_view key) {
        const auto found = field(m_data, key);
        if (!found)
            return NameId{0};
        std::string_view text;
        if (found->get(text) != simdjson::SUCCESS)
            bad();
        return m_batch.names.intern(text);
    }

    Tristate boolean(std::string_view key) {
        const auto found = field(m_data, key);
        if (!found)
            return Tristate::Unknown;
        bool value = false;
        if (found->get(value) != simdjson::SUCCESS) {
            bad();
            return Tristate::Unknown;
        }
        return value ? Tristate::Yes : Tristate::No;
    }

    std::optional<Object> object(std::string_view key) {
        const auto found = field(m_data, key);
        if (!found)
            return std::nullopt;
        Object value;
        if (found->get(value) != simdjson::SUCCESS) {
            bad();
            return std::nullopt;
        }
        return value;
    }

    VectorIndex love(std::string_view key) {
        LoveVector vector;
        const auto found = field(m_data, key);
        if (!found)
            return noVector;
        simdjson::dom::array items;
        if (found->get(items) != simdjson::SUCCESS) {
            bad();
            return noVector;
        }
        for (const Element item : items) {
            if (vector.size == componentCount)
                break;
            double value = missing;
            if (item.get(value) != simdjson::SUCCESS && !item.is_null())
                bad();
            vector.values[vector.size++] = value;
        }
        if (vector.size == 0)
            return noVector;
        m_batch.facts.vectors.push_back(vector);
        return VectorIndex{static_cast<std::uint32_t>(m_batch.facts.vectors.size() - 1)};
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
        for (const auto [memberName, member] : *members) {
            double value = missing;
            if (member.get(value) != simdjson::SUCCESS)
                continue;
            const NameId id = m_batch.names.intern(memberName);
            const auto known = mayRepeat ? std::find(names.begin() + range.names, names.end(), id) : names.end();
            if (known != names.end()) {
                values[range.first + static_cast<std::size_t>(known - names.begin()) - range.names] = value;
                continue;
            }
            values.push_back(value);
            names.push_back(id);
        }
        range.count = static_cast<std::uint32_t>(values.size()) - range.first;
        return range;
    }

    MessageFact message() {
        MessageFact fact;
        if (const auto text = textField(m_data, "user_message"))
            fact.textHash = hash64(*text);
        else
            bad();
        const auto context = object("context");
        if (!context)
            return fact;
        for (const std::string_view key : {"conversation_id", "user_id"}) {
            const auto conversation = textField(*context, key);
            if (conversation && fact.conversation == NameId{0})
                fact.conversation = m_batch.names.intern(*conversation);
        }
        fact.flags = flags(*context, fact.crisis);
        return fact;
    }

    // The context's members that are true.
    NameId flags(Object context, bool& crisis) {
        std::set<std::string_view> names;
        for (const auto [memberName, member] : context) {
            bool value = false;
            // Of a name twice the last counts.
            if (member.get(value) == simdjson::SUCCESS && value)
                names.insert(memberName);
            else
                names.erase(memberName);
        }
        crisis = names.contains("crisis");
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
            fact.temperature = number(*sampling, "temperature");
        return fact;
    }

    FeedbackFact feedback() {
        FeedbackFact fact;
        if (const auto given = object("user_feedback")) {
            fact.strength = number(*given, "strength");
            fact.satisfaction = number(*given, "satisfaction");
        }
        fact.impact = number("feedback_impact_score");
        return fact;
    }

    Object m_data;
    RowBatch& m_batch;
    WarningSet& m_warnings;
};

} // namespace

std::uint32_t readFact(Kind kind, simdjson::dom::object data, RowBatch& batch, WarningSet& warnings) {
    return FactReader(data, batch, warnings).read(kind);
}

} // namespace moie
