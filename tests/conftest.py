"""Shared fixtures: sites built once a run, however many workers, and a server that shows them."""

import fcntl
import os
import re
import shutil
import signal
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from generator.build.loader import load_site
from generator.build.pipeline import build
from generator.data.catalogue import Catalogue
from generator.data.check import check_root
from generator.data.gitlog import read_history
from generator.data.history import NO_HISTORY, History
from generator.measures.metrics import Measured
from generator.model.portal import Portal
from generator.sample.writing import Scale, write_sample
from tests.paths import ROOT
