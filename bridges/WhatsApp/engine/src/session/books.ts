// All that one account knows, on one database.
import type { GroupMetadata } from 'baileys'
import { Addresses } from '../people/addresses.ts'
import { Directory } from '../people/directory.ts'
import { Administrators } from '../store/administrators.ts'
import { Chats } from '../store/chats.ts'
import { openDatabase, type Db } from '../store/database.ts'
import { Messages } from '../store/messages.ts'
import { State } from '../store/state.ts'

export class Books {
  readonly db: Db
  readonly state: State
  readonly addresses: Addresses
  readonly directory: Directory
  readonly chats: Chats
  readonly messages: Messages
  readonly administrators: Administrators

  /** Groups in which there were calls a short while ago, by the call. */
  readonly groupCalls = new Map<string, string>()

  constructor(folder: string, key: string) {
    this.db = openDatabase(folder, key)
    this.state = new State(this.db)
    this.addresses = new Addresses(this.db)
    this.directory = new Directory(this.db)
    this.chats = new Chats(this.db)
    this.messages = new Messages(this.db)
    this.administrators = new Administrators(this.db)
    this.addresses.onJoined = (from, to) => this.#joined(from, to)
  }

  /** The account's own id, once it is linked. */
  get self(): string | undefined {
    const me = this.state.creds.me
    return me?.lid ? this.addresses.person(me.lid, me.id) : undefined
  }

  /** The account's own addresses, as others name it. */
  get ownAddresses(): string[] {
    const self = this.self
    return self ? [this.addresses.lid(self), this.addresses.number(self)].filter(jid => jid !== undefined) : []
  }

  /** Notes who administers a group, where that is said. */
  learnAdministrators({ id, participants }: Partial<GroupMetadata>): void {
    if (id && participants) {
      this.administrators.set(id, participants.filter(member => member.admin)
        .map(member => this.addresses.person(member.id, member.phoneNumber ?? member.lid)))
    }
  }

  #joined(from: string, to: string): void {
    this.messages.move(from, to)
    this.chats.move(from, to)
    this.directory.move(from, to)
    this.administrators.move(from, to)
    this.state.tellWithin({ type: 'moved', chat: from, to, at: Date.now() })
  }

  close(): void {
    this.db.close()
  }
}
