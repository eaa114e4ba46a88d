//! `annals`: one binary that runs everything.

/// A request is made of hundreds of small allocations, in two threads: the system's allocator took a sixth of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    annals::main()
}
