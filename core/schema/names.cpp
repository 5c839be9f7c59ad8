// SPDX-License-Identifier: MIT
#include <moie/schema/names.h>

#include <algorithm>

namespace moie {

namespace {

template <typename Enum, std::size_t N>
std::optional<Enum> fromName(const std::array<std::string_view, N>& names, std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
        return std::nullopt;
    return static_cast<Enum>(found - names.begin());
}

} // namespace

std::optional<Level> levelFromName(std::string_view name) {
    return fromName<Level>(levelNames, name);
}

std::optional<Category> categoryFromName(std::string_view name) {
    return fromName<Category>(categoryNames, name);
}

std::string_view subdirectoryOf(Category category) {
    switch (category) {
    case Category::Interaction:
    case Category::LoveVector:
    case Category::UserFeedback: return "interactions";
    case Category::Safety:
    case Category::Cbf: return "safety";
    case Category::Temperature:
    case Category::Performance:
    case Category::SystemState: return "performance";
    case Category::Evolution: return "evolution";
    case Category::Adaptation: return "adaptations";
    }
    return "interactions";
}

Kind kindOf(Category category, std::string_view text, bool hasError) {
    switch (category) {
    case Category::Interaction:
        if (text == message::userInput)
            return Kind::UserInput;
        if (text == message::response)
            return Kind::Response;
        return text == message::turnCompleted ? Kind::TurnCompleted : Kind::Other;
    case Category::LoveVector:
        if (text == message::loveComputed)
            return Kind::LoveComputed;
        return text == message::loveEvolution ? Kind::LoveEvolution : Kind::Other;
    case Category::Cbf: return text == message::evaluation ? Kind::Evaluation : Kind::Other;
    case Category::Safety: return text.starts_with(message::violationPrefix) ? Kind::Violation : Kind::Other;
    case Category::Adaptation:
        if (text.starts_with(message::learningPrefix))
            return Kind::Learning;
        return text == message::adaptation ? Kind::Adaptation : Kind::Other;
    case Category::Evolution: return text == message::checkpoint ? Kind::Checkpoint : Kind::Other;
    case Category::UserFeedback: return text == message::feedback ? Kind::Feedback : Kind::Other;
    case Category::Performance:
        if (text.starts_with(message::timingPrefix))
            return Kind::Timing;
        if (text.starts_with(message::modelPrefix))
            return Kind::ModelRun;
        return text == message::resources ? Kind::Resources : Kind::Other;
    case Category::Temperature: return Kind::Temperature;
    case Category::SystemState: return hasError ? Kind::SystemError : Kind::SystemState;
    }
    return Kind::Other;
}

} // namespace moie
