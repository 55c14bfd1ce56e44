// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/grid.hpp"
#include "harmspot/hotspot.hpp"
#include "harmspot/method.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

// Would the hotspots be found again? Re-runs differ from the run in one thing at a time; what is counted is in how
// many of them each hotspot comes back.
namespace harmspot
{

/// Incidents of one map, as a bootstrap draws them. Put in order of (place, weight), so that neither draws nor sums
/// depend on the order of rows in files.
class DrawnIncidents
{
public:
    /// Incident i lies on place `place[i]` of `places` and weighs `weight[i]`.
    DrawnIncidents(std::span<const std::uint32_t> place, std::span<const double> weight, std::size_t places);

    /// What one draw lays on each place.
    struct Draw {
        std::vector<std::uint32_t> incidents; ///< per place; 0 where none was drawn
        std::vector<double> weight;           ///< sum of their weights
    };
    /// A bootstrap sample (Efron 1979): as many incidents as there are, each drawn from all of them. Depends on
    /// nothing but the incidents, the seed and the draw's number.
    [[nodiscard]] Draw draw(std::uint64_t seed, std::uint32_t number) const;

    [[nodiscard]] std::size_t size() const noexcept { return m_place.size(); }

private:
    std::vector<std::uint32_t> m_place;
    std::vector<double> m_weight;
    std::size_t m_places;
};

/// A surface where it is above 0.
struct CellValues {
    const Grid* grid = nullptr;
    std::span<const std::uint32_t> cell; ///< numbers of cells of the grid, ascending
    std::span<const double> value;
};

/// A scope's hotspots, to be looked for in re-runs. All referred to.
struct WatchedScope {
    const MultiPolygon* shape = nullptr;
    double searchable_km2 = 0;
    std::vector<const MultiPolygon*> spots;
};

/// What one re-run found again.
struct Sighting {
    std::vector<std::vector<std::uint8_t>> found; ///< [scope][spot]: 1 when found again
    std::vector<std::uint32_t> hot;               ///< cells that were hot in the first scope, ascending
};

/// A hotspot is found again when at least this share of its area is hot.
inline constexpr double kFoundAgainShare = 0.5;

/// Looks for hotspots in the surfaces of re-runs.
///
/// A cell is hot in a scope when its centre lies in it and its value reaches the scope's level; the level is set by
/// the same rule as the run's, over the re-run's own cells: for `area_share` the highest ones that cover at most
/// that share of S (of cells that tie at the level none, when all would be too many); for `mass_share` the fewest
/// highest ones that hold that share of the scope's mass. A hotspot is found again when hot cells cover at least
/// `kFoundAgainShare` of what it covers, cells that its outline crosses counted by the share of them inside it.
/// Rules on incidents, places and least area are not asked again: they are about the hotspot, not about the re-run.
class HotspotWatch
{
public:
    /// For surfaces on `grid`. `scopes` and their shapes must outlive this.
    HotspotWatch(std::span<const WatchedScope> scopes, const CutRule& cut, const Grid& grid);

    /// Which of a surface's values belong to which scope and hotspot: the same for all surfaces with those cells.
    class Seats
    {
        friend class HotspotWatch;
        struct Covered {
            std::uint32_t at; ///< into the values
            double share;
        };
        struct Spot {
            std::vector<Covered> cells;
            double cells_wanted = 0; ///< hot ones, for the hotspot to be found again
        };
        struct OneScope {
            std::vector<std::uint32_t> inside; ///< into the values
            std::vector<Spot> spots;
        };
        std::vector<OneScope> m_scopes;
    };
    [[nodiscard]] Seats seats(std::span<const std::uint32_t> cells) const;

    /// \pre `seats` are those of `surface.cell`
    [[nodiscard]] Sighting look(const CellValues& surface, const Seats& seats) const;

private:
    struct Footprint {
        std::vector<std::pair<std::uint32_t, double>> cells; ///< number, and the share of it that is covered
        double covered = 0;
    };
    struct OneScope {
        Raster<std::uint8_t> inside; ///< on the part of the grid round the scope
        std::size_t first_row = 0;   ///< of that part in the grid
        std::size_t first_col = 0;
        double budget_cells = 0; ///< for `area_share`
        std::vector<Footprint> spots;
    };

    [[nodiscard]] Footprint footprint(const MultiPolygon& shape) const;
    [[nodiscard]] bool is_inside(const OneScope& scope, std::uint32_t cell) const;

    CutRule m_cut;
    Grid m_grid;
    std::vector<OneScope> m_scopes;
};

/// The least value that is hot among `values`, those of a scope's cells (put into another order); none when none is.
///
/// \param budget_cells how many may be hot, for `area_share`
[[nodiscard]] std::optional<double> least_hot(std::vector<double>& values, const CutRule& cut, double budget_cells);

/// Which clusters of a run its re-run finds again: those for which one cluster of the re-run shares more than half of
/// the incidents that lie in either (Jaccard above 0.5; at or under it a cluster is dissolved, Hennig 2007).
///
/// \param before, after label of each place in the run and the re-run; negative = in no cluster
/// \param incidents how many of the re-run's incidents lie on each place
/// \return per cluster of the run, 1 when found; one without any incident in the re-run is not
[[nodiscard]] std::vector<std::uint8_t> clusters_found(std::span<const std::int32_t> before, std::int32_t clusters,
                                                       std::span<const std::int32_t> after,
                                                       std::span<const std::uint32_t> incidents);

/// Per cell the share of re-runs in which it was hot, each factor counted alike however many re-runs it had.
class HotShare
{
public:
    explicit HotShare(const Grid& grid);
    /// The cells of one re-run on `of`, which may be another grid: a cell is hot where its centre lies in a hot one.
    void add(const Grid& of, std::span<const std::uint32_t> hot);
    /// Ends the re-runs of a factor; without any this does nothing.
    void end_factor();
    /// 0 where never hot.
    [[nodiscard]] Raster<double> take();

private:
    Raster<std::uint16_t> m_hits;
    Raster<double> m_share;
    std::uint32_t m_runs = 0;
    std::uint32_t m_factors = 0;
};

} // namespace harmspot
