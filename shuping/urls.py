"""Where each room hangs in the address space.

A home, a round and an organisation are signposts without a namespace, so that any page
may lead to them. Everything for people who sign in stands under /desk/.
"""

from django.conf import settings
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.urls import URLPattern, URLResolver, include, path
from django.views.generic import RedirectView
from django.views.i18n import set_language

from shuping.bulletins.views.public import feed, portal, public, public_version
from shuping.journal.views import index as journal
from shuping.organisations.views import at_the_top, organisation
from shuping.organisations.views.people import first_run
from shuping.progress.views import home, round_page
from shuping.shell.forms import OwnPasswordForm
from shuping.shell.views import health, sign_in, task, tasks

_DESK: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("sign-in/", sign_in, name="sign-in"),
    path("first-run/", first_run, name="first-run"),
    path("sign-out/", auth.LogoutView.as_view(), name="sign-out"),
    path(
        "password/",
        auth.PasswordChangeView.as_view(
            template_name="registration/password.html",
            form_class=OwnPasswordForm,
            success_url="/desk/",
        ),
        name="password",
    ),
    path("language/", login_not_required(set_language), name="language"),
    path("rounds/<int:round_id>/", round_page, name="round"),
    path("organisations/<int:organisation_id>/", organisation, name="organisation"),
    path("tasks/", tasks, name="tasks"),
    path("tasks/<int:task_id>/", task, name="task"),
    path("journal/", at_the_top(journal), name="journal"),
    path("", include("shuping.documents.urls")),
    path("", include("shuping.rounds.urls")),
    path("", include("shuping.organisations.urls")),
    path("", include("shuping.findings.urls")),
    path("", include("shuping.reports.urls")),
    path("", include("shuping.rectification.urls")),
    path("", include("shuping.meetings.urls")),
    path("", include("shuping.ballots.urls")),
    path("", include("shuping.appraisal.urls")),
    path("", include("shuping.bulletins.urls")),
    path("", include("shuping.progress.urls")),
    path("", include("shuping.folders.urls")),
]
if settings.DEMO:
    _DESK.append(path("demo/", include("shuping.demo.urls")))

handler400 = "shuping.shell.views.unsound"
urlpatterns = [
    path("", RedirectView.as_view(url="/desk/"), name="front"),
    path("health/", health, name="health"),
    path("bulletins/", portal, name="portal"),
    path("bulletins/feed/", feed, name="feed"),
    path("bulletins/<int:bulletin_id>/", public, name="published"),
    path(
        "bulletins/<int:bulletin_id>/<int:version>/",
        public_version,
        name="published_version",
    ),
    path("desk/", include(_DESK)),
]
