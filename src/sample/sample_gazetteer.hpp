// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace harmspot::sample
{

/// A place where people live, with a rough centre and reach from general knowledge.
struct Settlement {
    std::string_view name;
    std::string_view authority;
    std::int32_t easting = 0; ///< British National Grid, metres
    std::int32_t northing = 0;
    std::int32_t reach_m = 0; ///< most streets lie within this of the centre, along each axis
    double weight = 0; ///< share of incidents, in any unit: roughly thousands of people times how much happens there
    bool countryside = false; ///< scattered farms and hamlets rather than streets
};

/// Towns, suburbs, villages and stretches of countryside of the force, and one town just outside.
[[nodiscard]] std::span<const Settlement> settlements();

/// Where people drink at the weekend; the name is that of a settlement.
struct NightCentre {
    std::string_view settlement;
    std::int32_t easting = 0;
    std::int32_t northing = 0;
    double weight = 0;
};
[[nodiscard]] std::span<const NightCentre> night_centres();

/// The coordinate that officers leave in when a crime is recorded at the custody desk.
inline constexpr std::int32_t kCustodyEasting = 431600;
inline constexpr std::int32_t kCustodyNorthing = 569300;

/// A hotspot put into the data on purpose.
struct PlantedHotspot {
    std::string_view theme; ///< as in configs/force_export.toml
    std::string_view name;
    std::string_view settlement;
    std::string_view command;
    std::int32_t easting = 0; ///< centre, British National Grid, metres
    std::int32_t northing = 0;
    std::int32_t radius_m = 0;
    double weight = 0; ///< share of its theme's planted incidents, in any unit
};

inline constexpr std::size_t kPlantedHotspots = 18;
/// Six a theme, two of them in each command; themes together.
[[nodiscard]] const std::array<PlantedHotspot, kPlantedHotspots>& planted_hotspots();

} // namespace harmspot::sample
