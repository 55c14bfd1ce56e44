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
            "tables/hotspots.csv",
            "Every hotspot of every layer, one row each, with all its properties as columns (explain fields tells "
            "them) and version (harm or count), for sorting and for slides. Each pack has one of its own area, "
            "hotspots.csv. Opens in Excel by a double click; no text in it is run as a formula."},
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
        TableSpec{
            "tables/left_out.csv",
            "Hotspots that the [decisions] file took off a list, one row a list: theme, entry, version, area_layer, "
            "area, id, place, incidents, harm, reason, initials, date. Their incidents stay in all totals. The "
            "public profile leaves the file out."},
        TableSpec{"tables/reconcile.csv",
                  "From the rows in the files to the rows in each theme, month by month, each step named, so that "
                  "your total and a published one can be walked from one to the other."},
        TableSpec{"rejects.csv",
                  "The rows left out. Columns: source, line, reason and column; explain rejects tells the reasons, and "
                  "column is the key of [incidents.columns] at fault, where it is one. It never holds the row's own "
                  "text, and the public profile leaves the file out."},
    };
    return kSpecs;
}

} // namespace harmspot
