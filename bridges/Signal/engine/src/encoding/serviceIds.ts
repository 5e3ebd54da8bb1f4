// The names of people: an ACI (a UUID), or "PNI:" and a UUID where only the phone number's identity is known. On the wire both
// exist as text and as bytes; since 2026 the service uses bytes only, older clients still write text.
import * as L from '@signalapp/libsignal-client';
import { bytes, type Bytes } from './bytes.ts';

export const toBinary = (id: string): Bytes => bytes(L.ServiceId.parseFromServiceIdString(id).getServiceIdBinary());
export const toAciBytes = (id: string): Bytes => bytes(L.Aci.parseFromServiceIdString(id).getRawUuidBytes());
export const isPni = (id: string): boolean => id.startsWith('PNI:');

/** The id in canonical text, or null where there is none or it is not one. */
export function readId(binary: Uint8Array | undefined, text?: string): string | null {
  try {
    if (binary?.length) return L.ServiceId.parseFromServiceIdBinary(bytes(binary)).getServiceIdString();
    return text ? L.ServiceId.parseFromServiceIdString(text).getServiceIdString() : null;
  } catch {
    return null;
  }
}

/** As readId, for people whose ACI is meant. */
export function readAci(binary: Uint8Array | undefined, text?: string): string | null {
  const id = readId(binary, text);
  return id && !isPni(id) ? id : null;
}

export function isServiceId(text: unknown): boolean {
  return typeof text === 'string' && readId(undefined, text) === text;
}

/** The identity of a phone number; on the wire with or without its kind in front. */
export function readPni(binary: Uint8Array | undefined, text?: string): string | null {
  const raw = binary?.length === 16 ? new Uint8Array([1, ...binary]) : binary, id = readId(raw, text && !isPni(text) ? `PNI:${text}` : text);
  return id && isPni(id) ? id : null;
}
