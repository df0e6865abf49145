// The program of a static test: that it could be built is the result.
int main() {}
