// SPDX-License-Identifier: MIT
#include <moie/report/report_writing.h>

#include <algorithm>
#include <string_view>
#include <vector>

#include <moie/schema/utf8.h>

namespace moie {

namespace {

using Json = nlohmann::ordered_json;

std::size_t columnsOf(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count)
        at += decodeUtf8(text, at).length;
    return count;
}

// The first column is flush left, the others right, but for a last column of words.
void appendTable(std::string& out, const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()), 0);
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], columnsOf(escaped(row[i])));
    }
    for (const auto& row : rows) {
        std::string text = "  ";
        for (std::size_t i = 0; i < row.size(); ++i) {
            const std::string cell = escaped(row[i]);
            const std::string padding(widths[i] - columnsOf(cell), ' ');
            text += i == 0 ? cell + padding : "  " + padding + cell;
        }
        out += text.substr(0, text.find_last_not_of(' ') + 1) + '\n';
    }
    out += '\n';
}

// Wrapped at words.
void appendWrapped(std::string& out, const std::string& text) {
    constexpr std::size_t width = 96;
    std::size_t column = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string word = text.substr(at, end - at);
        const std::size_t length = columnsOf(word);
        if (column > 0 && column + 1 + length > width) {
            out += '\n';
            column = 0;
        }
        out += column > 0 ? " " : "";
        column += (column > 0 ? 1 : 0) + length;
        out += word;
        at = end + 1;
    }
    out += "\n\n";
}

// Nothing in it is markup any more.
std::string inMarkdown(const std::string& text) {
    std::string out;
    for (const char c : escaped(text)) {
        if (std::string_view("\\`*_{}[]<>#|~&$").find(c) != std::string_view::npos)
            out += '\\';
        out += c;
    }
    return out;
}

void appendValues(std::string& out, const std::string& report, const std::string& path, const Json& value,
                  LineEnds lineEnds) {
    const auto below = [&](const std::string& key) { return path.empty() ? key : path + '.' + key; };
    if (value.is_object()) {
        for (const auto& [key, member] : value.items())
            appendValues(out, report, below(key), member, lineEnds);
        return;
    }
    if (value.is_array()) {
        for (std::size_t i = 0; i < value.size(); ++i)
            appendValues(out, report, below(std::to_string(i)), value[i], lineEnds);
        return;
    }
    const std::string text = value.is_null()     ? std::string()
                             : value.is_string() ? csvCell(value.get<std::string>(), lineEnds)
                                                 : value.dump();
    out += csvCell(report, lineEnds) + ',' + csvCell(path, lineEnds) + ',' + text + "\r\n";
}

} // namespace

std::string asTerminalText(const ReportPage& page) {
    std::string out;
    for (const ReportBlock& block : page) {
        const std::string text = escaped(block.text);
        switch (block.kind) {
        case ReportBlock::Kind::Title: out += text + '\n' + std::string(columnsOf(text), '=') + "\n\n"; break;
        case ReportBlock::Kind::Heading: out += text + '\n' + std::string(columnsOf(text), '-') + '\n'; break;
        case ReportBlock::Kind::Line: appendWrapped(out, text); break;
        case ReportBlock::Kind::Table: appendTable(out, block.rows); break;
        }
    }
    return out;
}

std::string asMarkdown(const ReportPage& page) {
    std::string out;
    for (const ReportBlock& block : page) {
        switch (block.kind) {
        case ReportBlock::Kind::Title: out += "# " + inMarkdown(block.text) + "\n\n"; break;
        case ReportBlock::Kind::Heading: out += "## " + inMarkdown(block.text) + "\n\n"; break;
        case ReportBlock::Kind::Line: out += inMarkdown(block.text) + "\n\n"; break;
        case ReportBlock::Kind::Table: {
            for (std::size_t i = 0; i < block.rows.size(); ++i) {
                for (const std::string& cell : block.rows[i])
                    out += "| " + inMarkdown(cell) + ' ';
                out += "|\n";
                for (std::size_t column = 0; i == 0 && column < block.rows[0].size(); ++column)
                    out += column == 0 ? "| :-- " : "| --: ";
                out += i == 0 ? "|\n" : "";
            }
            out += '\n';
            break;
        }
        }
    }
    return out;
}

std::string asCsv(const Json& report, ReportKinds kinds, LineEnds lineEnds) {
    std::string out = "report,figure,value\r\n";
    const std::vector<std::string_view> names = namesOf(kinds);
    if (names.size() == 1) {
        appendValues(out, std::string(names.front()), {}, report, lineEnds);
        return out;
    }
    for (const auto& [key, part] : report.items())
        appendValues(out, key, {}, part, lineEnds);
    return out;
}

} // namespace moie
