import { createServer } from 'node:http';
import { listen, type Listening } from '../../infra/local/listen.ts';
import { readBody } from '../../infra/local/read-body.ts';
import { operationOf } from '../../infra/local/s3/operation.ts';
import { s3ChargeOf, unitsOfCall, type Units } from './units.ts';

export type Metered = { readonly operation: string } & Units;

type Proxy<Call> = Listening & {
  /** The calls since they were last taken. */
  readonly take: () => readonly Call[];
};
export type MeteringProxy = Proxy<Metered>;

const ofThisConnection = ['host', 'connection', 'content-length', 'transfer-encoding', 'expect'];
const bodyLimit = 16 * 1024 * 1024;

type Passed = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
};
type Answered = { readonly ok: boolean; readonly body: Buffer };

/** Stands between a function and an emulator, passes everything on and notes of each call what `meter` makes of it. */
const startProxy = async <Call>(
  target: string,
  meter: (asked: Passed, answered: Answered) => Call,
): Promise<Proxy<Call>> => {
  const calls: Call[] = [];
  const server = createServer((incoming, outgoing) => {
    const pass = async (): Promise<void> => {
      const body = Buffer.from((await readBody(incoming, bodyLimit)) ?? '');
      const headers = Object.fromEntries(
        Object.entries(incoming.headers).flatMap(([name, value]): [string, string][] =>
          ofThisConnection.includes(name) || value === undefined ? [] : [[name, String(value)]],
        ),
      );
      const { method = 'GET', url: path = '/' } = incoming;
      const answer = await fetch(`${target}${path}`, {
        method,
        headers,
        ...(method === 'GET' || method === 'HEAD' ? {} : { body }),
      });
      const answered = { ok: answer.ok, body: Buffer.from(await answer.arrayBuffer()) };
      calls.push(meter({ method, path, headers, body }, answered));
      outgoing.writeHead(
        answer.status,
        Object.fromEntries([...answer.headers].filter(([name]) => !ofThisConnection.includes(name))),
      );
      outgoing.end(answered.body);
    };
    pass().catch(() => outgoing.destroy());
  });
  return { ...(await listen(server, 0)), take: () => calls.splice(0) };
};

/** Before an emulator whose calls name their operation in a header: DynamoDB, KMS. */
export const startMeteringProxy = (target: string): Promise<MeteringProxy> =>
  startProxy(target, ({ headers, body }, answered) => {
    const [service = '', operation = ''] = String(headers['x-amz-target']).split('.');
    const isDynamo = service.startsWith('DynamoDB');
    const units =
      isDynamo && answered.ok
        ? unitsOfCall(operation, JSON.parse(body.toString()), JSON.parse(answered.body.toString()))
        : none;
    return { operation, ...units };
  });

/** Before S3: which kind each request is charged as, also when it was refused. */
export const startS3MeteringProxy = (target: string): Promise<Proxy<ReturnType<typeof s3ChargeOf>>> =>
  startProxy(target, (asked) => s3ChargeOf(operationOf(asked).name));

const none: Units = { reads: 0, writes: 0 };
