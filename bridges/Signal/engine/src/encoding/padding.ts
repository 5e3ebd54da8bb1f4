// ISO 7816 padding up to blocks of 160 bytes, so that the length of a message tells little.
import { bytes, type Bytes } from './bytes.ts';

const BLOCK = 160;

export function pad(plain: Uint8Array): Bytes {
  const out = new Uint8Array(Math.ceil((plain.length + 1) / BLOCK) * BLOCK);
  out.set(plain);
  out[plain.length] = 0x80;
  return out;
}

export function unpad(padded: Uint8Array): Bytes {
  const end = padded.lastIndexOf(0x80);
  if (end < 0 || padded.subarray(end + 1).some((x) => x !== 0)) throw new Error('bad padding');
  return bytes(padded.subarray(0, end));
}
