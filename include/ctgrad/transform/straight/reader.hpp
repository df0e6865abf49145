// Formulas keep their parentheses in part where a function in them vanishes or overflows for ordinary arguments (`guarded_operators`): what
// comes out is to be finite where the formula as it stands is. x * (x * exp(-x * x)) tends to 0; (x * x) * exp(-x * x) is NaN where x * x
// overflows. So there
//
//   a product     has two factors, and a sign and a small number in front, which may be moved to where they meet others
//   a quotient    is a product with a reciprocal, unless the divisor may be subnormal for ordinary arguments
//   a sum         takes in the summands of another one only if all of these are rounded already: then what is lost where other summands are
//                 added first is of the size of their rounding errors
//
// All values but reciprocals and sums of summands of the formula are then values of the formula. A reciprocal overflows where the divisor is
// subnormal, a sum a + b that is made of c a + c b where a or b is next to the largest number.
#pragma once

#include <ctgrad/transform/straight/draft.hpp>
#include <ctgrad/graph/frozen.hpp>
#include <ctgrad/transform/straight/guarded.hpp>

namespace ctgrad::transform::straight {

/// Reads what some values reach in a graph of scalars as a network. Its outputs are these values.
template <std::same_as<graph::view> View>
class reader {
    network& n_;
    View const& g_;
    struct entry {
        graph::argument value{};
        int variable = -1;
        int next = 0;
    };
    detail::list<int> of_node_;    ///< by node: its variable, where that was read
    detail::list<int> uses_;       ///< by node
    detail::list<entry> entries_;  ///< entries of arrays ...
    detail::list<int> entry_of_;   ///< ... by node: the latest of its, counted from 1; 0: none
    detail::list<int> entry_at_;   ///< ... by index map: the latest that was read by it, likewise
    struct guarded {
        bool depends = false;   ///< on a value of a guarded operator
        bool vanishes = false;  ///< may it be subnormal for ordinary arguments?
    };
    detail::list<guarded> kind_of_;  ///< by node, where parentheses are kept

    constexpr bool same_axes(graph::argument const& a, graph::argument const& b) const {
        bool same = a.rank == b.rank;
        for (int k = 0; same && k < a.rank; ++k) {
            graph::index const& i = g_.indices[a.axes + k];
            graph::index const& j = g_.indices[b.axes + k];
            same = i.offset == j.offset && (i.dynamic < 0) == (j.dynamic < 0);
            if (same && i.dynamic >= 0) same = same_value(g_.arguments[i.dynamic], g_.arguments[j.dynamic]);
        }
        return same;
    }
    constexpr bool same_value(graph::argument const& a, graph::argument const& b) const {
        return a.node == b.node && same_axes(a, b);
    }

    constexpr int push_leaf(graph::argument a, bool constant) {
        variable v = blank<variable_kind::leaf>;
        v.leaf = a;
        v.constant = constant;
        return n_.variables.push(v);
    }
    constexpr int variable_of(graph::argument a) {
        if (a.rank == 0) return of_node_.data[a.node];
        int& known = entry_at_.data[a.axes];
        if (known > 0 && entries_.data[known - 1].value.node == a.node && entries_.data[known - 1].value.rank == a.rank)
            return entries_.data[known - 1].variable;
        for (known = entry_of_.data[a.node]; known > 0; known = entries_.data[known - 1].next)
            if (same_axes(entries_.data[known - 1].value, a)) return entries_.data[known - 1].variable;
        int const made = push_leaf(a, false);
        known = entry_of_.data[a.node] = entries_.push({a, made, entry_of_.data[a.node]}) + 1;
        return made;
    }

    /// A factor of a product that keeps its parentheses: the sign and the small numbers of a product go to the draft. -1: nothing is left.
    constexpr int bare_factor(draft& d, int v, bool inverted) {
        if (!n_.is_product(v)) return v;
        product const p = n_.products.data[n_.variables.data[v].first];
        draft rest{n_};
        for (int k = 0; k < p.count; ++k) {
            int const f = n_.factors.data[p.at + k];
            if (!is_small_number(n_, f))
                rest.factor[rest.count++] = f;
            else if (inverted)
                d.divide(f);
            else
                d.multiply(f);
        }
        d.sign *= p.sign;
        if (rest.count < 2) return rest.count == 0 ? -1 : rest.factor[0];
        return rest.count == p.count && p.sign > 0 ? v : n_.make_sum(rest.finished());
    }
    /// The reciprocal of a product of two is the product of two reciprocals, if one of them is there, or a constant that a compiler divides
    /// by; else that is a division more.
    constexpr int reciprocal_of(int v) {
        if (!n_.is_product(v) || n_.variables.data[v].reciprocal >= 0) return n_.reciprocal(v);
        product const p = n_.products.data[n_.variables.data[v].first];
        bool known = p.count < 2;
        for (int k = 0; k < p.count; ++k) {
            int const f = n_.factors.data[p.at + k];
            known = known || n_.variables.data[f].reciprocal >= 0 || n_.is_constant(f);
        }
        if (!known) return n_.reciprocal(v);
        draft d{n_};
        d.sign = p.sign;
        for (int k = 0; k < p.count; ++k) divide(d, n_.factors.data[p.at + k]);
        int const made = n_.make_sum(d.finished());
        n_.variables.data[v].reciprocal = made;
        n_.variables.data[made].reciprocal = v;
        return made;
    }
    constexpr void divide(draft& d, int v) {
        if (n_.is_number(v))
            d.divide(v);
        else
            d.multiply(reciprocal_of(v));
    }
    constexpr int read_ordered(graph::argument const* x, bool inverted) {
        if (inverted && kind_of_[x[1].node].vanishes) {
            int const operands[]{variable_of(x[0]), variable_of(x[1])};
            return n_.add_function(op::code<op::divide_op>, operands, 2);
        }
        draft d{n_};
        if (int const a = bare_factor(d, variable_of(x[0]), false); a >= 0) d.multiply(a);
        if (int const b = bare_factor(d, variable_of(x[1]), inverted); b >= 0) {
            if (inverted)
                divide(d, b);
            else
                d.multiply(b);
        }
        return n_.make_sum(d.finished());
    }

    constexpr void multiply(draft& d, int v, bool inverted) {
        variable const x = n_.variables.data[v];
        if (x.kind == variable_kind::sum && x.count == 1) {
            product const p = n_.products.data[x.first];
            if (d.count + p.count <= most_factors) {
                d.sign *= p.sign;
                for (int k = p.at, end = p.at + p.count; k < end; ++k) {
                    int const f = n_.factors.data[k];
                    if (inverted)
                        d.divide(f);
                    else
                        d.multiply(f);
                }
                return;
            }
        }
        if (inverted)
            d.divide(v);
        else
            d.multiply(v);
    }

    /// On the way to a product is what is computed on the way to its factors, or to what stands below the line.
    constexpr void measure(int made, int p, int a, int b, bool inverted) {
        product const y = n_.products.data[p];
        for (int k = y.at, end = y.at + y.count; k < end; ++k)  // inputs get their directions in the order of factors
            if (int const f = n_.factors.data[k]; f >= n_.scale_at.length || n_.scale_at.data[f] == 0) n_.measured(f);
        int const left = n_.measured(a);
        int const right = n_.measured(b);
        scale result = n_.scales.data[left];
        scale const other = n_.scales.data[right];
        result.reach.include(other.reach.low, other.reach.high);
        if (inverted) {
            result.reach.include(-other.reach.high, -other.reach.low);
            result.value = result.value - other.value;
        } else {
            result.value.a += other.value.a;
            result.value.b += other.value.b;
        }
        result.reach.include(result.value, result.value);
        n_.products.data[p].range = n_.note_scale(made, n_.scales.push(result));
    }

    /// Is every summand rounded?
    constexpr bool is_rounded(variable const& sum) const {
        bool rounded = true;
        for (int p = sum.first; rounded && p >= 0; p = n_.products.data[p].next)
            rounded = sum.count == 1 || n_.is_rounded(n_.products.data[p]);
        return rounded;
    }
    constexpr void add(variable& sum, graph::argument a, int sign) {
        int const v = variable_of(a);
        bool const alone = a.rank == 0 && uses_.data[a.node] == 1;
        if (!n_.is_sum(v) || (!alone && n_.variables.data[v].count != 1) || (n_.ordered && !is_rounded(n_.variables.data[v]))) {
            n_.append(sum, n_.make_product(&v, 1, sign));
            return;
        }
        for (int p = n_.variables.data[v].first; p >= 0;) {
            product const x = n_.products.data[p];
            int moved = p;
            if (!alone) {
                int const at = n_.factors.size();
                for (int k = 0; k < x.count; ++k) n_.factors.push(n_.factors.data[x.at + k]);
                moved = n_.products.push({at, x.count, x.sign, -1, x.range});
            }
            n_.products.data[moved].sign = sign * x.sign;
            n_.append(sum, moved);
            p = x.next;
        }
        if (alone) n_.variables.data[v].count = 0;
    }

    /// A sum with a number vanishes only up to a rounding error of the number, and then it is 0.
    constexpr guarded guarded_of(graph::node const& n) const {
        graph::argument const* const x = &g_.arguments[n.arguments_at];
        guarded result{is_in(guarded_operators, n.op), is_in(vanishing_operators, n.op)};
        bool const adds = n.op == op::code<op::add_op> || n.op == op::code<op::subtract_op>;
        bool number = false;
        for (int m = 0; m < n.arguments; ++m) {
            guarded const& k = kind_of_.data[x[m].node];
            result.depends = result.depends || k.depends;
            result.vanishes = result.vanishes || k.vanishes || (m == 1 && n.op == op::code<op::divide_op> && k.depends);
            number = number || (adds && g_.nodes[x[m].node].op == graph::constant_code);
        }
        result.vanishes = result.vanishes && !number;
        return result;
    }

    constexpr int read(int id) {
        graph::node const n = g_.nodes[id];
        graph::argument const* const x = &g_.arguments[n.arguments_at];
        if (n.op == op::code<op::multiply_op> || n.op == op::code<op::divide_op>) {
            if (n_.ordered) return read_ordered(x, n.op == op::code<op::divide_op>);
            bool const inverted = n.op == op::code<op::divide_op>;
            int const a = variable_of(x[0]);
            int const b = variable_of(x[1]);
            draft d{n_};
            multiply(d, a, false);
            multiply(d, b, inverted);
            int const p = d.finished();
            int const made = n_.make_sum(p);
            if (p >= 0 && n_.products.data[p].count > 2) measure(made, p, a, b, inverted);
            return made;
        }
        if (n.op == op::code<op::add_op> || n.op == op::code<op::subtract_op> || n.op == op::code<op::negate_op>) {
            variable sum = blank<variable_kind::sum>;
            add(sum, x[0], n.op == op::code<op::negate_op> ? -1 : 1);
            if (n.arguments == 2) add(sum, x[1], n.op == op::code<op::subtract_op> ? -1 : 1);
            return n_.variables.push(sum);
        }
        if (n.op == graph::constant_code) {
            graph::constant const& c = g_.constants[n.payload];
            if (c.which == graph::constant::name::rational) return read_number(c.value);
        }
        if (n.arguments == 0)
            return push_leaf({id, 0, 0}, n.op == graph::constant_code);
        int operands[3]{};
        for (int m = 0; m < n.arguments; ++m) operands[m] = variable_of(x[m]);
        return n_.add_function(n.op, operands, n.arguments);
    }
    /// Numbers are positive, and so -2 is a sum.
    constexpr int read_number(rational const& value) {
        if (value.numerator > 0) return n_.number(value);
        if (value.numerator == 0) return n_.variables.push(blank<variable_kind::sum>);
        int const opposite = n_.number(-value);
        return n_.make_sum(n_.make_product(&opposite, 1, -1));
    }

public:
    // Names that no program has: g++ 12 says of parameters of a class template's constructor that they shadow variables of the user's.
    constexpr reader(network& network_in, View const& graph_in)
        : n_(network_in),
          g_(graph_in),
          of_node_(detail::list<int>::unset(graph_in.count.nodes)),
          uses_(graph_in.count.nodes),
          entry_of_(graph_in.count.nodes),
          entry_at_(graph_in.count.indices) {}

    constexpr void add_output(graph::argument const& a) {
        uses_[a.node] += 2;  // never a part of something else
    }
    /// False where something cannot be read: an operation on more than scalars, or a rule of the user's that is to be followed when the
    /// graph is differentiated.
    constexpr bool run() {
        int const size = g_.count.nodes;
        unsigned long long operators = 0;
        for (int id = size - 1; id >= 0; --id) {
            if (uses_.data[id] == 0) continue;
            graph::node const n = g_.nodes[id];
            if (n.arguments == 0) continue;
            if (n.labels != 0 || n.op == graph::boundary_code) return false;
            operators |= 1ULL << n.op;
            for (int m = n.arguments; m-- > 0;) ++uses_.data[g_.arguments[n.arguments_at + m].node];
        }
        n_.ordered = (operators & guarded_operators) != 0;
        if (n_.ordered) kind_of_ = detail::list<guarded>(size);
        for (int id = 0; id < size; ++id) {
            if (uses_.data[id] == 0) continue;
            if (n_.ordered) kind_of_.data[id] = guarded_of(g_.nodes[id]);
            if (g_.nodes[id].rank == 0) of_node_.data[id] = read(id);
        }
        return true;
    }
    constexpr int output(graph::argument const& a) { return variable_of(a); }
};

}  // namespace ctgrad::transform::straight
