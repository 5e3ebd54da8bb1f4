// One person, one id. WhatsApp calls a person by a phone number (…@s.whatsapp.net) or by an opaque LID (…@lid), and changes from one to the
// other as it likes. The id given to the host is made when a person is first seen, of the LID where it is known, and stays for good.
import { jidDecode, jidNormalizedUser } from 'baileys'
import { Refusal } from '../rpc/lines.ts'
import type { Db } from '../store/database.ts'

const personServers = new Set(['s.whatsapp.net', 'lid', 'c.us', 'hosted', 'hosted.lid'])

export class Addresses {
  readonly #db: Db
  /** Two ids turned out to be one person's: the first is not used again. Called within the transaction that says so. */
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
    const addresses = [jid, ...(other ? [other] : [])].map(plain)
    const lid = addresses.find(isLid)
    const number = addresses.find(address => !isLid(address))
    return lid && number ? this.#pair(lid, number) : this.#find(addresses[0]!) ?? this.#remember(addresses[0]!, idOf(addresses[0]!))
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
    return this.#of(id).find(isLid)
  }

  number(id: string): string | undefined {
    return this.#of(id).find(jid => jid.endsWith('@s.whatsapp.net'))
  }

  /** A number may get another owner, a LID never does. */
  #pair(lid: string, number: string): string {
    const [named, numbered] = [this.#find(lid), this.#find(number)]
    if (named && named === numbered) {
      return named
    }
    // So far known by the number alone.
    if (numbered && !this.lid(numbered)) {
      return named ? this.#join(numbered, named) : this.#remember(lid, numbered)
    }
    return this.#remember(number, named ?? this.#remember(lid, idOf(lid)))
  }

  /** Somebody was seen under the number here and under the LID there, before it was known that these are one. */
  #join(from: string, to: string): string {
    this.#db.transaction(() => {
      this.#db.prepare('UPDATE address SET person = ? WHERE person = ?').run([to, from])
      this.onJoined(from, to)
    })()
    return to
  }

  /** The one learnt last first. */
  #of(id: string): string[] {
    return this.#db.prepare('SELECT jid FROM address WHERE person = ? ORDER BY learnt DESC', { pluck: true }).all([id]).map(String)
  }

  #find(jid: string): string | undefined {
    return this.#db.prepare('SELECT person FROM address WHERE jid = ?', { pluck: true }).get([jid]) as string | undefined
  }

  #remember(jid: string, person: string): string {
    this.#db.prepare('INSERT INTO address VALUES (?, ?, (SELECT ifnull(max(learnt), 0) + 1 FROM address)) ON CONFLICT (jid) DO UPDATE SET person = excluded.person, learnt = excluded.learnt')
      .run([jid, person])
    return person
  }
}

const isLid = (address: string): boolean => address.endsWith('@lid')

const plain = (jid: string): string => jidNormalizedUser(jid).replace('@hosted.lid', '@lid').replace('@hosted', '@s.whatsapp.net')

function idOf(jid: string): string {
  const user = jidDecode(jid)?.user ?? ''
  return isLid(jid) ? user : `+${user}`
}
