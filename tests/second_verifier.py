"""A second verifier of bundles, written from docs/verify.md; it shares no code.

`verdict(packed)` is 0 where all holds, 1 where something does not, 2 where it is no
bundle. `python second_verifier.py BUNDLE [KEY]` exits with it.
"""

# fmt: off
# mypy: ignore-errors
import base64
import csv
import hashlib
import io
import json
import math
import re
import sys
import tomllib
import zipfile
import zlib
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

from mnemonic import Mnemonic
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox
from nacl.signing import VerifyKey
from shamir_mnemonic import MnemonicError, combine_mnemonics

# What a value must be: a pattern of text, a type, [of each], {key, or "*" for any, and
# "?" after one that may be missing}. A number is whole and not below nothing.
H, HASH, ANY = "[0-9a-f]{64}", "([0-9a-f]{64})?", r"(?s:.*)"
SUMS = {"entitled": int, "present": int, "issued": int, "returned": int}
NAMED = [{"code": ANY, "name": ANY, "note": ANY}]
PERSON = {"account": ANY, "name": ANY, "at": ANY, "monitor?": bool}
RECORD = {
    "source": "urn|paper|folder", "state": "closed|counted", "box": ANY, "level": ANY,
    "round": {"name": ANY, "year": int, "convenor": ANY}, "slips_made": ANY,
    "rehearsal": bool, "one_by_one": bool, "form_sha256": H, "scheme_sha256": H,
    "public": HASH, "issue_root": HASH, "ballot_root": HASH, "verifier": HASH,
    "steps": [{"step": ANY, "people": [PERSON]}], "electorate": [{"category": ANY, **SUMS}]}
FORM = {"title": ANY, "categories": NAMED, "reporters": NAMED, "items": NAMED,
        "grades": NAMED, "unknown": bool, "one_by_one": bool, "rehearsal": bool}
ENTRY = {"number": int, "before": H, "digest": H, "at": ANY, "by": object, "act": ANY,
         "thing": ANY, "facts": object}
MANIFEST = {"format": int, "box": ANY,
            "members": [{"name": ANY, "size": int, "sha256": H}]}
TABLES = {  # column:pattern
    "issued.csv": f"hash:{H} category:{ANY}", "void.csv": f"hash:{H} reason:{ANY}",
    "spent.csv": f"hash:{H}",
    "ballots.csv": f"leaf:{H} category:{ANY} channel:phone|paper sealed:{ANY}",
    "counts.csv": f"category:{ANY} organisation:{ANY} item:{ANY} mark:{ANY} "
                  "count:[1-9][0-9]{0,8}",
    "voids.csv": f"category:{ANY} reason:{ANY} count:0|[1-9][0-9]{{0,8}}"}
SILENT = {252: "blank", 253: "unknown", 254: "multiple"}
ODD = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, csv.Error,
       RecursionError, CryptoError, MnemonicError)
class Wrong(Exception): ...
class NoBundle(Exception): ...

def need(holds, what="format"):
    if not holds:
        raise Wrong(what)

def sha(data):
    return hashlib.sha256(data).hexdigest()

def plain(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

def shaped(value, shape):
    if type(shape) is dict:
        need(type(value) is dict, shape)
        known = {name.rstrip("?"): one for name, one in shape.items()}
        need({n for n in shape if n[-1] != "?"} <= {*value} <= {*known}, shape)
        for name in value:
            shaped(value[name], known[name])
    elif type(shape) is list:
        need(type(value) is list, shape)
        for one in value:
            shaped(one, shape[0])
    elif type(shape) is str:
        need(type(value) is str and re.fullmatch(shape, value), shape)
    elif shape is not object:
        need(type(value) is shape and value >= 0, shape)
    return value

def loaded(raw, shape=object):
    def once(pairs):
        need(len(dict(pairs)) == len(pairs))
        return dict(pairs)
    return shaped(json.loads(raw.decode(), object_pairs_hook=once), shape)

def unpacked(packed):
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            those = archive.infolist()
            names = [m.filename for m in those]
            if (len(names) > 32 or len({*names}) < len(names)
                or not all(re.fullmatch(r"[a-z]+\.(json|toml|csv)", n) for n in names)
                or sum(m.file_size for m in those) > 2**29
                or any(m.file_size > 100 * max(m.compress_size, 1) for m in those)
                or any(m.flag_bits & 1 or m.compress_type not in {0, 8} for m in those)):
                raise NoBundle
            files = {name: archive.read(name) for name in names}
        manifest = loaded(files.pop("manifest.json"), MANIFEST)
        need(manifest["format"] == 1)
    except (Wrong, zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError,
            *ODD) as error:
        raise NoBundle from error
    return files, manifest["members"]

def table(files, name):
    pairs = [one.split(":", 1) for one in TABLES[name].split()]
    rows = list(csv.reader(io.StringIO(files[name].decode(), newline=""), strict=True))
    need(rows[0] == [column for column, _ in pairs], "header")
    for row in rows[1:]:
        need(len(row) == len(pairs), "row")
        for cell, (_, pattern) in zip(row, pairs, strict=True):
            shaped(cell, pattern)
    return rows[1:]

def share(value):
    text = str(value).strip()
    return Fraction(text.removesuffix("%")) / (100 if text.endswith("%") else 1)

def root(entries):
    """RFC 9162, section 2.1.1, from the leaves up."""
    level = [hashlib.sha256(b"\0" + one).digest() for one in entries]
    while len(level) > 1:
        level = [hashlib.sha256(b"\1" + b"".join(level[n:n + 2])).digest()
                 if level[n + 1:] else level[n] for n in range(0, len(level), 2)]
    return level[0].hex() if level else sha(b"")

class Box:
    """A bundle; each method checks a part of it."""

    def __init__(self, files):
        self.files, self.ballots = files, []
        self.record = loaded(files["record.json"], RECORD)
        self.form = loaded(files["form.json"], FORM)
        self.urn = self.record["source"] == "urn"
        self.counted = self.record["state"] == "counted"
        bare = files["scheme.toml"].removeprefix(b"\xef\xbb\xbf")
        try:
            text = bare.decode()
        except UnicodeDecodeError:
            text = bare.decode("gb18030")
        text = text.replace("\r\n", "\n")
        self.ballot = tomllib.loads(text, parse_float=Decimal)["ballot"]
        self.rules = self.ballot.get("validity", {})
        for name in ("grades", "items", "categories"):
            for one in self.ballot[name]:
                one["code"] = one["code"].strip()
                one["name"] = one.get("name", one["code"]).strip()
                worth = one.get("points" if name == "grades" else "weight", 1)
                one["worth"] = Fraction(worth)
        self.secret = {c["code"]: c.get("secrecy", "secret") == "secret"
                       for c in self.ballot["categories"]}
        self.turnout = {r["category"]: r for r in self.record["electorate"]}
        self.who, self.items, self.grades = (
            [c["code"] for c in self.form[n]] for n in ("reporters", "items", "grades"))

    def check_frozen(self):
        need(sha(self.files["form.json"]) == self.record["form_sha256"], "form")
        need(sha(self.files["scheme.toml"]) == self.record["scheme_sha256"], "scheme")
        need(plain(self.form).encode() == self.files["form.json"], "canonical form")
        secret = [c for c in self.ballot["categories"] if self.secret[c["code"]]]
        there = {**self.ballot, "categories": secret}
        for name in ("categories", "items", "grades"):
            need([(c["code"], c["name"]) for c in there[name]]
                 == [(c["code"], c["name"]) for c in self.form[name]], name)
        need(self.form["unknown"] == self.rules.get("unknown", True), "unknown")
        for name in ("rehearsal", "one_by_one"):
            need(self.form[name] is self.record[name], name)
        need(len({*self.who}) == len(self.who), "reporters")

    def check_turnout(self):
        rows, least = self.turnout.values(), self.rules.get("quorum", "2/3")
        need(len(rows) == len(self.record["electorate"]), "electorate")
        need(self.turnout.keys() <= self.secret.keys(), "electorate")
        need(all(one["returned"] <= one["issued"] for one in rows), "returned")
        need(sum(one["present"] for one in rows) >= (share(least) if least != "" else 0)
             * sum(one["entitled"] for one in rows), "quorum")

    def check_box(self):
        those = {name: table(self.files, name) for name in list(TABLES)[:4]}
        issued, void, spent, self.ballots = those.values()
        for rows in those.values():
            need(all(a[0] < b[0] for a, b in pairwise(rows)), "order")
        entries = [bytes.fromhex(h) + c.encode() for h, c in issued]
        need(root(entries) == self.record["issue_root"], "issue root")
        leaves = [bytes.fromhex(row[0]) for row in self.ballots]
        need(root(leaves) == self.record["ballot_root"], "ballot root")
        issued, void, spent = dict(issued), dict(void), {h for (h,) in spent}
        classes = {one["code"] for one in self.form["categories"]}
        need({*issued.values()} <= classes and {*void} <= {*issued}, "issued")
        need(spent <= {*issued} - {*void}, "spent")
        for row in self.ballots:
            text, row[3] = row[3], base64.b64decode(row[3], validate=True)
            need(base64.b64encode(row[3]).decode() == text, "base64")
            need(len(row[3]) == len(self.who) * len(self.items) + 48, "length")
            head = b"\0\1" + bytes.fromhex(self.record["box"]) + row[1].encode() + b"\0"
            need(row[1] in classes and sha(head + row[3]) == row[0], "leaf")
        cast = Counter((row[1], row[2]) for row in self.ballots)
        used = Counter(issued[h] for h in spent)
        live = Counter(c for h, c in issued.items() if h not in void)
        for code in classes:
            phone, paper = cast[code, "phone"], cast[code, "paper"]
            one = self.turnout.get(code, {"issued": 0, "returned": 0})
            need(used[code] == phone <= live[code], "phones")
            need(one["returned"] == phone + paper, "returned")
            need(one["issued"] >= live[code] + paper, "issued")

    def check_people(self, journal):
        for one in journal:
            told = [one[name] for name in ("at", "by", "act", "thing", "facts")]
            line = f"{one['before']}\n{one['number']}\n{plain(told)}"
            need(sha(line.encode(errors="replace")) == one["digest"], "journal")
            need(one["number"] != 1 or one["before"] == "0" * 64, "journal")
        for one, after in pairwise(journal):
            need(after["number"] > one["number"], "journal")
            need(after["number"] > one["number"] + 1 or after["before"] == one["digest"])
        need(len({one["thing"] for one in journal}) < 2, "journal")
        noted = [(e["act"], e["at"], e["facts"].get("first", ""))
                 for e in journal if type(e["facts"]) is dict]
        steps = [(one["step"], one["people"]) for one in self.record["steps"]]
        recorded = any("monitor" in who for _, people in steps for who in people)
        for step, people in steps:
            watching = sum(who.get("monitor", False) for who in people)
            need(not recorded or watching >= 1 + (step == "count"), "monitors")
            if self.urn or journal:
                first, second = people[0], people[-1]
                need((f"{step} box", second["at"], first["account"]) in noted, "noted")
            if self.urn:
                need(len({who["account"] for who in people} - {""}) == 2, "two people")
        if self.urn:
            order = ["commit", "open", "close", *["count"][:self.counted]]
            need([step for step, _ in steps] == order, "steps")
            times = [who["at"] for _, people in steps for who in people]
            need(times == sorted(times), "times")

    def hidden(self, valid):
        """Small classes, each with the class that takes its ballots."""
        least = int(self.rules.get("min_cast", 5))
        small = [c for c, secret in self.secret.items() if secret and valid[c] < least]
        pool = self.rules.get("small_class", "drop").strip().removeprefix("pool:")
        return dict.fromkeys(small, None if pool in {"drop", *small} else pool)

    def check_counts(self):
        voids, counts = table(self.files, "voids.csv"), table(self.files, "counts.csv")
        self.voids = {(c, r): int(n) for c, r, n in voids}
        self.counts = {tuple(row[:4]): int(row[4]) for row in counts}
        need(len(self.voids) == len(voids) and len(self.counts) == len(counts), "twice")
        need({c for c, _ in self.voids} <= {*self.secret}, "class")
        need({row[3] for row in counts} <= {*self.grades, *SILENT.values()}, "mark")
        self.valid = {c: self.turnout.get(c, {"returned": 0})["returned"]
                      - sum(n for (d, _), n in self.voids.items() if c == d)
                      for c in self.secret}
        hidden, right, sums = self.hidden(self.valid), Counter(), Counter()
        for code in self.secret:
            for line in [(w, i) for w in self.who for i in self.items]:
                right[hidden.get(code, code), *line] += self.valid[code]
        for line, number in self.counts.items():
            sums[line[:3]] += number
        need(sums == {k: n for k, n in right.items() if n and k[0]}, "sums")
        need(min(self.valid.values()) >= 0, "valid")
        told = {"turnout": {}, "reporters": [self.scored(w, hidden) for w in self.who]}
        for code, row in self.turnout.items():
            void = {r: n for (c, r), n in self.voids.items() if c == code}
            right = {name: row[name] for name in SUMS} | {"valid": self.valid[code]}
            told["turnout"][code] = right
            right["abstained"] = void.pop("abstained", 0)
            need(code not in hidden or {*void} <= {"void"}, "reasons of a small class")
            right |= {} if code in hidden else {"void": void}
        need(plain(loaded(self.files["results.json"])) == plain(told), "results")

    def scored(self, who, hidden):
        classes, parts, marks = {}, [], [*self.grades, *SILENT.values()]
        for code in self.secret:
            classes[code] = {"shown": code not in hidden}
            if code not in hidden:
                cells = {i: {m: self.counts.get((code, who, i, m), 0) for m in marks}
                         for i in self.items}
                score = self.score(cells)
                classes[code] |= {"counts": cells, "score": score and str(score)}
                parts.append(score)
                classes[code]["score"] = None if score is None else str(score)
        worth = [c["worth"] for c in self.ballot["categories"] if c["code"] not in hidden]
        said = [(w, s) for w, s in zip(worth, parts, strict=True) if s is not None]
        rule, ballot = self.rules.get("zero_class"), None
        if said and not (rule == "refuse" and len(said) < len(parts)):
            weights = sum(worth) if rule == "zero" else sum(w for w, _ in said)
            ballot = str(sum(w * s for w, s in said) / weights)
        return {"organisation": who, "ballot": ballot, "classes": classes}

    def score(self, cells):
        parts = []
        for item in self.ballot["items"]:
            points = [grade["worth"] for grade in self.ballot["grades"]
                      for _ in range(cells[item["code"]][grade["code"]])]
            if self.rules.get("trim") == "above_5" and len(points) > 5:
                points = sorted(points)[1:-1]
            if points:
                parts.append((item["worth"], sum(points) / len(points)))
        return sum(w * m for w, m in parts) / sum(w for w, _ in parts) if parts else None

    def check_key(self, key):
        opener = SealedBox(PrivateKey(key))
        need(bytes(PrivateKey(key).public_key).hex() == self.record["public"], "key")
        judged = Counter((row[1], *self.judged(*row[2:], opener)) for row in self.ballots)
        if not self.counted:
            return
        valid = {c: 0 if secret else self.valid[c] for c, secret in self.secret.items()}
        for (code, why, _), number in judged.items():
            valid[code] += number * (why == "valid")
        hidden, voids, counts = self.hidden(valid), Counter(), Counter()
        named = dict(enumerate(self.grades)) | SILENT
        for (code, why, marks), number in judged.items():
            if why != "valid":
                kept = why == "abstained" or code not in hidden
                voids[code, why if kept else "void"] += number
            for place, mark in enumerate(marks if hidden.get(code, code) else b""):
                who, item = divmod(place, len(self.items))
                line = hidden.get(code, code), self.who[who], self.items[item]
                counts[*line, named[mark]] += number
        for right, there in ((voids, self.voids), (counts, self.counts)):
            need(right == {k: n for k, n in there.items() if self.secret[k[0]]}, "recount")

    def judged(self, channel, sealed, opener):
        """Return `valid`, `abstained` or why a ballot is void, and a valid one's marks."""
        known = {*range(len(self.grades)), 252, *[253][:self.form["unknown"]]}
        try:
            marks = opener.decrypt(sealed)
        except CryptoError:
            return "unreadable", b""
        if not {*marks} <= known | ({254} if channel == "paper" else set()):
            return "unreadable", b""
        graded, most = [m for m in marks if m < 252], self.rules.get("good_at_most", "")
        if not graded:
            return ("no_mark" if 254 in marks else "abstained"), b""
        if self.rules.get("all_same") == "void" and 2 < len(graded) == graded.count(
                graded[0]):
            return "all_same", b""
        good = marks[::len(self.items)].count(0)
        if most != "" and good > math.floor(share(most) * len(self.who)):
            return "too_many_good", b""
        return "valid", marks

    def check_receipt(self, receipt):
        leaf, _, signature = receipt.partition(".")
        need(leaf in [row[0] for row in self.ballots], "receipt")
        if signature:
            told = b"shuping receipt\0" + bytes.fromhex(self.record["box"] + leaf)
            signer = VerifyKey(bytes.fromhex(self.record["verifier"]))
            signer.verify(told, base64.urlsafe_b64decode(signature + "=="))

def checked(files, members, words, shares, receipt):
    need([one["name"] for one in members] == sorted(files), "members")
    for one in members:
        data = files[one["name"]]
        need(one["sha256"] == sha(data) and one["size"] == len(data), "hash")
    box = Box(files)
    wanted = {"form.json", "journal.json", "record.json", "scheme.toml"}
    wanted |= {"ballots.csv", "issued.csv", "spent.csv", "void.csv"} if box.urn else set()
    wanted |= {"counts.csv", "results.json", "voids.csv"} if box.counted else set()
    need(wanted == {*files} and (box.urn or box.counted), "members")
    box.check_frozen()
    box.check_turnout()
    box.check_people(loaded(files["journal.json"], [ENTRY]))
    if box.urn:
        box.check_box()
    if box.counted:
        box.check_counts()
    if box.urn and words:
        plain_words = " ".join("".join(words.split()))
        box.check_key(bytes(Mnemonic("chinese_simplified").to_entropy(plain_words)))
    elif box.urn and shares:
        box.check_key(bytes(combine_mnemonics(shares)))
    if box.urn and receipt:
        box.check_receipt(receipt)

def verdict(packed: bytes, words: str = "", shares=(), receipt: str = "") -> int:
    try:
        checked(*unpacked(packed), words, shares, receipt)
    except NoBundle:
        return 2
    except (Wrong, *ODD):
        return 1
    return 0

if __name__ == "__main__":
    sys.exit(verdict(Path(sys.argv[1]).read_bytes(), *sys.argv[2:3]))
