// SPDX-License-Identifier: MIT
#include "run/products.hpp"

#include "geo/sha256.hpp"
#include "run/again_words.hpp"
#include "run/changes.hpp"
#include "run/detect.hpp"
#include "run/found_line.hpp"
#include "run/map_pages.hpp"
#include "run/product_info.hpp"
#include "run/scope_hotspots.hpp"
#include "run/significance.hpp"

#include "harmspot/style_files.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <optional>

namespace harmspot
{

namespace
{

/// What a pack says of p-values where its map is cut from the whole force's.
constexpr const char* kWholeForceChance =
    "p_value and p_value_harm come from the test of the whole force: the best that chance did anywhere in the force "
    "is what a hotspot here was held against.";

/// Makes the maps of one run, one job after the other; each job uses all the threads.
class Maker
{
public:
    Maker(const RunConfig& config, const RunOptions& options, const RunData& data, const History& history,
          Decisions& decisions, OutputFolder& folder, const Progress& progress, Stopwatch& watch)
        : m_config(config), m_options(options), m_data(data), m_history(history), m_decisions(decisions),
          m_folder(folder), m_progress(progress), m_watch(watch), m_detector(config, options, data, progress)
    {
        for (const auto& layer : data.layers) {
            auto& shares = m_searchable_km2.emplace_back();
            for (const auto& area : layer.areas) {
                shares.push_back(layer.pack ? area_within_km2(data.searchable, area.shape) : 0.0);
            }
        }
    }

    Products make()
    {
        const auto jobs = plan_jobs(m_config, m_data);
        for (std::size_t i = 0; i < jobs.size(); ++i) {
            m_progress.at(fmt::format("Finding hotspots: {}", m_config.themes[jobs[i].theme].title),
                          static_cast<double>(i) / static_cast<double>(jobs.size()));
            run_job(jobs[i]);
        }
        m_progress.at("Finding hotspots", 1);
        return std::move(m_products);
    }

private:
    [[nodiscard]] const HotspotEntry& entry_of(const Job& job) const { return m_config.hotspots[job.entry]; }

    Found detect(const Job& job, std::optional<AreaRef> only)
    {
        auto found = m_detector.detect(job, only);
        m_watch.lap("detect: " + entry_of(job).name, found.rows.place.size());
        return found;
    }

    /// What a second look at a job's hotspots gave.
    struct LookedAgain {
        Rerun rerun;
        std::optional<HotspotChance> chance;
    };

    /// What chance does where the job looks, when its entry asks for that.
    std::optional<HotspotChance> ask_chance(const Job& job, const Found& found, std::optional<AreaRef> only)
    {
        if (entry_of(job).significance_draws == 0) {
            return std::nullopt;
        }
        auto chance = chance_of(m_config, m_options, m_data, m_detector, job, found, only);
        m_watch.lap("significance: " + entry_of(job).name, chance.draws);
        return chance;
    }

    [[nodiscard]] HotspotList hotspots(const Job& job, const Found& found, const Scope& scope)
    {
        auto list = scope_hotspots(m_config, m_options, m_data, m_data, job, found, entry_of(job).rules, scope);
        if (!m_decisions.rows.empty()) {
            apply_decisions(m_config.themes[job.theme].name, found.rows, scope,
                            hotspot_context(m_config, m_options, m_data, m_data, job), m_decisions, list);
        }
        return list;
    }

    [[nodiscard]] ProductInfo info(const Job& job, const PlannedOutput& plan, const Found& found) const
    {
        return product_info(m_config, m_data, job, plan, found.detection);
    }

    void run_job(const Job& job)
    {
        const auto found = detect(job, std::nullopt);
        std::vector<ScopedList> lists;
        add_list(job, found, {&m_data.study.shape, m_data.searchable_km2, {}, kOutside}, lists);
        const auto slot = reserve();
        std::optional<PendingSurface> pending;
        if (const auto* surface = std::get_if<Surface>(&found.detection);
            surface != nullptr && m_config.output.surfaces) {
            pending = start_surface(job, *surface, found);
        } else if (const auto* map = std::get_if<RiskMap>(&found.detection);
                   map != nullptr && m_config.output.surfaces) {
            write_risk(job, *map, found);
        }
        m_watch.lap("write", 0);
        add_pack_lists(job, found, lists);
        const auto again = look_again(job, found, std::nullopt, lists);
        write_hotspots(slot, job, hotspots_output(m_config, job), lists.front(), found, again, {});
        keep_for_hubs(job, lists.front().list);
        m_products.lines.push_back(found_line(m_config, m_data, job, lists.front().list, found.detection));
        if (const auto line = again.chance ? chance_line(lists.front().list, *again.chance) : std::string();
            !line.empty()) {
            m_products.lines.back() += "; " + line;
        }
        if (auto line = again_line(lists.front().list); !line.empty()) {
            m_products.lines.push_back(std::move(line));
        }
        if (again.rerun.hot_share && m_config.output.surfaces) {
            write_hot_share(job, again.rerun, found);
        }
        m_watch.lap("write", lists.front().list.hotspots.size());
        for (std::size_t i = 1; i < lists.size(); ++i) {
            write_pack(job, lists[i], found, again,
                       again.chance ? std::vector<std::string>{kWholeForceChance} : std::vector<std::string>{});
        }
        write_isolated_packs(job);
        if (pending) {
            m_products.written[pending->slot] = pending->written.get();
            m_watch.lap("write", 0);
        }
    }

    /// Plans of hubs may take their candidates from the hotspots.
    void keep_for_hubs(const Job& job, const HotspotList& list)
    {
        if (m_config.hubs.empty() || job.version != Version::harm) {
            return;
        }
        FoundSpots spots{job.theme, job.entry, {}};
        for (const auto& spot : list.hotspots) {
            if (spot.outline == "hotspot") {
                spots.shapes.push_back(spot.shape);
            }
        }
        m_products.spots.push_back(std::move(spots));
    }

    /// A place in the order of outputs.
    std::size_t reserve()
    {
        m_products.written.emplace_back();
        return m_products.written.size() - 1;
    }

    void add_list(const Job& job, const Found& found, const Scope& scope, std::vector<ScopedList>& lists)
    {
        lists.push_back({scope, hotspots(job, found, scope)});
        m_watch.lap("hotspots", lists.back().list.hotspots.size());
    }

    [[nodiscard]] Scope area_scope(std::size_t layer, std::uint16_t area) const
    {
        return {&m_data.layers[layer].areas[area].shape, m_searchable_km2[layer][area], layer, area};
    }

    /// The lists of areas that are cut from the whole force's map.
    void add_pack_lists(const Job& job, const Found& found, std::vector<ScopedList>& lists)
    {
        for (std::size_t layer = 0; layer < m_data.layers.size(); ++layer) {
            const auto& areas = m_data.layers[layer].areas;
            for (std::uint16_t area = 0; area < areas.size(); ++area) {
                if (m_data.layers[layer].pack && !m_data.layers[layer].isolate) {
                    m_progress.at("Packs", static_cast<double>(area) / static_cast<double>(areas.size()));
                    add_list(job, found, area_scope(layer, area), lists);
                }
            }
        }
    }

    /// Areas that see their own rows alone have maps of their own.
    void write_isolated_packs(const Job& job)
    {
        for (std::size_t layer = 0; layer < m_data.layers.size(); ++layer) {
            const auto& areas = m_data.layers[layer].areas;
            for (std::uint16_t area = 0; area < areas.size(); ++area) {
                if (!m_data.layers[layer].pack || !m_data.layers[layer].isolate) {
                    continue;
                }
                m_progress.at("Packs", static_cast<double>(area) / static_cast<double>(areas.size()));
                const AreaRef only{layer, area};
                const auto alone = detect(job, only);
                std::vector<ScopedList> lists;
                add_list(job, alone, area_scope(layer, area), lists);
                const auto again = look_again(job, alone, only, lists);
                write_pack(job, lists.front(), alone, again,
                           {"Computed from this area's own incidents alone: density near its edge is understated."});
            }
        }
    }

    /// Looks for the hotspots in re-runs and in earlier periods, and asks what chance would do, as the config says.
    LookedAgain look_again(const Job& job, const Found& found, std::optional<AreaRef> only,
                           std::vector<ScopedList>& lists)
    {
        LookedAgain again;
        if (m_config.stability.enabled) {
            again.rerun =
                Reruns(m_config, m_options, m_data, m_detector, m_progress).find_again(job, found, only, lists);
            m_watch.lap("re-run: " + entry_of(job).name, found.rows.place.size());
        }
        if (!m_history.periods.empty() && !std::holds_alternative<RiskMap>(found.detection)) {
            add_persistence(m_config, m_options, m_data, m_history, m_detector, job, found, only, lists);
            m_watch.lap("persistence: " + entry_of(job).name, found.rows.place.size());
        }
        add_changes(m_config, m_data, m_history, job, only, lists);
        again.chance = ask_chance(job, found, only);
        for (auto& one : lists) {
            if (again.chance) {
                add_chance(one.list, *again.chance);
            }
        }
        return again;
    }

    void write_pack(const Job& job, const ScopedList& pack, const Found& found, const LookedAgain& again,
                    const std::vector<std::string>& statements)
    {
        const auto& layer = m_data.layers[*pack.scope.layer];
        const auto plan = pack_output(m_config, job, layer, layer.areas[pack.scope.area]);
        write_hotspots(reserve(), job, plan, pack, found, again, statements);
        m_watch.lap("write", 0);
    }

    void write_hotspots(std::size_t slot, const Job& job, const PlannedOutput& plan, const ScopedList& scoped,
                        const Found& found, const LookedAgain& again, const std::vector<std::string>& statements)
    {
        const auto& list = scoped.list;
        auto product = info(job, plan, found);
        product.statements.insert(product.statements.end(), statements.begin(), statements.end());
        for (auto& sentence : again_statements(m_config, m_history, job)) {
            product.statements.push_back(std::move(sentence));
        }
        for (auto& sentence : change_statements(m_config, m_history)) {
            product.statements.push_back(std::move(sentence));
        }
        add_left_out(plan, list, m_products.left_out);
        auto layer = publish(list, m_data.layers, m_config.epsg, product, m_data.rules);
        const auto path = m_folder.path_for(plan.path);
        write_geojson(path, layer);
        write_styles(path, layer);
        WrittenOutput written;
        written.plan = plan;
        written.features = layer.features().size();
        written.level = layer.level();
        written.withheld = layer.withheld();
        written.dropped_small_area = list.dropped_small_area;
        written.dropped_few_incidents = list.dropped_few_incidents;
        written.dropped_few_places = list.dropped_few_places;
        note_detection(found.detection, list, written);
        if (again.chance) {
            written.significance = report_of(list, *again.chance);
        }
        written.sha256 = sha256_of_file(path);
        if (m_config.stability.enabled) {
            written.reruns = again.rerun.report;
        }
        m_products.written[slot] = std::move(written);
        if (m_config.output.map || m_config.output.briefing) {
            m_products.pages[map_page_path(plan)].push_back(
                map_page_layer(entry_of(job).rules, list, scoped.scope.searchable_km2, plan.area, layer));
        }
        const auto* const suffix = job.version == Version::count ? "_count" : "";
        auto& layers = plan.area.empty() ? m_products.layers : m_products.pack_layers[geopackage_path(plan)];
        layers.emplace_back(fmt::format("{}_{}{}_hotspots", plan.theme, plan.entry, suffix), std::move(layer));
    }

    /// W on the grid of the surfaces written next.
    void burn_inside(const Grid& grid)
    {
        if (!(m_inside.grid == grid)) {
            m_inside = Raster<std::uint8_t>(grid, std::uint8_t{0});
            burn(m_inside, m_data.study.shape, 1);
        }
    }

    void write_risk(const Job& job, const RiskMap& map, const Found& found)
    {
        burn_inside(map.tested.grid);
        for (const auto layer : {RiskLayer::log_ratio, RiskLayer::p_value}) {
            const auto plan = risk_output(m_config, job, layer);
            const auto product =
                publish(map, layer, m_inside, found.places.view(), m_config.epsg, info(job, plan, found), m_data.rules);
            auto written = write_raster(plan, m_folder.path_for(plan.path), product);
            written.chosen = map.chosen;
            written.why = map.why;
            m_products.written.push_back(std::move(written));
        }
    }

    [[nodiscard]] static WrittenOutput write_raster(const PlannedOutput& plan, const std::string& path,
                                                    const PublishableSurface& product)
    {
        write_cog(path, product);
        write_styles(path, product);
        WrittenOutput written;
        written.plan = plan;
        for (const float value : product.raster().values) {
            written.features += value != kNoData ? 1U : 0U;
        }
        written.withheld = product.withheld();
        written.sha256 = sha256_of_file(path);
        return written;
    }

    /// A surface on its way to disk, and its place in the order of outputs.
    struct PendingSurface {
        std::size_t slot = 0;
        std::future<WrittenOutput> written;
    };

    /// Writes a surface while the packs are cut from it: compressing it is most of a run on one thread, and
    /// neither needs the other. With one thread to use it waits until it is asked for.
    PendingSurface start_surface(const Job& job, const Surface& surface, const Found& found)
    {
        burn_inside(surface.raster.grid);
        const auto plan = surface_output(m_config, job);
        if (!corrects_edges(entry_of(job))) {
            check_mass(plan, surface, found);
        }
        PendingSurface pending;
        pending.slot = reserve();
        pending.written =
            std::async(m_options.threads == 1 ? std::launch::deferred : std::launch::async,
                       [this, plan, path = m_folder.path_for(plan.path), product_info = info(job, plan, found),
                        &surface, &found] { return write_surface(plan, path, product_info, surface, found); });
        return pending;
    }

    [[nodiscard]] WrittenOutput write_surface(const PlannedOutput& plan, const std::string& path,
                                              const ProductInfo& product_info, const Surface& surface,
                                              const Found& found) const
    {
        const auto product = publish(surface, m_inside, found.places.view(), m_config.epsg, product_info, m_data.rules);
        auto written = write_raster(plan, path, product);
        written.mass = surface.mass;
        written.weight = surface.weight;
        written.cell_rule = surface.cell_rule;
        written.chosen = surface.chosen;
        written.why = surface.why;
        return written;
    }

    /// How often each cell was hot in the re-runs.
    void write_hot_share(const Job& job, const Rerun& rerun, const Found& found)
    {
        const auto* surface = std::get_if<Surface>(&found.detection);
        HotShareMap map;
        map.share = *rerun.hot_share;
        map.reach_m = surface != nullptr ? surface->reach_m : map.share.grid.cell_m;
        map.words = rerun_words(rerun.report);
        burn_inside(map.share.grid);
        const auto plan = stability_output(m_config, job);
        const auto path = m_folder.path_for(plan.path);
        auto product_info = info(job, plan, found);
        for (auto& sentence : again_statements(m_config, {}, job)) {
            product_info.statements.push_back(std::move(sentence));
        }
        auto written = write_raster(
            plan, path, publish(map, m_inside, found.places.view(), m_config.epsg, product_info, m_data.rules));
        written.reruns = rerun.report;
        m_products.written[reserve()] = std::move(written);
    }

    /// The surface must hold the weight that went in, save what lies off the grid.
    void check_mass(const PlannedOutput& plan, const Surface& surface, const Found& found) const
    {
        constexpr double kTolerance = 0.01;
        const auto box = surface.raster.grid.extent().grown(-surface.reach_m);
        double inner = 0;
        double all = 0;
        for (std::size_t i = 0; i < found.places.x.size(); ++i) {
            all += found.places.weight[i];
            inner += box.contains({found.places.x[i], found.places.y[i]}) ? found.places.weight[i] : 0;
        }
        if (surface.mass < inner * (1 - kTolerance) || surface.mass > all * (1 + kTolerance)) {
            m_progress.warn(fmt::format("{}: the surface holds {:.6g} where {:.6g} went in; use a smaller cell_m or "
                                        "cell_rule = \"average\"",
                                        plan.path, surface.mass, all));
        }
    }

    const RunConfig& m_config;
    const RunOptions& m_options;
    const RunData& m_data;
    const History& m_history;
    Decisions& m_decisions;
    OutputFolder& m_folder;
    const Progress& m_progress;
    Stopwatch& m_watch;
    Detector m_detector;
    Raster<std::uint8_t> m_inside;                     ///< W on the last surface's grid
    std::vector<std::vector<double>> m_searchable_km2; ///< [layer][area], for layers with packs
    Products m_products;
};

} // namespace

Products make_products(const RunConfig& config, const RunOptions& options, const RunData& data, const History& history,
                       Decisions& decisions, OutputFolder& folder, const Progress& progress, Stopwatch& watch)
{
    return Maker(config, options, data, history, decisions, folder, progress, watch).make();
}

} // namespace harmspot
