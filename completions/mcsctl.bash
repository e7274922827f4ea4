_mcsctl() {
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
    mapfile -t COMPREPLY < <(_CLAP_IFS=$'\n' _CLAP_COMPLETE_INDEX=$((${#words[@]} - 1)) MCS_COMPLETE=bash \
        mcsctl -- "${words[@]}" 2>/dev/null)
    COMPREPLY=("${COMPREPLY[@]#"${current%"$2"}"}")
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *[=:/^~] ]]; then
        compopt -o nospace 2>/dev/null
    fi
    return 0
}
complete -o bashdefault -o nosort -F _mcsctl mcsctl 2>/dev/null || complete -o bashdefault -F _mcsctl mcsctl
