// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/geometry.hpp"
#include "harmspot/grid.hpp"
#include "harmspot/hotspot.hpp"
#include "harmspot/incidents.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace harmspot
{

/// Who a product is for.
enum class Profile : std::uint8_t { internal, public_ };
[[nodiscard]] std::string_view profile_text(Profile profile);

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
    std::vector<std::string> statements; ///< besides the rules' own
};

using PropertyValue = std::variant<std::string, std::int64_t, double, bool>;
using Properties = std::vector<std::pair<std::string, PropertyValue>>; ///< in output order

struct Feature {
    MultiPolygon shape; ///< analysis CRS
    Properties properties;
};

/// How much publishing held back; goes to the manifest.
struct Withheld {
    std::uint64_t features = 0;
    std::uint64_t cells = 0; ///< of a table or a surface
};

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

/// Turns ranked hotspots into features with the properties of the output contract.
/// Public profile: polygons under `least_count` incidents are withheld, fields come from an allow-list.
[[nodiscard]] PublishableLayer publish(const HotspotList& list, const std::vector<AreaLayer>& layers, int epsg,
                                       const ProductInfo& info, const PublishRules& rules);

/// Area outlines (name and study area only) for the GeoPackage and maps.
[[nodiscard]] PublishableLayer publish_areas(const AreaLayer& layer, int epsg, const ProductInfo& info,
                                             const PublishRules& rules);

/// Masks a surface to `inside` (cells that are 0 become nodata) and turns it to Float32.
/// Public profile: cells with fewer than `least_count` incidents within the surface's reach are nodata.
[[nodiscard]] PublishableSurface publish(const Surface& surface, const Raster<std::uint8_t>& inside,
                                         const PlacesView& places, int epsg, const ProductInfo& info,
                                         const PublishRules& rules);

/// Public profile: counts from 1 to `least_count` − 1 and the measures beside them become "*", and so
/// does the smallest further cell of a group that would otherwise give them away by subtraction.
[[nodiscard]] PublishableTable publish(const std::string& name, Table table, const PublishRules& rules);

} // namespace harmspot
