// The instructions of a nest without loops, from its body. Registers are used again after their last use.
#pragma once

#include <ctgrad/schedule/body.hpp>
#include <ctgrad/schedule/compilers.hpp>

namespace ctgrad::schedule {

template <std::same_as<draft> Draft>
class straight_writer {
    Draft& d_;
    body const& body_;
    detail::list<int> register_;    ///< by step
    detail::list<int> last_use_;    ///< by step: after it, else 0 or -1
    detail::list<int> memory_;      ///< by address: its number in the plan, -1: not there yet
    detail::list<int> free_[3];     ///< by kind
    detail::list<int> partner_;     ///< by step: the step that is computed with it, -1: none; empty where no step has one
    detail::list<int> sines_;       ///< those without a partner yet
    detail::list<int> cosines_;
    nest n_{};

    /// Calls that are made together: each puts its operands into the next lane, and the last one makes the call.
    struct open_call {
        int operands[2]{-1, -1};  ///< the registers of the first lane
        int results[2]{-1, -1};   ///< likewise; of a sine with its cosine, and of the cosine
        int lanes = 0;
    };
    detail::list<open_call> open_;  ///< by number

    constexpr int new_register(kind what) {
        detail::list<int>& free = free_[static_cast<int>(what)];
        return free.length == 0 ? n_.slots[static_cast<int>(what)][0]++ : free.data[--free.length];
    }
    constexpr int new_paired() { return keeps_pairs_apart ? first_paired + n_.paired++ : new_register(kind::real); }
    /// So many registers of numbers, one after the other.
    constexpr int new_lanes(int lanes) {
        int const first = n_.slots[static_cast<int>(kind::real)][0];
        n_.slots[static_cast<int>(kind::real)][0] += lanes;
        return first;
    }
    /// The register of a step may be used again.
    constexpr void release(int from) {
        last_use_.data[from] = -1;
        if (keeps_pairs_apart && register_.data[from] >= first_paired) return;  // each has its own
        free_[static_cast<int>(body_.steps.data[from].what)].push(register_.data[from]);
    }
    constexpr void release(int from, int now) {
        if (last_use_.data[from] == now) release(from);
    }
    // The loops over steps are written with as few statements as they can be: formulas have thousands of steps.
    constexpr void find_last_uses() {
        int* const last = last_use_.data;
        step const* const steps = body_.steps.data;
        for (int i = 0, end = body_.steps.length; i < end; ++i) {
            step const s = steps[i];
            if (s.absorbed || s.from[0] < 0) {
                if (s.op == load_code || s.op == position_code) read_address(s, i);
                continue;
            }
            last[s.from[0]] = i;
            if (s.from[1] >= 0) {
                last[s.from[1]] = i;
                if (s.from[2] >= 0) last[s.from[2]] = i;
            } else if (s.op == store_code || s.op == load_code) {
                read_address(s, i);
            } else if (s.op == op::code<op::sin_op>) {
                pair_up(s, i, cosines_, sines_);
            } else if (s.op == op::code<op::cos_op>) {
                pair_up(s, i, sines_, cosines_);
            }
        }
        if (body_.guarded.empty()) return;
        for (int i = 0; i < body_.steps.length; ++i)
            if (int const g = body_.steps.data[i].guarded; g > 0) keep_for(body_.guarded[g - 1].condition, i);
    }
    constexpr void keep_for(int used, int now) {
        if (last_use_.data[used] < now) last_use_.data[used] = now;
    }
    /// A function that is guarded names its condition, and what combines two conditions the answers that are wanted.
    constexpr void protect(straight_instruction& out, step const& s) const {
        if (s.op == both_code) out.c = s.number;
        if (s.guarded == 0) return;
        guard const& by = body_.guarded[s.guarded - 1];
        out.form |= straight_form::packed(by);
        out.c = register_.data[by.condition];
    }
    constexpr void read_address(step const& s, int now) {
        for (slot const& dynamic : body_.addresses.data[s.number].dynamic)
            if (dynamic.number >= 0) last_use_.data[dynamic.number] = now;
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
        int const from = s.from[0];  // what is stored; or where what is loaded is already
        if (stores) out.to = register_[from];
        else if (from >= 0 && !dynamic) out.c = register_[from];
        if (from >= 0) release(from, now);
        for (slot const& d : m.dynamic)
            if (d.number >= 0) release(d.number, now);
        if (!stores) out.to = register_[now] = new_register(what);
        d_.straight.push(out);
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
    constexpr void pair_up(step const& s, int i, detail::list<int>& others, detail::list<int>& own) {
        if (d_.in_order) return;
        for (int k = others.length; k-- > 0;) {  // the sweep comes back to the last one first
            int const other = others.data[k];
            if (!are_same(body_.steps.data[other].from[0], s.from[0])) continue;
            if (partner_.empty()) partner_ = detail::list<int>(body_.steps.length, -1);
            partner_.data[i] = other;
            partner_.data[other] = i;
            others.data[k] = others.back();
            others.truncate(others.length - 1);
            return;
        }
        own.push(i);
    }
    constexpr bool have_same_guard(step const& a, step const& b) const {
        if (a.guarded == 0 || b.guarded == 0) return false;
        guard const& x = body_.guarded[a.guarded - 1];
        guard const& y = body_.guarded[b.guarded - 1];
        return x.condition == y.condition && x.answer == y.answer;
    }
    /// Writes the earlier of two partners; the later one is then there already.
    constexpr void write_pair(int i) {
        int const first = body_.steps.data[i].from[0];
        int const other = partner_[i];
        if (other < i) return release(first, i);
        straight_form const form{
            .op = op::code<op::sin_op>, .what = {body_.steps.data[first].what, kind::real, kind::real}, .pairs = true};
        straight_instruction out{.form = form.packed(), .a = register_.data[first]};
        int const mine = new_paired();  // not that of the operand, which is read twice
        int const others = new_paired();
        release(first, i);
        register_.data[i] = mine;
        register_.data[other] = others;
        bool const is_sine = body_.steps.data[i].op == op::code<op::sin_op>;
        out.to = is_sine ? mine : others;
        out.b = is_sine ? others : mine;
        if (have_same_guard(body_.steps.data[i], body_.steps.data[other])) protect(out, body_.steps.data[i]);
        d_.straight.push(out);
    }

    constexpr bool is_second_of_pair(int i) const {
        return !partner_.empty() && partner_.data[i] >= 0 && partner_.data[i] < i;
    }
    /// Puts the operands of a call into a lane. Registers of results are not used for anything else before.
    constexpr void write_lane(int i) {
        step const& s = body_.steps.data[i];
        int const all = body_.together.data[s.number - 1];
        open_call& c = open_.data[s.number - 1];
        int const partner = partner_.empty() ? -1 : partner_.data[i];
        if (c.lanes == 0) {
            c.operands[0] = new_lanes(all);
            c.results[0] = new_lanes(all);
            if (s.from[1] >= 0) c.operands[1] = new_lanes(all);
            if (partner >= 0) c.results[1] = new_lanes(all);
        }
        for (int m = 0; m < 2 && s.from[m] >= 0; ++m) {
            straight_form const form{.op = op::code<op::copy_op>, .what = {body_.steps.data[s.from[m]].what, kind::real, kind::real}};
            d_.straight.push({.form = form.packed(), .to = c.operands[m] + c.lanes, .a = register_.data[s.from[m]]});
        }
        for (int const from : s.from)
            if (from >= 0) release(from, i);
        bool const is_sine = s.op == op::code<op::sin_op>;
        register_.data[i] = c.results[partner < 0 || is_sine ? 0 : 1] + c.lanes;
        if (partner >= 0) register_.data[partner] = c.results[is_sine ? 1 : 0] + c.lanes;
        if (++c.lanes < all) return;
        straight_form const form{
            .op = partner < 0 ? s.op : op::code<op::sin_op>, .pairs = partner >= 0, .lanes = all};
        d_.straight.push({.form = form.packed(), .to = c.results[0], .a = c.operands[0],
                          .b = partner < 0 ? c.operands[1] : c.results[1]});
    }

public:
    constexpr straight_writer(Draft& draft_in, body const& body_in)
        : d_(draft_in),
          body_(body_in),
          register_(body_in.steps.size()),
          last_use_(body_in.steps.size()),
          memory_(body_in.addresses.size(), -1) {}

    constexpr void run() {
        find_last_uses();
        open_ = detail::list<open_call>(body_.together.length);
        n_.first_instruction = d_.straight.size();
        d_.straight.reserve(n_.first_instruction + body_.steps.length);
        bool const rounding = d_.in_order;
        bool const groups = !open_.empty();
        bool const pairs = !partner_.empty();
        bool const guarded = !body_.guarded.empty();
        step const* const steps = body_.steps.data;
        for (int i = 0, end = body_.steps.length; i < end; ++i) {
            step const s = steps[i];
            if (s.absorbed) continue;
            if (s.op == load_code || s.op == store_code) {
                access(s, i);
                continue;
            }
            if (s.op == constant_code) {
                straight_form const form{.op = constant_code, .what = {s.what, kind::real, kind::real}};
                register_.data[i] = new_register(s.what);
                d_.straight.push({.form = form.packed(), .to = register_.data[i], .a = s.number});
                continue;
            }
            if (groups && s.op >= 0 && s.number > 0 && !is_second_of_pair(i)) {
                write_lane(i);
                continue;
            }
            if (pairs && partner_.data[i] >= 0) {
                write_pair(i);
                continue;
            }
            int form = straight_form::packed(s.op, rounding && s.op >= 0 && s.what == kind::real);
            int operands[3]{-1, -1, -1};
            for (int m = 0; m < 3; ++m) {
                int const from = s.from[m];
                if (from < 0) break;
                operands[m] = register_.data[from];
                form |= straight_form::packed(m, steps[from].what);
                if (last_use_.data[from] == i) release(from);
            }
            int const to = register_.data[i] = new_register(s.what);
            straight_instruction out{form, to, operands[0], operands[1], operands[2]};
            if (guarded) protect(out, s);
            d_.straight.push(out);
        }
        n_.instructions = d_.straight.size() - n_.first_instruction;
        d_.nests.push(n_);
    }
};

}  // namespace ctgrad::schedule
