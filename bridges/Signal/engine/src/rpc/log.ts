// One line on standard error for the host's log: never a text, a number or an id of a person.
const IDS = /(PNI:)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\+\d{6,15}/gi;

export function log(message: string, error?: unknown): void {
  const why = error instanceof Error ? `: ${error.message}` : error === undefined ? '' : `: ${String(error)}`;
  process.stderr.write(`${(message + why).replace(IDS, '…').replace(/\s+/g, ' ').slice(0, 500)}\n`);
}
