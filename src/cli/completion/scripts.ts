/** What a shell runs at start-up to complete slx: it asks `slx complete` for everything else. */
export const SCRIPTS = {
  bash: `# slx completion bash: put  eval "$(slx completion bash)"  into ~/.bashrc
_slx() {
  local line
  local -a words=()
  for line in "\${COMP_WORDS[@]:1:COMP_CWORD}"; do words+=("\${line#[\\"\\']}"); done
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :files) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}") ;;
      :folders) compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- "\${COMP_WORDS[COMP_CWORD]}") ;;
      *) COMPREPLY+=("\${line%%$'\\t'*}") ;;
    esac
  done < <(slx complete -- "\${words[@]}" 2>/dev/null)
  [[ \${#COMPREPLY[@]} -eq 1 && \${COMPREPLY[0]} == *. ]] && compopt -o nospace
}
complete -F _slx slx
`,
  zsh: `#compdef slx
# slx completion zsh: put  eval "$(slx completion zsh)"  behind compinit in ~/.zshrc
_slx() {
  local line word
  local -a candidates
  for line in "\${(@f)$(slx complete -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
    case $line in
      '') ;;
      :files) _files ;;
      :folders) _files -/ ;;
      *) word=\${line%%$'\\t'*}; candidates+=("\${word//:/\\\\:}:\${line#*$'\\t'}") ;;
    esac
  done
  (( \${#candidates} )) && _describe slx candidates
}
compdef _slx slx
`,
  fish: `# slx completion fish: put  slx completion fish | source  into ~/.config/fish/config.fish
function __slx_complete
    set -l words (commandline -opc)[2..] (commandline -ct)
    for line in (slx complete -- $words 2>/dev/null)
        switch $line
            case :files
                __fish_complete_path (commandline -ct)
            case :folders
                __fish_complete_directories (commandline -ct)
            case '*'
                echo $line
        end
    end
end
complete -c slx -f -a '(__slx_complete)'
`,
} as const

export type Shell = keyof typeof SCRIPTS

export const SHELLS = Object.keys(SCRIPTS) as readonly Shell[]
