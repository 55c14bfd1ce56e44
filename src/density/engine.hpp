// SPDX-License-Identifier: MIT
#pragma once

#include "density/tile.hpp"
#include "harmspot/kde.hpp"
#include "harmspot/parallel.hpp"

#include <atomic>

namespace harmspot::density
{

/// Bandwidths narrower than this many cells are averaged over the cell where nothing else is asked for.
inline constexpr double kAverageBelowCells = 4;
inline constexpr double kLeastBandwidthM = 1e-6;
inline constexpr double kMostBandwidthM = 1e9;

/// Tells the caller how far a method's tasks are, and lets it stop them. Tasks may end on any thread.
class TaskProgress
{
public:
    TaskProgress(const Progress* progress, std::size_t tasks) : m_progress(progress), m_tasks(tasks) {}
    /// \throws Interrupted when the caller wants to stop
    void one_done()
    {
        const auto done = static_cast<double>(++m_done);
        if (m_progress != nullptr) {
            m_progress->at("density", done / static_cast<double>(m_tasks));
        }
    }

private:
    const Progress* m_progress;
    std::size_t m_tasks;
    std::atomic<std::size_t> m_done{0};
};

/// `parallel_for` that tells how far it is and lets the caller stop it. \param progress may be null
/// \throws Interrupted when the caller wants to stop
template <class Body>
void parallel_told(unsigned threads, const Progress* progress, std::size_t count, const Body& body)
{
    TaskProgress told(progress, count);
    parallel_for(threads, count, [&](std::size_t i) {
        body(i);
        told.one_done();
    });
}

template <class Body>
void parallel_told(const MethodContext& context, std::size_t count, const Body& body)
{
    parallel_told(context.threads, context.progress, count, body);
}

/// \throws ConfigError for a weight that is not finite or negative, or a position that is not finite, naming the place
void require_places(const PlacesView& places);

/// The cells of the study area W: all of the grid where the context does not tell.
[[nodiscard]] Raster<std::uint8_t> study_area_on(const Grid& grid, const MethodContext& context);

/// The sum of a raster's cells, in one order on any number of threads.
[[nodiscard]] double sum_of_cells(const Raster<double>& raster, unsigned threads);

/// One sample at the centre, or the centres of 4 × 4 sub-cells.
[[nodiscard]] CellSamples cell_samples(bool average);

/// What the unit-peak sum Σ w k(u), k(0) = 1, is multiplied by to become weight per km².
[[nodiscard]] double peak_per_km2(const KdeParams& params);

/// The plain sum over every pair of cell and place, in place order: the reference.
void direct_density(const PlacesView& places, const KdeParams& params, const MethodContext& context,
                    Raster<double>& raster);

/// The same sum by tiles. All kernels but the Gaussian: |error| <= 1e-9 of the value + 1e-12 of the peak of all weight
/// within six bandwidths. Gaussian: |error| <= 1e-9 of the greatest value of the untruncated sum over the plane.
/// Same bytes whatever the number of threads.
void tiled_density(const PlacesView& places, const KdeParams& params, const MethodContext& context,
                   Raster<double>& raster);

/// Whether `lattice_density` will be faster than adding place by place; never where cells are too wide for it.
[[nodiscard]] bool lattice_is_cheaper(const PlacesView& places, const KdeParams& params, const Grid& grid);

/// The Gaussian by a lattice: see gaussian_lattice.hpp for the way and its error.
void lattice_density(const PlacesView& places, const KdeParams& params, const MethodContext& context,
                     const TileLoops& loops, Raster<double>& raster);

} // namespace harmspot::density
