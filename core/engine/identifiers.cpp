// SPDX-License-Identifier: MIT
#include <moie/engine/identifiers.h>

#include <algorithm>

namespace moie::engine {

namespace {

// How far before a number the word that says what it is may stand, in bytes.
constexpr std::size_t cueReach = 48;
constexpr std::size_t longestPhone = 15; // digits, by ITU-T E.164

bool isDigit(char c) {
    return c >= '0' && c <= '9';
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

// ASCII letters and digits, underscores, and all of other alphabets.
bool isWordByte(char c) {
    const char low = lower(c);
    return isDigit(c) || (low >= 'a' && low <= 'z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

bool isLetter(char c) {
    const char low = lower(c);
    return low >= 'a' && low <= 'z';
}

struct Group {
    std::size_t begin = 0;
    std::size_t end = 0;
    char separator = 0; // before it: ' ', '-', '.', '/', '(' or ')'
    std::size_t size() const { return end - begin; }
};

// Groups of digits with single separators between them.
struct NumberRun {
    std::vector<Group> groups;
    bool plus = false;
};

bool passesLuhn(std::string_view digits) {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        int digit = digits[digits.size() - 1 - i] - '0';
        if (i % 2 == 1)
            digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return sum % 10 == 0;
}

class IdentifierFinder {
public:
    IdentifierFinder(std::string_view text, const IdentifierWords& words) : m_text(text), m_words(words) {}

    std::vector<Identifier> find() {
        findAddresses();
        for (std::size_t at = 0; at < m_text.size();) {
            if (!isDigit(m_text[at])) {
                ++at;
                continue;
            }
            const NumberRun run = readRun(at);
            at = run.groups.back().end;
            classify(run);
        }
        std::sort(m_found.begin(), m_found.end(),
                  [](const Identifier& a, const Identifier& b) { return a.begin < b.begin; });
        return std::move(m_found);
    }

private:
    char at(std::size_t position) const { return position < m_text.size() ? m_text[position] : '\0'; }

    // The separator at a place and its length, 0 where the run ends there.
    std::pair<char, std::size_t> separatorAt(std::size_t position) const {
        const std::string_view rest = m_text.substr(position, 4);
        for (const std::string_view two : {std::string_view(") "), std::string_view(")-"), std::string_view(" (")})
            if (rest.starts_with(two) && isDigit(at(position + 2)))
                return {two == " (" ? '(' : ')', 2};
        for (const std::string_view dash : {std::string_view("\u2011"), std::string_view("\u2013")})
            if (rest.starts_with(dash) && isDigit(at(position + dash.size())))
                return {'-', dash.size()};
        if (rest.starts_with("\u00a0") && isDigit(at(position + 2)))
            return {' ', 2};
        const char c = at(position);
        if ((c == ' ' || c == '-' || c == '.' || c == '/' || c == ')') && isDigit(at(position + 1)))
            return {c, 1};
        return {'\0', 0};
    }

    NumberRun readRun(std::size_t begin) const {
        NumberRun run;
        run.plus = begin > 0 && m_text[begin - 1] == '+';
        char separator = '\0';
        for (std::size_t position = begin;;) {
            std::size_t end = position;
            while (isDigit(at(end)))
                ++end;
            run.groups.push_back({position, end, separator});
            const auto [next, length] = separatorAt(end);
            if (length == 0)
                return run;
            separator = next;
            position = end + length;
        }
    }

    // A number that goes on in letters is part of a name.
    bool standsAlone(const std::vector<Group>& groups, std::size_t first, std::size_t last) const {
        const std::size_t begin = groups[first].begin;
        const std::size_t end = groups[last - 1].end;
        const char after = at(end);
        return (begin == 0 || !isWordByte(m_text[begin - 1])) && !isLetter(after) && after != '_' && after != '@';
    }

    std::string digits(const std::vector<Group>& groups, std::size_t first, std::size_t last) const {
        std::string all;
        for (std::size_t i = first; i < last; ++i)
            all += m_text.substr(groups[i].begin, groups[i].size());
        return all;
    }

    void classify(const NumberRun& run) {
        const std::vector<Group>& groups = run.groups;
        for (std::size_t first = 0; first < groups.size();) {
            std::size_t taken = 0;
            for (const auto take :
                 {&IdentifierFinder::takeCard, &IdentifierFinder::takeIdentity, &IdentifierFinder::takePhone}) {
                taken = (this->*take)(run, first);
                if (taken > 0)
                    break;
            }
            first += std::max<std::size_t>(taken, 1);
        }
    }

    bool sizesAre(const std::vector<Group>& groups, std::size_t first, std::initializer_list<std::size_t> sizes) const {
        if (groups.size() - first < sizes.size())
            return false;
        return std::equal(sizes.begin(), sizes.end(), groups.begin() + static_cast<std::ptrdiff_t>(first),
                          [](std::size_t size, const Group& group) { return group.size() == size; });
    }

    std::size_t add(IdentifierKind kind, const std::vector<Group>& groups, std::size_t first, std::size_t count) {
        std::string value = digits(groups, first, first + count);
        if (kind == IdentifierKind::Phone && isHotline(value))
            return count;
        m_found.push_back({kind, groups[first].begin, groups[first + count - 1].end, std::move(value)});
        return count;
    }

    bool isHotline(const std::string& value) const {
        return m_words.hotlines.contains(value) ||
               (value.starts_with('1') && m_words.hotlines.contains(value.substr(1))) ||
               (value.starts_with("00") && m_words.hotlines.contains(value.substr(2)));
    }

    // As cards are printed: in one, by fours, or 4-6-5 and 4-6-4.
    std::size_t takeCard(const NumberRun& run, std::size_t first) {
        const std::vector<Group>& groups = run.groups;
        std::size_t count = 0;
        if (groups[first].size() >= 13 && groups[first].size() <= 19)
            count = 1;
        else if (sizesAre(groups, first, {4, 4, 4, 4}))
            count = groups.size() - first > 4 && groups[first + 4].size() <= 3 ? 5 : 4;
        else if (sizesAre(groups, first, {4, 6, 5}) || sizesAre(groups, first, {4, 6, 4}))
            count = 3;
        for (; count > 0; count = count == 5 ? 4 : 0) {
            const std::string number = digits(groups, first, first + count);
            const bool isIssued = number[0] >= '2' && number[0] <= '6';
            if (isIssued && passesLuhn(number) && standsAlone(groups, first, first + count))
                return add(IdentifierKind::PaymentCard, groups, first, count);
        }
        return 0;
    }

    std::size_t takeIdentity(const NumberRun& run, std::size_t first) {
        const std::vector<Group>& groups = run.groups;
        if (takeInsuranceNumber(groups, first))
            return std::min<std::size_t>(3, groups.size() - first);
        if (sizesAre(groups, first, {3, 2, 4}) && groups[first + 1].separator == groups[first + 2].separator &&
            standsAlone(groups, first, first + 3)) {
            const std::string number = digits(groups, first, first + 3);
            const std::string area = number.substr(0, 3);
            if (area != "000" && area != "666" && area[0] != '9' && number.substr(3, 2) != "00" &&
                number.substr(5) != "0000")
                return add(IdentifierKind::NationalId, groups, first, 3);
        }
        if (first == 0 && saysBefore(groups[0].begin, m_words.identityWords)) {
            const std::size_t length = digits(groups, 0, groups.size()).size();
            if (length >= 8 && length <= 14 && standsAlone(groups, 0, groups.size()))
                return add(IdentifierKind::NationalId, groups, 0, groups.size());
        }
        return 0;
    }

    // The United Kingdom's: QQ 12 34 56 C.
    bool takeInsuranceNumber(const std::vector<Group>& groups, std::size_t first) {
        const bool byTwos = sizesAre(groups, first, {2, 2, 2});
        if (!byTwos && groups[first].size() != 6)
            return false;
        std::size_t begin = groups[first].begin;
        std::size_t end = byTwos ? groups[first + 2].end : groups[first].end;
        begin -= begin > 0 && m_text[begin - 1] == ' ' ? 1 : 0;
        end += at(end) == ' ' ? 1 : 0;
        const bool letters = begin >= 2 && isLetter(m_text[begin - 1]) && isLetter(m_text[begin - 2]) &&
                             (begin == 2 || !isWordByte(m_text[begin - 3]));
        const char suffix = lower(at(end));
        if (!letters || suffix < 'a' || suffix > 'd' || isWordByte(at(end + 1)))
            return false;
        std::string value;
        for (std::size_t i = begin - 2; i <= end; ++i)
            if (m_text[i] != ' ')
                value += lower(m_text[i]);
        m_found.push_back({IdentifierKind::NationalId, begin - 2, end + 1, std::move(value)});
        return true;
    }

    std::size_t takePhone(const NumberRun& run, std::size_t first) {
        const std::vector<Group>& groups = run.groups;
        const std::size_t count = phoneGroups(run, first);
        return count > 0 && standsAlone(groups, first, first + count) ? add(IdentifierKind::Phone, groups, first, count)
                                                                      : 0;
    }

    // How many groups from `first` on are written as a telephone number is.
    std::size_t phoneGroups(const NumberRun& run, std::size_t first) const {
        const std::vector<Group>& groups = run.groups;
        const std::size_t left = groups.size() - first;
        // No further than a number's digits can go: a run may have millions of groups.
        std::size_t length = 0;
        for (std::size_t i = first; i < groups.size() && length <= longestPhone; ++i)
            length += groups[i].size();
        if (run.plus && first == 0)
            return length >= 8 && length <= longestPhone ? left : 0;
        if (saysNumberedThing(groups[first].begin) || sizesAre(groups, first, {3, 2, 4}))
            return 0;
        if (sizesAre(groups, first, {1, 3, 3, 4}) && m_text[groups[first].begin] == '1')
            return 4;
        if (sizesAre(groups, first, {3, 3, 4}))
            return 3;
        if (sizesAre(groups, first, {3, 4}) && groups[first + 1].separator == '-')
            return 2;
        const bool trunk = m_text[groups[first].begin] == '0';
        // Abroad, "00" stands for the plus.
        const std::size_t longest = m_text.substr(groups[first].begin, 2) == "00" ? longestPhone : 13;
        if (first == 0 && trunk && length >= 9 && length <= longest && !isDate(groups) && haveTwoDigits(groups))
            return left;
        // Digits without any form are a telephone's only where a word says so.
        if (first == 0 && length >= 7 && length <= 12 && haveTwoDigits(groups) && !isDate(groups) &&
            saysBefore(groups[0].begin, m_words.phoneWords))
            return left;
        return 0;
    }

    static bool haveTwoDigits(const std::vector<Group>& groups) {
        return std::all_of(groups.begin(), groups.end(), [](const Group& group) { return group.size() >= 2; });
    }

    // 01.02.2026, 2026-02-01, also with a time or a second date behind.
    bool isDate(const std::vector<Group>& groups) const {
        return sizesAre(groups, 0, {2, 2, 4}) || sizesAre(groups, 0, {4, 2, 2}) || sizesAre(groups, 0, {4, 4});
    }

    // An order's number or the like, and nothing nearer says that it is a telephone's.
    bool saysNumberedThing(std::size_t position) const {
        const std::size_t reference = cueBefore(position, m_words.referenceWords);
        return reference > 0 && reference >= cueBefore(position, m_words.phoneWords);
    }

    bool saysBefore(std::size_t position, const std::vector<std::string>& words) const {
        return cueBefore(position, words) > 0;
    }

    // Where the last of the words that stand a little before the place ends, from where they are looked for; 0 where
    // there is none.
    std::size_t cueBefore(std::size_t position, const std::vector<std::string>& words) const {
        const std::size_t begin = position > cueReach ? position - cueReach : 0;
        std::string before(m_text.substr(begin, position - begin));
        std::transform(before.begin(), before.end(), before.begin(), lower);
        std::size_t last = 0;
        for (const std::string& word : words) {
            for (std::size_t found = before.find(word); found != std::string::npos;
                 found = before.find(word, found + 1)) {
                const std::size_t end = found + word.size();
                const bool begins = found == 0 || !isWordByte(before[found - 1]) || !isWordByte(word[0]);
                if (begins && (end == before.size() || !isLetter(before[end])))
                    last = std::max(last, end);
            }
        }
        return last;
    }

    void findAddresses() {
        const auto isLocal = [](char c) {
            return isDigit(c) || isLetter(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-';
        };
        std::size_t free = 0; // what is before it belongs to an address already
        for (std::size_t sign = m_text.find('@'); sign != std::string_view::npos; sign = m_text.find('@', sign + 1)) {
            std::size_t begin = sign;
            while (begin > free && isLocal(m_text[begin - 1]))
                --begin;
            std::size_t end = sign + 1;
            while (isLetter(at(end)) || isDigit(at(end)) || at(end) == '-' || at(end) == '.')
                ++end;
            while (end > sign + 1 && !isLetter(m_text[end - 1]) && !isDigit(m_text[end - 1]))
                --end;
            const std::string_view domain = m_text.substr(sign + 1, end - sign - 1);
            const std::size_t dot = domain.rfind('.');
            free = sign + 1;
            if (begin == sign || dot == std::string_view::npos || dot == 0 || domain.size() - dot < 3)
                continue;
            std::string value(m_text.substr(begin, end - begin));
            std::transform(value.begin(), value.end(), value.begin(), lower);
            if (!m_words.publicAddresses.contains(value))
                m_found.push_back({IdentifierKind::Email, begin, end, std::move(value)});
        }
    }

    std::string_view m_text;
    const IdentifierWords& m_words;
    std::vector<Identifier> m_found;
};

} // namespace

IdentifierWords identifierWords(const EngineData& data) {
    IdentifierWords all;
    for (const auto& lexicon : data.lexicons) {
        all.hotlines.insert(lexicon->hotlines.begin(), lexicon->hotlines.end());
        all.publicAddresses.insert(lexicon->publicAddresses.begin(), lexicon->publicAddresses.end());
        all.phoneWords.insert(all.phoneWords.end(), lexicon->phoneWords.begin(), lexicon->phoneWords.end());
        all.referenceWords.insert(all.referenceWords.end(), lexicon->referenceWords.begin(),
                                  lexicon->referenceWords.end());
        all.identityWords.insert(all.identityWords.end(), lexicon->identityWords.begin(), lexicon->identityWords.end());
    }
    return all;
}

std::vector<Identifier> findIdentifiers(std::string_view text, const IdentifierWords& words) {
    return IdentifierFinder(text, words).find();
}

} // namespace moie::engine
