// SPDX-License-Identifier: MIT
#include "run/explain_tables.hpp"

#include <array>

namespace harmspot
{

std::span<const TableSpec> table_specs()
{
    static constexpr std::array kSpecs{
        TableSpec{"plan/NAME_areas.csv",
                  "Of a [[hubs]] plan. Columns: area, reach (before the plan, newly by the plan, beyond reach), "
                  "incidents, demand, share of the area's demand. The three rows of an area add up to all of it."},
        TableSpec{
            "plan/NAME_curve.csv",
            "What 0, 1, 2, … new hubs would bring, each number placed best. Columns: new_hubs, "
            "incidents_within_reach, demand_within_reach, benefit (in the model's terms), knee (yes where the curve "
            "bends most), status, gap, new_sites."},
        TableSpec{
            "plan/NAME_options.csv",
            "The choice (option 1) and the next best plans that move a hub by 500 m or more and fall behind by no "
            "more than 1 %, a row for each new site. Columns: option, behind (share), site, easting, northing, "
            "incidents_newly_within_reach, demand_newly_within_reach."},
        TableSpec{
            "plan/NAME_sites.csv",
            "Every site of the plan. Columns: site, role, area, easting, northing, gain_rank, gain, chosen_share, "
            "chosen_near_share, incidents_newly_within_reach, demand_newly_within_reach."},
        TableSpec{"tables/changes.csv",
                  "What changed, by theme in the force and in every area: a row for the run's period and, where it has "
                  "several whole months, one for the last of them. Columns: area_layer, area, theme, what (period or "
                  "last_month), period, incidents, incidents_previous (in the period before, as long), "
                  "incidents_same_period_last_year, incidents_last_28_days, last_incident_date, change_words: whether "
                  "the period differs from the same one a year before by more than chance makes of such counts "
                  "(Poisson e-test), or why they cannot be compared. Months without rows, with under half the usual "
                  "or still coming in are left out on both sides, and the words say so. Of twenty areas that did not "
                  "change one is called up or down by chance, and crimes that come in series vary more than the test "
                  "takes them to."},
        TableSpec{
            "tables/concentration.csv",
            "How unevenly each theme's incidents, and its harm, lie over the places where anything was recorded, "
            "in all and by area. Columns: theme, of (incidents or harm), area_layer, area, incidents, places, the "
            "share of places that hold 25, 50 and 80 %, gini, generalised_gini, and of harm gini_by_chance with "
            "gini_p_value: the same weights dropped on the same incidents at random."},
        TableSpec{"tables/geocoding.csv",
                  "How many rows have coordinates, by month, by offence and, with own_area mapped, by the export's own "
                  "areas. Columns: by, value, coordinates (yes or no), incidents, share. A run warns of a month, an "
                  "offence or an area of at least 20 incidents where under 85 % have coordinates: a map of the rest "
                  "may no longer look like all of them. The 85 % are from Ratcliffe, J. H. (2004) Geocoding crime and "
                  "a first estimate of a minimum acceptable hit rate, International Journal of Geographical "
                  "Information Science 18(1), 61-72."},
        TableSpec{"tables/incidents.csv",
                  "All rows used, counted. Columns: month, offence, area_layer, area, incidents, harm. Areas include "
                  "(outside) and (no coordinates), so that each layer of areas adds up to the rows used."},
        TableSpec{"tables/k_distance.csv",
                  "How near each theme's incidents have ten, themselves counted: the k-distance curve of Ester et al. "
                  "(1996), by which a distance for dbscan is chosen. Columns: theme, k, share_of_incidents, incidents, "
                  "within_m: that share of the incidents have k within so many metres. Where the curve turns steeply "
                  "up, towns end; eps_m = \"knee\" takes that point."},
        TableSpec{
            "tables/left_out.csv",
            "Hotspots that the [decisions] file took off a list, one row a list: theme, entry, version, area_layer, "
            "area, id, place, incidents, harm, reason, initials, date. Their incidents stay in all totals. The "
            "public profile leaves the file out."},
        TableSpec{"tables/nearest.csv",
                  "How far apart each theme's incidents lie: the mean distance to the k-th nearest other one. Columns: "
                  "theme, k, incidents, mean_m; baseline_mean_m, baseline_lowest_m, baseline_highest_m and "
                  "baseline_p_value of as many incidents picked at random from all of the run, 39 times, where they "
                  "were recorded: only less than that says that a theme huddles more than crime as a whole; "
                  "at_random_m, what incidents thrown on the searchable area at random would have, and for k = 1 "
                  "clark_evans, mean_m over it (Clark & Evans 1954; no correction for the border, since Donnelly's "
                  "holds for rectangles only). Under 1 it says that crime is not strewn evenly, as it never is: it "
                  "describes and proves nothing."},
        TableSpec{"tables/reconcile.csv",
                  "From the rows in the files to the rows in each theme, month by month, each step named, so that "
                  "your total and a published one can be walked from one to the other."},
        TableSpec{"tables/whole_map.csv",
                  "With gi_star or local_moran: whether each map of cells as a whole is uneven, apart from where. "
                  "Columns: theme, entry, version, statistic (morans_i: are neighbours alike; "
                  "general_g: do high cells lie together), value, expected, z, p_value (two-sided, normal)."},
        TableSpec{"rejects.csv",
                  "The rows left out. Columns: source, line, reason and column; explain rejects tells the reasons, and "
                  "column is the key of [incidents.columns] at fault, where it is one. It never holds the row's own "
                  "text, and the public profile leaves the file out."},
    };
    return kSpecs;
}

} // namespace harmspot
