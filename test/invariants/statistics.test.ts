import { describe, expect, it } from 'vitest';
import { reportersDeadlines } from '../../functions/domain/deadline/deadlines.ts';
import { runningDeadlines } from '../../functions/domain/deadline/running-deadlines.ts';
import type { CaseStatistic, Statistic } from '../../functions/domain/statistics/statistic.ts';
import { timeClassOf } from '../../functions/domain/statistics/time-class.ts';
import { caseIdOfPartition, partitionOf } from '../../functions/adapters/dynamodb/item-keys.ts';
import { rowsOf } from '../scheduled/stored.ts';
import { agreeTo } from '../team/two-people.ts';
import { countedKeys, countedRows, openedCase, type OpenedCase } from '../team/counted.ts';
import { caseFromScratch, decisionsFromScratch, type Watched } from './harness/from-scratch.ts';
import { letsBack, setsAside } from './harness/on-access.ts';
import {
  answers,
  changesState,
  filesForSomebody,
  grants,
  leavesToOthers,
  links,
  makesRetaliationCase,
  opens,
  reportComes,
  splits,
  transfers,
} from './harness/on-cases.ts';
import { appealComes, appealEnds, decides, finds, merges, names } from './harness/on-decisions.ts';
import { checkStories, type Operation } from './harness/stories.ts';
import { asks, beginWorld, endWorld, pathOf, thoseThere, withCases, type World } from './harness/world.ts';

const hour = 3_600_000;

type Moments = { acknowledged?: Date; firstAnswer?: Date; decided?: Date; closed?: Date | undefined };

/** What somebody has seen who looked at a case after every step. */
type Watch = {
  last: OpenedCase;
  /** As it was at the last change by the team: the reporter makes a case urgent without being able to write rows. */
  urgent: boolean;
  readonly moments: Moments;
  kept: number;
  missed: number;
  /** What its rows said when it was last there. */
  rows: readonly Countable[];
};
type Countable = Omit<CaseStatistic, 'countTag'> | Exclude<Statistic, { kind: 'case' }>;

type Counting = World & {
  readonly watched: Map<string, Watch>;
  /** Of cases that are gone. */
  readonly left: Countable[];
};

const fullHour = (time: Date): Date => new Date(Math.floor(time.getTime() / hour) * hour);

const running = ({ head }: OpenedCase): ReadonlyMap<string, string> =>
  new Map(runningDeadlines(head.state, reportersDeadlines(head.deadlines)).map(({ name, by }) => [name, by]));

const hasAnswer = ({ entries, vault }: OpenedCase): boolean =>
  (vault.doors.reporter ?? []).length > 0 &&
  entries
    .slice(1)
    .some(
      ({ entry }) =>
        entry !== 'unreadable' && entry.from === 'team' && (entry.texts.get('text') ?? '') !== '',
    );

/** Looks at what changed since the last time. Nothing in this world moves or pauses a date. */
const watch = (watch: Watch, now: Date, opened: OpenedCase): void => {
  const { last, moments } = watch;
  const at = fullHour(now);
  const { state } = opened.head;
  if (last.head.state === 'received' && state !== 'received') moments.acknowledged ??= at;
  if (hasAnswer(opened)) moments.firstAnswer ??= at;
  if (opened.records.decisions.length > 0) moments.decided ??= at;
  if (state !== 'closed') moments.closed = undefined;
  else if (last.head.state !== 'closed') moments.closed = at;
  const after = running(opened);
  for (const [name, by] of running(last)) {
    if (after.get(name) === by) continue;
    if (now <= new Date(by)) watch.kept += 1;
    else watch.missed += 1;
  }
  if (opened.head.audit?.number !== last.head.audit?.number) watch.urgent = opened.head.urgent;
  watch.last = opened;
};

const seenOf = ({ moments, kept, missed, last, urgent }: Watch): Watched => {
  const since = (at: Date | undefined) => at && timeClassOf(last.head.sentAt, at);
  return {
    closedIn: moments.closed?.toISOString().slice(0, 7),
    times: {
      acknowledged: since(moments.acknowledged),
      firstAnswer: since(moments.firstAnswer),
      decided: since(moments.decided),
      closed: since(moments.closed),
    },
    promises: { kept, missed },
    urgent,
  };
};

const withdrawn = ({ head, brief }: OpenedCase): Countable => ({
  kind: 'case',
  month: head.sentAt.toISOString().slice(0, 7),
  channel: head.channel,
  source: 'reporter',
  anonymous: (brief.identityGiven ?? []).length === 0,
  urgent: head.urgent,
  people: 0,
  state: 'withdrawn',
  scope: 'unknown',
  outcome: 'none',
  rules: [],
  times: {},
  promises: { kept: 0, missed: 0 },
  hiddenFrom: [...brief.excludedMembers, ...brief.recusedMembers, ...(brief.asideMembers ?? [])],
  grantedMembers: brief.grantedMembers,
  rosterRevision: brief.rosterRevision,
});

/** Rows in an order of their own, without what is random in them. */
const comparable = (rows: readonly (Countable | Statistic)[]): string[] =>
  rows
    .map((row) => {
      const said = {
        ...row,
        countTag: '',
        ...('hiddenFrom' in row && { hiddenFrom: row.hiddenFrom.toSorted() }),
      };
      const entries = Object.entries(said).filter(([, value]) => value !== undefined);
      return JSON.stringify(Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1))));
    })
    .sort();

const timePasses: Operation<Counting> = {
  name: 'time',
  weight: 3,
  plan: ({ service }, choose) => {
    const hours = choose.one([1, 30, 60, 200]) ?? 1;
    return {
      says: `${hours} hours pass`,
      does: async () => {
        service.clock.advance(hours * hour);
        await service.scheduledRun();
      },
    };
  },
};

const withdraws: Operation<Counting> = {
  name: 'withdraw',
  plan: (world, choose) => {
    const known = choose.one(world.cases.filter(({ token }) => token !== undefined));
    if (!known) return undefined;
    return {
      says: `the reporter of ${known.name} withdraws it`,
      does: async () => {
        const headers = { authorization: `Bearer ${known.token ?? ''}` };
        await world.service.reporter('/api/follow-up', { method: 'DELETE', headers });
        await world.service.scheduledRun();
      },
    };
  },
};

/** Compares every row that is stored with every case that is there, and with what was left of those that are gone. */
const isCountedRightly = async (world: Counting): Promise<void> => {
  const { service, watched, left } = world;
  const ids = (await rowsOf(service, 'vault'))
    .map(partitionOf)
    .filter((pk) => pk.startsWith('CASE#'))
    .map(caseIdOfPartition);
  const tags: string[] = [];
  for (const id of ids) {
    const opened = await openedCase(service, id);
    if (!opened) continue;
    const seen = watched.get(id) ?? {
      last: opened,
      urgent: opened.head.urgent,
      moments: {},
      kept: 0,
      missed: 0,
      rows: [],
    };
    watch(seen, service.clock.now, opened);
    const isOpened = opened.vault.openedAt !== undefined;
    seen.rows = isOpened ? [caseFromScratch(opened, seenOf(seen)), ...decisionsFromScratch(opened)] : [];
    expect(opened.summary.countTag !== undefined).toBe(isOpened);
    if (opened.summary.countTag !== undefined) tags.push(opened.summary.countTag);
    watched.set(id, seen);
  }
  for (const [id, { rows, last }] of watched) {
    if (await openedCase(service, id)) continue;
    watched.delete(id);
    if (last.vault.openedAt === undefined) left.push(withdrawn(last));
    else
      left.push(
        ...rows.map((row) =>
          row.kind === 'case' && row.state === 'open' ? { ...row, state: 'withdrawn' as const } : row,
        ),
      );
  }
  const stored = await countedRows(service);
  expect(comparable(stored)).toEqual(
    comparable([...left, ...[...watched.values()].flatMap(({ rows }) => rows)]),
  );
  const stands = stored.flatMap((row) => (row.kind === 'case' ? [row.countTag] : []));
  expect(new Set(stands).size).toBe(stands.length);
  expect(tags.filter((tag) => !stands.includes(tag))).toEqual([]);
  for (const key of await countedKeys(service)) expect(key).toMatch(/^STAT#\d{4}-\d\d\/[\w-]{22}$/);
};

/** Two members agree to erase a case. */
const erases: Operation<Counting> = {
  name: 'erase',
  plan: (world, choose) => {
    const known = choose.one(world.cases);
    if (!known) return undefined;
    return {
      says: `two agree to erase ${known.name}`,
      does: async () => {
        const there = [];
        for (const person of thoseThere(world))
          if ((await asks(world, person, pathOf(known))).status === 200) there.push(person);
        const [lead, other] = there;
        if (!lead || !other) return;
        const asked = await asks(world, lead, pathOf(known, '/erasure/requests'), { reason: 'They asked.' });
        if (asked.status !== 201) return;
        // Asking writes the rows again, and says of the case that it is urgent when its reporter made it so.
        await isCountedRightly(world);
        await agreeTo(world.service, other.row, known.id);
      },
    };
  },
};

describe('statistics', () => {
  it('say of every case that was opened, and of every decision, what is so, once, whatever anybody does', async () => {
    await checkStories<Counting>({
      begin: async () => ({ ...(await withCases(await beginWorld())), watched: new Map(), left: [] }),
      end: endWorld,
      operations: [
        reportComes,
        opens,
        leavesToOthers,
        setsAside,
        letsBack,
        grants,
        links,
        transfers,
        answers,
        changesState,
        splits,
        makesRetaliationCase,
        filesForSomebody,
        names,
        finds,
        merges,
        decides,
        appealComes,
        appealEnds,
        withdraws,
        erases,
        timePasses,
      ] as readonly Operation<Counting>[],
      holds: isCountedRightly,
      runs: 4,
      steps: 14,
    });
  });
});
