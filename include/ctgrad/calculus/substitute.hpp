// substitute(f, x = e): symbols replaced by expressions.
#pragma once

#include <ctgrad/calculus/differential.hpp>
#include <ctgrad/transform/substitute.hpp>

namespace ctgrad {

/// F with each of the symbols Xs replaced by the expression beside it, all at once. The replaced symbols are none of the result's.
template <class Assignments>
struct substitute_op;

template <class... Assignments>
struct substitute_op<detail::type_list<Assignments...>> : detail::type_operator_base {
    static constexpr op::spelling name{.text = "substitute", .latex = "", .c = ""};
    static constexpr unsigned hash = detail::combined_hash(
        {detail::hash_of("substitute"), Assignments::symbol::hash..., Assignments::expression::hash...});
    template <class F>
    static constexpr extents shape() {
        return F::shape;
    }
    template <class F>
    static constexpr op::symbolic lower(context& c) {
        graph::builder& g = c.graph();
        context inner(g, false);
        op::symbolic const f = inner.lower<F>();
        int const inputs[]{inner.lower<typename Assignments::symbol>().t.node...};
        op::symbolic const values[]{c.lower<typename Assignments::expression>()...};
        for (int const symbol : inner.symbols()) {  // those that are not replaced are symbols of the result
            bool replaced = false;
            for (int const id : inputs) replaced = replaced || g[id].payload == symbol;
            if (!replaced) c.note(symbol);
        }
        return transform::substitution(g).run(f, inputs, values);
    }
};

template <class F, class... Assignments>
using substituted = call_of<substitute_op<detail::type_list<Assignments...>>, F>;

/// f with symbols replaced by expressions, all at once: `substitute(f, x = y, y = x)` swaps.
/// Shape: that of f; each expression has the shape of the symbol that it replaces.
template <expression F, class... Assignments>
    requires(sizeof...(Assignments) > 0)
constexpr auto substitute(F, Assignments...) {
    if constexpr ((detail::is_refused_binding<Assignments> || ...)) {
        return refused{};
    } else if constexpr (!(detail::is_assignment<Assignments> && ...)) {
        static_assert(
            (detail::is_assignment<Assignments> && ...),
            "ctgrad::substitute(f, x = e): each symbol is replaced by an expression; bind values in the evaluation");
        return refused{};
    } else if constexpr (any_refused<F, typename Assignments::expression...>) {
        return refused{};
    } else {
        return substituted<F, Assignments...>{};
    }
}

}  // namespace ctgrad
