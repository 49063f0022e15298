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
hex='[0-9a-f]{64}'
always='sheet\.html facts\.json README\.txt declaration\.txt verify\.sh verify\.html checkpoint\.txt checkpoint\.body checkpoint\.sig key\.pem vkey\.txt'
grep -vxE "($(echo "$always" | tr ' ' '|')|raw/$hex\.raw|extract/$hex\.jsonl|text/$hex\.txt|timestamps/([0-9]{3}\.(tst|ots)|cosignatures\.txt)|records/[0-9]{6,18}\.(json|salt|tlog-proof))" "$tmp/have" >"$tmp/unknown"
[ ! -s "$tmp/unknown" ] && (for name in $always; do grep -qx "$name" "$tmp/have" || exit 1; done)
report $? "the files are those of an exhibit"
sha256sum -c --strict --quiet SHA256SUMS >"$tmp/sums" 2>&1
report $? "each file has its SHA-256"
sed 's/^/         /' "$tmp/sums"

stop() { [ "$bad" -eq 0 ] || { echo "Not all holds: nothing more was looked at."; exit 1; }; }
stop

# 2. The checkpoint is signed with the key, which is that of vkey.txt.
sed '/^$/,$d' checkpoint.txt | cmp -s - checkpoint.body
report $? "checkpoint.body is the text of checkpoint.txt"
[ "$(sed '1,/^$/d' checkpoint.txt | wc -l)" -eq 1 ] &&
	sed -n 5p checkpoint.txt | cut -d ' ' -f 3 | unbase64 | tail -c 64 | cmp -s - checkpoint.sig
report $? "checkpoint.sig is the signature of checkpoint.txt"
cut -d + -f 3- vkey.txt | unbase64 | tail -c 32 >"$tmp/key"
{
	echo '-----BEGIN PUBLIC KEY-----'
	{
		printf '\060\052\060\005\006\003\053\145\160\003\041\000'
		cat "$tmp/key"
	} | openssl base64 -A
	printf '\n%s\n' '-----END PUBLIC KEY-----'
} | cmp -s - key.pem &&
	[ "$(cut -d + -f 1 vkey.txt)" = "$(sed -n 1p checkpoint.body)" ]
report $? "key.pem is the key of vkey.txt, of the log that the checkpoint names"
openssl pkeyutl -verify -pubin -inkey key.pem -rawin -in checkpoint.body -sigfile checkpoint.sig >/dev/null 2>&1
report $? "the signature over the checkpoint"

stop

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

stop

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

find records -name '*.json' -exec grep -l '"type":"capture"}$' {} + | sort | while IFS= read -r name; do
	for hash in $(grep -o '"raw_hash":"[0-9a-f]*"' "$name" | cut -d '"' -f 4); do [ -f "raw/$hash.raw" ] || echo "raw/$hash.raw"; done
	for hash in $(grep -o '"text_hash":"[0-9a-f]*"' "$name" | cut -d '"' -f 4); do [ -f "text/$hash.txt" ] || echo "text/$hash.txt"; done
done >"$tmp/missing"
find records -name '*.json' -exec grep -l '"type":"leg of interest"}$' {} + | sort | while IFS= read -r name; do
	for hash in $(grep -o '"hash":"[0-9a-f]\{64\}"' "$name" | cut -d '"' -f 4); do
		[ -f "raw/$hash.raw" ] || grep -rqF "\"of_sha256\":\"$hash\"" extract 2>/dev/null || echo "raw/$hash.raw"
	done
done >>"$tmp/missing"
[ ! -s "$tmp/missing" ]
report $? "no file is missing that a record names"
stop

# 5. A passage on the sheet stands at its bytes, a row in its file.
json() { # as JSON writes a text
	tr '\n' '\001' | sed 's/\\/\\\\/g; s/"/\\"/g; s/\t/\\t/g; s/\r/\\r/g; s/\f/\\f/g; s/\x01/\\n/g; s/\xe2\x80\xa8/\\u2028/g; s/\xe2\x80\xa9/\\u2029/g'
}
quoted() {
	passages=0 texts=0 quote= end= file= open= last=
	: >"$tmp/have"
	while IFS= read -r line; do
		value=${line#? }
		case "$line" in
		Q*) quote=$value && : >"$tmp/have" ;;
		S*) start=$value ;;
		E*)
			number "$start" && number "$value" && [ "$start" -le "$value" ] || return 1
			echo "$start $value" >>"$tmp/have"
			;;
		T*)
			[ -f "$value" ] && [ -s "$tmp/have" ] || return 1
			: >"$tmp/passage" && first=1
			while read -r start end; do
				[ "$end" -le "$(wc -c <"$value")" ] || return 1
				[ "$first" -eq 1 ] || printf ' \342\200\246 ' >>"$tmp/passage"
				first=0
				tail -c "+$((start + 1))" "$value" | head -c "$((end - start))" >>"$tmp/passage"
			done <"$tmp/have"
			: >"$tmp/have"
			printf %s "$quote" >"$tmp/quote"
			json <"$tmp/passage" | cmp -s - "$tmp/quote" || return 1
			passages=$((passages + 1))
			;;
		R*) [ -z "$value" ] || file=$value ;;
		X*)
			texts=$((texts + 1))
			case "$last" in E*) continue ;; W*) ;; *) return 1 ;; esac # of a span, of a row, of nothing
			if [ "$file" != "$open" ]; then
				[ -f "$file" ] || return 1
				{ gzip -dc "$file" 2>/dev/null || cat "$file"; } | tr -d ' \n\r\t' | sed 's/\\"/"/g' >"$tmp/rows"
				open=$file
			fi
			printf '%s\n' "$value" | sed 's/\\[nrt]//g; s/\\"/"/g; s/ //g' >"$tmp/row"
			[ "$(wc -c <"$tmp/row")" -gt 1 ] && grep -qFf "$tmp/row" "$tmp/rows" || return 1
			;;
		esac
		last=$line
	done <"$tmp/facts"
	[ "$passages" -eq "$(grep -o '"text_file"' facts.json | wc -l)" ] && [ "$texts" -eq "$(($(grep -o '"text" *:' facts.json | wc -l) - $(grep -o '"text": \[' facts.json | wc -l)))" ]
}
sed -n -e 's/^ *"quote": "\(.*\)",$/Q \1/p' -e 's/^ *"start": \([0-9]*\),$/S \1/p' -e 's/^ *"end": \([0-9]*\),\{0,1\}$/E \1/p' -e 's/^ *"what": .*$/W/p' \
	-e 's|^ *"text_file": "\(text/[0-9a-f]*\.txt\)",$|T \1|p' -e 's|^ *"raw_file": "\(raw/[0-9a-f]*\.raw\)",$|R \1|p' \
	-e 's|^ *"extract_file": "\(extract/[0-9a-f]*\.jsonl\)",$|R \1|p' -e 's/^ *"text": "\(.*\)"$/X \1/p' facts.json >"$tmp/facts"
quoted
report $? "each passage of facts.json stands at its bytes, each row in its file"
[ "$(sed -n 's/^ *"log_size": \([0-9]*\),$/\1/p' facts.json)" = "$size" ] && [ "$(sed -n 's/^ *"log": "\(.*\)",$/\1/p' facts.json)" = "$(sed -n 1p checkpoint.body)" ] &&
	! grep -qi '<script' sheet.html
report $? "facts.json names this log, and sheet.html holds no script"

[ "$bad" -eq 0 ] && echo "All holds. Compare vkey.txt with the key that the log's keeper publishes." || echo "Not all holds."
exit "$bad"
