// Baileys sends receipts and acknowledgements before its user has had the message, and ciphertext before the ratchet is stored. It has no
// hook for that, so one function of the pinned version is replaced as it is loaded: every stanza goes through config.gate, which decides
// when it leaves. A version in which that function looks different is refused at start.
import { registerHooks } from 'node:module'

const before = `const sendNode = (frame) => {
        if (logger.level === 'trace') {`
const after = `const sendNode = (frame) => config.gate(frame, transmitNode);
    const transmitNode = (frame) => {
        if (logger.level === 'trace') {`

let placed = false

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context)
    if (!url.endsWith('/baileys/lib/Socket/socket.js')) {
      return loaded
    }
    const source = String(loaded.source)
    if (source.split(before).length !== 2) {
      throw new Error('This version of Baileys is not the one that this engine was made for.')
    }
    placed = true
    return { ...loaded, source: source.replace(before, after) }
  },
})

/** Whether the gate is in place; asked by the host's doctor. */
export const gateIsPlaced = (): boolean => placed
