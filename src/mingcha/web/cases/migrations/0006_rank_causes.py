from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0005_late_rechecks'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(
                fields=['decision', 'gone_at', 'cause', 'severity', 'family'], name='finding_to_rank'
            ),
        ),
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(fields=['cause', 'gone_at'], name='finding_of_cause'),
        ),
        migrations.RemoveIndex(
            model_name='finding',
            name='finding_to_decide',
        ),
    ]
