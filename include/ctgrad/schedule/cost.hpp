// What a program costs, read off its plan: exact counts of what one evaluation does.
#pragma once

#include <ctgrad/schedule/planned.hpp>

namespace ctgrad {

/// Operations of one evaluation, on entries (a vector instruction counts once for each lane).
struct operation_count {
    long additions = 0;        ///< and subtractions, negations, comparisons, selections, extrema
    long multiplications = 0;
    long divisions = 0;
    long functions = 0;        ///< exp, log, sqrt, sin, ...: calls, or instructions as dear as one
    long loads = 0;            ///< of inputs and of the workspace
    long stores = 0;           ///< to outputs and to the workspace

    constexpr long total() const { return additions + multiplications + divisions + functions + loads + stores; }
    friend constexpr bool operator==(operation_count const&, operation_count const&) = default;
};

namespace schedule {

/// Counts an instruction that runs so many times.
constexpr void count_operation(operation_count& c, opcode op, long times) {
    if (op == load_code) c.loads += times;
    else if (op == store_code) c.stores += times;
    else if (op == multiply_add_code || op == logistic_code || op == multiply_subtract_code || op == subtract_product_code || op == op::code<op::fma_op>) {
        c.additions += times;
        c.multiplications += times;
    } else if (op == accumulate_code) c.additions += times;
    else if (op == op::code<op::multiply_op> || op == op::code<op::multiply_or_zero_op>) c.multiplications += times;
    else if (op == op::code<op::divide_op> || op == op::code<op::divide_or_zero_op>) c.divisions += times;
    else if (op >= 0 && op::information_of[op].expensive) c.functions += times;
    else if (op >= 0 && op != op::code<op::shift_op> && op != op::code<op::copy_op>) c.additions += times;
}

template <plan_size Size>
constexpr operation_count count_operations(plan<Size> const& p) {
    operation_count c;
    for (int k = 0; k < p.count.straight; ++k) {
        straight_form const form = straight_form::of(p.straight_at(k).form);
        count_operation(c, form.op, (form.pairs ? 2 : 1) * (form.lanes == 0 ? 1 : form.lanes));
    }
    for (int n = 0; n < p.count.nests; ++n) {
        nest const& loops = p.nests[n];
        for (int k = 0; loops.loops != 0 && k < loops.instructions; ++k) {
            instruction const& i = p.instructions[loops.first_instruction + k];
            long times = 1;
            for (int level = 0; level < i.level; ++level) times *= p.loops[loops.first_loop + level].extent;
            bool const of_products = i.op == accumulate_code && i.how == graph::reduction::sum && i.from[1].number >= 0;
            count_operation(c, of_products ? multiply_add_code : i.op, times);
        }
    }
    return c;
}

/// Operations of one evaluation of a program.
template <class Program>
constexpr operation_count cost_of() {
    return count_operations(planned<Program>::plan);
}

/// Entries of the scalar type that a program keeps between its nests: the size of its only array.
template <class Program>
constexpr int workspace_size() {
    return planned<Program>::plan.workspace;
}

}  // namespace schedule
}  // namespace ctgrad
