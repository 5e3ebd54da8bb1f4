// The engine of the Signal module: Signal's own libraries behind JSON-RPC. It ends when its standard input does.
import { readFileSync } from 'node:fs';
import { Accounts } from './accounts/accounts.ts';
import { readPlace } from './connection/place.ts';
import { Service } from './connection/service.ts';
import { notify, serve } from './rpc/connection.ts';
import { log } from './rpc/log.ts';
import { methods } from './rpc/methods.ts';

const PROTOCOL = 1;
const own = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string; dependencies: Record<string, string> };

// Whoever stops the host with Ctrl+C or by its service group means the host, which then ends its engines by closing their input.
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => {});

process.on('unhandledRejection', (e) => log('a fault that nobody awaited', e));

// Never the name of one of Signal's apps: their versions expire by number.
const service = new Service(readPlace(process.argv[2] ?? new URL('../live.json', import.meta.url).pathname), `bridges/${own.version}`);
const accounts = new Accounts(service, (event) => notify('event', event));

serve(methods(service, accounts), () => accounts.stopAll());
notify('hello', { protocol: PROTOCOL, name: 'signal', version: own.dependencies['@signalapp/libsignal-client'], pid: process.pid });
