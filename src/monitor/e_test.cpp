// SPDX-License-Identifier: MIT
#include "harmspot/change.hpp"

#include <boost/math/distributions/poisson.hpp>

#include <algorithm>
#include <cmath>

namespace harmspot
{

namespace
{

/// Two counts and what each is of.
struct Exposures {
    double first = 1;
    double second = 1;

    [[nodiscard]] double statistic(double x1, double x2) const
    {
        const double variance = x1 / (first * first) + x2 / (second * second);
        return variance > 0 ? (x1 / first - x2 / second) / std::sqrt(variance) : 0;
    }
};

/// The counts that a Poisson variable takes but for a probability far under what a p-value is read to.
class Range
{
public:
    explicit Range(double mean) : m_distribution(mean)
    {
        constexpr double kDeviations = 9;
        const double reach = kDeviations * std::sqrt(mean) + kDeviations * kDeviations;
        m_first = static_cast<std::int64_t>(std::max(0.0, std::floor(mean - reach)));
        m_last = static_cast<std::int64_t>(std::ceil(mean + reach));
    }
    [[nodiscard]] std::int64_t first() const { return m_first; }
    [[nodiscard]] std::int64_t last() const { return m_last; }
    [[nodiscard]] double probability(std::int64_t x) const
    {
        return boost::math::pdf(m_distribution, static_cast<double>(x));
    }
    /// P(X <= x)
    [[nodiscard]] double up_to(std::int64_t x) const
    {
        return x < 0 ? 0 : boost::math::cdf(m_distribution, static_cast<double>(x));
    }
    /// P(X >= x)
    [[nodiscard]] double from(std::int64_t x) const
    {
        return x <= 0 ? 1 : boost::math::cdf(boost::math::complement(m_distribution, static_cast<double>(x - 1)));
    }

private:
    boost::math::poisson_distribution<double> m_distribution;
    std::int64_t m_first = 0;
    std::int64_t m_last = 0;
};

/// The first x2 of [first, last + 1] for which `holds`, which once true stays true.
template <class Holds>
std::int64_t first_where(std::int64_t first, std::int64_t last, const Holds& holds)
{
    std::int64_t end = last + 1;
    while (first < end) {
        const auto middle = first + (end - first) / 2;
        if (holds(middle)) {
            end = middle;
        } else {
            first = middle + 1;
        }
    }
    return first;
}

} // namespace

double poisson_e_test(std::uint64_t count_1, std::uint64_t count_2, double exposure_1, double exposure_2)
{
    if (count_1 + count_2 == 0) {
        return 1;
    }
    // Counts that are as extreme must not be lost to rounding.
    constexpr double kTie = 1e-12;
    const Exposures exposures{exposure_1, exposure_2};
    const double seen = std::abs(exposures.statistic(static_cast<double>(count_1), static_cast<double>(count_2)));
    const double least = seen - kTie * std::max(1.0, seen);
    if (least <= 0) {
        return 1;
    }
    const double rate = static_cast<double>(count_1 + count_2) / (exposure_1 + exposure_2);
    const Range first(rate * exposure_1);
    const Range second(rate * exposure_2);
    double p = 0;
    for (auto x1 = first.first(); x1 <= first.last(); ++x1) {
        // For one x1 the statistic falls as x2 grows: extreme are the low x2 and the high ones.
        const auto statistic = [&](std::int64_t x2) {
            return exposures.statistic(static_cast<double>(x1), static_cast<double>(x2));
        };
        const auto low_end = first_where(0, second.last(), [&](std::int64_t x2) { return statistic(x2) < least; });
        const auto high = first_where(low_end, second.last(), [&](std::int64_t x2) { return statistic(x2) <= -least; });
        p += first.probability(x1) * (second.up_to(low_end - 1) + second.from(high));
    }
    return std::min(1.0, p);
}

Change compare_counts(std::uint64_t count, std::uint64_t earlier, double exposure, double earlier_exposure)
{
    if (count + earlier < kTooFewToCompare) {
        return Change::too_few;
    }
    if (poisson_e_test(count, earlier, exposure, earlier_exposure) > kChangeP) {
        return Change::unclear;
    }
    return static_cast<double>(count) / exposure > static_cast<double>(earlier) / earlier_exposure ? Change::up
                                                                                                   : Change::down;
}

std::string_view change_text(Change change)
{
    switch (change) {
    case Change::up:
        return "up";
    case Change::down:
        return "down";
    case Change::unclear:
        return "no clear change";
    case Change::too_few:
        break;
    }
    return "too few to say";
}

} // namespace harmspot
