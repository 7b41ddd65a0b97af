from django.db import migrations, models


def say_where(apps, schema_editor):
    """Until now every key was made on the server."""
    apps.get_model("ballots", "Box").objects.exclude(public="").update(key_made="here")


class Migration(migrations.Migration):

    dependencies = [
        ("ballots", "0004_unused_slips"),
    ]

    operations = [
        migrations.AddField(
            model_name="box",
            name="key_made",
            field=models.CharField(blank=True, max_length=8),
            preserve_default=True,
        ),
        migrations.RunPython(say_where, migrations.RunPython.noop),
    ]
