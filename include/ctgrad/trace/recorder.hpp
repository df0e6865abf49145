// One run of a callable on traced values, and which way it goes at each condition.
//
// A condition on traced values has no answer while the program compiles, so the callable is run once for every combination of answers
// that it asks for: the first run is told "true" throughout, each further run the opposite at the last condition that was not told
// both answers yet. What the runs return is merged by selections, the last condition first.
#pragma once

#include <ctgrad/trace/merge.hpp>

namespace ctgrad::tracing {

/// Most runs of a callable, and most conditions that one run asks for.
inline constexpr int most_paths = 128;

class recorder {
    struct decision {
        int condition = -1;  ///< a node
        bool taken = true;
        int value = -1;  ///< where the results of the run with "true" begin, once there are
    };

    graph::builder& g_;
    detail::list<decision> path_;
    detail::list<op::term> waiting_;  ///< results of runs whose counterparts are still to come
    int next_ = 0;
    int paths_ = 0;
    bool failed_ = false;
    bool last_answer_ = false;

    constexpr void fail() {
        failed_ = true;
        g_.report(graph::mistake::endless_branching);
    }

public:
    constexpr explicit recorder(graph::builder& g) : g_(g) {}
    recorder(recorder const&) = delete;
    recorder& operator=(recorder const&) = delete;

    constexpr graph::builder& graph() const { return g_; }

    /// The answer to a condition in this run.
    constexpr bool decide(op::term const& condition) {
        if (op::is_rational(condition)) return !op::is_zero(condition);
        for (int k = 0; k < next_; ++k)
            if (path_[k].condition == condition.node) return path_[k].taken;
        if (next_ == path_.size()) {
            if (next_ == most_paths) fail();
            if (failed_) return last_answer_ = !last_answer_;  // one of them ends the loop
            path_.push({condition.node});
        }
        return path_[next_++].taken;
    }

    /// Takes the results of a run. Is there another run to do? If not, `results` are those of all runs together.
    constexpr bool again(detail::list<op::term>& results) {
        if (++paths_ > most_paths) fail();
        if (failed_) return false;
        next_ = 0;
        while (!path_.empty()) {
            decision& last = path_.back();
            if (last.taken) {
                last.taken = false;
                last.value = waiting_.size();
                for (op::term const& t : results) waiting_.push(t);
                results.clear();
                return true;
            }
            op::term const condition = op::view(g_, {last.condition, 0, 0});
            merger(g_, condition).run(waiting_.data + last.value, results);
            waiting_.truncate(last.value);
            path_.truncate(path_.size() - 1);
        }
        return false;
    }
};

}  // namespace ctgrad::tracing
