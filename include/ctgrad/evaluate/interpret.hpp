// The interpreter: evaluates a graph node by node, as written, every node with a buffer of its own, and only what is needed.
//
// It is what constant evaluation runs: no kernel has to be instantiated to check a value in a static_assert. And it is the
// witness against which the kernels of the schedule are tested.
#pragma once

#include <ctgrad/graph/frozen.hpp>
#include <ctgrad/op/catalogue.hpp>

namespace ctgrad::evaluate {

/// Where the values of the inputs are, by input number: numbers in `reals`, integers in `integers`, null where the graph does
/// not use them. Row-major.
template <class T>
struct operands {
    T const* const* reals;
    int const* const* integers;
};

// Not constexpr, so that the compiler stops and shows the name.
inline void a_matrix_is_not_symmetric_as_was_promised() {}

/// A named constant in a scalar type.
template <class T>
constexpr T constant_value(graph::constant const& c) {
    using wide = std::conditional_t<std::is_arithmetic_v<T>, long double, math::element_t<T>>;
    switch (c.which) {
        case graph::constant::name::pi: return T(static_cast<wide>(3.141592653589793238462643383279502884L));
        case graph::constant::name::e: return T(static_cast<wide>(2.718281828459045235360287471352662498L));
        case graph::constant::name::binary: return T(static_cast<wide>(c.binary));
        default: return c.value.as<T>();
    }
}

template <class T>
class interpreter {
    /// One entry of a node; which member counts is the kind of the node. Integers are numbers, too.
    struct entry {
        T real{};
        long integer = 0;
    };

    graph::view g_;
    operands<T> in_;
    detail::list<int> at_;  ///< where the entries of a node begin, -1: not evaluated
    detail::list<entry> entries_;
    detail::list<int> pending_;

    constexpr int extent(int id, int axis) const { return g_.extent(id, axis); }

    constexpr entry read(graph::argument const& a, int const* labels) const {
        int offset = 0;
        for (int k = 0; k < a.rank; ++k) {
            graph::index const& i = g_.indices[a.axes + k];
            int at = i.offset + (i.label >= 0 ? labels[i.label] : 0);
            if (i.dynamic >= 0) at += static_cast<int>(read(g_.arguments[i.dynamic], labels).integer);
            offset = offset * extent(a.node, k) + at;
        }
        return entries_[at_[a.node] + offset];
    }

    constexpr graph::kind kind_of(int id) const {
        graph::node const& n = g_[id];
        if (n.reduce >= graph::reduction::first_maximum || n.op == graph::position_code) return graph::kind::integer;
        if (n.op == graph::input_code) return g_.inputs[n.payload].kind;
        if (!op::is_operator(n.op)) return graph::kind::real;
        return n.op == op::code<op::copy_op> ? kind_of(g_.argument_of(id, 0).node) : op::information_of[n.op].result;
    }

    /// The value of the node's operator at one point of its labels.
    constexpr entry point(int id, int const* labels) const {
        graph::node const& n = g_[id];
        entry x[3]{};
        for (int m = 0; m < n.arguments; ++m)
            if (at_[g_.argument_of(id, m).node] >= 0) x[m] = read(g_.argument_of(id, m), labels);
        entry result{};
        apply_one_of(op::catalogue{}, id, x, result);
        return result;
    }
    template <class... Ops>
    constexpr void apply_one_of(detail::type_list<Ops...>, int id, entry const* x, entry& result) const {
        int number = g_.nodes[id].op - graph::first_operator;
        static_cast<void>((... || (number-- == 0 && apply<Ops>(id, x, result))));
    }
    // Functions, no lambdas: those of all operators took g++ 12 some 30 ms of every program.
    template <class Op>
    constexpr bool apply(int id, entry const* x, entry& result) const {
        if constexpr (__is_same(Op, op::select_op)) {
            result = x[0].integer != 0 ? x[1] : x[2];
        } else if constexpr (__is_same(Op, op::copy_op) || __is_same(Op, op::shift_op)) {
            result = x[0];
        } else if constexpr (__is_same(Op, op::equal_op)) {
            result.integer = Op::value(integer_of(id, 0, x), integer_of(id, 1, x)) ? 1 : 0;
        } else if constexpr (Op::result == graph::kind::condition) {
            result.integer = static_cast<bool>(Op::value(x[0].real, x[1].real)) ? 1 : 0;
        } else if constexpr (Op::arity == 1) {
            result.real = Op::value(x[0].real);
        } else if constexpr (Op::arity == 3) {
            result.real = Op::value(x[0].real, x[1].real, x[2].real);
        } else {
            result.real = Op::value(x[0].real, x[1].real);
            if constexpr (__is_same(Op, op::multiply_op) || __is_same(Op, op::add_op) ||
                          __is_same(Op, op::subtract_op))
                result.integer = Op::value(integer_of(id, 0, x), integer_of(id, 1, x));  // positions are computed with, too
        }
        return true;
    }
    /// An operand as an integer: constants carry their value as a number.
    constexpr long integer_of(int id, int m, entry const* x) const {
        graph::node const& a = g_[g_.argument_of(id, m).node];
        return a.op == graph::constant_code ? static_cast<long>(g_.constants[a.payload].value.numerator) : x[m].integer;
    }

    constexpr void reduce(graph::node const& n, bool is_first, entry& sum, entry& best, entry const& x, long position) const {
        switch (n.reduce) {
            case graph::reduction::sum: sum.real = is_first ? x.real : sum.real + x.real; break;
            case graph::reduction::maximum: sum.real = is_first ? x.real : op::max_op::value(sum.real, x.real); break;
            case graph::reduction::minimum: sum.real = is_first ? x.real : op::min_op::value(sum.real, x.real); break;
            default: {
                bool const better =
                    is_first || (n.reduce == graph::reduction::first_maximum ? best.real < x.real : x.real < best.real);
                if (better) {
                    best.real = x.real;
                    sum.integer = position;
                }
            }
        }
    }

    /// Evaluates a value and what it needs first. Of a selection between scalars that is what is selected: the other may be undefined,
    /// and then it is no constant expression (clang++ refuses infinity minus infinity).
    constexpr void demand(graph::argument const& wanted) {
        for (int k = 0; k < wanted.rank; ++k)
            if (int const dynamic = g_.indices[wanted.axes + k].dynamic; dynamic >= 0) demand(g_.arguments[dynamic]);
        if (at_.data[wanted.node] >= 0) return;
        pending_.push(wanted.node);
        int const bottom = pending_.size() - 1;
        while (pending_.size() > bottom) {
            int const id = pending_.back();
            if (at_.data[id] < 0 && needs_more(g_.nodes[id])) continue;
            if (at_.data[id] < 0) evaluate(id);
            pending_.truncate(pending_.size() - 1);
        }
    }
    /// Is there an argument that is not evaluated yet? It is pending then.
    constexpr bool needs_more(graph::node const& n) {
        graph::argument const* const x = g_.arguments + n.arguments_at;
        int skipped = -1;
        if (n.op == op::code<op::select_op> && n.labels == 0 && at_.data[x[0].node] >= 0)
            skipped = read(x[0], nullptr).integer != 0 ? 2 : 1;
        for (int m = n.op == op::code<op::select_op> && n.labels == 0 && skipped < 0 ? 1 : n.arguments; m-- > 0;) {
            if (m == skipped) continue;
            for (int k = 0; k < x[m].rank; ++k)
                if (int const dynamic = g_.indices[x[m].axes + k].dynamic; dynamic >= 0) demand(g_.arguments[dynamic]);
            if (at_.data[x[m].node] >= 0) continue;
            pending_.push(x[m].node);
            return true;
        }
        return false;
    }

    /// Holds constant evaluation to the promise that a matrix equals its transpose. At run time half of the entries may be missing.
    constexpr void check_symmetry(graph::input const& i, T const* entries) const {
        for (int at = 0, n = i.shape[0]; at < n * n; ++at)
            if (static_cast<bool>(entries[at] < entries[at % n * n + at / n])) a_matrix_is_not_symmetric_as_was_promised();
    }

    constexpr void evaluate(int id) {
        graph::node const& n = g_[id];
        int volume = 1;
        int reduced = 1;
        for (int l = 0; l < n.labels; ++l) (l < n.rank ? volume : reduced) *= extent(id, l);
        at_.data[id] = entries_.size();
        if (n.op == graph::input_code && g_.inputs[n.payload].symmetric && std::is_constant_evaluated())
            check_symmetry(g_.inputs[n.payload], in_.reals[n.payload]);
        for (int out = 0; out < volume; ++out) {
            entry result{};
            entry best{};
            for (int inner = 0; inner < reduced; ++inner) {
                int labels[graph::max_labels]{};
                int rest = out;
                for (int l = n.rank; l-- > 0; rest /= extent(id, l)) labels[l] = rest % extent(id, l);
                rest = inner;
                for (int l = n.labels; l-- > n.rank; rest /= extent(id, l)) labels[l] = rest % extent(id, l);
                if (n.op == graph::input_code) {
                    if (g_.inputs[n.payload].kind == graph::kind::integer) {
                        result.integer = in_.integers[n.payload][out];
                        result.real = T(static_cast<math::element_t<T>>(result.integer));  // in arithmetic it is a number
                    } else {
                        result.real = in_.reals[n.payload][out];
                    }
                } else if (n.op == graph::constant_code) {
                    result.real = constant_value<T>(g_.constants[n.payload]);
                } else if (n.op == graph::position_code) {
                    result.integer = out;
                } else if (n.labels == n.rank) {
                    result = point(id, labels);
                } else {
                    reduce(n, inner == 0, result, best, point(id, labels), inner);
                }
            }
            entries_.push(result);
        }
    }

public:
    constexpr interpreter(graph::view const& program, operands<T> const& inputs) : g_(program), in_(inputs) {}

    /// Evaluates what the outputs need, then writes each output to its place.
    constexpr void run(T* const* outputs) {
        at_ = detail::list<int>(g_.size(), -1);
        for (int o = 0; o < g_.count.outputs; ++o) demand(g_.outputs[o].value);
        for (int o = 0; o < g_.count.outputs; ++o) {
            graph::output const& out = g_.outputs[o];
            bool const in_rows = out.shape.rank == 0 || out.stride[out.shape.rank - 1] == 0;
            for (int flat = 0; flat < out.shape.volume(); ++flat) {
                int labels[graph::max_labels]{};
                int rest = flat;
                int at = in_rows ? flat : 0;
                for (int l = out.shape.rank; l-- > 0; rest /= out.shape[l]) {
                    labels[l] = rest % out.shape[l];
                    at += labels[l] * out.stride[l];
                }
                outputs[out.memory < 0 ? o : out.memory][out.offset + at] = read(out.value, labels).real;
            }
        }
    }
};

}  // namespace ctgrad::evaluate
