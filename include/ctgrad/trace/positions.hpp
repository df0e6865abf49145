// Entries, rows and columns of tensors, and losses of scores and labels, at positions that are plain integers or arguments of integer type:
// see expression/ for what each function is.
#pragma once

#include <ctgrad/expression/loss.hpp>
#include <ctgrad/expression/views.hpp>
#include <ctgrad/trace/values.hpp>

namespace ctgrad {

namespace tracing {

/// An operand that is a position, or the labels of the rows of a matrix.
template <class X>
constexpr auto as_position(X const& x) {
    if constexpr (std::is_integral_v<X>) {
        return position_value{static_cast<int>(x)};
    } else if constexpr (std::is_same_v<X, traced_integer>) {
        return x;
    } else {
        static_cast<void>(are_positions<X>());
        return refused_value{};
    }
}
template <int... Extents>
constexpr auto as_position(tensor<traced_integer, Extents...> const& x) {
    return x;
}
template <std::integral I, int... Extents>
constexpr auto as_position(tensor<I, Extents...> const& x) {
    labels<Extents...> result{};
    structure<tensor<I, Extents...>>::convert(x, result.values);
    return result;
}
template <class X>
using position_of = decltype(as_position(std::declval<X const&>()));

/// A plain position is checked while the function is traced; what is known at run time only, there.
template <class A, class Position>
constexpr void check_position(A const& a, int axis, Position const& at) {
    if constexpr (is_traced<A> && std::is_same_v<Position, position_value>)
        if (at.plain < 0 || at.plain >= first<A>::shape[axis]) refuse_position(recorder_of_value(a));
}

template <class X>
concept position_operand = !expression<X>;

}  // namespace tracing

template <value_operand A, tracing::position_operand Position>
constexpr auto row(A const& a, Position const& position) {
    auto const at = tracing::as_position(position);
    tracing::check_position(a, 0, at);
    using I = tracing::position_of<Position>;
    return tracing::on_values<decltype(ctgrad::row(tracing::first<A>{}, tracing::second<I>{}))>(a, at);
}
template <value_operand A, tracing::position_operand Position>
constexpr auto column(A const& a, Position const& position) {
    auto const at = tracing::as_position(position);
    tracing::check_position(a, 1, at);
    using I = tracing::position_of<Position>;
    return tracing::on_values<decltype(ctgrad::column(tracing::first<A>{}, tracing::second<I>{}))>(a, at);
}
template <value_operand A, tracing::position_operand... Positions>
constexpr auto element(A const& a, Positions const&... positions) {
    int axis = 0;
    (tracing::check_position(a, axis++, tracing::as_position(positions)), ...);
    return tracing::on_values_of(
        [](auto... operands) { return ctgrad::element(operands...); }, a, tracing::as_position(positions)...);
}

template <value_operand Scores, tracing::position_operand Label>
constexpr auto hinge_loss(Scores const& scores, Label const& label) {
    auto const at = tracing::as_position(label);
    tracing::check_position(scores, 0, at);
    using I = tracing::position_of<Label>;
    return tracing::on_values<decltype(ctgrad::hinge_loss(tracing::first<Scores>{}, tracing::second<I>{}))>(scores, at);
}
template <value_operand Scores, tracing::position_operand Label, tracing::position_operand Margin>
constexpr auto hinge_loss(Scores const& scores, Label const& label, Margin const& margin) {
    auto const at = tracing::as_position(label);
    tracing::check_position(scores, 0, at);
    using I = tracing::position_of<Label>;
    using M = tracing::third<Margin>;
    return tracing::on_values<decltype(ctgrad::hinge_loss(tracing::first<Scores>{}, tracing::second<I>{}, M{}))>(
        scores, at, margin);
}
template <value_operand Scores, tracing::position_operand Label>
constexpr auto cross_entropy(Scores const& scores, Label const& label) {
    auto const at = tracing::as_position(label);
    tracing::check_position(scores, 0, at);
    using I = tracing::position_of<Label>;
    return tracing::on_values<decltype(ctgrad::cross_entropy(tracing::first<Scores>{}, tracing::second<I>{}))>(
        scores, at);
}

}  // namespace ctgrad
