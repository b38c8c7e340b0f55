import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type * as z from 'zod';
import type { proposalList } from '../../functions/team/decision/decision-contract.ts';
import { measureRecord } from '../../functions/domain/casework/record/decision-records.ts';
import { bodyOf } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { passkeySettings } from './as-browser.ts';
import { get, post } from './as-member.ts';
import { decide, editCase } from './decided-case.ts';
import { atPages, wordsOf } from './team-pages.ts';
import { asking, caseAboutSomebody, decideWith, measuresOf, type Colleague } from './measured-case.ts';
import { platforms } from './platforms.ts';

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
    const { proposals } = await bodyOf<z.infer<typeof proposalList>>(
      await get(service, member, `/api/cases/${id}/proposals`),
    );
    // A warning was broken that lasted 30 days: a ban for as long, in the same place, to be completed.
    expect(proposals).toMatchObject([
      {
        status: 'open',
        follows: 1,
        by: { name: 'Grace' },
        content: {
          respondent: 1,
          rung: 'temporary-ban',
          from: '2026-03-10',
          until: '2026-04-08',
          reporterText: '',
          reasons: '“Restriction of spaces” was broken: They wrote again.',
        },
      },
    ]);
    expect(proposals[0]?.content.measures).toEqual([
      { type: 'ban', restrictions: [{ platform: 'chat', restriction: 'mute' }] },
      { type: 'no-contact' },
      { type: 'probation' },
      { type: 'readmission-tasks' },
    ]);
    expect(proposals[0]?.missing.map(({ part }) => part)).toContain('reporter-text');
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
    expect(page).not.toContain('Waive it');
    const form = { measure: '1', status: 'done' };
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

  it('calls a restriction in place once it is so on every account, and says when it has ended', async () => {
    const place = { platform: 'chat', restriction: 'mute', account: '@someone' };
    await decideWith(service, member, id, {
      measures: [{ type: 'ban', until: '2026-04-08', rollOuts: [place, { ...place, account: '@second' }] }],
    });
    const grace = await atPages(service, member);
    const shown = async () => wordsOf(await grace.html(`/cases/${id}/measures`));
    const tick = (account: number) =>
      ask(member, '/measures/accounts/status', { measure: 1, account, is: 'in-place' });
    expect(await tick(1)).toBe(200);
    expect(await shown()).toContain('Ban for teal-heron: To do');
    expect(await tick(2)).toBe(200);
    expect(await shown()).toContain('Ban for teal-heron: In place');
    service.clock.now = new Date('2026-04-09T09:00:00.000Z');
    expect(await (await atPages(service, member)).html(`/cases/${id}/measures`)).toContain('Has ended');
  });

  it('and decisions are called by the code name of the kept one after a merger, wherever they are named', async () => {
    await decideWith(service, member, id, {
      decision: { rung: 'temporary-ban', until: '2026-03-20' },
      measures: [{ type: 'ban', until: '2026-03-20' }],
    });
    const added = await post(service, member, `/api/cases/${id}/respondents`, { name: 'R. Roe' });
    const { codeName } = await bodyOf<{ codeName: string }>(added);
    expect(await ask(member, '/respondents/1/merge', { into: 2 })).toBe(200);
    const grace = await atPages(service, member);
    const measures = wordsOf(await grace.html(`/cases/${id}/measures`));
    expect(measures).toContain(`Ban for ${codeName}`);
    expect(measures).toContain(`${codeName}: Temporary ban, 10 March 2026`);
    const decision = wordsOf(await grace.html(`/cases/${id}/decision`));
    expect(decision).toContain(`${codeName}: Temporary ban`);
    for (const page of [measures, decision]) expect(page).not.toContain('teal-heron');
  });

  describe('on their page', () => {
    const formsOf = (html: string): string[] =>
      [...html.matchAll(/<form method="post" action="[^"]*\/(measures[^"]*)"[^>]*>(.*?)<\/form>/gs)].map(
        ([, path = '', inside = '']) => {
          const of = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(inside)?.[1];
          return [path, of('measure'), of('status')].filter((part) => part !== undefined).join(' ');
        },
      );

    it('each offers what applies to it as it stands, and nothing else', async () => {
      const place = { platform: 'chat', restriction: 'mute', account: '@someone' };
      await decideWith(service, member, id, {
        measures: [
          { type: 'private-apology', dueOn: '2026-03-20' },
          { type: 'restriction-of-spaces', until: '2026-04-08', rollOuts: [place] },
          { type: 'training', status: 'done' },
          { type: 'reading', status: 'waived', reason: 'Enough.' },
          { type: 'no-contact', from: '2026-03-20', until: '2026-04-08' },
        ],
      });
      const ada = await atPages(service, lead);
      expect((await ada.send(`/cases/${id}/open`)).status).toBe(303);
      const forms = formsOf(await ada.html(`/cases/${id}/measures`));
      const at = (number: number) =>
        forms
          .filter((form) => form.split(' ')[1] === String(number))
          .map((form) => form.replace(` ${number}`, ''));
      expect(at(1)).toEqual([
        'measures/status done',
        'measures/status not-done',
        'measures/broken',
        'measures/follow-up',
        'measures/waive',
      ]);
      expect(at(2)).toEqual([
        'measures/accounts/status',
        'measures/broken',
        'measures/follow-up',
        'measures/accounts',
        'measures/waive',
      ]);
      expect(at(3)).toEqual(['measures/status to-do', 'measures/broken', 'measures/waive']);
      expect(at(4)).toEqual([]);
      expect(at(5)).toEqual(['measures/follow-up', 'measures/waive']);
    });

    it('"this was broken" leads on to the proposal; a refusal stands at its measure with what was typed', async () => {
      await decideWith(service, member, id, {
        measures: [{ type: 'private-apology' }, { type: 'training' }],
      });
      const grace = await atPages(service, member);
      const refused = await grace.fillIn(id, 'measures/broken', { measure: '2', reason: '' });
      expect(refused.status).toBe(422);
      expect(await refused.text()).toContain('id="broken-2-reason-problem"');
      const broken = await grace.fillIn(id, 'measures/broken', { measure: '2', reason: 'They came.' });
      expect([broken.status, broken.headers.get('location')]).toEqual([
        303,
        `/cases/${id}/decision?did=broken#proposals`,
      ]);
      const decision = wordsOf(await grace.html(`/cases/${id}/decision?did=broken`));
      expect(decision).toContain('A proposal on the next rung waits here');
    });

    it('a decision is offered only for what can be done with it', async () => {
      await decideWith(service, member, id, { decision: { rung: 'temporary-ban', status: 'ended' } });
      await decideWith(service, member, id, { decision: { rung: 'correction' } });
      const ada = await atPages(service, lead);
      await ada.send(`/cases/${id}/open`);
      const page = wordsOf(await ada.html(`/cases/${id}/measures`));
      expect(page).toContain('Look at a decision again');
      for (const form of ['Plan how somebody', 'Agree to a return', 'asks to come back', 'Decline a request'])
        expect(page).not.toContain(form);
      await decideWith(service, member, id, { decision: { rung: 'permanent-ban' } });
      const later = wordsOf(await ada.html(`/cases/${id}/measures`));
      expect(later).toContain('Plan how somebody comes back');
      expect(later).toContain('Somebody asks to come back');
      expect(later).not.toContain('Agree to a return');
      expect(later).not.toContain('Decline a request');
      const request = { decision: 3, askedOn: '2026-03-09', said: 'I have changed.' };
      expect(await ask(member, '/decisions/return/requests', request)).toBe(200);
      expect(wordsOf(await ada.html(`/cases/${id}/measures`))).toContain('Decline a request');
      const plan = { decision: 3, returnOn: '2026-04-01', reason: 'They have changed.' };
      expect(await ask(lead, '/decisions/return', plan)).toBe(200);
      const grace = await atPages(service, member);
      expect(wordsOf(await grace.html(`/cases/${id}/measures`))).toContain('Agree to a return');
    });
  });

  it('the log says when the last one of a decision is settled, and when one is opened again', async () => {
    const place = { platform: 'chat', restriction: 'mute', account: '@someone' };
    const lineId = await decide(service, member, id);
    const tick = { by: { id: member.memberId, name: 'Grace' }, on: '2026-03-10' };
    await editCase(service, member, id, {
      records: [
        measureRecord.write({ ...open, type: 'private-apology' }),
        measureRecord.write({ ...open, type: 'training' }),
        measureRecord.write({
          ...open,
          type: 'restriction-of-spaces',
          until: '2026-03-20',
          rollOuts: [{ ...place, done: tick }],
        }),
      ],
    });
    const status = async (): Promise<string | undefined> => {
      const log = await get(service, member, '/api/log');
      const { lines } = await bodyOf<{ lines: { id: string; status: string }[] }>(log);
      return lines.find((line) => line.id === lineId)?.status;
    };
    const settle = (measure: number, to: string) => ask(member, '/measures/status', { measure, status: to });
    expect(await settle(1, 'done')).toBe(200);
    expect(await ask(lead, '/measures/waive', { measure: 2, reason: 'Enough.' })).toBe(200);
    service.clock.now = new Date('2026-03-21T08:00:00.000Z');
    expect(await status()).toBe('in-force');
    expect(await ask(member, '/measures/accounts/status', { measure: 3, account: 1, is: 'lifted' })).toBe(
      200,
    );
    expect(await status()).toBe('measures-done');
    expect(
      await ask(lead, '/decisions/review', {
        decision: 1,
        result: 'stays',
        reason: 'Seen.',
        nextOn: '2026-06-01',
      }),
    ).toBe(200);
    expect(await status()).toBe('measures-done');
    expect(await settle(1, 'to-do')).toBe(200);
    expect(await status()).toBe('in-force');
    expect(await settle(1, 'done')).toBe(200);
    expect(await status()).toBe('measures-done');
  });
});

const open = { respondent: 1, decision: 1, from: '2026-03-10', status: 'to-do', rollOuts: [] as [] } as const;
