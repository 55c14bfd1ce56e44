// SPDX-License-Identifier: MIT
#include "run/reruns.hpp"

#include "run/rerun_plan.hpp"

#include "harmspot/many_weightings.hpp"
#include "harmspot/parallel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

namespace harmspot
{

namespace
{

constexpr std::array<std::string_view, kRerunFactors> kFactors{"bootstrap", "bandwidth", "cell", "harm_table"};

/// Cells where a significance test says hot stand above this, all others below.
constexpr CutRule kIsHot{CutRule::Kind::level, 0.5};

bool is_hotspot(const Hotspot& hotspot)
{
    return hotspot.outline == "hotspot";
}

/// Cells above 0, with their values.
struct GatheredCells {
    std::vector<std::uint32_t> cell;
    std::vector<double> value;

    void put(std::size_t at, double of_value)
    {
        cell.push_back(static_cast<std::uint32_t>(at));
        value.push_back(of_value);
    }
};

GatheredCells gathered(const Detection& detection)
{
    GatheredCells cells;
    if (const auto* surface = std::get_if<Surface>(&detection)) {
        for (std::size_t i = 0; i < surface->raster.values.size(); ++i) {
            if (surface->raster.values[i] > 0) {
                cells.put(i, surface->raster.values[i]);
            }
        }
    } else if (const auto* tested = std::get_if<SignificantCells>(&detection)) {
        for (std::size_t i = 0; i < tested->cell_class.size(); ++i) {
            if (tested->cell_class[i] == CellClass::hot) {
                cells.put(i, 1);
            }
        }
    }
    return cells;
}

const Grid& grid_of(const Detection& detection)
{
    const auto* surface = std::get_if<Surface>(&detection);
    return surface != nullptr ? surface->raster.grid : std::get<Grid>(std::get<SignificantCells>(detection).shapes);
}

/// Why a map is not re-run; "" when it is.
std::string why_no_rerun(const Detection& detection)
{
    if (std::holds_alternative<RiskMap>(detection)) {
        return "risk maps are not re-run: their draws already say how far chance could move them";
    }
    const auto* cells = std::get_if<SignificantCells>(&detection);
    return cells != nullptr && !std::holds_alternative<Grid>(cells->shapes)
               ? "only maps of squares are re-run, not those of hexagons or areas"
               : std::string();
}

/// The re-runs of one map.
class MapReruns
{
public:
    MapReruns(const RunConfig& config, const RunOptions& options, const RunData& data, const Detector& detector,
              const Progress& progress, const Job& job, const Found& found, std::optional<AreaRef> only,
              std::vector<ScopedList>& lists)
        : m_options(options), m_data(data), m_detector(detector), m_progress(progress), m_job(job), m_found(found),
          m_only(only), m_lists(lists), m_entry(config.hotspots[job.entry]), m_params(detector.settled(job, found)),
          m_plan(plan_reruns(config, data, job, only, m_params)), m_weights(data, job, found, only, config.seed)
    {
        for (const auto& list : lists) {
            auto& scope = m_scopes.emplace_back(WatchedScope{list.scope.shape, list.scope.searchable_km2, {}});
            for (const auto& hotspot : list.list.hotspots) {
                if (is_hotspot(hotspot)) {
                    scope.spots.push_back(&hotspot.shape);
                }
            }
        }
    }

    Rerun make()
    {
        Rerun result;
        if (const auto* clusters = std::get_if<Clusters>(&m_found.detection)) {
            rerun_clusters(*clusters);
        } else {
            HotShare share(grid_of(m_found.detection));
            rerun_cells(share);
            result.hot_share = share.take();
        }
        result.report = std::move(m_plan.report);
        return result;
    }

private:
    [[nodiscard]] const Method& method() const { return *find_method(m_entry.method); }

    [[nodiscard]] ParamValues params_of(const RerunStep& step) const
    {
        auto params = m_params;
        for (const auto& [name, value] : step.params) {
            params.insert_or_assign(name, value);
        }
        return params;
    }

    void tell(std::size_t done) const
    {
        m_progress.at("Re-running", static_cast<double>(done) / static_cast<double>(m_plan.steps.size()));
    }

    [[nodiscard]] CutRule cut() const
    {
        return std::holds_alternative<Surface>(m_found.detection) ? m_entry.rules.cut : kIsHot;
    }

    /// Steps that run together: those of one factor with the same parameters.
    [[nodiscard]] std::size_t end_of_group(std::size_t first) const
    {
        std::size_t end = first + 1;
        while (end < m_plan.steps.size() && m_plan.steps[end].factor == m_plan.steps[first].factor &&
               m_plan.steps[end].params == m_plan.steps[first].params) {
            ++end;
        }
        return end;
    }

    void rerun_cells(HotShare& share)
    {
        for (std::size_t first = 0; first < m_plan.steps.size();) {
            const std::size_t end = end_of_group(first);
            const auto params = params_of(m_plan.steps[first]);
            const auto kernel = method().fixed_kernel == nullptr ? std::nullopt : method().fixed_kernel(params);
            if (kernel) {
                sum_together(*kernel, first, end, share);
            } else {
                detect_one_by_one(first, end, share);
            }
            const bool last_of_factor =
                end == m_plan.steps.size() || m_plan.steps[end].factor != m_plan.steps[first].factor;
            if (last_of_factor) {
                share.end_factor();
            }
            first = end;
        }
    }

    /// Where the map is a plain sum of kernels, eight weightings at a time.
    void sum_together(const KdeParams& kernel, std::size_t first, std::size_t end, HotShare& share)
    {
        constexpr std::size_t kLanes = ManyWeightings::kLanes;
        const auto& places = m_found.places;
        const auto grid = Grid::covering(bounds(m_data.study.shape), kernel.cell_m);
        const ManyWeightings many(places.view(), grid, kernel, m_options.threads);
        const auto& watch = watch_on(grid);
        const auto seats = watch.seats(many.cells());
        for (; first < end; first += kLanes) {
            tell(first);
            const std::size_t lanes = std::min(kLanes, end - first);
            std::vector<double> weight(places.x.size() * kLanes, 0.0);
            parallel_for(m_options.threads, lanes, [&](std::size_t lane) {
                const auto draw = m_weights.of(m_plan.steps[first + lane]);
                for (std::size_t i = 0; i < draw.weight.size(); ++i) {
                    weight[i * kLanes + lane] = draw.weight[i];
                }
            });
            const auto densities = many.densities(weight);
            const std::span all(densities);
            std::vector<Sighting> seen(lanes);
            parallel_for(m_options.threads, lanes, [&](std::size_t lane) {
                const auto values = all.subspan(lane * many.cells().size(), many.cells().size());
                seen[lane] = watch.look({&grid, many.cells(), values}, seats);
            });
            for (std::size_t lane = 0; lane < lanes; ++lane) {
                count(m_plan.steps[first + lane].factor, seen[lane]);
                share.add(grid, seen[lane].hot);
            }
        }
    }

    void detect_one_by_one(std::size_t first, std::size_t end, HotShare& share)
    {
        for (; first < end; ++first) {
            tell(first);
            const auto detection =
                detect_again(m_plan.steps[first], m_weights.of(m_plan.steps[first]), m_options.threads);
            const auto cells = gathered(detection);
            const auto& grid = grid_of(detection);
            const auto& watch = watch_on(grid);
            const auto sighting = watch.look({&grid, cells.cell, cells.value}, watch.seats(cells.cell));
            count(m_plan.steps[first].factor, sighting);
            share.add(grid, sighting.hot);
        }
    }

    [[nodiscard]] Detection detect_again(const RerunStep& step, const DrawnIncidents::Draw& draw,
                                         unsigned threads) const
    {
        const auto& places = m_found.places;
        Redetect how;
        how.only = m_only;
        how.threads = threads;
        how.params = step.params;
        return m_detector.redetect(m_job, m_found, {places.x, places.y, draw.weight, draw.incidents}, how);
    }

    const HotspotWatch& watch_on(const Grid& grid)
    {
        if (!m_watch || !(m_watch_grid == grid)) {
            m_watch = std::make_unique<HotspotWatch>(m_scopes, cut(), grid);
            m_watch_grid = grid;
        }
        return *m_watch;
    }

    /// Side by side, each on one thread: a method of clusters has little to share among several.
    void rerun_clusters(const Clusters& clusters)
    {
        constexpr std::size_t kAtOnce = 32; // so that progress is told now and then
        const auto& steps = m_plan.steps;
        for (std::size_t first = 0; first < steps.size(); first += kAtOnce) {
            tell(first);
            const std::size_t at_once = std::min(kAtOnce, steps.size() - first);
            std::vector<std::vector<std::uint8_t>> found(at_once);
            parallel_for(m_options.threads, at_once, [&](std::size_t i) {
                const auto draw = m_weights.of(steps[first + i]);
                const auto again = std::get<Clusters>(detect_again(steps[first + i], draw, 1));
                found[i] = clusters_found(clusters.label, clusters.count, again.label, draw.incidents);
            });
            for (std::size_t i = 0; i < at_once; ++i) {
                count_clusters(steps[first + i].factor, found[i]);
            }
        }
    }

    template <class Was>
    void count_hotspots(RerunFactor factor, const Was& was_found)
    {
        const auto number = static_cast<std::size_t>(factor);
        for (std::size_t scope = 0; scope < m_lists.size(); ++scope) {
            std::size_t spot = 0;
            for (auto& hotspot : m_lists[scope].list.hotspots) {
                if (is_hotspot(hotspot)) {
                    auto& again = hotspot.found_again ? *hotspot.found_again : hotspot.found_again.emplace();
                    ++again.runs[number];
                    again.found[number] += was_found(hotspot, scope, spot) ? 1U : 0U;
                    ++spot;
                }
            }
        }
    }

    void count(RerunFactor factor, const Sighting& sighting)
    {
        count_hotspots(factor, [&](const Hotspot&, std::size_t scope, std::size_t spot) {
            return sighting.found[scope][spot] != 0;
        });
    }

    void count_clusters(RerunFactor factor, const std::vector<std::uint8_t>& found)
    {
        count_hotspots(factor, [&](const Hotspot& hotspot, std::size_t, std::size_t) {
            return hotspot.cluster && found[static_cast<std::size_t>(*hotspot.cluster)] != 0;
        });
    }

    const RunOptions& m_options;
    const RunData& m_data;
    const Detector& m_detector;
    const Progress& m_progress;
    const Job& m_job;
    const Found& m_found;
    std::optional<AreaRef> m_only;
    std::vector<ScopedList>& m_lists;
    const HotspotEntry& m_entry;
    ParamValues m_params;
    RerunPlan m_plan;
    RerunWeights m_weights;
    std::vector<WatchedScope> m_scopes;
    std::unique_ptr<HotspotWatch> m_watch; ///< of the last grid
    Grid m_watch_grid;
};

} // namespace

std::string_view rerun_factor_text(RerunFactor factor)
{
    return kFactors[static_cast<std::size_t>(factor)];
}

Rerun Reruns::find_again(const Job& job, const Found& found, std::optional<AreaRef> only,
                         std::vector<ScopedList>& lists) const
{
    if (auto why = why_no_rerun(found.detection); !why.empty()) {
        Rerun none;
        none.report.left_out.fill(why);
        return none;
    }
    return MapReruns(m_config, m_options, m_data, m_detector, m_progress, job, found, only, lists).make();
}

} // namespace harmspot
