// SPDX-License-Identifier: GPL-3.0-or-later
// A log directory that is thrown away after the test, and its content.
#pragma once

#include <QDirIterator>
#include <QFile>
#include <QTemporaryDir>

#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

class LogDirectory {
public:
    std::string path(const std::string& below = {}) const {
        return (m_directory.path() + "/logs").toStdString() + below;
    }

    std::string bytes(const std::string& below) const {
        QFile file(QString::fromStdString(path(below)));
        return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
    }

    // The lines of each *.jsonl file by its path below the log directory.
    std::map<std::string, std::vector<std::string>> files() const {
        std::map<std::string, std::vector<std::string>> found;
        QDirIterator walk(QString::fromStdString(path()), {"*.jsonl"}, QDir::Files, QDirIterator::Subdirectories);
        while (walk.hasNext()) {
            const std::string below = walk.next().toStdString().substr(path().size());
            found[below] = linesOf(bytes(below));
        }
        return found;
    }

    // All entries by n of their interaction id; one that stands there twice is given twice.
    std::multimap<std::uint64_t, nlohmann::ordered_json> entries() const {
        std::multimap<std::uint64_t, nlohmann::ordered_json> found;
        for (const auto& [name, lines] : files()) {
            for (const std::string& line : lines) {
                auto entry = nlohmann::ordered_json::parse(line);
                const std::string id = entry["interaction_id"];
                found.emplace(std::stoull(id.substr(id.rfind('_') + 1)), std::move(entry));
            }
        }
        return found;
    }

    // A last line without newline is a line too.
    static std::vector<std::string> linesOf(const std::string& text) {
        std::vector<std::string> lines;
        for (std::size_t start = 0; start < text.size();) {
            const std::size_t end = std::min(text.find('\n', start), text.size());
            lines.push_back(text.substr(start, end - start));
            start = end + 1;
        }
        return lines;
    }

private:
    QTemporaryDir m_directory;
};
