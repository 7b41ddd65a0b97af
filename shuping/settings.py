"""Settings, all of them; what differs between machines comes from the environment."""

import os
from pathlib import Path

import dj_database_url

BASE_DIR = Path(__file__).resolve().parent
DATA_DIR = Path(os.environ.get("SHUPING_DATA", "~/.local/share/shuping")).expanduser()
INSTALLATION = os.environ.get("SHUPING_INSTALLATION", "shuping")
# Nothing is signed before pages exist; they will refuse to start without a key.
SECRET_KEY = os.environ.get("SHUPING_SECRET_KEY", "unused-until-there-are-pages")
INSTALLED_APPS = [
    "shuping.demo",
    "shuping.folders",
    "shuping.progress",
    "shuping.bulletins",
    "shuping.appraisal",
    "shuping.meetings",
    "shuping.ballots",
    "shuping.reports",
    "shuping.findings",
    "shuping.rectification",
    "shuping.rounds",
    "shuping.documents",
    "shuping.organisations",
    "shuping.journal",
    "shuping.shell",
    "shuping.accounts",
    "django.contrib.auth",
    "django.contrib.contenttypes",
]
ROOT_URLCONF = "shuping.urls"
AUTH_USER_MODEL = "accounts.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": dj_database_url.config(
        default=f"sqlite:///{DATA_DIR / INSTALLATION}.db",
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        # FULL loses nothing at a power cut; secure_delete leaves no erased sheet.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
        "PRAGMA secure_delete=ON;",
    }
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
    },
]
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True
