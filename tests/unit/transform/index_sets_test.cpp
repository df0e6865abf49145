// Index set splitting against the interpreter, which runs the graph as it was: brackets, masks and all.
#include <ctgrad/op/views.hpp>

#include <programs.hpp>

#include <ctgrad/schedule/cost.hpp>

using namespace ctgrad::op;
using support::kernels_agree_with_interpreter;
using support::program;
using support::sheet;
using support::symbolic;

#define BOTH(formula)                                \
    kernels_agree_with_interpreter<double>(formula); \
    kernels_agree_with_interpreter<float>(formula)

namespace {

constexpr auto plus = [](symbolic const& a, symbolic const& b) { return entrywise_apply<add_op>(a, b); };
constexpr auto minus = [](symbolic const& a, symbolic const& b) { return entrywise_apply<subtract_op>(a, b); };
constexpr auto sine = [](symbolic const& a) { return entrywise_apply<sin_op>(a); };
constexpr auto square = [](symbolic const& a) { return cwise_product_op::apply(a, a); };
constexpr auto squared_norm = [](symbolic const& a) { return squared_norm_op<>::apply(a); };

template <int N>
constexpr symbolic rosenbrock(sheet& s, symbolic const& x) {
    symbolic const here = segment_op<0, N - 1>::apply(x);
    symbolic const next = segment_op<1, N - 1>::apply(x);
    return plus(product_op::apply(s.rational(100), squared_norm(minus(next, square(here)))),
                squared_norm(minus(s.rational(1), here)));
}

/// Value and gradient; the gradient along a direction, differentiated again.
template <int N>
struct neighbours {
    constexpr void operator()(sheet& s) const {
        symbolic const x = s.number("x", N);
        symbolic const f = rosenbrock<N>(s, x);
        symbolic const g = s.gradient(f, x);
        s.result(f);
        s.result(g);
        s.result(s.gradient(dot_op::apply(sine(g), s.number("v", N)), x));
    }
};
struct gradient_of_60 {
    constexpr void operator()(sheet& s) const {
        symbolic const x = s.number("x", 60);
        s.result(s.gradient(rosenbrock<60>(s, x), x));
    }
};
struct gradient_of_600 {
    constexpr void operator()(sheet& s) const {
        symbolic const x = s.number("x", 600);
        s.result(s.gradient(rosenbrock<600>(s, x), x));
    }
};

/// Segments at both ends, of one entry, of all, and of segments.
template <int N>
struct segments {
    constexpr void operator()(sheet& s) const {
        symbolic const x = s.number("x", N);
        symbolic const inner = segment_op<2, N - 7>::apply(sine(segment_op<3, N - 5>::apply(x)));
        symbolic const first = sum_op<>::apply(sine(segment_op<0, 1>::apply(x)));
        symbolic const last = sum_op<>::apply(square(segment_op<N - 1, 1>::apply(x)));
        symbolic const one = sum_op<>::apply(sine(segment_op<N / 2, 1>::apply(square(x))));
        symbolic const all = squared_norm(segment_op<0, N>::apply(x));
        symbolic const f = plus(plus(plus(squared_norm(inner), first), plus(last, one)), all);
        symbolic const g = s.gradient(f, x);
        s.result(g);
        s.result(s.gradient(squared_norm(g), x));
    }
};

template <int N, int M>
struct assemblies {
    constexpr void operator()(sheet& s) const {
        symbolic const u = s.number("u", N);
        symbolic const v = s.number("v", M);
        symbolic const a = s.number("A", 6, N + M + 1);
        symbolic const w = s.number("w", 9);
        symbolic const y = s.integer("y");
        symbolic const all = concat_op::apply(u, s.number("x"), sine(v));
        s.result(all);
        s.result(product_op::apply(a, all));
        s.result(outer_op::apply(w, all));
        s.result(outer_op::apply(all, w));
        s.result(softmax_op::apply(all));
        s.result(max_element_op<>::apply(all));
        s.result(element_op::apply(square(all), y));
        symbolic const f = plus(plus(squared_norm(product_op::apply(a, all)), logsumexp_op<>::apply(square(all))),
                                plus(max_element_op<>::apply(square(all)), element_op::apply(sine(all), y)));
        s.result(s.gradient(f, u));
        s.result(s.gradient(f, v));
        s.result(s.gradient(f, a));
    }
};

/// Steps in place: right-hand sides see the old values, also where they are stored in parts.
struct descent {
    constexpr void operator()(sheet& s) const {
        symbolic const x = s.number("x", 50);
        symbolic const f = rosenbrock<50>(s, x);
        s.update("x", minus(x, product_op::apply(s.rational(1, 1000), s.gradient(f, x))));
        s.result(f);
    }
};
struct rotation {
    constexpr void operator()(sheet& s) const {
        symbolic const x = s.number("x", 61);
        s.update("x", concat_op::apply(segment_op<17, 44>::apply(x), sine(segment_op<0, 17>::apply(x))));
    }
};

template <class F>
constexpr long operations() {
    return ctgrad::schedule::cost_of<program<F>>().total();
}
template <class F>
constexpr bool is_split() {
    return !ctgrad::transform::has_brackets_of_labels(ctgrad::schedule::planning::scheduled_graph<program<F>>().view());
}

}  // namespace

TEST_CASE("gradients of neighbours are stored in parts") {
    BOTH(neighbours<100>{});
    BOTH(neighbours<37>{});
    static_assert(is_split<neighbours<100>>());
}

TEST_CASE("what neighbours cost is linear in their number") {
    // The ends apart, ten times as many entries are ten times as many operations.
    constexpr long few = operations<gradient_of_60>();
    constexpr long many = operations<gradient_of_600>();
    static_assert(many > 9 * few && many <= 11 * few);
}

TEST_CASE("segments of any length, of segments, differentiated twice") {
    BOTH(segments<40>{});
    BOTH(segments<133>{});
    static_assert(is_split<segments<40>>());
}

TEST_CASE("vectors put together are read and stored in parts") {
    BOTH((assemblies<20, 33>{}));
    BOTH((assemblies<64, 1>{}));
    BOTH((assemblies<1, 48>{}));
}

TEST_CASE("updates in place of what is stored in parts") {
    BOTH(descent{});
    BOTH(rotation{});
}

TEST_CASE("brackets whose positions never meet are false, and those of one label are decided") {
    ctgrad::graph::builder g;
    int const space = make_space(g, ctgrad::make_extents(5, 9));
    term const i = position(g, space, 0);
    CHECK(is_zero(make<equal_op>(position_at(g, 9, space, {0, 3, -1}), constant(g, 2))));
    CHECK(is_zero(make<equal_op>(position_at(g, 9, space, {0, 3, -1}), constant(g, 8))));
    CHECK(!is_constant(make<equal_op>(position_at(g, 9, space, {0, 3, -1}), constant(g, 7))));
    CHECK(is_zero(make<equal_op>(i, position_at(g, 20, space, {1, 5, -1}))));
    CHECK(!is_constant(make<equal_op>(i, position_at(g, 20, space, {1, 4, -1}))));
    CHECK(is_value(make<equal_op>(position_at(g, 9, space, {0, 2, -1}), position_at(g, 20, space, {0, 2, -1})), 1));
    CHECK(is_zero(make<equal_op>(i, position_at(g, 20, space, {0, 2, -1}))));
}

TEST_CASE("a sum collapses over a bracket that has the summed label with an offset") {
    ctgrad::graph::builder g;
    int const space = make_space(g, ctgrad::make_extents(9, 5));
    int const axes = g.indices.push({1, 0, -1});
    term const f = view(g, {g.input_node({.name = "f", .shape = ctgrad::make_extents(5)}), axes, 1}, space);
    term const there = position_at(g, 9, space, {1, 3, -1});  // 3 ... 7
    term const at_4 = sum(select(make<equal_op>(there, constant(g, 4)), f, 0), 2U, space);
    REQUIRE(at_4.rank == 1);
    CHECK(at_4.axis(0).is_constant());
    CHECK(at_4.axis(0).offset == 1);
    CHECK(is_zero(sum(select(make<equal_op>(there, constant(g, 8)), f, 0), 2U, space)));
    CHECK(reduces(sum(select(make<equal_op>(there, position(g, space, 0)), f, 0), 2U, space)));  // not for every label 0
}
