// Requests about groups and communities.
import type { ParticipantAction } from 'baileys'
import type { Account } from '../session/account.ts'
import { Refusal, type Json } from '../rpc/lines.ts'
import { readFile } from 'node:fs/promises'
import { flag, optionalText, text, texts } from './read.ts'

type Serve = (account: Account, params: Json) => unknown

const addressesOf = (account: Account, params: Json): string[] => texts(params, 'users').map(user => account.books.addresses.jid(user))

/** Groups change only by those who may; a person who could not be added is no failure of the others. */
async function change(account: Account, params: Json, action: ParticipantAction): Promise<unknown> {
  const chat = text(params, 'chat')
  const results = await account.socket.groupParticipantsUpdate(chat, addressesOf(account, params), action)
  account.groups.forget(chat)
  return results.map(({ jid, status }) => ({ user: jid ? account.books.addresses.person(jid) : undefined, status }))
}

const after = (work: (account: Account, params: Json) => Promise<unknown>): Serve => async (account, params) => {
  await work(account, params)
  account.groups.forget(text(params, 'chat'))
}

export const groupRequests: Record<string, Serve> = {
  'group.get': async (account, params) => account.groups.describe(await account.groups.get(text(params, 'chat'))),
  'group.list': async account => (await account.groups.all()).map(group => account.groups.describe(group)),
  'group.create': async (account, params) => account.groups.describe(await account.socket.groupCreate(text(params, 'name'), addressesOf(account, params))),
  'group.leave': (account, params) => account.socket.groupLeave(text(params, 'chat')),
  'group.add': (account, params) => change(account, params, 'add'),
  'group.remove': (account, params) => change(account, params, 'remove'),
  'group.promote': (account, params) => change(account, params, 'promote'),
  'group.demote': (account, params) => change(account, params, 'demote'),
  'group.name': after((account, params) => account.socket.groupUpdateSubject(text(params, 'chat'), text(params, 'text'))),
  'group.topic': after((account, params) => account.socket.groupUpdateDescription(text(params, 'chat'), optionalText(params, 'text'))),
  'group.picture': after(async (account, params) => setPicture(account, text(params, 'chat'), optionalText(params, 'path'))),
  'group.announce': after((account, params) => account.socket.groupSettingUpdate(text(params, 'chat'), flag(params, 'on') ? 'announcement' : 'not_announcement')),
  'group.locked': after((account, params) => account.socket.groupSettingUpdate(text(params, 'chat'), flag(params, 'on') ? 'locked' : 'unlocked')),
  'group.approval': after((account, params) => account.socket.groupJoinApprovalMode(text(params, 'chat'), flag(params, 'on') ? 'on' : 'off')),
  'group.link': async (account, params) => {
    const chat = text(params, 'chat')
    const code = flag(params, 'renew') ? await account.socket.groupRevokeInvite(chat) : await account.socket.groupInviteCode(chat)
    return { link: `https://chat.whatsapp.com/${code}` }
  },
  'group.inspect': async (account, params) => account.groups.describe(await account.socket.groupGetInviteInfo(codeOf(text(params, 'link')))),
  'group.join': async (account, params) => ({ chat: await account.socket.groupAcceptInvite(codeOf(text(params, 'link'))) }),
  'group.requests': async (account, params) => (await account.socket.groupRequestParticipantsList(text(params, 'chat')))
    .flatMap(request => (request.jid ? [{ user: account.books.addresses.person(request.jid, request.phone_number) }] : [])),
  'community.create': async (account, params) => {
    const made = await account.socket.communityCreate(text(params, 'name'), '')
    return made ? account.groups.describe(made) : {}
  },
  'community.add': async (account, params) => {
    await account.socket.communityLinkGroup(text(params, 'chat'), text(params, 'community'))
    account.moved([text(params, 'chat')])
  },
  'community.remove': async (account, params) => {
    await account.socket.communityUnlinkGroup(text(params, 'chat'), text(params, 'community'))
    account.moved([text(params, 'chat')])
  },
  'group.answer': (account, params) =>
    account.socket.groupRequestParticipantsUpdate(text(params, 'chat'), addressesOf(account, params), flag(params, 'accept') ? 'approve' : 'reject'),
}

/** The library would make the picture smaller with a library of its own, which is left out: the host has made it a JPEG of the right size already. */
async function setPicture(account: Account, chat: string, path: string | undefined): Promise<void> {
  await account.socket.query({
    tag: 'iq', attrs: { to: 's.whatsapp.net', type: 'set', xmlns: 'w:profile:picture', target: chat },
    ...(path ? { content: [{ tag: 'picture', attrs: { type: 'image' }, content: await readFile(path) }] } : {}),
  })
}

/** The code at the end of an invitation, however it was copied. */
function codeOf(link: string): string {
  const code = /(?:chat\.whatsapp\.com\/(?:invite\/)?)?([A-Za-z0-9_-]{8,64})(?:[/?#].*)?$/.exec(link.trim())?.[1]
  if (!code) {
    throw new Refusal('badRequest', 'This is no invitation link of WhatsApp.')
  }
  return code
}
