import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { bodyOf } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { passkeySettings } from './as-browser.ts';
import { get, post } from './as-member.ts';
import { atPages, wordsOf } from './team-pages.ts';
import {
  asking,
  caseAboutSomebody,
  decideWith,
  measuresOf,
  platforms,
  type Colleague,
} from './measured-case.ts';

const begin = new Date('2026-03-10T09:20:30.000Z');

describe('measures are followed to the end', () => {
  let service: Service;
  let lead: Colleague;
  let member: Colleague;
  let id: string;
  beforeAll(async () => {
    service = await startService({ ...passkeySettings, decisions: { platforms } });
    lead = await service.addMember({ name: 'Ada', role: 'lead' });
    member = await service.addMember({ name: 'Grace' });
  });
  afterAll(() => service.close());
  beforeEach(async () => {
    service.clock.now = begin;
    id = await caseAboutSomebody(service, member);
  });
  const ask = (who: Colleague, path: string, body: unknown) => asking(service, () => id)(who, path, body);
  const only = async () => (await measuresOf(service, member, id))[0];

  it('done, not done with a reason, and open again; a lead alone waives', async () => {
    await decideWith(service, member, id, { measures: [{ type: 'private-apology', dueOn: '2026-03-20' }] });
    const status = (who: Colleague, more: object) => ask(who, '/measures/status', { measure: 1, ...more });
    expect(await status(member, { status: 'not-done' })).toEqual([422, 'invalid-fields']);
    expect(await status(member, { status: 'not-done', reason: 'They refuse.' })).toBe(200);
    expect(await only()).toMatchObject({ status: 'not-done', reason: 'They refuse.' });
    expect(await status(member, { status: 'to-do' })).toBe(200);
    expect(await status(member, { status: 'to-do' })).toEqual([409, 'as-it-is']);
    expect(await status(member, { status: 'done', note: 'By mail.' })).toBe(200);
    expect(await only()).toMatchObject({
      status: 'done',
      note: 'By mail.',
      changed: { by: { name: 'Grace' }, on: '2026-03-10' },
    });
    expect(await ask(member, '/measures/waive', { measure: 1, reason: 'No.' })).toEqual([403, 'forbidden']);
    expect(await ask(lead, '/measures/waive', { measure: 1, reason: 'It is enough.' })).toBe(200);
    expect(await ask(lead, '/measures/waive', { measure: 1, reason: 'It is enough.' })).toEqual([
      409,
      'waived',
    ]);
    expect(await status(lead, { status: 'to-do' })).toEqual([409, 'waived']);
    expect(await status(member, { measure: 7, status: 'done' })).toEqual([404, 'no-such-measure']);
  });

  it('somebody follows it up by a day, which runs among the dates of the case', async () => {
    await decideWith(service, member, id, { measures: [{ type: 'training', dueOn: '2026-03-30' }] });
    const follow = (more: object) => ask(member, '/measures/follow-up', { measure: 1, ...more });
    expect(await follow({ dueOn: '2026-03-09' })).toEqual([422, 'invalid-fields']);
    expect(await follow({ followUpId: 'nobody' })).toEqual([422, 'invalid-fields']);
    expect(await follow({ dueOn: '2026-04-02', followUpId: lead.memberId, note: 'Online.' })).toBe(200);
    expect(await only()).toMatchObject({ dueOn: '2026-04-02', note: 'Online.', followUp: { name: 'Ada' } });
    const { running } = await bodyOf<{ running: readonly unknown[] }>(
      await get(service, member, `/api/cases/${id}`),
    );
    expect(running).toContainEqual(
      expect.objectContaining({ deadline: 'measure', record: '1', by: '2026-04-02T23:00:00.000Z' }),
    );
    expect(await ask(member, '/measures/status', { measure: 1, status: 'done' })).toBe(200);
    expect(await follow({ note: 'Late.' })).toEqual([409, 'measure-closed']);
  });

  it('a restriction is ticked off account by account, and lifted once it has ended', async () => {
    const place = { platform: 'chat', restriction: 'ban', account: '@someone' };
    await decideWith(service, member, id, {
      decision: { rung: 'temporary-ban', until: '2026-03-20' },
      measures: [{ type: 'ban', until: '2026-03-20', rollOuts: [place, { ...place, account: '' }] }],
    });
    const tick = (account: number, is: string, more: object = {}) =>
      ask(member, '/measures/accounts/status', { measure: 1, account, is, ...more });
    const add = (where: string, account: string) =>
      ask(member, '/measures/accounts', { measure: 1, where, account });
    expect(await add('forge/ban', '@x')).toEqual([422, 'invalid-fields']);
    expect(await add('chat/toString', '@x')).toEqual([422, 'invalid-fields']);
    expect(await add('chat/mute', '@second')).toBe(200);
    expect(await add('chat/mute', '@second')).toEqual([409, 'account-listed']);
    expect(await tick(4, 'in-place')).toEqual([422, 'invalid-fields']);
    expect(await tick(2, 'in-place')).toEqual([422, 'invalid-fields']);
    expect(await tick(1, 'undone')).toEqual([409, 'as-it-is']);
    expect(await tick(1, 'in-place')).toBe(200);
    expect(await tick(1, 'in-place')).toEqual([409, 'as-it-is']);
    expect(await tick(2, 'in-place', { name: '@found' })).toBe(200);
    expect(await tick(3, 'lifted')).toEqual([409, 'not-in-place']);
    expect(await tick(1, 'removed')).toEqual([409, 'in-place']);
    expect(await tick(3, 'removed')).toBe(200);
    expect(await tick(1, 'lifted')).toEqual([409, 'measure-goes-on']);
    const done = { measure: 1, status: 'done' };
    expect(await ask(member, '/measures/status', done)).toEqual([409, 'measure-goes-on']);
    expect((await only())?.rollOuts).toEqual([
      { ...place, done: { by: { id: member.memberId, name: 'Grace' }, on: '2026-03-10' } },
      expect.objectContaining({ account: '@found' }),
    ]);

    service.clock.now = new Date('2026-03-21T08:00:00.000Z');
    expect(await only()).toMatchObject({ over: true, status: 'to-do' });
    expect(await ask(member, '/measures/status', done)).toEqual([409, 'not-lifted']);
    expect(await add('chat/mute', '@third')).toEqual([409, 'has-ended']);
    expect(await tick(1, 'lifted')).toBe(200);
    expect(await tick(2, 'lifted')).toBe(200);
    expect(await only()).toMatchObject({ status: 'done', changed: { on: '2026-03-21' } });
    expect(await tick(2, 'undone')).toBe(200);
    expect(await only()).toMatchObject({ status: 'to-do' });
    expect(await tick(2, 'in-place')).toEqual([409, 'has-ended']);
  });

  it('without an end it is done once it is in place everywhere, and lifted once a lead waives it', async () => {
    const place = { platform: 'chat', restriction: 'ban', account: '@someone' };
    await decideWith(service, member, id, { measures: [{ type: 'ban', rollOuts: [place] }] });
    const done = { measure: 1, status: 'done' };
    expect(await ask(member, '/measures/status', done)).toEqual([409, 'not-in-place']);
    expect(await ask(member, '/measures/accounts/status', { measure: 1, account: 1, is: 'in-place' })).toBe(
      200,
    );
    expect(await ask(member, '/measures/status', done)).toBe(200);
    const lift = { measure: 1, account: 1, is: 'lifted' };
    expect(await ask(member, '/measures/accounts/status', lift)).toEqual([409, 'measure-goes-on']);
    expect(await ask(lead, '/measures/waive', { measure: 1, reason: 'Appealed.' })).toBe(200);
    expect(await ask(member, '/measures/accounts/status', lift)).toBe(200);
    expect(await only()).toMatchObject({ status: 'waived', rollOuts: [{ lifted: { on: '2026-03-10' } }] });
  });

  it('breaking one leads to a proposal on the next rung, once', async () => {
    const place = { platform: 'chat', restriction: 'mute', account: '@someone' };
    await decideWith(service, member, id, {
      decision: { until: '2026-04-08' },
      measures: [
        { type: 'restriction-of-spaces', until: '2026-04-08', rollOuts: [place] },
        { type: 'private-apology', dueOn: '2026-03-20' },
      ],
    });
    const breach = async (measure: number) =>
      bodyOf<{ proposal?: number }>(
        await post(service, member, `/api/cases/${id}/measures/broken`, {
          measure,
          reason: 'They wrote again.',
        }),
      );
    expect(await breach(1)).toMatchObject({ proposal: 1 });
    expect(await breach(2)).not.toHaveProperty('proposal');
    const [restriction, apology] = await measuresOf(service, member, id);
    expect(restriction).toMatchObject({ status: 'to-do', broken: [{ reason: 'They wrote again.' }] });
    expect(apology).toMatchObject({ status: 'not-done', reason: 'They wrote again.' });
    const withdrawn = await post(service, member, `/api/cases/${id}/proposals/withdraw`, { proposal: 1 });
    expect(withdrawn.status).toBe(200);
    expect(await breach(1)).toMatchObject({ proposal: 2 });
    expect(await ask(lead, '/measures/waive', { measure: 2, reason: 'So it is.' })).toBe(200);
    expect(await ask(member, '/measures/broken', { measure: 2, reason: 'No.' })).toEqual([409, 'waived']);
  });

  it('shows on the page what follows, and takes the forms of it', async () => {
    const place = { platform: 'chat', restriction: 'mute', account: '@someone' };
    await decideWith(service, member, id, {
      measures: [
        { type: 'private-apology', dueOn: '2026-03-20' },
        { type: 'restriction-of-spaces', until: '2026-04-08', rollOuts: [place] },
      ],
    });
    const grace = await atPages(service, member);
    const page = wordsOf(await grace.html(`/cases/${id}/measures`));
    expect(page).toContain('Private apology for teal-heron: To do');
    expect(page).toContain('Chat, Muted: @someone. Not in place yet.');
    expect(page).not.toContain('Waive a measure');
    const form = { measure: '1', status: 'done', reason: '', note: 'By mail.' };
    const settled = await grace.fillIn(id, 'measures/status', form);
    expect([settled.status, settled.headers.get('location')]).toEqual([
      303,
      expect.stringContaining(`/cases/${id}/measures`),
    ]);
    expect(wordsOf(await grace.html(`/cases/${id}/measures`))).toContain(
      'Private apology for teal-heron: Done',
    );
    const refused = await grace.fillIn(id, 'measures/status', { measure: '2', status: 'done' });
    expect(refused.status).toBe(422);
    expect(wordsOf(await refused.text())).toContain('This measure goes on until its last day.');
  });
});
