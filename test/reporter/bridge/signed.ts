import { bridgeSecret, bridgeSignature } from '../../../functions/envelope/bridge-signature.ts';
import { loadTicketSecret } from '../../../functions/adapters/dynamodb/case/ring-store.ts';
import { bodyOf } from '../../harness/requests.ts';
import type { Service } from '../../harness/service.ts';

export const bridges = {
  matrix: { channel: 'conduct', label: 'Direct message on Matrix' },
  slack: { channel: 'security', label: 'Direct message on Slack', generation: 2 },
};

export const message = {
  id: '$143273582443PhrSn:example.org',
  text: 'Somebody has been following me from talk to talk.',
  sender: { handle: '@mira:example.org', name: 'Mira Quill' },
  sentOn: '2026-03-09',
};

export type MessageFiled = {
  readonly followUpUrl: string;
  readonly until: string;
  readonly acknowledgeBy: string;
};

export const secretOf = async (service: Service, name: string, generation = 1): Promise<string> =>
  bridgeSecret(await loadTicketSecret(service.dynamo, service.emulators.tables.team), name, generation);

export const secondsOf = (time: Date): string => String(Math.floor(time.getTime() / 1_000));

/** A request as a bridge signs it. */
export const signed = (secret: string, body: string | Uint8Array, timestamp: string): RequestInit => {
  const bytes = Buffer.from(body);
  return {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'bridge-timestamp': timestamp,
      'bridge-signature': bridgeSignature(secret, timestamp, bytes),
    },
    body: bytes,
  };
};

export const bring = async (
  service: Service,
  content: unknown,
  { name = 'matrix', generation = 1 } = {},
): Promise<Response> =>
  service.reporter(
    `/api/bridges/${name}/messages`,
    signed(await secretOf(service, name, generation), JSON.stringify(content), secondsOf(service.clock.now)),
  );

export const brought = async (service: Service, content: unknown = message): Promise<MessageFiled> => {
  const answer = await bring(service, content);
  if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
  return bodyOf<MessageFiled>(answer);
};

export const tokenOf = ({ followUpUrl }: MessageFiled): string => followUpUrl.split('#')[1] ?? '';
