"""Settings, all of them; what differs between machines comes from the environment."""

import os
import secrets
from datetime import datetime, timedelta
from pathlib import Path

import dj_database_url

BASE_DIR = Path(__file__).resolve().parent
DATA_DIR = Path(os.environ.get("SHUPING_DATA", "~/.local/share/shuping")).expanduser()
INSTALLATION = os.environ.get("SHUPING_INSTALLATION", "shuping")
DEMO = INSTALLATION == "demo"
# The demo's clock stands still; everywhere else it is the machine's.
CLOCK = datetime.fromisoformat(os.environ["SHUPING_CLOCK"]) if DEMO else None
KEY_FILE = DATA_DIR / f"{INSTALLATION}.key"
# What was sent and waits for the clerk; the clerk touches its file as it works.
SPOOL = DATA_DIR / f"{INSTALLATION}.spool"
CLERK_FILE = DATA_DIR / f"{INSTALLATION}.clerk"
# `serve` makes the file. What signs nothing, such as `run`, needs no key that lasts.
SECRET_KEY = os.environ.get("SHUPING_SECRET_KEY") or (
    KEY_FILE.read_text() if KEY_FILE.exists() else secrets.token_urlsafe(50)
)
ALLOWED_HOSTS = os.environ.get("SHUPING_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
# Whoever comes by may read what is published; off unless switched on.
PORTAL = DEMO or os.environ.get("SHUPING_PORTAL") == "1"
BEHIND_TLS = os.environ.get("SHUPING_TLS") == "1"
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
    "axes",
    "django_cotton",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django.forms",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "shuping.shell.security.content_security",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "shuping.shell.security.sound_requests",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "shuping.shell.security.own_password_first",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "shuping.urls"
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "demo:welcome" if DEMO else "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_LOCKOUT_TEMPLATE = "registration/locked.html"
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # who signs in when is nobody's business

# Every page for people who sign in stands under /desk/, and so do its cookies.
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/desk/"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = BEHIND_TLS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if BEHIND_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# The longest body of all: a folder of 20 MB, which never lies in a public place.
MOST_SENT = FILE_UPLOAD_MAX_MEMORY_SIZE = 21 * 1024 * 1024
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
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
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "shuping.menu.menu",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", "简体中文"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

# Where the boxes of the urn lie, and how phones and the desk reach it; `serve` chooses.
BOXES = DATA_DIR / "boxes" / INSTALLATION
URN_ADDRESS = os.environ.get("SHUPING_URN_ADDRESS", "")
URN_CONTROL = int(os.environ.get("SHUPING_URN_CONTROL", "0"))
URN_SECRET = os.environ.get("SHUPING_URN_SECRET", "")
# Until when the certificate holds that `serve` was given; behind a proxy nobody knows.
CERTIFICATE_ENDS = os.environ.get("SHUPING_CERTIFICATE_ENDS", "")
