#include <cstdio>

int main() {
    int volatile answer = 42;
    std::printf("%d\n", answer);
}
