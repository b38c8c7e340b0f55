import { Agent, createServer, request } from 'node:http';
import { listen, type Listening } from '../../infra/local/listen.ts';

export type CountingProxy = Listening & {
  /** The operations asked for since the list was last emptied, in order. */
  readonly operations: string[];
};

/**
 * Stands between a function and an emulator, passes everything on and notes what was asked for.
 * @param heard gets each request's body once it is whole
 */
export const startCountingProxy = async (
  target: string,
  heard?: (body: string) => void,
): Promise<CountingProxy> => {
  const operations: string[] = [];
  const agent = new Agent({ keepAlive: true });
  const server = createServer((incoming, outgoing) => {
    operations.push(String(incoming.headers['x-amz-target']).split('.').at(-1) ?? '');
    const { method, headers, url = '/' } = incoming;
    const onward = request(
      `${target}${url}`,
      { method, headers: { ...headers, host: new URL(target).host }, agent },
      (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(outgoing);
      },
    );
    onward.on('error', () => outgoing.destroy());
    if (heard) {
      let body = '';
      incoming.setEncoding('latin1').on('data', (part: string) => (body += part));
      incoming.on('end', () => heard(body));
    }
    incoming.pipe(onward);
  });
  server.keepAliveTimeout = 0;
  const listening = await listen(server, 0);
  const close = async (): Promise<void> => {
    agent.destroy();
    await listening.close();
  };
  return { ...listening, operations, close };
};
