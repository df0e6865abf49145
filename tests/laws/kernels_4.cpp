#include "kernels.hpp"

TEST_CASE("operators in constant evaluation, at run time, and of every shape: part 4") { laws::check<3>(); }
