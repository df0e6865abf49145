#include "kernels.hpp"

TEST_CASE("operators in constant evaluation, at run time, and of every shape: part 1") { laws::check<0>(); }
