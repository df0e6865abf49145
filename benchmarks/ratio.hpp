// How many times as long as hand-written code does the library take? Both run in one process, in interleaved rounds,
// on the same inputs: machines change their clock and their neighbours between two processes, and even between two
// seconds, but hardly between two neighbouring slices of half a millisecond. The figure is the median over the rounds
// of the ratio within each round. It counts only where both agree on every result.
#pragma once
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ratio {

/// One way to compute something. run(input) does it once and returns the result, or a reference to where it wrote it;
/// flatten(result, numbers) appends every number of the result to a std::vector<double>, outside of what is timed.
template <class Run, class Flatten>
struct contender {
    Run run;
    Flatten flatten;
};
template <class Run, class Flatten>
contender(Run, Flatten) -> contender<Run, Flatten>;

struct settings {
    double slice = 5e-4;       // seconds that one contender runs at a time
    std::size_t rounds = 401;  // odd, so that a median is a measurement
    double tolerance = 1e-10;  // of a result, relative to the largest number of that result
};

struct report {
    double hand_ns = 0;  // median time of one evaluation
    double other_ns = 0;
    double ratio = 0;         // median of the ratios, other over hand, of the rounds
    double disagreement = 0;  // largest relative difference of a result; infinite where one is not finite
};

namespace detail {

inline double median(std::vector<double> values) {
    auto const middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Largest difference over the largest magnitude of the expected numbers; infinite for lengths or values that cannot be
/// compared.
inline double difference(std::span<double const> expected, std::span<double const> found) {
    if (expected.empty() || expected.size() != found.size()) return HUGE_VAL;
    auto scale = 0.0;
    auto largest = 0.0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        auto const d = std::abs(expected[i] - found[i]);
        if (!(d < HUGE_VAL)) return HUGE_VAL;
        scale = std::max(scale, std::abs(expected[i]));
        largest = std::max(largest, d);
    }
    return scale > 0.0 ? largest / scale : largest;
}

template <class Input, class Contender>
std::vector<double> result_of(Contender const& c, Input const& input) {
    auto numbers = std::vector<double>{};
    auto&& result = c.run(input);
    c.flatten(result, numbers);
    return numbers;
}

/// Nanoseconds of one evaluation, over `count` evaluations that go round the pool. Both contenders are inlined into the loop:
/// left to the compiler, one might be and the other not, and a call costs as much as five instructions.
template <class Input, class Contender>
[[gnu::noinline, gnu::flatten]] double time(Contender const& c, std::span<Input const> pool, std::size_t count) {
    using clock = std::chrono::steady_clock;
    auto const begin = clock::now();
    auto const* input = pool.data();
    auto const* const end = input + pool.size();
    for (std::size_t i = 0; i < count; ++i) {
        auto&& result = c.run(*input);
        asm volatile("" : : "r"(&result) : "memory");  // every number of the result has been stored
        if (++input == end) input = pool.data();
    }
    return std::chrono::duration<double, std::nano>(clock::now() - begin).count() / static_cast<double>(count);
}

/// How many evaluations fill a slice.
template <class Input, class Contender>
std::size_t calibrate(Contender const& c, std::span<Input const> pool, double slice) {
    for (auto count = pool.size();; count *= 2) {
        auto const seconds = time(c, pool, count) * static_cast<double>(count) * 1e-9;
        if (seconds > slice / 2) return 1 + static_cast<std::size_t>(static_cast<double>(count) * slice / seconds);
    }
}

}  // namespace detail

/// Runs both contenders in interleaved rounds; who goes first alternates.
template <class Input, class Hand, class Other>
report compare(std::span<Input const> pool, Hand const& hand, Other const& other, settings const& how = {}) {
    auto out = report{};
    for (auto const& input : pool) {
        auto const expected = detail::result_of(hand, input);
        auto const found = detail::result_of(other, input);
        out.disagreement = std::max(out.disagreement, detail::difference(expected, found));
    }
    auto const hand_count = detail::calibrate(hand, pool, how.slice);
    auto const other_count = detail::calibrate(other, pool, how.slice);
    auto hand_times = std::vector<double>{};
    auto other_times = std::vector<double>{};
    auto ratios = std::vector<double>{};
    for (std::size_t round = 0; round < how.rounds; ++round) {
        auto hand_time = 0.0;
        auto other_time = 0.0;
        if (round % 2 == 0) {
            hand_time = detail::time(hand, pool, hand_count);
            other_time = detail::time(other, pool, other_count);
        } else {
            other_time = detail::time(other, pool, other_count);
            hand_time = detail::time(hand, pool, hand_count);
        }
        hand_times.push_back(hand_time);
        other_times.push_back(other_time);
        ratios.push_back(other_time / hand_time);
    }
    out.hand_ns = detail::median(hand_times);
    out.other_ns = detail::median(other_times);
    out.ratio = detail::median(ratios);
    return out;
}

/// How many registered comparisons disagreed so far; `main` turns it into the exit status.
inline int disagreements = 0;

/// Registers a comparison with google-benchmark: its time is the other contender's median; hand_ns and ratio are
/// counters. One iteration is a whole set of interleaved rounds.
template <class Input, class Hand, class Other>
void register_comparison(
    std::string const& name, std::span<Input const> pool, Hand hand, Other other, settings how = {}) {
    benchmark::RegisterBenchmark(
        name.c_str(),
        [=](benchmark::State& state) {
            for (auto _ : state) {
                auto const result = compare(pool, hand, other, how);
                state.SetIterationTime(result.other_ns * 1e-9);
                state.counters["hand_ns"] = result.hand_ns;
                state.counters["ratio"] = result.ratio;
                state.counters["disagreement"] = result.disagreement;
                if (!(result.disagreement <= how.tolerance)) {
                    ++disagreements;
                    state.SkipWithError("the results disagree with those of the hand-written code");
                }
            }
        })
        ->Iterations(1)
        ->UseManualTime()
        ->Unit(benchmark::kNanosecond);
}

/// The body of a benchmark program's main, after its comparisons are registered.
inline int run(int argc, char** argv) {
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    auto const ran = benchmark::RunSpecifiedBenchmarks();
    benchmark::Shutdown();
    if (ran == 0) std::fprintf(stderr, "no benchmark ran\n");
    return ran == 0 || disagreements != 0 ? 1 : 0;
}

}  // namespace ratio
