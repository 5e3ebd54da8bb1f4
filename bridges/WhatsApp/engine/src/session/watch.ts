// Who is online is told only to who asks for it, chat by chat, and only while the account is online itself. So it is asked for the chats
// that somebody looks at, and the account is shown as online for a short while after that.
import type { WASocket } from 'baileys'

const onlineFor = 60_000
const askedAgainAfter = 10 * 60_000
const mostChats = 32

export class Watch {
  readonly #asked = new Map<string, number>()
  #timer: NodeJS.Timeout | undefined

  /**
   * Somebody reads or writes in a chat.
   * @param name what the account's user is called; without it nobody is shown as online
   * @param person the other's address, in a chat of two
   */
  async look(socket: WASocket, name: string | undefined, person: string | undefined, now = Date.now()): Promise<void> {
    if (name) {
      await this.#appear(socket, name)
    }
    if (person && now - (this.#asked.get(person) ?? 0) >= askedAgainAfter) {
      this.#asked.delete(person)
      this.#asked.set(person, now)
      if (this.#asked.size > mostChats) {
        this.#asked.delete([...this.#asked.keys()][0]!)
      }
      await socket.presenceSubscribe(person)
    }
  }

  /** Another connection knows nothing of what was asked for on this one. */
  forget(): void {
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#asked.clear()
  }

  async #appear(socket: WASocket, name: string): Promise<void> {
    const appears = this.#timer === undefined
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#timer = undefined
      say(socket, name, 'unavailable').catch(() => {})
    }, onlineFor)
    this.#timer.unref()
    if (appears) {
      await say(socket, name, 'available')
    }
  }

}

const say = (socket: WASocket, name: string, type: string): Promise<void> => socket.sendNode({ tag: 'presence', attrs: { name: name.replaceAll('@', ''), type } })
