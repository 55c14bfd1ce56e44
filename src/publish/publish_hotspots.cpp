// SPDX-License-Identifier: MIT
#include "harmspot/publish.hpp"

#include "geo/geos.hpp"
#include "harmspot/error.hpp"
#include "incident/day_text.hpp"
#include "publish/public_place.hpp"
#include "publish/publish_key.hpp"
#include "publish/rounding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

namespace harmspot
{

namespace
{

constexpr int kDigits = 6;
constexpr int kHarmDecimals = 2;
constexpr int kPublicDecimals = 4;

/// Collects properties in output order and leaves out what is unknown.
class PropertyList
{
public:
    void text(std::string_view name, const std::string& value)
    {
        if (!value.empty()) {
            m_properties.emplace_back(name, value);
        }
    }
    void count(std::string_view name, std::uint64_t value)
    {
        m_properties.emplace_back(name, static_cast<std::int64_t>(value));
    }
    void rank(std::string_view name, std::uint32_t value)
    {
        if (value > 0) {
            count(name, value);
        }
    }
    void number(std::string_view name, double value)
    {
        if (std::isfinite(value)) {
            m_properties.emplace_back(name, rounded_to_digits(value, kDigits));
        }
    }
    void harm(double value)
    {
        if (std::isfinite(value)) {
            m_properties.emplace_back("harm", rounded_to_decimals(value, kHarmDecimals, kDigits));
        }
    }
    void yes(std::string_view name) { m_properties.emplace_back(name, true); }
    [[nodiscard]] Properties take() { return std::move(m_properties); }

private:
    Properties m_properties;
};

bool is_quarter(const Hotspot& spot)
{
    return spot.outline == "quarter";
}

std::string joined(const std::vector<std::string>& names)
{
    return fmt::format("{}", fmt::join(names, "; "));
}

void add_identity(PropertyList& to, const Hotspot& spot, const std::string& id, const std::vector<AreaLayer>& layers,
                  const ProductInfo& info)
{
    to.text("id", id);
    to.rank("rank", spot.rank);
    to.rank("harm_rank", spot.harm_rank);
    to.rank("incidents_rank", spot.incidents_rank);
    to.text("theme", info.theme);
    to.text("entry", info.entry);
    to.text("method", info.method);
    for (std::size_t i = 0; i < layers.size() && i < spot.area_names.size(); ++i) {
        to.text(layers[i].name, spot.area_names[i]);
    }
}

void add_figures(PropertyList& to, const Hotspot& spot, const ProductInfo& info)
{
    to.count("incidents", spot.incidents);
    to.harm(spot.harm);
    to.text("harm_unit", info.harm_unit);
    to.number("harm_share", spot.harm_share);
    to.number("area_km2", spot.area_km2);
    to.number("incidents_per_km2", static_cast<double>(spot.incidents) / spot.area_km2);
    to.number("harm_per_km2", spot.harm / spot.area_km2);
}

void add_ending(PropertyList& to, const Hotspot& spot, const ProductInfo& info)
{
    to.text("continues_into", joined(spot.continues_into));
    to.text("outline", spot.outline);
    if (info.harm_equals_count) {
        to.yes("harm_equals_count");
    }
}

/// In how many re-runs it was found again, as shares and in words.
void add_found_again(PropertyList& to, const FoundAgain& again)
{
    struct Factor {
        std::string_view name;
        std::string_view words;
    };
    static constexpr std::array<Factor, kRerunFactors> kFactors{{{"stability_bootstrap", "with incidents drawn anew"},
                                                                 {"stability_bandwidth", "at other bandwidths"},
                                                                 {"stability_cell", "with cells of other sizes"},
                                                                 {"stability_harm_table", "by other harm tables"}}};
    if (const auto overall = again.overall()) {
        to.number("resampling_stability", *overall);
    }
    std::string words;
    for (std::size_t i = 0; i < kFactors.size(); ++i) {
        if (const auto share = again.share(static_cast<RerunFactor>(i))) {
            to.number(kFactors[i].name, *share);
            words += fmt::format("{}{} of {}{} {}", words.empty() ? "Found again in " : ", ", again.found[i],
                                 again.runs[i], words.empty() ? " re-runs" : "", kFactors[i].words);
        }
    }
    to.text("stability_words", words);
}

/// A sentence for whoever reads the harm as a pattern; empty when there is no need.
std::string caution(const Hotspot& spot)
{
    // Of no harm there is nothing to say, and a quarter outline is no hotspot of its own.
    const bool few = spot.harm > 0 && spot.effective_incidents < kFewEffectiveIncidents;
    return few && !is_quarter(spot) ? fmt::format("Rests on few incidents: one is {:.0f} % of the harm",
                                                  std::floor(100 * spot.top_incident_share))
                                    : std::string();
}

void add_peak(PropertyList& to, const Hotspot& spot)
{
    if (!spot.peak || !spot.hours) {
        return;
    }
    to.text("peak_days", peak_days_text(*spot.peak));
    to.text("peak_from", peak_from_text(*spot.peak));
    to.text("peak_to", peak_to_text(*spot.peak));
    to.number("peak_share", spot.peak->share);
    to.number("peak_harm_share", spot.peak->harm_share);
    to.count("timed_incidents", spot.hours->timed);
}

/// "Robbery 62 %, Possession of weapons 38 %": the commonest kinds; nothing where all are of one, which the theme
/// says already.
std::string mix_text(const std::vector<KindCount>& kinds, std::uint64_t incidents)
{
    if (kinds.empty() || kinds.front().incidents == incidents) {
        return {};
    }
    std::string text;
    for (const auto& kind : kinds) {
        text += fmt::format("{}{} {:.0f} %", text.empty() ? "" : ", ", kind.name,
                            100 * static_cast<double>(kind.incidents) / static_cast<double>(incidents));
    }
    return text;
}

/// What the two p-values say, for whoever does not read p-values; with a word where the harm is one incident's.
std::string chance_in_words(const Hotspot& spot, const SignificanceFigures& figures)
{
    std::string words;
    if (figures.p_value) {
        words = figures.more_incidents() ? "More incidents than its share of everything recorded here"
                                         : "Not clearly more incidents than its share of everything recorded here";
    }
    if (figures.p_value_harm) {
        words += words.empty() ? "" : "; ";
        words +=
            figures.more_harm() ? "more harm than so many incidents hold" : "not clearly more harm than so many hold";
        if (figures.more_harm() && spot.top_incident_share >= kSingleEventShare) {
            words += ", most of it one incident's";
        }
    }
    if (!words.empty()) {
        words[0] = figures.p_value ? words[0] : static_cast<char>(std::toupper(words[0]));
    }
    return words;
}

/// Where the questions were asked; where one could not be, its test says so in place of a p-value.
void add_significance(PropertyList& to, const Hotspot& spot)
{
    if (!spot.significance) {
        return;
    }
    const auto add = [&](const char* name, const char* test_name, const char* test, const std::optional<double>& p) {
        if (p) {
            to.number(name, *p);
        }
        to.text(test_name, p ? test : "not_applicable");
    };
    add("p_value", "p_value_test", "thinning", spot.significance->p_value);
    add("p_value_harm", "p_value_harm_test", "weight_permutation", spot.significance->p_value_harm);
    to.text("significance", chance_in_words(spot, *spot.significance));
}

void add_change(PropertyList& to, const ChangeFigures& change)
{
    const auto add = [&](const char* name, const std::optional<std::uint64_t>& count) {
        if (count) {
            to.count(name, *count);
        }
    };
    add("incidents_previous", change.incidents_previous);
    add("incidents_same_period_last_year", change.incidents_same_period_last_year);
    add("incidents_last_28_days", change.incidents_last_28_days);
    if (change.last_incident_day) {
        to.text("last_incident_date", day_text(*change.last_incident_day));
    }
    to.text("change_words", change.words);
}

Properties internal_properties(const Hotspot& spot, const std::vector<AreaLayer>& layers, const ProductInfo& info)
{
    PropertyList to;
    add_identity(to, spot, spot.id, layers, info);
    to.text("place", spot.place);
    if (!spot.named_by_analyst) {
        to.number("place_share", spot.place_share);
    }
    add_figures(to, spot, info);
    to.text("offence_mix", mix_text(spot.offences, spot.incidents));
    to.text("location_mix", mix_text(spot.location_types, spot.incidents));
    to.text("note", spot.note);
    to.count("distinct_places", spot.distinct_places);
    to.number("effective_incidents", spot.effective_incidents);
    to.number("top_incident_share", spot.top_incident_share);
    to.rank("rank_without_top", spot.rank_without_top);
    if (spot.top_incident_share >= kSingleEventShare) {
        to.yes("single_event");
    }
    to.text("caution", caution(spot));
    if (spot.cluster_incidents) {
        to.count("cluster_incidents", *spot.cluster_incidents);
    }
    if (spot.cluster_stability) {
        to.number("cluster_stability", *spot.cluster_stability);
    }
    if (spot.membership) {
        to.number("membership", *spot.membership);
    }
    if (spot.risk) {
        to.number("risk_ratio", spot.risk->ratio);
        to.number("expected_incidents", spot.risk->expected_incidents);
        to.number("expected_harm", spot.risk->expected_harm);
    }
    if (spot.chance) {
        to.number("z", spot.chance->z);
        to.number("p_value", spot.chance->p_value);
        to.number("p_adjusted", spot.chance->p_adjusted);
    }
    add_significance(to, spot);
    if (spot.at_risk && *spot.at_risk > 0) {
        constexpr double kPer = 1000;
        to.number("at_risk", *spot.at_risk);
        to.text("at_risk_unit", info.at_risk_unit);
        to.number("incidents_per_1000", kPer * static_cast<double>(spot.incidents) / *spot.at_risk);
        to.number("harm_per_1000", kPer * spot.harm / *spot.at_risk);
    }
    add_peak(to, spot);
    if (spot.change) {
        add_change(to, *spot.change);
    }
    if (spot.found_again) {
        add_found_again(to, *spot.found_again);
    }
    if (spot.persistence && spot.persistence->periods > 0) {
        const auto& [hot, periods] = *spot.persistence;
        to.number("persistence", static_cast<double>(hot) / periods);
        to.text("persistence_words",
                fmt::format("A hotspot in {} of {} earlier period{}", hot, periods, periods == 1 ? "" : "s"));
    }
    add_ending(to, spot, info);
    return to.take();
}

Properties public_properties(const Hotspot& spot, std::size_t number, const std::vector<AreaLayer>& layers,
                             const ProductInfo& info, const PublishRules& rules)
{
    PropertyList to;
    add_identity(to, spot, fmt::format("{}-{}-{}", info.theme, info.entry, number), layers, info);
    // An analyst's name covers what it covers; whether it may be public the analyst cannot know by this rule.
    const double named = spot.named_by_analyst ? 0 : spot.place_share * static_cast<double>(spot.incidents);
    if (std::llround(named) >= static_cast<long long>(rules.least_count) && !may_name_a_house(spot.place)) {
        to.text("place", spot.place);
    }
    if (!is_quarter(spot)) {
        add_figures(to, spot, info);
    }
    add_ending(to, spot, info);
    return to.take();
}

bool may_be_public(const Hotspot& spot, const PublishRules& rules)
{
    return spot.incidents >= rules.least_count && spot.distinct_places >= kLeastPublicPlaces;
}

PublishRules gated(PublishRules rules)
{
    if (rules.withholds()) {
        rules.lon_lat_decimals = std::min(rules.lon_lat_decimals, kPublicDecimals);
    }
    return rules;
}

void refuse_clashes(const std::vector<AreaLayer>& layers)
{
    for (const auto& layer : layers) {
        const auto specs = property_specs();
        if (std::any_of(specs.begin(), specs.end(), [&](const auto& spec) { return spec.name == layer.name; })) {
            throw ConfigError(fmt::format(
                "area layer '{0}': '{0}' is already the name of a property of every hotspot; give the layer another "
                "name, such as '{0}_area'",
                layer.name));
        }
    }
}

} // namespace

PublishableLayer publish(const HotspotList& list, const std::vector<AreaLayer>& layers, int epsg,
                         const ProductInfo& info, const PublishRules& rules)
{
    refuse_clashes(layers);
    std::vector<Feature> features;
    features.reserve(list.hotspots.size());
    Withheld withheld;
    for (std::size_t i = 0; i < list.hotspots.size(); ++i) {
        const auto& spot = list.hotspots[i];
        if (!rules.withholds()) {
            features.push_back({spot.shape, internal_properties(spot, layers, info), spot.hours});
            continue;
        }
        auto shape = may_be_public(spot, rules) ? geos::rounded(spot.shape, kPublicGridM) : MultiPolygon{};
        if (shape.empty()) {
            ++withheld.features;
            continue;
        }
        features.push_back({std::move(shape), public_properties(spot, i + 1, layers, info, rules)});
    }
    return {detail::PublishKey{}, info, gated(rules), epsg, std::move(features), withheld, list.level};
}

PublishableLayer publish_areas(const AreaLayer& layer, int epsg, const ProductInfo& info, const PublishRules& rules)
{
    constexpr double kM2PerKm2 = 1e6;
    std::vector<Feature> features;
    features.reserve(layer.areas.size());
    for (const auto& one : layer.areas) {
        PropertyList to;
        to.text("layer", layer.name);
        to.text("name", one.name);
        to.number("area_km2", area(one.shape) / kM2PerKm2);
        features.push_back({one.shape, to.take()});
    }
    return {detail::PublishKey{}, info, gated(rules), epsg, std::move(features), {}, {}};
}

} // namespace harmspot
