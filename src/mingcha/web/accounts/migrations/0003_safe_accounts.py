import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0002_sign_in_tries'),
    ]

    operations = [
        migrations.DeleteModel(name='SignInTries'),
        migrations.AddField(
            model_name='user',
            name='expires',
            field=models.DateField(blank=True, null=True, verbose_name='有效期至'),
        ),
        migrations.AddField(
            model_name='user',
            name='is_guest',
            field=models.BooleanField(default=False, verbose_name='来宾（只读）'),
        ),
        migrations.AddField(
            model_name='user',
            name='password_set_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='口令设置时间'),
        ),
        migrations.CreateModel(
            name='FormerPassword',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='口令摘要')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_passwords', to=settings.AUTH_USER_MODEL, verbose_name='用户')),
            ],
            options={'verbose_name': '用过的口令', 'verbose_name_plural': '用过的口令', 'ordering': ['-id']},
        ),
        migrations.CreateModel(
            name='SignedIn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session_key', models.CharField(max_length=40, unique=True, verbose_name='会话')),
                ('address', models.CharField(max_length=45, verbose_name='来源地址')),
                ('browser', models.CharField(blank=True, max_length=200, verbose_name='浏览器')),
                ('began', models.DateTimeField(verbose_name='登录时间')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_ins', to=settings.AUTH_USER_MODEL, verbose_name='用户')),
            ],
            options={'verbose_name': '在线会话', 'verbose_name_plural': '在线会话', 'ordering': ['-began', '-id']},
        ),
        migrations.CreateModel(
            name='RecoveryCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, verbose_name='摘要')),
                ('used_at', models.DateTimeField(null=True, verbose_name='使用时间')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recovery_codes', to=settings.AUTH_USER_MODEL, verbose_name='用户')),
            ],
            options={
                'verbose_name': '恢复码',
                'verbose_name_plural': '恢复码',
                'constraints': [models.UniqueConstraint(fields=('user', 'digest'), name='recovery_code_of_user')],
            },
        ),
        migrations.CreateModel(
            name='SafetyRules',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password_days', models.PositiveSmallIntegerField(default=90, validators=[django.core.validators.MinValueValidator(7), django.core.validators.MaxValueValidator(365)], verbose_name='口令有效天数')),
                ('session_hours', models.PositiveSmallIntegerField(default=12, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(24)], verbose_name='一次登录最长小时数')),
                ('unused_days', models.PositiveSmallIntegerField(default=90, validators=[django.core.validators.MinValueValidator(7), django.core.validators.MaxValueValidator(365)], verbose_name='多少天未登录算多余账号')),
                ('second_factor_roles', models.JSONField(default=list, verbose_name='必须使用动态口令的角色')),
            ],
            options={'verbose_name': '账号安全设置', 'verbose_name_plural': '账号安全设置'},
        ),
    ]
