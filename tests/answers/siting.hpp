// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

// Published answers on San Francisco's 205 tracts and 16 stores: pysal/spopt, notebooks/facloc-real-world.ipynb,
// weights POP2000, network distances in metres. The optima of OR-Library stand beside its instances and are read from
// there.
namespace answers::san_francisco
{

inline constexpr double kReachM = 5000;
inline constexpr std::size_t kSetCoverSites = 8;
inline constexpr std::size_t kSites = 4; ///< of the other three models
inline constexpr double kCovered = 875247;
inline constexpr double kPeople = 955113;
inline constexpr double kMedianTotal = 2848268129.7145104;
inline constexpr double kCentreM = 7403.063810849859;
inline const std::vector<std::string> kCoverStores{"Store_11", "Store_12", "Store_15", "Store_2"}; ///< and of p_median
inline const std::vector<std::string> kCentreStores{"Store_11", "Store_13", "Store_15", "Store_7"};

} // namespace answers::san_francisco
