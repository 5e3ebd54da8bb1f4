// libsignal's verifySignature() returns false for a bad signature, and Baileys only looks for exceptions: it would accept any well-formed
// signature on the server's certificate and on the phone's word for this device. libsignal also skips the check of a contact's signed
// pre-key. So a bad signature throws, and the check cannot be skipped. Must be loaded before Baileys.
import { createRequire } from 'node:module'

type Verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array, skip?: boolean) => boolean

const curve = createRequire(import.meta.url)('libsignal/src/curve.js') as { verifySignature: Verify }
const verify = curve.verifySignature

curve.verifySignature = (publicKey, message, signature) => {
  if (!verify(publicKey, message, signature)) {
    throw new Error('Invalid signature')
  }
  return true
}

/** Whether a bad signature is refused; asked by the host's doctor. */
export function signaturesAreChecked(): boolean {
  const zeros = new Uint8Array(32)
  try {
    curve.verifySignature(new Uint8Array([5, ...zeros]), zeros, new Uint8Array(64), true)
    return false
  } catch {
    return true
  }
}
