// SPDX-License-Identifier: MIT
#include "output/lineage.hpp"

#include "output/layer_style.hpp"

#include <fmt/format.h>

#include <string_view>

namespace harmspot
{

namespace
{

std::string text_xml(std::string_view name, std::string_view text)
{
    return fmt::format("<gmd:{0}><gco:CharacterString>{1}</gco:CharacterString></gmd:{0}>", name, xml_escaped(text));
}

std::string code_xml(std::string_view list, std::string_view value)
{
    return fmt::format(R"(<gmd:{0} codeList="http://www.isotc211.org/2005/resources/codeList.xml#{0}" )"
                       R"(codeListValue="{1}">{1}</gmd:{0}>)",
                       list, value);
}

std::string first(const RunRecord& record, std::string_view wanted)
{
    for (const auto& [item, text] : record.items) {
        if (item == wanted) {
            return text;
        }
    }
    return {};
}

bool is_source(std::string_view item)
{
    return item == "input" || item == "areas" || item == "denominator" || item == "harm_table";
}

std::string lineage_of(const RunRecord& record)
{
    std::string statement;
    std::string sources;
    for (const auto& [item, text] : record.items) {
        if (is_source(item)) {
            sources += "<gmd:source><gmd:LI_Source>" + text_xml("description", item + ": " + text) +
                       "</gmd:LI_Source></gmd:source>\n";
        } else if (item != "title" && item != "marking") {
            statement += (statement.empty() ? "" : "; ") + item + ": " + text;
        }
    }
    return "<gmd:lineage><gmd:LI_Lineage>" + text_xml("statement", statement) + "\n" + sources +
           "</gmd:LI_Lineage></gmd:lineage>\n";
}

} // namespace

std::string lineage_xml(const RunRecord& record, const std::string& date)
{
    const auto day = fmt::format("<gco:Date>{}</gco:Date>", xml_escaped(date));
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<gmd:MD_Metadata xmlns:gmd=\"http://www.isotc211.org/2005/gmd\" "
           "xmlns:gco=\"http://www.isotc211.org/2005/gco\">\n" +
           text_xml("fileIdentifier", "harmspot-" + record.run_id) + "\n" + text_xml("language", "eng") +
           "\n<gmd:hierarchyLevel>" + code_xml("MD_ScopeCode", "dataset") + "</gmd:hierarchyLevel>\n<gmd:dateStamp>" +
           day +
           "</gmd:dateStamp>\n<gmd:identificationInfo><gmd:MD_DataIdentification>\n<gmd:citation><gmd:CI_Citation>" +
           text_xml("title", first(record, "title")) + "<gmd:date><gmd:CI_Date><gmd:date>" + day +
           "</gmd:date><gmd:dateType>" + code_xml("CI_DateTypeCode", "creation") +
           "</gmd:dateType></gmd:CI_Date></gmd:date></gmd:CI_Citation></gmd:citation>\n" +
           text_xml("abstract", "Harm hotspots. " + first(record, "period")) +
           "\n<gmd:resourceConstraints><gmd:MD_Constraints>" + text_xml("useLimitation", first(record, "marking")) +
           "</gmd:MD_Constraints></gmd:resourceConstraints>\n" + text_xml("language", "eng") +
           "\n</gmd:MD_DataIdentification></gmd:identificationInfo>\n"
           "<gmd:dataQualityInfo><gmd:DQ_DataQuality><gmd:scope><gmd:DQ_Scope><gmd:level>" +
           code_xml("MD_ScopeCode", "dataset") + "</gmd:level></gmd:DQ_Scope></gmd:scope>\n" + lineage_of(record) +
           "</gmd:DQ_DataQuality></gmd:dataQualityInfo>\n</gmd:MD_Metadata>\n";
}

} // namespace harmspot
