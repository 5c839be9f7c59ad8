// SPDX-License-Identifier: MIT
#include <moie/engine/lexicon_reader.h>

#include <algorithm>
#include <optional>

#include <moie/engine/text_words.h>

namespace moie::engine {

namespace {

constexpr std::size_t mostKinds = 1000;

class LexiconReader {
public:
    Result<Lexicon> read(const std::vector<SourceFile>& files) {
        std::vector<LocatedJson> roots;
        for (const SourceFile& file : files) {
            auto root = parseLocated(file.text, file.path);
            if (!root)
                return tl::unexpected(root.error());
            roots.push_back(std::move(*root));
        }
        // Phrases use classes and macros, macros use classes, in whichever file these stand.
        for (const char* part : {"classes", "macros", ""}) {
            for (std::size_t i = 0; i < roots.size() && !m_error; ++i) {
                m_path = files[i].path;
                readPart(roots[i], part);
            }
        }
        if (!m_error)
            checkWhole(files);
        if (m_error)
            return tl::unexpected(*m_error);
        m_lexicon.phrases.finish();
        return std::move(m_lexicon);
    }

private:
    void refuse(const LocatedJson& at, const std::string& reason) {
        if (!m_error)
            m_error = wrongValue(m_path, at.line, reason);
    }

    void readPart(const LocatedJson& root, std::string_view part) {
        if (!root.isObject())
            return refuse(root, "a language's file is an object");
        for (std::size_t i = 0; i < root.items.size() && !m_error; ++i) {
            const std::string& name = root.names[i];
            const LocatedJson& value = root.items[i];
            if (name == "classes" || name == "macros") {
                if (name == part)
                    readNamedTexts(value, name == "classes");
            } else if (part.empty()) {
                readMember(name, value);
            }
        }
    }

    void readNamedTexts(const LocatedJson& value, bool areClasses) {
        if (!value.isObject())
            return refuse(value, "expected an object of names with lists of words");
        for (std::size_t i = 0; i < value.items.size() && !m_error; ++i) {
            const std::vector<std::string> texts = textsOf(value.items[i]);
            auto added = areClasses ? m_lexicon.phrases.addClass(value.names[i], texts)
                                    : m_lexicon.phrases.addMacro(value.names[i], texts);
            if (!added)
                refuse(value.items[i], "\"" + value.names[i] + "\": " + added.error().text);
        }
    }

    void readMember(const std::string& name, const LocatedJson& value) {
        if (name == "lists")
            return readLists(value);
        if (!m_seen.insert(name).second)
            return refuse(value, "\"" + name + "\" is in two of the language's files");
        if (auto* text = textMember(name))
            return readText(value, *text);
        if (auto* set = setMember(name)) {
            for (const std::string& word : textsOf(value))
                set->insert(word);
            return;
        }
        if (auto* list = listMember(name)) {
            *list = rawTextsOf(value);
            return;
        }
        if (auto* texts = textsByNameMember(name))
            return readTextsByName(value, *texts);
        if (name == "guidance" || name == "pronouns")
            return readTextByName(value, name == "guidance" ? m_lexicon.guidance : m_lexicon.pronouns);
        if (name == "spellings")
            return readSpellings(value);
        if (name == "scripts") {
            for (const std::string& script : rawTextsOf(value))
                m_lexicon.scripts.insert(script);
            return;
        }
        if (name == "negation_window")
            return readWindow(value);
        if (name == "negates_backwards") {
            if (value.type != LocatedJson::Type::Boolean)
                return refuse(value, "\"negates_backwards\" is true or false");
            m_lexicon.negatesBackwards = value.boolean;
            return;
        }
        refuse(value, "\"" + name + "\" is nothing that a language has");
    }

    std::string* textMember(const std::string& name) {
        const std::map<std::string, std::string*> members{{"language", &m_lexicon.language},
                                                          {"name", &m_lexicon.name},
                                                          {"safe_reply", &m_lexicon.safeReply},
                                                          {"reflection_frame", &m_lexicon.reflectionFrame},
                                                          {"safe_reply_in_crisis", &m_lexicon.safeReplyInCrisis}};
        const auto found = members.find(name);
        return found == members.end() ? nullptr : found->second;
    }

    std::unordered_set<std::string>* setMember(const std::string& name) {
        const std::map<std::string, std::unordered_set<std::string>*> members{
            {"function_words", &m_lexicon.functionWords},
            {"common_words", &m_lexicon.commonWords},
            {"negators", &m_lexicon.negators},
            {"clause_words", &m_lexicon.clauseWords},
            {"joining_words", &m_lexicon.joiningWords},
            {"subjects", &m_lexicon.subjects},
            {"abbreviations", &m_lexicon.abbreviations}};
        const auto found = members.find(name);
        return found == members.end() ? nullptr : found->second;
    }

    std::vector<std::string>* listMember(const std::string& name) {
        const std::map<std::string, std::vector<std::string>*> members{{"hotlines", &m_lexicon.hotlines},
                                                                       {"public_addresses", &m_lexicon.publicAddresses},
                                                                       {"phone_words", &m_lexicon.phoneWords},
                                                                       {"identity_words", &m_lexicon.identityWords},
                                                                       {"reference_words", &m_lexicon.referenceWords}};
        const auto found = members.find(name);
        return found == members.end() ? nullptr : found->second;
    }

    std::map<std::string, std::vector<std::string>, std::less<>>* textsByNameMember(const std::string& name) {
        if (name == "openings")
            return &m_lexicon.openings;
        return name == "questions" ? &m_lexicon.questions : nullptr;
    }

    void readText(const LocatedJson& value, std::string& text) {
        if (!value.isText() || value.text.empty())
            return refuse(value, "expected a text that is not empty");
        text = value.text;
    }

    void readWindow(const LocatedJson& value) {
        if (!value.isNumber() || value.number < 1 || value.number > 8 ||
            value.number != static_cast<double>(static_cast<int>(value.number)))
            return refuse(value, "\"negation_window\" is a number of words from 1 to 8");
        m_lexicon.negationWindow = static_cast<std::size_t>(value.number);
    }

    std::vector<std::string> rawTextsOf(const LocatedJson& value) {
        std::vector<std::string> texts;
        if (!value.isArray())
            refuse(value, "expected a list of texts");
        for (const LocatedJson& item : value.items) {
            if (!item.isText() || item.text.empty())
                refuse(item, "expected a text that is not empty");
            texts.push_back(item.text);
        }
        return texts;
    }

    std::vector<std::string> textsOf(const LocatedJson& value) {
        std::vector<std::string> texts = rawTextsOf(value);
        for (std::string& text : texts)
            text = foldText(text);
        return texts;
    }

    void readTextsByName(const LocatedJson& value,
                         std::map<std::string, std::vector<std::string>, std::less<>>& texts) {
        if (!value.isObject())
            return refuse(value, "expected an object of lists of texts");
        for (std::size_t i = 0; i < value.items.size(); ++i)
            texts[value.names[i]] = rawTextsOf(value.items[i]);
    }

    void readTextByName(const LocatedJson& value, std::map<std::string, std::string, std::less<>>& texts) {
        if (!value.isObject())
            return refuse(value, "expected an object of texts");
        for (std::size_t i = 0; i < value.items.size(); ++i)
            readText(value.items[i], texts[value.names[i]]);
    }

    void readSpellings(const LocatedJson& value) {
        std::map<std::string, std::vector<std::string>, std::less<>> spellings;
        readTextsByName(value, spellings);
        for (const auto& [word, meant] : spellings)
            for (const std::string& one : meant)
                m_lexicon.phrases.addSpelling(foldText(word), foldText(one));
    }

    void readLists(const LocatedJson& value) {
        if (!value.isObject())
            return refuse(value, "expected an object of lists");
        for (std::size_t i = 0; i < value.items.size() && !m_error; ++i) {
            const auto name = std::find(listNames.begin(), listNames.end(), value.names[i]);
            if (name == listNames.end())
                return refuse(value.items[i], "there is no list \"" + value.names[i] + "\"");
            const auto list = static_cast<List>(name - listNames.begin());
            if (!m_seenLists.insert(list).second)
                return refuse(value.items[i], "the list \"" + value.names[i] + "\" is there twice");
            readList(list, value.items[i]);
        }
    }

    void readList(List list, const LocatedJson& value) {
        if (value.isObject()) {
            if (m_lexicon.kinds.size() + value.items.size() > mostKinds)
                return refuse(value, "more than 1,000 kinds");
            for (std::size_t i = 0; i < value.items.size() && !m_error; ++i) {
                m_lexicon.kinds.push_back(value.names[i]);
                readPhrases(list, static_cast<std::uint16_t>(m_lexicon.kinds.size() - 1), value.items[i]);
            }
            return;
        }
        readPhrases(list, 0, value);
    }

    void readPhrases(List list, std::uint16_t kind, const LocatedJson& value) {
        if (!value.isArray())
            return refuse(value, "expected a list of phrases");
        std::set<std::string> there;
        for (const LocatedJson& item : value.items) {
            if (!item.isText() || item.text.empty())
                return refuse(item, "expected a phrase");
            const std::string pattern = foldText(item.text);
            if (!there.insert(pattern).second)
                return refuse(item, "the phrase \"" + item.text + "\" is there twice");
            const auto phrase = m_lexicon.phrases.addPhrase(pattern);
            if (!phrase)
                return refuse(item, "\"" + item.text + "\": " + phrase.error().text);
            m_lexicon.listed.push_back({list, kind});
            ++m_phrases[static_cast<std::size_t>(list)];
        }
    }

    void checkWhole(const std::vector<SourceFile>& files) {
        m_path = files.empty() ? std::string() : files.front().path;
        const LocatedJson top{.line = 1};
        for (std::size_t i = 0; i < listCount; ++i)
            if (!m_seenLists.contains(static_cast<List>(i)))
                refuse(top, "the list \"" + std::string(listNames[i]) + "\" is in none of the language's files");
        for (const List list : {List::Harmful, List::Hurtful, List::Warm, List::Cold})
            if (m_phrases[static_cast<std::size_t>(list)] == 0)
                refuse(top, "the list \"" + std::string(toString(list)) + "\" is empty: everything would pass");
        for (const char* member : {"language", "name", "scripts", "function_words", "negators", "safe_reply",
                                   "safe_reply_in_crisis", "openings", "questions"})
            if (!m_seen.contains(member))
                refuse(top, std::string("\"") + member + "\" is in none of the language's files");
        if (m_lexicon.functionWords.size() < 10)
            refuse(top, "a language is told by its function words: give ten at least");
        for (const auto* texts : {&m_lexicon.openings, &m_lexicon.questions})
            if (const auto found = texts->find(""); found == texts->end() || found->second.empty())
                refuse(top, "\"openings\" and \"questions\" need a list named \"\"");
    }

    Lexicon m_lexicon;
    std::string m_path;
    std::optional<Error> m_error;
    std::set<std::string> m_seen;
    std::set<List> m_seenLists;
    std::array<std::size_t, listCount> m_phrases{};
};

} // namespace

Result<Lexicon> readLexicon(const std::vector<SourceFile>& files) {
    return LexiconReader().read(files);
}

} // namespace moie::engine
