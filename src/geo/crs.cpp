// SPDX-License-Identifier: MIT
#include "geo/crs.hpp"

#include "harmspot/error.hpp"

#include <fmt/format.h>
#include <proj.h>

#include <cmath>
#include <filesystem>
#include <limits>
#include <mutex>
#include <sstream>

namespace harmspot
{

namespace
{

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr Box kWorld{-180, -90, 180, 90}; ///< EPSG's area of use of WGS 84
constexpr const char* kOstn15File = "uk_os_OSTN15_NTv2_OSGBtoETRS.tif";

/// PROJ states 2 m for the seven-parameter shift, which is an average: of the 20 points that Ordnance Survey
/// publishes for testing, the worst is 4.94 m off.
constexpr double kWithoutOstn15M = 5;

struct DestroyContext {
    void operator()(PJ_CONTEXT* context) const { proj_context_destroy(context); }
};
struct DestroyPj {
    void operator()(PJ* pj) const { proj_destroy(pj); }
};
using Context = std::unique_ptr<PJ_CONTEXT, DestroyContext>;
using Pj = std::unique_ptr<PJ, DestroyPj>;

std::mutex& folders_mutex()
{
    static std::mutex mutex;
    return mutex;
}

std::vector<std::string>& extra_folders()
{
    static std::vector<std::string> folders;
    return folders;
}

std::vector<std::string> search_folders()
{
    std::vector<std::string> all;
    {
        const std::lock_guard lock(folders_mutex());
        all = extra_folders();
    }
    // PROJ's own folders stay behind ours: without them proj.db is lost.
    std::istringstream own(proj_info().searchpath);
    for (std::string folder; std::getline(own, folder, ':');) {
        all.push_back(folder);
    }
    return all;
}

Context make_context()
{
    Context context(proj_context_create());
    if (!context) {
        throw Error("PROJ could not be started");
    }
    proj_log_level(context.get(), PJ_LOG_NONE);
    // With the network on but out of reach PROJ answers infinity in place of a position.
    proj_context_set_enable_network(context.get(), 0);
    const auto folders = search_folders();
    std::vector<const char*> raw;
    raw.reserve(folders.size());
    for (const auto& folder : folders) {
        raw.push_back(folder.c_str());
    }
    proj_context_set_search_paths(context.get(), static_cast<int>(raw.size()), raw.data());
    return context;
}

Pj make_crs(PJ_CONTEXT* context, int epsg)
{
    Pj crs(proj_create(context, fmt::format("EPSG:{}", epsg).c_str()));
    if (!crs) {
        throw InputError(fmt::format("EPSG:{} is not a coordinate reference system that PROJ knows", epsg));
    }
    return crs;
}

Pj make_operation(PJ_CONTEXT* context, int from_epsg, int to_epsg)
{
    const auto from = make_crs(context, from_epsg);
    const auto to = make_crs(context, to_epsg);
    const char* const options[] = {"ALLOW_BALLPARK=NO", nullptr};
    const Pj raw(proj_create_crs_to_crs_from_pj(context, from.get(), to.get(), nullptr, options));
    Pj ready(raw ? proj_normalize_for_visualization(context, raw.get()) : nullptr);
    if (!ready) {
        throw InputError(
            fmt::format("no trustworthy way from EPSG:{} to EPSG:{} is known to PROJ", from_epsg, to_epsg));
    }
    return ready;
}

} // namespace

void set_proj_folders(const std::vector<std::string>& folders)
{
    const std::lock_guard lock(folders_mutex());
    extra_folders() = folders;
}

bool has_ostn15()
{
    for (const auto& folder : search_folders()) {
        std::error_code ignored;
        if (std::filesystem::is_regular_file(std::filesystem::path(folder) / kOstn15File, ignored)) {
            return true;
        }
    }
    return false;
}

struct Transformation::Impl {
    Context context;
    Pj operation; ///< null when both CRS are one
    int from_epsg = 0;
    int to_epsg = 0;
};

Transformation::Transformation(int from_epsg, int to_epsg) : m_impl(std::make_unique<Impl>())
{
    m_impl->from_epsg = from_epsg;
    m_impl->to_epsg = to_epsg;
    if (from_epsg != to_epsg) {
        m_impl->context = make_context();
        m_impl->operation = make_operation(m_impl->context.get(), from_epsg, to_epsg);
    }
}

Transformation::Transformation(Transformation&&) noexcept = default;
Transformation& Transformation::operator=(Transformation&&) noexcept = default;
Transformation::~Transformation() = default;

Transformation::Transformation(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}

Transformation Transformation::copy() const
{
    auto impl = std::make_unique<Impl>();
    impl->from_epsg = m_impl->from_epsg;
    impl->to_epsg = m_impl->to_epsg;
    if (m_impl->operation) {
        impl->context = make_context();
        impl->operation.reset(proj_clone(impl->context.get(), m_impl->operation.get()));
        if (!impl->operation) {
            throw Error("PROJ could not copy an operation");
        }
    }
    return Transformation(std::move(impl));
}

Point Transformation::operator()(Point from) const
{
    apply({&from.x, 1}, {&from.y, 1});
    return from;
}

void Transformation::apply(std::span<double> x, std::span<double> y) const
{
    if (m_impl->operation) {
        proj_trans_generic(m_impl->operation.get(), PJ_FWD, x.data(), sizeof(double), x.size(), y.data(),
                           sizeof(double), y.size(), nullptr, 0, 0, nullptr, 0, 0);
    }
    for (std::size_t i = 0; i < x.size(); ++i) {
        if (!std::isfinite(x[i]) || !std::isfinite(y[i])) {
            x[i] = kNan;
            y[i] = kNan;
        }
    }
}

void Transformation::apply(MultiPolygon& shape) const
{
    const auto move = [this](Ring& ring) {
        for (auto& point : ring) {
            point = (*this)(point);
        }
    };
    for (auto& polygon : shape) {
        move(polygon.outer);
        for (auto& hole : polygon.holes) {
            move(hole);
        }
    }
}

CrsReport Transformation::report(Point at) const
{
    CrsReport report;
    report.source_epsg = m_impl->from_epsg;
    report.target_epsg = m_impl->to_epsg;
    if (!m_impl->operation) {
        report.operation = "none";
        return report;
    }
    static_cast<void>((*this)(at));
    const Pj used(proj_trans_get_last_used_operation(m_impl->operation.get()));
    if (!used) {
        throw InputError(fmt::format("PROJ has no operation from EPSG:{} to EPSG:{} at {}, {}", report.source_epsg,
                                     report.target_epsg, at.x, at.y));
    }
    const char* name = proj_get_name(used.get());
    const PJ_PROJ_INFO info = proj_pj_info(used.get());
    report.operation = name != nullptr && *name != '\0' ? name : info.description;
    report.accuracy_m = std::max(0.0, info.accuracy);
    report.grid_used = proj_coordoperation_get_grid_used_count(m_impl->context.get(), used.get()) > 0;
    const bool british = m_impl->from_epsg == kBritishNationalGrid || m_impl->to_epsg == kBritishNationalGrid;
    if (british && !report.grid_used) {
        report.accuracy_m = std::max(report.accuracy_m, kWithoutOstn15M);
    }
    return report;
}

Box area_of_use(int epsg)
{
    return epsg == kWgs84 ? kWorld : Transformation(kWgs84, epsg).target_area();
}

Box Transformation::target_area() const
{
    const int epsg = m_impl->to_epsg;
    if (epsg == kWgs84) {
        return kWorld;
    }
    if (m_impl->from_epsg != kWgs84) {
        return area_of_use(epsg);
    }
    PJ_CONTEXT* const context = m_impl->context.get();
    const auto crs = make_crs(context, epsg);
    Box box;
    const char* name = nullptr;
    if (proj_get_area_of_use(context, crs.get(), &box.min_x, &box.min_y, &box.max_x, &box.max_y, &name) == 0) {
        throw InputError(fmt::format("PROJ does not say where EPSG:{} may be used", epsg));
    }
    constexpr int kDensify = 21;
    Box projected;
    if (proj_trans_bounds(context, m_impl->operation.get(), PJ_FWD, box.min_x, box.min_y, box.max_x, box.max_y,
                          &projected.min_x, &projected.min_y, &projected.max_x, &projected.max_y, kDensify) == 0) {
        throw InputError(fmt::format("the area of use of EPSG:{} cannot be computed", epsg));
    }
    return projected;
}

bool is_geographic(int epsg)
{
    if (epsg == kWgs84) {
        return true;
    }
    const auto context = make_context();
    const auto type = proj_get_type(make_crs(context.get(), epsg).get());
    return type == PJ_TYPE_GEOGRAPHIC_2D_CRS || type == PJ_TYPE_GEOGRAPHIC_3D_CRS;
}

bool is_projected_metres(int epsg)
{
    const auto context = make_context();
    const auto crs = make_crs(context.get(), epsg);
    if (proj_get_type(crs.get()) != PJ_TYPE_PROJECTED_CRS) {
        return false;
    }
    const Pj axes(proj_crs_get_coordinate_system(context.get(), crs.get()));
    double metres = 0;
    return axes &&
           proj_cs_get_axis_info(context.get(), axes.get(), 0, nullptr, nullptr, nullptr, &metres, nullptr, nullptr,
                                 nullptr) != 0 &&
           metres == 1.0;
}

} // namespace harmspot
