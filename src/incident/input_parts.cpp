// SPDX-License-Identifier: MIT
#include "incident/input_parts.hpp"

#include "geo/platform.hpp"
#include "geo/quoted_name.hpp"
#include "harmspot/error.hpp"
#include "incident/table_text.hpp"
#include "incident/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

namespace harmspot
{

namespace
{

constexpr std::string_view kStreetFile = "-street.csv";
constexpr std::uint64_t kMostWorkbookBytes = std::uint64_t{2} << 30U; ///< GDAL holds a whole sheet in memory

/// Whether a member of a ZIP holds incidents. What a Mac keeps beside files has their names.
bool is_wanted(const ZipMember& member, bool street_files)
{
    const std::string lower = folded(member.name);
    return !member.symlink && !lower.starts_with("__macosx/") && lower.ends_with(street_files ? kStreetFile : ".csv");
}

/// The first few names, safe to print.
std::string some_names(const std::vector<const ZipMember*>& members)
{
    constexpr std::size_t kMostNamed = 5;
    std::string text;
    for (std::size_t i = 0; i < std::min(kMostNamed, members.size()); ++i) {
        text += (i == 0 ? "" : ", ") + quoted_name(members[i]->name) +
                (members[i]->symlink ? " (a link, which is not followed)" : "");
    }
    return members.size() > kMostNamed ? fmt::format("{} and {} more", text, members.size() - kMostNamed) : text;
}

/// A member's name in reports: without control characters, cut where no real name is as long.
std::string member_name(const std::string& zip, const std::string& member)
{
    constexpr std::size_t kMostBytes = 200;
    std::string name = member.substr(0, kMostBytes);
    std::replace_if(
        name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7F'; }, '?');
    return zip + "!" + name;
}

class PartFinder
{
public:
    explicit PartFinder(const IncidentsConfig& config)
        : m_config(config), m_street_files(config.format == "police-uk"),
          m_geometry(!m_street_files && wants_geometry(config.columns))
    {
    }

    void add(const std::string& path, const std::string& as_written)
    {
        InputPart part{path, as_written, as_written, InputKind::csv, std::nullopt, 0, 0, {}};
        try {
            look_at(part);
        } catch (const InputError& error) {
            part.problem = error.what();
        }
        if (part.kind != InputKind::zip || !part.problem.empty()) {
            m_found.parts.push_back(std::move(part));
        }
    }

    [[nodiscard]] InputParts take()
    {
        if (m_zip) {
            std::vector<std::string> names;
            for (const auto& part : m_found.parts) {
                names.push_back(part.name);
            }
            if (m_street_files) {
                refuse_repeated_months(names);
            }
        }
        return std::move(m_found);
    }

private:
    void look_at(InputPart& part)
    {
        const platform::MappedFile file(part.path, part.name);
        part.file_bytes = file.bytes().size();
        if (file.bytes().empty()) {
            return; // opening it says so
        }
        part.kind = kind_of(file.bytes(), part.name);
        part.text_bytes = part.file_bytes;
        if (part.kind == InputKind::gzip) { // of several members packed together the last alone says its size
            part.text_bytes = std::max(part.file_bytes, stated_gzip_size(file.bytes()));
        }
        if (part.kind == InputKind::zip) {
            open_zip(part, file.bytes());
        }
        if (!m_geometry || part.kind == InputKind::zip) {
            return;
        }
        if (!is_layer(part.kind)) {
            throw ConfigError(
                fmt::format("{} has no geometry, and [incidents.columns] does not say where each incident "
                            "happened: name easting and northing, longitude and latitude, or "
                            "grid_reference",
                            part.name));
        }
        find_crs(part);
    }

    void find_crs(const InputPart& part)
    {
        const int epsg = layer_points_epsg(part.path, part.name, part.kind, m_config, m_found.notes);
        if (m_found.points_epsg != 0 && m_found.points_epsg != epsg) {
            throw InputError(fmt::format("{}: is in EPSG:{}, and {} in EPSG:{}; save all layers in one coordinate "
                                         "reference system",
                                         part.name, epsg, m_first_layer, m_found.points_epsg));
        }
        m_found.points_epsg = epsg;
        m_first_layer = m_first_layer.empty() ? part.name : m_first_layer;
    }

    void open_zip(InputPart& part, std::string_view bytes)
    {
        const ZipArchive zip(bytes, part.name, ZipLimits{});
        if (zip.has("[Content_Types].xml") && zip.has("xl/workbook.xml")) {
            static_cast<void>(ZipArchive(bytes, part.name, {.most_bytes = kMostWorkbookBytes}));
            part.kind = InputKind::workbook;
            return;
        }
        std::vector<const ZipMember*> others;
        std::vector<InputPart> wanted;
        for (const auto& member : zip.members()) {
            if (is_wanted(member, m_street_files)) {
                wanted.push_back({part.path,
                                  member_name(part.name, member.name),
                                  part.name,
                                  InputKind::zip,
                                  member,
                                  static_cast<std::size_t>(member.packed),
                                  static_cast<std::size_t>(member.size),
                                  {}});
            } else {
                others.push_back(&member);
            }
        }
        if (wanted.empty()) {
            throw InputError(
                fmt::format("{}: holds no {}; it holds {}", part.name,
                            m_street_files ? "street file of data.police.uk (*-street.csv)" : "CSV file (*.csv)",
                            others.empty() ? "nothing" : some_names(others)));
        }
        if (m_geometry) {
            throw ConfigError(
                fmt::format("{} holds CSV files, and [incidents.columns] does not say where each incident "
                            "happened: name easting and northing, longitude and latitude, or "
                            "grid_reference",
                            part.name));
        }
        std::sort(wanted.begin(), wanted.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
        std::move(wanted.begin(), wanted.end(), std::back_inserter(m_found.parts));
        m_zip = true;
        if (!others.empty()) {
            m_found.notes.push_back(fmt::format("{}: {} of its {} files {} not read: {}", part.name, others.size(),
                                                zip.members().size(), others.size() == 1 ? "was" : "were",
                                                some_names(others)));
        }
    }

    const IncidentsConfig& m_config;
    bool m_street_files;
    bool m_geometry;
    bool m_zip = false;
    std::string m_first_layer;
    InputParts m_found;
};

} // namespace

InputParts input_parts(const std::vector<std::string>& files, const std::vector<std::string>& as_written,
                       const IncidentsConfig& config)
{
    PartFinder finder(config);
    for (std::size_t i = 0; i < files.size(); ++i) {
        finder.add(files[i], as_written[i]);
    }
    return finder.take();
}

void refuse_repeated_months(const std::vector<std::string>& names)
{
    std::map<std::string, std::string> first;
    std::vector<std::string> problems;
    for (const auto& path : names) {
        auto name = std::filesystem::path(path).filename().string();
        if (name.size() > 3 && name.ends_with(".gz")) {
            name.resize(name.size() - 3);
        }
        const auto [found, is_new] = first.emplace(name, path);
        if (!is_new) {
            problems.push_back(found->second + " and " + path);
        }
    }
    if (!problems.empty()) {
        constexpr std::size_t kMostNamed = 10;
        std::string text = "the same months would count twice; name one file of each pair:";
        for (std::size_t i = 0; i < std::min(kMostNamed, problems.size()); ++i) {
            text += "\n  " + problems[i];
        }
        throw InputError(problems.size() > kMostNamed ? text + "\n  and more" : text);
    }
}

} // namespace harmspot
