// The way to Signal's service: libsignal's own connections for chat, plain HTTPS for the storage service and the CDNs.
import https from 'node:https';
import { readFileSync } from 'node:fs';
import { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Net, PublicKey } from '@signalapp/libsignal-client';
import { ServerPublicParams } from '@signalapp/libsignal-client/zkgroup.js';
import { bytes, concat, fromBase64, fromUtf8, utf8, type Bytes } from '../encoding/bytes.ts';
import { Failure, failureOfStatus } from '../rpc/failure.ts';
import type { Place } from './place.ts';

export type Reply = { status: number; headers: Record<string, string | string[] | undefined>; body: Bytes };

const MAX_REPLY = 64 * 1024 * 1024;
const TIMEOUT = 60_000;
const PREFIX = 'desktop.libsignalNet.';

export class Service {
  readonly net: Net.Net;
  readonly place: Place;
  readonly trustRoots: PublicKey[];
  readonly zk: ServerPublicParams;
  readonly #agent: https.Agent;

  constructor(place: Place, userAgent: string) {
    this.place = place;
    this.trustRoots = place.trustRoots.map((key) => PublicKey.deserialize(fromBase64(key)));
    this.zk = new ServerPublicParams(fromBase64(place.zkParams));
    this.#agent = new https.Agent({ ca: place.ca, keepAlive: true, maxSockets: 16 });
    this.net = new Net.Net(place.test ? simulated(place.test, userAgent) : { env: Net.Environment.Production, userAgent });
    if (place.remoteConfig) this.configure(place.remoteConfig);
  }

  /** Takes over what the service says of how it wants to be spoken to. */
  configure(entries: Record<string, string>): void { this.net.setRemoteConfig(new Map(Object.entries(entries)) as never); }
  takeRemoteConfig(config: Record<string, string>): void {
    const entries = Object.entries(config).filter(([name]) => name.startsWith(PREFIX)).map(([name, value]) => [name.slice(PREFIX.length), value] as const);
    this.configure({ ...this.place.remoteConfig, ...Object.fromEntries(entries) });
  }

  async request(method: string, url: string, headers: Record<string, string> = {}, body?: Uint8Array): Promise<Reply> {
    const response = await this.open(method, url, headers, body), parts: Buffer[] = [];
    let size = 0;
    for await (const part of response as AsyncIterable<Buffer>) {
      size += part.length;
      if (size > MAX_REPLY) { response.destroy(); throw new Failure('too-large', 'an answer of Signal is too large'); }
      parts.push(part);
    }
    return { status: response.statusCode!, headers: response.headers, body: concat(...parts) };
  }

  /** The answer as a stream; the body may be one, too. */
  open(method: string, url: string, headers: Record<string, string>, body?: Uint8Array | NodeJS.ReadableStream): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const broken = (e: Error) => reject(new Failure('network', 'the connection to Signal broke', { certain: false, cause: e }));
      const request = https.request(url, { method, headers: body instanceof Uint8Array ? { ...headers, 'content-length': body.length } : headers, agent: this.#agent, timeout: TIMEOUT }, resolve);
      request.on('timeout', () => request.destroy(new Error('timeout'))).on('error', broken);
      if (body && !(body instanceof Uint8Array)) body.on('error', (e: Error) => { request.destroy(e); broken(e); }).pipe(request);
      else request.end(body);
    });
  }
}

function simulated(test: { port: number; caFile: string }, userAgent: string) {
  const der = bytes(new Uint8Array(new X509Certificate(readFileSync(test.caFile)).raw));
  return {
    localTestServer: true as const, userAgent, TESTING_localServer_chatPort: test.port, TESTING_localServer_cdsiPort: test.port, TESTING_localServer_svr2Port: test.port,
    TESTING_localServer_svrBPort: test.port, TESTING_localServer_httpVersion: 2 as const, TESTING_localServer_rootCertificateDer: der,
  };
}

export const basic = (user: string, password: string): string => 'Basic ' + Buffer.from(`${user}:${password}`).toString('base64');

export async function callRaw(chat: Net.ChatConnection, verb: string, path: string, body?: unknown, headers: [string, string][] = [], timeoutMillis = 30_000) {
  const json: [string, string][] = body === undefined ? headers : [['content-type', 'application/json'], ...headers];
  return chat.fetch({ verb, path, headers: json, ...(body === undefined ? {} : { body: utf8(JSON.stringify(body)) }), timeoutMillis });
}

/** A request on a chat connection that answers with JSON, which the caller reads field by field; refusals are thrown. */
export async function call(chat: Net.ChatConnection, verb: string, path: string, body?: unknown, headers: [string, string][] = []): Promise<any> {
  const reply = await callRaw(chat, verb, path, body, headers);
  if (reply.status >= 300) throw failureOfStatus(reply.status, `${verb} ${path.split('?')[0]!.replace(/[0-9a-f]{8}-[0-9a-f-]{27}|[0-9A-Fa-f]{32,}/g, '…')}`);
  return reply.body?.length ? JSON.parse(fromUtf8(reply.body)) : null;
}
