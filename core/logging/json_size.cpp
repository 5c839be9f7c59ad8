// SPDX-License-Identifier: MIT
#include <moie/logging/json_size.h>

#include <moie/schema/python_json.h>

namespace moie {

namespace {

constexpr std::size_t allocation = 24; // about what each takes beside what was asked for

} // namespace

std::size_t aboutBytes(const nlohmann::ordered_json& value, std::size_t depth) {
    std::size_t sum = sizeof value;
    if (value.is_string())
        return sum + allocation + sizeof(std::string) + value.get_ref<const std::string&>().size();
    if (value.is_binary())
        return sum + allocation + value.get_binary().size();
    if (!value.is_structured() || depth >= maxJsonDepth)
        return sum;
    sum += 2 * allocation;
    if (value.is_array()) {
        for (const auto& element : value)
            sum += aboutBytes(element, depth + 1);
        return sum;
    }
    for (auto member = value.begin(); member != value.end(); ++member)
        sum += sizeof(std::string) + member.key().size() + aboutBytes(member.value(), depth + 1);
    return sum;
}

} // namespace moie
