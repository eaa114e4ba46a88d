//! `annals`: one binary that runs everything.

#![cfg_attr(not(test), deny(clippy::unwrap_used))]

/// A request is made of hundreds of small allocations, in two threads: the system's allocator took a sixth of the time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    annals::main()
}
