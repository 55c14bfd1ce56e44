// SPDX-License-Identifier: MIT
#include "plan/mip.hpp"

#include <coin/Cbc_C_Interface.h>

#include <algorithm>
#include <limits>
#include <string>

#if defined(__SANITIZE_ADDRESS__)
/// COIN-OR's presolve (CoinUtils 2.11) loses a block now and then; what leaks here is not ours to free.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions()
{
    return "leak:libCoinUtils\n";
}
#endif

namespace harmspot::plan
{

int Mip::add_column(double least, double most, double price, bool whole)
{
    m_least.push_back(least);
    m_most.push_back(most);
    m_price.push_back(price);
    m_whole.push_back(whole);
    return static_cast<int>(m_price.size()) - 1;
}

void Mip::add_row(const Terms& terms, double least, double most)
{
    if (terms.empty()) { // CBC cannot take a row of nothing
        m_impossible = m_impossible || least > 0 || most < 0;
        return;
    }
    for (const auto& [column, factor] : terms) {
        m_column.push_back(column);
        m_factor.push_back(factor);
    }
    m_row_start.push_back(static_cast<int>(m_column.size()));
    m_row_least.push_back(least);
    m_row_most.push_back(most);
}

Mip::Result Mip::solve(std::uint64_t most_nodes, double gap) const
{
    if (m_impossible) {
        Result none;
        none.proven = true;
        none.bound = std::numeric_limits<double>::infinity();
        return none;
    }
    const auto columns = static_cast<int>(m_price.size());
    const auto rows = static_cast<int>(m_row_least.size());
    // CBC reads by column.
    std::vector<int> start(m_price.size() + 1, 0);
    for (const int column : m_column) {
        ++start[static_cast<std::size_t>(column) + 1];
    }
    for (std::size_t column = 0; column < m_price.size(); ++column) {
        start[column + 1] += start[column];
    }
    std::vector<int> row(m_column.size());
    std::vector<double> factor(m_column.size());
    auto next = start;
    for (int r = 0; r < rows; ++r) {
        for (int k = m_row_start[static_cast<std::size_t>(r)]; k < m_row_start[static_cast<std::size_t>(r) + 1]; ++k) {
            const auto at =
                static_cast<std::size_t>(next[static_cast<std::size_t>(m_column[static_cast<std::size_t>(k)])]++);
            row[at] = r;
            factor[at] = m_factor[static_cast<std::size_t>(k)];
        }
    }
    const std::unique_ptr<Cbc_Model, void (*)(Cbc_Model*)> owner(Cbc_newModel(), Cbc_deleteModel);
    auto* const model = owner.get();
    Cbc_setParameter(model, "log", "0");
    Cbc_setParameter(model, "slog", "0");
    Cbc_setParameter(model, "threads", "0");
    Cbc_setParameter(model, "maxNodes", std::to_string(std::min<std::uint64_t>(most_nodes, 2'000'000'000)).c_str());
    Cbc_setParameter(model, "ratioGap", std::to_string(gap).c_str());
    Cbc_setParameter(model, "allowableGap", "1e-10");
    Cbc_loadProblem(model, columns, rows, start.data(), row.data(), factor.data(), m_least.data(), m_most.data(),
                    m_price.data(), m_row_least.data(), m_row_most.data());
    for (int column = 0; column < columns; ++column) {
        if (m_whole[static_cast<std::size_t>(column)]) {
            Cbc_setInteger(model, column);
        }
    }
    Cbc_setObjSense(model, 1);
    Cbc_solve(model);
    Result result;
    const bool none = Cbc_isProvenInfeasible(model) != 0;
    const double* value = none ? nullptr : Cbc_bestSolution(model);
    result.found = value != nullptr;
    if (result.found) {
        result.value.assign(value, value + columns);
        result.objective = Cbc_getObjValue(model);
    }
    result.proven = none || Cbc_isProvenOptimal(model) != 0;
    result.bound = result.proven ? (result.found ? result.objective : std::numeric_limits<double>::infinity())
                                 : Cbc_getBestPossibleObjValue(model);
    result.nodes = static_cast<std::uint64_t>(std::max(0, Cbc_getNodeCount(model)));
    result.iterations = static_cast<std::uint64_t>(std::max(0, Cbc_getIterationCount(model)));
    return result;
}

} // namespace harmspot::plan
