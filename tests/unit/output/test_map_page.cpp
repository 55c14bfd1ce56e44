// SPDX-License-Identifier: MIT
#include "scratch.hpp"

#include "harmspot/class_breaks.hpp"
#include "harmspot/map_page.hpp"

#include <catch2/catch.hpp>

#include <nlohmann/json.hpp>

using namespace harmspot;

namespace
{

class PageFile
{
public:
    [[nodiscard]] std::string written(const MapPage& page) const
    {
        const auto path = m_folder / "page.html";
        write_map_page(path, page);
        return bytes_of(path);
    }

private:
    Scratch m_folder; ///< of this process alone: tests run side by side
};

ProductInfo about(const std::string& theme)
{
    ProductInfo info;
    info.title = "A year";
    info.theme = theme;
    info.theme_title = "Theme " + theme;
    info.entry = "kde";
    info.method = "kde";
    info.version = "harm";
    info.harm_unit = "days";
    return info;
}

Hotspot spot(std::uint32_t rank, const std::string& place)
{
    Hotspot h;
    h.id = "burglary-kde-nz24" + std::to_string(rank);
    h.shape = square(424'000 + 500.0 * rank, 564'000, 200);
    h.rank = h.harm_rank = h.incidents_rank = rank;
    h.place = place;
    h.place_share = 0.9;
    h.incidents = 20;
    h.harm = 300;
    h.harm_share = 0.1;
    h.area_km2 = 0.04;
    h.distinct_places = 5;
    h.effective_incidents = 15;
    return h;
}

MapPage page_with(const std::vector<Hotspot>& spots, const std::string& theme = "burglary")
{
    HotspotList list;
    list.hotspots = spots;
    AreaLayer layer;
    layer.name = "command";
    layer.areas = {{"Central", "central", square(420'000, 560'000, 10'000)}};
    ProductInfo outline;
    outline.area_layer = "command";
    MapPage page;
    page.title = "A year";
    page.scope = "Central command only";
    page.marking = "OFFICIAL-SENSITIVE";
    page.months = "Incidents of 2022-03 to 2023-02.";
    page.warnings = {"No rows for 2022-11."};
    page.layers.push_back({publish(list, {layer}, 27'700, about(theme), {}), "Density map",
                           "Two places hold 60 of 100 incidents.", "Nothing."});
    page.areas.push_back(publish_areas(layer, 27'700, outline, {}));
    return page;
}

/// The data that the page carries.
nlohmann::json data_of(const std::string& html)
{
    const std::string open = "<script type=\"application/json\" id=\"data\">";
    const auto from = html.find(open) + open.size();
    return nlohmann::json::parse(html.substr(from, html.find("</script>", from) - from));
}

std::size_t count_of(const std::string& text, const std::string& part)
{
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++count;
    }
    return count;
}

} // namespace

TEST_CASE("the page says the same with scripts and without", "[map_page]")
{
    const PageFile file;
    const auto html = file.written(page_with({spot(1, "Nun Street"), spot(2, "Canning Street")}));
    const auto from = html.find("<noscript>");
    const auto plain = html.substr(from, html.find("</noscript>") - from);
    for (const char* words : {"Two places hold 60 of 100 incidents.", "Nun Street", "Canning Street", "Central command",
                              "No rows for 2022-11.", "Incidents of 2022-03 to 2023-02.", "<svg"}) {
        CHECK(plain.find(words) != std::string::npos);
    }
    const auto data = data_of(html);
    CHECK(data["scope"] == "Central command only");
    CHECK(data["layers"][0]["headline"] == "Two places hold 60 of 100 incidents.");
    const auto& first = data["layers"][0]["features"][0];
    CHECK(first["p"]["place"] == "Nun Street");
    CHECK(first["s"][0][0] ==
          nlohmann::json({424'500, 564'000, 424'700, 564'000, 424'700, 564'200, 424'500, 564'200, 424'500, 564'000}));
    CHECK(data["areas"][0]["name"] == "Central");
    CHECK(count_of(html, "OFFICIAL-SENSITIVE") >= 2); // top and bottom
}

TEST_CASE("the page asks for nothing from anywhere", "[map_page]")
{
    const PageFile file;
    const auto html = file.written(page_with({spot(1, "Nun Street")}));
    CHECK(html.find("default-src &#39;none&#39;") != std::string::npos);
    const auto style = html.substr(html.find("<style>"), html.find("</style>") - html.find("<style>"));
    CHECK(style.find("url(") == std::string::npos);
    CHECK(html.find("<script src") == std::string::npos);
    CHECK(html.find("<img src=\"http") == std::string::npos);
    CHECK(html.find("<link") == std::string::npos);
    CHECK(html.find("sourceMappingURL") == std::string::npos);
}

TEST_CASE("hostile names stay text on the page", "[map_page]")
{
    const std::string hostile = "</script><img src=x onerror=alert(1)>{{data}}\xE2\x80\xAE";
    const PageFile file;
    auto page = page_with({spot(1, hostile)});
    page.scope = hostile;
    page.warnings = {hostile};
    const auto html = file.written(page);
    CHECK(html.find("<img") == std::string::npos);
    CHECK(count_of(html, "</script>") == 2); // the data's and the page's own
    CHECK(count_of(html, "\xE2\x80\xAE") == 0);
    CHECK(data_of(html)["layers"][0]["features"][0]["p"]["place"].get<std::string>().find("</script><img") == 0);
}

TEST_CASE("a page that would be too large shows fewer places and says so", "[map_page]")
{
    std::vector<Hotspot> many;
    for (std::uint32_t rank = 1; rank <= 900; ++rank) {
        many.push_back(spot(rank, "Street " + std::to_string(rank) + std::string(8'000, 'x')));
    }
    const PageFile file;
    const auto html = file.written(page_with(many));
    CHECK(html.size() <= kMostPageBytes);
    const auto layer = data_of(html)["layers"][0];
    CHECK(layer["features"].size() == 300);
    CHECK(layer["statements"][0] == "This page shows the first 300 of 900 places, to stay small; the layer has all.");
}

TEST_CASE("a page without places has its areas and says why it is empty", "[map_page]")
{
    const PageFile file;
    const auto html = file.written(page_with({}));
    const auto data = data_of(html);
    CHECK(data["layers"][0]["features"].empty());
    CHECK(data["layers"][0]["empty"] == "Nothing.");
    CHECK(html.find("class=\"area\"") != std::string::npos);
}

TEST_CASE("the page colours by the classes that the GIS layers have", "[map_page]")
{
    auto dense = spot(1, "Nun Street");
    dense.harm = 900;
    const auto page = page_with({dense, spot(2, "Canning Street"), spot(3, "Pilgrim Street")});
    const auto made = class_breaks(page.layers.front().layer);
    const auto told = data_of(PageFile().written(page))["layers"][0]["classes"];
    CHECK(told["property"] == made.property);
    CHECK(told["breaks"] == nlohmann::json(made.breaks));
    CHECK(told["kinds"] == nlohmann::json({"low", "high"})); // 300, 300 and 900 days on 0.04 km2 each
    CHECK(told["labels"] == nlohmann::json({"under 22,000", "22,000 and over"}));
}
