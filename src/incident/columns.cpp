// SPDX-License-Identifier: MIT
#include "incident/columns.hpp"

#include "geo/crs.hpp"
#include "harmspot/error.hpp"
#include "incident/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace harmspot
{

namespace
{

constexpr std::size_t kMostFlags = 32;
constexpr std::size_t kNamesShown = 40;

std::string all_shown(std::span<const std::string> header)
{
    std::string text;
    for (std::size_t i = 0; i < std::min(header.size(), kNamesShown); ++i) {
        text += (i == 0 ? "" : ", ") + shown(header[i]);
    }
    return header.size() > kNamesShown ? fmt::format("{} and {} more", text, header.size() - kNamesShown) : text;
}

class Binder
{
public:
    /// \param lenient whether columns are only to be counted, not to be missed
    Binder(std::span<const std::string> header, const std::string& where, bool lenient = false)
        : m_header(header), m_where(where), m_lenient(lenient)
    {
        for (const auto& name : header) {
            m_names.push_back(folded(name));
        }
    }

    [[nodiscard]] bool has(const std::string& name) const
    {
        return std::find(m_names.begin(), m_names.end(), folded(name)) != m_names.end();
    }

    /// Column called `name`; `kUnmapped` when `name` is empty. `key` is what the config calls it.
    [[nodiscard]] std::size_t find(const std::string& name, std::string_view key)
    {
        const auto wanted = folded(name);
        if (wanted.empty()) {
            return kUnmapped;
        }
        const auto first = std::find(m_names.begin(), m_names.end(), wanted);
        if (m_lenient) {
            if (first != m_names.end()) {
                m_found.insert(static_cast<std::size_t>(first - m_names.begin()));
            }
            return kUnmapped;
        }
        if (first == m_names.end()) {
            fail_missing(name, wanted, key);
        }
        const auto at = static_cast<std::size_t>(first - m_names.begin());
        const auto again = std::find(first + 1, m_names.end(), wanted);
        if (again != m_names.end()) {
            throw InputError(fmt::format("{}: the column '{}' ({}) stands there twice, as columns {} and {}; "
                                         "rename one of them. Columns found: {}",
                                         m_where, shown(name), key, at + 1, again - m_names.begin() + 1,
                                         all_shown(m_header)));
        }
        m_found.insert(at);
        return at;
    }

    [[nodiscard]] std::vector<std::size_t> found() const { return {m_found.begin(), m_found.end()}; }

private:
    [[noreturn]] void fail_missing(const std::string& name, const std::string& wanted, std::string_view key) const
    {
        const auto near = nearest_name(wanted, m_names);
        std::string hint;
        if (!near.empty()) {
            const auto at = std::find(m_names.begin(), m_names.end(), near) - m_names.begin();
            hint = fmt::format("; did you mean '{}'?", shown(m_header[static_cast<std::size_t>(at)]));
        }
        throw InputError(fmt::format("{}: no column '{}' ({}){} Columns found: {}", m_where, shown(name), key,
                                     hint.empty() ? "." : hint, all_shown(m_header)));
    }

    std::span<const std::string> m_header;
    const std::string& m_where;
    bool m_lenient;
    std::vector<std::string> m_names;
    std::set<std::size_t> m_found;
};

void check_pair(const std::string& one, const std::string& other, const char* names, std::vector<std::string>& problems)
{
    if (one.empty() != other.empty()) {
        problems.push_back(fmt::format("[incidents.columns] names only one of {}; name both", names));
    }
}

} // namespace

ColumnMap police_uk_columns()
{
    ColumnMap map;
    map.longitude = "Longitude";
    map.latitude = "Latitude";
    map.date = "Month";
    map.offence = "Crime type";
    map.location = "Location";
    map.id = "Crime ID";
    map.id_may_lack = true; // people cut these files down to the columns they need
    return map;
}

ColumnMap column_map(const IncidentsConfig& config)
{
    if (config.format == "police-uk") {
        auto map = police_uk_columns();
        if (config.duplicates == Duplicates::off) {
            map.id.clear(); // nobody asks, so it need not be read
        }
        return map;
    }
    if (config.format != "columns") {
        throw ConfigError(fmt::format("[incidents] format '{}' is unknown; use police-uk or columns", config.format));
    }
    auto map = config.columns;
    if (config.date_basis == DateBasis::recorded) {
        map.date = map.earliest = map.latest = "";
    }
    const bool committed = !map.date.empty() || !map.earliest.empty() || !map.latest.empty();
    std::vector<std::string> problems;
    check_pair(map.easting, map.northing, "easting and northing", problems);
    check_pair(map.longitude, map.latitude, "longitude and latitude", problems);
    if (int{!map.easting.empty()} + int{!map.longitude.empty()} + int{!map.grid_reference.empty()} > 1) {
        problems.emplace_back(
            "[incidents.columns] names more than one of easting and northing, longitude and latitude, "
            "and grid_reference");
    }
    if (config.date_basis == DateBasis::recorded && map.recorded.empty()) {
        problems.emplace_back("[incidents.columns] needs recorded for date_basis = \"recorded\"");
    }
    if (config.date_basis == DateBasis::committed &&
        (!committed || (!map.date.empty() && !(map.earliest.empty() && map.latest.empty())))) {
        problems.emplace_back("[incidents.columns] needs either date or earliest and latest");
    }
    if (!map.flag_list.empty() && map.flag_separator.empty()) {
        problems.emplace_back("[incidents.columns] flag_separator is empty");
    }
    if (flag_columns(map).size() > kMostFlags) {
        problems.push_back(fmt::format("[incidents.columns] names more than {} flags", kMostFlags));
    }
    if (!problems.empty()) {
        throw ConfigError(problems);
    }
    return map;
}

int source_epsg(const ColumnMap& map, const IncidentsConfig& config)
{
    if (!map.grid_reference.empty()) {
        return kBritishNationalGrid;
    }
    return map.longitude.empty() ? config.epsg : kWgs84;
}

bool wants_geometry(const ColumnMap& map)
{
    return map.easting.empty() && map.longitude.empty() && map.grid_reference.empty();
}

std::vector<std::string> flag_columns(const ColumnMap& map)
{
    std::vector<std::string> names;
    for (const auto& [name, column] : map.flags) {
        names.push_back(name);
    }
    if (!map.domestic.empty()) {
        names.emplace_back("domestic");
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

namespace
{

Columns bind(Binder& binder, const ColumnMap& map)
{
    Columns columns;
    const bool national = !map.easting.empty();
    columns.grid_reference = binder.find(map.grid_reference, "grid_reference");
    columns.x = national ? binder.find(map.easting, "easting") : binder.find(map.longitude, "longitude");
    columns.y = national ? binder.find(map.northing, "northing") : binder.find(map.latitude, "latitude");
    if (!map.grid_reference.empty()) {
        columns.position_key = RejectColumn::grid_reference;
    } else if (!national) {
        columns.x_key = RejectColumn::longitude;
        columns.y_key = RejectColumn::latitude;
        columns.position_key = RejectColumn::longitude_and_latitude;
    }
    const auto recorded = binder.find(map.recorded, "recorded"); // also where it does not count: a slip is told
    columns.date = binder.find(map.date, "date");
    columns.earliest = binder.find(map.earliest, "earliest");
    columns.latest = binder.find(map.latest, "latest");
    if (map.date.empty() && map.earliest.empty() && map.latest.empty()) {
        columns.date = recorded;
        columns.date_key = RejectColumn::recorded;
    }
    columns.offence = binder.find(map.offence, "offence");
    columns.code = binder.find(map.code, "code");
    columns.id = map.id_may_lack && !binder.has(map.id) ? kUnmapped : binder.find(map.id, "id");
    columns.location = binder.find(map.location, "location");
    columns.location_type = binder.find(map.location_type, "location_type");
    columns.own_area = binder.find(map.own_area, "own_area");
    columns.flag_list = binder.find(map.flag_list, "flag_list");
    const auto names = flag_columns(map);
    const auto bit = [&](const std::string& name) {
        const auto at = std::lower_bound(names.begin(), names.end(), name) - names.begin();
        return std::uint32_t{1} << static_cast<unsigned>(at);
    };
    for (const auto& [name, column] : map.flags) {
        columns.flags.push_back({binder.find(column, "flags." + name), bit(name)});
    }
    if (!map.domestic.empty()) {
        columns.flags.push_back({binder.find(map.domestic, "domestic"), bit("domestic")});
    }
    for (const auto& [name, column] : map.fields) {
        columns.fields.push_back(binder.find(column, "fields." + name));
    }
    columns.mapped = binder.found();
    return columns;
}

} // namespace

Columns bind_columns(std::span<const std::string> header, const ColumnMap& map, const std::string& where)
{
    Binder binder(header, where);
    Columns columns = bind(binder, map);
    columns.count = header.size();
    return columns;
}

std::size_t named_columns(std::span<const std::string> header, const ColumnMap& map)
{
    const std::string nowhere;
    Binder binder(header, nowhere, true);
    return bind(binder, map).mapped.size();
}

} // namespace harmspot
