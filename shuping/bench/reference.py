"""What the urn is measured against: a plain view over Django's ORM, and a bare answer.

Both run in processes of their own, served as the product is. The plain view does what
one would write without thinking of speed or secrecy: four statements (is the box open,
is the code known, spend it, keep the ballot) in one durable transaction for each cast.
"""

import json
import os
import uuid
from typing import Any

import dj_database_url
import django
from django.conf import settings
from django.db import connection, models, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from shuping.urn import receipts, sealing
from shuping.urn.codes import hashed, read

DATABASE, CODES = "SHUPING_BENCH_DATABASE", "SHUPING_BENCH_CODES"
SCHEMA = "box_of_a_plain_view"
BOX = bytes(16)


def plain() -> Any:
    """Return the plain application, its database filled with codes."""
    settings.configure(
        DATABASES={"default": _database(os.environ[DATABASE])},
        ROOT_URLCONF=__name__,
        ALLOWED_HOSTS=["*"],
        SECRET_KEY="of a bench",  # noqa: S106 - it signs nothing
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=[],
    )
    django.setup()
    box, code, ballot = _models()

    def cast(request: HttpRequest) -> HttpResponse:
        sent = json.loads(request.body)
        h = hashed(read(sent["code"]) or "", BOX, "A").hex()
        with transaction.atomic():
            if not box.objects.get(name=BOX.hex()).is_open:
                return _told({"why": "shut"}, 410)
            found = code.objects.filter(h=h).first()
            if found is None or found.spent:
                return _told({"why": "used"}, 409)
            found.spent = True
            found.save()
            ballot.objects.create(id=uuid.uuid4(), marks=bytes.fromhex(sent["marks"]))
        return _told({"done": True}, 200)

    global urlpatterns  # noqa: PLW0603 - this process serves nothing else
    urlpatterns = [path("cast", cast), path("health/", _healthy)]
    _fill(box, code, ballot)
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 - once set up

    return get_wsgi_application()


urlpatterns: list[Any] = []


def _database(address: str) -> Any:
    """Return the database with the care that an urn has: each commit is synced."""
    there = dj_database_url.parse(address, conn_max_age=None)
    if "sqlite" in there["ENGINE"]:
        there["OPTIONS"] = {
            "transaction_mode": "IMMEDIATE",
            "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;",
        }
    else:
        options = f"-c synchronous_commit=on -c search_path={SCHEMA}"
        there["OPTIONS"] = {"options": options}
    return there


def _fill(box: Any, code: Any, ballot: Any) -> None:
    """Make the tables anew, with a box that is open and the codes that it takes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA IF EXISTS {SCHEMA} CASCADE")
            cursor.execute(f"CREATE SCHEMA {SCHEMA}")
    with connection.schema_editor() as editor:
        for model in (box, code, ballot):
            editor.create_model(model)
    box.objects.create(name=BOX.hex(), is_open=True)
    with open(os.environ[CODES], encoding="ascii") as file:  # noqa: PTH123
        rows = [code(h=line.strip()) for line in file]
    code.objects.bulk_create(rows, batch_size=500)


def _told(words: dict[str, object], status: int) -> HttpResponse:
    answer = JsonResponse(words, status=status)
    answer["Content-Length"] = str(len(answer.content))
    return answer


def _healthy(_: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


def _models() -> tuple[Any, Any, Any]:
    """Make the three tables that anybody would make first."""

    class Box(models.Model):
        name = models.CharField(max_length=32, unique=True)
        is_open = models.BooleanField(default=False)

        class Meta:
            app_label = "plain"

    class Code(models.Model):
        h = models.CharField(max_length=64, unique=True)
        spent = models.BooleanField(default=False)

        class Meta:
            app_label = "plain"

    class Ballot(models.Model):
        id = models.UUIDField(primary_key=True)
        marks = models.BinaryField()

        class Meta:
            app_label = "plain"

    return Box, Code, Ballot


class Bare:
    """Reads a ballot, seals it and signs a receipt; keeps nothing."""

    def __init__(self) -> None:
        _, self._public = sealing.new_key()
        self._signer = receipts.Signer(receipts.new_signer(), BOX)

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        """Answer one request."""
        if scope.method == "GET":
            protocol.response_bytes(200, [], b"ok")
            return
        sent = json.loads(await protocol())
        marks, seed = bytes.fromhex(sent["marks"]), bytes.fromhex(sent["seed"])
        sealed = sealing.seal(marks, seed, self._public)
        leaf = sealing.leaf(BOX, "A", sealed)
        told = {"leaf": leaf.hex(), "signature": self._signer.sign(leaf).hex()}
        kind = [("content-type", "application/json")]
        protocol.response_bytes(200, kind, json.dumps(told).encode().ljust(512))


def bare() -> Bare:
    """Return the bare application."""
    return Bare()
