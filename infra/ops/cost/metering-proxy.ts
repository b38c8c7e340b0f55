import { createServer } from 'node:http';
import { listen, type Listening } from '../../local/listen.ts';
import { readBody } from '../../local/read-body.ts';
import { unitsOfCall, type Units } from './units.ts';

export type Metered = { readonly operation: string } & Units;

export type MeteringProxy = Listening & {
  /** The calls since they were last taken. */
  readonly take: () => readonly Metered[];
};

const ofThisConnection = ['host', 'connection', 'content-length', 'transfer-encoding'];
const bodyLimit = 16 * 1024 * 1024;

/** Stands between a function and an emulator, passes everything on and notes what each call would be charged. */
export const startMeteringProxy = async (target: string): Promise<MeteringProxy> => {
  const calls: Metered[] = [];
  const server = createServer((incoming, outgoing) => {
    const pass = async (): Promise<void> => {
      const body = Buffer.from((await readBody(incoming, bodyLimit)) ?? '');
      const headers = Object.entries(incoming.headers).flatMap(([name, value]): [string, string][] =>
        ofThisConnection.includes(name) || value === undefined ? [] : [[name, String(value)]],
      );
      const answer = await fetch(`${target}${incoming.url ?? '/'}`, { method: 'POST', headers, body });
      const text = await answer.text();
      const [service = '', operation = ''] = String(incoming.headers['x-amz-target']).split('.');
      const isDynamo = service.startsWith('DynamoDB');
      const units =
        isDynamo && answer.ok ? unitsOfCall(operation, JSON.parse(body.toString()), JSON.parse(text)) : none;
      calls.push({ operation, ...units });
      outgoing.writeHead(answer.status, {
        'content-type': answer.headers.get('content-type') ?? 'text/plain',
      });
      outgoing.end(text);
    };
    pass().catch(() => outgoing.destroy());
  });
  return { ...(await listen(server, 0)), take: () => calls.splice(0) };
};

const none: Units = { reads: 0, writes: 0 };
