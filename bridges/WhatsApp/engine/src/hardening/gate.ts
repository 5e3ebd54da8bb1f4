// Baileys sends receipts and acknowledgements before its user has had the message, and ciphertext before the ratchet is stored. So every
// stanza goes through config.gate, which decides when it leaves.
import { replaceInBaileys } from './replace.ts'

const before = `const sendNode = (frame) => {
        if (logger.level === 'trace') {`
const after = `const sendNode = (frame) => config.gate(frame, transmitNode);
    const transmitNode = (frame) => {
        if (logger.level === 'trace') {`

/** Whether the gate is in place; asked by the host's doctor. */
export const gateIsPlaced = replaceInBaileys('Socket/socket.js', before, after)
