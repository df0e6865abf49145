// A static object with a destructor.
struct resource {
    ~resource() { released = true; }
    bool volatile released = false;
};

resource global;

int main() { return global.released ? 1 : 0; }
