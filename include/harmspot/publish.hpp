// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"
#include "harmspot/grid.hpp"
#include "harmspot/hotspot.hpp"
#include "harmspot/incidents.hpp"
#include "harmspot/week_profile.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace harmspot
{

/// Who a product is for.
enum class Profile : std::uint8_t { internal, public_ };
[[nodiscard]] std::string_view profile_text(Profile profile);

/// Rules of the gate. For the public profile `publish()` itself sees to it that `lon_lat_decimals` is at most 4.
struct PublishRules {
    Profile profile = Profile::internal;
    std::string marking = "OFFICIAL-SENSITIVE"; ///< carried into every file
    std::uint64_t least_count = 5;              ///< public: anything under this is withheld
    int lon_lat_decimals = 7;                   ///< public: 4
    std::vector<std::string> statements;        ///< sentences every product must say

    [[nodiscard]] bool withholds() const { return profile == Profile::public_; }
};

/// What a run is made of, for the products' own descriptions.
struct ProductInfo {
    std::string title;
    std::string theme; ///< name; empty when it is about all themes
    std::string theme_title;
    std::string entry;
    std::string method;
    std::string version; ///< "harm" or "count"
    std::string harm_unit;
    std::string area_layer; ///< empty for the whole force
    std::string area;       ///< name
    bool harm_equals_count = false;
    std::string at_risk_unit{};          ///< rates only: "households"
    std::vector<std::string> statements; ///< besides the rules' own

    /// Whether there is no harm at all: `table = "count"`, where the two versions are one map of numbers.
    [[nodiscard]] bool only_counts() const { return harm_equals_count && harm_unit == "incidents"; }
};

using PropertyValue = std::variant<std::string, std::int64_t, double, bool>;
using Properties = std::vector<std::pair<std::string, PropertyValue>>; ///< in output order

struct Feature {
    MultiPolygon shape; ///< analysis CRS
    Properties properties;
    std::optional<WeekProfile> hours{}; ///< inside the force, where enough of its incidents have a time
    std::optional<Point> point{};       ///< in place of the shape, for layers of points
    std::vector<Point> line{};          ///< in place of the shape, for layers of lines; two points or more
};

/// How much publishing held back; goes to the manifest.
struct Withheld {
    std::uint64_t features = 0;
    std::uint64_t cells = 0; ///< of a table or a surface
};

/// "Run title: theme title, area, weighted by harm": one line for people, on every product.
[[nodiscard]] std::string product_title(const ProductInfo& info);

/// Every sentence that a product must say: the rules' own, the product's, that harm and count are one
/// when they are, and how much was held back. No sentence twice.
[[nodiscard]] std::vector<std::string> product_statements(const ProductInfo& info, const PublishRules& rules,
                                                          const Withheld& withheld);

/// A property of a written feature, for `explain fields`.
struct PropertySpec {
    std::string_view name;
    std::string_view unit; ///< "" when it has none
    std::string_view why;  ///< what it means, in one or two sentences
};
/// Every property that features can have, in output order; besides these each area layer adds one of its own
/// name, which may be none of them.
[[nodiscard]] std::span<const PropertySpec> property_specs();

namespace detail
{
struct PublishKey; // only publish/ can make one
}

/// A vector layer that may be written. Only `publish()` makes one.
class PublishableLayer
{
public:
    PublishableLayer(const detail::PublishKey&, ProductInfo info, PublishRules rules, int epsg,
                     std::vector<Feature> features, Withheld withheld, std::optional<double> level)
        : m_info(std::move(info)), m_rules(std::move(rules)), m_epsg(epsg), m_features(std::move(features)),
          m_withheld(withheld), m_level(level)
    {
    }
    [[nodiscard]] const ProductInfo& info() const noexcept { return m_info; }
    [[nodiscard]] const PublishRules& rules() const noexcept { return m_rules; }
    [[nodiscard]] int epsg() const noexcept { return m_epsg; }
    [[nodiscard]] const std::vector<Feature>& features() const noexcept { return m_features; }
    [[nodiscard]] Withheld withheld() const noexcept { return m_withheld; }
    [[nodiscard]] std::optional<double> level() const noexcept { return m_level; }

private:
    ProductInfo m_info;
    PublishRules m_rules;
    int m_epsg;
    std::vector<Feature> m_features;
    Withheld m_withheld;
    std::optional<double> m_level;
};

/// Value of cells that hold no data: outside W, or withheld.
inline constexpr float kNoData = -9999.0F;

/// A surface that may be written. Only `publish()` makes one.
class PublishableSurface
{
public:
    PublishableSurface(const detail::PublishKey&, ProductInfo info, PublishRules rules, int epsg, Raster<float> raster,
                       std::string unit, std::string description, Withheld withheld)
        : m_info(std::move(info)), m_rules(std::move(rules)), m_epsg(epsg), m_raster(std::move(raster)),
          m_unit(std::move(unit)), m_description(std::move(description)), m_withheld(withheld)
    {
    }
    [[nodiscard]] const ProductInfo& info() const noexcept { return m_info; }
    [[nodiscard]] const PublishRules& rules() const noexcept { return m_rules; }
    [[nodiscard]] int epsg() const noexcept { return m_epsg; }
    [[nodiscard]] const Raster<float>& raster() const noexcept { return m_raster; }
    [[nodiscard]] const std::string& unit() const noexcept { return m_unit; }
    [[nodiscard]] const std::string& description() const noexcept { return m_description; }
    [[nodiscard]] Withheld withheld() const noexcept { return m_withheld; }

private:
    ProductInfo m_info;
    PublishRules m_rules;
    int m_epsg;
    Raster<float> m_raster;
    std::string m_unit;
    std::string m_description;
    Withheld m_withheld;
};

/// A table as stages make it. Column kinds say which cells disclosure control looks at.
struct Table {
    enum class ColumnKind { key, count, measure }; ///< a measure is withheld with its row's count
    struct Column {
        std::string name;
        ColumnKind kind = ColumnKind::key;
    };
    using Cell = std::variant<std::string, std::int64_t, double>;

    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;
};

/// A table that may be written. Only `publish()` makes one. Withheld cells hold the text "*".
class PublishableTable
{
public:
    PublishableTable(const detail::PublishKey&, std::string name, PublishRules rules, Table table, Withheld withheld)
        : m_name(std::move(name)), m_rules(std::move(rules)), m_table(std::move(table)), m_withheld(withheld)
    {
    }
    [[nodiscard]] const std::string& name() const noexcept { return m_name; }
    [[nodiscard]] const PublishRules& rules() const noexcept { return m_rules; }
    [[nodiscard]] const Table& table() const noexcept { return m_table; }
    [[nodiscard]] Withheld withheld() const noexcept { return m_withheld; }

private:
    std::string m_name;
    PublishRules m_rules;
    Table m_table;
    Withheld m_withheld;
};

/// Public profile: a polygon resting on fewer places than this could be one household or one pub.
inline constexpr std::uint64_t kLeastPublicPlaces = 3;
/// Public profile: shapes are put on this grid, because a hull's exact corners would give away the exact
/// addresses it was drawn round. Writers then round longitude and latitude to `lon_lat_decimals`.
inline constexpr double kPublicGridM = 10;

/// Turns ranked hotspots into features with the properties of the output contract, in its order. Doubles
/// keep 6 significant digits, `harm` never less than two decimals, so that every writer says the same;
/// what is unknown (NaN, infinity, rank 0, no name) is absent.
///
/// Public profile: polygons under `least_count` incidents or `kLeastPublicPlaces` places are withheld and
/// counted. Only these properties pass: id (numbered, since a grid reference would point at the worst
/// place), the ranks, theme, entry, method, areas, place (unless it may name a house or covers fewer than
/// `least_count` incidents), incidents, harm and its unit and share, area, densities, continues_into,
/// outline, harm_equals_count. A quarter outline passes without figures, because subtracting them from
/// those of the hotspot around it would give a small count.
/// \throws ConfigError when an area layer has the name of a property
[[nodiscard]] PublishableLayer publish(const HotspotList& list, const std::vector<AreaLayer>& layers, int epsg,
                                       const ProductInfo& info, const PublishRules& rules);

/// Area outlines (layer, name and area only) for the GeoPackage and maps.
[[nodiscard]] PublishableLayer publish_areas(const AreaLayer& layer, int epsg, const ProductInfo& info,
                                             const PublishRules& rules);

/// Masks a surface to `inside`, which must be on the surface's grid (cells that are 0 become nodata), and
/// turns it to Float32.
/// Public profile: cells with fewer than `least_count` incidents within the surface's reach of their
/// centre (closed disc) are nodata; those that held anything are counted.
[[nodiscard]] PublishableSurface publish(const Surface& surface, const Raster<std::uint8_t>& inside,
                                         const PlacesView& places, int epsg, const ProductInfo& info,
                                         const PublishRules& rules);

/// Per cell, the share of re-runs in which it was hot.
struct HotShareMap {
    Raster<double> share;
    double reach_m = 0; ///< how far from a cell an incident may lie and still make it hot
    std::string words;  ///< of which re-runs, for the file's description
};
/// The same gate for a map of how often cells were hot: masked to `inside`, in shares from 0 to 1; in the public
/// profile cells with fewer than `least_count` incidents within `reach_m` of their centre are nodata.
[[nodiscard]] PublishableSurface publish(const HotShareMap& map, const Raster<std::uint8_t>& inside,
                                         const PlacesView& places, int epsg, const ProductInfo& info,
                                         const PublishRules& rules);

/// Which raster of a risk map.
enum class RiskLayer : std::uint8_t { log_ratio, p_value };

/// The same of a risk map: cells that were not tested are nodata too. A log ratio that is infinite is nodata.
/// Public profile: as for surfaces, by the theme's incidents within the map's reach.
[[nodiscard]] PublishableSurface publish(const RiskMap& map, RiskLayer layer, const Raster<std::uint8_t>& inside,
                                         const PlacesView& places, int epsg, const ProductInfo& info,
                                         const PublishRules& rules);

/// Public profile: counts from 1 to `least_count` − 1 become "*" (primary), and so do further counts that
/// would give them away by subtraction (secondary); a row's measures go with its counts.
///
/// Secondary rule. Our tables have no totals, but the sums over each key are known elsewhere (the
/// manifest, hotspot shares). So rows are grouped, for each key column in turn, by all the other key
/// columns; while a group has exactly one withheld count, or withheld counts that are all 1 and so known
/// from their sum, its smallest further count above 0 is withheld too; repeated until nothing changes.
[[nodiscard]] PublishableTable publish(const std::string& name, Table table, const PublishRules& rules);

} // namespace harmspot
