// Copies of what this device does, for the user's other devices. One that could not be sent is kept until it can.
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { ContentSchema } from '../../gen/content_pb.js';
import { failureOf } from '../rpc/failure.ts';
import { log } from '../rpc/log.ts';
import type { ContentInit, Sender } from './sender.ts';

const MAX_KEPT = 1000;

export class Copies {
  readonly #sender: Sender; #flushing = false;
  constructor(sender: Sender) { this.#sender = sender; }

  async send(content: ContentInit, timestamp: number): Promise<void> {
    try { await this.#sender.toSelf(content, timestamp); }
    catch (e) {
      log('a copy for the own devices is kept for later', failureOf(e));
      const { store } = this.#sender;
      if (store.all('copy').length < MAX_KEPT) store.put('copy', String(timestamp).padStart(16, '0'), toBinary(ContentSchema, create(ContentSchema, content)));
    }
  }

  async flush(): Promise<void> {
    if (this.#flushing) return;
    this.#flushing = true;
    try {
      for (const { id, value } of this.#sender.store.all('copy')) {
        await this.#sender.toSelf(fromBinary(ContentSchema, value), Number(id));
        this.#sender.store.delete('copy', id);
      }
    } finally {
      this.#flushing = false;
    }
  }
}
