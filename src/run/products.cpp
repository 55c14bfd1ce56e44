// SPDX-License-Identifier: MIT
#include "run/products.hpp"

#include "geo/sha256.hpp"
#include "run/detect.hpp"
#include "run/found_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <future>
#include <optional>

namespace harmspot
{

namespace
{

/// What every product of the count version says: its properties have the names of the harm version's.
constexpr const char* kCountVersion =
    "Weighted by count: every incident weighs 1, so harm here is a number of incidents, as harm_unit says. The same id "
    "in the version weighted by harm is the same spot; its outline may differ.";

/// What every product of rates says. {0} = what rates are per, {1} = the file they came from
constexpr const char* kRates =
    "Tested as rates per {0}, taken from {1}: a hot place has more than its {0} explain, not "
    "the most. Whoever works, shops or goes out there but is not one of them is not counted.";

/// Makes the maps of one run, one job after the other; each job uses all the threads.
class Maker
{
public:
    Maker(const RunConfig& config, const RunOptions& options, const RunData& data, OutputFolder& folder,
          const Progress& progress, Stopwatch& watch)
        : m_config(config), m_options(options), m_data(data), m_folder(folder), m_progress(progress), m_watch(watch),
          m_detector(config, options, data, progress)
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

    [[nodiscard]] HotspotList hotspots(const Job& job, const Found& found, const Scope& scope)
    {
        HotspotContext context;
        context.places = &m_data.read.incidents.places;
        context.locations = &m_data.read.incidents.locations;
        context.layers = &m_data.layers;
        context.area_of_place = &m_data.area_of_place;
        context.theme = m_config.themes[job.theme].name;
        context.entry = entry_of(job).name;
        context.method = entry_of(job).method;
        context.epsg = m_data.read.incidents.epsg;
        context.threads = m_options.threads;
        context.locations_are_map_points = m_config.incidents.format == "police-uk";
        const auto& rules = entry_of(job).rules;
        if (const auto* surface = std::get_if<Surface>(&found.detection)) {
            return hotspots_from_surface(*surface, found.rows, rules, scope, context);
        }
        if (const auto* cells = std::get_if<SignificantCells>(&found.detection)) {
            return hotspots_from_cells(*cells, found.rows, rules, scope, context);
        }
        return hotspots_from_clusters(std::get<Clusters>(found.detection), found.places.place, found.rows, rules, scope,
                                      context);
    }

    [[nodiscard]] ProductInfo info(const Job& job, const PlannedOutput& plan, const Found& found) const
    {
        const auto& theme = m_config.themes[job.theme];
        const auto& totals = m_data.totals[job.theme];
        ProductInfo info;
        info.title = m_config.title;
        info.theme = theme.name;
        info.theme_title = theme.title;
        info.entry = plan.entry;
        info.method = plan.method;
        info.version = plan.version;
        info.harm_unit = job.version == Version::count ? "incidents" : m_data.table.unit;
        info.area_layer = plan.area_layer;
        info.area = plan.area;
        info.harm_equals_count = totals.harm_equals_count;
        if (!theme.proxy.empty()) {
            info.statements.push_back(theme.proxy);
        }
        if (job.version == Version::count) {
            info.statements.emplace_back(kCountVersion);
        }
        if (const auto* surface = std::get_if<Surface>(&found.detection); surface != nullptr && !surface->why.empty()) {
            info.statements.push_back(surface->why);
        }
        if (const auto* cells = std::get_if<SignificantCells>(&found.detection); cells != nullptr) {
            if (!cells->why.empty()) {
                info.statements.push_back(cells->why);
            }
            if (!cells->at_risk.empty()) {
                info.at_risk_unit = m_data.denominator->unit;
                info.statements.push_back(fmt::format(kRates, m_data.denominator->unit, m_data.denominator->path));
            }
        }
        return info;
    }

    void run_job(const Job& job)
    {
        const auto found = detect(job, std::nullopt);
        Scope whole;
        whole.shape = &m_data.study.shape;
        whole.searchable_km2 = m_data.searchable_km2;
        const auto list = hotspots(job, found, whole);
        m_watch.lap("hotspots", list.hotspots.size());
        const auto plan = hotspots_output(m_config, job);
        write_hotspots(job, plan, list, found, {});
        m_products.lines.push_back(found_line(m_config, m_data, job, list, found.detection));
        std::optional<PendingSurface> pending;
        if (const auto* surface = std::get_if<Surface>(&found.detection);
            surface != nullptr && m_config.output.surfaces) {
            pending = start_surface(job, *surface, found);
        }
        m_watch.lap("write", list.hotspots.size());
        for (std::size_t layer = 0; layer < m_data.layers.size(); ++layer) {
            if (m_data.layers[layer].pack) {
                run_packs(job, layer, found);
            }
        }
        if (pending) {
            m_products.written[pending->slot] = pending->written.get();
            m_watch.lap("write", 0);
        }
    }

    void run_packs(const Job& job, std::size_t layer, const Found& found)
    {
        const auto& areas = m_data.layers[layer].areas;
        for (std::uint16_t area = 0; area < areas.size(); ++area) {
            m_progress.at("Packs", static_cast<double>(area) / static_cast<double>(areas.size()));
            Scope scope;
            scope.shape = &areas[area].shape;
            scope.searchable_km2 = m_searchable_km2[layer][area];
            scope.layer = layer;
            scope.area = area;
            const auto plan = pack_output(m_config, job, m_data.layers[layer], areas[area]);
            if (m_data.layers[layer].isolate) {
                const auto alone = detect(job, AreaRef{layer, area});
                const auto list = hotspots(job, alone, scope);
                m_watch.lap("hotspots", list.hotspots.size());
                write_hotspots(
                    job, plan, list, alone,
                    {"Computed from this area's own incidents alone: density near its edge is understated."});
            } else {
                const auto list = hotspots(job, found, scope);
                m_watch.lap("hotspots", list.hotspots.size());
                write_hotspots(job, plan, list, found, {});
            }
            m_watch.lap("write", 0);
        }
    }

    void write_hotspots(const Job& job, const PlannedOutput& plan, const HotspotList& list, const Found& found,
                        const std::vector<std::string>& statements)
    {
        auto product = info(job, plan, found);
        product.statements.insert(product.statements.end(), statements.begin(), statements.end());
        auto layer = publish(list, m_data.layers, m_config.epsg, product, m_data.rules);
        const auto path = m_folder.path_for(plan.path);
        write_geojson(path, layer);
        WrittenOutput written;
        written.plan = plan;
        written.features = layer.features().size();
        written.level = layer.level();
        written.withheld = layer.withheld();
        written.dropped_small_area = list.dropped_small_area;
        written.dropped_few_incidents = list.dropped_few_incidents;
        written.dropped_few_places = list.dropped_few_places;
        if (const auto* surface = std::get_if<Surface>(&found.detection)) {
            written.level_unit = surface->unit;
            written.chosen = surface->chosen;
            written.bandwidth_curve = surface->bandwidth_curve;
            written.why = surface->why;
        } else if (const auto* clusters = std::get_if<Clusters>(&found.detection)) {
            written.chosen = clusters->chosen;
            written.k_distance_m = clusters->k_distance_m;
        } else if (const auto* cells = std::get_if<SignificantCells>(&found.detection)) {
            written.chosen = cells->chosen;
            written.whole_map = cells->whole_map;
            written.why = cells->why;
        }
        written.sha256 = sha256_of_file(path);
        m_products.written.push_back(std::move(written));
        if (plan.area.empty() && m_config.output.geopackage) {
            const auto suffix = job.version == Version::count ? "_count" : "";
            m_products.layers.emplace_back(fmt::format("{}_{}{}_hotspots", plan.theme, plan.entry, suffix),
                                           std::move(layer));
        }
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
        if (!(m_inside.grid == surface.raster.grid)) {
            m_inside = Raster<std::uint8_t>(surface.raster.grid, std::uint8_t{0});
            burn(m_inside, m_data.study.shape, 1);
        }
        const auto plan = surface_output(m_config, job);
        if (!corrects_edges(entry_of(job))) {
            check_mass(plan, surface, found);
        }
        PendingSurface pending;
        pending.slot = m_products.written.size();
        m_products.written.emplace_back();
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
        write_cog(path, product);
        WrittenOutput written;
        written.plan = plan;
        for (const float value : product.raster().values) {
            written.features += value != kNoData ? 1U : 0U;
        }
        written.withheld = product.withheld();
        written.mass = surface.mass;
        written.weight = surface.weight;
        written.cell_rule = surface.cell_rule;
        written.chosen = surface.chosen;
        written.why = surface.why;
        written.sha256 = sha256_of_file(path);
        return written;
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
    OutputFolder& m_folder;
    const Progress& m_progress;
    Stopwatch& m_watch;
    Detector m_detector;
    Raster<std::uint8_t> m_inside;                     ///< W on the last surface's grid
    std::vector<std::vector<double>> m_searchable_km2; ///< [layer][area], for layers with packs
    Products m_products;
};

} // namespace

Products make_products(const RunConfig& config, const RunOptions& options, const RunData& data, OutputFolder& folder,
                       const Progress& progress, Stopwatch& watch)
{
    return Maker(config, options, data, folder, progress, watch).make();
}

} // namespace harmspot
