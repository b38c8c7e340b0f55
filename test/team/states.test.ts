import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer, bodyOf, fileReport, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, list, post, read, setState, type ProblemBody, type SignedIn } from './as-member.ts';

const hour = 3_600_000;
const day = 24 * hour;
const states = ['received', 'acknowledged', 'in-review', 'decided', 'closed', 'reopened'] as const;
type State = (typeof states)[number];

const allowed: Record<State, readonly State[]> = {
  received: ['acknowledged', 'in-review', 'decided', 'closed'],
  acknowledged: ['in-review', 'decided', 'closed'],
  'in-review': ['decided', 'closed'],
  decided: ['closed'],
  closed: ['reopened'],
  reopened: ['in-review', 'decided', 'closed'],
};
const wayTo: Record<State, readonly State[]> = {
  received: [],
  acknowledged: ['acknowledged'],
  'in-review': ['in-review'],
  decided: ['decided'],
  closed: ['closed'],
  reopened: ['closed', 'reopened'],
};

type Followed = {
  readonly summary: {
    readonly state: State;
    readonly opened: boolean;
    readonly retainedUntil: string;
    readonly deadlines: Record<string, string>;
  };
};

describe('the state of a case', () => {
  let service: Service;
  let member: SignedIn;
  beforeAll(async () => {
    service = await startService();
    member = await service.addMember({ name: 'Ada' });
  });
  afterAll(() => service.close());

  const newCase = async (from: State = 'received'): Promise<{ filed: Filed; id: string }> => {
    const filed = await fileReport(service);
    const id = await caseIdOf(service, filed);
    for (const state of wayTo[from]) {
      expect((await setState(service, member, id, state)).status).toBe(200);
    }
    return { filed, id };
  };
  const followUp = async ({ token }: Filed): Promise<Followed['summary']> =>
    (await bodyOf<Followed>(await service.reporter('/api/follow-up', bearer(token)))).summary;

  it.each(states)('from %s goes where it may, and a refusal names where that is', async (from) => {
    const refusing = await newCase(from);
    const before = await read(service, member, refusing.id);
    for (const to of states.filter((state) => !allowed[from].includes(state))) {
      const refused = await setState(service, member, refusing.id, to);
      const problem = await bodyOf<ProblemBody>(refused);
      expect([refused.status, problem.code], `${from} to ${to}`).toEqual([409, 'state-not-allowed']);
      expect(problem.detail).toContain(allowed[from].join(', '));
      expect(problem.errors).toMatchObject([{ pointer: '/state' }]);
    }
    expect(await read(service, member, refusing.id)).toEqual(before);
    expect(before.nextStates).toEqual(allowed[from]);

    for (const to of allowed[from]) {
      const { filed, id } = await newCase(from);
      const changed = await setState(service, member, id, to);
      expect(changed.status, `${from} to ${to}`).toBe(200);
      expect(await bodyOf(changed)).toMatchObject({ id, state: to, nextStates: allowed[to] });
      expect((await read(service, member, id)).state).toBe(to);
      expect((await followUp(filed)).state).toBe(to);
    }
  });

  it.each([
    ['none', {}],
    ['an empty one', { reason: '' }],
    ['only white space', { reason: ' \n\t ' }],
    ['only invisible characters', { reason: '\u200b\u00ad\u2060\u3164' }],
  ])('closing needs a reason, and this is none: %s', async (_, more) => {
    const { id } = await newCase();
    const refused = await setState(service, member, id, 'closed', more);
    expect(refused.status).toBe(422);
    expect(await bodyOf<ProblemBody>(refused)).toMatchObject({ errors: [{ pointer: '/reason' }] });
    expect((await read(service, member, id)).state).toBe('received');
  });

  it('keeps who changed it and why among the notes, where the reporter does not see it', async () => {
    const { filed, id } = await newCase();
    await setState(service, member, id, 'closed', {
      reason: 'Settled between them.',
      whyNoMessage: 'They have moved away.',
    });
    const { notes } = await read(service, member, id);
    expect(notes).toMatchObject([
      {
        kind: 'state',
        from: 'received',
        to: 'closed',
        reason: 'Settled between them.',
        whyNoMessage: 'They have moved away.',
        author: { name: 'Ada' },
      },
    ]);
    const followed = await service.reporter('/api/follow-up', bearer(filed.token));
    const body = await followed.text();
    expect(body).not.toContain('Settled');
    expect(body).not.toContain('moved away');
  });

  it('refuses a decision on a version that is no longer the current one, and says which is', async () => {
    const { id } = await newCase();
    const { version } = await read(service, member, id);
    await post(service, member, `/api/cases/${id}/notes`, { text: 'Wait.' });
    const stale = await setState(service, member, id, 'decided', { version });
    expect(stale.status).toBe(409);
    const problem = await bodyOf<ProblemBody>(stale);
    expect(problem).toMatchObject({ code: 'case-changed', errors: [{ pointer: '/version' }] });
    expect(problem.detail).toContain(`at version ${version + 1}`);
    const current = await setState(service, member, id, 'decided', { version: version + 1 });
    expect(current.status).toBe(200);
    expect(await bodyOf(current)).toMatchObject({ version: version + 2 });
    const again = await setState(service, member, id, 'decided', { version: version + 2 });
    expect(await bodyOf<ProblemBody>(again)).toMatchObject({ code: 'state-not-allowed' });
  });

  it('of two members deciding on the same version at once, one is told that the case has changed', async () => {
    const other = await service.addMember();
    const { id } = await newCase();
    const { version } = await read(service, member, id);
    const answers = await Promise.all([
      setState(service, member, id, 'decided', { version }),
      setState(service, other, id, 'acknowledged', { version }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it('reading marks a case as opened and as read, and the reporter sees that it was opened', async () => {
    const { filed, id } = await newCase();
    expect(await followUp(filed)).toMatchObject({ opened: false, state: 'received' });
    const shown = await read(service, member, id);
    expect(shown).toMatchObject({ opened: true, unread: false, state: 'received' });
    const line = (await list(service, member, '?limit=50')).cases.find((listed) => listed.id === id);
    expect(line).toMatchObject({ opened: true, unread: false });
    expect((await followUp(filed)).opened).toBe(true);
    service.calls.length = 0;
    expect((await read(service, member, id)).version).toBe(shown.version);
    expect(service.calls.some(({ command }) => command === 'TransactWriteItemsCommand')).toBe(false);
  });

  it('a word to the reporter moves the next update on; a note does not; the other dates stay', async () => {
    const { filed, id } = await newCase();
    const { deadlines: first, nextDeadline } = await read(service, member, id);
    expect(nextDeadline).toBe(first.acknowledgeBy);
    service.clock.advance(2 * day);
    await post(service, member, `/api/cases/${id}/notes`, { text: 'Ask Bob.' });
    expect((await read(service, member, id)).deadlines).toEqual(first);
    await post(service, member, `/api/cases/${id}/messages`, { text: 'We are on it.' });
    const moved = await read(service, member, id);
    expect(moved.deadlines).toEqual({
      ...first,
      nextUpdateBy: new Date(Date.parse(first.nextUpdateBy) + 2 * day).toISOString(),
    });
    expect((await followUp(filed)).deadlines).toEqual(moved.deadlines);
    await setState(service, member, id, 'acknowledged');
    expect((await read(service, member, id)).nextDeadline).toBe(moved.deadlines.nextUpdateBy);
  });

  it('closing sets the day it is erased, for the reporter too, and reopening takes it back', async () => {
    const { filed, id } = await newCase();
    const limit = filed.retainedUntil;
    const closed = await bodyOf<{ retainedUntil: string; nextDeadline: string }>(
      await setState(service, member, id, 'closed'),
    );
    const thisHour = Math.floor(service.clock.now.getTime() / hour) * hour;
    expect(closed.retainedUntil).toBe(new Date(thisHour + 365 * day).toISOString());
    expect(closed.nextDeadline).toBe(closed.retainedUntil);
    expect((await followUp(filed)).retainedUntil).toBe(closed.retainedUntil);
    const reopened = await bodyOf<{ retainedUntil: string }>(await setState(service, member, id, 'reopened'));
    expect(reopened.retainedUntil).toBe(limit);
    expect((await followUp(filed)).retainedUntil).toBe(limit);
  });

  it('closing late keeps nothing longer than the hard limit', async () => {
    const { filed, id } = await newCase('acknowledged');
    await read(service, member, id);
    service.clock.advance(1800 * day);
    const closed = await bodyOf<{ retainedUntil: string }>(await setState(service, member, id, 'closed'));
    expect(closed.retainedUntil).toBe(filed.retainedUntil);
    service.clock.advance(26 * day);
    expect((await get(service, member, `/api/cases/${id}`)).status).toBe(404);
  });
});
