// The whole of static/constexpr_mathematics.cpp, so that clang++ 14 has to compute it too.
#include "../static/constexpr_mathematics.cpp"

int main() {}
