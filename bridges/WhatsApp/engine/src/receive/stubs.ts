// Notices by the server about a group, and signs that a message could not be read. The host looks at the group itself; the notice says
// who did what, for the members to read.
import { proto, type WAMessage } from 'baileys'
import type { Books } from '../session/books.ts'
import type { Event } from '../store/state.ts'
import { viewOnceElsewhere, type Envelope } from './reader.ts'

const changes: Record<number, string> = {
  [proto.WebMessageInfo.StubType.GROUP_CREATE]: 'created',
  [proto.WebMessageInfo.StubType.GROUP_CHANGE_SUBJECT]: 'name',
  [proto.WebMessageInfo.StubType.GROUP_CHANGE_ICON]: 'picture',
  [proto.WebMessageInfo.StubType.GROUP_CHANGE_DESCRIPTION]: 'description',
  [proto.WebMessageInfo.StubType.GROUP_CHANGE_ANNOUNCE]: 'announce',
  [proto.WebMessageInfo.StubType.GROUP_CHANGE_RESTRICT]: 'locked',
  [proto.WebMessageInfo.StubType.GROUP_CHANGE_INVITE_LINK]: 'link',
  [proto.WebMessageInfo.StubType.GROUP_PARTICIPANT_ADD]: 'add',
  [proto.WebMessageInfo.StubType.GROUP_PARTICIPANT_INVITE]: 'add',
  [proto.WebMessageInfo.StubType.GROUP_PARTICIPANT_REMOVE]: 'remove',
  [proto.WebMessageInfo.StubType.GROUP_PARTICIPANT_LEAVE]: 'leave',
  [proto.WebMessageInfo.StubType.GROUP_PARTICIPANT_PROMOTE]: 'promote',
  [proto.WebMessageInfo.StubType.GROUP_PARTICIPANT_DEMOTE]: 'demote',
  [proto.WebMessageInfo.StubType.GROUP_PARTICIPANT_CHANGE_NUMBER]: 'number',
  [proto.WebMessageInfo.StubType.GROUP_MEMBER_ADD_MODE]: 'rights',
  [proto.WebMessageInfo.StubType.GROUP_MEMBERSHIP_JOIN_APPROVAL_MODE]: 'rights',
  [proto.WebMessageInfo.StubType.GROUP_MEMBERSHIP_JOIN_APPROVAL_REQUEST_NON_ADMIN_ADD]: 'request',
}

export function readStub(books: Books, info: WAMessage, envelope: Envelope): Event | undefined {
  if (info.key.isViewOnce && !info.message) {
    return { type: 'message', ...envelope, content: viewOnceElsewhere }
  }
  const stub = info.messageStubType
  // What the phone hands to its devices alone is no message of a chat, whether it can be read or not.
  if (!stub || info.category === 'peer') {
    return undefined
  }
  if (stub === proto.WebMessageInfo.StubType.CIPHERTEXT) {
    return { type: 'message', ...envelope, content: { kind: 'undecryptable' } }
  }
  const change = changes[stub]
  return change && envelope.chat.includes('@')
    ? { type: 'group', ...envelope, change, ...readParameters(books, change, info.messageStubParameters ?? []) }
    : undefined
}

function readParameters(books: Books, change: string, parameters: string[]): Record<string, unknown> {
  if (change === 'request') {
    const { lid, pn } = readObject(parameters[0])
    return typeof lid === 'string' ? { users: [books.addresses.person(lid, typeof pn === 'string' ? pn : null)], request: parameters[1] } : {}
  }
  if (['add', 'remove', 'leave', 'promote', 'demote', 'number'].includes(change)) {
    const users = parameters.map(readObject).flatMap(({ id, phoneNumber, lid }) =>
      typeof id === 'string' ? [books.addresses.person(id, text(phoneNumber) ?? text(lid))] : [])
    return { users }
  }
  if (change === 'announce' || change === 'locked') {
    return { on: parameters[0] === 'on' }
  }
  return change === 'name' || change === 'description' ? { text: parameters[0] } : {}
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

function readObject(json: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json ?? '{}')
    return value && typeof value === 'object' ? (value as Record<string, unknown>) : {}
  } catch {
    return { id: json }
  }
}
