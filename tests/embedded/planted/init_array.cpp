// A static object that is constructed before main.
int volatile source = 3;
int const initialised_early = source;
int const volatile& visible = initialised_early;

int main() { return visible == 3 ? 0 : 1; }
