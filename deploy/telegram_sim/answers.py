"""Telegram's methods: requests of Telethon's TL classes to answers of them."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from telethon.tl import functions, types

from deploy.telegram_sim import tl
from deploy.telegram_sim.faults import RpcFaultError
from deploy.telegram_sim.media import access_hash
from deploy.telegram_sim.world import ChannelState, Post

if TYPE_CHECKING:
    from deploy.telegram_sim.simulator import Simulator

SELF_ID = 1_000_001
CODE_HASH = "demo-code-hash"
MOST_MESSAGES = 100
LONGEST_DIFFERENCE = 100


class Answers:
    """The methods over one simulator's world. `signed_in` and `sign_in` speak of the key that asks."""

    def __init__(self, simulator: Simulator) -> None:
        self._sim = simulator
        f = functions
        self._methods: dict[Any, Callable[[Any, Any], Any]] = {
            f.help.GetConfigRequest: self._config,
            f.auth.SendCodeRequest: self._send_code,
            f.auth.SignInRequest: self._sign_in,
            f.auth.LogOutRequest: self._log_out,
            f.users.GetUsersRequest: self._users,
            f.updates.GetStateRequest: self._state,
            f.updates.GetDifferenceRequest: self._difference,
            f.updates.GetChannelDifferenceRequest: self._channel_difference,
            f.messages.GetDialogsRequest: self._dialogs,
            f.messages.GetHistoryRequest: self._history,
            f.channels.GetMessagesRequest: self._messages,
            f.channels.GetChannelsRequest: self._channels,
            f.channels.JoinChannelRequest: self._join,
            f.contacts.ResolveUsernameRequest: self._resolve,
            f.upload.GetFileRequest: self._file,
        }
        # What may be asked before signing in.
        self._open = frozenset({f.help.GetConfigRequest, f.auth.SendCodeRequest, f.auth.SignInRequest})

    async def answer(self, request: Any, grant: Any) -> Any:
        """The TL answer; None if a fault says that there is none. Raises RpcFaultError."""
        kind = type(request)
        method = self._methods.get(kind)
        if method is None:
            raise RpcFaultError(400, "METHOD_INVALID")
        if kind not in self._open and grant.phone is None:
            raise RpcFaultError(401, "AUTH_KEY_UNREGISTERED")
        fault = self._sim.faults.before(method_name(kind))
        if fault and fault.kind == "hang":
            return None
        if fault:
            await asyncio.sleep(fault.seconds)
        return method(request, grant)

    def _config(self, _request: Any, _grant: Any) -> Any:
        now = int(time.time())
        option = types.DcOption(id=2, ip_address=self._sim.host, port=self._sim.port)
        return types.Config(
            date=now, expires=now + 3600, test_mode=False, this_dc=2, dc_options=[option], dc_txt_domain_name="",
            chat_size_max=200, megagroup_size_max=200_000, forwarded_count_max=100, online_update_period_ms=210_000,
            offline_blur_timeout_ms=5_000, offline_idle_timeout_ms=30_000, online_cloud_timeout_ms=300_000,
            notify_cloud_delay_ms=30_000, notify_default_delay_ms=1_500, push_chat_period_ms=60_000, push_chat_limit=2,
            edit_time_limit=172_800, revoke_time_limit=172_800, revoke_pm_time_limit=172_800, rating_e_decay=2_419_200,
            stickers_recent_limit=200, channels_read_media_period=604_800, call_receive_timeout_ms=20_000,
            call_ring_timeout_ms=90_000, call_connect_timeout_ms=30_000, call_packet_timeout_ms=10_000,
            me_url_prefix="https://t.me/", caption_length_max=1_024, message_length_max=4_096, webfile_dc_id=2,
        )  # fmt: skip

    def _send_code(self, request: Any, _grant: Any) -> Any:
        if digits(request.phone_number) != digits(self._sim.phone):
            raise RpcFaultError(400, "PHONE_NUMBER_INVALID")
        return types.auth.SentCode(type=types.auth.SentCodeTypeApp(length=5), phone_code_hash=CODE_HASH)

    def _sign_in(self, request: Any, grant: Any) -> Any:
        if digits(request.phone_number) != digits(self._sim.phone) or request.phone_code_hash != CODE_HASH:
            raise RpcFaultError(400, "PHONE_CODE_EXPIRED")
        if request.phone_code != self._sim.code:
            raise RpcFaultError(400, "PHONE_CODE_INVALID")
        self._sim.keys.sign_in(grant, self._sim.phone)
        return types.auth.Authorization(user=self._me())

    def _log_out(self, _request: Any, grant: Any) -> Any:
        self._sim.keys.sign_in(grant, None)
        return types.auth.LoggedOut()

    def _me(self) -> Any:
        return types.User(
            id=SELF_ID,
            is_self=True,
            access_hash=access_hash("user", SELF_ID),
            first_name="Demo",
            phone=digits(self._sim.phone),
        )

    def _users(self, request: Any, _grant: Any) -> Any:
        return [self._me() if isinstance(user, types.InputUserSelf) else types.UserEmpty(0) for user in request.id]

    def _state(self, _request: Any, _grant: Any) -> Any:
        return types.updates.State(pts=1, qts=0, date=int(time.time()), seq=1, unread_count=0)

    def _difference(self, _request: Any, _grant: Any) -> Any:
        # Only private chats and the account have a common state, and nothing happens there.
        return types.updates.DifferenceEmpty(date=int(time.time()), seq=1)

    def _channel_difference(self, request: Any, _grant: Any) -> Any:
        state = self._find(request.channel)
        missed = state.events_after(request.pts)
        if not missed:
            return types.updates.ChannelDifferenceEmpty(pts=state.pts, final=True, timeout=30)
        if self._sim.faults.takes("too_long") or len(missed) > LONGEST_DIFFERENCE:
            return self._too_long(state)
        new = [post for event in missed if event.kind == "post" for i in event.ids if (post := state.posts.get(i))]
        others = [u for event in missed if event.kind != "post" and (u := tl.update(event, state, self._sim.files))]
        return types.updates.ChannelDifference(
            pts=state.pts,
            new_messages=[tl.message(post, self._sim.files) for post in new],
            other_updates=others,
            chats=self._around(new, state),
            users=[],
            final=True,
            timeout=30,
        )

    def _too_long(self, state: ChannelState) -> Any:
        newest = [state.posts[i] for i in reversed(state.ids[-20:])]
        dialog = tl.dialog(state)
        return types.updates.ChannelDifferenceTooLong(
            dialog=dialog,
            messages=[tl.message(post, self._sim.files) for post in newest],
            chats=self._around(newest, state),
            users=[],
            final=True,
            timeout=30,
        )

    def _dialogs(self, _request: Any, _grant: Any) -> Any:
        world = self._sim.world
        states = [world.channels[number] for number in sorted(self._sim.joined)]
        last = [state.posts[state.ids[-1]] for state in states if state.ids]
        return types.messages.Dialogs(
            dialogs=[tl.dialog(state) for state in states],
            messages=[tl.message(post, self._sim.files) for post in last],
            chats=[tl.channel(state, joined=True) for state in states],
            users=[],
        )

    def _history(self, request: Any, _grant: Any) -> Any:
        state = self._find(request.peer)
        offset_date = int(request.offset_date.timestamp()) if request.offset_date else 0
        page = state.page(
            offset_id=request.offset_id,
            offset_date=offset_date,
            add_offset=request.add_offset,
            limit=min(request.limit, MOST_MESSAGES),
            max_id=request.max_id,
            min_id=request.min_id,
        )
        return self._page(state, page)

    def _messages(self, request: Any, _grant: Any) -> Any:
        state = self._find(request.channel)
        found = [state.posts.get(each.id) for each in request.id]
        shown = [tl.message(post, self._sim.files) if post else None for post in found]
        asked = [each.id for each in request.id]
        peer = types.PeerChannel(state.info.id)
        messages = [message or types.MessageEmpty(number, peer) for message, number in zip(shown, asked, strict=True)]
        return self._page(state, [post for post in found if post], messages)

    def _page(self, state: ChannelState, posts: list[Post], messages: list[Any] | None = None) -> Any:
        shown = [tl.message(post, self._sim.files) for post in posts] if messages is None else messages
        return types.messages.ChannelMessages(
            pts=state.pts, count=len(state.ids), messages=shown, topics=[], chats=self._around(posts, state), users=[]
        )

    def _around(self, posts: list[Post], state: ChannelState) -> list[Any]:
        chats = tl.channels_around(posts, self._sim.world, self._sim.joined)
        if all(chat.id != state.info.id for chat in chats):
            chats.append(tl.channel(state, joined=state.info.id in self._sim.joined))
        return chats

    def _channels(self, request: Any, _grant: Any) -> Any:
        states = [self._find(channel) for channel in request.id]
        return types.messages.Chats([tl.channel(state, joined=state.info.id in self._sim.joined) for state in states])

    def _join(self, request: Any, _grant: Any) -> Any:
        state = self._find(request.channel)
        self._sim.joined.add(state.info.id)
        chats = [tl.channel(state, joined=True)]
        return types.Updates(updates=[], users=[], chats=chats, date=int(time.time()), seq=0)

    def _resolve(self, request: Any, _grant: Any) -> Any:
        state = self._sim.world.find(request.username)
        if state is None:
            raise RpcFaultError(400, "USERNAME_NOT_OCCUPIED")
        chats = [tl.channel(state, joined=state.info.id in self._sim.joined)]
        return types.contacts.ResolvedPeer(peer=types.PeerChannel(state.info.id), chats=chats, users=[])

    def _file(self, request: Any, _grant: Any) -> Any:
        try:
            content = self._sim.files.read(request.location, request.offset, request.limit)
        except LookupError as error:
            raise RpcFaultError(400, str(error.args[0])) from error
        return types.upload.File(type=types.storage.FileUnknown(), mtime=int(time.time()), bytes=content)

    def _find(self, peer: Any) -> ChannelState:
        number = getattr(peer, "channel_id", None)
        state = self._sim.world.channels.get(number) if number is not None else None
        if state is None or getattr(peer, "access_hash", None) != access_hash("channel", state.info.id):
            raise RpcFaultError(400, "CHANNEL_INVALID")
        if state.info.id in self._sim.faults.hidden:
            raise RpcFaultError(406, "CHANNEL_PRIVATE")
        return state


def method_name(kind: Any) -> str:
    """messages.getHistory of GetHistoryRequest."""
    name = kind.__name__.removesuffix("Request")
    space = kind.__module__.removeprefix("telethon.tl.functions").removeprefix(".")
    return f"{space}.{name[0].lower()}{name[1:]}".removeprefix(".")


def digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)
