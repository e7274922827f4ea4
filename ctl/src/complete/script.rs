//! What a shell must read once to ask this program.

use clap_complete::{Shell, env::Shells};

use super::VARIABLE;

const NAME: &str = "mcsctl";

/// Bash takes words apart at = and :, which are parts of them here (`-l area=tank-farm`, `type:CH4`). They are put together
/// before the program is asked, and what stands there already is taken off the answers.
const BASH: &str = r#"_mcsctl() {
    local line=$COMP_LINE word i
    local -a words=()
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if ((i == 0)) || [[ $line == [[:space:]]* ]]; then
            words+=("$word")
        else
            words[${#words[@]} - 1]+=$word
        fi
        line=${line#"${line%%[![:space:]]*}"}
        line=${line#"$word"}
    done
    local current=${words[${#words[@]} - 1]}
    mapfile -t COMPREPLY < <(_CLAP_IFS=$'\n' _CLAP_COMPLETE_INDEX=$((${#words[@]} - 1)) @variable@=bash \
        mcsctl -- "${words[@]}" 2>/dev/null)
    COMPREPLY=("${COMPREPLY[@]#"${current%"$2"}"}")
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=:/^~] ]]; then
        compopt -o nospace 2>/dev/null
    fi
    return 0
}
complete -o bashdefault -o nosort -F _mcsctl mcsctl 2>/dev/null || complete -o bashdefault -F _mcsctl mcsctl
"#;

/// A file of zsh's function path is run when the first Tab is pressed: it must answer that one too.
const ZSH_FIRST: &str = r#"
if [[ "$funcstack[1]" == "_mcsctl" ]]; then
    _clap_dynamic_completer_mcsctl "$@"
fi
"#;

/// The script of one shell.
pub(crate) fn script(shell: Shell) -> Vec<u8> {
    if shell == Shell::Bash {
        return BASH.replace("@variable@", VARIABLE).into_bytes();
    }
    let mut script = Vec::new();
    if let Some(writer) = Shells::builtins().completer(&shell.to_string()) {
        // Writing into memory cannot fail.
        let _ = writer.write_registration(VARIABLE, NAME, NAME, NAME, &mut script);
    }
    if shell == Shell::Zsh {
        script.extend(ZSH_FIRST.as_bytes());
    }
    script
}
