// Values of a graph in two forms, as they are and optimised, compared on grids of numbers: what is optimised is to be finite wherever the
// other is, and as accurate.
#pragma once

#include <ctgrad/evaluate/interpret.hpp>
#include <ctgrad/transform/equal_values.hpp>

#include "values.hpp"
#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <vector>

namespace ctgrad::test {

inline graph::view view_of(builder const& g, detail::list<graph::output> const& outputs) {
    return {
        g.nodes.begin(),
        g.arguments.begin(),
        g.indices.begin(),
        g.extents_pool.begin(),
        g.constants.begin(),
        g.inputs.begin(),
        outputs.begin(),
        {.nodes = g.nodes.size(), .arguments = g.arguments.size(), .indices = g.indices.size(), .inputs = g.inputs.size(), .outputs = outputs.size()}};
}

template <class T>
std::vector<T> evaluated(graph::view const& program, std::vector<double> const& at) {
    std::vector<T> const values(at.begin(), at.end());
    std::vector<T const*> reals;
    for (T const& x : values) reals.push_back(&x);
    reals.resize(static_cast<std::size_t>(program.count.inputs), nullptr);
    std::vector<int const*> const integers(reals.size(), nullptr);
    std::vector<T> result(static_cast<std::size_t>(program.count.outputs));
    std::vector<T*> memory;
    for (T& x : result) memory.push_back(&x);
    evaluate::interpreter<T>(program, {reals.data(), integers.data()}).run(memory.data());
    return result;
}

/// Values of one graph, as they are and optimised.
struct pair_of_programs {
    builder plain;
    builder cheap;
    builder compacted;
    detail::list<graph::output> outputs;
    detail::list<graph::output> optimised;

    /// `pass` writes the outputs of a finished graph into another one.
    template <class Pass>
    pair_of_programs(values& s, std::vector<symbolic> const& results, Pass pass) {
        for (symbolic const& r : results) outputs.push({.value = r.t.as_argument()});
        outputs = transform::compaction(s.g, plain).run(outputs);
        optimised = pass(view_of(plain, outputs), cheap);
        optimised = transform::compaction(cheap, compacted).run(optimised);
    }
    pair_of_programs(values& s, std::vector<symbolic> const& results)
        : pair_of_programs(s, results, [](graph::view const& from, builder& to) { return transform::optimise(from, to); }) {}
    bool is_cheaper() const { return optimised.size() > 0; }
    long cost_before() const { return transform::optimisation::cost_of(view_of(plain, outputs)); }
    long cost_after() const { return transform::optimisation::cost_of(view_of(compacted, optimised)); }

    std::vector<double> before(std::vector<double> const& at) const { return evaluated<double>(view_of(plain, outputs), at); }
    std::vector<double> after(std::vector<double> const& at) const {
        return evaluated<double>(view_of(compacted, optimised), at);
    }
    std::vector<long double> exact(std::vector<double> const& at) const {
        return evaluated<long double>(view_of(plain, outputs), at);
    }
};

/// The error of the formula as it stands, the largest at some points next to each other: at a single one it may be small by chance.
// Every other point is moved by a little in absolute terms too, so that 1 - 2 sigmoid(x), which is lost in rounding errors of numbers of the size
// of 1, is seen to be lost.
inline std::vector<double> errors_before(pair_of_programs const& p, std::vector<double> const& at) {
    std::vector<double> errors(static_cast<std::size_t>(p.outputs.size()), 0.0);
    for (int k = -8; k <= 8; ++k) {
        std::vector<double> near = at;
        for (std::size_t i = 0; i < near.size(); ++i) {
            near[i] *= 1 + k * (static_cast<double>(i) + 1) * 0x1p-30;
            if (k % 2 != 0) near[i] += k * 0x1p-58;
        }
        std::vector<double> const value = p.before(near);
        std::vector<long double> const exact = p.exact(near);
        for (std::size_t i = 0; i < errors.size(); ++i) {
            double const error = static_cast<double>(std::abs(static_cast<long double>(value[i]) - exact[i]));
            if (std::isfinite(error)) errors[i] = std::max(errors[i], error);
        }
    }
    return errors;
}

using axis = std::vector<double>;

/// Numbers, and their opposites.
inline axis with_signs(axis const& positive) {
    axis all;
    for (double const x : positive) {
        all.push_back(x);
        all.push_back(-x);
    }
    return all;
}
/// 0, moderate, tiny and huge numbers. 1e-290 stands for what is too small to be squared.
inline axis fine() {
    return with_signs({0,    1e-290, 1e-70, 1e-7, 0.3, 1,   2.7,  7.5,   19,    27.2,
                       38.3, 120,    700.5, 745,  1e5, 1e20, 1e76, 1e154, 1e200, 1e300});
}
inline axis coarse() { return with_signs({0, 1e-290, 1e-7, 0.3, 2.7, 27.2, 745, 1e76, 1e200, 1e300}); }

/// Compares both programs where the inputs run through axes, and counts the comparisons.
inline int check(pair_of_programs const& p, std::vector<axis> const& axes) {
    int compared = 0;
    std::size_t points = 1;
    for (axis const& a : axes) points *= a.size();
    for (std::size_t point = 0; point < points; ++point) {
        std::vector<double> at;
        std::size_t rest = point;
        for (axis const& a : axes) {
            at.push_back(a[rest % a.size()]);
            rest /= a.size();
        }
        std::vector<double> const before = p.before(at);
        std::vector<double> const after = p.after(at);
        bool suspicious = false;
        for (std::size_t i = 0; i < before.size(); ++i)
            suspicious = suspicious || (std::isfinite(before[i]) && !(before[i] == after[i]));
        compared += static_cast<int>(before.size());
        if (!suspicious) continue;
        std::vector<double> const errors = errors_before(p, at);
        std::vector<long double> const exact = p.exact(at);
        for (std::size_t i = 0; i < before.size(); ++i) {
            if (!std::isfinite(before[i])) continue;
            INFO("value " << i << " at " << Catch::Detail::stringify(at) << ": " << before[i] << ", optimised " << after[i]);
            CHECK(std::isfinite(after[i]));
            // 8 rounding errors, or as many times the error of the formula as it stands. What long double cannot tell: where a formula is
            // NaN, and only the range of double hides it.
            double const error = static_cast<double>(std::abs(static_cast<long double>(after[i]) - exact[i]));
            double const ulp = std::abs(before[i]) * std::numeric_limits<double>::epsilon();
            if (std::isfinite(exact[i])) CHECK(error <= 8 * std::max(errors[i], ulp) + 8 * std::numeric_limits<double>::denorm_min());
        }
    }
    return compared;
}

/// The price of a call option by Black and Scholes, five derivatives, and gamma. x, y and z are the prices of stock and strike and the rate.
inline std::vector<symbolic> greeks(values& s, symbolic const& volatility, symbolic const& years) {
    symbolic const one = s.number(1), spread = volatility * sqrt(years);
    symbolic const d1 = (log(s.x / s.y) + (s.z + volatility * volatility / 2) * years) / spread;
    auto const normal = [&](symbolic const& a) { return (one + of<op::erf_op>(a / sqrt(s.number(2)))) / 2; };
    symbolic const price = s.x * normal(d1) - s.y * exp(-(s.z * years)) * normal(d1 - spread);
    symbolic const delta = gradient(price, s.x);
    return {price, delta, gradient(price, s.y), gradient(price, s.z), gradient(price, volatility), gradient(price, years), gradient(delta, s.x)};
}
/// Values of the five inputs of `greeks`.
inline std::vector<axis> axes_of_greeks(pair_of_programs const& p) {
    std::vector<axis> axes{{0, 1e-70, 3, 100, 1e6, 1e200}, {1e-7, 2.5, 101, 1e30}, {-0.1, 0, 0.03, 40}};
    while (static_cast<int>(axes.size()) < p.plain.inputs.size()) axes.push_back({0.5});  // of values, not used
    axes[axes.size() - 2] = {0, 1e-9, 0.02, 0.3, 4, 1e5};
    axes[axes.size() - 1] = {0, 1e-20, 0.004, 1, 30, 1e4};
    return axes;
}

}  // namespace ctgrad::test
