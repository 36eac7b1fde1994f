import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0006_rank_causes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='TimeLimits',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('critical', models.PositiveSmallIntegerField(verbose_name='特别严重')),
                ('high', models.PositiveSmallIntegerField(verbose_name='严重')),
                ('medium', models.PositiveSmallIntegerField(verbose_name='一般')),
                ('low', models.PositiveSmallIntegerField(verbose_name='轻微')),
                ('soon', models.PositiveSmallIntegerField(verbose_name='提前提示')),
                ('changed_at', models.DateTimeField(verbose_name='修改时间')),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='修改人')),
            ],
            options={
                'verbose_name': '整改期限',
                'verbose_name_plural': '整改期限',
            },
        ),
    ]
