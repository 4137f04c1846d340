"""The quarter's Word report: the parts of report 205, figures from the data, same bytes."""

import re
import shutil
import subprocess
from io import BytesIO
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from docx.document import Document
from docx.shared import Length, Mm, Pt

from generator.cli import main
from generator.data.catalogue import Catalogue
from generator.measures.metrics import Measured
from generator.model.portal import Portal
from generator.model.quarter import Quarter
from generator.office.report_docx import report_file
from generator.office.report_view import NoPlanError, report_of
from tests.paths import ROOT
