"""When a visit ends by itself."""

import pytest

from kiosk.idle import WARNING, Activity, Idle, Rest


@pytest.mark.parametrize(
    ("activity", "bears"), [(Activity.PAGE, 60), (Activity.LONG, 120), (Activity.SUCCESS, 20), (Activity.BUSY, 180)]
)
def test_each_activity_rests_its_time_then_warns_half_a_minute_then_ends(activity: Activity, bears: float) -> None:
    idle = Idle(activity=activity, since=1000.0)
    assert idle.rest(1000.0 + bears - 0.01) is Rest.ACTIVE
    assert idle.rest(1000.0 + bears) is Rest.WARNED
    assert idle.rest(1000.0 + bears + 29.99) is Rest.WARNED
    assert idle.rest(1000.0 + bears + 30.0) is Rest.OVER


def test_the_warning_is_at_least_as_long_as_accessibility_asks() -> None:
    assert WARNING >= 20


def test_a_touch_starts_the_rest_anew_however_often() -> None:
    idle = Idle(activity=Activity.PAGE, since=0.0)
    for minute in range(1, 100):
        idle = idle.touched(minute * 80.0)
        assert idle.rest(minute * 80.0 + 59.0) is Rest.ACTIVE


def test_another_activity_starts_the_rest_anew_and_the_same_does_not() -> None:
    idle = Idle(activity=Activity.PAGE, since=0.0)
    assert idle.doing(Activity.PAGE, 50.0).rest(60.0) is Rest.WARNED
    assert idle.doing(Activity.LONG, 50.0).rest(60.0) is Rest.ACTIVE


def test_the_seconds_left_count_down_to_the_wiping_and_stop_there() -> None:
    idle = Idle(activity=Activity.PAGE, since=0.0)
    assert [idle.left(now) for now in (0.0, 60.0, 72.0, 90.0, 500.0)] == [90.0, 30.0, 18.0, 0.0, 0.0]


def test_the_next_look_comes_with_the_warning_and_then_every_second() -> None:
    idle = Idle(activity=Activity.PAGE, since=0.0)
    assert idle.next_look(15.0) == 45.0
    assert idle.next_look(60.0) == 1.0
    assert idle.next_look(89.75) == 0.25
