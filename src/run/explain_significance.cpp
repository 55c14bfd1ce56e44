// SPDX-License-Identifier: MIT
#include "run/explain_significance.hpp"

#include <array>

namespace harmspot
{

std::span<const SignificanceWords> significance_words()
{
    static constexpr std::array kWords{
        SignificanceWords{
            "what is asked",
            "Every map has a highest point, even one made by chance. With significance = true each hotspot is asked "
            "two "
            "questions. p_value: does it hold more of the theme's incidents than the theme's share of everything that "
            "was recorded there? p_value_harm: does it hold more harm than so many of the theme's incidents do on "
            "average?"},
        SignificanceWords{
            "p_value, for a meeting",
            "Take all incidents of the run, of every offence, where they were recorded. Let chance say which of them "
            "are burglaries, as many as there were, and find hotspots in that. Do so 199 times. A hotspot with p_value "
            "0.005 stands out more than the best that chance did anywhere in any of the 199. One with 0.40 does not "
            "stand out from what is recorded there anyway: it may be busy, and worth a patrol, but it is not "
            "especially a burglary hotspot."},
        SignificanceWords{
            "why not against incidents strewn at random",
            "Against incidents strewn evenly over the land every town is significant, because that is where people "
            "are. So no test here ever does that. Incidents stay on the places where incidents are recorded, such as "
            "the map points of data.police.uk."},
        SignificanceWords{
            "p_value_harm, for a meeting",
            "Leave the theme's incidents where they are and deal their weights out among them again, 199 times. A "
            "small p_value_harm says that the incidents here are graver than chance would make them. Weights move with "
            "incidents, never as a place's total: totals would cry wolf in more than one of four maps. When all "
            "incidents weigh the same there is nothing to deal, and the answer is not_applicable. Read it with "
            "top_incident_share and caution: one very grave incident can be significant, and is still one incident."},
        SignificanceWords{
            "what is compared",
            "The excess: how much likelier it makes what was seen that the theme is commoner here than elsewhere (a "
            "log-likelihood ratio). Of a cluster, inside its outline, and clusters are sought again in every draw. Of "
            "a "
            "density map, at the hotspot's peak, within the kernel's reach, against the peak of the whole map. Not the "
            "plain density: by chance too that is highest in the town centre, where everything is recorded, and no "
            "place elsewhere could ever pass."},
        SignificanceWords{
            "many hotspots, one map",
            "The best of the whole map is what each hotspot has to beat, so p is already adjusted for having looked "
            "everywhere: a map on which nothing is going on has a hotspot with p of 0.05 or less one time in twenty. "
            "In a pack the whole force is still what has to be beaten, save for areas with isolate = true, which "
            "are tested alone."},
        SignificanceWords{
            "what it does not say",
            "It does not say that a hotspot will last, that it is worth less without it, or why it is there. Hotspots "
            "are found first, by the same rules as ever; significance says something about them and never makes or "
            "unmakes one. A theme that is most of what is recorded has few others to be compared with: then little "
            "is significant. What a method chooses from the data, such as a bandwidth, is chosen once, from "
            "what was seen. Draws come from the seed in the config, so the same run gives the same answer."},
    };
    return kWords;
}

} // namespace harmspot
