// SPDX-License-Identifier: MIT
#include <moie/store/store_image.h>

#include <string_view>

#include <moie/base/hash.h>
#include <moie/store/flat_rows.h>
#include <moie/store/store_sections.h>

namespace moie {

namespace {

template <typename Row>
std::string_view asBytes(const Row* rows, std::size_t count) {
    return {reinterpret_cast<const char*>(rows), count * sizeof(Row)};
}

class StoreWriting {
public:
    explicit StoreWriting(SectionWriter& writer) : m_writer(writer) {}

    template <typename View>
    void column(std::uint32_t id, const View& view) {
        using Row = std::remove_cvref_t<decltype(view[0])>;
        m_writer.begin(id, sizeof(Row));
        for (std::size_t at = 0; at < view.size();) {
            const auto run = view.run(at);
            rows(run.data(), run.size());
            at += run.size();
        }
    }

    template <typename Row>
    void section(std::uint32_t id, const std::vector<Row>& all) {
        m_writer.begin(id, sizeof(Row));
        rows(all.data(), all.size());
    }

    // Calls each(rows) for what a section consists of.
    template <typename Row, typename Parts>
    void parts(std::uint32_t id, Parts&& forEachPart) {
        m_writer.begin(id, sizeof(Row));
        forEachPart([&](const std::vector<Row>& part) { rows(part.data(), part.size()); });
    }

private:
    template <typename Row>
    void rows(const Row* from, std::size_t count) {
        if constexpr (flat::hasFields<Row>) {
            for (std::size_t i = 0; i < count; ++i) {
                const auto bytes = flat::bytesOf(from[i]);
                m_clean.append(bytes.data(), bytes.size());
            }
            m_writer.write(m_clean);
            m_clean.clear();
        } else {
            static_assert(std::has_unique_object_representations_v<Row> || std::is_floating_point_v<Row>);
            m_writer.write(asBytes(from, count));
        }
    }

    SectionWriter& m_writer;
    std::string m_clean;
};

void writeFiles(const StoreImage& image, StoreWriting& writing) {
    std::vector<StoredFile> files;
    std::vector<char> paths;
    for (std::size_t i = 0; i < image.files.size(); ++i) {
        const FileStatus& file = *image.files[i];
        files.push_back({file.identity.device, file.identity.inode, file.bytes.accepted, file.bytes.rejected,
                         file.bytes.blank, file.lines.accepted, file.lines.rejected, file.lines.blank,
                         image.lastTimes[i], file.path.size()});
        paths.insert(paths.end(), file.path.begin(), file.path.end());
    }
    writing.section(section::Files, files);
    writing.section(section::Paths, paths);
}

void writeNames(const StoreImage& image, StoreWriting& writing) {
    std::vector<std::uint32_t> lengths;
    std::vector<char> bytes;
    for (std::size_t i = 0; i < image.names.size(); ++i) {
        const std::string_view name = image.names[NameId{static_cast<std::uint32_t>(i)}];
        lengths.push_back(static_cast<std::uint32_t>(name.size()));
        bytes.insert(bytes.end(), name.begin(), name.end());
    }
    writing.section(section::NameLengths, lengths);
    writing.section(section::NameBytes, bytes);
}

void writeSessions(const StoreImage& image, StoreWriting& writing) {
    std::vector<StoredSession> sessions;
    std::vector<StoredBlock> blocks;
    for (const auto& session : image.sessions) {
        sessions.push_back({session->first, session->last, session->missingEntries, session->id, session->entries,
                            session->turnCount, static_cast<std::uint32_t>(session->gaps->size()),
                            static_cast<std::uint32_t>(session->blocks.size()),
                            static_cast<std::uint32_t>(session->loose->size())});
        for (const auto& block : session->blocks)
            blocks.push_back(
                {static_cast<std::uint32_t>(block->turns.size()), static_cast<std::uint32_t>(block->entries.size())});
    }
    const auto eachSession = [&](auto part) {
        return [&image, part](auto&& write) {
            for (const auto& session : image.sessions)
                part(*session, write);
        };
    };
    writing.section(section::Sessions, sessions);
    writing.section(section::Blocks, blocks);
    writing.parts<Gap>(section::Gaps, eachSession([](const Session& each, auto& write) { write(*each.gaps); }));
    writing.parts<TurnEntryRef>(section::Loose,
                                eachSession([](const Session& each, auto& write) { write(*each.loose); }));
    writing.parts<Turn>(section::Turns, eachSession([](const Session& each, auto& write) {
                            for (const auto& block : each.blocks)
                                write(block->turns);
                        }));
    writing.parts<TurnEntryRef>(section::TurnEntries, eachSession([](const Session& each, auto& write) {
                                    for (const auto& block : each.blocks)
                                        write(block->entries);
                                }));
}

} // namespace

std::uint64_t storeLayout() {
    std::vector<std::uint64_t> shapes{
        sizeof(StoredFile),         sizeof(StoredSession),    sizeof(StoredBlock),  flat::shapeOf<EntryLabels>(),
        flat::shapeOf<NotedLine>(), flat::shapeOf<TurnTag>(), flat::shapeOf<Gap>(), flat::shapeOf<Turn>()};
#define MOIE_SHAPE(column)                                                                                             \
    shapes.push_back(flat::shapeOf<std::remove_cvref_t<decltype(std::declval<StoreImage>().entries.column[0])>>());
    MOIE_ENTRY_COLUMNS(MOIE_SHAPE)
#undef MOIE_SHAPE
#define MOIE_SHAPE(table)                                                                                              \
    shapes.push_back(flat::shapeOf<std::remove_cvref_t<decltype(std::declval<StoreImage>().facts.table[0])>>());
    MOIE_FACT_TABLES(MOIE_SHAPE)
#undef MOIE_SHAPE
    return hash64(asBytes(shapes.data(), shapes.size()));
}

void writeStore(const StoreImage& image, SectionWriter& writer) {
    StoreWriting writing(writer);
    writing.section(section::State, std::vector<StoredState>{{image.isArranged ? 1u : 0u}});
    writeFiles(image, writing);
    writeNames(image, writing);
    writing.column(section::Labels, image.labels);
    writing.column(section::Noted, image.noted);
    writing.column(section::Tags, image.tags);
    writeSessions(image, writing);
    std::uint32_t id = section::FirstEntryColumn;
#define MOIE_WRITE(name) writing.column(id++, image.entries.name);
    MOIE_ENTRY_COLUMNS(MOIE_WRITE)
#undef MOIE_WRITE
    id = section::FirstFactTable;
#define MOIE_WRITE(name) writing.column(id++, image.facts.name);
    MOIE_FACT_TABLES(MOIE_WRITE)
#undef MOIE_WRITE
}

} // namespace moie
