// One person, one id. WhatsApp calls a person by a phone number (…@s.whatsapp.net) or by an opaque LID (…@lid), and changes from one to the
// other as it likes. The id given to the host is made when a person is first seen, of the LID where it is known, and stays for good.
import { jidDecode, jidNormalizedUser } from 'baileys'
import { Refusal } from '../rpc/lines.ts'
import type { Db } from '../store/database.ts'

const personServers = new Set(['s.whatsapp.net', 'lid', 'c.us', 'hosted', 'hosted.lid'])

export class Addresses {
  readonly #db: Db
  /** Two ids turned out to be one person's: the first is not used again. */
  onJoined: (from: string, to: string) => void = () => {}

  constructor(db: Db) {
    this.#db = db
  }

  /** Whether the address is a person's and not a group's, channel's or list's. */
  static isPerson(jid: string | null | undefined): jid is string {
    const decoded = jidDecode(jid ?? undefined)
    return personServers.has(decoded?.server ?? '') && /^[0-9]{1,20}$/.test(decoded?.user ?? '')
  }

  /** The id of a person, known by one address or by both. */
  person(jid: string, other?: string | null): string {
    const address = plain(jid)
    const second = other ? plain(other) : undefined
    const first = this.#find(address)
    const elsewhere = second ? this.#find(second) : undefined
    const known = first && elsewhere && first !== elsewhere ? this.#join(first, elsewhere) : first ?? elsewhere
    const person = known ?? idOf(address.endsWith('@lid') || !second ? address : second)
    this.#remember(address, person)
    if (second) {
      this.#remember(second, person)
    }
    return person
  }

  /** The id of a chat: a person's for a direct chat, else the address itself. */
  chat(jid: string, other?: string | null): string {
    return Addresses.isPerson(jid) ? this.person(jid, other) : jid
  }

  /** The address to send to: the LID where it is known. */
  jid(id: string): string {
    if (/^[0-9-]{5,40}@(g\.us|newsletter|broadcast)$/.test(id) || id === 'status@broadcast') {
      return id
    }
    if (!/^\+?[0-9]{5,20}$/.test(id)) {
      throw new Refusal('gone', 'There is no such chat on WhatsApp.')
    }
    return this.lid(id) ?? this.number(id) ?? (id.startsWith('+') ? `${id.slice(1)}@s.whatsapp.net` : `${id}@lid`)
  }

  lid(id: string): string | undefined {
    return this.#of(id).find(jid => jid.endsWith('@lid'))
  }

  number(id: string): string | undefined {
    return this.#of(id).find(jid => jid.endsWith('@s.whatsapp.net'))
  }

  /** Somebody was seen under the number here and under the LID there, before it was known that these are one. */
  #join(first: string, second: string): string {
    const [from, to] = first.startsWith('+') ? [first, second] : [second, first]
    this.#db.prepare('UPDATE address SET person = ? WHERE person = ?').run([to, from])
    this.onJoined(from, to)
    return to
  }

  #of(id: string): string[] {
    return this.#db.prepare('SELECT jid FROM address WHERE person = ?', { pluck: true }).all([id]).map(String)
  }

  #find(jid: string): string | undefined {
    return this.#db.prepare('SELECT person FROM address WHERE jid = ?', { pluck: true }).get([jid]) as string | undefined
  }

  #remember(jid: string, person: string): void {
    this.#db.prepare('INSERT INTO address VALUES (?, ?) ON CONFLICT (jid) DO NOTHING').run([jid, person])
  }
}

const plain = (jid: string): string => jidNormalizedUser(jid).replace('@hosted.lid', '@lid').replace('@hosted', '@s.whatsapp.net')

function idOf(jid: string): string {
  const user = jidDecode(jid)?.user ?? ''
  return jid.endsWith('@lid') ? user : `+${user}`
}
