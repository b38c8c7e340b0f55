import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vaultKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { bearer, bodyOf, fileReport, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import {
  caseIdOf,
  get,
  list,
  pages,
  post,
  read,
  setState,
  tamper,
  whole,
  type SignedIn,
} from './as-member.ts';

const hour = 3_600_000;

describe('the list of cases', () => {
  let service: Service;
  let both: SignedIn & { memberId: string };
  let conductOnly: SignedIn & { memberId: string };
  const visible: Filed[] = [];

  // Security promises an answer sooner than conduct does, so that the two channels interleave.
  beforeAll(async () => {
    service = await startService({ channels: { security: { deadlines: { acknowledgeHours: 44 } } } });
    both = await service.addMember();
    conductOnly = await service.addMember({ channels: ['conduct'] });
    for (let number = 0; number < 10; number++) {
      const channel = number % 2 === 0 ? 'conduct' : 'security';
      visible.push(await fileReport(service, { channel }));
      const withdrawn = await fileReport(service, { channel });
      await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(withdrawn.token) });
      const expired = await fileReport(service, { channel });
      await tamper(service, 'vault', vaultKeys.case(await caseIdOf(service, expired)), {
        set: { expiresAt: service.clock.now.toISOString() },
      });
      await fileReport(service, { channel, excludedMembers: [both.memberId, conductOnly.memberId] });
      service.clock.advance(hour);
    }
  });
  afterAll(() => service.close());

  const names = (filed: readonly { caseName: string }[]) => filed.map(({ caseName }) => caseName).sort();

  it.each([1, 3, 5, 7, 10, 50])(
    'gives full pages of %i although cases that do not exist for the member lie in between',
    async (limit) => {
      const found = await pages(service, both, { limit: String(limit) });
      expect(found.map(({ length }) => length)).toEqual(
        Array.from({ length: Math.ceil(10 / limit) }, (_, page) => Math.min(limit, 10 - page * limit)),
      );
      expect(names(found.flat())).toEqual(names(visible));
    },
  );

  it('merges the channels by next deadline, over the borders of pages too', async () => {
    const found = (await pages(service, both, { limit: '3' })).flat();
    const deadlines = found.map(({ nextDeadline }) => nextDeadline);
    expect(deadlines).toEqual([...deadlines].sort());
    const channels = found.map(({ channel }) => channel).join(' ');
    expect(channels).toMatch(/^security security.*conduct.*security.*conduct/);
  });

  it('shows only the channels that are the member’s, and only the one asked for', async () => {
    const conduct = visible.filter((_, number) => number % 2 === 0);
    expect(names((await list(service, conductOnly)).cases)).toEqual(names(conduct));
    expect(names((await list(service, both, '?channel=conduct')).cases)).toEqual(names(conduct));
    expect((await list(service, both, '?channel=security')).cases).toHaveLength(5);
    const foreign = await get(service, conductOnly, '/api/cases?channel=security');
    const unknown = await get(service, conductOnly, '/api/cases?channel=nowhere');
    expect(foreign.status).toBe(422);
    expect(await foreign.text()).toBe(await unknown.text());
  });

  it('a member of no channel sees an empty list', async () => {
    const nobody = await service.addMember({ channels: [] });
    expect(await list(service, nobody)).toEqual({ cases: [] });
    const former = await service.addMember({ channels: ['constructor', 'abolished'] });
    expect(await list(service, former)).toEqual({ cases: [] });
  });

  it('a long run of cases of others behind a full page is passed in few calls', async () => {
    const own = await startService();
    const member = await own.addMember();
    for (let number = 0; number < 10; number++) await fileReport(own);
    own.clock.advance(hour);
    for (let number = 0; number < 66; number++) {
      await fileReport(own, { channel: 'conduct', excludedMembers: [member.memberId] });
    }
    own.calls.length = 0;
    const { cases, cursor } = await list(own, member, '?limit=10');
    expect([cases.length, cursor]).toEqual([10, undefined]);
    const queries = own.calls.filter(({ command }) => command === 'QueryCommand');
    expect(queries.length).toBeLessThanOrEqual(2 * 8);
    await own.close();
  });

  it('puts what is unread first, and what the reporter writes makes a case unread again', async () => {
    const own = await startService();
    const member = await own.addMember();
    const first = await fileReport(own);
    own.clock.advance(hour);
    const second = await fileReport(own);
    const order = async () =>
      (await list(own, member)).cases.map(({ caseName, unread }) => [caseName, unread]);
    expect(await order()).toEqual([
      [first.caseName, true],
      [second.caseName, true],
    ]);
    await read(own, member, await caseIdOf(own, first));
    expect(await order()).toEqual([
      [second.caseName, true],
      [first.caseName, false],
    ]);
    await own.reporter('/api/follow-up/entries', {
      method: 'POST',
      headers: { ...bearer(first.token).headers, 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'There is more.' }),
    });
    expect(await order()).toEqual([
      [first.caseName, true],
      [second.caseName, true],
    ]);
    await own.close();
  });

  it('puts first what calls for somebody, urgent by when it came, overdue and unread by their deadlines; then the rest', async () => {
    const own = await startService();
    const member = await own.addMember();
    const file = async (more: Readonly<Record<string, unknown>> = {}) => {
      const filed = await fileReport(own, more);
      own.clock.advance(hour);
      return { ...filed, id: await caseIdOf(own, filed) };
    };
    const order = async () => {
      const found = (await pages(own, member, { limit: '2' })).flat();
      return found.map(({ id }) =>
        [overdue, quiet, calm, urgent, taken, fresh].findIndex((one) => one.id === id),
      );
    };
    const overdue = await file();
    await read(own, member, overdue.id);
    own.clock.advance(40 * hour);
    const quiet = await file();
    const calm = await file();
    const urgent = await file({ urgent: true });
    const taken = await file({ urgent: true });
    const fresh = await file();
    for (const { id } of [quiet, calm, urgent, taken]) await read(own, member, id);
    await post(own, member, `/api/cases/${calm.id}/messages`, { text: 'We are on it.' });
    await setState(own, member, calm.id, 'in-review');
    await post(own, member, `/api/cases/${taken.id}/taken`, {});
    // Not overdue yet.
    expect(await order()).toEqual([3, 5, 0, 1, 4, 2]);
    own.clock.advance(4 * hour);
    await own.scheduledRun();
    expect(await order()).toEqual([3, 0, 5, 1, 4, 2]);
    // Whatever is done to them, they keep their ranks.
    await post(own, member, `/api/cases/${overdue.id}/notes`, { text: 'Late.' });
    await post(own, member, `/api/cases/${urgent.id}/notes`, { text: 'Urgent.' });
    expect(await order()).toEqual([3, 0, 5, 1, 4, 2]);
    await setState(own, member, overdue.id, 'in-review');
    await post(own, member, `/api/cases/${urgent.id}/taken`, {});
    expect(await order()).toEqual([5, 1, 3, 4, 2, 0]);
    await own.close();
  });

  it('a reporter who writes again that it is urgent comes first, and somebody must take it again', async () => {
    const own = await startService();
    const member = await own.addMember();
    const first = await fileReport(own);
    own.clock.advance(hour);
    const second = await fileReport(own);
    const id = await caseIdOf(own, second);
    await post(own, member, `/api/cases/${id}/taken`, {});
    const write = (text: string, urgent: boolean) =>
      own.reporter('/api/follow-up/entries', {
        method: 'POST',
        headers: { ...bearer(second.token).headers, 'content-type': 'application/json' },
        body: JSON.stringify({ text, urgent }),
      });
    const order = async () => (await list(own, member)).cases.map(({ caseName }) => caseName);
    await write('There is more.', false);
    expect(await order()).toEqual([first.caseName, second.caseName]);
    own.clock.advance(hour);
    await write('Now I am afraid.', true);
    expect(await order()).toEqual([second.caseName, first.caseName]);
    // What is written after it, and new words for the door, leave it where it is.
    await write('He is still here.', false);
    const { ticket } = await bodyOf<{ ticket: string }>(
      await own.reporter('/api/tickets', { method: 'POST' }),
    );
    const renewed = await bodyOf<{ token: string }>(
      await own.reporter('/api/follow-up/passphrase', {
        method: 'POST',
        headers: { ...bearer(second.token).headers, 'content-type': 'application/json' },
        body: JSON.stringify({ ticket }),
      }),
    );
    await own.reporter('/api/follow-up/entries', {
      method: 'POST',
      headers: { ...bearer(renewed.token).headers, 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'Please.' }),
    });
    expect(await order()).toEqual([second.caseName, first.caseName]);
    await read(own, member, id);
    expect(await order()).toEqual([second.caseName, first.caseName]);
    expect((await post(own, member, `/api/cases/${id}/taken`, {})).status).toBe(200);
    expect(await order()).toEqual([first.caseName, second.caseName]);
    await own.close();
  });

  it('can be narrowed to a state, to one’s own cases, and to those that nobody looks after', async () => {
    const own = await startService();
    const member = await own.addMember();
    const other = await own.addMember();
    const ids: string[] = [];
    for (let number = 0; number < 6; number++) ids.push(await caseIdOf(own, await fileReport(own)));
    await post(own, member, `/api/cases/${ids[0] ?? ''}/assignee`, { memberId: member.memberId });
    await post(own, other, `/api/cases/${ids[1] ?? ''}/assignee`, { memberId: other.memberId });
    await setState(own, member, ids[0] ?? '', 'in-review');
    await setState(own, member, ids[2] ?? '', 'in-review');
    const narrowed = async (query: Readonly<Record<string, string>>) =>
      (await pages(own, member, { limit: '2', ...query }))
        .flat()
        .map(({ id }) => ids.indexOf(id))
        .sort();
    expect(await narrowed({ assignee: 'me' })).toEqual([0]);
    expect(await narrowed({ assignee: 'none' })).toEqual([2, 3, 4, 5]);
    expect(await narrowed({ state: 'in-review' })).toEqual([0, 2]);
    expect(await narrowed({ state: 'in-review', assignee: 'none' })).toEqual([2]);
    expect(await narrowed({ state: 'decided' })).toEqual([]);
    expect((await get(own, member, '/api/cases?assignee=somebody')).status).toBe(422);
    expect((await get(own, member, '/api/cases?state=lost')).status).toBe(422);
    await own.close();
  });

  it('says what is overdue, and keeps closed cases in a list of their own', async () => {
    const own = await startService();
    const member = await own.addMember();
    const late = await fileReport(own);
    const done = await fileReport(own);
    await setState(own, member, await caseIdOf(own, done), 'closed');
    own.clock.advance(49 * hour);
    expect((await list(own, member)).cases).toMatchObject([{ caseName: late.caseName, overdue: true }]);
    expect((await list(own, member, '?status=closed')).cases).toMatchObject([
      { caseName: done.caseName, overdue: false, state: 'closed' },
    ]);
    await own.close();
  });

  describe('cursors', () => {
    const cursorOf = async (member: SignedIn, query: string): Promise<string> =>
      (await list(service, member, query)).cursor ?? '';
    const answerTo = async (member: SignedIn, cursor: string, query = '&limit=2') =>
      whole(await get(service, member, `/api/cases?cursor=${encodeURIComponent(cursor)}${query}`));

    it('refuses forged cursors, and those of another member or another list, with one answer', async () => {
      const mine = await cursorOf(both, '?limit=2');
      expect(await answerTo(both, mine)).toMatchObject({ status: 200 });
      const bytes = Buffer.from(mine, 'base64url');
      const flipped = Buffer.from(bytes);
      flipped[20] = (flipped[20] ?? 0) ^ 1;
      const ticket = await bodyOf<{ ticket: string }>(
        await service.reporter('/api/tickets', { method: 'POST' }),
      );
      const plain = JSON.stringify({ status: 'open', channels: ['conduct', 'security'], position: {} });
      const refused = [
        answerTo(both, ''),
        answerTo(both, 'x'),
        answerTo(both, '%00'),
        answerTo(both, '{}'),
        answerTo(both, Buffer.from(plain).toString('base64url')),
        answerTo(both, bytes.subarray(0, -1).toString('base64url')),
        answerTo(both, flipped.toString('base64url')),
        answerTo(both, `${mine}A`),
        answerTo(both, ticket.ticket),
        answerTo(both, await cursorOf(conductOnly, '?limit=2')),
        answerTo(conductOnly, mine),
        answerTo(both, await cursorOf(both, '?limit=2&channel=conduct')),
        answerTo(both, mine, '&channel=conduct'),
        answerTo(both, mine, '&status=closed'),
      ];
      const [first, ...others] = await Promise.all(refused);
      expect(first).toMatchObject({ status: 400, body: expect.stringContaining('cursor-invalid') as string });
      for (const other of others) expect(other).toEqual(first);
    });

    it('tell nothing of the cases they point at', async () => {
      const { cases, cursor = '' } = await list(service, both, '?limit=2');
      const text = Buffer.from(cursor, 'base64url').toString('latin1');
      for (const { id } of cases) expect(text).not.toContain(id);
      expect(await cursorOf(both, '?limit=2')).not.toBe(cursor);
    });

    it('go on at their place although a case before it was answered meanwhile', async () => {
      for (const { id } of (await list(service, both, '?limit=50')).cases)
        await get(service, both, `/api/cases/${id}`);
      const { cases, cursor = '' } = await list(service, both, '?limit=3');
      await post(service, both, `/api/cases/${cases[0]?.id ?? ''}/notes`, { text: 'Seen.' });
      const rest = await list(service, both, `?limit=50&cursor=${cursor}`);
      const seen = [...cases, ...rest.cases].map(({ id }) => id);
      expect(new Set(seen).size).toBe(seen.length);
    });
  });
});
