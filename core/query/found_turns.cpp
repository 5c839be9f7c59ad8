// SPDX-License-Identifier: MIT
#include <moie/query/found_turns.h>

#include <algorithm>

#include <moie/query/turn_texts.h>

namespace moie {

namespace {

constexpr std::size_t longestMessage = 300; // bytes

} // namespace

FoundTurns findTurns(const Snapshot& snapshot, const Filter& filter, const Scope& scope, std::size_t most,
                     const std::stop_token& stop) {
    FoundTurns found;
    const auto isNewer = [](const SelectedTurn& a, const SelectedTurn& b) {
        return a.turn->opened != b.turn->opened ? a.turn->opened > b.turn->opened : a.turn->opening > b.turn->opening;
    };
    std::vector<SelectedTurn> newest; // a heap with the oldest first
    const auto take = [&](const SelectedTurn& selected) {
        ++found.count;
        if (newest.size() == most && (most == 0 || !isNewer(selected, newest.front())))
            return;
        if (newest.size() == most) {
            std::pop_heap(newest.begin(), newest.end(), isNewer);
            newest.pop_back();
        }
        newest.push_back(selected);
        std::push_heap(newest.begin(), newest.end(), isNewer);
    };
    found.complete = forEachTurn(snapshot, scope, stop, take);
    std::sort_heap(newest.begin(), newest.end(), isNewer);
    SnippetOptions options;
    options.stop = stop;
    std::vector<std::optional<Snippet>> snippets = snippetsOf(snapshot, filter, newest, options);
    for (std::size_t i = 0; i < newest.size() && !stop.stop_requested(); ++i) {
        FoundTurn turn{newest[i], std::move(snippets[i]), {}};
        if (!turn.snippet)
            turn.message = readTurnTexts(snapshot, newest[i], longestMessage).message.text;
        found.newest.push_back(std::move(turn));
    }
    found.complete = found.complete && !stop.stop_requested();
    return found;
}

} // namespace moie
