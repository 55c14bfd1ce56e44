// SPDX-License-Identifier: MIT
#include "run_folder.hpp"

#include "run/detect.hpp"

#include <catch2/catch.hpp>

#include <numeric>

using namespace harmspot;

namespace
{

/// A prepared sample, so that jobs can be detected without a run.
struct Prepared {
    SampleRun sample;
    RunConfig config;
    RunOptions options;
    Progress progress;
    RunData data;

    explicit Prepared(const std::vector<std::string>& set) : config(sample.config("out", set))
    {
        Stopwatch watch;
        data = prepare(config, options, progress, watch);
    }
    [[nodiscard]] Detector detector() const { return {config, options, data, progress}; }
    [[nodiscard]] Job job_of(const std::string& method, Version version) const
    {
        for (const auto& job : plan_jobs(config, data)) {
            if (config.hotspots[job.entry].method == method && job.version == version) {
                return job;
            }
        }
        FAIL("no such job");
        return {};
    }
};

const std::vector<std::string> kEntries{"hotspots.kde.cell_m=200", "hotspots.kde.bandwidth_m=nearest"};

} // namespace

TEST_CASE("what is detected again in the same places is the same", "[run]")
{
    const Prepared prepared(kEntries);
    const auto detector = prepared.detector();
    const auto job = prepared.job_of("kde", Version::harm);
    const auto found = detector.detect(job);
    const auto again = detector.redetect(job, found, found.places.view(), {});
    const auto& first = std::get<Surface>(found.detection);
    CHECK(std::get<Surface>(again).raster.values == first.raster.values);
    CHECK(std::get<Surface>(again).unit == first.unit);
}

TEST_CASE("a bandwidth that the data chose stands when detection is done again", "[run]")
{
    const Prepared prepared(kEntries);
    const auto detector = prepared.detector();
    const auto job = prepared.job_of("kde", Version::harm);
    const auto found = detector.detect(job);
    // Only the first tenth of the places, all the others emptied: chosen afresh the bandwidth would be another.
    auto places = found.places;
    for (std::size_t i = places.x.size() / 10; i < places.x.size(); ++i) {
        places.incidents[i] = 0;
        places.weight[i] = 0;
    }
    const auto again = detector.redetect(job, found, places.view(), {});
    const double metres = std::get<Surface>(found.detection).bandwidth_m;
    CHECK(std::get<Surface>(again).bandwidth_m == metres);
    ThemePlaces few;
    for (std::size_t i = 0; i < places.x.size() / 10; ++i) {
        few.x.push_back(places.x[i]);
        few.y.push_back(places.y[i]);
        few.weight.push_back(places.weight[i]);
        few.incidents.push_back(places.incidents[i]);
    }
    MethodContext context;
    context.extent = std::get<Surface>(found.detection).raster.grid.extent();
    const auto afresh = find_method("kde")->detect(few.view(), prepared.config.hotspots[job.entry].params, context);
    CHECK(std::get<Surface>(afresh).bandwidth_m != metres);
}

TEST_CASE("labels of clusters found again stand per place given, empty ones as noise", "[run]")
{
    const Prepared prepared(kEntries);
    const auto detector = prepared.detector();
    const auto job = prepared.job_of("dbscan", Version::count);
    const auto found = detector.detect(job);
    const auto& first = std::get<Clusters>(found.detection);
    REQUIRE(first.count > 0);
    const auto baseline = detector.baseline(job);
    std::vector<double> weight(baseline.theme.begin(), baseline.theme.end());
    const PlacesView all{baseline.places.x, baseline.places.y, weight, baseline.theme};
    const auto again = std::get<Clusters>(detector.redetect(job, found, all, {}));
    REQUIRE(again.label.size() == all.size());
    std::vector<std::int32_t> label_of(prepared.data.read.incidents.places.size(), -1);
    for (std::size_t i = 0; i < first.label.size(); ++i) {
        label_of[found.places.place[i]] = first.label[i];
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
        CHECK(again.label[i] == label_of[baseline.places.place[i]]);
    }
}

TEST_CASE("the baseline holds every located incident of the run, and the theme's among them", "[run]")
{
    const Prepared prepared(kEntries);
    const auto detector = prepared.detector();
    const auto job = prepared.job_of("kde", Version::count);
    const auto baseline = detector.baseline(job);
    std::uint64_t located = 0;
    for (const auto place : prepared.data.read.incidents.place) {
        located += place != kNoPlace ? 1U : 0U;
    }
    CHECK(std::accumulate(baseline.places.incidents.begin(), baseline.places.incidents.end(), std::uint64_t{0}) ==
          located);
    CHECK(std::accumulate(baseline.theme.begin(), baseline.theme.end(), std::uint64_t{0}) ==
          detector.detect(job).rows.place.size());
    for (std::size_t i = 0; i < baseline.theme.size(); ++i) {
        CHECK(baseline.theme[i] <= baseline.places.incidents[i]);
    }
    // Of one area: only its own.
    const auto area = detector.baseline(job, AreaRef{0, 0});
    CHECK(area.places.x.size() < baseline.places.x.size());
    for (const auto place : area.places.place) {
        CHECK(prepared.data.area_of_place[0][place] == 0);
    }
}
