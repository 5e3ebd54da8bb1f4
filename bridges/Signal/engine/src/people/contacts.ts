// The address book that the phone sends. It may be empty or partial: what is missing in it is not gone.
import { fromBinary } from '@bufbuild/protobuf';
import { BinaryReader } from '@bufbuild/protobuf/wire';
import { readFile, rm } from 'node:fs/promises';
import { ContactDetailsSchema, type AttachmentPointer, type ContactDetails } from '../../gen/content_pb.js';
import type { Service } from '../connection/service.ts';
import { readAci } from '../encoding/serviceIds.ts';
import { downloadTo } from '../files/download.ts';
import { readPointer } from '../files/pointer.ts';
import { log } from '../rpc/log.ts';
import type { Store } from '../store/database.ts';
import { Unit } from '../store/unit.ts';
import { learnPerson } from './person.ts';

export async function takeContacts(service: Service, store: Store, folder: string, blob: AttachmentPointer): Promise<void> {
  const pointer = readPointer(blob);
  if (!pointer) return;
  const file = `${folder}/contacts.part`;
  try {
    await downloadTo(service, pointer, file);
    readInto(store, new Uint8Array(await readFile(file)));
  } finally {
    await rm(file, { force: true });
  }
}

export function readInto(store: Store, blob: Uint8Array): number {
  const unit = new Unit(store), reader = new BinaryReader(blob);
  let known = 0;
  try {
    while (reader.pos < reader.len) {
      const c = readEntry(reader.bytes());
      if (!c) continue;
      if (c.avatar?.length) break;   // pictures stand between entries in an older form; the rest cannot be told apart
      const id = readAci(c.aci, c.aciText);
      if (!id) continue;
      known++;
      const changed = learnPerson(store, id, { ...(c.number && /^\+\d{5,15}$/.test(c.number) ? { number: c.number } : {}), ...(c.name ? { contactName: c.name.slice(0, 128) } : {}) });
      if (changed) unit.tell({ kind: 'person-changed', person: id });
      if (c.expireTimer !== undefined && !unit.get('timer', id)) unit.putJson('timer', id, { seconds: c.expireTimer, version: c.expireTimerVersion ?? 1 });
    }
  } catch (e) {
    log('the address book ends in the middle of an entry', e);
  }
  unit.commit();
  return known;
}

/** One entry that cannot be read hides no other. */
function readEntry(raw: Uint8Array): ContactDetails | null {
  try { return fromBinary(ContactDetailsSchema, raw); } catch (e) { log('an entry of the address book cannot be read', e); return null; }
}
