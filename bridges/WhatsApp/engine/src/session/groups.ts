// Groups as they are now, remembered between two changes so that not every message costs a question.
import { getBinaryNodeChild, getBinaryNodeChildren, type BinaryNode, type GroupMetadata, type WAMessage, type WASocket } from 'baileys'
import { Addresses } from '../people/addresses.ts'
import type { Json } from '../rpc/lines.ts'
import type { Books } from './books.ts'
import { staleGroup } from './deliveries.ts'

const freshFor = 10 * 60 * 1000

export class GroupBook {
  readonly #books: Books
  readonly #socket: () => WASocket
  readonly #known = new Map<string, { group: GroupMetadata; at: number }>()

  constructor(books: Books, socket: () => WASocket) {
    this.#books = books
    this.#socket = socket
  }

  /** For Baileys, which would ask the server for each message that is sent. */
  cached(jid: string): GroupMetadata | undefined {
    const known = this.#known.get(jid)
    return known && Date.now() - known.at < freshFor ? known.group : undefined
  }

  async get(jid: string): Promise<GroupMetadata> {
    return this.cached(jid) ?? this.#remember(await this.#socket().groupMetadata(jid))
  }

  async all(): Promise<GroupMetadata[]> {
    return Object.values(await this.#socket().groupFetchAllParticipating()).map(group => this.#remember(group))
  }

  forget(jid: string): void {
    this.#known.delete(jid)
  }

  refused({ attrs }: BinaryNode): void {
    if (attrs.error === staleGroup) {
      this.forget(attrs.from ?? '')
    }
  }

  forgetChanged(messages: WAMessage[]): void {
    for (const message of messages) {
      if (message.messageStubType && message.key.remoteJid) {
        this.forget(message.key.remoteJid)
      }
    }
  }

  /** Somebody has a new phone: what groups are encrypted with must reach it anew, or it never reads us again. */
  identityChanged(node: BinaryNode): void {
    const from = node.attrs.from
    if (!getBinaryNodeChild(node, 'identity') || !Addresses.isPerson(from)) {
      return
    }
    const { db, state, addresses } = this.#books
    const person = addresses.person(from)
    const names = new Set([addresses.lid(person), addresses.number(person)].map(jid => jid?.split('@')[0]))
    for (const row of db.prepare("SELECT id FROM signal WHERE type = 'sender-key-memory'").all()) {
      void forgetDevices(state.keys, String(row.id), names)
    }
  }

  /** The groups that a notice says to be in a community now, or no longer. The library passes it over. */
  movedBy(node: BinaryNode): string[] {
    const moves = [...getBinaryNodeChildren(node, 'link'), ...getBinaryNodeChildren(node, 'unlink')]
    const groups = moves.flatMap(move => getBinaryNodeChildren(move, 'group').map(({ attrs }) => attrs.jid))
    return moves.length > 0 ? [node.attrs.from, ...groups].filter((jid): jid is string => jid?.endsWith('@g.us') === true) : []
  }

  describe(group: GroupMetadata): Json {
    const { addresses } = this.#books
    return {
      id: group.id, name: group.subject, topic: group.desc ?? undefined, announce: group.announce ?? false, locked: group.restrict ?? false,
      parent: group.linkedParent ?? undefined, community: group.isCommunity ?? false, communityAnnounce: group.isCommunityAnnounce ?? false,
      approval: group.joinApprovalMode ?? false, memberAdd: group.memberAddMode ?? false, timer: group.ephemeralDuration ?? 0, created: (group.creation ?? 0) * 1000,
      members: group.participants.map(member => ({
        user: addresses.person(member.id, member.phoneNumber ?? member.lid),
        role: member.admin === 'superadmin' ? 'owner' : member.admin ? 'admin' : 'member',
      })),
    }
  }

  #remember(group: GroupMetadata): GroupMetadata {
    this.#known.set(group.id, { group, at: Date.now() })
    this.#books.learnAdministrators(group)
    this.#books.chats.learn(group.id, { name: group.subject, timer: group.ephemeralDuration ?? 0, announce: group.announce ?? false, takesComments: (group.isCommunityAnnounce && group.announce) ?? false })
    return group
  }
}

async function forgetDevices(keys: Books['state']['keys'], group: string, users: Set<string | undefined>): Promise<void> {
  const memory = (await keys.get('sender-key-memory', [group]))[group] ?? {}
  const kept = Object.fromEntries(Object.entries(memory).filter(([jid]) => !users.has(jid.split(/[:@]/)[0])))
  await keys.set({ 'sender-key-memory': { [group]: kept } })
}
