// Formulas with exponentials, optimised: finite wherever the formula as it stands is, and as accurate.
#include <ctgrad/transform/optimised.hpp>
#include <ctgrad/evaluate/interpret.hpp>

#include "../../support/values.hpp"
#include <catch2/catch.hpp>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

using namespace ctgrad;
using graph::builder;
using test::symbolic;

namespace {

graph::view view_of(builder const& g, detail::list<graph::output> const& outputs) {
    return {
        g.nodes.begin(),
        g.arguments.begin(),
        g.indices.begin(),
        g.extents_pool.begin(),
        g.constants.begin(),
        g.inputs.begin(),
        outputs.begin(),
        {.nodes = g.nodes.size(), .arguments = g.arguments.size(), .inputs = g.inputs.size(), .outputs = outputs.size()}};
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

    explicit pair_of_programs(test::values& s, std::vector<symbolic> const& results) {
        for (symbolic const& r : results) outputs.push({.value = r.t.as_argument()});
        outputs = transform::compaction(s.g, plain).run(outputs);
        optimised = transform::optimise(view_of(plain, outputs), cheap);
        optimised = transform::compaction(cheap, compacted).run(optimised);
    }
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

/// The error of the formula as it stands, the largest at some points next to each other: at a single one it may be small by chance. Every
// other point is moved by a little in absolute terms too, so that 1 - 2 sigmoid(x), which is lost in rounding errors of numbers of the size
// of 1, is seen to be lost.
std::vector<double> errors_before(pair_of_programs const& p, std::vector<double> const& at) {
    std::vector<double> errors(static_cast<std::size_t>(p.outputs.size()), 0.0);
    for (int k = -8; k <= 8; ++k) {
        std::vector<double> near = at;
        for (std::size_t i = 0; i < near.size(); ++i) near[i] = near[i] * (1 + k * (static_cast<double>(i) + 1) * 0x1p-30) + (k % 2 == 0 ? 0 : k * 0x1p-58);
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
axis with_signs(axis const& positive) {
    axis all;
    for (double const x : positive) {
        all.push_back(x);
        all.push_back(-x);
    }
    return all;
}
/// 0, moderate, tiny and huge numbers. 1e-290 stands for what is too small to be squared.
axis fine() {
    return with_signs({0,    1e-290, 1e-70, 1e-7, 0.3, 1,   2.7,  7.5,   19,    27.2,
                       38.3, 120,    700.5, 745,  1e5, 1e20, 1e76, 1e154, 1e200, 1e300});
}
axis coarse() { return with_signs({0, 1e-290, 1e-7, 0.3, 2.7, 27.2, 745, 1e76, 1e200, 1e300}); }

/// Compares both programs where the inputs run through axes, and counts the comparisons.
int check(pair_of_programs const& p, std::vector<axis> const& axes) {
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

using test::exp;
using test::log;
using test::of;
using test::sigmoid;
using test::sqrt;

symbolic d(symbolic const& f, symbolic const& x) { return test::gradient(f, x); }

/// A formula of x with three derivatives.
std::vector<symbolic> with_derivatives(symbolic const& f, symbolic const& x) {
    std::vector<symbolic> all{f};
    for (int k = 0; k < 3; ++k) all.push_back(d(all.back(), x));
    return all;
}
/// A formula of several numbers with its gradient and the second derivatives by the first.
std::vector<symbolic> with_gradient(symbolic const& f, std::vector<symbolic> const& x) {
    std::vector<symbolic> all{f};
    for (symbolic const& v : x) all.push_back(d(f, v));
    for (symbolic const& v : x) all.push_back(d(all[1], v));
    return all;
}

}  // namespace

TEST_CASE("formulas of one number with exponentials stay finite and accurate") {
    test::values s;
    symbolic const x = s.x;
    symbolic const half = s.number(1, 2);
    symbolic const gauss = exp(-(x * x) / 2);
    std::pair<char const*, symbolic> const formulas[]{
        {"x exp(-x)", x * exp(-x)},
        {"x^2 exp(-x^2)", x * (x * exp(-(x * x)))},
        {"density of the normal distribution", gauss / sqrt(s.number(44, 7))},
        {"distribution function of the normal distribution", half * of<op::erfc_op>(-(x / sqrt(s.number(2))))},
        {"by erf", half + half * of<op::erf_op>(x / sqrt(s.number(2)))},
        {"gelu", op::gelu_op::apply(x)},
        {"silu", op::silu_op::apply(x)},
        {"softplus", of<op::softplus_op>(x)},
        {"sigmoid", sigmoid(x)},
        {"x tanh", x * (x * test::tanh(x))},
        {"mish", x * test::tanh(of<op::softplus_op>(x))},
        {"Planck's law", x * (x * (x / of<op::expm1_op>(x)))},
        {"Einstein's heat capacity", (x / of<op::sinh_op>(x)) * (x / of<op::sinh_op>(x))},
        {"Mills' ratio", gauss / of<op::erfc_op>(x)},
        {"scaled erfc", exp(x * x) * of<op::erfc_op>(x)},
        {"x / cosh", x * (x / of<op::cosh_op>(x))},
        {"pow", x * (x * test::pow(x * x + 1, s.number(-5, 2)))},
        {"root of a square", x * (x / of<op::hypot_op>(x, s.number(1)))},
        {"Gumbel", exp(-(x + exp(-x)))},
        {"cross entropy", sigmoid(x) * of<op::softplus_op>(-x) + sigmoid(-x) * of<op::softplus_op>(x)},
    };
    for (auto const& [name, formula] : formulas) {
        INFO(name);
        pair_of_programs const p(s, with_derivatives(formula, x));
        if (p.is_cheaper()) CHECK(check(p, {fine(), {1.5}, {0.75}}) > 100);
    }
}

TEST_CASE("formulas of several numbers with exponentials stay finite and accurate") {
    test::values s;
    symbolic const x = s.x, y = s.y, z = s.z;
    symbolic const scaled = (x - y) / z;
    std::pair<char const*, symbolic> const formulas[]{
        {"normal distribution", exp(-(scaled * scaled) / 2) / z},
        {"its logarithm with a softplus", of<op::softplus_op>(scaled) * of<op::softplus_op>(scaled)},
        {"neuron", sigmoid(x * y + z)},
        {"squared error of a neuron", (sigmoid(x * y) - z) * (sigmoid(x * y) - z)},
        {"two neurons", x * sigmoid(y * z) + y * sigmoid(x * z)},
        {"Arrhenius", x * exp(-(y / z))},
        {"damped", x * exp(-(y * z)) * (y + exp(-z))},
        {"direction", x / of<op::hypot_op>(x, y) * (y / of<op::hypot_op>(x, y)) + z},
        {"Morse", x * ((1 - exp(-(y * z))) * (1 - exp(-(y * z))))},
        {"Weibull", (x / y) * exp(-test::pow(z, x))},
        {"log of a mixture", log(x * exp(-y) + z * exp(-x))},
        {"double exponential", exp(-(x * exp(-(y * z))))},
    };
    for (auto const& [name, formula] : formulas) {
        INFO(name);
        pair_of_programs const p(s, with_gradient(formula, {x, y, z}));
        if (p.is_cheaper()) CHECK(check(p, {coarse(), coarse(), coarse()}) > 100);
    }
}

namespace {

/// The price of a call option by Black and Scholes, five derivatives, and gamma; of x, y, z: price of the stock, strike, rate, and two more.
std::vector<symbolic> greeks(test::values& s, symbolic const& volatility, symbolic const& years) {
    symbolic const one = s.number(1), spread = volatility * sqrt(years);
    symbolic const d1 = (log(s.x / s.y) + (s.z + volatility * volatility / 2) * years) / spread;
    auto const normal = [&](symbolic const& a) { return (one + of<op::erf_op>(a / sqrt(s.number(2)))) / 2; };
    symbolic const price = s.x * normal(d1) - s.y * exp(-(s.z * years)) * normal(d1 - spread);
    return {price,          d(price, s.x),      d(price, s.y), d(price, s.z), d(price, volatility),
            d(price, years), d(d(price, s.x), s.x)};
}

}  // namespace

TEST_CASE("the greeks of Black and Scholes cost less, and stay finite and accurate") {
    test::values s;
    symbolic const volatility = s.input("volatility"), years = s.input("years");
    pair_of_programs const p(s, greeks(s, volatility, years));
    REQUIRE(p.is_cheaper());
    CHECK(p.cost_after() <= p.cost_before() - 50);
    std::vector<axis> axes{
        {0, 1e-70, 3, 100, 1e6, 1e200}, {1e-7, 2.5, 101, 1e30}, {-0.1, 0, 0.03, 40},
    };
    for (int k = 3; k < p.plain.inputs.size(); ++k) axes.push_back({0.5});
    axes[axes.size() - 2] = {0, 1e-9, 0.02, 0.3, 4, 1e5};
    axes[axes.size() - 1] = {0, 1e-20, 0.004, 1, 30, 1e4};
    CHECK(check(p, axes) > 10000);
}

TEST_CASE("what is gained in formulas with exponentials") {
    test::values s;
    symbolic const x = s.x, y = s.y, z = s.z;
    // one reciprocal of z; the exponential and its factor are pulled out of a sum
    symbolic const e = exp(-(x * x));
    pair_of_programs const shared(s, {x / z + e, y / z, (e * x) / z});
    CHECK(shared.is_cheaper());
    pair_of_programs const factored(s, {(e * x) * y + (e * x) * z, exp(y) * exp(z)});
    CHECK(factored.is_cheaper());
    // nothing is divided by zero that was not before: the divisor vanishes, and a reciprocal would be infinite
    pair_of_programs const kept(s, {x / exp(z), y / exp(z), (x * y) / exp(z)});
    CHECK_FALSE(kept.is_cheaper());
    // the order of factors stays
    pair_of_programs const powers(s, {x * (x * (x * (x * e))), y * y + y * z});
    REQUIRE(powers.is_cheaper());
    CHECK(powers.after({1e200, 2, 3})[0] == 0);
}
