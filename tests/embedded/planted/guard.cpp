// flags: -fthreadsafe-statics
int volatile source = 3;

int main() {
    static int const initialised_once = source;
    return initialised_once == 3 ? 0 : 1;
}
