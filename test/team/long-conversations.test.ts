import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer, bodyOf, fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { threadLimitBytes } from '../../functions/domain/kernel/text.ts';
import { hiddenField, openReport, postForm } from '../reporter/pages.ts';
import { caseIdOf, doorOf, list, post, read, tamper, type ProblemBody, type SignedIn } from './as-member.ts';

const message = 64 * 1024;
const lambdaAnswerBytes = 6_000_000;

describe('conversations that grow', () => {
  let service: Service;
  let member: SignedIn;
  beforeAll(async () => {
    service = await startService();
    member = await service.addMember();
  });
  afterAll(() => service.close());

  const reply = (filed: Filed, text: string) =>
    service.reporter('/api/follow-up/entries', jsonRequest({ text }, bearer(filed.token).headers));

  it('end at a limit that is said to both sides, and the whole page still fits into an answer', async () => {
    const filed = await fileReport(service);
    const id = await caseIdOf(service, filed);
    const statuses: number[] = [];
    for (let sent = 0; sent < 6; sent++) statuses.push((await reply(filed, '"'.repeat(message))).status);
    // Each counts as the 128 KB that it is sealed as.
    expect(statuses).toEqual([201, 201, 201, 201, 201, 409]);
    expect(await bodyOf<ProblemBody>(await reply(filed, '"'.repeat(message)))).toMatchObject({
      code: 'thread-full',
      detail: expect.stringContaining('768 KB') as string,
    });
    const answer = await post(service, member, `/api/cases/${id}/messages`, { text: '"'.repeat(message) });
    expect([answer.status, (await bodyOf<ProblemBody>(answer)).code]).toEqual([409, 'thread-full']);
    expect((await post(service, member, `/api/cases/${id}/messages`, { text: 'Short.' })).status).toBe(201);

    const body = new URLSearchParams({ words: filed.passphrase }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const page = await service.reporter('/follow-up', { method: 'POST', headers, body });
    expect(page.status).toBe(200);
    expect(Buffer.byteLength(await page.text())).toBeLessThan(lambdaAnswerBytes);
  });

  it('asking for erasure is possible however long the conversation is', async () => {
    const filed = await fileReport(service);
    await read(service, member, await caseIdOf(service, filed));
    while ((await reply(filed, 'x'.repeat(message / 2))).status === 201);
    const asked = await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(filed.token) });
    expect(asked.status).toBe(202);
  });

  it('at their limit, buttons that are pressed again and again are written down once a day', async () => {
    const filed = await fileReport(service);
    await read(service, member, await caseIdOf(service, filed));
    await tamper(service, 'vault', doorOf(filed), { set: { textBytes: threadLimitBytes + 1024 } });
    const entries = async (): Promise<number> => {
      const thread = await service.reporter('/api/follow-up', bearer(filed.token));
      return (await bodyOf<{ entries: unknown[] }>(thread)).entries.length;
    };
    const press = async (): Promise<void> => {
      const { passphrase } = filed;
      const page = await openReport(service, passphrase);
      const handle = hiddenField(page, 'handle');
      await postForm(service, '/follow-up/withdraw', {
        handle,
        opened: 'yes',
        choice: 'stop-writing',
        confirm: 'yes',
      });
    };
    await press();
    const once = await entries();
    await press();
    expect([once, await entries()]).toEqual([2, 2]);
  });

  it('a reply to a closed case brings it into the open queue until somebody has read it', async () => {
    const filed = await fileReport(service);
    const id = await caseIdOf(service, filed);
    await post(service, member, `/api/cases/${id}/state`, {
      state: 'closed',
      reason: 'Settled.',
      message: 'We have settled it.',
    });
    const isOpen = async () => (await list(service, member)).cases.some((line) => line.id === id);
    expect(await isOpen()).toBe(false);
    await reply(filed, 'It happened again.');
    const { cases } = await list(service, member);
    expect(cases.find((line) => line.id === id)).toMatchObject({ state: 'closed', unread: true });
    await read(service, member, id);
    expect(await isOpen()).toBe(false);
  });

  it('a note sent twice with one key is one note; with another text it is another', async () => {
    const id = await caseIdOf(service, await fileReport(service));
    const send = async (text: string) => {
      const headers = { 'idempotency-key': 'n1' };
      const response = await post(service, member, `/api/cases/${id}/notes`, { text }, headers);
      return bodyOf<{ id: string }>(response);
    };
    const first = await send('Call them.');
    expect(await send('Call them.')).toMatchObject({ id: first.id });
    expect((await send('Write to them.')).id).not.toBe(first.id);
    expect((await read(service, member, id)).notes).toHaveLength(2);
  });
});
