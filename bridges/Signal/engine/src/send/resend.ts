// Messages that somebody's device could not read are said again; those that we could not read are asked for again.
import * as L from '@signalapp/libsignal-client';
import { fromBinary, toBinary, create } from '@bufbuild/protobuf';
import { ContentSchema } from '../../gen/content_pb.js';
import { bytes, fromBase64 } from '../encoding/bytes.ts';
import type { Unreadable } from '../receive/envelope.ts';
import { Unit } from '../store/unit.ts';
import type { Sender } from './sender.ts';

/** Asks the sender to say it again. */
export async function askAgain(sender: Sender, u: Unreadable): Promise<void> {
  if (!u.request) return;
  const request = u.request;
  const number = () => sender.turns.take(async () => (await new Unit(sender.store).sessions().getSession(L.ProtocolAddress.new(u.sender, u.device)))?.remoteRegistrationId());
  // Where there is no session, which may be the trouble, one is begun: the question must reach their device.
  if (await number() === undefined) await sender.sessions.begin(u.sender, { deviceId: u.device }, null);
  const registrationId = await number();
  if (registrationId === undefined) return;
  await sender.links().chat.sendMessage({
    destination: L.ServiceId.parseFromServiceIdString(u.sender), timestamp: Date.now(), onlineOnly: false, urgent: false,
    contents: [{ deviceId: u.device, registrationId, contents: L.PlaintextContent.from(request).asCiphertextMessage() }],
  });
}

/** Says again what one device could not read, with a new session where the old one is the trouble. */
export async function repeat(sender: Sender, to: string, device: number, request: L.DecryptionErrorMessage): Promise<boolean> {
  const { store } = sender, account = store.account(), timestamp = request.timestamp();
  if (request.deviceId() !== account.deviceId) return false;
  const ratchet = request.ratchetKey();
  if (ratchet) {
    await sender.turns.take(async () => {
      const unit = new Unit(store), address = L.ProtocolAddress.new(to, device), session = await unit.sessions().getSession(address);
      if (session?.currentRatchetKeyMatches(ratchet)) { session.archiveCurrentState(); await unit.sessions().saveSession(address, session); }
      unit.commit();
    });
  }
  const sent = store.sent(timestamp, to);
  if (!sent) return false;
  const content = fromBinary(ContentSchema, sent.content), groupId = sent.group_id ? bytes(fromBase64(sent.group_id)) : null;
  if (groupId && !ratchet) {
    // It was said with the group's key, which that device does not have.
    const shared = store.json<{ distribution: string }>('group-key', sent.group_id!);
    if (shared) content.senderKeyDistribution = await sender.turns.take(async () => {
      const unit = new Unit(store), key = await L.SenderKeyDistributionMessage.create(L.ProtocolAddress.new(account.aci, account.deviceId), shared.distribution, unit.senderKeys());
      unit.commit();
      return key.serialize();
    });
  }
  await sender.deliver(to, toBinary(ContentSchema, create(ContentSchema, content)), { timestamp, groupId, hint: sent.hint as L.ContentHint });
  return true;
}
