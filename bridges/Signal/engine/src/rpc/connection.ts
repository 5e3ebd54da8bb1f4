// JSON-RPC 2.0 with the host, one object a line: requests come on standard input, answers and notifications go out on standard output.
import { createInterface } from 'node:readline';
import { describe } from '../send/outcome.ts';
import { Failure, failureOf } from './failure.ts';
import { log } from './log.ts';

export type Parameters = Record<string, unknown>;
export type Method = (parameters: Parameters) => unknown;

const UNKNOWN_METHOD = -32601;
const FAILED = 1;

const write = (message: unknown): void => { process.stdout.write(`${JSON.stringify(message)}\n`); };

export const notify = (method: string, params: unknown): void => write({ jsonrpc: '2.0', method, params });

export function serve(methods: Readonly<Record<string, Method>>, ended: () => Promise<void>): void {
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  lines.on('line', (line) => void answer(methods, line));
  lines.on('close', () => void ended().finally(() => process.exit(0)));
}

async function answer(methods: Readonly<Record<string, Method>>, line: string): Promise<void> {
  let request: { id?: number; method?: string; params?: Parameters };
  try { request = JSON.parse(line) as typeof request; } catch { log('a line of the host is no JSON'); return; }
  const { id, method } = request, known = method !== undefined && Object.hasOwn(methods, method) ? methods[method] : undefined;
  if (!known) { write({ jsonrpc: '2.0', id, error: { code: UNKNOWN_METHOD, message: `unknown method ${method}` } }); return; }
  try {
    write({ jsonrpc: '2.0', id, result: (await known(request.params ?? {})) ?? {} });
  } catch (e) {
    const failure = failureOf(e);
    if (failure.kind === 'internal') log(`${method} failed`, e instanceof Failure ? e : (e as Error)?.stack ?? e);
    write({ jsonrpc: '2.0', id, error: { code: FAILED, message: failure.message, data: describe(failure) } });
  }
}
