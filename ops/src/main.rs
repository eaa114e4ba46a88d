//! `annals`: one binary that runs everything.

fn main() -> std::process::ExitCode {
    annals::main()
}
