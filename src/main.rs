//! The `ibidem` program: files, clock and colours around the library.

mod cli;

fn main() -> std::process::ExitCode {
    cli::run()
}
