// Values that are equal by a law of exponentials and logarithms are computed once, and differences of such values not at all.
//
// exp(-d1^2 / 2) S and exp(-d2^2 / 2) exp(-r T) K of the formula of Black and Scholes are one number, because d1^2 - d2^2 has a logarithm of
// S / K in it; every derivative of the price has them both. No rewriting of parts finds that. The canonical forms of all values that depend
// on exponentials do: equal forms are equal values.
//
// A value is replaced by one that the formula computes elsewhere, if that
//   costs less             with all that it needs
//   is as accurate         a product of inputs and exponentials: no difference is taken in it, but in an exponent. What is rounded there
//                          may be other numbers: log(S / K) for d2^2 and r T, which is a relative error of 1e-13 for S / K = 1e198
//   is defined as often    whatever may be undefined in it, logarithms, quotients, ..., the other value needs as well
// A value that is 0 everywhere is replaced by 0, which is more accurate than any difference.
#pragma once

#include <ctgrad/transform/canonical.hpp>
#include <ctgrad/transform/lowered.hpp>
#include <ctgrad/transform/optimised.hpp>

namespace ctgrad::transform {

/// Graphs of more nodes are left as they are: the forms of all values are read in one constant evaluation.
inline constexpr int largest_related = 160;
/// Products of two monomials that reading them may spend. The greeks of Black and Scholes take 280, which is half of what Clang allows to
/// a constant evaluation. Beyond, products stay unexpanded, and fewer values are seen to be equal.
inline constexpr int related_products = 400;

/// Does an exponential depend on a logarithm? Then products of exponentials may be equal that do not look it.
constexpr bool has_related_exponentials(graph::view const& g) {
    if (g.size() > largest_related) return false;
    unsigned long long operators = 0;
    for (int id = 0; id < g.count.nodes; ++id) {
        graph::node const& n = g.nodes[id];
        if (n.labels != 0 && n.arguments != 0) return false;
        operators |= 1ULL << n.op;
    }
    constexpr auto both = straight::codes_of<op::exp_op, op::log_op>();
    if ((operators & both) != both) return false;
    detail::list<char> has_logarithm(g.size(), 0);
    for (int id = 0; id < g.size(); ++id) {
        graph::node const& n = g.nodes[id];
        bool found = n.op == op::code<op::log_op>;
        for (int m = 0; m < n.arguments; ++m) found = found || has_logarithm[g.argument_of(id, m).node] != 0;
        if (found && n.op == op::code<op::exp_op>) return true;
        has_logarithm[id] = found ? 1 : 0;
    }
    return false;
}

namespace canonical {

/// A factor of a monomial that is a power of a product with an exponent below 0, or not below 1; -1: there is none.
constexpr int improper_root(auto const& f, int monomial) {
    if (!f.of_monomial(monomial).special) return -1;
    for (int i = 0; i < f.monomials.count(monomial); ++i) {
        factor const& x = f.monomials.at(monomial, i);
        if (f.kind(x.atom) == sum_atom && (x.numerator < 0 || x.numerator >= x.denominator) &&
            f.polys.count(f.atoms.at(x.atom, 1)) == 1)
            return i;
    }
    return -1;
}
/// A polynomial in which roots of products are taken to exponents from 0 to 1: (S / K)^(-1/2) as (S / K)^(1/2) K / S. Roots are not split
/// where factors may be negative; forms that differ by this alone are equal then.
constexpr int with_reduced_roots(auto& f, int p) {
    int const mark = f.terms.size();
    bool changed = false;
    for (int k = 0; k < f.polys.count(p); ++k) {
        summand const s = f.polys.at(p, k);
        int const root = improper_root(f, s.monomial);
        if (root < 0) {
            f.terms.push(s);
            continue;
        }
        changed = true;
        factor const x = f.monomials.at(s.monomial, root);
        rational const whole{floor_of(x.exponent()), 1};
        int const pushed = f.monomials.mark();
        for (int i = 0; i < f.monomials.count(s.monomial); ++i) {
            if (i != root)
                f.monomials.push(f.monomials.at(s.monomial, i));
            else if (!(x.exponent() == whole))
                f.monomials.push(power_of(x.atom, x.exponent() - whole));
        }
        int const rest = f.poly(f.intern_monomial(pushed), s.coefficient);
        f.append(product(f, rest, power(f, f.atoms.at(x.atom, 1), whole)), {1, 1});
    }
    if (changed) return f.finish(mark);
    f.terms.truncate(mark);
    return p;
}

}  // namespace canonical

template <class View>
class merging {
    View const& from_;
    builder& to_;
    detail::list<int> instead_;  ///< by node: the node that replaces it, itself where none does
    detail::list<op::term> made_;
    detail::list<char> constant_;  ///< by node

    static constexpr int zero = -1;

    static constexpr bool is_one_of(graph::opcode op, unsigned long long operators) {
        return straight::is_in(operators, op);
    }
    static constexpr auto products = straight::codes_of<op::multiply_op, op::divide_op, op::negate_op>();
    static constexpr auto sums = straight::codes_of<op::add_op, op::subtract_op>();
    static constexpr auto exponentials = straight::codes_of<op::exp_op>();
    /// Defined everywhere.
    static constexpr auto total =
        straight::codes_of<op::add_op, op::subtract_op, op::multiply_op, op::negate_op, op::exp_op>();

    constexpr detail::list<char> below(int id) const {
        detail::list<char> found(id + 1, 0);
        found[id] = 1;
        for (; id >= 0; --id)
            for (int m = 0; found[id] != 0 && m < from_[id].arguments; ++m) found[from_.argument_of(id, m).node] = 1;
        return found;
    }
    constexpr long cost(detail::list<char> const& needed) const {
        long total_cost = 0;
        for (int id = 0; id < needed.size(); ++id)
            if (needed[id] != 0) total_cost += straight::cost_of(from_[id].op);
        return total_cost;
    }
    /// The nodes that may make a value undefined: functions that are not defined everywhere, and what is divided by, factor by factor.
    constexpr detail::list<char> conditions(detail::list<char> const& needed) const {
        detail::list<char> found(from_.size(), 0);
        detail::list<int> divisors;
        for (int id = 0; id < needed.size(); ++id) {
            graph::node const& n = from_[id];
            if (needed[id] == 0 || n.arguments == 0 || is_one_of(n.op, total)) continue;
            if (n.op != op::code<op::divide_op>)
                found[id] = 1;
            else
                divisors.push(from_.argument_of(id, 1).node);
        }
        while (!divisors.empty()) {
            int const id = divisors.back();
            divisors.truncate(divisors.size() - 1);
            graph::node const& n = from_[id];
            if (n.op == op::code<op::multiply_op>)
                for (int m = 0; m < 2; ++m) divisors.push(from_.argument_of(id, m).node);
            else if (constant_[id] == 0)
                found[id] = 1;
        }
        return found;
    }
    /// Is whatever may make one value undefined in the other, too?
    constexpr bool as_defined(detail::list<char> const& one, detail::list<char> const& other) const {
        auto const here = conditions(one);
        auto const there = conditions(other);
        for (int id = 0; id < here.size(); ++id)
            if (here[id] != 0 && there[id] == 0 && constant_[id] == 0) return false;
        return true;
    }

    struct value {
        int node = -1;
        bool accurate = false;
        int next = -1;  ///< another of the same form
    };
    /// Among values of one form, what replaces each.
    constexpr void choose(detail::list<value> const& values, int first) {
        for (int k = first; k >= 0; k = values[k].next) {
            int const id = values[k].node;
            auto const needed = below(id);
            long least = cost(needed);
            for (int j = first; j >= 0; j = values[j].next) {
                if (j == k || !values[j].accurate) continue;
                auto const others = below(values[j].node);
                long const theirs = cost(others);
                if (theirs > least || (theirs == least && values[j].node > instead_[id]) || !as_defined(others, needed))
                    continue;
                least = theirs;
                instead_[id] = values[j].node;
            }
        }
    }

    constexpr bool compare() {
        builder whole;
        thaw(from_, whole);
        detail::list<char> depends(from_.size(), 0);
        detail::list<char> accurate(from_.size(), 0);
        detail::list<graph::argument> roots;
        for (int id = 0; id < from_.size(); ++id) {
            graph::node const& n = from_[id];
            bool const grows = is_one_of(n.op, exponentials);
            bool found = grows;
            bool exact = true;
            for (int m = 0; m < n.arguments; ++m) {
                found = found || depends[from_.argument_of(id, m).node] != 0;
                exact = exact && accurate[from_.argument_of(id, m).node] != 0;
            }
            depends[id] = found ? 1 : 0;
            accurate[id] = grows || (exact && !is_one_of(n.op, sums)) ? 1 : 0;
            if (found && is_one_of(n.op, products | sums | exponentials)) roots.push({id, 0, 0});
        }
        canonical::store f;
        f.spent = canonical::product_budget - related_products;
        canonical::reader reader(whole, f);
        reader.read(roots.begin(), roots.size());
        detail::list<value> values;
        detail::list<int> of_form;  // by form: the latest value
        bool any = false;
        for (graph::argument const& r : roots) {
            int const form = canonical::with_reduced_roots(f, reader.polynomial(op::scalar(op::view(whole, r))));
            if (form == f.zero) {
                instead_[r.node] = zero;
                any = true;
                continue;
            }
            while (of_form.size() <= form) of_form.push(-1);
            of_form[form] = values.push({r.node, accurate[r.node] != 0, of_form[form]});
        }
        for (int const first : of_form)
            if (first >= 0 && values[first].next >= 0) choose(values, first);
        for (int id = 0; id < from_.size(); ++id) any = any || instead_[id] != id;
        return any;
    }

    constexpr op::term read(graph::argument const& a) const {
        if (from_[a.node].arguments == 0) return straight::leaves(from_, to_)(a);
        int const node = instead_[a.node];
        return node == zero ? op::constant(to_, 0) : made_[node];
    }
    /// What replaces a value costs less than that with all it needs, or as much and is older: so this ends.
    constexpr op::term written(graph::argument const& output) {
        detail::list<int> pending;
        auto const need = [&](graph::argument const& wanted) {
            int const node = from_[wanted.node].arguments == 0 ? zero : instead_[wanted.node];
            if (node != zero && !made_[node].exists()) pending.push(node);
        };
        need(output);
        while (!pending.empty()) {
            int const id = pending.back();
            int const before = pending.size();
            graph::node const& n = from_[id];
            for (int m = n.arguments; !made_[id].exists() && m-- > 0;) need(from_.argument_of(id, m));
            if (pending.size() != before) continue;
            pending.truncate(before - 1);
            if (made_[id].exists()) continue;
            op::term x[3]{};
            for (int m = 0; m < n.arguments; ++m) x[m] = read(from_.argument_of(id, m));
            op::term const t = op::make(n.op, x, n.arguments);
            made_[id] = t;
        }
        return read(output);
    }

public:
    constexpr merging(View const& from, builder& to)
        : from_(from),
          to_(to),
          instead_(from.size(), 0),
          made_(from.size(), op::no_term),
          constant_(optimisation::survey(from.nodes, from.arguments, from.count.nodes).is_constant) {
        for (int id = 0; id < from.size(); ++id) instead_[id] = id;
    }

    /// The outputs in the new graph; none where no value is replaced.
    constexpr detail::list<graph::output> run() {
        detail::list<graph::output> results;
        if (!compare()) return results;
        for (int k = 0; k < from_.count.inputs; ++k) to_.declare(from_.inputs[k]);
        for (int k = 0; k < from_.count.outputs; ++k) {
            results.push(from_.outputs[k]);
            results.back().value = written(from_.outputs[k].value).as_argument();
        }
        return results;
    }
};

/// Fills a graph with a form of another in which values that are equal are one, or leaves it without outputs.
struct merging_equals {
    graph::view from;

    template <std::same_as<graph::filling> Filling>
    constexpr void operator()(Filling& to) const {
        graph::builder merged;
        op::use_rules(merged, op::standard_rules);
        auto const results = merging<graph::view>(from, merged).run();
        finish(merged, results, to);
    }
};

}  // namespace ctgrad::transform
