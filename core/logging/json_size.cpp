// SPDX-License-Identifier: MIT
#include <moie/logging/json_size.h>

#include <moie/schema/python_json.h>

namespace moie {

std::size_t aboutBytes(const nlohmann::ordered_json& value, std::size_t depth) {
    std::size_t sum = sizeof value;
    if (value.is_string())
        return sum + value.get_ref<const std::string&>().size();
    if (value.is_binary())
        return sum + value.get_binary().size();
    if (!value.is_structured() || depth >= maxJsonDepth)
        return sum;
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
