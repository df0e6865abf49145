// Symbolic values to write formulas with, below the layer of expressions.
#pragma once

#include <ctgrad/op/compositions.hpp>
#include <ctgrad/op/loss.hpp>
#include <ctgrad/op/norm.hpp>
#include <ctgrad/op/products.hpp>
#include <ctgrad/op/standard_rules.hpp>
#include <ctgrad/transform/differentiate.hpp>

namespace ctgrad::test {

using op::builder;

using op::symbolic;

/// A graph with inputs: scalars x y z, vectors u v w of 3, square matrices A B C, a 2 by 3 matrix M, integers i j,
/// and three labels Y.
struct values {
    builder g;
    symbolic x, y, z, u, v, w, A, B, C, M, i, j, Y;

    constexpr values() {
        op::use_rules(g, op::standard_rules);
        x = input("x"), y = input("y"), z = input("z");
        u = input("u", make_extents(3)), v = input("v", make_extents(3)), w = input("w", make_extents(3));
        A = input("A", make_extents(3, 3)), B = input("B", make_extents(3, 3)), C = input("C", make_extents(3, 3));
        M = input("M", make_extents(2, 3));
        i = input("i", {}, graph::kind::integer), j = input("j", {}, graph::kind::integer);
        Y = input("Y", make_extents(3), graph::kind::integer);
    }
    constexpr symbolic input(std::string_view name, extents shape = {}, graph::kind kind = graph::kind::real) {
        return op::whole_value(g, g.input_node({name, kind, shape}));
    }
    constexpr symbolic number(long long n, long long d = 1) { return op::scalar(op::constant(g, op::rational{n, d})); }
};

template <class T>
concept operand_like = std::same_as<T, symbolic> || std::integral<T>;

constexpr symbolic lifted(builder&, symbolic const& a) { return a; }
constexpr symbolic lifted(builder& g, std::integral auto n) {
    return op::scalar(op::constant(g, static_cast<long long>(n)));
}

template <class Op>
constexpr symbolic applied(auto const& a, auto const& b) {
    if constexpr (std::integral<std::remove_cvref_t<decltype(a)>>)
        return Op::apply(lifted(b.graph(), a), b);
    else
        return Op::apply(a, lifted(a.graph(), b));
}
template <class Op>
struct cwise {
    static constexpr symbolic apply(symbolic const& a, symbolic const& b) { return op::entrywise_apply<Op>(a, b); }
};

}  // namespace ctgrad::test

namespace ctgrad::op {

// found by argument-dependent lookup on op::symbolic
template <class A, class B>
concept formula = (std::same_as<A, symbolic> && (std::same_as<B, symbolic> || std::integral<B>)) ||
                  (std::integral<A> && std::same_as<B, symbolic>);

template <class A, class B>
    requires formula<A, B>
constexpr symbolic operator+(A const& a, B const& b) { return test::applied<test::cwise<add_op>>(a, b); }
template <class A, class B>
    requires formula<A, B>
constexpr symbolic operator-(A const& a, B const& b) { return test::applied<test::cwise<subtract_op>>(a, b); }
template <class A, class B>
    requires formula<A, B>
constexpr symbolic operator*(A const& a, B const& b) { return test::applied<product_op>(a, b); }
template <class A, class B>
    requires formula<A, B>
constexpr symbolic operator/(A const& a, B const& b) { return test::applied<test::cwise<divide_op>>(a, b); }
template <class A, class B>
    requires formula<A, B>
constexpr symbolic operator<(A const& a, B const& b) { return test::applied<test::cwise<less_op>>(a, b); }
template <class A, class B>
    requires formula<A, B>
constexpr symbolic operator<=(A const& a, B const& b) { return test::applied<test::cwise<less_equal_op>>(a, b); }
template <class A, class B>
    requires formula<A, B>
constexpr symbolic operator>(A const& a, B const& b) { return test::applied<test::cwise<less_op>>(b, a); }
template <class A, class B>
    requires formula<A, B>
constexpr symbolic operator>=(A const& a, B const& b) { return test::applied<test::cwise<less_equal_op>>(b, a); }
constexpr symbolic operator-(symbolic const& a) { return entrywise_apply<negate_op>(a); }

}  // namespace ctgrad::op

namespace ctgrad::test {

constexpr symbolic exp(symbolic const& a) { return op::entrywise_apply<op::exp_op>(a); }
constexpr symbolic log(symbolic const& a) { return op::entrywise_apply<op::log_op>(a); }
constexpr symbolic sqrt(symbolic const& a) { return op::entrywise_apply<op::sqrt_op>(a); }
constexpr symbolic sin(symbolic const& a) { return op::entrywise_apply<op::sin_op>(a); }
constexpr symbolic cos(symbolic const& a) { return op::entrywise_apply<op::cos_op>(a); }
constexpr symbolic tanh(symbolic const& a) { return op::entrywise_apply<op::tanh_op>(a); }
constexpr symbolic sigmoid(symbolic const& a) { return op::entrywise_apply<op::sigmoid_op>(a); }
constexpr symbolic relu(symbolic const& a) { return op::entrywise_apply<op::relu_op>(a); }
constexpr symbolic abs(symbolic const& a) { return op::entrywise_apply<op::abs_op>(a); }
/// Any operator of the catalogue.
template <class Op>
constexpr symbolic of(auto const&... a) {
    return op::entrywise_apply<Op>(a...);
}
constexpr symbolic square(symbolic const& a) { return op::square_op::apply(a); }
constexpr symbolic max(symbolic const& a, auto const& b) { return applied<cwise<op::max_op>>(a, b); }
constexpr symbolic min(symbolic const& a, auto const& b) { return applied<cwise<op::min_op>>(a, b); }
constexpr symbolic pow(auto const& a, auto const& b) { return applied<cwise<op::pow_op>>(a, b); }
constexpr symbolic hypot(symbolic const& a, symbolic const& b) { return op::entrywise_apply<op::hypot_op>(a, b); }
constexpr symbolic atan2(symbolic const& a, symbolic const& b) { return op::entrywise_apply<op::atan2_op>(a, b); }
constexpr symbolic select(symbolic const& c, auto const& a, auto const& b) {
    return op::entrywise_apply<op::select_op>(c, lifted(c.graph(), a), lifted(c.graph(), b));
}
constexpr symbolic cwise_product(symbolic const& a, symbolic const& b) { return op::cwise_product_op::apply(a, b); }
constexpr symbolic cwise_quotient(symbolic const& a, symbolic const& b) { return op::cwise_quotient_op::apply(a, b); }
constexpr symbolic dot(symbolic const& a, symbolic const& b) { return op::dot_op::apply(a, b); }
constexpr symbolic outer(symbolic const& a, symbolic const& b) { return op::outer_op::apply(a, b); }
constexpr symbolic transpose(symbolic const& a) { return op::transpose_op::apply(a); }
constexpr symbolic squared_norm(symbolic const& a) { return op::squared_norm_op<>::apply(a); }
constexpr symbolic norm(symbolic const& a) { return sqrt(squared_norm(a)); }
constexpr symbolic logsumexp(symbolic const& a) { return op::logsumexp_op<>::apply(a); }
constexpr symbolic softmax(symbolic const& a) { return op::softmax_op::apply(a); }
template <int Axis = op::all_axes>
constexpr symbolic sum(symbolic const& a) {
    return op::sum_op<Axis>::apply(a);
}
template <int Axis = op::all_axes>
constexpr symbolic mean(symbolic const& a) {
    return op::mean_op<Axis>::apply(a);
}
template <int Axis = op::all_axes>
constexpr symbolic max_element(symbolic const& a) {
    return op::max_element_op<Axis>::apply(a);
}
template <int Axis = op::all_axes>
constexpr symbolic min_element(symbolic const& a) {
    return op::min_element_op<Axis>::apply(a);
}
template <int N>
constexpr symbolic broadcast_rows(symbolic const& a) {
    return op::broadcast_rows_op<N>::apply(a);
}
constexpr symbolic element(symbolic const& a, auto const&... at) {
    return op::element_op::apply(a, lifted(a.graph(), at)...);
}
constexpr symbolic hinge_loss(symbolic const& s, symbolic const& y) { return op::hinge_loss_op::apply(s, y); }
constexpr symbolic cross_entropy(symbolic const& s, symbolic const& y) { return op::cross_entropy_op::apply(s, y); }

/// The trace: the sum of the entries with equal indices.
constexpr symbolic trace(symbolic const& a) {
    op::label_map map = op::label_map::identity();
    map.to[1].label = 0;
    return op::scalar(op::sum(op::relabeled(a.t, map, a.space), 1U, a.space));
}
/// [k = l] for two axes of equal length: the identity matrix.
constexpr symbolic identity_matrix(values& s, int n) {
    extents const shape = make_extents(n, n);
    int const space = op::make_space(s.g, shape);
    return op::shaped(
        op::select(op::make<op::equal_op>(op::position(s.g, space, 0), op::position(s.g, space, 1)), 1, 0), shape);
}

/// The gradient of a scalar with respect to an input, in the shape of the input.
constexpr symbolic gradient(symbolic const& f, symbolic const& x) {
    int const node = x.t.node;
    auto const g = transform::reverse(f.graph(), f, op::constant(f.graph(), 1), {&node, 1});
    return op::shaped(g[0], x.shape());
}
/// The gradient of dot(f, upstream).
constexpr symbolic vjp(symbolic const& f, symbolic const& x, symbolic const& upstream) {
    int const node = x.t.node;
    auto const g = transform::reverse(f.graph(), f, upstream.t, {&node, 1});
    return op::shaped(g[0], x.shape());
}

}  // namespace ctgrad::test
