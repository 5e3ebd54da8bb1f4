// The requests of the host.
import type { AccessName } from '../groups/state.ts';
import type { GroupChangeRequest } from '../groups/building.ts';
import { GroupActions } from '../accounts/groupActions.ts';
import type { LinkedAccount } from '../accounts/account.ts';
import type { Accounts } from '../accounts/accounts.ts';
import { answerRequest, trust } from '../accounts/requests.ts';
import { callRaw, type Service } from '../connection/service.ts';
import { downloadTo } from '../files/download.ts';
import type { FilePointer } from '../files/pointer.ts';
import { uploadFrom } from '../files/upload.ts';
import { fetchAvatar } from '../files/avatars.ts';
import { readArchive } from '../history/archive.ts';
import { lookUp } from '../people/lookup.ts';
import { describePerson, readPerson, type Person } from '../people/person.ts';
import { adminDeletion, pin, pollEnd, reaction, unpin, vote, type Outgoing, type Target } from '../send/compose.ts';
import type { Method, Parameters } from './connection.ts';
import { Failure, failureOfStatus } from './failure.ts';
import * as read from './parameters.ts';

export function methods(service: Service, accounts: Accounts): Record<string, Method> {
  const of = (p: Parameters): LinkedAccount => accounts.get(read.text(p, 'account'));
  const groupsOf = (p: Parameters): GroupActions => new GroupActions(of(p));
  const chat = (p: Parameters): string => read.text(p, 'chat'), at = (p: Parameters): number => read.number(p, 'timestamp');
  const target = (p: Parameters): Target => ({ author: read.person(p, 'author'), timestamp: read.number(p, 'target') });
  return {
    ping: () => ({}),
    health: () => ({ memory: process.memoryUsage().rss, accounts: accounts.states() }),
    probe: () => accounts.probe(),

    link: (p) => accounts.link(read.text(p, 'login'), read.text(p, 'path'), read.text(p, 'key'), read.text(p, 'name'), read.flag(p, 'history')),
    'link.cancel': (p) => accounts.cancelLink(read.text(p, 'login')),
    start: (p) => accounts.start(read.text(p, 'account'), read.text(p, 'path'), read.text(p, 'key'), { lastGeneration: read.number(p, 'generation'), stories: read.flag(p, 'stories') }),
    stop: (p) => accounts.stop(read.text(p, 'account')),
    ack: (p) => of(p).outbox.ack(read.number(p, 'seq')),
    sync: async (p) => { await of(p).requestSync(); await of(p).readStorage(); },
    unlink: async (p) => {
      const a = of(p), { aci, deviceId } = a.store.account(), reply = await callRaw(a.connector.links.chat, 'DELETE', `/v1/devices/${deviceId}`);
      if (reply.status >= 300 && reply.status !== 404) throw failureOfStatus(reply.status, 'unlinking');
      await accounts.stop(read.text(p, 'account'));
      return { aci };
    },

    send: (p) => of(p).conversation.message(chat(p), read.object<Outgoing>(p, 'message'), at(p)),
    edit: (p) => of(p).conversation.edit(chat(p), read.number(p, 'target'), read.object<Outgoing>(p, 'message'), at(p)),
    delete: (p) => {
      const a = of(p), t = target(p);
      return t.author === a.store.account().aci ? a.conversation.delete(chat(p), t.timestamp, at(p)) : a.conversation.say(chat(p), adminDeletion(t), at(p));
    },
    react: (p) => of(p).conversation.say(chat(p), reaction(target(p), read.text(p, 'emoji'), read.flag(p, 'remove')), at(p)),
    vote: (p) => of(p).conversation.say(chat(p), vote(target(p), read.list<number>(p, 'options'), read.number(p, 'count')), at(p)),
    'poll.end': (p) => of(p).conversation.say(chat(p), pollEnd(read.number(p, 'target')), at(p)),
    pin: (p) => of(p).conversation.say(chat(p), read.flag(p, 'remove') ? unpin(target(p)) : pin(target(p)), at(p)),
    timer: async (p) => {
      const seconds = read.number(p, 'seconds');
      if (of(p).conversation.isGroup(chat(p))) { await groupsOf(p).change(chat(p), { timer: seconds }, at(p)); return {}; }
      return of(p).conversation.setTimer(chat(p), seconds, at(p));
    },
    typing: (p) => of(p).conversation.typing(chat(p), read.flag(p, 'on')),
    read: async (p) => {
      const a = of(p), person = a.conversation.isGroup(chat(p)) ? null : readPerson(a.store, a.conversation.recipient(chat(p)));
      await a.receipts.read(read.list<Target>(p, 'messages'), person === null || person.accepted === true);
    },
    answer: (p) => answerRequest(of(p), chat(p), read.text(p, 'answer')),
    trust: (p) => trust(of(p), read.person(p, 'person')),

    upload: (p) => { const name = read.optionalText(p, 'name'); return uploadFrom(service, of(p).connector.links.chat, read.text(p, 'file'), { type: read.text(p, 'type'), ...(name ? { name } : {}) }); },
    download: async (p) => ({ size: await downloadTo(service, read.object<FilePointer>(p, 'pointer'), read.text(p, 'file')) }),
    avatar: (p) => fetchAvatar(of(p), read.text(p, 'of'), read.text(p, 'avatar'), read.text(p, 'file')),

    groups: (p) => ({ groups: of(p).groups.ids() }),
    group: async (p) => of(p).groups.get(chat(p), typeof p.revision === 'number' ? p.revision : 0),
    'group.create': async (p) => groupsOf(p).create(read.text(p, 'title'), read.list<string>(p, 'members'), typeof p.timer === 'number' ? p.timer : 0, at(p)),
    'group.change': async (p) => groupsOf(p).change(chat(p), read.object<GroupChangeRequest & { access?: Record<string, AccessName> }>(p, 'change'), at(p)),
    'group.accept': (p) => groupsOf(p).accept(chat(p), at(p)),
    'group.leave': (p) => groupsOf(p).leave(chat(p), at(p)),
    'group.join': (p) => groupsOf(p).join(read.text(p, 'link'), at(p)),
    'group.link': async (p) => ({ link: await groupsOf(p).link(chat(p)) }),

    me: (p) => { const a = of(p).store.account(); return { ...describePerson(a.aci, readPerson(of(p).store, a.aci)), number: a.number, pni: a.pni }; },
    person: (p) => { const a = of(p), id = read.person(p, 'person'); a.profileSoon(id); return describePerson(id, readPerson(a.store, id)); },
    people: (p) => ({ people: of(p).store.allJson<Person>('person').map(({ id, value }) => describePerson(id, value)) }),
    lookup: async (p) => { const a = of(p), id = await lookUp(service, a.store, a.connector.links, read.text(p, 'wanted')); return { person: id && describePerson(id, readPerson(a.store, id)) }; },
    settings: (p) => ({ settings: of(p).store.json('chat-settings', chat(p)), timer: of(p).conversation.isGroup(chat(p)) ? null : of(p).conversation.timer(chat(p)).seconds }),

    history: (p) => readArchive(of(p), read.text(p, 'file')),
    challenge: async (p) => {
      const a = of(p), reply = await callRaw(a.connector.links.chat, 'PUT', '/v1/challenge', { type: 'captcha', token: read.text(p, 'token'), captcha: read.text(p, 'captcha').replace(/^signalcaptcha:\/\//, '') });
      if (reply.status === 428) throw new Failure('challenge', 'Signal did not take the solution');
      if (reply.status >= 300) throw failureOfStatus(reply.status, 'the solution of the captcha');
    },
  };
}
