// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/method.hpp"

namespace harmspot
{

enum class Kernel : std::uint8_t { quartic, epanechnikov, triweight, uniform, cone, gaussian };
/// As in the config.
[[nodiscard]] std::string_view kernel_text(Kernel kernel);
/// The kernel of that name; none for any other text.
[[nodiscard]] std::optional<Kernel> kernel_named(std::string_view text);
/// Their names, in the order in which people should meet them.
[[nodiscard]] std::vector<std::string> kernel_names();

/// What is done about bumps that reach over the border of the study area W.
///
/// - none: incidents outside W, within reach, add to the density inside.
/// - uniform: the density at x over e(x), the share of a bump at x that falls inside W. True to a constant
///   intensity, but the mass is not that of the incidents (Diggle 1985).
/// - mass: each incident over e at its own place, so that all of its weight stays in W (Jones 1993).
///
/// With a correction only incidents inside W count, and W is the cells whose centres lie in it.
enum class EdgeCorrection : std::uint8_t { none, uniform, mass };

/// Fixed-bandwidth kernel density.
struct KdeParams {
    Kernel kernel = Kernel::quartic;
    double bandwidth_m = 300; ///< radius at which the kernel reaches 0; gaussian: standard deviation
    double cell_m = 25;
    /// Mean of 4 × 4 sub-cell centres in place of the cell's centre; itself the default below h = 4 cells.
    std::optional<bool> average{};
    EdgeCorrection edge = EdgeCorrection::none;
    bool direct = false; ///< the plain sum over pairs: the reference, slow

    /// Beyond this the kernel counts as 0: h, and for the Gaussian 8 σ. The fast Gaussian may count as 0 from
    /// 7.25 σ on; every cell is within 1e-9 of the untruncated sum's greatest value over the plane.
    [[nodiscard]] double reach_m() const;
    [[nodiscard]] bool averages() const;
};

/// Kernel value at distance `d_m`, per square metre, for unit weight.
///
/// With u = d/h < 1, times h⁻²: quartic (3/π)(1 − u²)²; epanechnikov (2/π)(1 − u²); triweight (4/π)(1 − u²)³;
/// uniform 1/π; cone (3/π)(1 − u). gaussian: exp(−u²/2)/(2πh²). All integrate to 1 over the plane.
[[nodiscard]] double kernel_per_m2(Kernel kernel, double bandwidth_m, double d_m);

/// Σ w_i h⁻² K((x − x_i)/h) on `grid`, in weight per km².
///
/// Rosenblatt 1956; Parzen 1962; kernels as in Silverman 1986, eq. 4.3 to 4.5. Cells farther than
/// `params.reach_m()` from every place are exactly 0; no cell is negative. The result does not depend on
/// the number of threads; paths agree within 1e-9 relative plus 1e-12 of the local scale (Gaussian: 1e-9 of
/// the greatest value over the plane).
/// \throws ConfigError for a bandwidth or weight that is not finite, or not positive
[[nodiscard]] Raster<double> kernel_density(const PlacesView& places, const Grid& grid, const KdeParams& params,
                                            const MethodContext& context);

/// The same with its bandwidth, reach, cell rule, mass and weight told: what `method = "kde"` gives.
/// `mass` equals `weight` up to what falls outside the grid (and the Gaussian's cut-off).
/// With an edge correction W is burnt by `context.burn_study_area`, everywhere when that is empty, and places
/// outside W are the caller's to leave out.
/// \throws ConfigError as above
[[nodiscard]] Surface kernel_surface(const PlacesView& places, const Grid& grid, const KdeParams& params,
                                     const MethodContext& context);

} // namespace harmspot
