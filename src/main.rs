//! Arguments in, exit code out.

fn main() -> std::process::ExitCode {
    finsam::cli::main()
}
