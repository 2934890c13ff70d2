"""Asks outside addresses whether they still answer: many hosts at once, each host gently.

A host is asked one thing at a time with a pause between, by HEAD first. No body is ever read, so
a huge one costs nothing.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from library.outside.answers import (
    AGAIN,
    FOR_GOOD,
    Answer,
    asked_at,
    misunderstood,
    retry_after,
    understood,
)

PROBES = 5
"""Hosts that are asked to learn whether there is an internet at all."""
MOST_HOPS = 10
_NO_RESPONSE = (httpx.HTTPError, httpx.InvalidURL, ValueError)
_Told = Callable[[str, Answer], None]


class NoInternetError(Exception):
    """Not one of several hosts could be reached, before or after the asking."""


@dataclass(frozen=True)
class Manners:
    """How gently and how patiently addresses are asked; times in seconds."""

    hosts_at_once: int = 8
    pause: float = 1.0
    """Between two requests to one host."""
    timeout: float = 20.0
    tries: int = 3
    first_wait: float = 2.0
    """Before the second try; doubled for each one after."""
    longest_wait: float = 60.0
    """The most that is waited when a host says Retry-After."""
    agent: str = "library-link-check"


@dataclass(frozen=True)
class _Try:
    answer: Answer
    again: bool = False
    wait: float | None = None
    """Seconds, when the host named a time."""


def ask_all(addresses: Iterable[str], manners: Manners, told: _Told) -> dict[str, Answer]:
    """What each address answers; ``told`` hears of each as soon as it is known.

    Raises NoInternetError when not one of several hosts can be reached.
    """
    return asyncio.run(_ask_all(dict.fromkeys(addresses), manners, told))


async def _ask_all(addresses: Iterable[str], manners: Manners, told: _Told) -> dict[str, Answer]:
    hosts: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        hosts[urlsplit(address).netloc.lower()].append(address)
    some = [of[0] for of in hosts.values()][:PROBES]
    headers = {"User-Agent": manners.agent, "Accept": "*/*"}
    async with httpx.AsyncClient(headers=headers, timeout=manners.timeout) as client:
        await _see_whether_there_is_an_internet(client, some, manners)
        found = await _ask_hosts(client, list(hosts.values()), manners, told)
        # A line that was lost meanwhile must not be written down as so many broken addresses.
        await _see_whether_there_is_an_internet(client, some, manners)
    return found


async def _ask_hosts(
    client: httpx.AsyncClient, hosts: list[list[str]], manners: Manners, told: _Told
) -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    gate = asyncio.Semaphore(manners.hosts_at_once)

    async def one_host(its: list[str]) -> None:
        async with gate:
            for at, address in enumerate(its):
                await asyncio.sleep(manners.pause if at else 0)
                found[address] = await _ask(client, address, manners)
                told(address, found[address])

    async with asyncio.TaskGroup() as group:
        for its in hosts:
            group.create_task(one_host(its))
    return found


async def _see_whether_there_is_an_internet(
    client: httpx.AsyncClient, addresses: list[str], manners: Manners
) -> None:
    async def answers(address: str) -> bool:
        try:
            async with asyncio.timeout(manners.timeout):
                await _final(client, "HEAD", address)
        except (httpx.TooManyRedirects, httpx.ReadError, httpx.RemoteProtocolError):
            return True
        except (*_NO_RESPONSE, TimeoutError):
            return False
        return True

    if addresses and not any(await asyncio.gather(*map(answers, addresses))):
        raise NoInternetError


async def _ask(client: httpx.AsyncClient, address: str, manners: Manners) -> Answer:
    one = await _try(client, "HEAD", address, manners)
    for attempt in range(1, manners.tries):
        own = manners.first_wait * 2 ** (attempt - 1)
        wait = own if one.wait is None else one.wait
        if not one.again or wait > manners.longest_wait:
            break
        await asyncio.sleep(wait)
        one = await _try(client, "GET", address, manners)
    return one.answer


async def _try(client: httpx.AsyncClient, method: str, address: str, manners: Manners) -> _Try:
    try:
        async with asyncio.timeout(3 * manners.timeout):
            response, moved = await _final(client, method, asked_at(address))
            if method == "HEAD" and response.status_code >= 400 and response.status_code != 429:
                # Not every server knows HEAD, and some answer it wrongly.
                response, moved = await _final(client, "GET", asked_at(address))
    except (httpx.TimeoutException, TimeoutError):
        return _Try(Answer("failing", f"no answer within {manners.timeout:g} s"), again=True)
    except _NO_RESPONSE as error:
        return _Try(misunderstood(error))
    answer = understood(response, address, moved)
    return _Try(answer, response.status_code in AGAIN, retry_after(response))


async def _final(
    client: httpx.AsyncClient, method: str, address: str
) -> tuple[httpx.Response, str | None]:
    """The answer at the end of all redirects, its body unread; where it moved to for good."""
    request = client.build_request(method, address)
    moved, for_good = None, True
    for _ in range(MOST_HOPS):
        response = await client.send(request, stream=True)
        await response.aclose()
        if response.next_request is None:
            return response, moved
        request = response.next_request
        for_good = for_good and response.status_code in FOR_GOOD
        if for_good:
            moved = str(request.url)
    raise httpx.TooManyRedirects(f"more than {MOST_HOPS} redirects", request=request)
