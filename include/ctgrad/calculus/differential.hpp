// Derivatives as operators on types. Each lowers its function, then asks transform/ for the derivative of the graph: a
// derivative is a short type, `call<partial_op, F, X>`, never the unfolded formula, and the function's nodes are shared with it.
#pragma once

#include <ctgrad/expression/operand.hpp>
#include <ctgrad/transform/forward.hpp>
#include <ctgrad/transform/jacobian.hpp>
#include <ctgrad/transform/scalar_jacobian.hpp>
#include <ctgrad/transform/simplified.hpp>

namespace ctgrad {

namespace detail {

struct type_operator_base {
    using works_on_types = void;
};

/// A scalar F as it is differentiated, in a form that is cheaper if there is one (transform/simplified.hpp).
template <class F>
struct simplified_value {
    enum : unsigned { hash = combined_hash({hash_of("simplified"), F::hash}) };

    /// Never called: its address is the value's identity.
    template <class Linkage = unit_linkage>
    static constexpr op::symbolic key(context&) { return {}; }

    CTGRAD_INLINE static constexpr op::symbolic lower(context& c) {
        if (int const known = c.find(&simplified_value::template key<>, hash); known >= 0) return c[known];
        op::symbolic f = c.lower<F>();
        if (f.rank != 0 || !transform::may_be_simplified(c.graph())) return f;
        list<op::term> values;
        values.push(f.t);
        f.t = transform::simplified(c.graph(), values)[0];
        return c[c.remember(&simplified_value::template key<>, hash, &f, 1)];
    }
};

/// The gradient of F with respect to several symbols, taken in one sweep; remembered as consecutive values.
template <class F, class... Xs>
struct sweep {
    enum : unsigned { hash = combined_hash({hash_of("gradient"), F::hash, Xs::hash...}) };

    /// Never called: its address is the sweep's identity.
    template <class Linkage = unit_linkage>
    static constexpr op::symbolic key(context&) { return {}; }

    /// Where in the context the gradients begin.
    CTGRAD_INLINE static constexpr int lower(context& c) {
        if (int const known = c.find(&sweep::template key<>, hash); known >= 0) return known;
        op::symbolic const f = simplified_value<F>::lower(c);
        int const inputs[]{c.lower<Xs>().t.node...};
        list<op::term> const terms = transform::reverse(c.graph(), f, op::constant(c.graph(), 1), inputs);
        extents const shapes[]{Xs::shape...};
        op::symbolic gradients[sizeof...(Xs)]{};
        for (int k = 0; k < static_cast<int>(sizeof...(Xs)); ++k) {
            gradients[k] = op::shaped(terms[k], shapes[k]);
            c.graph().derivations.push(
                {gradients[k].t.as_argument(), c.lower<F>().t.as_argument(), c.graph()[inputs[k]].payload});
        }
        return c.remember(&sweep::template key<>, hash, gradients, static_cast<int>(sizeof...(Xs)));
    }
};

}  // namespace detail

/// Partial derivative of a scalar F with respect to X. Where it is an entry of a gradient with respect to several symbols, these
/// are named too, so that entries of the same gradient share its sweep.
struct partial_op : detail::type_operator_base {
    static constexpr op::spelling name{.text = "partial", .latex = "", .c = ""};
    template <class F, class X, class... All>
    static constexpr extents shape() {
        return X::shape;
    }
    template <class F, class X>
    static constexpr op::symbolic lower(context& c) {
        return c[detail::sweep<F, X>::lower(c)];
    }
    template <class F, class X, class... All>
        requires(sizeof...(All) > 0)
    static constexpr op::symbolic lower(context& c) {
        return c[detail::sweep<F, All...>::lower(c) + detail::index_of<X>(detail::type_list<All...>{})];
    }
};

/// Jacobian of F with respect to X.
struct jacobian_op : detail::type_operator_base {
    static constexpr op::spelling name{.text = "jacobian", .latex = "", .c = ""};
    template <class F, class X>
    static constexpr extents shape() {
        return concatenated(F::shape, X::shape);
    }
    template <class F, class X>
    static constexpr op::symbolic lower(context& c) {
        op::symbolic const f = c.lower<F>();
        return transform::jacobian(c.graph(), f, c.lower<X>().t.node);
    }
};

/// Derivative of the product of F with U, U held fixed, with respect to X: the transposed Jacobian times U.
struct vjp_op : detail::type_operator_base {
    static constexpr op::spelling name{.text = "vjp", .latex = "", .c = ""};
    template <class F, class X, class U>
    static constexpr extents shape() {
        return X::shape;
    }
    template <class F, class X, class U>
    static constexpr op::symbolic lower(context& c) {
        op::symbolic const f = c.lower<F>();
        int const inputs[]{c.lower<X>().t.node};
        return op::shaped(transform::reverse(c.graph(), f, c.lower<U>().t, inputs)[0], X::shape);
    }
};

/// Derivative of F along the direction D of X: the Jacobian times D.
struct jvp_op : detail::type_operator_base {
    static constexpr op::spelling name{.text = "jvp", .latex = "", .c = ""};
    template <class F, class X, class D>
    static constexpr extents shape() {
        return F::shape;
    }
    template <class F, class X, class D>
    static constexpr op::symbolic lower(context& c) {
        op::symbolic const f = c.lower<F>();
        int const x = c.lower<X>().t.node;
        return transform::forward(c.graph(), f, x, c.lower<D>());
    }
};

template <class F, class X, class... All>
using partial_of = call_of<partial_op, F, X, All...>;
template <class F, class X>
using jacobian_of = call_of<jacobian_op, F, X>;
template <class F, class X, class U>
using vjp_of = call_of<vjp_op, F, X, U>;
template <class F, class X, class D>
using jvp_of = call_of<jvp_op, F, X, D>;

namespace error {

/// What the functions of calculus/ ask of their arguments. False where a message is due.
template <class F>
concept scalar_function = F::shape.rank == 0;

}  // namespace error

}  // namespace ctgrad
