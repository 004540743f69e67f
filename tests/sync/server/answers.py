"""Reading the server's answers."""

import requests

from sync import contract


def refusal(answer: requests.Response) -> contract.Refusal:
    """The refusal an answer holds; AssertionError when it is none."""
    assert 400 <= answer.status_code < 500, answer.text
    return contract.Refusal.model_validate_json(answer.content)


def refused(answer: requests.Response) -> tuple[int, str]:
    """Status and code of a refusal."""
    return answer.status_code, refusal(answer).code


def sentence(answer: requests.Response) -> str:
    """What the resident reads."""
    said = refusal(answer)
    return said.sentence.format_map(said.values).replace("\N{NO-BREAK SPACE}", " ")


def outcome(answer: requests.Response) -> contract.Outcome:
    """The settled answer to an operation."""
    assert answer.status_code == 200, answer.text
    return contract.Outcome.model_validate_json(answer.content)


def page(answer: requests.Response) -> contract.FeedPage:
    """A page of a feed."""
    assert answer.status_code == 200, answer.text
    return contract.FeedPage.model_validate_json(answer.content)
