// SPDX-License-Identifier: MIT
#include "run/offences.hpp"

#include <algorithm>

namespace harmspot
{

OffenceColumn offence_column(const Incidents& incidents)
{
    const bool by_code = incidents.offences.size() <= 1;
    return {by_code, by_code ? incidents.code : incidents.offence, by_code ? incidents.codes : incidents.offences};
}

std::vector<std::uint32_t> commonest_first(const std::vector<std::uint64_t>& rows, std::uint64_t fewest)
{
    std::vector<std::uint32_t> order;
    for (std::uint32_t number = 0; number < rows.size(); ++number) {
        if (rows[number] >= fewest) {
            order.push_back(number);
        }
    }
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return rows[a] > rows[b]; });
    return order;
}

std::string first_named(const std::vector<std::uint32_t>& order, const std::function<std::string(std::uint32_t)>& name)
{
    std::string list;
    for (std::size_t i = 0; i < std::min(kMostNamed, order.size()); ++i) {
        list += (i == 0 ? "" : ", ") + name(order[i]);
    }
    return list;
}

} // namespace harmspot
