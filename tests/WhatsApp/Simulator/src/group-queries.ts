// Questions about groups, and changes of groups by clients.
import type { BinaryNode } from 'baileys'
import type { Client } from './client.ts'
import { Group } from './groups.ts'
import { bytes, child, children, seconds } from './nodes.ts'
import type { Person } from './people.ts'
import { Failure } from './queries.ts'
import type { World } from './world.ts'

export function answerGroup(world: World, client: Client, iq: BinaryNode): BinaryNode[] | undefined {
  const { to = '', type = '' } = iq.attrs
  const first = children(iq)[0]
  const person = client.person
  if (!person || !first) {
    throw new Failure('401', 'not-authorized')
  }
  switch (`${type} ${first.tag}`) {
    case 'get participating':
      return [{ tag: 'groups', attrs: {}, content: [...world.groups.values()].filter(({ members }) => members.has(person)).map(group => group.describe()) }]
    case 'set create':
      return create(world, person, first)
    case 'set leave':
      return leave(world, person, first)
    case 'get invite': case 'set invite':
      if (!to.endsWith('@g.us') || to === '@g.us') {
        return byCode(world, person, first, type)
      }
      break
    case 'set accept':
      return accept(world, person, to, first)
  }
  const group = world.groups.get(to)
  if (!group?.members.has(person)) {
    throw new Failure(group ? '403' : '404', group ? 'forbidden' : 'item-not-found')
  }
  if (`${type} ${first.tag}` === 'get query') {
    return [group.describe()]
  }
  if (type === 'set' && !group.members.get(person) && (group.locked || !['subject', 'description'].includes(first.tag))) {
    throw new Failure('403', 'forbidden')
  }
  return change(world, person, group, first, type)
}

function create(world: World, person: Person, node: BinaryNode): BinaryNode[] {
  const members = children(node, 'participant').map(member => world.people.get(member.attrs.jid ?? ''))
  const make = (subject: string): Group => {
    const group = new Group(`12036${Date.now()}${world.groups.size}@g.us`, subject, person, [person, ...members])
    world.groups.set(group.id, group)
    return group
  }
  const group = make(node.attrs.subject ?? '')
  if (child(node, 'parent')) {
    group.community = true
    Object.assign(make(group.subject), { parent: group.id, communityAnnounce: true })
  }
  return [group.describe()]
}

/** Puts groups into a community, or takes them out of it. */
function move(world: World, by: Person, community: Group, moves: BinaryNode[], into: boolean): BinaryNode[] {
  for (const { attrs } of moves.flatMap(node => children(node, 'group'))) {
    const group = world.groups.get(attrs.jid ?? '')
    if (group) {
      group.parent = into ? community.id : undefined
      group.announceChange(world, by, {
        tag: into ? 'link' : 'unlink', attrs: into ? { link_type: 'parent_group' } : { unlink_type: 'parent_group', unlink_reason: 'unlink_group' },
        content: [{ tag: 'group', attrs: { jid: community.id, subject: community.subject } }],
      })
    }
  }
  return []
}

function leave(world: World, person: Person, node: BinaryNode): BinaryNode[] {
  for (const { attrs } of children(node, 'group')) {
    const group = world.groups.get(attrs.id ?? '')
    if (group?.members.delete(person)) {
      group.announceChange(world, person, { tag: 'remove', attrs: {}, content: [{ tag: 'participant', attrs: { jid: group.address(person) } }] }, [person])
    }
  }
  return [{ tag: 'leave', attrs: {} }]
}

function byCode(world: World, person: Person, node: BinaryNode, type: string): BinaryNode[] {
  const group = [...world.groups.values()].find(({ code }) => code === node.attrs.code)
  if (!group) {
    throw new Failure('404', 'item-not-found')
  }
  if (type === 'get') {
    return [group.describe()]
  }
  group.members.set(person, '')
  group.announceChange(world, person, { tag: 'add', attrs: { reason: 'invite' }, content: [participant(group, person)] })
  return [{ tag: 'group', attrs: { jid: group.id } }]
}

/** Takes up an invitation that was sent as a message. */
function accept(world: World, person: Person, id: string, { attrs }: BinaryNode): BinaryNode[] {
  const group = world.groups.get(id)
  if (!group || group.code !== attrs.code || !group.members.get(world.people.get(attrs.admin ?? ''))) {
    throw new Failure('410', 'gone')
  }
  group.members.set(person, '')
  group.announceChange(world, person, { tag: 'add', attrs: { reason: 'invite' }, content: [participant(group, person)] })
  return []
}

export function participant(group: Group, person: Person): BinaryNode {
  return { tag: 'participant', attrs: { jid: group.address(person), ...(group.byLid ? { phone_number: person.jid } : { lid: person.lidJid }) } }
}

function change(world: World, by: Person, group: Group, node: BinaryNode, type: string): BinaryNode[] | undefined {
  switch (node.tag) {
    case 'subject':
      group.subject = bytes(node).toString()
      group.announceChange(world, by, { tag: 'subject', attrs: { subject: group.subject, s_o: by.lidJid, s_t: seconds() } })
      return undefined
    case 'description':
      group.description = bytes(child(node, 'body')).toString()
      group.announceChange(world, by, { tag: 'description', attrs: { id: 'd2' }, content: [{ tag: 'body', attrs: {}, content: Buffer.from(group.description) }] })
      return undefined
    case 'links':
      return move(world, by, group, children(node, 'link'), true)
    case 'unlink':
      return move(world, by, group, [node], false)
    case 'add': case 'remove': case 'promote': case 'demote':
      return changeMembers(world, by, group, node)
    case 'announcement': case 'not_announcement':
      group.announce = node.tag === 'announcement'
      group.announceChange(world, by, { tag: node.tag, attrs: {} })
      return undefined
    case 'locked': case 'unlocked':
      group.locked = node.tag === 'locked'
      group.announceChange(world, by, { tag: node.tag, attrs: {} })
      return undefined
    case 'membership_approval_mode':
      group.approval = children(node)[0]?.attrs.state === 'on'
      return undefined
    case 'ephemeral': case 'not_ephemeral':
      group.timer = Number(node.attrs.expiration ?? 0)
      group.announceChange(world, by, { tag: node.tag, attrs: node.tag === 'ephemeral' ? { expiration: String(group.timer) } : {} })
      return undefined
    case 'invite':
      if (type === 'set') {
        group.code = `NEWCODE${Date.now()}`
      }
      return [{ tag: 'invite', attrs: { code: group.code } }]
    case 'membership_approval_requests':
      return [{ tag: 'membership_approval_requests', attrs: {}, content: [...group.requests].map(person => ({ tag: 'membership_approval_request', attrs: { jid: person.lidJid, phone_number: person.jid, request_time: seconds() } })) }]
    case 'membership_requests_action':
      return answerRequests(world, by, group, node)
    default:
      throw new Failure('501', 'feature-not-implemented')
  }
}

export function changeMembers(world: World, by: Person, group: Group, node: BinaryNode): BinaryNode[] {
  const people = children(node, 'participant').map(({ attrs }) => world.people.get(attrs.jid ?? ''))
  for (const person of people) {
    if (node.tag === 'remove') {
      group.members.delete(person)
    } else {
      group.members.set(person, node.tag === 'promote' ? 'admin' : '')
    }
  }
  group.announceChange(world, by, { tag: node.tag, attrs: {}, content: people.map(person => participant(group, person)) }, people)
  return [{ tag: node.tag, attrs: {}, content: people.map(person => ({ tag: 'participant', attrs: { jid: group.address(person) } })) }]
}

function answerRequests(world: World, by: Person, group: Group, node: BinaryNode): BinaryNode[] {
  const answer = children(node)[0]
  const people = children(answer, 'participant').map(({ attrs }) => world.people.get(attrs.jid ?? ''))
  for (const person of people) {
    group.requests.delete(person)
    if (answer?.tag === 'approve') {
      group.members.set(person, '')
      group.announceChange(world, by, { tag: 'add', attrs: {}, content: [participant(group, person)] })
    }
  }
  return [{ tag: 'membership_requests_action', attrs: {}, content: [{ tag: answer?.tag ?? 'approve', attrs: {}, content: people.map(person => ({ tag: 'participant', attrs: { jid: person.lidJid } })) }] }]
}
