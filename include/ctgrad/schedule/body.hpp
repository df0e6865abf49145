// The body of a nest, before its loops are chosen: instructions over the labels of the nest, with addresses whose strides
// are by label. Values that several members need are computed once.
#pragma once

#include <ctgrad/schedule/groups.hpp>

namespace ctgrad::schedule {

/// An instruction over labels. Operands are numbers of earlier instructions.
struct step {
    opcode op = load_code;
    graph::reduction how = graph::reduction::sum;
    kind what = kind::real;
    unsigned labels = 0;  ///< what it depends on
    bool after = false;   ///< belongs to the epilogue, or to what follows the loops
    bool absorbed = false;  ///< became part of the step that uses it
    int from[3]{-1, -1, -1};
    int number = 0;   ///< of the constant, the accumulator, or the address; of a function that is called with others, theirs, from 1
    int guarded = 0;  ///< its number among the guarded ones, counted from 1; 0: it is not

    constexpr bool has_address() const { return op == load_code || op == store_code || op == position_code; }
};

struct body {
    detail::list<step> steps;
    detail::list<guard> guarded;  ///< of functions that are called only where a condition, an earlier step, has this answer
    detail::list<int> together;   ///< by number, counted from 1: how many calls of a function are made in one
    detail::list<memory_reference> addresses;  ///< strides by label; dynamic slots hold numbers of steps
    detail::list<accumulator> accumulators;    ///< level: 0 for the whole space, 1 for the reduced labels
};

template <std::same_as<graph::builder> Builder>
class body_writer {
    Builder& g_;
    detail::list<graph::output> const& outputs_;
    root_set& set_;
    int nest_;
    bool after_ = false;

    struct known {
        graph::argument value{};
        int step = -1;
        int next = -1;
    };
    detail::list<known> known_;
    detail::list<int>& head_;  ///< by node: its latest entry in known_; -1 everywhere between nests

    detail::list<graph::argument> pending_;
    detail::list<step> stores_;
    bool overwrites_ = false;  ///< some output is an input
    detail::list<graph::constant>& constants_;
    bool by_reciprocals_;
    detail::list<int> reciprocals_;  ///< pairs of a divisor and its reciprocal
    body result_;

public:

    constexpr body_writer(Builder& graph_in, detail::list<graph::output> const& outputs, root_set& set, int nest,
                          detail::list<int>& head, detail::list<graph::constant>& constant_pool, bool by_reciprocals)
        : g_(graph_in), outputs_(outputs), set_(set), nest_(nest), head_(head), constants_(constant_pool), by_reciprocals_(by_reciprocals) {
        for (auto const& o : outputs) overwrites_ = overwrites_ || o.target >= 0;
    }

    constexpr void run(group const& n) {
        if (n.core >= 0) {
            reduce(set_.roots[n.core]);
            after_ = true;
        }
        for (int r = 0; r < set_.roots.size(); ++r) {
            root const& member = set_.roots[r];
            if (member.nest != nest_ || r == n.core) continue;
            if (member.reduces()) reduce(member);
            else if (member.labels > 0 || member.output >= 0 || member.kept.used) put(member, value_of(member));
        }
        for (auto const& s : stores_) result_.steps.push(s);
        for (auto const& k : known_) head_[k.value.node] = -1;
    }
    constexpr body& result() { return result_; }

private:
    constexpr int push(step const& s) {
        int const at = result_.steps.push(s);
        result_.steps.data[at].after = after_;
        return at;
    }
    constexpr int push(step& s, memory_reference const& address) {
        s.number = result_.addresses.push(address);
        return push(s);
    }

    // ---- values ------------------------------------------------------------------------------------------------------

    constexpr graph::argument identity(root const& r) const { return {r.node, 0, r.rank}; }

    constexpr int value_of(root const& r) {
        if (r.source >= 0) {
            root const& made = set_.roots[r.source];
            return made.nest == nest_ ? value_of(made) : load_from(made, {-1, 0, r.rank});
        }
        return computed(r.node >= 0 ? identity(r) : r.value, r.node >= 0);
    }

    /// The step that holds a value; made where it is not there yet, after its operands. No recursion: a formula may be deeper
    /// than compilers let functions nest.
    constexpr int value(graph::argument const& wanted) { return computed(wanted, false); }

    /// `anew`: the value of a root is computed here, not loaded.
    constexpr int computed(graph::argument const& wanted, bool anew) {
        if (int const k = find(wanted); k >= 0) return k;
        int const mark = pending_.size();
        pending_.push(wanted);
        while (pending_.size() > mark) {
            graph::argument const a = pending_.back();
            bool const here = anew && pending_.size() == mark + 1;
            if (find(a) >= 0 || (is_fetched(a, here) ? remember(a, fetch(a)) >= 0 : try_operation(a))) pending_.truncate(pending_.size() - 1);
        }
        return find(wanted);
    }
    constexpr bool is_fetched(graph::argument const& a, bool here) const {
        int const r = set_.root_of.data[a.node];
        return g_.nodes.data[a.node].arguments == 0 || (r >= 0 && !here && !same_nest_scalar(r));
    }
    constexpr int fetch(graph::argument const& a) {
        graph::node const& n = g_.nodes.data[a.node];
        if (n.op == graph::input_code) return load_input(a, n);
        if (n.op == graph::position_code) return load_position(a);
        if (n.op != graph::constant_code) return load_from(set_.roots[set_.root_of[a.node]], a);
        step s{.op = constant_code};
        s.number = constants_.push(g_.constants[n.payload]);
        return push(s);
    }
    /// Makes the step of an operation, if all its operands are there; else leaves them pending.
    constexpr bool try_operation(graph::argument const& a) {
        graph::node const& n = g_.nodes.data[a.node];
        int const before = pending_.size();
        int found[3]{-1, -1, -1};
        for (int m = n.arguments; m-- > 0;) {
            graph::argument const x = operand_of(a, n, m);
            if (is_bracket_constant(n, x)) continue;
            found[m] = find(x);
            if (found[m] < 0) pending_.push(x);
        }
        if (pending_.size() != before) return false;
        for (int m = 0; m < n.arguments; ++m)
            if (found[m] < 0) found[m] = integer_constant(g_.arguments.data[n.arguments_at + m]);
        step s{.op = n.op, .what = op::kind_of(g_, a.node), .from = {found[0], found[1], found[2]}};
        for (int m = 0; m < n.arguments; ++m) s.labels |= result_.steps.data[found[m]].labels;
        if (by_reciprocals_ && n.op == op::code<op::divide_op> && result_.steps.data[found[1]].labels != s.labels) {
            s.op = op::code<op::multiply_op>;
            s.from[1] = reciprocal(found[1]);
        }
        return remember(a, push(s)) >= 0;
    }
    /// The reciprocal of a divisor that is the same for many dividends: one division where there were many.
    constexpr int reciprocal(int divisor) {
        for (int k = 0; k < reciprocals_.size(); k += 2)
            if (reciprocals_[k] == divisor) return reciprocals_[k + 1];
        step one{.op = constant_code};
        one.number = constants_.push(graph::constant{{1, 1}});
        step inverse{.op = op::code<op::divide_op>, .labels = result_.steps[divisor].labels, .from = {push(one), divisor, -1}};
        reciprocals_.push(divisor);
        return reciprocals_[reciprocals_.push(push(inverse))];
    }
    /// Operand `m` over the labels of the nest. A node that reduces has them itself.
    constexpr graph::argument operand_of(graph::argument const& a, graph::node const& n, int m) {
        graph::argument const x = g_.arguments.data[n.arguments_at + m];
        if (a.axes == 0 || x.rank == 0 || n.labels != n.rank) return x;
        op::label_map map;
        for (int k = 0; k < a.rank; ++k) map.to[k] = g_.indices[a.axes + k];
        return op::remapped(g_, x, map);
    }
    constexpr bool is_bracket_constant(graph::node const& n, graph::argument const& x) const {
        return n.op == op::code<op::equal_op> && g_.nodes.data[x.node].op == graph::constant_code;
    }
    constexpr void take_operands(graph::argument const* x, graph::node const& n, step& s) {
        for (int m = 0; m < n.arguments; ++m) {
            s.from[m] = is_bracket_constant(n, x[m]) ? integer_constant(x[m]) : value(x[m]);
            s.labels |= result_.steps.data[s.from[m]].labels;
        }
    }
    constexpr bool same_nest_scalar(int r) const { return set_.roots[r].nest == nest_ && set_.roots[r].labels == 0; }

    constexpr int find(graph::argument const& a) const {
        for (int k = head_.data[a.node]; k >= 0; k = known_.data[k].next)
            if (a.rank == 0 || g_.same_axes(known_.data[k].value, a)) return known_.data[k].step;
        return -1;
    }
    constexpr int remember(graph::argument const& a, int s) {
        head_[a.node] = known_.push({a, s, head_[a.node]});
        return s;
    }

    /// A constant that labels are compared with.
    constexpr int integer_constant(graph::argument const& a) {
        step s{.op = constant_code, .what = kind::integer};
        s.number = constants_.push(g_.constants[g_[a.node].payload]);
        return push(s);
    }

    // ---- memory --------------------------------------------------------------------------------------------------------

    /// Adds what an index map contributes to an address of an array of the shape that is given.
    constexpr void address(step& s, memory_reference& to, graph::argument const& a, int const* extent, int rank) {
        int stride = 1;
        int dynamics = 0;
        for (int k = rank; k-- > 0;) {
            graph::index const i = g_.indices[a.axes + k];
            to.offset += stride * i.offset;
            if (i.label >= 0) {
                to.stride[i.label] += stride;
                s.labels |= 1U << i.label;
            }
            if (i.dynamic >= 0) {
                graph::argument const integer = g_.arguments[i.dynamic];
                int const at = value(integer);
                to.dynamic[dynamics] = {.number = static_cast<short>(at)};  // whole: see label_map
                to.dynamic_stride[dynamics] = stride;
                to.dynamic_extent[dynamics] = extent[k];
                s.labels |= result_.steps[at].labels;
                ++dynamics;
            }
            stride *= extent[k];
        }
    }
    constexpr int load_input(graph::argument const& a, graph::node const& n) {
        graph::input const& i = g_.inputs[n.payload];
        step s{.op = load_code, .what = i.kind};
        memory_reference from{.base = i.kind == kind::integer ? memory_kind::integer_input : memory_kind::input, .number = n.payload};
        address(s, from, a, i.shape.size, i.shape.rank);
        return push(s, from);
    }
    constexpr int load_position(graph::argument const& a) {
        if (graph::index const i = g_.indices[a.axes]; i.is_constant()) {
            step s{.op = constant_code, .what = kind::integer};
            s.number = constants_.push(graph::constant{{i.offset, 1}});
            return push(s);
        }
        step s{.op = position_code, .what = kind::integer};
        memory_reference from{};
        int const extent = g_.extent(a.node, 0);
        address(s, from, a, &extent, 1);
        return push(s, from);
    }
    constexpr int load_from(root const& r, graph::argument const& a) {
        step s{.op = load_code, .what = r.node >= 0 ? op::kind_of(g_, r.node) : kind::real};
        memory_reference from{.base = r.kept.base, .number = r.kept.number, .offset = r.kept.offset};
        address(s, from, a, r.extent, r.rank);
        return push(s, from);
    }
    constexpr void store(root const& r, int from, memory_kind base, int number, int offset) {
        step s{.op = store_code, .labels = result_.steps[from].labels, .after = after_, .from = {from, -1, -1}};
        memory_reference to{.base = base, .number = number, .offset = offset};
        address(s, to, {-1, 0, r.rank}, r.extent, r.rank);
        if (base == memory_kind::output && r.rank > 0 && outputs_[r.output].stride[0] != 0)  // a part of an array
            for (int k = 0; k < r.rank; ++k) to.stride[k] = outputs_[r.output].stride[k];
        s.number = result_.addresses.push(to);
        if (overwrites_) stores_.push(s);  // when everything of this nest has been read
        else result_.steps.push(s);
    }
    constexpr void put(root const& r, int from) {
        if (r.kept.used) store(r, from, r.kept.base, r.kept.number, r.kept.offset);
        if (r.output >= 0) store(r, from, memory_kind::output, outputs_[r.output].memory, outputs_[r.output].offset);
    }

    // ---- reductions ----------------------------------------------------------------------------------------------------

    constexpr void reduce(root const& r) {
        graph::node const n = g_[r.node];
        unsigned const kept_labels = (1U << r.rank) - 1;
        int const acc = result_.accumulators.push({n.reduce, static_cast<unsigned char>(r.rank)});
        push({.op = start_code, .how = n.reduce, .labels = kept_labels, .number = acc});
        step s{.op = n.op};
        graph::argument x[3]{};
        for (int m = 0; m < n.arguments; ++m) x[m] = g_.argument_of(r.node, m);
        take_operands(x, n, s);
        int term = s.from[0];
        if (n.op != op::code<op::copy_op>) {
            s.what = kind::real;
            term = push(s);
        }
        step a{.op = accumulate_code, .how = n.reduce, .labels = (1U << r.labels) - 1, .from = {term, -1, -1}, .number = acc};
        if (n.reduce >= graph::reduction::first_maximum) a.from[1] = linear_position(r);
        push(a);
        bool const was_after = after_;
        after_ = true;
        bool const integer = n.reduce >= graph::reduction::first_maximum;
        int const finished = push({.op = finish_code, .how = n.reduce, .what = integer ? kind::integer : kind::real,
                                   .labels = kept_labels, .number = acc});
        remember(identity(r), finished);
        put(r, finished);
        after_ = was_after;
    }
    /// The row-major position over the reduced labels.
    constexpr int linear_position(root const& r) {
        step s{.op = position_code, .what = kind::integer};
        memory_reference from{};
        int stride = 1;
        for (int l = r.labels; l-- > r.rank;) {
            from.stride[l] = stride;
            s.labels |= 1U << l;
            stride *= r.extent[l];
        }
        return push(s, from);
    }
};

}  // namespace ctgrad::schedule
