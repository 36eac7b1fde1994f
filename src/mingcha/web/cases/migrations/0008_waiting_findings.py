from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0007_time_limits'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='finding',
            index=models.Index(
                condition=models.Q(('decision', None), ('gone_at', None)),
                fields=['cause', 'severity', 'id', 'family'],
                name='finding_waiting',
            ),
        ),
        migrations.RemoveIndex(
            model_name='finding',
            name='finding_to_rank',
        ),
    ]
