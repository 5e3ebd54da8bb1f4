// The address book that the phone sends. It may be empty or partial: what is missing in it is not gone.
import { sizeDelimitedDecodeStream } from '@bufbuild/protobuf/wire';
import { readFile, rm } from 'node:fs/promises';
import { ContactDetailsSchema, type AttachmentPointer } from '../../gen/content_pb.js';
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
    await readInto(store, new Uint8Array(await readFile(file)));
  } finally {
    await rm(file, { force: true });
  }
}

export async function readInto(store: Store, blob: Uint8Array): Promise<number> {
  const unit = new Unit(store);
  let known = 0;
  try {
    for await (const c of sizeDelimitedDecodeStream(ContactDetailsSchema, (async function* () { yield blob; })())) {
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
