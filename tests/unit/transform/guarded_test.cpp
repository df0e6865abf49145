// Formulas with exponentials, optimised: finite wherever the formula as it stands is, and as accurate.
#include "../../support/optimised_pair.hpp"

using namespace ctgrad;
using test::check;
using test::coarse;
using test::fine;
using test::pair_of_programs;
using test::symbolic;

namespace {

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

TEST_CASE("the greeks of Black and Scholes cost less, and stay finite and accurate") {
    test::values s;
    symbolic const volatility = s.input("volatility"), years = s.input("years");
    pair_of_programs const p(s, test::greeks(s, volatility, years));
    REQUIRE(p.is_cheaper());
    CHECK(p.cost_after() <= p.cost_before() - 50);
    CHECK(check(p, test::axes_of_greeks(p)) > 10000);
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
