#!/bin/sh
# Runs rustc, as RUSTC_WRAPPER, without the flags of coverage for each crate that `--cfg covered="…"` does not name.

for argument in "$@"; do
  case $argument in covered=*) covered=${argument#covered=} ;; esac
  case $previous in --crate-name) crate=$argument ;; esac
  previous=$argument
done

case ,$(printf %s "$covered" | tr -d '"'), in *,"$crate",*) exec "$@" ;; esac

for argument in "$@"; do
  shift
  case $argument in
    -Cpasses=sancov-module | -Cllvm-args=-sanitizer-coverage-*) ;;
    *) set -- "$@" "$argument" ;;
  esac
done
exec "$@"
