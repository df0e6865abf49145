// flags: -Wno-double-promotion
#include <cmath>

int main() {
    float volatile x = 1.0f;
    x = static_cast<float>(std::exp(static_cast<double>(x)));
    return x > 2.7f ? 0 : 1;
}
