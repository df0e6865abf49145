// Derivatives of small values, derived again entry by entry: against the interpreter, which runs the graph as it was derived first.
#include <ctgrad/ctgrad.hpp>

#include <catch2/catch.hpp>


namespace {

using namespace ctgrad::literals;

constexpr auto x = ctgrad::symbol<"x">;
constexpr auto y = ctgrad::symbol<"y">;
constexpr auto unused = ctgrad::symbol<"unused">;
constexpr auto v = ctgrad::symbol<"v", 3>;
constexpr auto w = ctgrad::symbol<"w", 2>;
constexpr auto A = ctgrad::symbol<"A", 3, 2>;
constexpr auto position = ctgrad::index_symbol<"position">;
constexpr ctgrad::tensor<double, 3> at_v{0.3, -0.8, 1.7};
constexpr ctgrad::tensor<double, 2> at_w{0.6, -0.4};
constexpr ctgrad::tensor<double, 3, 2> at_A{0.5, -1.2, 0.3, 0.8, 0.1, -0.7};

template <class F>
constexpr bool is_derived_again(F) {
    return ctgrad::transform::has_derivations(ctgrad::transform::lowered<ctgrad::program_of<F>>::graph.view());
}
template <class F>
constexpr long operations_of(F f) {
    auto const c = ctgrad::cost(f);
    return c.additions + c.multiplications + 5 * c.divisions + 20 * c.functions;
}

// Values of the size of 1, a few dozen operations: 1e-13 is room for their rounding errors.
void check_entry(double a, double b) { CHECK(a == Approx(b).epsilon(1e-13).margin(1e-13)); }
template <int... Extents>
void check_entry(ctgrad::tensor<double, Extents...> const& a, ctgrad::tensor<double, Extents...> const& b) {
    for (int k = 0; k < ctgrad::tensor<double, Extents...>::shape.volume(); ++k) check_entry(a.data()[k], b.data()[k]);
}
/// What the kernel computes is what the interpreter does.
template <int N>
void check(auto const& computed, auto const& expected) {
    [&]<int... Is>(std::integer_sequence<int, Is...>) {
        (check_entry(boost::hana::at_c<Is>(computed), boost::hana::at_c<Is>(expected)), ...);
    }(std::make_integer_sequence<int, N>{});
}

constexpr auto turned = ctgrad::matrix_of<2, 2>(cos(x), -sin(x), sin(x), cos(x)) *
                        (ctgrad::matrix_of<2, 2>(cos(y), -sin(y), sin(y), cos(y)) * w + w);

TEST_CASE("Several Jacobians of one value share its simplification and their order") {
    constexpr auto all = program(turned, jacobian(turned, w), jacobian(turned, x), jacobian(turned, y));
    STATIC_REQUIRE(is_derived_again(all));
    constexpr auto expected = all(x = 0.7, y = -0.3, w = at_w);
    check<4>(all(x = 0.7, y = -0.3, w = at_w), expected);
    // sine and cosine of x and of x + y, and no others
    STATIC_REQUIRE(ctgrad::cost(all).functions == 4);
    STATIC_REQUIRE(operations_of(all) < operations_of(turned) + operations_of(jacobian(turned, w)));
}

TEST_CASE("Gradients of several numbers are rows of one Jacobian") {
    constexpr auto f = x / (x * x + y) * v[0_c];
    constexpr auto g = x / (x * x + y) * v[2_c] + x;
    constexpr auto rows = program(f, gradient(f, x, y, v)[x], g, gradient(g, x, y, v)[v], derivative(g, x));
    STATIC_REQUIRE(is_derived_again(rows));
    constexpr auto expected = rows(x = 0.7, y = -0.3, v = at_v);
    check<5>(rows(x = 0.7, y = -0.3, v = at_v), expected);
    STATIC_REQUIRE_FALSE(is_derived_again(program(f, derivative(f, x))));
}

TEST_CASE("A Hessian beside the gradient that it is the Jacobian of") {
    constexpr auto f = dot(v, v) * sin(v[0_c] * x) + v[1_c] / x;
    constexpr auto all = program(f, gradient(f, v)[v], ctgrad::hessian(f, v));
    constexpr auto expected = all(x = 0.7, v = at_v);
    STATIC_REQUIRE(is_derived_again(all));
    check<3>(all(x = 0.7, v = at_v), expected);
}

TEST_CASE("Entries of products, other results, and a symbol that does not matter") {
    constexpr auto f = A * w;
    constexpr auto h = ctgrad::segment<0, 2>(ctgrad::cwise_product(f, f)) / x;
    constexpr auto all = program(jacobian(h, A), f, jacobian(h, w), jacobian(h, unused), dot(v, f), jacobian(f, w));
    STATIC_REQUIRE(is_derived_again(all));
    constexpr auto expected = all(A = at_A, w = at_w, x = 0.7, v = at_v, unused = 2.0);
    check<6>(all(A = at_A, w = at_w, x = 0.7, v = at_v, unused = 2.0), expected);
}

TEST_CASE("A replaced symbol, an entry at a position that is known at run time, and a branch") {
    constexpr auto f = ctgrad::vector_of(v[position] * x, ctgrad::select(y > 0_c, x * y, x / y));
    constexpr auto g = substitute(f, x = y * x * x);
    constexpr auto all = program(g, jacobian(g, x), jacobian(g, v), jacobian(g, y));
    STATIC_REQUIRE(is_derived_again(all));
    constexpr auto expected = all(x = 0.7, y = -0.3, v = at_v, position = 2);
    check<4>(all(x = 0.7, y = -0.3, v = at_v, position = 2), expected);
    constexpr auto above = all(x = 0.7, y = 0.3, v = at_v, position = 0);
    check<4>(all(x = 0.7, y = 0.3, v = at_v, position = 0), above);
}

TEST_CASE("A symbol that only the value needs is not asked for") {
    constexpr auto f = A * w + v;
    STATIC_REQUIRE_FALSE(is_derived_again(jacobian(f, w)));
    STATIC_REQUIRE(jacobian(f, w)(A = at_A) == at_A);
    STATIC_REQUIRE(is_derived_again(program(f, jacobian(f, w))));
}

TEST_CASE("What is large, strict, or has exponentials stays as it was derived first") {
    constexpr auto large = ctgrad::symbol<"large", 40>;
    STATIC_REQUIRE_FALSE(is_derived_again(jacobian(sin(large), large)));
    STATIC_REQUIRE_FALSE(is_derived_again(strict(program(turned, jacobian(turned, w)))));
    STATIC_REQUIRE_FALSE(is_derived_again(jacobian(exp(v), v)));
    STATIC_REQUIRE(is_derived_again(program(turned, jacobian(turned, w))));
}

}  // namespace
