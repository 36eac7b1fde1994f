import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('escalation', '0001_first_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='proposal',
            name='by_leader',
            field=models.BooleanField(default=False, verbose_name='须由领导签发'),
        ),
        migrations.CreateModel(
            name='RungRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rung', models.CharField(max_length=30, unique=True, verbose_name='梯次')),
                ('after', models.PositiveSmallIntegerField(verbose_name='逾期几个工作日起')),
                ('pause', models.PositiveSmallIntegerField(verbose_name='与前一级隔几个工作日')),
                ('replied_within', models.PositiveSmallIntegerField(verbose_name='请单位几个工作日内答复')),
                ('signers', models.PositiveSmallIntegerField(verbose_name='须几人签发')),
                ('by_leader', models.BooleanField(verbose_name='须由领导签发')),
                ('changed_at', models.DateTimeField(verbose_name='修改时间')),
                ('changed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='修改人')),
            ],
            options={
                'verbose_name': '梯次设定',
                'verbose_name_plural': '梯次设定',
                'ordering': ['id'],
            },
        ),
    ]
