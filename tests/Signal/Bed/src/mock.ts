// Signal's own mock server. Its inner parts are reached by path: the package exports only its face. They are typed loosely on purpose,
// since the patches below reach into what its own types keep private.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
export type Loose = any;

const package_ = '@signalapp/mock-server';
const root = require.resolve(`${package_}/package.json`).replace('package.json', '');
export const certificates = `${root}certs/`;
const inner = (path: string): Loose => require(`${root}src/${path}.js`);

export const { Server, StorageState } = require(package_) as Loose;
export const Proto = (require(`${root}protos/compiled.js`) as Loose).signalservice;
export const { PrimaryDevice, EMPTY_GROUP_ACTIONS } = inner('api/primary-device');
export const { Group } = inner('api/group');
export const { ServerGroup } = inner('server/group');
export const { Connection } = inner('server/ws/connection');
export const { encryptAttachment } = inner('crypto');
export const { EnvelopeType } = inner('server/base');
export const ServiceIdKind = inner('types').ServiceIdKind;
export const libsignal = createRequire(`${root}src/index.js`)('@signalapp/libsignal-client') as Loose;
export const zkgroup = createRequire(`${root}src/index.js`)('@signalapp/libsignal-client/zkgroup') as Loose;
export const WebSocket = createRequire(`${root}src/index.js`)('ws') as Loose;
