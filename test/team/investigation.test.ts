import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf, fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, list, post, read, refusalOf } from './as-member.ts';

type Respondents = {
  readonly respondents: readonly {
    readonly number: number;
    readonly revision: number;
    readonly codeName: string;
    readonly name?: string;
    readonly handles: readonly { readonly platform: string; readonly handle: string }[];
    readonly relation?: string;
    readonly mergedInto?: number;
  }[];
};
type Plan = {
  readonly steps: readonly {
    readonly step: string;
    readonly task?: { readonly id: string; readonly dueOn?: string; readonly done?: unknown };
  }[];
};

describe('investigating, as JSON', () => {
  let service: Service;
  let lead: Awaited<ReturnType<Service['addMember']>>;
  let colleague: typeof lead;
  let elsewhere: typeof lead;
  beforeAll(async () => {
    service = await startService();
    lead = await service.addMember({ name: 'Ada', role: 'lead', channels: ['conduct', 'security'] });
    colleague = await service.addMember({ name: 'Grace' });
    elsewhere = await service.addMember({ name: 'Mallory', channels: ['security'] });
  });
  afterAll(() => service.close());

  const newCase = async (report: Readonly<Record<string, unknown>> = {}): Promise<string> =>
    caseIdOf(service, await fileReport(service, report));
  const act = (id: string, path: string, body: unknown, headers: Record<string, string> = {}) =>
    post(service, lead, `/api/cases/${id}${path}`, body, headers);
  const respondentsOf = async (id: string) =>
    (await bodyOf<Respondents>(await get(service, lead, `/api/cases/${id}/respondents`))).respondents;
  const planOf = async (id: string) =>
    (await bodyOf<Plan>(await get(service, lead, `/api/cases/${id}/plan`))).steps;
  const robin = { name: 'Robin Roe', handles: [{ platform: 'chat', handle: 'robin' }] };

  describe('respondents', () => {
    it('have a code name each', async () => {
      const id = await newCase();
      for (const name of ['Robin Roe', 'Sam Roe'])
        expect((await act(id, '/respondents', { name })).status).toBe(201);
      const found = await respondentsOf(id);
      expect(found.map(({ name }) => name)).toEqual(['Robin Roe', 'Sam Roe']);
      expect(new Set(found.map(({ codeName }) => codeName)).size).toBe(2);
    });

    it('are added once when the same is sent twice with one key', async () => {
      const id = await newCase();
      const headers = { 'idempotency-key': 'respondent-of-today' };
      const first = await bodyOf<{ codeName: string }>(await act(id, '/respondents', robin, headers));
      const second = await bodyOf<object>(await act(id, '/respondents', robin, headers));
      expect(second).toMatchObject({ respondent: 1, codeName: first.codeName });
      expect(await respondentsOf(id)).toHaveLength(1);
    });

    it('are changed part by part, and keep their code name', async () => {
      const id = await newCase();
      await act(id, '/respondents', { ...robin, reach: 'robin@example.org' });
      const [before] = await respondentsOf(id);
      await act(id, '/respondents/1', { relation: 'Maintainer', reach: '', revision: before?.revision });
      const [after] = await respondentsOf(id);
      expect(after).toMatchObject({ ...robin, codeName: before?.codeName, relation: 'Maintainer' });
      expect(after).not.toHaveProperty('reach');
    });

    it('are not changed by who has read an older version of them', async () => {
      const id = await newCase();
      await act(id, '/respondents', robin);
      const [{ revision } = { revision: 0 }] = await respondentsOf(id);
      await act(id, '/respondents/1', { name: 'Robin R.', revision });
      expect(await refusalOf(await act(id, '/respondents/1', { name: 'Rob', revision }))).toEqual([
        409,
        'respondent-changed',
      ]);
      expect((await respondentsOf(id))[0]?.name).toBe('Robin R.');
    });

    it('that are one are merged: the kept one has the accounts of both, the other says who it is', async () => {
      const id = await newCase();
      await act(id, '/respondents', robin);
      await act(id, '/respondents', { handles: [{ platform: 'forum', handle: 'rr' }], relation: 'Speaker' });
      expect((await act(id, '/respondents/2/merge', { into: 1 })).status).toBe(200);
      const [kept, merged] = await respondentsOf(id);
      expect(kept).toMatchObject({
        name: 'Robin Roe',
        relation: 'Speaker',
        handles: [...robin.handles, { platform: 'forum', handle: 'rr' }],
      });
      expect(merged?.mergedInto).toBe(1);
      expect(await refusalOf(await act(id, '/respondents/2', { name: 'Somebody' }))).toEqual([
        409,
        'respondent-merged',
      ]);
      expect(await refusalOf(await act(id, '/respondents/1/merge', { into: 2 }))).toEqual([
        422,
        'invalid-fields',
      ]);
    });

    it.each([
      ['nothing that says who it is', '/respondents', { name: ' ', handles: [] }, 422, 'invalid-fields'],
      ['a name that is too long', '/respondents', { name: 'é'.repeat(101) }, 422, 'invalid-fields'],
      ['somebody who is not there', '/respondents/7', { name: 'Robin' }, 404, 'no-such-respondent'],
      ['a number that is none', '/respondents/1e0', { name: 'Robin' }, 404, 'no-such-respondent'],
      ['a merger with oneself', '/respondents/1/merge', { into: 1 }, 422, 'invalid-fields'],
      ['a merger with nobody', '/respondents/1/merge', { into: 9 }, 422, 'invalid-fields'],
    ])('are refused for %s, and nothing is written', async (_, path, body, status, code) => {
      const id = await newCase();
      await act(id, '/respondents', robin);
      const { version } = await read(service, lead, id);
      expect(await refusalOf(await act(id, path, body))).toEqual([status, code]);
      expect((await read(service, lead, id)).version).toBe(version);
    });

    it('are at most fifty', async () => {
      const id = await newCase();
      for (let number = 1; number <= 50; number++)
        expect((await act(id, '/respondents', { name: `Person ${number}` })).status).toBe(201);
      expect(await refusalOf(await act(id, '/respondents', robin))).toEqual([409, 'too-many-respondents']);
    });
  });

  it.each(['/respondents', '/evidence', '/plan'])(
    '%s of a case is not there for who may not see it, and waits for opening',
    async (path) => {
      const id = await newCase();
      expect((await get(service, elsewhere, `/api/cases/${id}${path}`)).status).toBe(404);
      expect(await refusalOf(await get(service, lead, `/api/cases/${id}${path}`))).toEqual([409, 'not-read']);
    },
  );

  describe('the risk', () => {
    it('stands in the list, and what is left out of a change stays as it was', async () => {
      const id = await newCase();
      await act(id, '/risk', { safety: 'high', ongoing: 'maybe' });
      await act(id, '/risk', { retaliation: 'low', ongoing: null });
      const line = (await list(service, colleague)).cases.find((one) => one.id === id);
      expect(line).toMatchObject({ risk: { safety: 'high', retaliation: 'low' } });
      expect(line).not.toHaveProperty('risk.ongoing');
    });

    it('is refused without anything judged', async () => {
      expect(await refusalOf(await act(await newCase(), '/risk', {}))).toEqual([422, 'invalid-fields']);
    });
  });

  describe('what a case names', () => {
    it('is changed for everybody who may see it, with what stood there among the notes', async () => {
      const id = await newCase({ answers: { whatHappened: 'A shove.', who: 'R.' } });
      const { persons: before } = await bodyOf<{ persons: string }>(
        await get(service, colleague, `/api/cases/${id}/brief`),
      );
      await act(id, '/named', { persons: 'Robin Roe', reason: 'They told us.' });
      const brief = await bodyOf(await get(service, colleague, `/api/cases/${id}/brief`));
      expect(brief).toMatchObject({ persons: 'Robin Roe' });
      const { notes } = await read(service, lead, id);
      expect(notes).toContainEqual(
        expect.objectContaining({ kind: 'brief', personsBefore: before, reason: 'They told us.' }),
      );
    });

    it('is refused when nothing is new', async () => {
      const id = await newCase();
      const change = { persons: 'Robin', reason: 'Because.' };
      await act(id, '/named', change);
      expect(await refusalOf(await act(id, '/named', change))).toEqual([409, 'nothing-new']);
    });
  });

  describe('the plan', () => {
    it('makes every step a task once, whoever asks again', async () => {
      const id = await newCase();
      await read(service, lead, id);
      const steps = await planOf(id);
      expect(steps.length).toBeGreaterThan(0);
      expect(steps.every(({ task }) => task === undefined)).toBe(true);
      expect((await act(id, '/plan', {})).status).toBe(200);
      expect(await refusalOf(await act(id, '/plan', {}))).toEqual([409, 'plan-there']);
      expect((await planOf(id)).map(({ step, task }) => [step, task !== undefined])).toEqual(
        steps.map(({ step }) => [step, true]),
      );
    });

    it('has for a weakness a date until which it is kept quiet, which moves', async () => {
      const id = await newCase({ channel: 'security' });
      await act(id, '/plan', {});
      await act(id, '/embargo', { endsOn: '2026-04-01' });
      await act(id, '/embargo', { endsOn: '2026-05-01' });
      const steps = await planOf(id);
      expect(steps.filter(({ step }) => step === 'embargo:ends').map(({ task }) => task?.dueOn)).toEqual([
        '2026-05-01',
      ]);
      expect(steps.find(({ step }) => step === 'embargo-date')?.task?.done).toBeDefined();
      expect(await refusalOf(await act(id, '/embargo', { endsOn: '2026-03-01' }))).toEqual([
        422,
        'invalid-fields',
      ]);
    });

    it('gives a step a person and a date, and takes them away', async () => {
      const id = await newCase();
      await act(id, '/plan', {});
      const change = (body: object) => act(id, '/tasks/1/changes', body);
      expect((await change({ dueOn: '2026-03-20', assigneeId: colleague.memberId })).status).toBe(200);
      const [first] = await planOf(id);
      expect(first?.task).toMatchObject({ dueOn: '2026-03-20', assignee: { name: 'Grace' } });
      await change({ dueOn: null, assigneeId: null });
      const [again] = await planOf(id);
      expect(again?.task).not.toHaveProperty('dueOn');
      expect(again?.task).not.toHaveProperty('assignee');
      expect(await refusalOf(await change({ assigneeId: elsewhere.memberId }))).toEqual([
        422,
        'invalid-fields',
      ]);
      expect(await refusalOf(await change({ dueOn: '2026-03-01' }))).toEqual([422, 'invalid-fields']);
      expect(await refusalOf(await act(id, '/tasks/199/changes', { text: 'A.' }))).toEqual([
        404,
        'no-such-task',
      ]);
    });
  });

  describe('conversations', () => {
    const talk = { whenOn: '2026-03-09', how: 'call', said: 'They left together.' };

    it('are kept among the notes, about whom they were with', async () => {
      const id = await newCase();
      await act(id, '/respondents', robin);
      expect((await act(id, '/interviews', { ...talk, respondent: 1 })).status).toBe(201);
      expect((await read(service, colleague, id)).notes).toContainEqual(
        expect.objectContaining({ kind: 'interview', respondent: 1, said: talk.said, how: 'call' }),
      );
    });

    it.each([
      ['a day to come', { ...talk, who: 'Kim', whenOn: '2026-03-20' }],
      ['nobody named', talk],
      ['a respondent who is not there', { ...talk, respondent: 4 }],
      ['nothing said', { ...talk, who: 'Kim', said: ' ' }],
    ])('are refused for %s', async (_, body) => {
      const id = await newCase();
      expect(await refusalOf(await act(id, '/interviews', body))).toEqual([422, 'invalid-fields']);
    });
  });

  describe('evidence', () => {
    it('points at an entry or elsewhere, and keeps why it was taken off', async () => {
      const id = await newCase();
      await act(id, '/evidence', { what: 'The threat.', entry: 1 });
      await act(id, '/evidence', { what: 'They were asked.', elsewhere: 'The log of 3 March.' });
      expect((await act(id, '/evidence/2/removal', { reason: 'Another person.' })).status).toBe(200);
      const answer = await bodyOf<{ evidence: readonly unknown[] }>(
        await get(service, lead, `/api/cases/${id}/evidence`),
      );
      expect(answer.evidence).toEqual([
        expect.objectContaining({ number: 1, entry: { thread: 'reporter', number: 1 } }),
        expect.objectContaining({ number: 2, removed: 'Another person.' }),
      ]);
      expect(await refusalOf(await act(id, '/evidence/2/removal', { reason: 'Again.' }))).toEqual([
        409,
        'evidence-removed',
      ]);
    });

    it.each([
      ['an entry that is not there', { entry: 99 }],
      ['a thread that is not there', { entry: 1, thread: 'appeal' }],
      ['a file that is not there', { file: 'A'.repeat(22) }],
      ['two places', { entry: 1, elsewhere: 'There.' }],
      ['no place', {}],
    ])('is refused for %s', async (_, place) => {
      const id = await newCase();
      expect(await refusalOf(await act(id, '/evidence', { what: 'It.', ...place }))).toEqual([
        422,
        'invalid-fields',
      ]);
    });
  });
});
