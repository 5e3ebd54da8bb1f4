// Groups of the simulated network.
import type { BinaryNode } from 'baileys'
import { seconds, server } from './nodes.ts'
import type { Person } from './people.ts'
import type { World } from './world.ts'

export class Group {
  readonly id: string
  readonly owner: Person
  /** Members with their role: empty, admin or superadmin. */
  readonly members = new Map<Person, string>()
  /** Whose devices have whose sender key. */
  readonly distributed = new Set<string>()
  readonly requests = new Set<Person>()
  subject: string
  description = ''
  announce = false
  locked = false
  approval = false
  timer = 0
  parent: string | undefined
  community = false
  communityAnnounce = false
  code = 'SIMULATEDCODE'
  /** Clients have to look at it anew before they write. */
  stale = false
  /** How the group names its members. */
  byLid = true

  constructor(id: string, subject: string, owner: Person, members: Person[]) {
    this.id = id
    this.subject = subject
    this.owner = owner
    for (const member of members) {
      this.members.set(member, member === owner ? 'superadmin' : '')
    }
  }

  address(person: Person): string {
    return this.byLid ? person.lidJid : person.jid
  }

  describe(): BinaryNode {
    this.stale = false
    const mark = (on: boolean, tag: string, attrs: Record<string, string> = {}): BinaryNode[] => (on ? [{ tag, attrs }] : [])
    return {
      tag: 'group',
      attrs: {
        id: this.id.split('@')[0] ?? '', subject: this.subject, s_t: '1700000000', s_o: this.owner.lidJid, creation: '1700000000',
        creator: this.owner.lidJid, addressing_mode: this.byLid ? 'lid' : 'pn', size: String(this.members.size),
      },
      content: [
        ...mark(this.announce, 'announcement'), ...mark(this.locked, 'locked'), ...mark(this.approval, 'membership_approval_mode'),
        ...mark(this.community, 'parent', { default_membership_approval_mode: 'request_required' }),
        ...mark(this.communityAnnounce, 'default_sub_group'), ...mark(Boolean(this.parent), 'linked_parent', { jid: this.parent ?? '' }),
        ...mark(this.timer > 0, 'ephemeral', { expiration: String(this.timer) }),
        ...(this.description
          ? [{ tag: 'description', attrs: { id: 'd1', t: '1700000000', participant: this.owner.lidJid }, content: [{ tag: 'body', attrs: {}, content: Buffer.from(this.description) }] }]
          : []),
        ...[...this.members].map(([member, role]): BinaryNode => ({
          tag: 'participant',
          attrs: {
            jid: this.address(member), ...(this.byLid ? { phone_number: member.number + server } : { lid: member.lidJid }), ...(role ? { type: role } : {}),
          },
        })),
      ],
    }
  }

  /** Tells all members, and those who were put out just now, what somebody changed. */
  announceChange(world: World, by: Person, change: BinaryNode, also: Person[] = []): void {
    const id = world.nextId()
    const stanza: BinaryNode = {
      tag: 'notification',
      attrs: {
        from: this.id, type: 'w:gp2', id, participant: this.address(by), ...(this.byLid ? { participant_pn: by.jid } : { participant_lid: by.lidJid }),
        t: seconds(), addressing_mode: this.byLid ? 'lid' : 'pn', notify: by.name,
      },
      content: [change],
    }
    for (const member of new Set([...this.members.keys(), ...also])) {
      for (const [, device] of member.linked()) {
        device.queue.push(stanza)
        if (device.client?.live) {
          device.client.send(stanza)
        }
      }
    }
  }
}
