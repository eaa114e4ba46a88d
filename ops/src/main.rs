//! `annals`: one binary that runs everything.

fn main() -> std::process::ExitCode {
    ops::main()
}
