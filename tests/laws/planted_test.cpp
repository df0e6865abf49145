// Laws that cannot fail are none: wrong operators are caught, each by the law that it breaks.
#include <ctgrad/ctgrad.hpp>
#include <ctgrad/testing/operators.hpp>

#include <catch2/catch.hpp>

using namespace ctgrad;
using namespace ctgrad::literals;
using testing::obeys_laws;
using testing::report;

namespace {

constexpr auto x = symbol<"x">;
constexpr auto y = symbol<"y">;
constexpr auto v = symbol<"v", 3>;
constexpr auto A = symbol<"A", 2, 3>;

// [custom-operator]
struct product {
    static constexpr auto forward(auto a, auto b) { return a * b; }
    static constexpr auto backward(auto upstream, auto /*output*/, auto a, auto b) {
        return ctgrad::partials(upstream * b, upstream * a);
    }
};
// [custom-operator]

struct matrix_product {
    static constexpr auto forward(auto a, auto b) { return a * b; }
    static constexpr auto backward(auto upstream, auto, auto a, auto b) {
        return partials(outer(upstream, b), transpose(a) * upstream);
    }
};

/// The gradients are swapped.
struct swapped {
    static constexpr auto forward(auto a, auto b) { return a * b; }
    static constexpr auto backward(auto upstream, auto, auto a, auto b) { return partials(upstream * a, upstream * b); }
};

/// The identity, without a derivative.
struct held {
    static constexpr auto forward(auto a) { return a; }
    static constexpr auto backward(auto, auto, auto) { return partials(0_c); }
};

/// The first derivatives are right, d/da of the second gradient is not.
struct asymmetric {
    static constexpr auto forward(auto a, auto b) { return a * b; }
    static constexpr auto backward(auto upstream, auto, auto a, auto b) {
        return partials(upstream * b, upstream * apply<held>(a));
    }
};

/// Loses what the condition of its value does not excuse.
struct inaccurate {
    static constexpr auto forward(auto a) { return sin(100000_c + a); }
    static constexpr auto backward(auto upstream, auto, auto a) { return partials(upstream * cos(100000_c + a)); }
};

/// A composed operator whose shape rule lies.
struct misshapen_op : op::composed {
    static constexpr op::spelling name{.text = "misshapen", .latex = "", .c = ""};
    static constexpr extents shape(extents const&) { return make_extents(4); }
    static constexpr op::symbolic apply(op::symbolic const& a) { return a; }
};

}  // namespace

TEST_CASE("operators and formulas that are right obey the laws") {
    // [laws]
    CHECK(ctgrad::testing::obeys_laws<product>());
    CHECK(ctgrad::testing::obeys_laws(x * log(y), {{"x", {-3, 3}}, {"y", {0.1, 5}}}));
    // [laws]
    CHECK(testing::obeys_laws_on<matrix_product>(A, v));
    CHECK(obeys_laws(softmax(A * v)));
    CHECK(obeys_laws(cross_entropy(A * v, index_symbol<"k">)));
    CHECK(obeys_laws(hinge_loss(A * v, index_symbol<"k">)));
}

TEST_CASE("a wrong derivative is caught") {
    report const r = obeys_laws<swapped>();
    INFO(r);
    CHECK_FALSE(r);
    CHECK(r.violates("derivative"));
    CHECK(r.violates("symmetric Hessian") == false);  // it is the Hessian of (a^2 + b^2) / 2
}

TEST_CASE("a wrong second derivative is caught") {
    report const r = obeys_laws<asymmetric>();
    INFO(r);
    CHECK_FALSE(r.violates("derivative"));
    CHECK(r.violates("second derivative"));
    CHECK(r.violates("symmetric Hessian"));
}

TEST_CASE("a formula that loses digits is caught") {
    report const r = obeys_laws<inaccurate>();
    INFO(r);
    CHECK(r.violates("precision of float"));  // the points are numbers of float, to which double adds 100000 exactly
    CHECK_FALSE(r.violates("derivative"));
}

TEST_CASE("a wrong shape rule is caught") {
    report const r =
        obeys_laws(call_of<misshapen_op, decltype(symbol<"w", 3>)>{}, {}, std::string(misshapen_op::name.text));
    CHECK(r.violates("shape rule"));
}

TEST_CASE("a report says what does not hold, and one without checks is no proof") {
    report r;
    CHECK_FALSE(r);
    r.add({"derivative", "f", "at x = 1", 2, 3, 0.5L}, false);
    CHECK(testing::text_of(r) == "1 checks, 0 undecided, 1 violations\n    derivative of f, at x = 1: 3 for 2 +- 0.5");
}

TEST_CASE("differences are good to what they promise, and refuse to judge a kink") {
    testing::estimate const smooth = testing::central_difference([](long double t) { return std::exp(t); }, 1, 0.1L);
    CHECK(smooth.decides());
    CHECK(std::abs(smooth.value - std::exp(1.0L)) <= 10 * smooth.error);
    CHECK_FALSE(testing::central_difference([](long double t) { return std::abs(t); }, 0, 0.1L).decides());
    CHECK_FALSE(testing::central_difference([](long double t) { return std::max(t, 0.0L); }, 0, 0.1L).decides());
    CHECK_FALSE(testing::central_difference([](long double t) { return 1 / t; }, 0, 0.1L).decides());
}
