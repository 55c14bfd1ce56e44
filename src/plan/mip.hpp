// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace harmspot::plan
{

/// A mixed-integer program for COIN-OR CBC (Forrest & Lougee-Heimer 2005). Values in, values out; says nothing.
class Mip
{
public:
    using Terms = std::vector<std::pair<int, double>>; ///< column and factor

    /// A column between `least` and `most` with a price in the objective, which is least.
    int add_column(double least, double most, double price, bool whole);
    /// least ≤ Σ factor × column ≤ most; infinities for none.
    void add_row(const Terms& terms, double least, double most);

    struct Result {
        bool found = false;  ///< whether `value` holds an answer
        bool proven = false; ///< it is the best, or (when not found) there is none
        double objective = 0;
        double bound = 0;          ///< no answer is under it
        std::vector<double> value; ///< per column
        std::uint64_t nodes = 0;
        std::uint64_t iterations = 0;
    };
    /// Stops by nodes or gap, never by the clock; one thread.
    [[nodiscard]] Result solve(std::uint64_t most_nodes, double gap) const;

    [[nodiscard]] std::size_t columns() const { return m_price.size(); }

private:
    bool m_impossible = false; ///< a row without terms that cannot hold
    std::vector<double> m_least;
    std::vector<double> m_most;
    std::vector<double> m_price;
    std::vector<bool> m_whole;
    std::vector<int> m_row_start{0};
    std::vector<int> m_column;
    std::vector<double> m_factor;
    std::vector<double> m_row_least;
    std::vector<double> m_row_most;
};

} // namespace harmspot::plan
