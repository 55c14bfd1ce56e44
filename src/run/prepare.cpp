// SPDX-License-Identifier: MIT
#include "incident/coordinates.hpp"
#include "run/run_data.hpp"

#include "harmspot/error.hpp"

#include "geo/crs.hpp"
#include "run/cell_areas.hpp"
#include "run/positions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace harmspot
{

std::string_view version_text(Version version)
{
    return version == Version::harm ? "harm" : "count";
}

namespace
{

/// Metres on the ground for `metres` along x and along y on the map at `at`.
Point on_the_ground(const Transformation& to_lon_lat, Point at, double metres)
{
    // Radii of the GRS 80 ellipsoid along the meridian and the parallel.
    constexpr double kMajorM = 6378137.0;
    constexpr double kEccentricity2 = 0.00669438002290;
    const auto ground = [&](Point from, Point to) {
        const Point a = to_lon_lat(from);
        const Point b = to_lon_lat(to);
        const double radian = std::acos(-1.0) / 180;
        const double latitude = (a.y + b.y) / 2 * radian;
        const double w = 1 - kEccentricity2 * std::sin(latitude) * std::sin(latitude);
        const double north = (b.y - a.y) * radian * kMajorM * (1 - kEccentricity2) / (w * std::sqrt(w));
        const double east = (b.x - a.x) * radian * kMajorM / std::sqrt(w) * std::cos(latitude);
        return std::hypot(north, east);
    };
    return {ground(at, {at.x + metres, at.y}), ground(at, {at.x, at.y + metres})};
}

/// Web maps' Mercator is "in metres" and shows Tyneside 1.7 times too large.
void refuse_stretched(const RunConfig& config, const StudyArea& study)
{
    constexpr double kStepM = 1000;
    constexpr double kMostStretch = 0.01;
    const auto box = bounds(study.shape);
    const auto ground = on_the_ground(Transformation(config.epsg, kWgs84),
                                      {(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2}, kStepM);
    for (const double metres : {ground.x, ground.y}) {
        if (!(std::abs(metres / kStepM - 1) <= kMostStretch)) {
            throw ConfigError(
                fmt::format("{}: crs EPSG:{} is not true to scale here: {} m on the map are {:.0f} m on the "
                            "ground. Use EPSG:27700 in Britain",
                            config.path, config.epsg, kStepM, metres));
        }
    }
}

void read_layers(const RunConfig& config, RunData& data)
{
    if (!is_projected_metres(config.epsg)) {
        throw ConfigError(
            fmt::format("{}: crs EPSG:{} is not projected in metres; densities need one, such as EPSG:27700",
                        config.path, config.epsg));
    }
    for (const auto& area : config.areas) {
        data.layers.push_back(read_areas(area, config.epsg));
    }
    data.study = config.mask.empty() ? study_area_of(data.layers.front())
                                     : read_mask(config.mask, config.mask_as_written, config.epsg);
    refuse_stretched(config, data.study);
    for (std::size_t i = 0; i < data.layers.size(); ++i) {
        auto& layer = data.layers[i];
        const bool is_study = i == 0 && config.mask.empty();
        const auto gaps = gap_warnings(layer, is_study ? data.study : study_area_of(layer), config.epsg);
        layer.warnings.insert(layer.warnings.end(), gaps.begin(), gaps.end());
    }
}

/// What rates are per, for the denominators that an entry asks for.
/// \throws InputError when no point at risk lies in the study area
void read_at_risk_tables(const RunConfig& config, const Progress& progress, RunData& data)
{
    data.at_risk.resize(config.denominators.size());
    for (const auto& entry : config.hotspots) {
        const auto per = rate_denominator(config, entry.params);
        if (!per || data.at_risk[*per].rows > 0) {
            continue;
        }
        const auto& one = config.denominators[*per];
        const auto layer = std::find_if(data.layers.begin(), data.layers.end(),
                                        [&](const AreaLayer& each) { return each.name == one.area_layer; });
        auto& read = data.at_risk[*per];
        read = read_at_risk(one, layer == data.layers.end() ? nullptr : &*layer, config.epsg);
        for (const auto& warning : read.warnings) {
            progress.warn(warning);
        }
        const auto box = bounds(data.study.shape);
        bool any = !read.of_area.empty();
        for (std::size_t i = 0; i < read.x.size() && !any; ++i) {
            any = box.contains({read.x[i], read.y[i]});
        }
        if (!any) {
            throw InputError(
                fmt::format("{}: none of its {} points lies in the study area; are its columns of position the "
                            "right way round, and in the CRS that [[denominator]] says?",
                            read.path, read.x.size()));
        }
    }
}

/// A map of nothing would pass for a quiet month.
void refuse_no_rows(const RunConfig& config, const RowReport& report)
{
    std::uint64_t rows = 0;
    std::string reasons;
    std::array<std::uint64_t, kRejectReasons> rejected{};
    for (const auto& input : report.inputs) {
        if (input.used > 0) {
            return;
        }
        rows += input.rows;
        std::transform(rejected.begin(), rejected.end(), input.rejected.begin(), rejected.begin(), std::plus<>());
    }
    for (std::size_t reason = 0; reason < kRejectReasons; ++reason) {
        if (rejected[reason] > 0) {
            reasons += fmt::format("{}{} {}", reasons.empty() ? "" : ", ", rejected[reason],
                                   reject_reason_text(static_cast<RejectReason>(reason)));
        }
    }
    const auto& first = report.inputs.front().path;
    const auto files =
        report.inputs.size() == 1 ? first : fmt::format("{} and {} more", first, report.inputs.size() - 1);
    if (rows == 0) {
        throw InputError(files + ": has a header but no rows; is the export finished?");
    }
    const auto faults = fault_sentences(config, report);
    throw InputError(fmt::format("{}: not one of {} rows can be used ({}); check the period, the columns and the way "
                                 "dates and positions are written{}{}",
                                 files, rows, reasons, faults.empty() ? "" : "\n", fmt::join(faults, "\n")));
}

void read_denominators(const RunConfig& config, unsigned threads, RunData& data)
{
    for (const auto& one : config.denominators) {
        auto& denominator = data.denominators.emplace_back();
        if (!one.area_layer.empty()) {
            continue; // amounts by area serve rates alone
        }
        denominator.read = read_weighted_points(one, config.epsg);
        const auto& points = denominator.read.points;
        auto areas = place_areas(config, data.layers, data.study, points, threads);
        denominator.area_of_point = std::move(areas.area_of_place);
        denominator.in_study = std::move(areas.in_study);
        for (std::size_t i = 0; i < points.size(); ++i) {
            (denominator.in_study[i] != 0 ? denominator.weight_inside : denominator.weight_outside) +=
                denominator.read.weight[i];
        }
        if (!(denominator.weight_inside > 0)) {
            throw InputError(
                fmt::format("{}: none of the {} points of [[denominator]] '{}' lies in the study area; are "
                            "its columns of positions and its crs right?",
                            one.file_as_written, points.size(), one.name));
        }
    }
}

void assign(const RunConfig& config, unsigned threads, RunData& data)
{
    const auto& places = data.read.incidents.places;
    auto areas = place_areas(config, data.layers, data.study, places, threads);
    data.area_of_place = std::move(areas.area_of_place);
    data.in_study = std::move(areas.in_study);
    data.outside = outside_report(config, data, threads);
    data.searchable = searchable_area(data.study, places, threads);
    data.searchable_km2 = area_km2(data.searchable);
}

/// Recency is counted back from the end of the period, or from the last incident.
std::int32_t reference_minute(const RunConfig& config, const Incidents& incidents)
{
    constexpr std::int32_t kMinutesADay = 24 * 60;
    if (config.period) {
        return (config.period->to_day + 1) * kMinutesADay - 1;
    }
    const auto latest = std::max_element(incidents.latest_min.begin(), incidents.latest_min.end());
    return latest == incidents.latest_min.end() ? 0 : *latest;
}

bool all_weights_equal(const RunData& data, std::uint64_t bit)
{
    double first = -1;
    for (std::size_t row = 0; row < data.theme_bits.size(); ++row) {
        if ((data.theme_bits[row] & bit) == 0) {
            continue;
        }
        if (first < 0) {
            first = data.weight[row];
        } else if (data.weight[row] != first) {
            return false;
        }
    }
    return first != 0; // a map of nothing is not a map of incidents
}

ThemeTotals total(const RunData& data, std::size_t theme)
{
    ThemeTotals totals;
    const std::uint64_t bit = std::uint64_t{1} << theme;
    const auto& place = data.read.incidents.place;
    for (std::size_t row = 0; row < data.theme_bits.size(); ++row) {
        if ((data.theme_bits[row] & bit) == 0) {
            continue;
        }
        ++totals.incidents;
        totals.harm += data.harm.harm[row];
        if (place[row] == kNoPlace) {
            ++totals.no_coordinates;
        } else if (data.in_study[place[row]] == 0) {
            ++totals.outside;
        }
    }
    totals.harm_equals_count = all_weights_equal(data, bit);
    return totals;
}

/// The other harm tables of [stability], on the run's incidents.
void weigh_otherwise(const RunConfig& config, RunData& data)
{
    const auto& stability = config.stability;
    for (std::size_t i = 0; stability.enabled && i < stability.harm_tables.size(); ++i) {
        OtherHarm other;
        other.table = read_harm_table(stability.harm_tables[i], stability.harm_tables_as_written[i]);
        const auto& transform = config.harm.transform;
        if (transform.kind == WeightTransform::Kind::cap && other.table.unit != data.table.unit) {
            throw ConfigError(
                fmt::format("{}: is in {}, while [harm] cap is in {}, the unit of {}; give a table in the "
                            "same unit under [stability] harm_tables",
                            other.table.path, other.table.unit, data.table.unit, data.table.path));
        }
        const auto harm = weigh(data.read.incidents, other.table, config.harm.unmatched);
        other.weight =
            detection_weights(data.read.incidents, harm.harm, transform, reference_minute(config, data.read.incidents));
        data.other_harm.push_back(std::move(other));
    }
}

} // namespace

PlaceAreas place_areas(const RunConfig& config, const std::vector<AreaLayer>& layers, const StudyArea& study,
                       const Places& places, unsigned threads)
{
    PlaceAreas areas;
    for (const auto& layer : layers) {
        areas.area_of_place.push_back(assign_areas(places, layer, threads));
    }
    // Without a mask W is the union of the first layer, whose assignment already answers.
    std::vector<std::uint16_t> in_mask;
    if (!config.mask.empty()) {
        AreaLayer mask;
        mask.areas.push_back({"study area", "study-area", study.shape});
        in_mask = assign_areas(places, mask, threads);
    }
    const auto& inside = config.mask.empty() ? areas.area_of_place.front() : in_mask;
    areas.in_study.resize(places.size());
    std::transform(inside.begin(), inside.end(), areas.in_study.begin(),
                   [](std::uint16_t area) { return static_cast<std::uint8_t>(area != kOutside); });
    return areas;
}

RunData prepare(const RunConfig& config, const RunOptions& options, const Progress& progress, Stopwatch& watch)
{
    RunData data;
    data.table =
        config.harm.table == "count" ? count_table() : read_harm_table(config.harm.table, config.harm.table_as_written);
    progress.at("Reading areas", 0);
    read_layers(config, data);
    read_at_risk_tables(config, progress, data);
    watch.lap("areas", 0);

    const auto files = name_files(config.incidents);
    data.read = read_incidents(files.paths, files.as_written, config, options.threads, progress);
    const auto& incidents = data.read.incidents;
    watch.move_to("project", data.read.project_seconds, incidents.places.size());
    watch.lap("read", incidents.size());
    refuse_no_rows(config, data.read.report);

    data.months = month_states(incidents, config.incidents.expected_lag_days);

    progress.at("Assigning areas", 0);
    assign(config, options.threads, data);
    read_denominators(config, options.threads, data);
    watch.lap("assign", incidents.size());

    progress.at("Weighing", 0);
    data.harm = weigh(incidents, data.table, config.harm.unmatched);
    data.weight =
        detection_weights(incidents, data.harm.harm, config.harm.transform, reference_minute(config, incidents));
    weigh_otherwise(config, data);
    data.theme_bits = match_themes(incidents, config.themes, options.threads);
    data.read.incidents.fields = {}; // rules have been asked; nothing after this may see them
    for (std::size_t theme = 0; theme < config.themes.size(); ++theme) {
        data.totals.push_back(total(data, theme));
    }
    data.rules = config.publish;
    data.rules.statements = run_statements(config, data);
    watch.lap("weigh", incidents.size());
    return data;
}

} // namespace harmspot
