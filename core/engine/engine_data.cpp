// SPDX-License-Identifier: MIT
#include <moie/engine/engine_data.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include <moie/engine/lexicon_reader.h>
#include <moie/engine/located_json.h>
#include <moie/engine/text_words.h>

namespace moie::engine {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t largestFile = 16u << 20;

// By the path below the engine's directory.
using SourceFiles = std::map<std::string, SourceFile>;

Result<std::string> readWhole(const fs::path& path) {
    std::error_code failure;
    const auto size = fs::file_size(path, failure);
    if (failure)
        return tl::unexpected(errorFromErrno("cannot look at it", path.string(), failure.value()));
    if (size > largestFile)
        return tl::unexpected(Error{ErrorCode::Malformed, "larger than 16 MiB", path.string(), std::nullopt});
    errno = 0;
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    if (size > 0)
        content << file.rdbuf();
    if (!file || !content)
        return tl::unexpected(errorFromErrno("cannot read it", path.string(), errno));
    return std::move(content).str();
}

// figures.json, languages.json, and <language>/<name>.json; other files are none of ours.
Result<> addFilesBelow(const fs::path& directory, SourceFiles& files) {
    std::error_code failure;
    for (auto entry = fs::recursive_directory_iterator(directory, failure);
         !failure && entry != fs::recursive_directory_iterator(); entry.increment(failure)) {
        if (entry.depth() > 0)
            entry.disable_recursion_pending();
        if (entry->path().extension() != ".json" || !entry->is_regular_file(failure))
            continue;
        auto text = readWhole(entry->path());
        if (!text)
            return tl::unexpected(text.error());
        const std::string name = entry->path().lexically_relative(directory).generic_string();
        files[name] = SourceFile{entry->path().string(), std::move(*text)};
    }
    if (failure)
        return tl::unexpected(errorFromErrno("cannot list it", directory.string(), failure.value()));
    return {};
}

class DataLoader {
public:
    Result<std::shared_ptr<const EngineData>> load(const SourceFiles& files) {
        std::map<std::string, std::vector<SourceFile>> byLanguage;
        for (const auto& [name, file] : files) {
            if (const std::size_t slash = name.find('/'); slash != std::string::npos)
                byLanguage[name.substr(0, slash)].push_back(file);
            else if (name != "figures.json" && name != "languages.json")
                return tl::unexpected(wrongValue(file.path, 1, "no file of the engine's has this name"));
        }
        const SourceFile& figures = files.at("figures.json");
        auto read = readFigures(figures.text, figures.path);
        if (!read)
            return tl::unexpected(read.error());
        m_data->figures = std::move(*read);
        for (const auto& [language, sources] : byLanguage)
            if (auto added = addLanguage(language, sources); !added)
                return tl::unexpected(added.error());
        if (auto added = addOtherLanguages(files.at("languages.json")); !added)
            return tl::unexpected(added.error());
        return std::shared_ptr<const EngineData>(std::move(m_data));
    }

private:
    Result<> addLanguage(const std::string& directory, const std::vector<SourceFile>& sources) {
        auto lexicon = readLexicon(sources);
        if (!lexicon)
            return tl::unexpected(lexicon.error());
        if (lexicon->language != directory)
            return tl::unexpected(wrongValue(sources.front().path, 1,
                                             "the language \"" + lexicon->language +
                                                 "\" stands in a directory of another name, \"" + directory + '"'));
        for (std::size_t kind = 1; kind < lexicon->kinds.size(); ++kind)
            if (auto known = checkContext(*lexicon, kind, sources.front().path); !known)
                return known;
        m_data->lexicons.push_back(std::make_unique<Lexicon>(std::move(*lexicon)));
        const Lexicon& added = *m_data->lexicons.back();
        std::vector<std::string> words(added.functionWords.begin(), added.functionWords.end());
        words.insert(words.end(), added.commonWords.begin(), added.commonWords.end());
        return addWords({added.language, added.name, &added}, words, sources.front().path);
    }

    // The kinds of the list "contexts" are the contexts that the engine has.
    static Result<> checkContext(const Lexicon& lexicon, std::size_t kind, const std::string& path) {
        const auto isContext = [kind](const ListedPhrase& phrase) {
            return phrase.list == List::Context && phrase.kind == kind;
        };
        if (std::none_of(lexicon.listed.begin(), lexicon.listed.end(), isContext) ||
            std::find(contextNames.begin(), contextNames.end(), lexicon.kinds[kind]) != contextNames.end())
            return {};
        return tl::unexpected(wrongValue(path, 1, "there is no context \"" + lexicon.kinds[kind] + '"'));
    }

    Result<> addWords(KnownLanguage language, const std::vector<std::string>& words, const std::string& path) {
        if (m_data->languages.size() == EngineData::mostLanguages)
            return tl::unexpected(wrongValue(path, 1, "more than 64 languages"));
        const std::uint64_t bit = std::uint64_t{1} << m_data->languages.size();
        for (const std::string& word : words)
            m_data->languagesOfWord[foldText(word)] |= bit;
        m_data->languages.push_back(std::move(language));
        return {};
    }

    // A language with a lexicon is told by that.
    Result<> addOtherLanguages(const SourceFile& file) {
        const auto json = parseLocated(file.text, file.path);
        if (!json)
            return tl::unexpected(json.error());
        if (!json->isObject())
            return tl::unexpected(wrongValue(file.path, json->line, "expected an object of languages"));
        for (std::size_t i = 0; i < json->items.size(); ++i) {
            const LocatedJson& item = json->items[i];
            const LocatedJson* name = item.find("name");
            const LocatedJson* words = item.find("function_words");
            if (!name || !name->isText() || !words || !words->isArray() || item.items.size() != 2)
                return tl::unexpected(
                    wrongValue(file.path, item.line, "a language has a \"name\" and \"function_words\""));
            std::vector<std::string> texts;
            for (const LocatedJson& word : words->items) {
                if (!word.isText() || word.text.empty())
                    return tl::unexpected(wrongValue(file.path, word.line, "expected a word"));
                texts.push_back(word.text);
            }
            if (m_data->lexiconOf(json->names[i]) != nullptr)
                continue;
            if (auto added = addWords({json->names[i], name->text, nullptr}, texts, file.path); !added)
                return added;
        }
        return {};
    }

    std::shared_ptr<EngineData> m_data = std::make_shared<EngineData>();
};

} // namespace

const Lexicon* EngineData::lexiconOf(std::string_view language) const {
    const auto found = std::find_if(lexicons.begin(), lexicons.end(),
                                    [language](const auto& lexicon) { return lexicon->language == language; });
    return found == lexicons.end() ? nullptr : found->get();
}

Result<std::shared_ptr<const EngineData>> loadEngineData(const std::string& directory) {
    SourceFiles files;
    for (const BuiltInFile& file : builtInFiles())
        files[std::string(file.path)] = SourceFile{"(built in)/" + std::string(file.path), std::string(file.text)};
    if (!directory.empty())
        if (auto added = addFilesBelow(directory, files); !added)
            return tl::unexpected(added.error());
    return DataLoader().load(files);
}

std::string userEngineDirectory() {
    const char* data = std::getenv("XDG_DATA_HOME");
    if (data != nullptr && data[0] == '/')
        return std::string(data) + "/moie-observatory/engine";
    const char* home = std::getenv("HOME");
    if (home == nullptr || home[0] != '/')
        return {};
    return std::string(home) + "/.local/share/moie-observatory/engine";
}

} // namespace moie::engine
