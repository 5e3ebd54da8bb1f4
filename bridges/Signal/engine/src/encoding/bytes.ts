// Small conversions that everything uses.
import { createHash, createHmac } from 'node:crypto';

export type Bytes = Uint8Array<ArrayBuffer>;
export const bytes = (x: Uint8Array): Bytes => x as Bytes;
export const concat = (...parts: readonly Uint8Array[]): Bytes => bytes(new Uint8Array(Buffer.concat(parts)));
export const utf8 = (text: string): Bytes => bytes(new TextEncoder().encode(text));
export const fromUtf8 = (x: Uint8Array): string => new TextDecoder().decode(x);
export const base64 = (x: Uint8Array): string => Buffer.from(x).toString('base64');
export const fromBase64 = (text: string): Bytes => bytes(new Uint8Array(Buffer.from(text, 'base64')));
export const hex = (x: Uint8Array): string => Buffer.from(x).toString('hex');
export const fromHex = (text: string): Bytes => bytes(new Uint8Array(Buffer.from(text, 'hex')));
export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
export const hmac = (key: Uint8Array, data: Uint8Array): Bytes => bytes(new Uint8Array(createHmac('sha256', key).update(data).digest()));
export const sha256 = (data: Uint8Array): Bytes => bytes(new Uint8Array(createHash('sha256').update(data).digest()));

/** A number from the wire that is a time or an id; what no number of JavaScript can hold is refused. */
export function safeNumber(value: bigint | undefined): number {
  const n = Number(value ?? 0n);
  if (!Number.isSafeInteger(n) || n < 0) throw new Error('number out of range');
  return n;
}
