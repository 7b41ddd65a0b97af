"""A second verifier of bundles, written from docs/verify.md; it shares no code.

`verdict` is 0 where all holds, 1 where something does not, 2 where it is no bundle.
"""

# fmt: off
# mypy: ignore-errors
import base64, csv, hashlib, io, json, re, sys, tomllib, zipfile, zlib
from collections import Counter
from fractions import Fraction
from itertools import pairwise, product

import mnemonic, nacl.exceptions, nacl.public, nacl.signing, shamir_mnemonic

from tests import second_effects

# name:kind of every key or column; a kind in [] stands for a list of it.
SHAPES = {
    "record": "source:source state:state box:text level:text slips_made:made key_made?:made "
              "rehearsal:flag one_by_one:flag form_sha256:hash scheme_sha256:hash public:may issue_root:may "
              "ballot_root:may verifier:may round:round steps:[step] electorate:[row]",
    "round": "name:text year:number convenor:text", "step": "step:text people:[person]",
    "person": "account:text name:text at:text monitor?:flag", "named": "code:text name:text note:text",
    "row": "category:text entitled:number present:number issued:number returned:number",
    "form": "title:text categories:[named] reporters:[named] items:[named] grades:[named] "
            "unknown:flag one_by_one:flag rehearsal:flag",
    "entry": "number:number before:hash digest:hash at:text by:any act:text thing:text facts:any",
    "manifest": "format:number box:text members:[member]", "member": "name:text size:number sha256:hash",
    "issued.csv": "hash:hash category:text", "void.csv": "hash:hash reason:text",
    "spent.csv": "hash:hash", "ballots.csv": "leaf:hash category:text channel:way sealed:text",
    "counts.csv": "category:text organisation:text item:text mark:text count:more",
    "voids.csv": "category:text reason:text count:count", "stability.csv": "category:text organisation:text",
    "effects.csv": "rule:text organisation:text score:score rank:rank"}
SUMS = ("entitled", "present", "issued", "returned")
SILENT = {252: "blank", 253: "unknown", 254: "multiple"}
ODD = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError,
       csv.Error, nacl.exceptions.CryptoError, shamir_mnemonic.MnemonicError)

class Wrong(Exception): "Something does not hold."

def like(pattern): return lambda value: type(value) is str and re.fullmatch(pattern, value)

KINDS = {"text": like("(?s:.*)"), "hash": like("[0-9a-f]{64}"), "may": like("([0-9a-f]{64})?"),
         "way": like("phone|paper"), "more": like("[1-9][0-9]{0,8}"),
         "source": like("urn|paper|folder"), "state": like("closed|counted"), "rank": like("(0|[1-9][0-9]{0,8})?"),
         "made": like("(apart|here)?"), "count": like("0|[1-9][0-9]{0,8}"), "flag": lambda value: type(value) is bool, "score": like(r"((0|[1-9]\d*)(/[1-9]\d*)?)?"),
         "number": lambda value: type(value) is int and value >= 0, "any": lambda value: True}

def need(holds, what="format"):
    if not holds: raise Wrong(what)

def sha(data): return hashlib.sha256(data).hexdigest()

def plain(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))

def shaped(value, kind):
    if kind[0] == "[":
        need(type(value) is list and [shaped(one, kind[1:-1]) for one in value] == value)
    elif kind in SHAPES:
        keys = dict(one.split(":") for one in SHAPES[kind].split())
        need(type(value) is dict and {k for k in keys if k[-1] != "?"} <= {*value}, kind)
        for name in value:
            shaped(value[name], keys.get(name) or keys[name + "?"])
    else:
        need(KINDS[kind](value), kind)
    return value

def loaded(raw, kind="any"):
    def once(pairs):
        need(len(dict(pairs)) == len(pairs))
        return dict(pairs)
    return shaped(json.loads(raw.decode(), object_pairs_hook=once), kind)

def unpacked(packed):
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        those = archive.infolist()
        names = [m.filename for m in those]
        need(len({*names}) == len(names) <= 32 and sum(m.file_size for m in those) <= 2**29)
        need(all(re.fullmatch(r"[a-z]+\.(json|toml|csv)", name) for name in names))
        need(all(m.file_size <= 100 * max(m.compress_size, 1) and not m.flag_bits & 1
                 and m.compress_type in {0, 8} for m in those))
        files = {name: archive.read(name) for name in names}
    manifest = loaded(files.pop("manifest.json"), "manifest")
    need(manifest["format"] == 1)
    return files, manifest["members"], manifest["box"]

def table(files, name):
    columns = [one.split(":") for one in SHAPES[name].split()]
    rows = list(csv.reader(io.StringIO(files[name].decode(), newline=""), strict=True))
    need(rows[0] == [column for column, _ in columns], "header")
    for row in rows[1:]:
        for cell, (_, kind) in zip(row, columns, strict=True):
            shaped(cell, kind)
    return rows[1:]

def share(text):
    return Fraction(str(text).strip().removesuffix("%")) / (100 if "%" in str(text) else 1)

def root(entries):
    level = [hashlib.sha256(b"\0" + one).digest() for one in entries]  # RFC 9162, 2.1.1
    while len(level) > 1:
        level = [hashlib.sha256(b"\1" + b"".join(level[n:n + 2])).digest() if level[n + 1:]
                 else level[n] for n in range(0, len(level), 2)]
    return level[0].hex() if level else sha(b"")

def scheme_of(raw):
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try: text = raw.decode().replace("\r\n", "\n")
    except UnicodeDecodeError: text = raw.decode("gb18030").replace("\r\n", "\n")
    ballot = tomllib.loads(text, parse_float=Fraction)["ballot"]
    for one in [*ballot["grades"], *ballot["items"], *ballot["categories"]]:
        one["code"] = one["code"].strip()
        one["name"] = one.get("name", one["code"]).strip()
        one["worth"] = Fraction(one.get("points", one.get("weight", 1)))
    return ballot

class Box:
    def __init__(self, files):
        self.files, self.ballots = files, []
        self.record = loaded(files["record.json"], "record")
        self.form = loaded(files["form.json"], "form")
        self.urn, self.counted = self.record["source"] == "urn", self.record["state"] == "counted"
        self.ballot = scheme_of(files["scheme.toml"])
        self.rules = self.ballot.get("validity", {})
        self.secret = {c["code"]: c.get("secrecy", "secret") == "secret"
                       for c in self.ballot["categories"]}
        self.turnout = {r["category"]: r for r in self.record["electorate"]}
        self.who, self.items, self.grades = (
            [c["code"] for c in self.form[n]] for n in ("reporters", "items", "grades"))

    def check_terms(self):
        need(sha(self.files["form.json"]) == self.record["form_sha256"], "form")
        need(sha(self.files["scheme.toml"]) == self.record["scheme_sha256"], "scheme")
        need(plain(self.form).encode() == self.files["form.json"], "canonical form")
        for name in ("categories", "items", "grades"):
            there = [one for one in self.ballot[name] if one.get("secrecy") != "signed"]
            need([(one["code"], one["name"]) for one in there]
                 == [(one["code"], one["name"]) for one in self.form[name]], name)
        right = {**self.record, "unknown": self.rules.get("unknown", True)}
        need(all(self.form[n] == right[n] for n in ("rehearsal", "one_by_one", "unknown")))
        need(len({*self.who}) == len(self.who), "reporters")
        rows, least = self.record["electorate"], share(self.rules.get("quorum", "2/3") or "0")
        need(len(rows) == len(self.turnout) and self.turnout.keys() <= {*self.secret}, "classes")
        need(all(one["returned"] <= one["issued"] for one in rows), "returned")
        present, entitled = (sum(one[name] for one in rows) for name in ("present", "entitled"))
        need(present >= least * entitled, "quorum")

    def check_box(self):
        names = ("issued.csv", "void.csv", "spent.csv", "ballots.csv")
        tables = [table(self.files, name) for name in names]
        need(all(a[0] < b[0] for rows in tables for a, b in pairwise(rows)), "order")
        self.ballots, codes = tables[3], [bytes.fromhex(h) + c.encode() for h, c in tables[0]]
        need(root(codes) == self.record["issue_root"], "issue root")
        leaves = [bytes.fromhex(row[0]) for row in self.ballots]
        need(root(leaves) == self.record["ballot_root"], "ballot root")
        issued, void, spent = dict(tables[0]), dict(tables[1]), {h for (h,) in tables[2]}
        classes = {one["code"] for one in self.form["categories"]}
        need({*issued.values()} <= classes and {*void} <= {*issued}, "issued")
        need(spent <= {*issued} - {*void}, "spent")
        for row in self.ballots:
            text, row[3] = row[3], base64.b64decode(row[3], validate=True)
            size = len(self.who) * len(self.items) + 48
            need(base64.b64encode(row[3]).decode() == text and len(row[3]) == size, "length")
            head = b"\0\1" + bytes.fromhex(self.record["box"]) + row[1].encode() + b"\0"
            need(row[1] in classes and sha(head + row[3]) == row[0], "leaf")
        cast = Counter((row[1], row[2]) for row in self.ballots)
        used = Counter(issued[h] for h in spent)
        live = Counter(c for h, c in issued.items() if h not in void)
        for code in classes:
            phone, paper = cast[code, "phone"], cast[code, "paper"]
            one = self.turnout.get(code, {"issued": 0, "returned": 0})
            need(used[code] == phone <= live[code] <= one["issued"] - paper, "codes")
            need(one["returned"] == phone + paper, "returned")

    def check_people(self, journal):
        for one in journal:
            told = plain([one[name] for name in ("at", "by", "act", "thing", "facts")])
            line = f"{one['before']}\n{one['number']}\n{told}".encode(errors="replace")
            need(sha(line) == one["digest"] and (one["number"] != 1 or one["before"] == "0" * 64))
        for one, after in pairwise(journal):
            gap = after["number"] - one["number"]
            need(gap > 1 or (gap == 1 and after["before"] == one["digest"]), "journal")
        need(len({one["thing"] for one in journal}) < 2, "journal")
        noted = [(one["act"], one["at"], one["facts"].get("first", ""))
                 for one in journal if type(one["facts"]) is dict]
        steps = [(one["step"], one["people"]) for one in self.record["steps"]]
        recorded = any("monitor" in who for _, people in steps for who in people)
        for step, people in steps:
            watching = sum(who.get("monitor", False) for who in people)
            need(not recorded or watching >= 1 + (step == "count"), "monitors")
            act = (f"{step} box", people[-1]["at"], people[0]["account"])
            need(act in noted or not (self.urn or journal), "noted")
            need(not self.urn or len({who["account"] for who in people} - {""}) == 2, "two people")
        order = ["commit", "open", "close", *["count"][:self.counted]]
        need(not self.urn or [step for step, _ in steps] == order, "steps")
        times = [who["at"] for _, people in steps for who in people]
        need(not self.urn or times == sorted(times), "times")

    def hidden(self, valid):
        small = [c for c, n in valid.items() if self.secret[c] and n < self.rules.get("min_cast", 5)]
        pool = self.rules.get("small_class", "drop").strip().removeprefix("pool:")
        return dict.fromkeys(small, None if pool in {"drop", *small} else pool)

    def check_counts(self):
        voids, counts = table(self.files, "voids.csv"), table(self.files, "counts.csv")
        self.voids = {(c, r): int(n) for c, r, n in voids}
        self.counts = {tuple(row[:4]): int(row[4]) for row in counts}
        need(len(self.voids) == len(voids) and len(self.counts) == len(counts), "twice")
        marks, known = {row[3] for row in counts}, {*self.grades, *SILENT.values()}
        need(marks <= known and {row[0] for row in voids} <= {*self.secret}, "mark, class")
        self.valid = {c: self.turnout.get(c, {"returned": 0})["returned"] - sum(
            n for (d, _), n in self.voids.items() if c == d) for c in self.secret}
        hidden, right, sums = self.hidden(self.valid), Counter(), Counter()
        for code, *line in product(self.secret, self.who, self.items):
            right[hidden.get(code, code), *line] += self.valid[code]
        for line, number in self.counts.items():
            sums[line[:3]] += number
        right = {line: number for line, number in right.items() if number and line[0]}
        need(sums == right and min(self.valid.values()) >= 0, "sums")
        told = {"turnout": {}, "reporters": [self.scored(w, hidden) for w in self.who]}
        for code, row in self.turnout.items():
            void = {r: n for (c, r), n in self.voids.items() if c == code}
            right = {"valid": self.valid[code], "abstained": void.pop("abstained", 0)}
            need(code not in hidden or {*void} <= {"void"}, "reasons of a small class")
            right |= {name: row[name] for name in SUMS}
            told["turnout"][code] = right | ({} if code in hidden else {"void": void})
        need(plain(loaded(self.files["results.json"])) == plain(told), "results")
        self.told = [[tuple(row) for row in table(self.files, f"{n}.csv")] for n in ("effects", "stability")]
        need(second_effects.consistent(self, *self.told), "effects")

    def scored(self, who, hidden):
        classes, parts, marks = {}, [], [*self.grades, *SILENT.values()]
        for one in self.ballot["categories"]:
            code = one["code"]
            classes[code] = {"shown": code not in hidden}
            if code not in hidden:
                score = self.score(cells := {
                    i: {m: self.counts.get((code, who, i, m), 0) for m in marks}
                    for i in self.items})
                parts.append((one["worth"], score))
                classes[code] |= {"counts": cells, "score": None if score is None else str(score)}
        said, rule = [one for one in parts if one[1] is not None], self.rules.get("zero_class")
        if ballot := said and not (rule == "refuse" and len(said) < len(parts)):
            weights = sum(weight for weight, _ in (parts if rule == "zero" else said))
            ballot = str(sum(weight * score for weight, score in said) / weights)
        return {"organisation": who, "ballot": ballot or None, "classes": classes}

    def score(self, cells):
        parts = []
        for item in self.ballot["items"]:
            points = [grade["worth"] for grade in self.ballot["grades"]
                      for _ in range(cells[item["code"]][grade["code"]])]
            if self.rules.get("trim") == "above_5" and len(points) > 5:
                points = sorted(points)[1:-1]
            parts += [(item["worth"], sum(points) / len(points))] if points else []
        return sum(w * m for w, m in parts) / sum(w for w, _ in parts) if parts else None

    def check_key(self, key):
        private = nacl.public.PrivateKey(key)
        need(bytes(private.public_key).hex() == self.record["public"], "key")
        opener = nacl.public.SealedBox(private)
        judged = Counter((row[1], *self.judged(*row[2:], opener)) for row in self.ballots)
        if not self.counted: return
        valid = {c: 0 if secret else self.valid[c] for c, secret in self.secret.items()}
        for (code, why, _), number in judged.items():
            valid[code] += number * (why == "valid")
        hidden, voids, counts = self.hidden(valid), Counter(), Counter()
        named = dict(enumerate(self.grades)) | SILENT
        for (code, why, marks), number in judged.items():
            shown = hidden.get(code, code)
            if why != "valid":
                voids[code, why if why == "abstained" or code not in hidden else "void"] += number
            for line, mark in zip(product(self.who, self.items), marks if shown and why == "valid" else b""):
                counts[shown, *line, named[mark]] += number
        there = {k: n for k, n in (self.voids | self.counts).items() if self.secret[k[0]]}
        need(voids | counts == there, "recount")
        need([*second_effects.worked(self, [*judged.elements()])] == self.told, "effects, stability")

    def judged(self, channel, sealed, opener):
        known = {*range(len(self.grades)), 252, *[253][:self.form["unknown"]]}
        try:
            marks = opener.decrypt(sealed)
            need({*marks} <= known | ({254} if channel == "paper" else set()))
        except (nacl.exceptions.CryptoError, Wrong):
            return "unreadable", b""
        return self.judge_marks(marks, self.rules), marks

    def judge_marks(self, marks, rules):
        graded, most = [m for m in marks if m < 252], rules.get("good_at_most", "")
        if not graded:
            return "no_mark" if 254 in marks else "abstained"
        if rules.get("all_same") == "void" and 2 < len(graded) == graded.count(graded[0]):
            return "all_same"
        good, most = marks[::len(self.items)].count(0), share(1 if most == "" else most)
        return "too_many_good" if good > most * len(self.who) else "valid"

    def check_receipt(self, receipt):
        leaf, _, signature = receipt.partition(".")
        need(leaf in [row[0] for row in self.ballots], "receipt")
        signer = nacl.signing.VerifyKey(bytes.fromhex(self.record["verifier"]))
        told = b"shuping receipt\0" + bytes.fromhex(self.record["box"] + leaf)
        need(not signature or signer.verify(told, base64.urlsafe_b64decode(signature + "==")))

def checked(files, members, name, words, shares, receipt):
    need([one["name"] for one in members] == sorted(files), "members")
    for one in members:
        data = files[one["name"]]
        need(one["sha256"] == sha(data) and one["size"] == len(data), "hash")
    box = Box(files)
    wanted = "form.json journal.json record.json scheme.toml "
    wanted += "ballots.csv issued.csv spent.csv void.csv " * box.urn
    wanted += "counts.csv results.json voids.csv effects.csv stability.csv" * box.counted
    need({*wanted.split()} == {*files} and box.record["box"] == name and (box.urn or box.counted), "members")
    box.check_terms()
    box.check_people(loaded(files["journal.json"], "[entry]"))
    if box.urn: box.check_box()
    if box.counted: box.check_counts()
    if box.urn and (words or shares):
        spaced = " ".join("".join(words.split()))
        box.check_key(bytes(mnemonic.Mnemonic("chinese_simplified").to_entropy(spaced) if words
                            else shamir_mnemonic.combine_mnemonics(shares)))
    if box.urn and receipt: box.check_receipt(receipt)

def verdict(packed: bytes, words: str = "", shares=(), receipt: str = "") -> int:
    try: files, members, name = unpacked(packed)
    except (Wrong, zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, *ODD):
        return 2
    try: checked(files, members, name, words, shares, receipt)
    except (Wrong, *ODD): return 1
    return 0

if __name__ == "__main__": sys.exit(verdict(open(sys.argv[1], "rb").read(), *sys.argv[2:3]))
