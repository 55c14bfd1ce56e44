// SPDX-License-Identifier: MIT
#include "geo/platform.hpp"
#include "harmspot/error.hpp"
#include "harmspot/output.hpp"
#include "scratch.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>

#include <iostream>
#include <optional>

using namespace harmspot;
namespace fs = std::filesystem;

namespace
{

constexpr const char* kOurs = R"({"program": {"name": "harmspot", "version": "0.1.0"},
                                    "outputs": [{"path": "burglary/kde_hotspots.geojson"}]})";

/// A run's folder with one file and a manifest.
void make_run(const std::string& path, const std::string& content, bool overwrite = false)
{
    OutputFolder folder(path, overwrite);
    write_text(folder.path_for("burglary/kde_hotspots.geojson"), content);
    write_text(folder.path_for("manifest.json"), kOurs);
    folder.commit();
}

std::string content_of(const std::string& path)
{
    return bytes_of((fs::path(path) / "burglary" / "kde_hotspots.geojson").string());
}

std::size_t entries(const fs::path& folder)
{
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

/// An ordinary user while this lives, because nothing is forbidden to root.
class OrdinaryUser
{
public:
    OrdinaryUser() : m_was_root(geteuid() == 0)
    {
        if (m_was_root && seteuid(kNobody) != 0) {
            throw std::runtime_error("cannot become an ordinary user");
        }
    }
    OrdinaryUser(const OrdinaryUser&) = delete;
    OrdinaryUser& operator=(const OrdinaryUser&) = delete;
    ~OrdinaryUser()
    {
        if (m_was_root && seteuid(0) != 0) {
            std::abort();
        }
    }

private:
    static constexpr uid_t kNobody = 65534;
    bool m_was_root;
};

} // namespace

TEST_CASE("a run appears whole, and nothing else stays beside it", "[folder]")
{
    const Scratch scratch;
    const auto path = scratch / "out";
    {
        OutputFolder folder(path, false);
        const auto file = folder.path_for("packs/command/north/kde_hotspots.geojson");
        write_text(file, "x");
        CHECK_FALSE(fs::exists(path));
        CHECK(fs::path(file).string().find(".out.partial-" + std::to_string(platform::process_id())) !=
              std::string::npos);
        folder.commit();
        CHECK(folder.final_path() == path);
    }
    CHECK(bytes_of(path + "/packs/command/north/kde_hotspots.geojson") == "x");
    CHECK(entries(scratch.path()) == 1);
    CHECK((fs::status(path).permissions() & (fs::perms::group_all | fs::perms::others_all)) == fs::perms::none);
}

TEST_CASE("a run that is not committed leaves nothing, not even the parents it made", "[folder]")
{
    const Scratch scratch;
    {
        OutputFolder folder(scratch / "results/2024/out", false);
        write_text(folder.path_for("a.txt"), "x");
    }
    CHECK(entries(scratch.path()) == 0);
}

TEST_CASE("missing parents are made and a trailing slash is no matter", "[folder]")
{
    const Scratch scratch;
    make_run(scratch / "results/2024/out/", "x");
    CHECK(content_of(scratch / "results/2024/out") == "x");
}

TEST_CASE("an earlier run is replaced only when asked", "[folder]")
{
    const Scratch scratch;
    make_run(scratch / "out", "old");
    CHECK_THROWS_WITH(OutputFolder(scratch / "out", false), Catch::Contains("--overwrite"));
    make_run(scratch / "out", "new", true);
    CHECK(content_of(scratch / "out") == "new");
    CHECK(entries(scratch.path()) == 1);
}

TEST_CASE("an earlier run stays as it is when the next one is not committed", "[folder]")
{
    const Scratch scratch;
    make_run(scratch / "out", "old");
    {
        OutputFolder folder(scratch / "out", true);
        write_text(folder.path_for("a.txt"), "x");
    }
    CHECK(content_of(scratch / "out") == "old");
    CHECK(entries(scratch.path()) == 1);
}

TEST_CASE("an empty folder may be taken", "[folder]")
{
    const Scratch scratch;
    fs::create_directory(scratch / "out");
    make_run(scratch / "out", "x");
    CHECK(content_of(scratch / "out") == "x");
}

TEST_CASE("what is not an earlier run is never replaced", "[folder]")
{
    const Scratch scratch;
    const auto path = scratch / "out";
    SECTION("a folder with somebody's files")
    {
        fs::create_directory(path);
        write_text(path + "/thesis.docx", "x");
        CHECK_THROWS_WITH(OutputFolder(path, true), Catch::StartsWith(path) && Catch::Contains("not replaced"));
        CHECK(fs::exists(path + "/thesis.docx"));
    }
    SECTION("a folder with another program's manifest")
    {
        fs::create_directory(path);
        const auto* manifest = GENERATE(R"({"program": {"name": "other"}})", R"({"program": "harmspot"})", "[]", "",
                                        "{\"program\":", R"({"name": "harmspot"})");
        write_text(path + "/manifest.json", manifest);
        CHECK_THROWS_AS(OutputFolder(path, true), OutputError);
    }
    SECTION("a manifest that is a link")
    {
        fs::create_directory(path);
        write_text(scratch / "m.json", kOurs);
        fs::create_symlink(scratch / "m.json", path + "/manifest.json");
        CHECK_THROWS_AS(OutputFolder(path, true), OutputError);
    }
    SECTION("a file")
    {
        write_text(path, "x");
        CHECK_THROWS_WITH(OutputFolder(path, true), Catch::Contains("not a folder"));
    }
    SECTION("a link to an earlier run, with or without a slash")
    {
        make_run(scratch / "real", "x");
        fs::create_symlink(scratch / "real", path);
        CHECK_THROWS_WITH(OutputFolder(path, true), Catch::Contains("link"));
        CHECK_THROWS_WITH(OutputFolder(path + "/", true), Catch::Contains("link"));
        CHECK(content_of(scratch / "real") == "x");
    }
    SECTION("a link to nowhere")
    {
        fs::create_symlink(scratch / "nowhere", path);
        CHECK_THROWS_WITH(OutputFolder(path, true), Catch::Contains("link"));
    }
    SECTION("no name at all")
    {
        for (const auto* name : {"", ".", "..", "/", "./"}) {
            CHECK_THROWS_AS(OutputFolder(name, true), OutputError);
        }
    }
}

TEST_CASE("a folder that appears during the run is not replaced, and the run's own goes", "[folder]")
{
    const Scratch scratch;
    {
        OutputFolder folder(scratch / "out", false);
        write_text(folder.path_for("a.txt"), "x");
        fs::create_directory(scratch / "out");
        write_text(scratch / "out/theirs.txt", "y");
        CHECK_THROWS_WITH(folder.commit(), Catch::StartsWith(scratch / "out"));
    }
    CHECK(bytes_of(scratch / "out/theirs.txt") == "y");
    CHECK(entries(scratch.path()) == 1);
}

TEST_CASE("the earlier run stays when somebody deletes the new one under way", "[folder]")
{
    const Scratch scratch;
    make_run(scratch / "out", "old");
    {
        OutputFolder folder(scratch / "out", true);
        fs::remove_all(fs::path(folder.path_for("a.txt")).parent_path());
        CHECK_THROWS_AS(folder.commit(), OutputError);
    }
    CHECK(content_of(scratch / "out") == "old");
    CHECK(entries(scratch.path()) == 1);
}

TEST_CASE("the earlier run is put back when the new one cannot be put in its place", "[folder]")
{
    if (geteuid() != 0) {
        std::cout << "SKIP: only root can set this up\n";
        return;
    }
    // In a sticky folder only its owner may rename an entry: ours, the earlier run, but not the new one.
    const Scratch scratch;
    REQUIRE(chmod(scratch.path().c_str(), S_ISVTX | S_IRWXU | S_IRWXG | S_IRWXO) == 0);
    std::optional<OutputFolder> folder;
    {
        const OrdinaryUser user;
        make_run(scratch / "out", "old");
        folder.emplace(scratch / "out", true);
    }
    const auto temporary = fs::path(folder->path_for("a.txt")).parent_path();
    REQUIRE(chown(temporary.c_str(), 0, 0) == 0);
    fs::permissions(temporary, fs::perms::owner_all | fs::perms::others_read | fs::perms::others_exec |
                                   fs::perms::group_read | fs::perms::group_exec);
    {
        const OrdinaryUser user;
        CHECK_THROWS_WITH(folder->commit(), Catch::StartsWith(scratch / "out: cannot be put in place"));
    }
    CHECK(content_of(scratch / "out") == "old");
    folder.reset();
    CHECK(entries(scratch.path()) == 1);
}

TEST_CASE("folders of killed runs are found and got round", "[folder]")
{
    const Scratch scratch;
    const auto stale = ".out.partial-" + std::to_string(platform::process_id());
    fs::create_directory(scratch / stale);
    // No process has a number so high; process 1 always runs, and what a run is writing is no leftover.
    fs::create_directory(scratch / ".out.old-999999998");
    fs::create_directory(scratch / ".out.partial-999999999");
    fs::create_directory(scratch / ".out.partial-1");
    fs::create_directory(scratch / ".outer.partial-999999999");
    OutputFolder folder(scratch / "out", false);
    CHECK(folder.leftovers() ==
          std::vector<std::string>{scratch / ".out.old-999999998", scratch / ".out.partial-999999999"});
    write_text(folder.path_for("a.txt"), "x");
    folder.commit();
    CHECK(bytes_of(scratch / "out/a.txt") == "x");
    CHECK(fs::exists(scratch / stale));
}

TEST_CASE("paths inside are made of slugs only", "[folder]")
{
    const Scratch scratch;
    OutputFolder folder(scratch / "out", false);
    for (const auto& name : hostile_names()) {
        INFO(name.substr(0, 40));
        if (name != "a/b") {
            CHECK_THROWS_AS(folder.path_for(name), OutputError);
        }
        CHECK_NOTHROW(folder.path_for(slug(name) + "/kde_hotspots.geojson"));
    }
    for (const auto* name :
         {"", "/etc/x", "a//b", "a/", "a/../b", ".hidden", "a.", "nul.json", "x/aux", "a b", "A", "c:x", "a\\b"}) {
        INFO(name);
        CHECK_THROWS_AS(folder.path_for(name), OutputError);
    }
    CHECK_THROWS_WITH(folder.path_for(std::string(101, 'a')), Catch::Contains("100"));
    CHECK_NOTHROW(folder.path_for(std::string(60, 'a') + "/" + std::string(59, 'b')));
    CHECK_THROWS_WITH(folder.path_for(std::string(60, 'a') + "/" + std::string(60, 'b')),
                      Catch::Contains("over 120 characters"));
}

TEST_CASE("where nothing may be written, the error names the place", "[folder]")
{
    const Scratch scratch;
    fs::create_directory(scratch / "locked");
    REQUIRE(chmod((scratch / "locked").c_str(), S_IRUSR | S_IXUSR | S_IRGRP | S_IXGRP | S_IROTH | S_IXOTH) == 0);
    REQUIRE(chmod(scratch.path().c_str(), S_IRWXU | S_IRGRP | S_IXGRP | S_IROTH | S_IXOTH) == 0);
    const OrdinaryUser user;
    CHECK_THROWS_WITH(OutputFolder(scratch / "locked/out", false),
                      Catch::StartsWith(scratch / "locked/out: cannot be made") &&
                          Catch::Contains("Permission denied"));
    CHECK_THROWS_WITH(OutputFolder(scratch / "locked/a/out", false), Catch::StartsWith(scratch / "locked/a"));
}

TEST_CASE("a parent that is a file is an error that names it", "[folder]")
{
    const Scratch scratch;
    write_text(scratch / "file", "x");
    CHECK_THROWS_WITH(OutputFolder(scratch / "file/out", false), Catch::StartsWith(scratch / "file/"));
    CHECK_THROWS_AS(OutputFolder(scratch / "file/a/out", false), OutputError);
}

TEST_CASE("a folder in which somebody keeps files of their own is not replaced", "[folder]")
{
    const Scratch scratch;
    make_run(scratch / "out", "old");
    std::ofstream(scratch / "out/burglary/plan.qgz") << "work of a week";
    CHECK_THROWS_WITH(OutputFolder(scratch / "out", true), Catch::Contains("burglary/plan.qgz"));
    CHECK(bytes_of(scratch / "out/burglary/plan.qgz") == "work of a week");
}
