// The requests of the host.
import type { AccessName } from '../groups/state.ts';
import type { GroupChangeRequest } from '../groups/building.ts';
import { GroupActions } from '../accounts/groupActions.ts';
import type { LinkedAccount } from '../accounts/account.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { deleteChat } from '../accounts/deletion.ts';
import { submitChallenge } from '../accounts/challenge.ts';
import { answerRequest, trust } from '../accounts/requests.ts';
import { callRaw, type Service } from '../connection/service.ts';
import { downloadTo } from '../files/download.ts';
import type { FilePointer } from '../files/pointer.ts';
import { downloadSticker, readPack, type PackName } from '../files/stickers.ts';
import { uploadFrom } from '../files/upload.ts';
import { fetchAvatar } from '../files/avatars.ts';
import { readArchive } from '../history/archive.ts';
import { lookUp } from '../people/lookup.ts';
import { describePerson, readPerson, type Person } from '../people/person.ts';
import { takeSharedName } from '../people/shared.ts';
import { STORIES } from '../receive/translation.ts';
import type { ChatChange } from '../storage/changing.ts';
import type { Outcome } from '../send/outcome.ts';
import { unread } from '../send/receipts.ts';
import { adminDeletion, pin, pollEnd, unpin, type Outgoing, type Target } from '../send/compose.ts';
import type { Method, Parameters } from './connection.ts';
import { Failure, failureOf, failureOfStatus } from './failure.ts';
import * as read from './parameters.ts';

const now = Date.now;
/** One sticker of a pack, as the host names it when it fetches it. */
type StickerName = { pack: PackName; sticker: number };

export function methods(service: Service, accounts: Accounts): Record<string, Method> {
  const of = (p: Parameters): LinkedAccount => accounts.get(read.text(p, 'account'));
  const groupsOf = (p: Parameters): GroupActions => new GroupActions(of(p));
  const chat = (p: Parameters): string => read.text(p, 'chat');
  /** What the host hands over under one name is done once, with one time; a repeat gets the first answer. */
  const once = async (p: Parameters, work: (account: LinkedAccount, timestamp: number) => Promise<unknown>): Promise<unknown> => {
    const account = of(p), delivery = read.text(p, 'delivery'), { timestamp, result } = account.store.timeOf(delivery);
    if (result !== null) return JSON.parse(result);
    const answer = await watching(account, work(account, timestamp)), outcomes = (answer as { outcomes?: Outcome[] } | undefined)?.outcomes;
    if (outcomes?.some((o) => o.failure?.kind === 'expired')) account.connector.expire();
    if (outcomes?.some((o) => o.again)) throw new Failure('network', 'the connection to Signal broke before everybody had it', { certain: false });
    if (!outcomes?.length || outcomes.some((o) => o.ok)) account.store.delivered(delivery, answer ?? {});
    return answer;
  };
  /** Whatever was asked: where Signal says that this version is too old, all stops. */
  const watching = async <T>(account: LinkedAccount, work: Promise<T>): Promise<T> => {
    try { return await work; } catch (e) { if (failureOf(e).kind === 'expired') account.connector.expire(); throw e; }
  };
  /** What is said about a story goes to who told it. */
  const about = (p: Parameters, a: LinkedAccount, t: Target | undefined): string => {
    if (chat(p) !== STORIES) return chat(p);
    if (!t) throw new Failure('invalid', 'a story is told in the Signal app; here stories can be answered and reacted to');
    const found = a.store.chatOf(t.author, t.timestamp);
    if (found === null) throw new Failure('not-found', 'this story');
    return found;
  };
  const own = (a: LinkedAccount, timestamp: number): Target => ({ author: a.store.account().aci, timestamp });
  const target = (p: Parameters): Target => ({ author: read.person(p, 'author'), timestamp: read.number(p, 'target') });
  return {
    ping: () => ({}),
    health: () => ({ memory: process.memoryUsage().rss, accounts: accounts.states() }),
    probe: () => accounts.probe(),

    link: (p) => accounts.link(read.text(p, 'login'), read.text(p, 'path'), read.text(p, 'key'), read.text(p, 'name'), read.flag(p, 'history')),
    'link.cancel': (p) => accounts.cancelLink(read.text(p, 'login')),
    start: (p) => accounts.start(read.text(p, 'account'), read.text(p, 'path'), read.text(p, 'key'), { lastGeneration: read.number(p, 'generation'), stories: read.flag(p, 'stories') }),
    stop: (p) => accounts.stop(read.text(p, 'account')),
    alive: (p) => of(p).alive(),
    reconnect: (p) => of(p).reconnect(),
    ack: (p) => of(p).outbox.ack(read.number(p, 'seq')),
    sync: async (p) => { await of(p).requestSync(); await of(p).readStorage(); },
    unlink: async (p) => {
      const a = of(p), { aci, deviceId } = a.store.account(), reply = await callRaw(a.connector.links.chat, 'DELETE', `/v1/devices/${deviceId}`);
      if (reply.status >= 300 && reply.status !== 404) throw failureOfStatus(reply.status, 'unlinking');
      await accounts.stop(read.text(p, 'account'));
      return { aci };
    },

    send: (p) => once(p, async (a, at) => { const message = read.object<Outgoing>(p, 'message'); return a.conversation.message(about(p, a, message.quote), message, at); }),
    edit: (p) => once(p, async (a, at) => { const t = own(a, read.number(p, 'target')); return a.conversation.edit(about(p, a, t), t.timestamp, read.object<Outgoing>(p, 'message'), at); }),
    delete: (p) => once(p, async (a, at) => {
      const t = target(p), where = about(p, a, t);
      return t.author === a.store.account().aci ? a.conversation.delete(where, t.timestamp, at) : a.conversation.say(where, adminDeletion(t), at);
    }),
    react: (p) => once(p, async (a, at) => { const t = target(p); return a.conversation.react(about(p, a, t), t, read.optionalText(p, 'emoji') ?? null, at); }),
    vote: (p) => once(p, (a, at) => a.conversation.vote(chat(p), target(p), read.list<number>(p, 'options'), at)),
    'poll.end': (p) => once(p, (a, at) => a.conversation.say(chat(p), pollEnd(read.number(p, 'target')), at)),
    pin: (p) => once(p, (a, at) => a.conversation.say(chat(p), read.flag(p, 'remove') ? unpin(target(p)) : pin(target(p)), at)),
    timer: async (p) => {
      const seconds = read.number(p, 'seconds'), a = of(p);
      if (a.conversation.isGroup(chat(p))) { await groupsOf(p).change(chat(p), { timer: seconds }, now()); return {}; }
      return a.conversation.setTimer(chat(p), seconds, now());
    },
    typing: (p) => of(p).conversation.typing(chat(p), read.flag(p, 'on')),
    read: async (p) => {
      const a = of(p), person = a.conversation.isGroup(chat(p)) ? null : readPerson(a.store, a.conversation.recipient(chat(p))), call = read.optionalText(p, 'call');
      const upTo = call === undefined ? read.number(p, 'upTo') : a.store.json<number>('call-at', call) ?? 0;
      await a.receipts.read(unread(a.store, chat(p), upTo), person === null || person.accepted === true);
    },
    viewed: (p) => { const a = of(p), t = target(p), isGroup = a.conversation.isGroup(chat(p)); return a.receipts.viewed(t, isGroup || readPerson(a.store, t.author).accepted === true); },
    answer: (p) => answerRequest(of(p), chat(p), read.text(p, 'answer')),
    'chat.delete': (p) => deleteChat(of(p), chat(p)),
    trust: (p) => { const a = of(p); trust(a, a.conversation.recipient(read.person(p, 'person'))); },

    upload: (p) => { const name = read.optionalText(p, 'name'); return uploadFrom(service, of(p).connector.links.chat, read.text(p, 'file'), { type: read.text(p, 'type'), ...(name ? { name } : {}) }); },
    download: async (p) => {
      const pointer = read.object<FilePointer | StickerName>(p, 'pointer'), file = read.text(p, 'file');
      return { size: await ('pack' in pointer ? downloadSticker(service, pointer.pack, pointer.sticker, file) : downloadTo(service, pointer, file)) };
    },
    pack: (p) => readPack(service, { packId: read.text(p, 'packId'), packKey: read.text(p, 'packKey') }),
    avatar: (p) => fetchAvatar(of(p), accounts.stores(), read.text(p, 'of'), read.text(p, 'avatar'), read.text(p, 'file')),

    groups: (p) => ({ groups: of(p).groups.ids() }),
    group: (p) => groupsOf(p).describe(chat(p), typeof p.revision === 'number' ? p.revision : 0),
    'group.create': (p) => groupsOf(p).create(read.text(p, 'title'), read.list<string>(p, 'members'), typeof p.timer === 'number' ? p.timer : 0, now()),
    'group.change': async (p) => groupsOf(p).change(chat(p), read.object<GroupChangeRequest & { access?: Record<string, AccessName> }>(p, 'change'), now()),
    'group.picture': (p) => groupsOf(p).setPicture(chat(p), read.optionalText(p, 'file') ?? null, now()),
    'group.accept': (p) => groupsOf(p).accept(chat(p), now()),
    'group.leave': (p) => groupsOf(p).leave(chat(p), now()),
    'group.join': (p) => groupsOf(p).join(read.text(p, 'link'), now()),
    'group.link': async (p) => ({ link: await groupsOf(p).link(chat(p)) }),

    me: (p) => { const { store } = of(p), a = store.account(), me = readPerson(store, a.aci); return { ...describePerson(a.aci, me), number: a.number, pni: a.pni, usernameLink: me.usernameLink ?? null }; },
    person: (p) => { const a = of(p), id = read.person(p, 'person'); a.profileSoon(id); takeSharedName(a.store, accounts.stores(), id); return describePerson(id, readPerson(a.store, id)); },
    people: (p) => ({ people: of(p).store.allJson<Person>('person').map(({ id, value }) => describePerson(id, value)) }),
    lookup: async (p) => { const a = of(p), id = await lookUp(service, a.store, a.connector.links, read.text(p, 'wanted')); return { person: id && describePerson(id, readPerson(a.store, id)) }; },
    'settings.change': (p) => of(p).keepChat(chat(p), read.object<ChatChange>(p, 'change')),
    nickname: (p) => {
      const a = of(p), id = chat(p);
      if (a.conversation.isGroup(id) || a.conversation.recipient(id) === a.store.account().aci) throw new Failure('invalid', 'nicknames are for other people');
      return a.keepChat(id, { nickname: read.optionalText(p, 'nickname') ?? '' });
    },
    settings: (p) => ({ settings: of(p).store.json('chat-settings', chat(p)), timer: of(p).conversation.isGroup(chat(p)) ? null : of(p).conversation.timer(chat(p)).seconds }),

    history: (p) => readArchive(of(p), read.text(p, 'file')),
    challenge: (p) => submitChallenge(of(p), read.text(p, 'token'), read.text(p, 'captcha')),
  };
}
