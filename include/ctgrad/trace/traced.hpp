// The number that a callable computes with while it is traced: a value of the graph under construction, or a plain number, as long as
// nothing but plain numbers has gone into it.
//
// One type for all callables, so that functions which are templates of their scalar type are instantiated once.
#pragma once

#include <ctgrad/evaluate/interpret.hpp>
#include <ctgrad/op/number.hpp>
#include <ctgrad/op/symbolic.hpp>
#include <ctgrad/trace/recorder.hpp>
#include <ctgrad/transform/scalarise.hpp>

#include <concepts>
#include <limits>
#include <type_traits>

namespace ctgrad {

namespace detail {

template <class N>
concept plain_arithmetic = std::is_arithmetic_v<N>;

}  // namespace detail

/// Base of all that is traced. Not in a namespace of the library's own, which would be looked into for functions of its name.
struct traced_base {};

class traced;

namespace tracing {

template <class Op, class... Xs>
constexpr traced number_of(Xs const&... operands);

/// A condition on traced values. Asking for its truth decides which way the callable goes in this run.
class condition {
    recorder* recorder_ = nullptr;  ///< null: the answer is known
    op::term term_{};
    bool known_ = false;

public:
    constexpr condition(bool known) : known_(known) {}  // NOLINT: implicit, a bool is a condition
    constexpr condition(recorder* r, op::term const& t) : recorder_(r), term_(t) {}

    constexpr operator bool() const {
        return recorder_ == nullptr ? known_ : recorder_->decide(term_);
    }  // NOLINT: implicit, as bool is

    constexpr recorder* record() const { return recorder_; }
    constexpr bool known() const { return known_; }
    constexpr op::term const& term() const { return term_; }
};

}  // namespace tracing

/// A number that is traced: made by the library, or from a plain number by the callable itself.
class traced : public traced_base {
    tracing::recorder* recorder_ = nullptr;  ///< null: a plain number
    op::term term_{};
    double number_ = 0;

    template <class Op>
    static constexpr tracing::condition compared(traced const& a, traced const& b) {
        tracing::recorder* const r = a.recorder_ != nullptr ? a.recorder_ : b.recorder_;
        if (r == nullptr) return {static_cast<bool>(Op::value(a.number_, b.number_))};
        return {r, op::make<Op>(a.term(*r), b.term(*r))};
    }

public:
    constexpr traced() = default;
    template <detail::plain_arithmetic N>
    constexpr traced(N number) : number_(static_cast<double>(number)) {}  // NOLINT: implicit, 2 * x is meant
    constexpr traced(tracing::recorder* r, op::term const& t) : recorder_(r), term_(t) {}

    constexpr tracing::recorder* record() const { return recorder_; }
    constexpr double number() const { return number_; }
    /// As a value of the graph.
    constexpr op::term term(tracing::recorder& r) const {
        return recorder_ != nullptr ? term_ : op::number_term(r.graph(), number_);
    }

    static constexpr bool takes_programs = true;
    /// A program is evaluated on traced numbers: a formula, or a derivative of another callable. It becomes a part of what is traced, entry by
    /// entry.
    template <std::same_as<graph::view> View>
    static constexpr void lower(View const& program, evaluate::operands<traced> const& in, traced* const* outputs);

    /// Refused: a traced number has no value yet.
    template <detail::plain_arithmetic N>
    constexpr explicit operator N() const {
        static_assert(
            !sizeof(N*),
            "ctgrad: a traced number cannot become a plain number: its value is not known while the function is "
            "traced");
        return N{};
    }

    friend constexpr traced operator+(traced const& a, traced const& b) { return tracing::number_of<op::add_op>(a, b); }
    friend constexpr traced operator-(traced const& a, traced const& b) {
        return tracing::number_of<op::subtract_op>(a, b);
    }
    friend constexpr traced operator*(traced const& a, traced const& b) {
        return tracing::number_of<op::multiply_op>(a, b);
    }
    friend constexpr traced operator/(traced const& a, traced const& b) {
        return tracing::number_of<op::divide_op>(a, b);
    }
    friend constexpr traced operator-(traced const& a) { return tracing::number_of<op::negate_op>(a); }
    friend constexpr traced operator+(traced const& a) { return a; }

    constexpr traced& operator+=(traced const& b) { return *this = *this + b; }
    constexpr traced& operator-=(traced const& b) { return *this = *this - b; }
    constexpr traced& operator*=(traced const& b) { return *this = *this * b; }
    constexpr traced& operator/=(traced const& b) { return *this = *this / b; }
    constexpr traced& operator++() { return *this += 1; }
    constexpr traced& operator--() { return *this -= 1; }
    constexpr traced operator++(int) {
        traced const before = *this;
        ++*this;
        return before;
    }
    constexpr traced operator--(int) {
        traced const before = *this;
        --*this;
        return before;
    }

    friend constexpr tracing::condition operator<(traced const& a, traced const& b) {
        return compared<op::less_op>(a, b);
    }
    friend constexpr tracing::condition operator>(traced const& a, traced const& b) {
        return compared<op::less_op>(b, a);
    }
    friend constexpr tracing::condition operator<=(traced const& a, traced const& b) {
        return compared<op::less_equal_op>(a, b);
    }
    friend constexpr tracing::condition operator>=(traced const& a, traced const& b) {
        return compared<op::less_equal_op>(b, a);
    }
    friend constexpr bool operator==(traced const& a, traced const& b) { return a <= b && b <= a; }
    friend constexpr bool operator!=(traced const& a, traced const& b) { return !(a == b); }
};

/// An integer argument that is not differentiated by: a position or a label. In arithmetic it is a number like any other.
class traced_integer : public traced {
public:
    constexpr traced_integer() = default;
    constexpr traced_integer(tracing::recorder* r, op::term const& t) : traced(r, t) {}
};

namespace tracing {

template <class... Xs>
constexpr recorder* recorder_of(Xs const&... operands) {
    recorder* r = nullptr;
    ((r = operands.record() != nullptr ? operands.record() : r), ...);
    return r;
}

/// The value of a graph without inputs.
template <std::same_as<op::term> Term>
constexpr double value_of(graph::builder const& g, Term const& t) {
    detail::list<graph::output> outputs;
    outputs.push({t.as_argument(), {}});
    graph::view const view{
        g.nodes.begin(),     g.arguments.begin(), g.indices.begin(), g.extents_pool.begin(),
        g.constants.begin(), g.inputs.begin(),    outputs.begin(),   {.nodes = g.size(), .outputs = 1}};
    double result = 0;
    double* const to = &result;
    evaluate::interpreter<double>(view, {nullptr, nullptr}).run(&to);
    return result;
}
/// The value of an operator among plain numbers. A composed one is made a graph, and that is evaluated.
template <class Op, class... Xs>
constexpr double value_of(Xs const&... operands) {
    if constexpr (requires { Op::is_composed; }) {
        graph::builder g;
        recorder r(g);
        return value_of(g, Op::apply(op::scalar(operands.term(r))...).t);
    } else {
        return Op::value(operands.number()...);
    }
}

/// An operator, applied to numbers that are traced: among plain ones it is computed at once.
template <class Op, class... Xs>
constexpr traced number_of(Xs const&... operands) {
    recorder* const r = recorder_of(operands...);
    if (r == nullptr) return traced(value_of<Op>(operands...));
    if constexpr (requires { Op::is_composed; })
        return traced(r, Op::apply(op::scalar(operands.term(*r))...).t);
    else
        return traced(r, op::make<Op>(operands.term(*r)...));
}

// Clang instantiates a constexpr function where it is named, not where it is evaluated, and the operators stand before its definition.
inline constexpr traced (*of_two_numbers[])(traced const&, traced const&){
    &number_of<op::add_op, traced, traced>, &number_of<op::subtract_op, traced, traced>,
    &number_of<op::multiply_op, traced, traced>, &number_of<op::divide_op, traced, traced>};
inline constexpr traced (*of_one_number)(traced const&) = &number_of<op::negate_op, traced>;

template <class X>
constexpr auto const& as_traced(X const& x) {
    return x;
}
template <detail::plain_arithmetic X>
constexpr traced as_traced(X const& x) {
    return x;
}
/// An operator, applied to values of which some are traced.
template <class Op, class... Xs>
constexpr auto apply(Xs const&... operands) {
    return number_of<Op>(as_traced(operands)...);
}

}  // namespace tracing

template <std::same_as<graph::view> View>
constexpr void traced::lower(View const& program, evaluate::operands<traced> const& in, traced* const* outputs) {
    tracing::recorder* r = nullptr;
    for (int k = 0; k < program.count.inputs; ++k)
        for (int i = 0; in.reals[k] != nullptr && i < program.inputs[k].shape.volume(); ++i)
            if (in.reals[k][i].record() != nullptr) r = in.reals[k][i].record();
    graph::builder own;  // among plain numbers
    tracing::recorder own_recorder(own);
    if (r == nullptr) r = &own_recorder;
    detail::list<detail::list<op::term>> inputs(program.count.inputs, {});
    for (int k = 0; k < program.count.inputs; ++k) {
        for (int i = 0; in.reals[k] != nullptr && i < program.inputs[k].shape.volume(); ++i)
            inputs[k].push(in.reals[k][i].term(*r));
        for (int i = 0; in.integers[k] != nullptr && i < program.inputs[k].shape.volume(); ++i)
            inputs[k].push(op::constant(r->graph(), in.integers[k][i]));
    }
    auto const results = transform::scalarisation(program, r->graph(), inputs.begin()).run();
    int next = 0;
    for (int o = 0; o < program.count.outputs; ++o) {
        graph::output const& out = program.outputs[o];
        for (int flat = 0; flat < out.shape.volume(); ++flat) {
            traced& to = outputs[out.memory < 0 ? o : out.memory][out.offset + flat];
            op::term const t = op::view(r->graph(), results[next++].value);
            to = r == &own_recorder ? traced(tracing::value_of(own, t)) : traced(r, t);
        }
    }
}

/// A value of a callable that is being traced.
template <class X>
concept traced_value = __is_base_of(traced_base, X);

}  // namespace ctgrad

/// Those of double, as plain numbers: which scalar type the function is evaluated in is not known while it is traced.
template <>
struct std::numeric_limits<ctgrad::traced> : std::numeric_limits<double> {
    static constexpr ctgrad::traced min() { return std::numeric_limits<double>::min(); }
    static constexpr ctgrad::traced max() { return std::numeric_limits<double>::max(); }
    static constexpr ctgrad::traced lowest() { return std::numeric_limits<double>::lowest(); }
    static constexpr ctgrad::traced epsilon() { return std::numeric_limits<double>::epsilon(); }
    static constexpr ctgrad::traced infinity() { return std::numeric_limits<double>::infinity(); }
    static constexpr ctgrad::traced quiet_NaN() { return std::numeric_limits<double>::quiet_NaN(); }
};
