#!/bin/sh
# Verifies this folder with sh, coreutils, sed, grep, find, cmp and openssl; nothing else.
#   sh verify.sh [FOLDER]
# It opens no connection and writes only to a temporary folder. Exit code 0: all holds.
set -uf
LC_ALL=C
export LC_ALL
case "${1:-}" in "") dir=$(dirname "$0") ;; /*) dir=$1 ;; *) dir=./$1 ;; esac
cd "$dir" || exit 2
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
bad=0
report() { # report CODE TEXT: one line for each step
	if [ "$1" -eq 0 ]; then echo "holds  $2"; else echo "FAILS  $2"; bad=1; fi
}
unhex() { for byte in $(sed 's/../& /g' "$1"); do printf "\\$(printf %03o "0x$byte")"; done; }
sha256() { openssl dgst -sha256 -binary; }
unbase64() { openssl base64 -d -A; }
number() { case "$1" in '' | *[!0-9]* | 0?* | ???????????????*) return 1 ;; esac; }

# 1. The files are those of SHA256SUMS: none is missing, added or changed.
others=$(find . ! -type f ! -type d | head -n 1)
find . -type f | sed 's|^\./||' | grep -vx SHA256SUMS | sort >"$tmp/have"
sed 's/^[0-9a-f]\{64\}  //' SHA256SUMS | sort >"$tmp/want"
[ -z "$others" ] && cmp -s "$tmp/have" "$tmp/want"
report $? "the files are those that SHA256SUMS names"
sha256sum -c --strict --quiet SHA256SUMS >"$tmp/sums" 2>&1
report $? "each file has its SHA-256"
sed 's/^/         /' "$tmp/sums"

# 2. The checkpoint is signed with the key, which is that of vkey.txt.
sed '/^$/,$d' checkpoint.txt | cmp -s - checkpoint.body
report $? "checkpoint.body is the text of checkpoint.txt"
[ "$(sed '1,/^$/d' checkpoint.txt | wc -l)" -eq 1 ] &&
	sed -n 5p checkpoint.txt | cut -d ' ' -f 3 | unbase64 | tail -c 64 | cmp -s - checkpoint.sig
report $? "checkpoint.sig is the signature of checkpoint.txt"
cut -d + -f 3- vkey.txt | unbase64 | tail -c 32 >"$tmp/key"
openssl pkey -pubin -in key.pem -outform DER 2>/dev/null | tail -c 32 | cmp -s - "$tmp/key" &&
	[ "$(cut -d + -f 1 vkey.txt)" = "$(sed -n 1p checkpoint.body)" ]
report $? "key.pem is the key of vkey.txt, of the log that the checkpoint names"
openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in checkpoint.body -sigfile checkpoint.sig >/dev/null 2>&1
report $? "the signature over the checkpoint"

# 3. Each record is a leaf of the signed tree (RFC 6962; the walk is that of RFC 9162, 2.1.3.2).
size=$(sed -n 2p checkpoint.body)
sed -n 3p checkpoint.body | unbase64 >"$tmp/root"
leads() { # leads NAME: the record's leaf leads to the root
	body=records/$1.json salt=records/$1.salt proof=records/$1.tlog-proof
	[ -f "$body" ] && [ -f "$salt" ] && [ -f "$proof" ] || return 1
	grep -qx '[0-9a-f]\{64\}' "$salt" && [ "$(wc -c <"$salt")" -eq 65 ] || return 1
	[ "$(sed -n 1p "$proof")" = "c2sp.org/tlog-proof@v1" ] || return 1
	sed '1,/^$/d' "$proof" | cmp -s - checkpoint.txt || return 1
	index=$(sed -n '2s/^index //p' "$proof")
	number "$index" && number "$size" && [ "$index" -lt "$size" ] || return 1
	[ "$(printf %06d "$index")" = "$1" ] || return 1
	type=$(sed -n 's/.*,"type":"\([^"\\]*\)"}$/\1/p' "$body")
	{
		printf 'charterwatch record v1\n'
		unhex "$salt"
		cat "$body"
	} | sha256 >"$tmp/commitment"
	{
		printf '\000%s\000' "$type"
		cat "$tmp/commitment"
	} | sha256 >"$tmp/node"
	at=$index last=$((size - 1))
	for hash in $(sed -n '3,/^$/p' "$proof"); do
		printf %s "$hash" | unbase64 >"$tmp/beside"
		[ "$(wc -c <"$tmp/beside")" -eq 32 ] && [ "$last" -ne 0 ] || return 1
		if [ $((at & 1)) -eq 1 ] || [ "$at" -eq "$last" ]; then
			{
				printf '\001'
				cat "$tmp/beside" "$tmp/node"
			} | sha256 >"$tmp/next"
			while [ $((at & 1)) -eq 0 ] && [ "$at" -ne 0 ]; do at=$((at >> 1)) last=$((last >> 1)); done
		else
			{
				printf '\001'
				cat "$tmp/node" "$tmp/beside"
			} | sha256 >"$tmp/next"
		fi
		mv "$tmp/next" "$tmp/node"
		at=$((at >> 1)) last=$((last >> 1))
	done
	[ "$last" -eq 0 ] && cmp -s "$tmp/node" "$tmp/root"
}
found=0
for name in $(find records -type f | sed 's|^records/||; s|\..*||' | sort -u); do
	found=1
	leads "$name"
	report $? "record $name is in the signed tree"
done
[ "$found" -eq 1 ]
report $? "there are records"

# 4. The bytes of evidence are named by their hash, and a record names that hash.
for file in $(find raw text -type f | sort); do
	hash=${file##*/} hash=${hash%.*}
	[ "$(sha256sum <"$file" | cut -d ' ' -f 1)" = "$hash" ] && find records -name '*.json' -exec cat {} + | grep -qF "\"$hash\""
	report $? "$file is named by a record"
done
for file in $(find extract -type f 2>/dev/null | sort); do
	hash=${file##*/} hash=${hash%.*}
	whole=$(sed -n '1s/.*"of_sha256":"\([0-9a-f]\{64\}\)".*/\1/p' "$file")
	[ "$(sha256sum <"$file" | cut -d ' ' -f 1)" = "$hash" ] && [ -n "$whole" ] && find records -name '*.json' -exec cat {} + | grep -qF "\"$whole\""
	report $? "$file names a file that a record names; that its rows stand in it, only who has it can check"
done

[ "$bad" -eq 0 ] && echo "All holds. Compare vkey.txt with the key that the log's keeper publishes." || echo "Not all holds."
exit "$bad"
