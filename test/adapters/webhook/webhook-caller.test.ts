import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { webhookCaller } from '../../../functions/adapters/webhook/webhook-caller.ts';
import { webhookKinds } from '../../../functions/domain/delivery/webhook.ts';
import { listen, type Listening } from '../../../infra/local/listen.ts';

const teamUrl = 'https://team.example.org/';

describe('calling a webhook', () => {
  const open: Listening[] = [];
  afterEach(async () => {
    for (const server of open.splice(0)) await server.close();
  });
  const serve = async (answer: (request: IncomingMessage, response: ServerResponse) => void) => {
    const server = await listen(createServer(answer), 0);
    open.push(server);
    return server;
  };
  /** A chat that answers with these statuses, one after the other. */
  const chat = async (status: number, headers: Record<string, string> = {}) => {
    const posts: { method?: string | undefined; type?: string | undefined; body: string }[] = [];
    const { url } = await serve((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        posts.push({ method: request.method, type: request.headers['content-type'], body });
        response.writeHead(status, headers).end('ok');
      });
    });
    return { url: `${url}/hook`, posts };
  };
  const call = webhookCaller({ fetch: globalThis.fetch, teamUrl });

  it('posts one text in the fields that chats read, with the event and whether it is urgent', async () => {
    const { url, posts } = await chat(200);
    await call(url, 'urgent');
    const text = `Something urgent waits. Look at the team’s pages: ${teamUrl}`;
    expect(posts).toHaveLength(1);
    expect(posts[0]).toMatchObject({ method: 'POST', type: 'application/json' });
    expect(JSON.parse(posts[0]?.body ?? '')).toEqual({
      text,
      content: text,
      event: 'urgent',
      urgent: true,
    });
  });

  it('names no address but the team’s, whatever it tells', async () => {
    const { url, posts } = await chat(204);
    for (const kind of webhookKinds) await call(url, kind);
    expect(posts).toHaveLength(webhookKinds.length);
    for (const { body } of posts) expect(body.match(/https?:[^ "\\]*/g)).toEqual([teamUrl, teamUrl]);
  });

  it.each([400, 404, 429, 500, 503])('an answer %i is no acceptance', async (status) => {
    const { url } = await chat(status);
    await expect(call(url, 'urgent')).rejects.toThrow('not accepted');
  });

  it.each([301, 302, 307, 308])('a redirect %i is not followed and is no acceptance', async (status) => {
    const elsewhere = await chat(200);
    const { url } = await chat(status, { location: elsewhere.url });
    await expect(call(url, 'urgent')).rejects.toThrow('not accepted');
    expect(elsewhere.posts).toEqual([]);
  });

  it('one that never answers is given up', async () => {
    const { url } = await serve(() => undefined);
    const impatient = webhookCaller({ fetch: globalThis.fetch, teamUrl, timeout: 100 });
    await expect(impatient(url, 'urgent')).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('one whose answer never ends has accepted', async () => {
    const { url } = await serve((_, response) => {
      response.writeHead(200);
      response.write('and ');
    });
    await expect(call(url, 'urgent')).resolves.toBeUndefined();
  });

  it('one that is not there is a failure', async () => {
    const { url, close } = await serve(() => undefined);
    await close();
    await expect(call(url, 'urgent')).rejects.toThrow();
  });
});
