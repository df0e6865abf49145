// Compares all methods of each kernel with the hand-written one, in interleaved rounds in one process: machines change their clock and
// their neighbours between two processes, hardly between two neighbouring slices of half a millisecond. A method takes part only
// where it agrees with the hand-written code.
//
// usage: benchmark_kernels [--rounds N] [--methods TEXT] [--addresses] [kernel]...
// --addresses prints where the code of each method is, for tools/bench; otherwise it
// prints one line for each method: kernel, method, median ratio to hand, median nanoseconds of an instance, largest difference
#include "contest.hpp"
#include "kernels.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <limits>
#include <string_view>
#include <vector>

namespace {

constexpr double slice = 4e-4;       // seconds that one method runs at a time
constexpr double tolerance = 1e-10;  // of a number, relative to itself and a thousandth of the largest of its result

struct pool {
    std::size_t stride;
    std::size_t count;
    double* numbers;

    explicit pool(kernels::kernel const& k) : stride((k.inputs + 7) / 8 * 8), count(k.pool) {
        numbers = static_cast<double*>(std::aligned_alloc(64, sizeof(double) * stride * count));
        kernels::generator random{42};
        for (std::size_t i = 0; i < count; ++i) k.draw(numbers + i * stride, random);
    }
    pool(pool const&) = delete;
    pool& operator=(pool const&) = delete;
    ~pool() { std::free(numbers); }
    double const* operator[](std::size_t i) const { return numbers + i * stride; }
};

alignas(64) double results[contest::most_outputs];

std::vector<double> result_of(contest::method const& m, double const* in, std::size_t outputs) {
    std::fill(std::begin(results), std::end(results), std::numeric_limits<double>::quiet_NaN());
    m.run(in, results);
    std::vector<double> flat(results, results + outputs);
    if (m.flatten != nullptr) m.flatten(results, flat.data());
    return flat;
}

/// Infinite where a number is none.
double difference(std::vector<double> const& expected, std::vector<double> const& found) {
    double largest = 0;
    for (double const e : expected) largest = std::max(largest, std::abs(e));
    double worst = 0;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        double const d = std::abs(found[i] - expected[i]) / (std::abs(expected[i]) + 1e-3 * largest);
        if (!(d <= worst)) worst = d < HUGE_VAL ? d : HUGE_VAL;
    }
    return worst;
}

/// Nanoseconds of a call.
[[gnu::noinline]] double time(contest::method const& m, pool const& inputs, std::size_t calls) {
    using clock = std::chrono::steady_clock;
    auto const run = m.run;
    std::size_t at = 0;
    auto const begin = clock::now();
    for (std::size_t i = 0; i < calls; ++i) {
        run(inputs[at], results);
        asm volatile("" : : "r"(results) : "memory");
        if (++at == inputs.count) at = 0;
    }
    return std::chrono::duration<double, std::nano>(clock::now() - begin).count() / static_cast<double>(calls);
}

std::size_t calls_of_a_slice(contest::method const& m, pool const& inputs) {
    for (auto calls = inputs.count;; calls *= 2) {
        double const seconds = time(m, inputs, calls) * static_cast<double>(calls) * 1e-9;
        if (seconds > slice / 2) return 1 + static_cast<std::size_t>(static_cast<double>(calls) * slice / seconds);
    }
}

double median(std::vector<double> values) {
    auto const middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

struct contender {
    contest::method const* method;
    double worst;
    std::size_t calls = 0;
    std::vector<double> times{};
};

/// Returns whether all agree.
bool compare(kernels::kernel const& k, char const* wanted, std::size_t rounds) {
    pool const inputs(k);
    std::vector<contender> contenders;
    bool sound = true;
    for (auto const& m : contest::methods()) {
        bool const by_hand = std::strcmp(m.name, "hand") == 0;
        if (std::strcmp(m.kernel, k.name) != 0 || !(by_hand || std::strstr(m.name, wanted) != nullptr)) continue;
        if (by_hand)
            contenders.insert(contenders.begin(), {&m, 0});
        else
            contenders.push_back({&m, 0});
    }
    if (contenders.empty()) return true;
    for (std::size_t i = 0; i < inputs.count; ++i) {
        auto const expected = result_of(*contenders[0].method, inputs[i], k.outputs);
        for (auto& c : contenders)
            c.worst = std::max(c.worst, difference(expected, result_of(*c.method, inputs[i], k.outputs)));
    }
    for (auto& c : contenders) {
        if (c.worst <= tolerance) continue;
        std::printf("%s %s WRONG - %.1e\n", k.name, c.method->name, c.worst);
        sound = false;
    }
    std::erase_if(contenders, [](contender const& c) { return !(c.worst <= tolerance); });
    for (auto& c : contenders) c.calls = calls_of_a_slice(*c.method, inputs);
    for (std::size_t round = 0; round < rounds; ++round)
        for (auto& c : contenders) c.times.push_back(time(*c.method, inputs, c.calls) / c.method->group);
    for (auto const& c : contenders) {
        std::vector<double> ratios;
        for (std::size_t round = 0; round < rounds; ++round)
            ratios.push_back(c.times[round] / contenders[0].times[round]);
        std::printf("%s %s %.3f %.2f %.1e\n", k.name, c.method->name, median(ratios), median(c.times), c.worst);
    }
    std::fflush(stdout);
    return sound;
}

extern "C" char const __executable_start;  // of the linker

int print_addresses() {
    for (auto const& m : contest::methods()) {
        auto const address = reinterpret_cast<char const*>(m.run) - &__executable_start;
        std::printf("%s %s %lx\n", m.kernel, m.name, static_cast<unsigned long>(address));
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    std::size_t rounds = 201;
    char const* wanted = "";
    std::vector<std::string_view> names;
    for (int i = 1; i < argc; ++i) {
        std::string_view const argument = argv[i];
        if (argument == "--rounds" && i + 1 < argc)
            rounds = std::strtoul(argv[++i], nullptr, 10);
        else if (argument == "--methods" && i + 1 < argc)
            wanted = argv[++i];
        else if (argument == "--addresses")
            return print_addresses();
        else
            names.push_back(argument);
    }
    bool sound = true;
    bool any = false;
    for (auto const& k : kernels::all) {
        if (!names.empty() && std::find(names.begin(), names.end(), k.name) == names.end()) continue;
        any = true;
        sound = compare(k, wanted, rounds) && sound;
    }
    if (!any) std::fprintf(stderr, "benchmark_kernels: no such kernel\n");
    return sound && any ? 0 : 1;
}
