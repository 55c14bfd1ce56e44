// SPDX-License-Identifier: MIT
//
// Reads a data.police.uk file, or several, to projected incidents in memory: threads 1, 2, 4.
// usage: HARMSPOT_BENCH_CSV=FILE read_incidents [Google Benchmark options]
// Rows come from read_make_police_csv. `memory_B_per_row` is the peak of resident memory that no file
// backs, less what it was before, over rows; it is only meaningful for the first case run in a process.

#include "harmspot/read.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>

namespace
{

/// Resident memory that is the process's own (RssAnon), in bytes.
double own_memory()
{
    std::ifstream status("/proc/self/status");
    for (std::string word; status >> word;) {
        double kilobytes = 0;
        if (word == "RssAnon:" && status >> kilobytes) {
            return kilobytes * 1024;
        }
    }
    return 0;
}

/// Watches own memory from a thread beside the work.
class PeakWatch
{
public:
    PeakWatch() : m_before(own_memory()), m_thread([this] { watch(); }) {}
    ~PeakWatch()
    {
        m_stop = true;
        m_thread.join();
    }
    PeakWatch(const PeakWatch&) = delete;
    PeakWatch& operator=(const PeakWatch&) = delete;
    [[nodiscard]] double grown() const { return m_peak - m_before; }

private:
    void watch()
    {
        while (!m_stop) {
            m_peak = std::max<double>(m_peak, own_memory());
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
    }

    double m_before;
    std::atomic<double> m_peak{0};
    std::atomic<bool> m_stop{false};
    std::thread m_thread;
};

void read_police_uk(benchmark::State& state)
{
    const char* path = std::getenv("HARMSPOT_BENCH_CSV");
    if (path == nullptr) {
        state.SkipWithError("HARMSPOT_BENCH_CSV does not name a file");
        return;
    }
    harmspot::RunConfig config;
    config.incidents.format = "police-uk";
    const auto threads = static_cast<unsigned>(state.range(0));
    const auto files = harmspot::expand_files({path});
    std::size_t rows = 0;
    double memory = 0;
    for (auto step : state) {
        static_cast<void>(step);
        state.PauseTiming();
        {
            const PeakWatch watch;
            state.ResumeTiming();
            const auto read = harmspot::read_incidents(files, files, config, threads, {});
            rows = read.incidents.size();
            state.PauseTiming();
            memory = std::max(memory, watch.grown());
        }
        state.ResumeTiming();
    }
    state.SetItemsProcessed(static_cast<std::int64_t>(rows) * state.iterations());
    state.counters["memory_B_per_row"] = memory / static_cast<double>(std::max<std::size_t>(rows, 1));
}

BENCHMARK(read_police_uk)->Arg(1)->Arg(2)->Arg(4)->Unit(benchmark::kMillisecond)->UseRealTime();

} // namespace

BENCHMARK_MAIN();
