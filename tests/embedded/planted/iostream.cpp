// flags: -frtti -fexceptions
#include <iostream>

int main() { std::cout << 1.0f << '\n'; }
