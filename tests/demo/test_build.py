"""What the demonstration holds. It is made once, for a Tuesday, and read."""

import re
from collections import Counter
from datetime import timedelta

import pytest
from django.db.models import Count, F, Q
from django.urls import get_resolver

from groundswell.demo import build
from groundswell.demo.reading import read
from groundswell.foundation.audit.models import AuditEntry
from groundswell.foundation.clocks import Nation, is_working_day
from groundswell.foundation.notices.models import OutboxRow
from groundswell.foundation.notices.registry import notice_for, recipient_of
from groundswell.foundation.workflow.services import undo_point
from groundswell.ideas import policies, presenters, selectors
from groundswell.ideas.models import Draft, Idea, Message
from groundswell.ideas.presenters import story
from groundswell.ideas.states import IdeaState, IdeaType, MessageKind, Outcome, Reason, Route
from groundswell.partnership import selectors as partnership
from groundswell.partnership.models import DutyTurn, Organisation, Person, Programme, Role, Service
