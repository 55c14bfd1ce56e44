// SPDX-License-Identifier: MIT
#pragma once

#include "harmspot/config.hpp"

#include "run/config_tree.hpp"

#include <optional>

// From a checked document to RunConfig, with the checks that no single key can show. Each function also
// writes defaults that depend on other keys back into the document, which is what the manifest shows.
namespace harmspot::config
{

/// What every part of the building needs.
struct Building {
    Problems& problems;
    std::string folder; ///< of the config file; empty = the working folder

    /// Paths in the file are relative to it, those of the command line to the working folder.
    [[nodiscard]] std::string resolved(const Node& path) const;
};

/// A table's values, read without regard to what is missing or invalid: those are problems already.
class Fields
{
public:
    explicit Fields(const Node* table) : m_table(table) {}

    /// The value; null when there is none or it is invalid.
    [[nodiscard]] const Node* valid(std::string_view key) const;
    /// Whether somebody wrote the key, rightly or not.
    [[nodiscard]] bool written(std::string_view key) const;
    /// Where the key stands, or the table when it does not.
    [[nodiscard]] Position at(std::string_view key) const;
    [[nodiscard]] std::string text(std::string_view key) const;
    [[nodiscard]] double number(std::string_view key) const;
    [[nodiscard]] std::int64_t whole(std::string_view key) const;
    [[nodiscard]] bool flag(std::string_view key) const;
    [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;

private:
    const Node* m_table;
};

/// The entries of a repeated section that are tables.
[[nodiscard]] std::vector<Node*> entries_of(Node& document, std::string_view section);

[[nodiscard]] std::optional<Period> build_period(const Node& document, Building& building);
[[nodiscard]] IncidentsConfig build_incidents(Node& document, Building& building);
[[nodiscard]] std::vector<AreaConfig> build_areas(Node& document, Building& building);
[[nodiscard]] HarmConfig build_harm(const Node& document, Building& building);
[[nodiscard]] std::vector<Theme> build_themes(Node& document, const IncidentsConfig& incidents, Building& building);
[[nodiscard]] std::vector<DenominatorConfig> build_denominators(Node& document, const std::vector<AreaConfig>& areas,
                                                                Building& building);
/// \param denominators that an entry's `against` may name
[[nodiscard]] std::vector<HotspotEntry> build_hotspots(Node& document, const std::vector<Theme>& themes,
                                                       const std::vector<DenominatorConfig>& denominators,
                                                       Building& building);
[[nodiscard]] StabilityConfig build_stability(const Node& document, Building& building);
[[nodiscard]] PersistenceConfig build_persistence(const Node& document, const std::optional<Period>& period,
                                                  Building& building);
/// `duplicates` and `duplicate_columns` of [incidents]; what is not written is set to what it comes to.
void build_duplicates(Node& incidents, IncidentsConfig& config, Building& building);
[[nodiscard]] std::vector<HubsConfig> build_hubs(Node& document, const std::vector<Theme>& themes,
                                                 const std::vector<AreaConfig>& areas, bool has_hotspots,
                                                 Building& building);
[[nodiscard]] std::vector<ContextLayer> build_context(Node& document, Building& building);
/// [patrols], or nothing without it. \param run with its areas, themes and seed
[[nodiscard]] std::optional<PatrolsConfig> build_patrols(Node& document, const RunConfig& run, Building& building);
/// Problems between entries that test cells, the layers of areas and the denominator.
void check_cells(const RunConfig& config, Node& document, Building& building);
[[nodiscard]] PublishRules build_publish(Node& document, const IncidentsConfig& incidents, Building& building);
/// Nothing where there is no [output.postgis].
[[nodiscard]] std::optional<PostgisOutput> build_output_postgis(const Node& output, Building& building);
/// EPSG number of a `crs` key. With `of_analysis`, a problem when it is not projected in metres.
[[nodiscard]] int build_crs(const Fields& fields, int otherwise, bool of_analysis, Building& building);

/// A `match`; `where` is "in the rule of theme 'x'" or the like. What cannot be true of `incidents` (an
/// unmapped field or flag) is a problem.
[[nodiscard]] Rule build_rule(const Node& node, const std::string& where, const IncidentsConfig& incidents,
                              Building& building);

/// Every key with its value as JSON, sections and keys in the order of the table.
[[nodiscard]] std::string document_json(const Node& document);

} // namespace harmspot::config
