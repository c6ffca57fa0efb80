from datetime import date
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.oversight.town import FULL, Town, noon
from tests.web.signing import signed_in
from tests.web.test_query_counts import fill
from samsyn.organisation.rules import Role
pytestmark=pytest.mark.django_db
@pytest.mark.parametrize("a",["/arenden/sn-2026-12/","/trad/?ref=SN-2026-12","/trad/?ref=I-0001","/arenden/beslut/1/","/sok/?q=zzz"])
def test_x(a):
    town=Town(); town.adopt("2026-01-02",*FULL); c=signed_in(Role.OFFICER, town.bodies["SN"]); fill(town,12)
    c.get(a)
    with CaptureQueriesContext(connection) as q: c.get(a)
    print(a,len(q))
    for x in q.captured_queries: print("   ",x["sql"][:170])
    for x in q.captured_queries: print("   FROM", x["sql"][x["sql"].find("FROM"):][:90])
