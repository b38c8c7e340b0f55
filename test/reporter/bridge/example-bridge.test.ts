import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen, type Listening } from '../../../infra/local/listen.ts';
import { bearer } from '../../harness/requests.ts';
import { startService, type Service } from '../../harness/service.ts';
import { countCases } from '../stored.ts';
import { bridges, secretOf } from './signed.ts';

const page = new URL('../../../docs/operate/bridges.md', import.meta.url);

const exampleOf = (markdown: string): string => {
  const [, code] = /```js\n([\s\S]*?)```/.exec(markdown) ?? [];
  if (code === undefined) throw new Error('the page has an example');
  return code;
};

const textOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  // A request's chunks are buffers as long as it has no encoding.
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

const sentAt = Date.parse('2026-03-09T23:50:00Z');
const text = (id: string, sender: string, body: string) => ({
  type: 'm.room.message',
  event_id: id,
  sender,
  origin_server_ts: sentAt,
  content: { msgtype: 'm.text', body },
});
type Page = { readonly next_batch: string; readonly rooms?: object };

const bot = '@conduct:chat.example';
const mira = '@mira:chat.example';
const pages: Page[] = [
  { next_batch: 's1', rooms: { invite: { '!direct:chat.example': {} } } },
  {
    next_batch: 's2',
    rooms: {
      join: {
        '!direct:chat.example': { timeline: { events: [text('$one', mira, 'He follows me.')] } },
        '!crowd:chat.example': { timeline: { events: [text('$crowd', mira, 'Hello everybody.')] } },
      },
    },
  },
  {
    next_batch: 's3',
    rooms: {
      join: {
        '!direct:chat.example': {
          timeline: {
            events: [
              text('$own', bot, 'Thank you.'),
              { ...text('$secret', mira, ''), type: 'm.room.encrypted', content: {} },
              text('$blank', mira, ' '),
            ],
          },
        },
      },
    },
  },
];

type Sent = { readonly room: string; readonly transaction: string; readonly body: string };

/** A homeserver: three pages of what has happened, then nothing more. */
class Homeserver {
  readonly sent: Sent[] = [];
  readonly joined: string[] = [];
  /** Answers to the bot that fail, one after the other. */
  failing = 0;
  #ended: () => void = () => undefined;
  /** When everything was asked for and answered. */
  ended: Promise<void> = this.waiting();

  waiting(): Promise<void> {
    this.ended = new Promise((resolve) => {
      this.#ended = resolve;
    });
    return this.ended;
  }

  readonly server: Server = createServer((request, response) => {
    void textOf(request).then((body) => {
      const answer = this.#answer(`${request.method ?? ''} ${request.url ?? ''}`, body);
      if (answer === 'never') return;
      response.writeHead(answer === 'fails' ? 500 : 200, { 'content-type': 'application/json' });
      response.end(JSON.stringify(answer));
    });
  });

  #answer(asked: string, body: string): object | 'never' | 'fails' {
    const path = decodeURIComponent(asked.replace(/ \/_matrix\/client\/v3/, ' '));
    const since = /&since=(\w*)$/.exec(path)?.[1];
    if (path.endsWith('whoami')) return { user_id: bot };
    if (path.startsWith('GET /sync')) {
      const next = pages[since === '' ? 0 : pages.findIndex(({ next_batch }) => next_batch === since) + 1];
      if (!next) this.#ended();
      return next ?? 'never';
    }
    if (path.startsWith('POST /join/')) {
      this.joined.push(path.slice('POST /join/'.length));
      return {};
    }
    if (path.endsWith('/joined_members'))
      return {
        joined: Object.fromEntries(
          [bot, mira, ...(path.includes('crowd') ? ['@olu'] : [])].map((id) => [id, {}]),
        ),
      };
    const [, room = '', transaction = ''] =
      /PUT \/rooms\/(.+?)\/send\/m\.room\.message\/(.+)$/.exec(path) ?? [];
    if (room === '') throw new Error(`the bridge asks for ${path}`);
    if (this.failing > 0) {
      this.failing -= 1;
      return 'fails';
    }
    // Written by the example as JSON with a `body`.
    this.sent.push({ room, transaction, body: (JSON.parse(body) as { body: string }).body });
    return {};
  }
}

describe('the example of a bridge in docs/operate/bridges.md', () => {
  let service: Service;
  let folder: string;
  let atService: Listening;
  const chat = new Homeserver();
  let atChat: Listening;
  let secret: string;
  beforeAll(async () => {
    service = await startService({ bridges });
    secret = await secretOf(service, 'matrix');
    folder = await mkdtemp(join(tmpdir(), 'conductline-bridge-'));
    await writeFile(join(folder, 'matrix-bridge.mjs'), exampleOf(await readFile(page, 'utf8')));
    const server = createServer((request, response) => {
      void textOf(request).then(async (body) => {
        // The bridge is a process with the machine's clock.
        service.clock.now = new Date();
        // Headers of one value each, as the bridge sends them.
        const headers = request.headers as Record<string, string>;
        const answer = await service.reporter(request.url ?? '', { method: 'POST', headers, body });
        response.writeHead(answer.status, { 'content-type': 'application/json' });
        response.end(await answer.text());
      });
    });
    [atService, atChat] = [await listen(server, 0), await listen(chat.server, 0)];
  });
  afterAll(async () => {
    await atService.close();
    await atChat.close();
    await service.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Runs it until it waits for more; it does that for ever. */
  const run = async (): Promise<string> => {
    const ended = chat.waiting();
    const child: ChildProcess = spawn(process.execPath, ['matrix-bridge.mjs'], {
      cwd: folder,
      env: {
        HOMESERVER: atChat.url,
        MATRIX_TOKEN: 'syt_token',
        REPORTERS: atService.url,
        BRIDGE: 'matrix',
        BRIDGE_SECRET: secret,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let printed = '';
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (part: string) => (printed += part));
    const exited = once(child, 'exit');
    await Promise.race([ended, exited.then(() => Promise.reject(new Error(`it has ended: ${printed}`)))]);
    child.kill();
    await exited;
    return printed;
  };

  it('has fewer than 80 lines', async () => {
    expect(exampleOf(await readFile(page, 'utf8')).split('\n').length).toBeLessThan(80);
  });

  it('makes a case of a direct message alone, and answers with a link that gives words of their own', async () => {
    // The first answer in the chat is lost: message and answer come again.
    chat.failing = 1;
    const printed = await run();
    expect(chat.joined).toEqual(['!direct:chat.example']);
    expect(chat.sent.map(({ room, transaction }) => [room, transaction])).toEqual([
      ['!direct:chat.example', '$one'],
      ['!direct:chat.example', '$secret'],
      ['!direct:chat.example', '$blank'],
    ]);
    const [first, second, third] = chat.sent.map(({ body }) => body);
    expect(second).toContain('cannot read encrypted messages');
    expect(third).toContain('could not be taken');
    expect(await countCases(service)).toBe(1);
    const [, token = ''] = /\/follow-up#([\w-]{22})$/.exec(first ?? '') ?? [];
    const handedOver = await service.reporter('/api/follow-up', bearer(token));
    expect(handedOver.status).toBe(403);
    // Nothing of a message is printed, nor a link.
    expect(printed.trim().split('\n')).toEqual(['Matrix answers 500']);
  });

  it('goes on where it was: nothing comes twice when it is started again', async () => {
    await run();
    expect(chat.sent).toHaveLength(3);
    await rm(join(folder, 'matrix-since'));
    await run();
    expect(await countCases(service)).toBe(1);
  });
});
