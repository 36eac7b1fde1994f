from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0001_first_tables'),
    ]

    operations = [
        migrations.AddField(
            model_name='logentry',
            name='address',
            field=models.CharField(blank=True, default='', max_length=45, verbose_name='来源地址'),
        ),
        migrations.AddField(
            model_name='logentry',
            name='result',
            field=models.CharField(blank=True, default='', max_length=10, verbose_name='结果'),
        ),
    ]
