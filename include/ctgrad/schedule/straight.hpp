// The instructions of a nest without loops, from its body. Registers are used again after their last use.
#pragma once

#include <ctgrad/schedule/body.hpp>

namespace ctgrad::schedule {

class straight_writer {
    draft& d_;
    body const& body_;
    detail::list<int> register_;    ///< by step
    detail::list<int> last_use_;    ///< by step
    detail::list<int> memory_;      ///< by address: its number in the plan, -1: not there yet
    detail::list<int> free_[3];     ///< by kind
    detail::list<int> partner_;     ///< by step: the step that is computed with it, -1: none; empty where no step has one
    nest n_{};

    constexpr int new_register(kind what) {
        detail::list<int>& free = free_[static_cast<int>(what)];
        if (free.empty()) return n_.slots[static_cast<int>(what)][0]++;
        int const r = free.back();
        free.truncate(free.size() - 1);
        return r;
    }
    constexpr void release(int from, int now) {
        if (last_use_.data[from] != now) return;
        last_use_.data[from] = -1;
        free_[static_cast<int>(body_.steps.data[from].what)].push(register_.data[from]);
    }
    constexpr void find_last_uses() {
        last_use_ = detail::list<int>(body_.steps.size(), -1);
        for (int i = 0; i < body_.steps.size(); ++i) {
            step const& s = body_.steps.data[i];
            if (s.absorbed) continue;
            for (int m = 0; m < 3 && s.from[m] >= 0; ++m) last_use_.data[s.from[m]] = i;
            if (!s.has_address()) continue;
            for (slot const& dynamic : body_.addresses[s.number].dynamic)
                if (dynamic.number >= 0) last_use_[dynamic.number] = i;
        }
    }
    /// The number in the plan of an address with parts that are known at run time only.
    constexpr int dynamic_memory(int number) {
        if (memory_[number] >= 0) return memory_[number];
        memory_reference m = body_.addresses[number];
        for (slot& dynamic : m.dynamic)
            if (dynamic.number >= 0) dynamic = {.number = static_cast<short>(register_[dynamic.number]), .what = kind::integer};
        return memory_[number] = d_.memory.push(m);
    }
    constexpr void access(step const& s, int now) {
        memory_reference const& m = body_.addresses[s.number];
        bool const dynamic = m.dynamic[0].number >= 0;
        bool const stores = s.op == store_code;
        kind const what = stores ? body_.steps[s.from[0]].what : s.what;
        straight_instruction out{.form = straight_form{s.op, {what, kind::real, kind::real}, m.base, dynamic}.packed(),
                                 .a = m.number, .b = m.offset, .c = dynamic ? dynamic_memory(s.number) : -1};
        if (stores) out.to = register_[s.from[0]];
        if (stores) release(s.from[0], now);
        for (slot const& d : m.dynamic)
            if (d.number >= 0) release(d.number, now);
        if (!stores) out.to = register_[now] = new_register(what);
        d_.straight.push(out);
    }

    constexpr bool is_sine_or_cosine(int i) const {
        return body_.steps.data[i].op == op::code<op::sin_op> || body_.steps.data[i].op == op::code<op::cos_op>;
    }
    /// Are two steps the same number? Inputs are loaded again after calls.
    constexpr bool are_same(int a, int b) const {
        if (a == b) return true;
        step const& x = body_.steps.data[a];
        step const& y = body_.steps.data[b];
        if (x.op != load_code || y.op != load_code) return false;
        memory_reference const& m = body_.addresses[x.number];
        memory_reference const& n = body_.addresses[y.number];
        return m.base == memory_kind::input && n.base == m.base && m.number == n.number && m.offset == n.offset &&
               m.dynamic[0].number < 0 && n.dynamic[0].number < 0;
    }
    /// A sine and a cosine of one number are one call where the library has that. g++ finds such pairs by itself, clang++ not while errno
    /// counts: 28 of 86 ns for the six joints of an arm.
    constexpr void find_partners() {
        if (d_.in_order) return;
        detail::list<int> open;  // without a partner yet
        for (int i = 0; i < body_.steps.size(); ++i) {
            step const& s = body_.steps.data[i];
            if (s.absorbed || !is_sine_or_cosine(i)) continue;
            if (partner_.empty()) partner_ = detail::list<int>(body_.steps.size(), -1);
            int k = 0;
            while (k < open.size() && (body_.steps.data[open[k]].op == s.op || !are_same(body_.steps.data[open[k]].from[0], s.from[0])))
                ++k;
            if (k == open.size()) {
                open.push(i);
                continue;
            }
            partner_[i] = open[k];
            partner_[open[k]] = i;
            open[k] = open.back();
            open.truncate(open.size() - 1);
        }
    }
    /// Writes the earlier of two partners; the later one is then there already.
    constexpr void write_pair(int i) {
        int const first = body_.steps.data[i].from[0];
        int const other = partner_[i];
        if (other < i) return release(first, i);
        straight_form const form{
            .op = op::code<op::sin_op>, .what = {body_.steps.data[first].what, kind::real, kind::real}, .pairs = true};
        straight_instruction out{.form = form.packed(), .a = register_.data[first]};
        int const mine = new_register(kind::real);  // not that of the operand, which is read twice
        int const others = new_register(kind::real);
        release(first, i);
        register_.data[i] = mine;
        register_.data[other] = others;
        bool const is_sine = body_.steps.data[i].op == op::code<op::sin_op>;
        out.to = is_sine ? mine : others;
        out.b = is_sine ? others : mine;
        d_.straight.push(out);
    }

public:
    constexpr straight_writer(draft& d, body const& b)
        : d_(d), body_(b), register_(b.steps.size(), -1), memory_(b.addresses.size(), -1) {}

    constexpr void run() {
        find_last_uses();
        find_partners();
        n_.first_instruction = d_.straight.size();
        d_.straight.reserve(n_.first_instruction + body_.steps.size());
        for (int i = 0; i < body_.steps.size(); ++i) {
            step const& s = body_.steps.data[i];
            if (s.absorbed) continue;
            if (s.has_address() && s.op != position_code) {
                access(s, i);
                continue;
            }
            if (!partner_.empty() && partner_.data[i] >= 0) {
                write_pair(i);
                continue;
            }
            straight_instruction out{};
            straight_form form{.op = s.op, .rounds = d_.in_order && s.op >= 0 && s.what == kind::real};
            if (s.op == constant_code) {
                form.what[0] = s.what;
                out.a = s.number;
            } else {
                int* const operands[]{&out.a, &out.b, &out.c};
                for (int m = 0; m < 3 && s.from[m] >= 0; ++m) {
                    *operands[m] = register_.data[s.from[m]];
                    form.what[m] = body_.steps.data[s.from[m]].what;
                }
                for (int m = 0; m < 3 && s.from[m] >= 0; ++m) release(s.from[m], i);
            }
            out.form = form.packed();
            out.to = register_.data[i] = new_register(s.what);
            d_.straight.push(out);
        }
        n_.instructions = d_.straight.size() - n_.first_instruction;
        d_.nests.push(n_);
    }
};

}  // namespace ctgrad::schedule
