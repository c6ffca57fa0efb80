import django.db.models.deletion
from django.db import migrations, models


def bodies_of_units(apps, schema_editor):
    """Give the parts that name a unit the body it belonged to beside it."""
    Part = apps.get_model('organisation', 'SuccessionPart')
    for part in Part.objects.select_related('source_unit', 'target_unit'):
        for side in ('source', 'target'):
            unit = getattr(part, f'{side}_unit')
            if unit and not getattr(part, f'{side}_body_id'):
                setattr(part, f'{side}_body_id', unit.body_id)
        part.save()


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0003_units'),
    ]

    operations = [
        migrations.RemoveConstraint(model_name='successionpart', name='part_has_one_source'),
        migrations.RemoveConstraint(model_name='successionpart', name='part_has_one_target'),
        migrations.RunPython(bodies_of_units, migrations.RunPython.noop),
        migrations.AlterField(
            model_name='successionpart',
            name='target_body',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisation.body'),
        ),
        migrations.AlterField(
            model_name='successionpart',
            name='target_name',
            field=models.CharField(max_length=120),
        ),
    ]
