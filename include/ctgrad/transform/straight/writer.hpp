#pragma once

#include <ctgrad/transform/straight/cost.hpp>
#include <ctgrad/transform/straight/leaves.hpp>
#include <ctgrad/transform/straight/network.hpp>
#include <ctgrad/transform/straight/signs.hpp>

namespace ctgrad::transform::straight {

/// Writes a network as operations on scalars.
template <std::same_as<network> Network>
class writer {
    Network& n_;
    builder& g_;
    leaves leaf_;
    detail::list<term> made_;  ///< by variable
    detail::list<int> uses_;
    detail::list<int> pending_;
    detail::list<int> ready_;  ///< by variable: what it costs to get there on the longest way, so about when it is there
    detail::list<int> sorted_;  ///< room for `sort_summands`
    detail::list<int> when_;

    /// Sums of more products are added up in several parts at once: additions wait for each other.
    static constexpr int longest_chain = 8;
    static constexpr int most_chains = 4;

    constexpr variable const& of(int v) const { return n_.variables.data[v]; }
    constexpr product const& at(int p) const { return n_.products.data[p]; }
    constexpr int factor(product const& p, int k) const { return n_.factors.data[p.at + k]; }

    /// An operation as it stands: folding would make a quotient of a product with a reciprocal again.
    static constexpr term operation(op::opcode code, term a, term b) {
        term const x[]{a, b};
        return op::make_scalar(code, x, 2, op::operator_bit(a.op) | op::operator_bit(b.op));
    }
    static constexpr term commutative(op::opcode code, term a, term b) {
        bool const aged = a.node < b.node && b.op != graph::constant_code;  // the common case of `in_order`
        return aged || op::in_order(a, b) ? operation(code, a, b) : operation(code, b, a);
    }
    static constexpr term add(term a, term b, bool negative) {
        return negative ? operation(op::code<op::subtract_op>, a, b) : commutative(op::code<op::add_op>, a, b);
    }
    static constexpr term multiply(term a, term b) {
        return commutative(op::code<op::multiply_op>, a, b);
    }
    static constexpr term divide(term a, term b) { return operation(op::code<op::divide_op>, a, b); }
    constexpr term negate(term const& a) {
        if (op::is_rational(a)) return op::constant(g_, -op::rational_of(a));
        return op::make_scalar(op::code<op::negate_op>, &a, 1, op::operator_bit(a.op));
    }

    /// A reciprocal that only one product has: it divides, unless a compiler knows it. What it is of, else -1.
    constexpr int divisor(int v) const {
        int const of_it = of(v).operand[0];
        return uses_.data[v] == 1 && !n_.is_constant(of_it) ? of_it : -1;
    }
    constexpr int number_in(product p) const {
        for (int k = p.at, end = p.at + p.count; k < end; ++k)
            if (n_.variables.data[n_.factors.data[k]].kind == variable_kind::number) return k - p.at;
        return -1;
    }
    /// Some of a product's factors, multiplied.
    struct part {
        term value{};
        bool divides = false;  ///< do they stand below the line?
        magnitude size{};
        int ready = 0;  ///< see ready_
    };
    /// The size of their product, or quotient.
    static constexpr magnitude joined_size(part const& a, part const& b) {
        return a.divides == b.divides ? a.size + b.size : a.size - b.size;
    }
    static constexpr int joined_ready(part const& a, part const& b) {
        return (a.ready > b.ready ? a.ready : b.ready) + (a.divides == b.divides ? 1 : cost_of_division);
    }
    constexpr void join(part& a, part const& b) {
        a.value = a.divides == b.divides ? multiply(a.value, b.value) : divide(a.value, b.value);
        a.size = joined_size(a, b);
        a.ready = joined_ready(a, b);
    }
    /// Is what two parts make in range wherever the product was?
    static constexpr bool fit(part const& a, part const& b, magnitude_range const& range) {
        if (a.divides && !b.divides) return false;
        magnitude const m = joined_size(a, b);
        return range.contains(m) || (a.divides && range.contains(-m));
    }
    struct pair {
        int first = 0;
        int second = 0;  ///< 0: none
    };
    /// Two parts to be multiplied first that are in range: factors above the line, then those below, so that one division is enough, and
    /// of these the two that are there first. `tight`: those whose product is nearest to 1.
    constexpr pair chosen(part const* parts, int count, magnitude_range const& range, bool tight) const {
        pair best;
        int least = 0;
        for (int mixed = tight ? 1 : 0; mixed < 2 && best.second == 0; ++mixed)
            for (int i = 0; i < count; ++i)
                for (int j = i + 1; j < count; ++j) {
                    if (!tight && (parts[i].divides != parts[j].divides) != (mixed != 0)) continue;
                    int const measure = tight ? joined_size(parts[i], parts[j]).extent() : joined_ready(parts[i], parts[j]);
                    if ((best.second != 0 && least <= measure) || !fit(parts[i], parts[j], range)) continue;
                    least = measure;
                    best = {i, j};
                }
        return best;
    }
    /// Which parts are multiplied first, next, and so on, until two are left. False where not every product on the way stays in range.
    constexpr bool ordered(part const* parts, int count, magnitude_range const& range, pair* order) {
        part trial[room_for_factors]{};
        for (int k = 0; k < count; ++k) trial[k] = parts[k];
        for (; count > 2; --count) {
            pair const p = chosen(trial, count, range, false);
            if (p.second == 0) return false;
            *order++ = p;
            trial[p.first].ready = joined_ready(trial[p.first], trial[p.second]);
            trial[p.first].size = joined_size(trial[p.first], trial[p.second]);
            for (int k = p.second; k + 1 < count; ++k) trial[k] = trial[k + 1];
        }
        return true;
    }
    constexpr void join_all_but_two(part* parts, int& count, magnitude_range const& range) {
        pair order[room_for_factors]{};
        bool const tight = !ordered(parts, count, range, order);
        for (int step = 0; count > 2; ++step, --count) {
            pair p = tight ? chosen(parts, count, range, true) : order[step];
            if (p.second == 0) p.second = count - 1;
            join(parts[p.first], parts[p.second]);
            for (int k = p.second; k + 1 < count; ++k) parts[k] = parts[k + 1];
        }
    }
    /// The term of a product without its sign; with the sign of a number in it turned, if that is wanted.
    constexpr term written(product p, bool turned = false) {
        int const number = turned ? number_in(p) : -1;
        if (p.count > 2) return written_long(p, number);
        term numerator{};
        term denominator{};
        for (int k = 0; k < p.count; ++k) {
            int const v = n_.factors.data[p.at + k];
            int const below = n_.variables.data[v].kind == variable_kind::reciprocal ? divisor(v) : -1;
            term const x = k == number ? op::constant(g_, -of(v).number()) : made_.data[below >= 0 ? below : v];
            term& line = below >= 0 ? denominator : numerator;
            line = line.g != nullptr ? multiply(line, x) : x;
        }
        if (numerator.g == nullptr) numerator = op::constant(g_, turned ? -1 : 1);
        return denominator.g != nullptr ? divide(numerator, denominator) : numerator;
    }
    /// The term of a longer product.
    constexpr term written_long(product const& p, int number) {
        part parts[room_for_factors]{};
        int count = 0;
        for (int const above : {1, 0})
            for (int k = 0; k < p.count; ++k) {
                int const v = n_.factors.data[p.at + k];
                int const below = n_.variables.data[v].kind == variable_kind::reciprocal ? divisor(v) : -1;
                if ((below < 0) != (above != 0)) continue;
                int const f = below >= 0 ? below : v;
                parts[count++] = {k == number ? op::constant(g_, -of(v).number()) : made_.data[f], below >= 0, n_.magnitude_of(f), ready_.data[f]};
            }
        join_all_but_two(parts, count, n_.range_of(p));
        bool const divides = parts[0].divides;
        join(parts[0], parts[1]);
        return divides ? divide(op::constant(g_, 1), parts[0].value) : parts[0].value;
    }
    /// When the last factor of a product is there.
    constexpr int ready(product p) const {
        int latest = 0;
        for (int k = p.at, end = p.at + p.count; k < end; ++k)
            if (ready_.data[n_.factors.data[k]] > latest) latest = ready_.data[n_.factors.data[k]];
        return latest + (p.count > 1 ? 1 : 0);
    }
    constexpr int when_ready(int v) const {
        variable const x = n_.variables.data[v];
        int latest = 0;
        for (int m = 0; m < x.arguments; ++m)
            if (ready_.data[x.operand[m]] > latest) latest = ready_.data[x.operand[m]];
        for (int p = x.first; p >= 0; p = n_.products.data[p].next)
            if (int const r = ready(n_.products.data[p]); r > latest) latest = r;
        if (x.kind == variable_kind::function) return latest + cost_of(x.op);
        return latest + (x.kind == variable_kind::reciprocal ? cost_of(op::code<op::divide_op>) : x.count > 1 ? 1 : 0);
    }
    /// Puts summands in the order in which they are there: additions wait for each other, and the last one should wait for nothing else.
    constexpr void sort_summands(variable& sum) {
        int* const sorted = sorted_.extend(sum.count);
        int* const when = when_.extend(sum.count);
        sorted_.clear();
        when_.clear();
        int count = 0;
        for (int p = sum.first; p >= 0; p = n_.products.data[p].next) {
            int const r = ready(n_.products.data[p]);
            int k = count++;
            for (; k > 0 && when[k - 1] > r; --k) {
                sorted[k] = sorted[k - 1];
                when[k] = when[k - 1];
            }
            sorted[k] = p;
            when[k] = r;
        }
        for (int k = 1; k < count; ++k) n_.products.data[sorted[k - 1]].next = sorted[k];
        sum.first = sorted[0];
        sum.last = sorted[count - 1];
        n_.products.data[sum.last].next = -1;
    }
    constexpr term written_sum(variable const& v) {
        if (v.count == 0) return op::constant(g_, 0);
        if (v.count == 1 && n_.products.data[v.first].sign < 0) {
            product const& p = at(v.first);
            return p.count == 0 || number_in(p) >= 0 ? written(p, true) : negate(written(p));
        }
        // Begins with what is positive and no product, so that products become multiply-adds.
        int first = -1;
        int best = -1;
        for (int p = v.first; p >= 0;) {
            product const x = n_.products.data[p];
            int const quality =
                (x.sign > 0 ? 4 : 0) + (x.count < 2 ? 2 : 0) + (x.sign < 0 && number_in(x) >= 0 ? 3 : 0);
            if (quality > best) {
                best = quality;
                first = p;
            }
            p = x.next;
        }
        product const start = n_.products.data[first];
        bool const turned = start.sign < 0 && number_in(start) >= 0;
        bool const negative = start.sign < 0 && !turned;
        term chain[most_chains]{written(start, turned)};
        int const chains = v.count <= longest_chain ? 1 : most_chains;
        int k = 0;
        for (int p = v.first; p >= 0; p = n_.products.data[p].next) {
            if (p == first) continue;
            product const x = n_.products.data[p];
            term& total = chain[k];
            bool const minus = (x.sign < 0) != negative;
            term const t = written(x);
            if (total.g != nullptr)
                total = add(total, t, minus);
            else if (minus)
                chain[0] = add(chain[0], t, true);
            else
                total = t;
            k = k + 1 == chains ? 0 : k + 1;
        }
        for (int width = chains / 2; width > 0; width /= 2)
            for (int c = 0; c < width; ++c)
                if (chain[c + width].exists())
                    chain[c] = chain[c].exists() ? add(chain[c], chain[c + width], false) : chain[c + width];
        return negative ? negate(chain[0]) : chain[0];
    }
    constexpr term written(int v) {
        variable& own = n_.variables.data[v];
        switch (own.kind) {
            case variable_kind::leaf:
                return leaf_(own.leaf);
            case variable_kind::number:
                return op::constant(g_, own.number());
            case variable_kind::reciprocal:
                return divide(op::constant(g_, 1), made_.data[own.operand[0]]);
            case variable_kind::sum:
                if (!n_.ordered && own.count > 2) sort_summands(own);
                return written_sum(own);
            default:
                break;
        }
        term x[3]{};
        for (int m = 0; m < own.arguments; ++m) x[m] = made_.data[own.operand[m]];
        return op::make(own.op, x, own.arguments);
    }

    constexpr void need(int v) {
        if (made_.data[v].g == nullptr) pending_.push(v);
    }
    constexpr void need_parts(int v) {
        variable const x = n_.variables.data[v];
        for (int m = x.arguments; m-- > 0;) need(x.operand[m]);
        for (int p = x.first; p >= 0;) {
            product const y = n_.products.data[p];
            for (int k = y.at, end = y.at + y.count; k < end; ++k) {
                int const f = n_.factors.data[k];
                if (made_.data[f].g != nullptr) continue;
                int const below = n_.variables.data[f].kind == variable_kind::reciprocal ? divisor(f) : -1;
                if (below < 0)
                    pending_.push(f);
                else
                    need(below);
            }
            p = y.next;
        }
    }

public:
    // For the names see reader.hpp.
    constexpr writer(Network& network_in, builder& graph_in, leaves const& leaf_in)
        : n_(network_in),
          g_(graph_in),
          leaf_(leaf_in),
          made_(network_in.size()),
          uses_(network_in.count_uses()),
          ready_(network_in.size()) {}

    /// The terms of the outputs. `turned`: sums give their signs to the products that they are factors of.
    constexpr detail::list<term> run(signs<Network>* turned = nullptr) {
        auto const rules = g_.rule_roots;
        g_.rule_roots = 0;  // they simplified what was read
        detail::list<term> result;
        for (int const o : n_.outputs) {
            need(o);
            while (pending_.length != 0) {
                int const v = pending_.data[pending_.length - 1];
                int const before = pending_.length;
                if (made_.data[v].g == nullptr) need_parts(v);
                if (pending_.length != before) continue;
                if (made_.data[v].g == nullptr) {
                    if (turned != nullptr) turned->settle(v);
                    term const t = written(v);
                    made_.data[v] = t;
                    ready_.data[v] = when_ready(v);
                }
                pending_.length = before - 1;
            }
            result.push(made_[o]);
        }
        g_.rule_roots = rules;
        return result;
    }
};

}  // namespace ctgrad::transform::straight
