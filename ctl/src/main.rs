//! Every administrative task, made for scripts. The story is in the library.

fn main() -> std::process::ExitCode {
    mcsctl::run(std::env::args_os())
}
