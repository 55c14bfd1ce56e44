// SPDX-License-Identifier: MIT
#include "run/patrol_report.hpp"

#include "geo/crs.hpp"
#include "geo/gdal.hpp"
#include "geo/sha256.hpp"
#include "harmspot/error.hpp"
#include "harmspot/read.hpp"
#include "incident/clock_change.hpp"
#include "incident/dates.hpp"
#include "incident/day_text.hpp"
#include "incident/numbers.hpp"
#include "incident/text.hpp"
#include "run/csv_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <optional>
#include <set>

namespace harmspot
{

namespace
{

constexpr double kVisitMin = 1;
constexpr double kLongVisitMin = 10;

/// Where a unit was at one time.
struct Fix {
    std::int32_t minute = 0; ///< British wall clock since 1970-01-01
    Point at;                ///< analysis CRS
};

using Tracks = std::map<std::string, std::vector<Fix>>; ///< by unit

bool usable(Point p)
{
    return std::isfinite(p.x) && std::isfinite(p.y);
}

/// CSV: unit, time, and easting and northing or longitude and latitude.
void read_csv_log(const NamedFile& file, int epsg, Tracks& tracks, PatrolDosage::File& told)
{
    const auto table = read_csv_table(file);
    const auto unit = table.needed("unit");
    const auto time = table.needed("time");
    auto x = table.column("easting");
    auto y = table.column("northing");
    std::optional<Transformation> to_analysis;
    if (!x || !y) {
        x = table.column("longitude");
        y = table.column("latitude");
        if (!x || !y) {
            throw InputError(
                fmt::format("{}:1: says not where patrols were; it needs the columns easting and northing, "
                            "or longitude and latitude",
                            table.as_written));
        }
        to_analysis.emplace(kWgs84, epsg);
    }
    for (const auto& row : table.rows) {
        const auto span = parse_date(trimmed(row[time]));
        const auto east = parse_number(row[*x]);
        const auto north = parse_number(row[*y]);
        Point at{std::nan(""), std::nan("")};
        if (east && north) {
            at = to_analysis ? (*to_analysis)({*east, *north}) : Point{*east, *north};
        }
        if (!span || span->precision != TimePrecision::minute || !usable(at) || trimmed(row[unit]).empty()) {
            ++told.unusable;
            continue;
        }
        ++told.fixes;
        tracks[std::string(trimmed(row[unit]))].push_back({span->earliest_min, at});
    }
}

/// Wall-clock minute of an OGR time; times without a zone are taken as UTC, as GPX has them.
std::optional<std::int32_t> minute_of(const OGRFeature& feature, int field)
{
    int year = 0;
    int month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int zone = 0;
    if (field < 0 || feature.IsFieldSetAndNotNull(field) == 0 ||
        feature.GetFieldAsDateTime(field, &year, &month, &day, &hour, &minute, &second, &zone) == 0 ||
        year < kFirstYear || year > kLastYear) {
        return std::nullopt;
    }
    const std::chrono::sys_days date{std::chrono::year(year) / month / day};
    constexpr int kUtc = 100;
    constexpr int kMinutesPerZone = 15;
    const int ahead = zone > 1 ? (zone - kUtc) * kMinutesPerZone : 0;
    return british_wall_clock(static_cast<std::int32_t>(date.time_since_epoch().count()) * kMinutesPerDay + 60 * hour +
                              minute - ahead);
}

/// Names of a GPX file's tracks, in order; empty where they have none.
std::vector<std::string> track_names(GDALDataset& dataset)
{
    std::vector<std::string> names;
    auto* tracks = dataset.GetLayerByName("tracks");
    const int name = tracks == nullptr ? -1 : tracks->GetLayerDefn()->GetFieldIndex("name");
    if (tracks == nullptr) {
        return names;
    }
    for (gdal::FeaturePtr feature(tracks->GetNextFeature()); feature; feature.reset(tracks->GetNextFeature())) {
        names.emplace_back(name < 0 ? "" : feature->GetFieldAsString(name));
    }
    return names;
}

void read_gpx_log(const NamedFile& file, int epsg, Tracks& tracks, PatrolDosage::File& told)
{
    const auto dataset = gdal::open_vector(file.path, file.as_written, "GPX");
    const auto names = track_names(*dataset);
    auto* points = dataset->GetLayerByName("track_points");
    if (points == nullptr) {
        throw InputError(file.as_written + ": has no tracks; save the recording as a GPX track");
    }
    const int time = points->GetLayerDefn()->GetFieldIndex("time");
    const int track = points->GetLayerDefn()->GetFieldIndex("track_fid");
    const Transformation to_analysis(kWgs84, epsg);
    for (gdal::FeaturePtr feature(points->GetNextFeature()); feature; feature.reset(points->GetNextFeature())) {
        const auto* geometry = feature->GetGeometryRef();
        const auto minute = minute_of(*feature, time);
        Point at{std::nan(""), std::nan("")};
        if (geometry != nullptr && wkbFlatten(geometry->getGeometryType()) == wkbPoint) {
            at = to_analysis({geometry->toPoint()->getX(), geometry->toPoint()->getY()});
        }
        if (!minute || !usable(at)) {
            ++told.unusable;
            continue;
        }
        ++told.fixes;
        const auto number = static_cast<std::size_t>(std::max(0, track < 0 ? 0 : feature->GetFieldAsInteger(track)));
        const auto name = number < names.size() ? names[number] : std::string();
        tracks[name.empty() ? fmt::format("{} track {}", file.as_written, number + 1) : name].push_back({*minute, at});
    }
}

double distance_to(const Ring& ring, Point p)
{
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t k = 1; k < ring.size(); ++k) {
        const Point a = ring[k - 1];
        const Point along{ring[k].x - a.x, ring[k].y - a.y};
        const double length2 = along.x * along.x + along.y * along.y;
        const double at =
            length2 > 0 ? std::clamp(((p.x - a.x) * along.x + (p.y - a.y) * along.y) / length2, 0.0, 1.0) : 0.0;
        least = std::min(least, std::hypot(p.x - a.x - at * along.x, p.y - a.y - at * along.y));
    }
    return least;
}

/// Which place a fix is in or nearest to within reach.
class Finder
{
public:
    Finder(const PatrolsReport& report, double reach_m) : m_report(report), m_reach_m(reach_m)
    {
        for (const auto& place : report.places) {
            m_boxes.push_back(bounds(place.shape).grown(reach_m));
        }
    }

    [[nodiscard]] std::optional<std::size_t> place_at(Point p) const
    {
        std::optional<std::size_t> nearest;
        double least = m_reach_m;
        for (std::size_t k = 0; k < m_boxes.size(); ++k) {
            if (!m_boxes[k].contains(p)) {
                continue;
            }
            const auto& shape = m_report.places[k].shape;
            if (side_of(shape, p) != Side::outside) {
                return k;
            }
            for (const auto& polygon : shape) {
                const double away = distance_to(polygon.outer, p);
                if (away < least || (away <= least && !nearest)) {
                    least = away;
                    nearest = k;
                }
            }
        }
        return nearest;
    }

private:
    const PatrolsReport& m_report;
    double m_reach_m;
    std::vector<Box> m_boxes;
};

class Doses
{
public:
    Doses(const PatrolsConfig& plan, const PatrolsReport& report, PatrolDosage& dosage)
        : m_plan(plan), m_finder(report, plan.log_reach_m), m_dosage(dosage), m_units(report.places.size()),
          m_last(report.places.size())
    {
        for (std::size_t k = 0; k < report.places.size(); ++k) {
            dosage.rows.push_back({k});
        }
    }

    void add(const std::string& unit, std::vector<Fix> fixes)
    {
        std::stable_sort(fixes.begin(), fixes.end(), [](const Fix& a, const Fix& b) { return a.minute < b.minute; });
        std::optional<std::size_t> in; // of the stay that goes on
        double stayed = 0;
        for (std::size_t k = 0; k < fixes.size(); ++k) {
            const auto place = m_finder.place_at(fixes[k].at);
            const double step = k + 1 < fixes.size() ? fixes[k + 1].minute - fixes[k].minute : 0;
            const double stands = std::min(step, m_plan.log_longest_step_min);
            if (place != in) {
                end_stay(unit, in, stayed);
                in = place;
            }
            m_dosage.minutes += stands;
            if (place) {
                stayed += stands;
                m_dosage.minutes_in_places += stands;
                m_dosage.rows[*place].minutes += stands;
                m_last[*place] = std::max(m_last[*place].value_or(fixes[k].minute), fixes[k].minute);
            }
            if (step > m_plan.log_longest_step_min) {
                end_stay(unit, in, stayed);
                in.reset();
            }
        }
        end_stay(unit, in, stayed);
        ++m_dosage.units;
    }

    void finish()
    {
        for (auto& row : m_dosage.rows) {
            row.units = static_cast<std::uint32_t>(m_units[row.place].size());
            if (const auto last = m_last[row.place]) {
                row.last = fmt::format("{} {:02}:{:02}", day_text(*last / kMinutesPerDay), *last % kMinutesPerDay / 60,
                                       *last % 60);
            }
        }
    }

private:
    void end_stay(const std::string& unit, std::optional<std::size_t> place, double& stayed)
    {
        if (place && stayed >= kVisitMin) {
            auto& row = m_dosage.rows[*place];
            ++row.visits;
            row.long_visits += stayed >= kLongVisitMin ? 1 : 0;
            m_units[*place].insert(unit);
        }
        stayed = 0;
    }

    const PatrolsConfig& m_plan;
    Finder m_finder;
    PatrolDosage& m_dosage;
    std::vector<std::set<std::string>> m_units;
    std::vector<std::optional<std::int32_t>> m_last;
};

} // namespace

std::vector<NamedFile> log_files(const PatrolsConfig& plan)
{
    std::vector<NamedFile> files;
    for (std::size_t k = 0; k < plan.logs.size(); ++k) {
        const auto& written = plan.logs_as_written[k];
        for (const auto& path : expand_files({plan.logs[k]})) {
            files.push_back(
                {path, written.substr(0, written.find_last_of('/') + 1) + path.substr(path.find_last_of('/') + 1)});
        }
    }
    return files;
}

PatrolDosage patrol_dosage(const PatrolsConfig& plan, int epsg, const PatrolsReport& report)
{
    PatrolDosage dosage;
    Tracks tracks;
    for (const auto& file : log_files(plan)) {
        PatrolDosage::File told{file.as_written, sha256_of_file(file.path)};
        if (is_csv(file)) {
            read_csv_log(file, epsg, tracks, told);
        } else {
            read_gpx_log(file, epsg, tracks, told);
        }
        if (told.fixes == 0) {
            throw InputError(fmt::format("{}: none of its {} fixes has both a time (with hours and minutes) and a "
                                         "position that can be read; is it a log of patrols?",
                                         file.as_written, told.unusable));
        }
        dosage.files.push_back(std::move(told));
    }
    Doses doses(plan, report, dosage);
    for (auto& [unit, fixes] : tracks) {
        doses.add(unit, std::move(fixes));
    }
    doses.finish();
    return dosage;
}

} // namespace harmspot
