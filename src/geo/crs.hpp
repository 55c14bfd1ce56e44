// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"
#include "harmspot/incidents.hpp"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace harmspot
{

inline constexpr int kWgs84 = 4326;
inline constexpr int kBritishNationalGrid = 27700;

/// Folders searched before PROJ's own for shift grids (OSTN15). Call before the first `Transformation`.
void set_proj_folders(const std::vector<std::string>& folders);

/// Whether PROJ finds the OSTN15 grid file.
[[nodiscard]] bool has_ostn15();

/// From one CRS to another by PROJ, x first (longitude, easting), network off, never a ballpark operation.
/// Not safe to share between threads: copy one for each. PROJ looks in its database for 20 ms or more to make
/// one, and for 1 ms to copy it.
class Transformation
{
public:
    /// \throws InputError when PROJ knows no operation between the two
    Transformation(int from_epsg, int to_epsg);
    Transformation(Transformation&&) noexcept;
    Transformation& operator=(Transformation&&) noexcept;
    ~Transformation();
    [[nodiscard]] Transformation copy() const;

    /// NaN, NaN for what cannot be transformed.
    [[nodiscard]] Point operator()(Point from) const;
    /// In place. What cannot be transformed becomes NaN.
    void apply(std::span<double> x, std::span<double> y) const;
    void apply(MultiPolygon& shape) const;

    /// Operation, accuracy and grid, as PROJ would use them at `at` (source coordinates).
    [[nodiscard]] CrsReport report(Point at) const;

    /// `area_of_use` of the CRS that this leads to, for less where it comes from WGS 84.
    [[nodiscard]] Box target_area() const;

private:
    struct Impl;
    explicit Transformation(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> m_impl;
};

/// Longitude/latitude or easting/northing box in which a CRS may be used, in its own units.
/// \throws InputError when `epsg` is unknown
[[nodiscard]] Box area_of_use(int epsg);

/// Whether `epsg` gives positions as longitude and latitude.
[[nodiscard]] bool is_geographic(int epsg);

/// Whether `epsg` is a projected CRS in metres, as analysis needs.
[[nodiscard]] bool is_projected_metres(int epsg);

} // namespace harmspot
