// SPDX-License-Identifier: MIT
// From any text to a RunConfig: either a config that can be used or problems that can be read.
#include "fuzz/fuzz_target.hpp"

#include "harmspot/config.hpp"
#include "harmspot/error.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

using namespace harmspot;

namespace
{

const std::string kName = "configs/fuzz.toml";

void check_problem(const std::string& problem)
{
    must(problem.starts_with(kName + ":"), "every problem names the file");
    must(std::none_of(problem.begin(), problem.end(), [](char c) { return static_cast<unsigned char>(c) < ' '; }),
         "no problem holds control characters");
    must(nlohmann::json(problem).dump().size() > kName.size(), "every problem is UTF-8");
}

} // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const auto text = text_of(data, size);
    try {
        const auto config = parse_config(text, kName, {});
        must(nlohmann::json::parse(config.resolved_json).is_object(), "a config can be written to the manifest");
        must(parse_config(text, kName, {}).resolved_json == config.resolved_json,
             "the same text gives the same config");
        must(!config.incidents.files.empty() && !config.areas.empty() && !config.hotspots.empty(),
             "a config that is accepted has all that a run needs");
    } catch (const ConfigError& error) {
        must(!error.problems().empty(), "what is refused is refused for a reason");
        std::for_each(error.problems().begin(), error.problems().end(), check_problem);
    }
    return 0;
}
