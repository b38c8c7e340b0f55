import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { queryPartition } from '../../functions/adapters/dynamodb/client/query.ts';
import { narrativesPartition } from '../../functions/adapters/dynamodb/item-keys.ts';
import { bodyOf } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { passkeySettings } from './as-browser.ts';
import { get, post, read, setState, type ProblemBody } from './as-member.ts';
import { asking, type Colleague } from './measured-case.ts';
import { closedCase, narrativeIn, plainText, tellOf } from './narrating.ts';
import { atPages } from './team-pages.ts';

const begin = new Date('2026-03-10T09:20:30.000Z');

describe('what a transparency report may tell of a case', () => {
  let service: Service;
  let lea: Colleague;
  let ada: Colleague;
  let ben: Colleague;
  let id: string;
  beforeAll(async () => {
    service = await startService({ ...passkeySettings, transparency: { enabled: true } });
    lea = await service.addMember({ name: 'Lea', role: 'lead' });
    ada = await service.addMember({ name: 'Ada' });
    ben = await service.addMember({ name: 'Ben' });
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    service.clock.now = begin;
    id = await closedCase(service, [lea, ada, ben], {
      answers: { whatHappened: 'He followed me down the long spiral staircase.', who: 'Jonas' },
    });
  });

  const ask = (who: Colleague, path: string, body: unknown) =>
    asking(service, () => id)(who, `/narrative${path}`, body);
  const write = (who = ada, own: object = {}) => ask(who, '', { language: 'en', text: plainText, ...own });
  const hashNow = async (): Promise<string> => (await narrativeIn(service, lea, id))?.hash ?? '';
  const approve = async (who = lea, own: object = {}) =>
    ask(who, '/approve', { hash: await hashNow(), ...own });
  const released = async (): Promise<number> =>
    (await queryPartition(service.dynamo, service.emulators.tables.cases, narrativesPartition)).length;
  /** What of the case waits for another member, as the board says it. */
  const waitsOnBoard = async (): Promise<readonly string[]> => {
    const board = await bodyOf<{
      waiting: { first: readonly { readonly id: string; readonly waits: readonly string[] }[] };
    }>(await get(service, lea, '/api/board'));
    return board.waiting.first.find((one) => one.id === id)?.waits ?? [];
  };
  const refusal = async (who: Colleague, path: string, body: unknown) =>
    bodyOf<ProblemBody & { readonly confirm?: string }>(
      await post(service, who, `/api/cases/${id}/narrative${path}`, body),
    );

  it('is written by one and approved by another, one of whom leads, and then stands where a report finds it', async () => {
    const before = await released();
    expect(await write()).toBe(200);
    expect(await narrativeIn(service, ben, id)).toMatchObject({ state: 'waits', text: plainText });
    expect(await waitsOnBoard()).toEqual(['narrative']);
    expect(await approve(ada)).toEqual([403, 'oneself']);
    expect(await approve(ben)).toEqual([409, 'needs-lead']);
    expect(await released()).toBe(before);
    expect(await approve(lea)).toBe(200);
    expect(await narrativeIn(service, ben, id)).toMatchObject({ state: 'approved' });
    expect(await released()).toBe(before + 1);
    expect(await waitsOnBoard()).toEqual([]);
    expect(await approve(lea)).toEqual([409, 'approved-before']);
  });

  it('is approved by a member where a lead wrote it', async () => {
    expect(await write(lea)).toBe(200);
    expect(await approve(ben)).toBe(200);
  });

  it('loses its approval with every other text, and is approved only as it was read', async () => {
    await tellOf(service, id, [ada, lea]);
    const before = await released();
    const old = await hashNow();
    expect(await write()).toEqual([409, 'unchanged']);
    expect(await released()).toBe(before);
    expect(await write(ben, { text: 'Somebody was insulted. They were warned.' })).toBe(200);
    expect(await released()).toBe(before - 1);
    expect(await ask(lea, '/approve', { hash: old })).toEqual([409, 'text-changed']);
    expect(await approve(lea)).toBe(200);
    expect(await released()).toBe(before);
  });

  it('is of closed cases alone: one that is opened again takes it away, and brings it back when it is closed', async () => {
    await tellOf(service, id, [ada, lea]);
    const before = await released();
    expect((await setState(service, lea, id, 'reopened')).status).toBe(200);
    expect(await released()).toBe(before - 1);
    expect(await write(ada, { text: 'Other words.' })).toEqual([409, 'not-closed']);
    expect((await setState(service, lea, id, 'closed')).status).toBe(200);
    expect(await released()).toBe(before);
  });

  it('is withdrawn by one of them, and can be written anew', async () => {
    await tellOf(service, id, [ada, lea]);
    const before = await released();
    expect(await ask(ben, '/withdraw', {})).toBe(200);
    expect(await released()).toBe(before - 1);
    expect(await ask(ben, '/withdraw', {})).toEqual([404, 'no-narrative']);
    expect(await approve(lea)).toEqual([404, 'no-narrative']);
    expect(await write()).toBe(200);
    expect(await approve(lea)).toBe(200);
  });

  it('is refused when it names somebody, and told of what else may tell who it was until somebody has looked', async () => {
    expect(await write(ada, { text: 'Jonas was warned.' })).toEqual([409, 'names-somebody']);
    expect(await write(ada, { text: 'Write to us@example.org.' })).toEqual([409, 'names-somebody']);
    const text = 'Somebody was followed down the long spiral staircase.';
    const warned = await refusal(ada, '', { language: 'en', text });
    expect(warned).toMatchObject({ code: 'may-identify', errors: [{ pointer: '/text' }] });
    expect(warned.detail).toContain('down the long spiral staircase');
    const confirm = warned.confirm ?? '';
    expect(await write(ada, { text: `${text} Twice.`, confirm })).toEqual([409, 'may-identify']);
    expect(await write(ada, { text, confirm })).toBe(200);
    // Who approves has to look as well.
    expect(await approve(lea)).toEqual([409, 'may-identify']);
    expect(await approve(lea, { confirm })).toBe(200);
  });

  it('is compared again when it is approved: somebody may have been named since', async () => {
    expect(await write(ada, { text: 'The account nightowl was closed.' })).toBe(200);
    const named = { handles: [{ platform: 'chat', handle: '@nightowl' }] };
    expect((await post(service, lea, `/api/cases/${id}/respondents`, named)).status).toBe(201);
    expect(await approve(lea)).toEqual([409, 'names-somebody']);
  });

  it('has a language of the settings and at most 1,200 characters', async () => {
    expect(await write(ada, { language: 'de' })).toEqual([422, 'invalid-fields']);
    expect(await write(ada, { text: 'a '.repeat(600) + 'a' })).toEqual([422, 'invalid-fields']);
    expect(await write(ada, { text: 'تلقى شخص تحذيرا.', language: 'ar' })).toBe(200);
  });

  it('is not approved by who joined the team later, or with somebody who takes no part any more', async () => {
    expect(await write()).toBe(200);
    const late = await service.addMember({ name: 'Late', role: 'lead' });
    await post(service, lea, `/api/cases/${id}/grants`, { memberId: late.memberId, reason: 'Needed.' });
    await read(service, late, id);
    expect(await approve(late)).toEqual([409, 'takes-no-part']);
    expect((await post(service, ada, `/api/cases/${id}/recusal`, {})).status).toBe(200);
    expect(await approve(lea)).toEqual([409, 'takes-no-part']);
  });

  it('goes with its case', async () => {
    await tellOf(service, id, [ada, lea]);
    const before = await released();
    const { retainedUntil } = await bodyOf<{ retainedUntil: string }>(
      await get(service, lea, `/api/cases/${id}`),
    );
    service.clock.now = new Date(retainedUntil);
    await service.scheduledRun();
    expect(await released()).toBeLessThan(before);
  });

  it('goes at once with a case that two people erase', async () => {
    await tellOf(service, id, [ada, lea]);
    const before = await released();
    const reason = 'The reporter asked for it.';
    expect((await post(service, lea, `/api/cases/${id}/erasure/requests`, { reason })).status).toBe(201);
    const { requests } = await bodyOf<{ requests: readonly { readonly hash: string }[] }>(
      await get(service, ada, `/api/cases/${id}/requests`),
    );
    const answered = { request: 1, hash: requests[0]?.hash, verdict: 'agrees' };
    expect((await post(service, ada, `/api/cases/${id}/requests/answer`, answered)).status).toBe(200);
    expect(await released()).toBe(before - 1);
  });

  it('stands in a row that names no case and holds nothing in clear', async () => {
    await tellOf(service, id, [ada, lea]);
    const rows = await queryPartition(service.dynamo, service.emulators.tables.cases, narrativesPartition);
    for (const row of rows) expect(Object.keys(row).toSorted()).toEqual(['pk', 'sealed', 'sk', 'ttl']);
    expect(JSON.stringify(rows)).not.toContain(id);
    expect(JSON.stringify(rows)).not.toContain('insulted');
  });

  it('is written, warned of, confirmed, approved and withdrawn on the page of the case, without a script', async () => {
    const path = `/cases/${id}`;
    const asAda = await atPages(service, ada);
    expect(await asAda.html(path)).toContain('In the transparency report');
    const text = 'Somebody was followed down the long spiral staircase.';
    const again = await asAda.fillIn(id, 'narrative', { language: 'en', text });
    const shown = await again.text();
    expect(shown).toContain('This may tell of whom it is');
    const [, confirm = ''] = /name="confirm" value="([\w-]+)"/.exec(shown) ?? [];
    expect((await asAda.fillIn(id, 'narrative', { language: 'en', text, confirm })).status).toBe(303);
    expect(await asAda.html(path)).not.toContain('Approve the text');
    const asLea = await atPages(service, lea);
    expect(await asLea.html(path)).toContain('Approve the text');
    const hash = await hashNow();
    expect((await asLea.fillIn(id, 'narrative/approve', { hash })).status).toBe(422);
    expect((await asLea.fillIn(id, 'narrative/approve', { hash, confirm })).status).toBe(303);
    expect(await asLea.html(path)).toContain('approved by <bdi>Lea</bdi>');
    expect((await asLea.fillIn(id, 'narrative/withdraw', {})).status).toBe(303);
    expect(await asLea.html(path)).toContain('No report takes it.');
  });

  it('is written down in the audit log, each time', async () => {
    await tellOf(service, id, [ada, lea]);
    await ask(ben, '/withdraw', {});
    const log = await (await get(service, lea, `/api/cases/${id}/audit`)).text();
    for (const action of ['narrative-written', 'narrative-approved', 'narrative-withdrawn'])
      expect(log).toContain(action);
  });

  it('nothing was asked for that a policy refuses', () => {
    expect(service.denied).toEqual([]);
  });

  it('is not there where the settings have no reports', async () => {
    const other = await startService();
    const lead = await other.addMember({ role: 'lead' });
    const caseId = await closedCase(other, [lead]);
    const asked = asking(other, () => caseId);
    expect(await asked(lead, '/narrative', { language: 'en', text: plainText })).toEqual([409, 'no-reports']);
    expect(await (await get(other, lead, `/cases/${caseId}`)).text()).not.toContain(
      'In the transparency report',
    );
    await other.close();
  });
});
