// SPDX-License-Identifier: MIT
// All that the engine reads from files: figures, the lexicon of each language, and by which words other languages are
// told. It is compiled in; a directory of the user's adds to it and replaces files of it. Immutable once loaded, and
// shared between threads without a lock.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <moie/base/result.h>
#include <moie/engine/figures.h>
#include <moie/engine/lexicon.h>

namespace moie::engine {

struct KnownLanguage {
    std::string code; // ISO 639-1
    std::string name;
    const Lexicon* lexicon = nullptr; // null: it is recognised, and not judged
};

struct EngineData {
    static constexpr std::size_t mostLanguages = 64;

    Figures figures;
    std::vector<std::unique_ptr<Lexicon>> lexicons;
    std::vector<KnownLanguage> languages;
    std::unordered_map<std::string, std::uint64_t> languagesOfWord; // a bit for each language with this function word

    const Lexicon* lexiconOf(std::string_view language) const;
};

struct BuiltInFile {
    std::string_view path; // "en/love.json"
    std::string_view text;
};
std::span<const BuiltInFile> builtInFiles();

// The built-in files, each replaced by the one of the same name below `directory` where there is one; a directory of
// files below it adds the language of that name. Empty: the built-in files alone. Refuses what is wrong with the file,
// the line and the reason, and a directory that is not there.
Result<std::shared_ptr<const EngineData>> loadEngineData(const std::string& directory = {});

// Where a user's own files are looked for: $XDG_DATA_HOME/moie-observatory/engine, which need not be there; empty where
// there is no home directory.
std::string userEngineDirectory();

} // namespace moie::engine
