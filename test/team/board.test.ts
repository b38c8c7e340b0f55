import { endOfQueue } from '../../functions/domain/casework/reading/walk-queue.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../functions/team/routes.ts';
import { bodyOf, fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, post, read, setState, type SignedIn } from './as-member.ts';
import { correction, decidingOf, violation } from './deciding.ts';
import { atPages, wordsOf } from './team-pages.ts';

type Person = SignedIn & { readonly memberId: string; readonly name: string };
type Listed<Item> = { readonly count: number; readonly first: readonly Item[] };
type Dated = { readonly case: { readonly id: string }; readonly what: string; readonly mine: boolean };
type BoardView = {
  readonly looked: { readonly open: number; readonly moreOpen: boolean; readonly closed: number };
  readonly overdue: Listed<Dated>;
  readonly today: Listed<Dated>;
  readonly week: Listed<Dated>;
  readonly byDay: readonly { readonly count: number }[];
  readonly mine: Listed<{ readonly id: string }>;
  readonly unassigned: Listed<{ readonly id: string }>;
  readonly waiting: Listed<{ readonly id: string; readonly waits: readonly string[] }>;
  readonly ending: Listed<Dated>;
  readonly load?: readonly { readonly memberId: string; readonly cases: number; readonly overdue: number }[];
  readonly ages: readonly { readonly fromDays: number; readonly count: number }[];
  readonly promises: { readonly kept: number; readonly missed: number; readonly running: number };
};

describe('the board', () => {
  let service: Service;
  let ada: Person;
  let lead: Person;
  beforeAll(async () => {
    service = await startService();
    ada = await service.addMember();
    lead = await service.addMember({ role: 'lead' });
  });
  afterAll(() => service.close());

  const board = async (who: SignedIn = ada): Promise<BoardView> =>
    bodyOf<BoardView>(await get(service, who, routes.api.board));
  const file = async (more: Record<string, unknown> = {}): Promise<string> =>
    caseIdOf(service, await fileReport(service, { channel: 'conduct', ...more }));

  it('says what is due, what is whose, and how old it is; who looks after what is for who may see the members', async () => {
    const [mine, other] = [await file(), await file()];
    await read(service, ada, mine);
    await post(service, ada, `/api/cases/${mine}/assignee`, { memberId: ada.memberId });
    const before = await board();
    expect(before.mine.first.map(({ id }) => id)).toEqual([mine]);
    expect(before.unassigned.first.map(({ id }) => id)).toEqual([other]);
    expect(before.load).toEqual([{ memberId: ada.memberId, cases: 1, overdue: 0 }]);
    expect(before.looked).toMatchObject({ open: 2, moreOpen: false, closed: 0 });
    const due = [...before.today.first, ...before.week.first];
    expect(
      due.filter(({ case: { id } }) => id === mine).map(({ what, mine: is }) => [what, is]),
    ).toContainEqual(['acknowledgeBy', true]);
    expect(before.byDay.reduce((sum, { count }) => sum + count, 0)).toBe(due.length);
    expect(before.ages[0]).toEqual({ fromDays: 0, count: 2 });
    service.clock.advance(8 * 86_400_000);
    const after = await board();
    expect(after.overdue.first.map(({ case: { id } }) => id)).toContain(mine);
    expect(after.promises.running).toBeGreaterThan(0);
    expect(after.load).toEqual([{ memberId: ada.memberId, cases: 1, overdue: 1 }]);
    expect(after.ages[1]).toEqual({ fromDays: 7, count: 2 });
    const words = wordsOf(await (await atPages(service, ada)).html(routes.board));
    expect(words).toContain('Counted in 2 open cases and 0 closed cases, of those that you may see.');
    expect(words).toContain(`${ada.name} (you)`);
    const reviewer = await service.addMember({ role: 'outside-reviewer' });
    expect((await board(reviewer)).load).toBeUndefined();
    expect(wordsOf(await (await atPages(service, reviewer)).html(routes.board))).not.toContain(ada.name);
  });

  it('counts promises that were kept and missed, each once, and none that was moved', async () => {
    const { promises } = await board();
    const id = await file();
    await read(service, ada, id);
    const by = new Date(service.clock.now.getTime() + 40 * 86_400_000).toISOString();
    await read(service, lead, id);
    const moved = await post(service, lead, `/api/cases/${id}/deadlines`, {
      ...{ deadline: 'feedbackBy', by: `${by.slice(0, 13)}:00:00.000Z`, reason: 'We wait.' },
    });
    expect(moved.status).toBe(200);
    const sinceMoved = (await board()).promises;
    expect(sinceMoved).toMatchObject({ kept: promises.kept, missed: promises.missed });
    await post(service, ada, `/api/cases/${id}/messages`, { text: 'We read it.' });
    const answered = (await board()).promises;
    expect(answered.kept).toBeGreaterThan(promises.kept);
    service.clock.advance(100 * 86_400_000);
    await post(service, ada, `/api/cases/${id}/messages`, { text: 'Late.' });
    const late = (await board()).promises;
    expect(late.missed).toBe(promises.missed + 1);
    // Of what was settled before, nothing is of the last 90 days.
    expect(late.kept).toBe(0);
    await setState(service, ada, id, 'closed', { reason: 'Done.', whyNoMessage: 'Told.' });
    expect((await board()).looked.closed).toBe(1);
  });

  it('is read with the same calls, however many cases there are', async () => {
    await board();
    service.calls.length = 0;
    await board();
    const calls = service.calls.map(({ command }) => command).toSorted();
    for (let number = 0; number < 30; number++) await file();
    await board();
    service.calls.length = 0;
    await board();
    expect(service.calls.map(({ command }) => command).toSorted()).toEqual(calls);
  });
});

describe('what waits for another member', () => {
  let service: Service;
  let ada: Person;
  let lead: Person;
  beforeAll(async () => {
    service = await startService();
    ada = await service.addMember();
    lead = await service.addMember({ role: 'lead' });
  });
  afterAll(() => service.close());

  const board = async (who: SignedIn = ada): Promise<BoardView> =>
    bodyOf<BoardView>(await get(service, who, routes.api.board));
  const file = async (more: Record<string, unknown> = {}): Promise<string> =>
    caseIdOf(service, await fileReport(service, { channel: 'conduct', ...more }));
  const waits = async (id: string): Promise<readonly string[]> =>
    (await board()).waiting.first.find((one) => one.id === id)?.waits ?? [];

  it('shows nothing that waits where nothing does', async () => {
    expect((await board()).waiting).toEqual({ count: 0, first: [] });
  });

  it('shows that a proposal waits until it is decided or withdrawn, and a restriction until it is confirmed', async () => {
    const id = await file();
    await read(service, ada, id);
    await read(service, lead, id);
    const { done, nobodyAsked } = decidingOf(service, id);
    await done(ada, '/respondents', { name: 'Ben', handles: [{ platform: 'chat', handle: 'ben' }] });
    await done(ada, '/findings', violation());
    await nobodyAsked(ada);
    expect(await waits(id)).toEqual([]);
    await done(ada, '/proposals', correction());
    expect(await waits(id)).toEqual(['proposal']);
    const html = await (await atPages(service, ada)).html(routes.board);
    expect(wordsOf(html)).toContain('Proposal to approve');
    await done(ada, '/proposals/withdraw', { proposal: 1 });
    expect(await waits(id)).toEqual([]);
  });

  it('shows that a request of two people waits, and no longer once it has lapsed', async () => {
    const id = await file();
    await read(service, ada, id);
    await read(service, lead, id);
    const asked = await post(service, lead, `/api/cases/${id}/erasure/requests`, { reason: 'The law asks.' });
    expect(asked.status).toBeLessThan(300);
    expect(await waits(id)).toEqual(['request']);
    service.clock.advance(8 * 86_400_000);
    expect(await waits(id)).toEqual([]);
  });

  it('finds what was closed last behind however many cases of others', async () => {
    const ids = [];
    for (let number = 0; number < 3; number++) {
      const id = await file(number === 2 ? { excludedMembers: [ada.memberId] } : {});
      await read(service, lead, id);
      expect((await setState(service, lead, id, 'closed')).status).toBe(200);
      ids.push(id);
    }
    const [first = '', second = '', hidden = ''] = ids;
    const { cases, openKeyRing } = service.teamContext;
    const members = await service.teamContext.members.allMembers();
    const member = members.find(({ memberId }) => memberId === ada.memberId);
    if (!member) throw new Error('they are on the team');
    const stored = await cases.queueEnd('conduct', 'closed', undefined, 100);
    const rowOf = (id: string, at: number) => {
      const row = stored.find(({ caseId }) => caseId === id);
      if (!row) throw new Error('it is closed');
      return { ...row, order: String(at).padStart(6, '0') };
    };
    const endWith = async (hiddenAfter: number) => {
      const rows = [
        rowOf(first, 1),
        rowOf(second, 2),
        ...Array.from({ length: hiddenAfter }, (_, at) => rowOf(hidden, 3 + at)),
      ].reverse();
      const store = {
        ...cases,
        queueEnd: (_: string, __: string, before: { readonly order: string } | undefined, limit: number) =>
          Promise.resolve(rows.filter(({ order }) => !before || order < before.order).slice(0, limit)),
      };
      const context = { store, openKeyRing, member, now: service.clock.now };
      const sections = [{ channel: 'conduct', status: 'closed' }] as const;
      return (await endOfQueue(context, sections, 2)).map((one) => one.kind === 'case' && one.head.caseId);
    };
    expect(await endWith(0)).toEqual([second, first]);
    for (const many of [98, 99, 100, 250]) expect(await endWith(many)).toEqual([second, first]);
    // And as it is stored: what is before a place is what was not shown yet.
    const [last, ...before] = stored;
    expect(await cases.queueEnd('conduct', 'closed', last, 100)).toEqual(before);
  });
});
