// SPDX-License-Identifier: MIT
#include "run/explain_rejects.hpp"

namespace harmspot
{

std::string_view reject_reason_cure(RejectReason reason)
{
    switch (reason) {
    case RejectReason::column_count:
        return "The row has more or fewer cells than the header. A text that holds the delimiter must stand in double "
               "quotes; export again, or mend the line.";
    case RejectReason::bad_encoding:
        return "The row holds bytes that are no text, such as NUL. Save the file as CSV UTF-8.";
    case RejectReason::line_too_long:
        return "The row is over 1 MiB, which no incident is. A quote that never closes is the usual cause; mend it.";
    case RejectReason::bad_number:
        return "Easting, northing, longitude or latitude is not a number. Look for units, letters or notes in the "
               "cell.";
    case RejectReason::bad_coordinate:
        return "The position is (0,0), half missing, or outside the region that the coordinate system is for. Check "
               "that the right columns are mapped, east before north, and that [incidents] crs is theirs.";
    case RejectReason::bad_date:
        return "The date is missing or in a form that is not known. Use 2024-03-31, 2024-03-31 21:40, 31/03/2024 or "
               "31/03/2024 21:40.";
    case RejectReason::date_order:
        return "The earliest moment is after the latest. Check whether the two columns are swapped; else mend the row.";
    case RejectReason::out_of_period:
        return "The incident lies outside [period], in whole or in part. This is not a fault unless the period is "
               "wrong.";
    case RejectReason::duplicate:
        return "An earlier row has the same reference and the same text in every mapped column. This is not a fault: "
               "the incident counts once.";
    case RejectReason::excluded_by_rule:
        return "The rule in [incidents.exclude] left it out, as the config asks.";
    }
    return "";
}

} // namespace harmspot
