"""Django settings: one file, everything that differs between places comes from the environment."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from mingcha.web import env

BASE_DIR = Path(__file__).resolve().parent
HOME = env.home()

DEBUG = env.flag("MINGCHA_DEBUG")
# Demo mode prints its made-up accounts on the login page; it is never on by itself.
DEMO = env.flag("MINGCHA_DEMO")
SECRET_KEY = env.secret_key(HOME)
ALLOWED_HOSTS = env.words("MINGCHA_HOSTS", default="127.0.0.1,localhost,[::1]")
# The name at the top of every page; with it 样例县财政局 in a ledger is known to be 县财政局.
COUNTY = env.text("MINGCHA_COUNTY", default="样例县")
CSRF_TRUSTED_ORIGINS = env.words("MINGCHA_ORIGINS")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "simple_history",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_tasks",
    "django_tasks_db",
    "ninja",
    "mingcha.web.audit",
    "mingcha.web.accounts",
    "mingcha.web.units",
    "mingcha.web.publishing",
    "mingcha.web.masking",
    "mingcha.web.media",
    "mingcha.web.rounds",
    "mingcha.web.cases",
    "mingcha.web.notices",
    "mingcha.web.answers",
    "mingcha.web.escalation",
    "mingcha.web.bulletins",
    "mingcha.web.work",
    "mingcha.web.api",
]

MIDDLEWARE = [
    "mingcha.web.audit.origin.remembered",
    "django.middleware.security.SecurityMiddleware",
    "mingcha.web.security.whole_text",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "mingcha.web.security.whole_forms",
    "mingcha.web.security.content_security_policy",
    "mingcha.web.accounts.gate.session_clock",
    "mingcha.web.accounts.gate.first_things_first",
    "mingcha.web.accounts.gate.guests_only_read",
    "axes.middleware.AxesMiddleware",
]
CSRF_FAILURE_VIEW = "mingcha.web.errors.no_token"

ROOT_URLCONF = "mingcha.web.urls"
WSGI_APPLICATION = "mingcha.web.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "mingcha.web.navigation.navigation",
            ],
            "builtins": ["mingcha.web.wording"],
        },
    }
]

FORM_RENDERER = "mingcha.web.selects.QuickSelects"

DATABASES = {"default": env.database(HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "mingcha.web.accounts.passwords.NotLikeTheUser"},
    {"NAME": "mingcha.web.accounts.passwords.LongEnough", "OPTIONS": {"min_length": 10}},
    {"NAME": "mingcha.web.accounts.passwords.NotCommon"},
    {"NAME": "mingcha.web.accounts.passwords.NotAllDigits"},
    {"NAME": "mingcha.web.accounts.passwords.ThreeKinds"},
    {"NAME": "mingcha.web.accounts.passwords.NotUsedBefore", "OPTIONS": {"last": 5}},
]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # says no before anybody looks at the password
    "mingcha.web.accounts.backend.OfficeBackend",
]
AXES_HANDLER = "mingcha.web.accounts.lockout.CountingFirst"
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_USERNAME_CALLABLE = "mingcha.web.accounts.lockout.digest_of"
AXES_CLIENT_IP_CALLABLE = "mingcha.web.audit.origin.address_of"
AXES_LOCKOUT_CALLABLE = "mingcha.web.accounts.views.signing_in.locked_out"
AXES_DISABLE_ACCESS_LOG = True  # the operation log has it, chained
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
OTP_TOTP_ISSUER = "明察"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "overview"
LOGOUT_REDIRECT_URL = "login"
SESSION_COOKIE_AGE = 30 * 60  # 等保二级：空闲 30 分钟须重新登录
# Behind a proxy that speaks HTTPS: cookies never go over plain HTTP, and browsers are told to ask for HTTPS only.
HTTPS = env.flag("MINGCHA_HTTPS")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin" if HTTPS else None  # means something over HTTPS only

# Without a host nothing is mailed, and the office is told so.
EMAIL_HOST = env.text("MINGCHA_MAIL_HOST")
EMAIL_PORT = env.number("MINGCHA_MAIL_PORT", default=25)
_SECURITY = env.choice("MINGCHA_MAIL_SECURITY", "none", "starttls", "tls")
EMAIL_USE_TLS, EMAIL_USE_SSL = _SECURITY == "starttls", _SECURITY == "tls"
EMAIL_HOST_USER = env.text("MINGCHA_MAIL_USER")
EMAIL_HOST_PASSWORD = env.text("MINGCHA_MAIL_PASSWORD")
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("MINGCHA_MAIL_FROM") or EMAIL_HOST_USER or "mingcha@localhost"
# What stands behind the @ of a message's own number, the same on every try.
EMAIL_DOMAIN = DEFAULT_FROM_EMAIL.rpartition("@")[2]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Files are served straight from the package, so that an office never has to run collectstatic.
WHITENOISE_USE_FINDERS = True
MEDIA_ROOT = HOME / "files"
# The evidence of what was collected, one folder for each site.
ARCHIVES = HOME / "archives"
# Says where the operation log ends, outside the database the log is in.
AUDIT_ANCHOR = HOME / "audit.anchor"

# A whole year of a county is about 6 MB of xlsx; five times a large county's year is still below this.
LEDGER_FILE_LIMIT = 50 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "mingcha.web.uploads.LimitHandler",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# Background work waits in the database, in three rows: what takes hours, what the office waits for, and what is sent.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["rounds", "office", "post"]}}
# Sets a round going that somebody has started: queues it where a worker is alive, else starts a process of its own.
ROUND_STARTER = "mingcha.web.work.asking.start_round"
# Sets going what was just written down to be sent: queues it where a worker is alive, else the plan sends it later.
SENDING_STARTER = "mingcha.web.work.asking.start_sending"
# Safety copies; another disk is better.
BACKUPS = env.path("MINGCHA_BACKUPS", default=HOME / "backups")
