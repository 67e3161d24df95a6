"""How a file comes in: a little in memory, the rest in a file that has no name and is gone with its process."""

from __future__ import annotations

import tempfile
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler

IN_MEMORY = 1_000_000  # bytes of each file


class Unnamed(FileUploadHandler):
    """Keeps no more of a file than may be kept; its size still says how big it was."""

    def new_file(self, *args: Any, **options: Any) -> None:
        super().new_file(*args, **options)
        self.written = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115  closed with the request
        self.size = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size = start + len(raw_data)
        if self.size <= settings.DOCUMENT_LARGEST:
            self.written.write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile[Any]:
        self.written.seek(0)
        return UploadedFile(self.written, self.file_name, self.content_type, file_size)
