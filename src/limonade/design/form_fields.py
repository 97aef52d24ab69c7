"""How every form of the site is drawn, also those of packages: one template for all fields."""

from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString

TEXT_INPUTS = (
    forms.TextInput,
    forms.EmailInput,
    forms.NumberInput,
    forms.PasswordInput,
    forms.DateInput,
    forms.Textarea,
)

FEW_CHOICES = 6
MANY_CHOICES = 16


class OurBoundField(BoundField):
    """Gives each kind of input its class."""

    def as_widget(self, widget: Any = None, attrs: Any = None, only_initial: bool = False) -> SafeString:
        widget = widget or self.field.widget
        if isinstance(widget, forms.Select) and not isinstance(widget, forms.RadioSelect):
            widget.attrs.setdefault("class", "utrecht-select utrecht-select--html-select")
        elif isinstance(widget, TEXT_INPUTS):
            kind = "text-input text-input--area" if isinstance(widget, forms.Textarea) else "text-input"
            widget.attrs.setdefault("class", kind)
        return super().as_widget(widget, attrs, only_initial)

    @property
    def is_choice_list(self) -> bool:
        """Several inputs under one legend."""
        return isinstance(self.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)

    @property
    def in_columns(self) -> str:
        """Many choices stand beside each other: in as many columns as the input says, else as many as fit."""
        columns = getattr(self.field.widget, "columns", "")
        return columns or ("fit" if len(self.field.widget.choices) > FEW_CHOICES else "")

    @property
    def is_long(self) -> bool:
        """So many ticks that people look for one by its name."""
        is_list = isinstance(self.field.widget, forms.CheckboxSelectMultiple)
        return is_list and self.in_columns == "fit" and len(self.field.widget.choices) > MANY_CHOICES

    @property
    def is_checkbox(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)


class FormRenderer(TemplatesSetting):
    form_template_name = "design/form.html"
    field_template_name = "design/field.html"
    bound_field_class = OurBoundField
