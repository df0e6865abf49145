// Laws that cannot fail are none: wrong operators are caught, each by the law that it breaks.
#include <ctgrad/ctgrad.hpp>
#include <ctgrad/testing/kernels.hpp>

#include <catch2/catch.hpp>

#include <functional>

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

/// The gradient is off in the thirteenth digit, and says so consistently.
struct almost {
    static constexpr auto forward(auto a) { return sin(a); }
    static constexpr auto backward(auto upstream, auto, auto a) {
        return partials(upstream * (cos(a) * (1_c + 1e-13_c)));
    }
};

/// The gradient is clipped: no derivative of anything.
struct clipped {
    static constexpr auto forward(auto a) { return sin(a); }
    static constexpr auto backward(auto upstream, auto, auto a) { return partials(min(upstream, 0.5_c) * cos(a)); }
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

/// Has kinks closer to each other than any step of a difference, and does not say so.
struct kinked {
    static constexpr auto forward(auto a) { return abs(sin(1000000000_c * a)); }
    static constexpr auto backward(auto upstream, auto, auto a) {
        return partials(upstream * sign(sin(1000000000_c * a)) * cos(1000000000_c * a) * 1000000000_c);
    }
};

/// What the laws say about the product of two numbers if its derivatives, found right, are replaced by others.
report obeys_laws_with(std::function<void(testing::subject&, testing::derivatives&)> const& replace) {
    testing::subject s("product");
    testing::derivatives d = testing::laws::describe_operator<op::multiply_op>(s, 0, {});
    replace(s, d);
    return testing::examination(s, std::move(d)).run();
}

/// The relu operator, that claims another derivative at its kink, and sin, whose values in constant evaluation are wrong.
struct wrong_kink_op : op::relu_op {
    static constexpr std::array<op::special_point, 1> special_points{{{{0}, {1}}}};
};
struct wrong_constants_op : op::sin_op {};

}  // namespace

template <>
inline constexpr op::opcode ctgrad::op::code<wrong_kink_op> = ctgrad::op::code<ctgrad::op::relu_op>;
template <>
inline constexpr op::opcode ctgrad::op::code<wrong_constants_op> = ctgrad::op::code<ctgrad::op::sin_op>;
template <class T>
struct ctgrad::testing::kernels::in_constant_evaluation<T, wrong_constants_op> {
    static constexpr auto values = [] {
        auto result = in_constant_evaluation<T, op::sin_op>::values;
        result[2] *= 1 + 4 * std::numeric_limits<T>::epsilon();
        return result;
    }();
};

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

TEST_CASE("a derivative that is off by less than differences see is caught by complex steps") {
    report const r = obeys_laws<almost>();
    INFO(r);
    CHECK_FALSE(r.violates("derivative"));
    CHECK(r.violates("complex step"));
    CHECK_FALSE(r.violates("complex step of the gradient"));
}

TEST_CASE("a wrong second derivative is caught") {
    report const r = obeys_laws<asymmetric>();
    INFO(r);
    CHECK(r.violates("complex step of the gradient"));
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

TEST_CASE("a formula that loses digits in double is caught") {
    report const r = obeys_laws(sin(100000000000_c + cbrt(x)), {{"x", {1, 2}}});  // roots are no numbers of double
    INFO(r);
    CHECK(r.violates("precision of double"));
}

TEST_CASE("a product is right: what is planted in it below is what is caught") {
    CHECK(obeys_laws_with([](testing::subject&, testing::derivatives&) {}));
}

TEST_CASE("a forward derivative that is not linear is caught") {
    report const r = obeys_laws_with([](testing::subject& s, testing::derivatives& d) {
        auto const direction = s.input(s.variables[0].direction(), {});
        d.jvp[0] = testing::evaluator(op::entrywise_apply<op::multiply_op>(direction, direction));
    });
    INFO(r);
    CHECK(r.violates("linearity of jvp"));
    CHECK_FALSE(r.violates("linearity of vjp"));
}

TEST_CASE("a gradient that is not linear in what comes from upstream is caught") {
    report const r = obeys_laws_with([](testing::subject& s, testing::derivatives& d) {
        auto const upstream = s.input(testing::upstream, {});
        d.vjp[1] = testing::evaluator(op::entrywise_apply<op::multiply_op>(upstream, upstream));
    });
    INFO(r);
    CHECK(r.violates("linearity of vjp"));
    CHECK_FALSE(r.violates("linearity of jvp"));
}

TEST_CASE("a backward function of the user's that is not linear is caught") {
    report const r = obeys_laws<clipped>();
    INFO(r);
    CHECK(r.violates("linearity of vjp"));
}

TEST_CASE("modes that differ are caught, by both laws that relate them") {
    report const r = obeys_laws_with([](testing::subject&, testing::derivatives& d) { std::swap(d.jvp[0], d.jvp[1]); });
    INFO(r);
    CHECK(r.violates("dot(u, jvp(v)) = dot(vjp(u), v)"));
    CHECK(r.violates("forward equals reverse"));
    CHECK_FALSE(r.violates("derivative"));  // that is about the gradient
}

TEST_CASE("differences that seldom decide are no proof") {
    report const r = obeys_laws<kinked>();
    INFO(r);
    CHECK(r.violates("differences decide"));
}

TEST_CASE("a wrong derivative at a kink is caught") {
    CHECK(testing::laws::check_special_points<op::relu_op>().violations().empty());
    report const r = testing::laws::check_special_points<wrong_kink_op>();
    INFO(r);
    CHECK(r.violates("derivative at a special point"));
}

TEST_CASE("values of constant evaluation that are not those of run time are caught") {
    CHECK(testing::constant_evaluation_is_run_time<op::sin_op>(1));
    report const r = testing::constant_evaluation_is_run_time<wrong_constants_op>(1);
    INFO(r);
    CHECK(r.violates("constant evaluation in double"));
    CHECK(r.violates("constant evaluation in float"));
    CHECK(r.violations().size() == 2);
}

TEST_CASE("kernels of vectors that are not those of numbers are caught") {
    using testing::kernels::applied_t;
    report right;
    testing::kernels::entries_agree<applied_t<op::sin_op, 6>, applied_t<op::sin_op>, op::sin_op>(right, "value");
    CHECK(right);
    report wrong;
    testing::kernels::entries_agree<applied_t<op::tanh_op, 6>, applied_t<op::sin_op>, op::sin_op>(wrong, "value");
    CHECK(wrong.violates("value"));
}

TEST_CASE("a gradient that depends on labels that its argument does not have is caught") {
    report const r = obeys_laws_with([](testing::subject&, testing::derivatives& d) { d.labels_are_axes = false; });
    CHECK(r.violates("shape rule"));
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
