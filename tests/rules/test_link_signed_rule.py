"""Links that are signed for a time: by the conventions of the services, before their end, on its day and behind it."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.citations.parameters import Parameter
from linkaudit.citations.signed import signed
from linkaudit.rules import BY_NAME
from rules.judged import ERROR, WARNING, findings_of, severities

# 2018-07-12 08:00 UTC.
END = 1531382400
SIGN = "9e107d9d372bb6826bd81d3542a419d6"
STATEMENT = b'{"Statement":[{"Resource":"x","Condition":{"DateLessThan":{"AWS:EpochTime":%d}}}]}' % END
POLICY = b64encode(STATEMENT).decode().translate(str.maketrans("+=/", "-_~"))
ENDING = b64encode(b'{"exp":%d}' % END).decode().rstrip("=")
TOKEN = f"eyJhbGciOiJIUzI1NiJ9.{ENDING}.c2lnbmVk"
EXAMPLE = "X-Amz-Date=20180711T080000Z&X-Amz-Expires=86400&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE"
SIGNED = [
    ("AWS", "h.example/f?X-Amz-Date=20180711T080000Z&X-Amz-Expires=86400&X-Amz-Signature=" + SIGN),
    ("AWS in lower case", "h.example/f?x-amz-date=20180712T070000Z&x-amz-expires=3600&x-amz-signature=" + SIGN),
    ("Google Cloud", "h.example/f?X-Goog-Date=20180711T080000Z&X-Goog-Expires=86400&X-Goog-Signature=" + SIGN),
    ("S3, version 2", f"h.example/f?AWSAccessKeyId=AKIA2&Expires={END}&Signature={SIGN}"),
    ("CloudFront", f"h.example/f?Expires={END}&Signature={SIGN}&Key-Pair-Id=K2V7"),
    ("CloudFront with a policy", f"h.example/f?Policy={POLICY}&Signature={SIGN}&Key-Pair-Id=K"),
    ("Azure", f"h.example/f?sv=2017-11-09&se=2018-07-12T08%3A00%3A00Z&sr=b&sp=r&sig={SIGN}"),
    ("Azure, unencoded", f"h.example/f?sv=2017-11-09&se=2018-07-12T08:00Z&sr=b&sp=r&sig={SIGN}"),
    ("Tencent", f"h.example/f?q-sign-time=1531378800%3B{END}&q-signature={SIGN}"),
    ("Akamai", f"h.example/f?hdnts=exp={END}~acl=/*~hmac={SIGN}"),
    ("milliseconds", f"h.example/f?exp={END}000&sig={SIGN}"),
    ("Facebook", f"scontent.xx.fbcdn.net/f.jpg?oh={SIGN}&oe={END:x}"),
    ("Discord", f"cdn.discordapp.com/attachments/1/2/f.png?ex={END:x}&is={END - 86400:x}&hm={SIGN}"),
    ("video", f"r1.googlevideo.com/videoplayback?expire={END}&lsig={SIGN}"),
    ("GitHub", f"private-user-images.githubusercontent.com/1/f.png?jwt={TOKEN}"),
]  # fmt: skip


@pytest.mark.parametrize("address", [case[1] for case in SIGNED], ids=[case[0] for case in SIGNED])
def test_the_end_of_a_signature(address: str) -> None:
    text = f"[m](<https://{address}>)\n"
    for day, expected in ((11, WARNING), (12, WARNING), (13, ERROR)):
        (finding,) = findings_of("link-signed-expired", text, as_of=date(2018, 7, day))
        assert finding.severity is expected
        assert "2018-07-12" in finding.message
        assert finding.evidence[1].value == "2018-07-12 08:00 UTC"
        assert SIGN not in str(finding)


def test_a_day_is_an_end_too() -> None:
    (finding,) = findings_of("link-signed-expired", f"[m](https://h.example/f?sv=1&se=2018-07-12&sig={SIGN})\n")
    assert finding.evidence[1].value == "2018-07-12 00:00 UTC"


def test_readings_hold_for_their_day_only_since_every_signed_link_is_remarked_on() -> None:
    assert BY_NAME["link-signed-expired"].of_day
    url = f"https://h.example/f?Expires={END}&Signature={SIGN}"
    assert severities("link-signed-expired", f"[m]({url})\n", as_of=date(2001, 1, 1)) == [WARNING]


@pytest.mark.parametrize(
    "address",
    [
        f"h.example/f?Expires={END}",
        f"h.example/f?Signature={SIGN}",
        f"h.example/f?exp={END}&token={SIGN}",
        f"h.example/f?Expires=soon&Signature={SIGN}",
        f"h.example/f?Expires=300&Signature={SIGN}",
        "h.example/f?Expires=1531382400&Signature=abc",
        "h.example/f?Expires=1531382400&Signature=YOUR_SIGNATURE_GOES_HERE",
        "h.example/f?Expires=1531382400&Signature=<signature-value-of-yours>",
        f"h.example/f?{EXAMPLE}&X-Amz-Signature={SIGN}",
        f"h.example/f?X-Amz-Date=20181341T080000Z&X-Amz-Expires=86400&X-Amz-Signature={SIGN}",
        f"h.example/f?X-Amz-Date=20180711&X-Amz-Expires=86400&X-Amz-Signature={SIGN}",
        f"h.example/f?X-Amz-Date=20180711T080000Z&X-Amz-Expires=x&X-Amz-Signature={SIGN}",
        "h.example/f?X-Amz-Expires=86400",
        f"h.example/f?sv=2017-11-09&se=2018-13-41&sig={SIGN}",
        f"h.example/f?oh={SIGN}&oe={END:x}",
        f"scontent.xx.fbcdn.net/f?oh={SIGN}&oe=harbour!",
        f"h.example/f?ex={END:x}&is=1&hm={SIGN}",
        f"h.example/f?jwt={TOKEN}",
        "private-user-images.githubusercontent.com/f?jwt=eyJx.eyJx.x",
        f"h.example/f?Policy=!!!&Signature={SIGN}&Key-Pair-Id=K",
        f"h.example/f?se=2018-07-12&source={SIGN}",
        f"web.archive.org/web/20180712000000/https://h.example/f?Expires={END}&Signature={SIGN}",
    ],
)
def test_what_is_not_signed_does_not_say_so_or_is_an_example(address: str) -> None:
    assert severities("link-signed-expired", f"[m](<https://{address}>)\n") == []


ENDS = ["x-amz-date", "x-amz-expires", "expires", "se", "exp", "policy", "jwt", "oe", "ex", "hdnts", "q-sign-time"]
BESIDE = ["x-amz-signature", "sv", "sig", "key-pair-id", "oh", "is", "hm", "q-signature", "signature"]
NAMES = st.sampled_from([*ENDS, *BESIDE])


@given(st.dictionaries(NAMES, st.text(max_size=40) | st.sampled_from([SIGN, str(END), "20180711T080000Z"])))
def test_any_parameters_can_be_read(given_parameters: dict[str, str]) -> None:
    parameters = [Parameter(name, value, 1, 2, "?") for name, value in given_parameters.items()]
    for host in ("h.example", "scontent.fbcdn.net", "cdn.discordapp.com", "private-user-images.githubusercontent.com"):
        found = signed(parameters, host)
        assert found is None or found.ends.tzinfo is UTC


@given(st.datetimes(datetime(2006, 1, 1), datetime(2099, 1, 1)))  # noqa: DTZ001 - only for its parts
def test_every_convention_gives_the_same_end(moment: datetime) -> None:
    moment = moment.replace(microsecond=0, tzinfo=UTC)
    seconds = int(moment.timestamp())
    ways = [
        {"x-amz-date": f"{moment:%Y%m%dT%H%M%S}Z", "x-amz-expires": "0", "x-amz-signature": SIGN},
        {"expires": f"{seconds:010}", "signature": SIGN},
        {"hdnts": f"st=1~exp={seconds:010}~acl=/*~hmac={SIGN}"},
    ]
    for way in ways:
        found = signed([Parameter(name, value, 1, 2, "?") for name, value in way.items()], "h.example")
        assert found is not None
        assert found.ends == moment
