// Where Signal's service is: the real one, or a simulated one where the test configuration says so.
import { readFileSync } from 'node:fs';

export type Place = {
  /** Present for a simulated service only. */
  test?: { port: number; caFile: string; /** Answers for the directory of phone numbers. */ directory?: string; /** How often the connection is probed, in milliseconds. */ probe?: number };
  storage: string;
  cdn: Record<string, string>;
  ca: string;
  trustRoots: string[];
  zkParams: string;
  /** Which requests go by gRPC and which by the websocket, until the service has said. */
  remoteConfig?: Record<string, string>;
};

export function readPlace(file: string): Place {
  const place = JSON.parse(readFileSync(file, 'utf8')) as Place;
  for (const key of ['storage', 'cdn', 'ca', 'trustRoots', 'zkParams'] as const) if (!place[key]) throw new Error(`the description of the service lacks ${key}`);
  return place;
}
