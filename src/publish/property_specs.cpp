// SPDX-License-Identifier: MIT
#include "harmspot/publish.hpp"

#include <array>

namespace harmspot
{

std::span<const PropertySpec> property_specs()
{
    static constexpr std::array kSpecs{
        PropertySpec{"id", "",
                     "theme, entry and the 100 m map square of the place with most harm in it. It stays the same from "
                     "month to month while that place does. The layer weighted by harm and the one weighted by count "
                     "use the same ids: the same id is the same spot, but the outlines may differ"},
        PropertySpec{"rank", "", "place in this layer's list: by harm held, in the count layer by incidents"},
        PropertySpec{"harm_rank", "", "place in the list when sorted by harm"},
        PropertySpec{"incidents_rank", "", "place in the list when sorted by number of incidents"},
        PropertySpec{"theme", "", "name of the theme in the config"},
        PropertySpec{"entry", "", "name of the [[hotspots]] entry that found it"},
        PropertySpec{"method", "", "method of that entry; explain METHOD says how it works"},
        PropertySpec{"place", "",
                     "the commonest location text among its incidents, two when one covers under half; else the map "
                     "square. On data.police.uk it begins with near, because the text names map points that incidents "
                     "were moved to, not streets where they happened"},
        PropertySpec{"place_share", "share, 0 to 1", "share of its incidents that have the text in place"},
        PropertySpec{"incidents", "incidents", "the theme's incidents inside or on the outline"},
        PropertySpec{"harm", "harm_unit",
                     "sum of the weights of those incidents. In the count layer every incident weighs 1, so there it "
                     "is a number of incidents"},
        PropertySpec{"harm_unit", "", "unit of harm: that of the harm table, or incidents"},
        PropertySpec{"harm_share", "share, 0 to 1",
                     "its harm over all of the theme's harm in the area that the layer is for; in the count layer, its "
                     "share of the incidents"},
        PropertySpec{"area_km2", "km2", "size of the outline"},
        PropertySpec{"incidents_per_km2", "incidents per km2", "incidents over area_km2"},
        PropertySpec{"harm_per_km2", "harm_unit per km2", "harm over area_km2"},
        PropertySpec{"offence_mix", "",
                     "the commonest offences among its incidents and the share of each; absent where all are one"},
        PropertySpec{"location_mix", "", "the same of kinds of place, where location_type is mapped"},
        PropertySpec{"note", "", "what an analyst wrote of it in the [decisions] file"},
        PropertySpec{"distinct_places", "places", "how many different positions its incidents have"},
        PropertySpec{"effective_incidents", "incidents",
                     "how many incidents of equal weight the harm amounts to: (sum of weights) squared over the sum of "
                     "squared weights. Far below incidents, a few grave ones make the place"},
        PropertySpec{"top_incident_share", "share, 0 to 1", "share of its harm that its gravest incident holds"},
        PropertySpec{"rank_without_top", "",
                     "its rank if its gravest incident had not happened, all other hotspots as they are. Far below "
                     "rank, the place owes its rank to one incident"},
        PropertySpec{"single_event", "",
                     "true when its gravest incident holds at least half of its harm: a single event, not a pattern"},
        PropertySpec{"caution", "",
                     "in words, when the harm amounts to fewer than five incidents of equal weight: Rests on few "
                     "incidents: one is 61 % of the harm"},
        PropertySpec{"cluster_incidents", "incidents",
                     "clusters only: incidents that the method put in the cluster; incidents counts all within the "
                     "outline"},
        PropertySpec{"cluster_stability", "harm_unit per m",
                     "hdbscan only: how long the cluster holds together as density rises, each incident counted by its "
                     "weight. Compare it within one layer alone"},
        PropertySpec{"membership", "share, 0 to 1",
                     "hdbscan only: how firmly its incidents belong to the cluster, on average; 1 is as firmly as at "
                     "its densest"},
        PropertySpec{"risk_ratio", "",
                     "relative_risk only: how many times as common the theme is in the outline as in what it is held "
                     "against: the share of the theme that falls there over the share of the other, both spread by the "
                     "kernel"},
        PropertySpec{"expected_incidents", "incidents",
                     "relative_risk only: incidents there would be in the outline if the theme were spread as what it "
                     "is held against is"},
        PropertySpec{"expected_harm", "harm_unit",
                     "relative_risk only: the harm there would be; with a transform, of transformed weights. In the "
                     "count layer a number of incidents"},
        PropertySpec{"z", "",
                     "significant cells and relative_risk only: how far its strongest cell stands above what chance "
                     "gives, in standard deviations"},
        PropertySpec{"p_value", "",
                     "how often chance alone would do as much. Significant cells and relative_risk: in that one cell. "
                     "Density maps and "
                     "clusters, when significance = true: anywhere on the map, if it were chance alone which of all "
                     "recorded incidents are the theme's; small means more of the theme's incidents than its share of "
                     "all incidents there"},
        PropertySpec{"p_adjusted", "",
                     "significant cells and relative_risk only: the same, allowing for every cell having been tried. "
                     "This is the one to quote"},
        PropertySpec{"p_value_test", "",
                     "thinning: what p_value comes from when significance = true; not_applicable when there are no "
                     "other incidents to compare the theme with"},
        PropertySpec{"p_value_harm", "",
                     "how often chance alone would put as much harm anywhere on the map, the theme's incidents staying "
                     "where they are and their weights being dealt out among them; small means that its incidents are "
                     "graver than chance makes them"},
        PropertySpec{"p_value_harm_test", "",
                     "weight_permutation: what p_value_harm comes from; not_applicable when all incidents weigh the "
                     "same"},
        PropertySpec{"significance", "", "what p_value and p_value_harm say at 0.05, in words"},
        PropertySpec{"at_risk", "at_risk_unit",
                     "rates only: how many of what rates are per, such as households, its cells hold; whole even where "
                     "the outline was cut at a border"},
        PropertySpec{"at_risk_unit", "", "rates only: what is counted in at_risk"},
        PropertySpec{"incidents_per_1000", "incidents per 1,000 at_risk_unit",
                     "rates only: incidents over at_risk, as they are, not smoothed"},
        PropertySpec{"harm_per_1000", "harm_unit per 1,000 at_risk_unit",
                     "rates only: harm over at_risk, as it is, not smoothed"},
        PropertySpec{"peak_days", "",
                     "days of the smallest window of the week that holds half of its incidents: one day, a run of days "
                     "or every day. Absent, as all that follows, unless at least 20 incidents and half of them have "
                     "known hours; an incident that may have happened at any time between two counts for each hour "
                     "between by its share"},
        PropertySpec{"peak_from", "hh:00, wall clock", "when that window begins on each of those days"},
        PropertySpec{"peak_to", "hh:00, wall clock",
                     "when it ends, on the day after where it is not later than peak_from"},
        PropertySpec{"peak_share", "share, 0 to 1", "share of the incidents with known hours in that window"},
        PropertySpec{"peak_harm_share", "share, 0 to 1", "share of their harm in the same window"},
        PropertySpec{"timed_incidents", "incidents",
                     "its incidents with known hours: those whose time, or span of under a week, is known to the "
                     "minute"},
        PropertySpec{
            "incidents_previous", "incidents",
            "the theme's incidents in the same outline in the period before, which is as long. Absent where the "
            "files have no rows of it"},
        PropertySpec{"incidents_same_period_last_year", "incidents",
                     "the same in the run's period a year before; absent when that is longer than a year"},
        PropertySpec{
            "incidents_last_28_days", "incidents",
            "of its incidents those of the last 28 days of the period. Absent where the data give months only"},
        PropertySpec{"last_incident_date", "", "day of the latest of its incidents; absent with months only"},
        PropertySpec{"change_words", "",
                     "up, down, no clear change or too few to say, with the counts compared: the period before this "
                     "one and the same days of the year before. This period itself is not tested, because a place "
                     "chosen for what happened in it looks busier in it than it is. Or cannot compare, and why"},
        PropertySpec{"resampling_stability", "share, 0 to 1",
                     "how often it was found again in re-runs that changed one thing at a time: the mean of the four "
                     "figures below that there are, each counted alike. Low, it rests on few incidents or on a "
                     "setting; it says nothing about other years"},
        PropertySpec{"stability_bootstrap", "share, 0 to 1",
                     "share of the re-runs with incidents drawn anew in which at least half of its area was hot at "
                     "their own budget; for clusters, in which a cluster shared more than half of the incidents in "
                     "either"},
        PropertySpec{"stability_bandwidth", "share, 0 to 1", "the same of the re-runs at other bandwidths"},
        PropertySpec{"stability_cell", "share, 0 to 1", "the same of the re-runs with cells of other sizes"},
        PropertySpec{"stability_harm_table", "share, 0 to 1",
                     "the same of the re-runs by other harm tables; absent where no other table was given, or where "
                     "they weigh all incidents of the theme alike"},
        PropertySpec{"stability_words", "",
                     "the same in words: Found again in 92 of 100 re-runs with incidents drawn "
                     "anew"},
        PropertySpec{
            "persistence", "share, 0 to 1",
            "share of the earlier periods of the same length in which at least half of its area lay in "
            "hotspots. Not to be mixed with stability: of the hotspots in Northumbria's open data of 2020-21 "
            "that 80 % of bootstrap draws found again, 32 % of those of burglary and 62 % of those of violence "
            "kept half of their area two years on. Absent when no earlier period has all its months"},
        PropertySpec{"persistence_words", "", "the same in words: A hotspot in 2 of 3 earlier periods"},
        PropertySpec{"continues_into", "", "neighbouring areas that it was cut off from at the border"},
        PropertySpec{"outline", "",
                     "hotspot, or quarter: the thinner outline of where a quarter of the harm lies, when asked for"},
        PropertySpec{"harm_equals_count", "",
                     "true when all incidents of the theme weigh the same, so that one layer serves as both"},
        PropertySpec{"layer", "", "area outlines only: the layer of areas"},
        PropertySpec{"name", "", "the area's name; in a [[hubs]] plan the site's"},
        PropertySpec{"plan", "", "[[hubs]] plans only: name of the plan in the config"},
        PropertySpec{"role", "", "plans only: existing, chosen or candidate"},
        PropertySpec{
            "gain", "gain_unit",
            "plans only: what opening this site alone beside the existing hubs would bring, by the plan's model"},
        PropertySpec{"gain_unit", "", "plans only: unit of gain"},
        PropertySpec{"gain_rank", "", "plans only: place among all candidates by gain"},
        PropertySpec{"options", "",
                     "plans only: numbers of the plans in plan/NAME_options.csv that use this site; 1 is the choice"},
        PropertySpec{"newly_within_reach", "demand_unit",
                     "plans only: demand within reach of this site that no existing hub reaches"},
        PropertySpec{"incidents_newly_within_reach", "incidents", "plans only: the incidents that it rests on"},
        PropertySpec{"demand_served", "demand_unit", "plans only: demand that has this open hub as its nearest"},
        PropertySpec{"incidents_served", "incidents", "plans only: the incidents that it rests on"},
        PropertySpec{"demand_unit", "", "plans only: unit of demand"},
        PropertySpec{"chosen_share", "share, 0 to 1",
                     "plans only: share of re-runs, with incidents drawn anew, that chose this site"},
        PropertySpec{"chosen_near_share", "share, 0 to 1",
                     "plans only: share of re-runs that chose this site or one within 500 m"},
        PropertySpec{"cost", "", "plans only: cost of the site, as the candidates' file has it"},
        PropertySpec{"beyond_reach", "demand_unit",
                     "gap map only: demand in the square that no hub of the plan reaches"},
        PropertySpec{"incidents_beyond_reach", "incidents", "gap map only: the incidents that it rests on"},
        PropertySpec{
            "nearest_hub_m", "m",
            "gap map only: distance from most of it to the nearest hub that may serve it; absent when none may"},
        PropertySpec{"unit", "", "patrols only: number of the unit in its area"},
        PropertySpec{"visit", "", "patrols only: number of the visit of its unit"},
        PropertySpec{"start", "",
                     "patrols only: when the visit starts by the clock; with the date and what clocks are ahead of UTC "
                     "where the plan has a date"},
        PropertySpec{"end", "", "patrols only: when it ends, likewise"},
        PropertySpec{"place_id", "", "patrols only: id of the place visited"},
        PropertySpec{"visits", "visits", "patrols only: visits that the plan pays the place, or that the unit makes"},
        PropertySpec{"visiting_min", "min", "patrols only: how long they take together"},
        PropertySpec{"travel_min", "min", "patrols only: the way to the visit; of a unit's line all its ways"},
        PropertySpec{"free_min", "min", "patrols only: what is left of the unit's shift"},
        PropertySpec{
            "reached_share", "share, 0 to 1",
            "patrols only: of the harm expected at the place in the shift, what falls into the revisit gap from "
            "the start of a visit on"},
    };
    return kSpecs;
}

} // namespace harmspot
