// A block of memory that is obtained while the program runs.
#include <vector>

int main() {
    auto volatile size = 4;
    auto values = std::vector<float>(static_cast<unsigned>(size), 1.0f);
    return values[2] == 1.0f ? 0 : 1;
}
