from django.db import migrations


class Migration(migrations.Migration):
    """Who held a budget before anybody was asked keeps it."""

    dependencies = [("governance", "0005_holder_says_yes")]
    operations = [
        migrations.RunSQL(
            "UPDATE governance_budgetholder SET accepted_at = made_at, accepted_by_id = made_by_id",
            migrations.RunSQL.noop,
        )
    ]
