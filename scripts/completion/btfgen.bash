# shellcheck shell=bash
# Part of btfgen, under the Apache License v2.0 with LLVM Exceptions.
# See LICENSE for license information.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Completion of btfgen, btf-embed, btf-diff and btf-merge for bash: source it, or let `cmake --install` put it where
# bash-completion looks.

# The options are what --help says; behind "=" a few know their words, others take files.
_btfgen() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} words=''
  COMPREPLY=()
  # bash takes --option=word apart at the "=".
  if [ "$word" = = ]; then
    word=''
  elif [ "$before" = = ] && [ "$COMP_CWORD" -ge 2 ]; then
    before=${COMP_WORDS[COMP_CWORD - 2]}
  fi
  case $before in
  --vars) words='none percpu all' ;;
  --features)
    words='default var float decl_tag type_tag enum64 consistent_func decl_tag_kfuncs sorted
      global_var attributes layout true_signature encode_force optimized_func reproducible_build'
    ;;
  --lang-exclude) words='asm c c++ rust' ;;
  --only | --ignore)
    words='int ptr array struct union enum fwd typedef volatile const restrict func func_proto var datasec
      float decl_tag type_tag enum64'
    ;;
  *)
    [[ $word != -* ]] || words=$("$1" --help 2>/dev/null | grep -oE '^  --?[a-z-]+=?')
    ;;
  esac
  if [ -n "$words" ]; then
    # A list may go on behind a comma.
    local done=''
    [[ $word != *,* ]] || done=${word%,*},
    mapfile -t COMPREPLY < <(compgen -P "$done" -W "$words" -- "${word##*,}")
  else
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
  fi
  [[ ${COMPREPLY[*]} != *= ]] || compopt -o nospace 2>/dev/null
}
complete -o filenames -F _btfgen btfgen btf-embed btf-diff btf-merge
