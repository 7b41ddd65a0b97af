"""A second verifier of bundles, written from docs/verify.md; it shares no code.

`verdict(packed)` is 0 where all holds, 1 where something does not, 2 where it is no
bundle. It stops at the first thing that does not hold. `python second_verifier.py
BUNDLE [KEY]` prints it.
"""
# fmt: off

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

import mnemonic
import shamir_mnemonic
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, SealedBox
from nacl.signing import VerifyKey

H = "[0-9a-f]{64}"
TABLES = {  # column:pattern
    "issued.csv": f"hash:{H} category:.*",
    "void.csv": f"hash:{H} reason:.*",
    "spent.csv": f"hash:{H}",
    "ballots.csv": f"leaf:{H} category:.* channel:phone|paper sealed:.*",
    "counts.csv": "category:.* organisation:.* item:.* mark:.* count:[1-9][0-9]{0,8}",
    "voids.csv": "category:.* reason:.* count:0|[1-9][0-9]{0,8}",
}
KEYS = {
    "record.json": "source state box round level slips_made rehearsal one_by_one "
    "form_sha256 scheme_sha256 public issue_root ballot_root verifier steps electorate",
    "form.json": "title categories reporters items grades unknown one_by_one rehearsal",
    "entry": "number before digest at by act thing facts",
    "row": "category entitled present issued returned",
}
SILENT = {252: "blank", 253: "unknown", 254: "multiple"}
ODD = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, csv.Error,
       RecursionError)


class Wrong(Exception):
    """Something does not hold."""


class NoBundle(Exception):
    """There is nothing to check."""


def need(holds, what="format"):
    if not holds:
        raise Wrong(what)


def sha(data):
    return hashlib.sha256(data).hexdigest()


def plain(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


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
            return {name: archive.read(name) for name in names}
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError) as error:
        raise NoBundle from error
    except ValueError as error:
        raise NoBundle from error


def loaded(raw):
    def once(pairs):
        need(len(dict(pairs)) == len(pairs))
        return dict(pairs)
    return json.loads(raw.decode(), object_pairs_hook=once)


def keyed(value, name):
    need({*value} == {*KEYS[name].split()}, name)
    return value


def manifest_of(files):
    try:
        told = loaded(files.pop("manifest.json"))
        need({*told} == {"format", "box", "members"} and told["format"] == 1)
        for one in told["members"]:
            need({*one} == {"name", "size", "sha256"} and type(one["size"]) is int)
            need(re.fullmatch(H, one["sha256"]) and re.fullmatch(".*", one["name"]))
    except (Wrong, *ODD) as error:
        raise NoBundle from error
    return told["members"]


def table(files, name):
    pairs = [one.split(":", 1) for one in TABLES[name].split()]
    rows = list(csv.reader(io.StringIO(files[name].decode(), newline=""), strict=True))
    need(rows[0] == [column for column, _ in pairs], "header")
    for row in rows[1:]:
        need(len(row) == len(pairs), "row")
        need(all(re.fullmatch(p[1], c) for p, c in zip(pairs, row, strict=True)), "cell")
    return rows[1:]


def share(value):
    text = str(value).strip()
    return Fraction(text.rstrip("%")) / (100 if text.endswith("%") else 1)


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
        self.files = files
        self.record = keyed(loaded(files["record.json"]), "record.json")
        self.form = keyed(loaded(files["form.json"]), "form.json")
        self.urn = self.record["source"] == "urn"
        self.counted = self.record["state"] == "counted"
        need(self.counted or (self.urn and self.record["state"] == "closed"))
        need(self.record["source"] in {"urn", "paper", "folder"})
        bare = files["scheme.toml"].removeprefix(b"\xef\xbb\xbf")
        try:
            text = bare.decode()
        except UnicodeDecodeError:
            text = bare.decode("gb18030")
        self.ballot = tomllib.loads(text.replace("\r\n", "\n"), parse_float=Decimal)
        self.ballot = self.ballot["ballot"]
        self.rules = self.ballot.get("validity", {})
        for name in ("grades", "items", "categories"):
            for one in self.ballot[name]:
                one["code"] = one["code"].strip()
                one["name"] = one.get("name", one["code"]).strip()
                worth = one.get("points" if name == "grades" else "weight", 1)
                one["worth"] = Fraction(worth)
        self.secret = {c["code"]: c.get("secrecy", "secret") == "secret"
                       for c in self.ballot["categories"]}
        self.turnout = {r["category"]: keyed(r, "row") for r in self.record["electorate"]}
        need(len(self.turnout) == len(self.record["electorate"]), "electorate")
        need(self.turnout.keys() <= self.secret.keys(), "electorate")
        need(all(type(r[n]) is int and r[n] >= 0 for r in self.turnout.values()
                 for n in KEYS["row"].split()[1:]))
        self.who = [one["code"] for one in self.form["reporters"]]
        self.items = [one["code"] for one in self.form["items"]]
        self.grades = [one["code"] for one in self.form["grades"]]

    def check_frozen(self):
        need(sha(self.files["form.json"]) == self.record["form_sha256"], "form")
        need(sha(self.files["scheme.toml"]) == self.record["scheme_sha256"], "scheme")
        need(plain(self.form).encode() == self.files["form.json"], "canonical form")
        secret = [c for c in self.ballot["categories"] if self.secret[c["code"]]]
        for name, those in (("categories", secret), ("items", self.ballot["items"]),
                            ("grades", self.ballot["grades"])):
            need([(c["code"], c["name"]) for c in those]
                 == [(c["code"], c["name"]) for c in self.form[name]], name)
        need(self.form["unknown"] == self.rules.get("unknown", True), "unknown")
        for name in ("rehearsal", "one_by_one"):
            need(self.form[name] is self.record[name], name)
        need(len({*self.who}) == len(self.who), "reporters")

    def check_turnout(self):
        rows = self.turnout.values()
        need(all(one["returned"] <= one["issued"] for one in rows), "returned")
        least = self.rules.get("quorum", "2/3")
        least = share(least) if least != "" else 0
        need(sum(one["present"] for one in rows)
             >= least * sum(one["entitled"] for one in rows), "quorum")

    def check_box(self):
        those = {n: table(self.files, n) for n in TABLES if n in self.files}
        self.ballots = those["ballots.csv"]
        issued, void = dict(those["issued.csv"]), dict(those["void.csv"])
        spent = [h for (h,) in those["spent.csv"]]
        classes = {one["code"] for one in self.form["categories"]}
        for name in ("issued.csv", "void.csv", "spent.csv", "ballots.csv"):
            need(all(a[0] < b[0] for a, b in pairwise(those[name])), "order")
        need({*issued.values()} <= classes and {*void} <= {*issued}, "issued")
        need({*spent} <= {*issued} - {*void}, "spent")
        entries = [bytes.fromhex(h) + c.encode() for h, c in those["issued.csv"]]
        need(root(entries) == self.record["issue_root"], "issue root")
        leaves = [bytes.fromhex(row[0]) for row in self.ballots]
        need(root(leaves) == self.record["ballot_root"], "ballot root")
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
            told = [keyed(one, "entry")[n] for n in ("at", "by", "act", "thing", "facts")]
            line = f"{one['before']}\n{one['number']}\n{plain(told)}"
            need(sha(line.encode(errors="replace")) == one["digest"], "journal")
            need(one["number"] != 1 or one["before"] == "0" * 64, "journal")
        for one, after in pairwise(journal):
            need(after["number"] > one["number"], "journal")
            need(after["number"] > one["number"] + 1 or after["before"] == one["digest"])
        need(len({one["thing"] for one in journal}) < 2, "journal")
        noted = [(e["act"], e["at"], e["facts"].get("first")) for e in journal]
        steps = [(one["step"], one["people"]) for one in self.record["steps"]]
        recorded = any("monitor" in who for _, people in steps for who in people)
        for step, people in steps if self.urn or journal else []:
            first, second = people
            need("" != first["account"] != second["account"] != "", "two people")
            need((f"{step} box", second["at"], first["account"]) in noted, "noted")
            watching = sum(who.get("monitor", False) for who in people)
            need(not recorded or watching >= 1 + (step == "count"), "monitors")
        if self.urn:
            order = ["commit", "open", "close", *["count"][:self.counted]]
            need([step for step, _ in steps] == order, "steps")
            times = [who["at"] for _, people in steps for who in people]
            need(times == sorted(times), "times")

    def hidden(self, valid):
        """Small classes, each with the class that takes its ballots."""
        least = self.rules.get("min_cast", 5)
        small = [c for c, secret in self.secret.items() if secret and valid[c] < least]
        pool = self.rules.get("small_class", "drop").strip().removeprefix("pool:")
        return dict.fromkeys(small, None if pool in {"drop", *small} else pool)

    def check_counts(self):
        voids = {(c, r): int(n) for c, r, n in table(self.files, "voids.csv")}
        counts = {tuple(row[:4]): int(row[4]) for row in table(self.files, "counts.csv")}
        need(len(voids) == len(table(self.files, "voids.csv")), "twice")
        need(len(counts) == len(table(self.files, "counts.csv")), "twice")
        need({c for c, _ in voids} <= {*self.secret}, "class")
        need({line[3] for line in counts} <= {*self.grades, *SILENT.values()}, "mark")
        self.voids, self.counts = voids, counts
        self.valid = {c: self.turnout.get(c, {"returned": 0})["returned"]
                      - sum(n for (d, _), n in voids.items() if c == d)
                      for c in self.secret}
        hidden, right, sums = self.hidden(self.valid), Counter(), Counter()
        for code, shown in {**{c: c for c in self.secret}, **hidden}.items():
            for line in [(w, i) for w in self.who for i in self.items if shown]:
                right[shown, *line] += self.valid[code]
        for line, number in counts.items():
            sums[line[:3]] += number
        need(+sums == +right and min(self.valid.values()) >= 0, "sums")
        told = {"turnout": {}, "reporters": [self.scored(w, hidden) for w in self.who]}
        for code, row in self.turnout.items():
            void = {r: n for (c, r), n in voids.items() if c == code}
            right = {n: row[n] for n in KEYS["row"].split()[1:]}
            right |= {"valid": self.valid[code], "abstained": void.pop("abstained", 0)}
            need(code not in hidden or {*void} <= {"void"}, "reasons of a small class")
            told["turnout"][code] = right | ({} if code in hidden else {"void": void})
        need(plain(loaded(self.files["results.json"])) == plain(told), "results")

    def scored(self, who, hidden):
        classes, parts = {}, []
        for one in self.ballot["categories"]:
            code, marks = one["code"], [*self.grades, *SILENT.values()]
            classes[code] = {"shown": code not in hidden}
            if code not in hidden:
                cells = {i: {m: self.counts.get((code, who, i, m), 0) for m in marks}
                         for i in self.items}
                score = self.score(cells)
                parts.append((one["worth"], score))
                classes[code]["counts"] = cells
                classes[code]["score"] = None if score is None else str(score)
        said = [(w, s) for w, s in parts if s is not None]
        rule, ballot = self.rules.get("zero_class"), None
        if said and not (rule == "refuse" and len(said) < len(parts)):
            weights = sum(w for w, _ in (parts if rule == "zero" else said))
            ballot = str(sum(w * s for w, s in said) / weights)
        return {"organisation": who, "ballot": ballot, "classes": classes}

    def score(self, cells):
        parts = []
        for item in self.ballot["items"]:
            points = [grade["worth"] for grade in self.ballot["grades"]
                      for _ in range(cells[item["code"]][grade["code"]])]
            if self.rules.get("trim") == "above_5" and len(points) > 5:
                points = points[1:-1]
            if points:
                parts.append((item["worth"], sum(points) / len(points)))
        return sum(w * m for w, m in parts) / sum(w for w, _ in parts) if parts else None

    def check_key(self, key):
        private = PrivateKey(key)
        need(bytes(private.public_key).hex() == self.record["public"], "key")
        judged = Counter()
        for _, code, channel, sealed in self.ballots:
            judged[code, self.judged(sealed, channel, SealedBox(private))] += 1
        if not self.counted:
            return
        valid = self.valid | {c: 0 for c, secret in self.secret.items() if secret}
        for (code, (why, _)), number in judged.items():
            valid[code] += number * (why == "valid")
        hidden, voids, counts = self.hidden(valid), Counter(), Counter()
        for (code, (why, marks)), number in judged.items():
            if why != "valid":
                kept = why == "abstained" or code not in hidden
                voids[code, why if kept else "void"] += number
            elif shown := hidden.get(code, code):
                for place, mark in enumerate(marks):
                    who, item = divmod(place, len(self.items))
                    told = {**dict(enumerate(self.grades)), **SILENT}[mark]
                    counts[shown, self.who[who], self.items[item], told] += number
        need(voids == {k: n for k, n in self.voids.items() if self.secret[k[0]]}, "voids")
        need(counts == {k: n for k, n in self.counts.items() if self.secret[k[0]]})

    def judged(self, sealed, channel, opener):
        """Return why a ballot is void, `valid` or `abstained`, and its marks."""
        known = {*range(len(self.grades)), 252}
        known |= {253} if self.form["unknown"] else set()
        known |= {254} if channel == "paper" else set()
        try:
            marks = opener.decrypt(sealed)
        except CryptoError:
            return "unreadable", b""
        if not {*marks} <= known or len(marks) != len(self.who) * len(self.items):
            return "unreadable", b""
        graded = [mark for mark in marks if mark < 252]
        if not graded:
            return ("no_mark" if 254 in marks else "abstained"), b""
        if (self.rules.get("all_same") == "void" and len(graded) > 2
                and len({*graded}) == 1):
            return "all_same", b""
        most = self.rules.get("good_at_most", "")
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


def checked(files, members, key, receipt):
    need([one["name"] for one in members] == sorted(files), "members")
    for one in members:
        data = files[one["name"]]
        need(one["sha256"] == sha(data) and one["size"] == len(data), "hash")
    box = Box(files)
    wanted = ["form.json", "journal.json", "record.json", "scheme.toml"]
    wanted += ["ballots.csv", "issued.csv", "spent.csv", "void.csv"] if box.urn else []
    wanted += ["counts.csv", "results.json", "voids.csv"] if box.counted else []
    need(sorted(wanted) == sorted(files), "members")
    box.check_frozen()
    box.check_turnout()
    box.check_people(loaded(files["journal.json"]))
    if box.urn:
        box.check_box()
    if box.counted:
        box.check_counts()
    if box.urn and key is not None:
        box.check_key(key)
    if box.urn and receipt:
        box.check_receipt(receipt)


def key_of(words, shares):
    if words:
        chinese = mnemonic.Mnemonic("chinese_simplified")
        return bytes(chinese.to_entropy(" ".join("".join(words.split()))))
    return bytes(shamir_mnemonic.combine_mnemonics(shares)) if shares else None


def verdict(packed, words="", shares=(), receipt=""):
    try:
        files = unpacked(packed)
        checked(files, manifest_of(files), key_of(words, shares), receipt)
    except NoBundle:
        return 2
    except (Wrong, CryptoError, shamir_mnemonic.MnemonicError, *ODD):
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(verdict(Path(sys.argv[1]).read_bytes(), *sys.argv[2:3]))
