"""Pictures that hosts send, made safe before they are kept.

A file is drawn anew from its points, so that nothing else that was in it stays: no place and hour where it was taken,
no script, no second file. Its size on the screen is read before it is opened up.
"""

from __future__ import annotations

import secrets
from io import BytesIO

from django import forms
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError
from wagtail.images import get_image_model
from wagtail.models import Collection

BYTES_AT_MOST = 8 * 1024 * 1024
PIXELS_AT_MOST = 30_000_000
SIDE_KEPT = 2000
# What is read, and what it becomes.
FORMATS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
COLLECTION = "Night of debates"


class NotAPicture(Exception):
    """The file is no picture of a kind that we keep."""


class TooManyPoints(Exception):
    """Opened up, the picture would fill the machine's memory."""


def safe_picture(upload: UploadedFile) -> ContentFile:
    """The same picture, at most 2000 points a side, upright, and nothing but points. Raises what is named above."""
    try:
        upload.seek(0)
        with Image.open(upload, formats=list(FORMATS)) as picture:
            if picture.width * picture.height > PIXELS_AT_MOST:
                raise TooManyPoints
            kept_as = picture.format or "JPEG"
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((SIDE_KEPT, SIDE_KEPT))
            drawn = upright.convert("RGB" if kept_as == "JPEG" else "RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise NotAPicture from error
    # A new image has none of the notes of the old one, and its name gives the file of a draft to nobody.
    bare = Image.new(drawn.mode, drawn.size)
    bare.paste(drawn)
    out = BytesIO()
    bare.save(out, kept_as, **({"quality": 85} if kept_as != "PNG" else {"optimize": True}))
    return ContentFile(out.getvalue(), name=f"{secrets.token_hex(12)}.{FORMATS[kept_as]}")


def keep_picture(content: ContentFile, *, title: str, person):
    """Store it among the site's images, in the collection of the night, and return it."""
    image = get_image_model()(
        title=title[:250], file=content, collection=_collection(), uploaded_by_user=person
    )
    image.save()
    return image


class PictureField(forms.FileField):
    """A picture by upload: JPEG, PNG or WebP, of at most 8 MB and 30 million points; cleaned to a `ContentFile`."""

    widget = forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
    default_error_messages = {
        "required": _("Choose a picture on your device."),
        "too_large": _(
            "This file is larger than 8 MB. Choose a smaller one, or save it with a lower quality."
        ),
        "too_many_points": _(
            "This picture has more than 30 million points. Make it smaller, then choose it again."
        ),
        "no_picture": _("This file is no picture that we can read. Choose a JPEG, PNG or WebP file."),
    }

    def __init__(self, **kwargs):
        kwargs.setdefault(
            "help_text",
            _("JPEG, PNG or WebP, at most 8 MB. The place and time that a phone notes in it are taken out."),
        )
        super().__init__(**kwargs)

    def clean(self, data, initial=None):
        upload = super().clean(data, initial)
        if not isinstance(upload, UploadedFile):
            return upload
        if upload.size is None or upload.size > BYTES_AT_MOST:
            raise forms.ValidationError(self.error_messages["too_large"], code="too_large")
        try:
            return safe_picture(upload)
        except TooManyPoints as error:
            raise forms.ValidationError(
                self.error_messages["too_many_points"], code="too_many_points"
            ) from error
        except NotAPicture as error:
            raise forms.ValidationError(self.error_messages["no_picture"], code="no_picture") from error


def _collection() -> Collection:
    root = Collection.get_first_root_node()
    return root.get_children().filter(name=COLLECTION).first() or root.add_child(name=COLLECTION)
