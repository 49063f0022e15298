"""A stranger's verifier: C2SP signed-note, tlog-checkpoint, tlog-tiles, tlog-proof and
cosignature/v1 from their specifications, with nothing but Python and openssl.

    stranger.py log   VKEY FOLDER         every tile, bundle and the signed root
    stranger.py proof VKEY LEAF_HEX FILE  a .tlog-proof of these leaf bytes
    stranger.py cosigned VKEY FILE        a checkpoint that a witness cosigned
It ends with 0 and says "ok ...", or with 1 and says what is wrong."""
import base64, hashlib, os, re, struct, subprocess, sys, tempfile

DASH = "\u2014"


def need(condition, what):
    if not condition:
        sys.exit("refused: " + what)


def sha(data):
    return hashlib.sha256(data).digest()


def key(vkey, kind):
    name, ident, text = vkey.split("+", 2)
    raw = base64.b64decode(text, validate=True)
    need(len(raw) == 33 and raw[0] == kind, "another type of key")
    want = sha(name.encode() + b"\n" + raw)[:4]
    need(want.hex() == ident, "the id of the key is not that of its name and bytes")
    return name, want, raw[1:]


def ed25519(public, message, signature):
    with tempfile.TemporaryDirectory() as d:
        names = {}
        der = bytes.fromhex("302a300506032b6570032100") + public
        for name, data in (("key", der), ("message", message), ("signature", signature)):
            names[name] = os.path.join(d, name)
            with open(names[name], "wb") as f:
                f.write(data)
        done = subprocess.run(["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER", "-inkey", names["key"],
                               "-in", names["message"], "-sigfile", names["signature"]], capture_output=True)
        return done.returncode == 0


def signatures(note):
    text, sep, lines = note.rpartition("\n\n")
    need(sep and lines.endswith("\n"), "no note: an empty line and signatures are missing")
    out = []
    for line in lines[:-1].split("\n"):
        dash, name, blob = line.split(" ")
        need(dash == DASH, "no signature line")
        out.append((name, base64.b64decode(blob, validate=True)))
    return text + "\n", out


def checkpoint(note, vkey):
    name, ident, public = key(vkey, 1)
    text, lines = signatures(note)
    mine = [s for n, s in lines if n == name and s[:4] == ident]
    need(len(mine) == 1 and ed25519(public, text.encode(), mine[0][4:]), "the key did not sign it")
    origin, size, root = text.split("\n")[:3]
    need(origin == name, "another origin than the name of the key")
    need(re.fullmatch(r"0|[1-9][0-9]*", size), "the size is no plain number")
    raw = base64.b64decode(root, validate=True)
    need(len(raw) == 32, "the root is not 32 bytes")
    return int(size), raw


def leaf_hash(data):
    return sha(b"\0" + data)


def node(left, right):
    return sha(b"\1" + left + right)


def root_of(hashes):
    """RFC 6962, section 2.1, by its definition."""
    if not hashes:
        return sha(b"")
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return node(root_of(hashes[:k]), root_of(hashes[k:]))


def from_path(index, size, leaf, path):
    """RFC 9162, section 2.1.3.2."""
    fn, sn, r = index, size - 1, leaf
    for p in path:
        need(sn != 0, "the path is too long")
        if fn & 1 or fn == sn:
            r = node(p, r)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node(r, p)
        fn, sn = fn >> 1, sn >> 1
    need(sn == 0, "the path is too short")
    return r


def tile_name(level, n, width):
    name = "%03d" % (n % 1000)
    while n >= 1000:
        n //= 1000
        name = "x%03d/%s" % (n % 1000, name)
    return "tile/%s/%s%s" % (level, name, "" if width == 256 else ".p/%d" % width)


def log(vkey, folder):
    def read(name):
        path = os.path.join(folder, name)
        need(os.path.isfile(path), name + " is missing")
        with open(path, "rb") as f:
            return f.read()

    size, root = checkpoint(read("checkpoint").decode(), vkey)
    row = []
    for n in range(-(-size // 256)):
        width = min(256, size - 256 * n)
        bundle, entries = read(tile_name("entries", n, width)), 0
        while bundle:
            length = struct.unpack(">H", bundle[:2])[0]
            need(len(bundle) >= 2 + length, "a bundle is cut")
            row.append(leaf_hash(bundle[2:2 + length]))
            bundle, entries = bundle[2 + length:], entries + 1
        need(entries == width, "a bundle has %d entries of %d" % (entries, width))
    need(root_of(row) == root, "the entries have another root than is signed")
    files, level = 0, 0
    while row:
        above = []
        for n in range(-(-len(row) // 256)):
            part = row[256 * n:256 * n + 256]
            need(read(tile_name(level, n, len(part))) == b"".join(part), tile_name(level, n, len(part)) + " is not what is below it")
            files += 1
            if len(part) == 256:
                above.append(root_of(part))
        row, level = above, level + 1
    return "%d records, %d tiles" % (size, files)


def proof(vkey, leaf, file):
    with open(file, encoding="utf-8") as f:
        head, sep, note = f.read().partition("\n\n")
    lines = head.split("\n")
    need(sep and lines[0] == "c2sp.org/tlog-proof@v1", "no tlog-proof")
    at = 2 if lines[1].startswith("extra ") else 1
    index = re.fullmatch(r"index (0|[1-9][0-9]*)", lines[at])
    need(index, "no index")
    size, root = checkpoint(note, vkey)
    index = int(index.group(1))
    need(index < size, "the index is beyond the tree")
    path = [base64.b64decode(h, validate=True) for h in lines[at + 1:]]
    need(all(len(p) == 32 for p in path), "a hash of the path is not 32 bytes")
    need(from_path(index, size, leaf_hash(bytes.fromhex(leaf)), path) == root, "the path leads to another root")
    return "record %d of %d" % (index, size)


def cosigned(vkey, file):
    name, ident, public = key(vkey, 4)
    with open(file, encoding="utf-8") as f:
        text, lines = signatures(f.read())
    mine = [s for n, s in lines if n == name and s[:4] == ident]
    need(len(mine) == 1 and len(mine[0]) == 4 + 8 + 64, "no cosignature of this witness")
    time = struct.unpack(">Q", mine[0][4:12])[0]
    message = "cosignature/v1\ntime %d\n%s" % (time, text)
    need(ed25519(public, message.encode(), mine[0][12:]), "the witness did not sign it")
    return "at %d" % time


if __name__ == "__main__":
    print("ok", {"log": log, "proof": proof, "cosigned": cosigned}[sys.argv[1]](*sys.argv[2:]))
