// SPDX-License-Identifier: MIT
#include "geo/orientation.hpp"

#include <array>
#include <cmath>
#include <cstddef>

namespace harmspot
{

namespace
{

/// A sum of doubles without rounding: components that do not overlap, smallest first.
class ExactSum
{
public:
    void add(double value)
    {
        for (std::size_t i = 0; i < m_size; ++i) {
            const double sum = value + m_parts[i];
            const double shift = sum - value;
            m_parts[i] = (value - (sum - shift)) + (m_parts[i] - shift);
            value = sum;
        }
        m_parts[m_size++] = value;
    }
    void add_product(double a, double b)
    {
        const double product = a * b;
        add(std::fma(a, b, -product));
        add(product);
    }
    [[nodiscard]] int sign() const
    {
        for (std::size_t i = m_size; i-- > 0;) {
            if (m_parts[i] != 0) {
                return m_parts[i] > 0 ? 1 : -1;
            }
        }
        return 0;
    }

private:
    static constexpr std::size_t kMost = 12; // six products of two parts each
    std::array<double, kMost> m_parts{};
    std::size_t m_size = 0;
};

int exact_orientation(Point a, Point b, Point p)
{
    ExactSum sum;
    sum.add_product(b.x, p.y);
    sum.add_product(-b.x, a.y);
    sum.add_product(-a.x, p.y);
    sum.add_product(-p.x, b.y);
    sum.add_product(p.x, a.y);
    sum.add_product(a.x, b.y);
    return sum.sign();
}

} // namespace

int orientation(Point a, Point b, Point p)
{
    const double left = (b.x - a.x) * (p.y - a.y);
    const double right = (p.x - a.x) * (b.y - a.y);
    const double turn = left - right;
    constexpr double kEpsilon = 0x1p-53;
    constexpr double kErrorBound = (3 + 16 * kEpsilon) * kEpsilon; // Shewchuk's ccwerrboundA
    if (std::abs(turn) > kErrorBound * (std::abs(left) + std::abs(right))) {
        return turn > 0 ? 1 : -1;
    }
    return exact_orientation(a, b, p);
}

} // namespace harmspot
