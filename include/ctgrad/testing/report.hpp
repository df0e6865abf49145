// What the laws report.
#pragma once

#include <ostream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace ctgrad::testing {

/// A law that does not hold at a point.
struct violation {
    std::string law;      ///< "derivative", "symmetric Hessian", ...
    std::string subject;  ///< the operator or the formula
    std::string where;    ///< the entry, and the values of the symbols
    long double expected = 0;
    long double actual = 0;
    long double tolerance = 0;
};

inline std::ostream& operator<<(std::ostream& out, violation const& v) {
    return out << v.law << " of " << v.subject << ", " << v.where << ": " << v.actual << " for " << v.expected << " +- "
               << v.tolerance;
}

/// What was checked, and what did not hold. True where everything did, and something was checked.
class report {
    std::vector<violation> violations_;
    int checks_ = 0;
    int undecided_ = 0;

public:
    std::vector<violation> const& violations() const { return violations_; }
    int checks() const { return checks_; }
    /// Differences that said nothing: next to a kink, or where rounding hides the derivative.
    int undecided() const { return undecided_; }

    explicit operator bool() const { return violations_.empty() && checks_ > 0; }

    /// Is any of the violations one of this law?
    bool violates(std::string const& law) const {
        for (violation const& v : violations_)
            if (v.law == law) return true;
        return false;
    }

    void add_undecided() { ++undecided_; }
    void add(violation v, bool holds) {
        ++checks_;
        if (!holds) violations_.push_back(std::move(v));
    }
    void add(report const& other) {
        violations_.insert(violations_.end(), other.violations_.begin(), other.violations_.end());
        checks_ += other.checks_;
        undecided_ += other.undecided_;
    }

    /// The first ten violations, one a line.
    friend std::ostream& operator<<(std::ostream& out, report const& r) {
        out << r.checks_ << " checks, " << r.undecided_ << " undecided, " << r.violations_.size() << " violations";
        for (std::size_t k = 0; k < r.violations_.size() && k < 10; ++k) out << "\n    " << r.violations_[k];
        return out;
    }
};

inline std::string text_of(report const& r) {
    std::ostringstream out;
    out << r;
    return out.str();
}

}  // namespace ctgrad::testing
