// libsignal tries a message on each session with its author, and what the tries that fail have done to their sessions is stored with the
// rest: once a message of the session before it was read, a session that was just begun cannot read the answers to it any more. So each
// try is made on a copy. Also, a message that was read before is told apart from one that cannot be read.

interface Session {
  serialize(): object
  constructor: { deserialize(data: object): Session }
}

interface Cipher {
  decryptWithSessions(data: Buffer, sessions: Session[]): Promise<{ session: Session; plaintext: Buffer }>
  doDecryptWhisperMessage(data: Buffer, session: Session): Promise<Buffer>
}

/** @param prototype that of libsignal's SessionCipher */
export function tryOnCopies(prototype: Cipher): void {
  const { decryptWithSessions, doDecryptWhisperMessage } = prototype

  prototype.doDecryptWhisperMessage = async function (data, session) {
    const copy = session.constructor.deserialize(session.serialize())
    const plaintext = await doDecryptWhisperMessage.call(this, data, copy)
    for (const name of Object.keys(session)) {
      Reflect.deleteProperty(session, name)
    }
    Object.assign(session, copy)
    return plaintext
  }

  prototype.decryptWithSessions = async function (data, sessions) {
    let readBefore: unknown
    const watched = Object.create(this) as Cipher
    watched.doDecryptWhisperMessage = async (given, session) => {
      try {
        return await this.doDecryptWhisperMessage(given, session)
      } catch (error) {
        readBefore ??= error instanceof Error && error.name === 'MessageCounterError' ? error : undefined
        throw error
      }
    }
    try {
      return await decryptWithSessions.call(watched, data, sessions)
    } catch (error) {
      throw readBefore ?? error
    }
  }
}
