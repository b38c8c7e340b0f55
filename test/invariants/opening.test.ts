import { describe, expect, it } from 'vitest';
import { stored } from '../harness/stored.ts';
import {
  answers,
  assigns,
  changesState,
  grants,
  hears,
  links,
  notes,
  opens,
  opensIdentity,
  reportComes,
  splits,
  takes,
  transfers,
} from './harness/on-cases.ts';
import { checkStories, type Operation } from './harness/stories.ts';
import {
  asks,
  beginWorld,
  endWorld,
  knows,
  pathOf,
  thoseThere,
  withCases,
  type KnownCase,
  type PersonThere,
  type World,
} from './harness/world.ts';

type Watched = World & {
  /** Who has said of which case that nothing stands in their way, as the model has it: `Vera amber-falcon-27`. */
  readonly opened: Set<string>;
};

const mark = (who: PersonThere, known: KnownCase): string => `${who.name} ${known.name}`;

const reason = 'It has to be.';
const reads: readonly (readonly [string, string])[] = [
  ['the case', ''],
  ['its audit log', '/audit'],
  ['a file of it', `/attachments/${'A'.repeat(22)}`],
  ['its conversations', '/doors'],
  ['its appeals', '/appeals'],
];
const writes: readonly (readonly [string, string, object])[] = [
  ['a note', '/notes', { text: 'Hm.' }],
  ['an answer', '/messages', { text: 'Hello.' }],
  ['the state', '/state', { state: 'acknowledged', reason }],
  ['the name of who reported', '/identity', { part: 'name', reason }],
  ['an original', `/attachments/${'A'.repeat(22)}/original`, { reason }],
  ['a task', '/tasks', { text: 'Ask.' }],
  ['the assignee', '/assignee', { memberId: null }],
  ['that they take it', '/taken', {}],
  ['an exported log', '/audit/export', {}],
  ['a part', '/split', { channel: 'conduct', text: 'A part.', reason }],
  ['an upload', '/uploads', { size: 10, name: 'a.txt' }],
  [
    'a conversation',
    '/doors',
    { kind: 'witness', whom: 'Noor', language: 'en', about: 'A talk.', questions: [] },
  ],
  ['a page of a platform', '/doors/platforms', { platform: 'chat', whom: 'Chat admins', language: 'en' }],
  ['new words', '/doors/remake', { door: 1 }],
  ['the end of a conversation', '/doors/close', { door: 1, reason }],
  ['an appeal', '/appeals', { thread: 'reporter', entry: 1 }],
  ['who decides an appeal', '/appeals/decider', { appeal: 1, memberId: 'x' }],
  ['a case about retaliation', '/retaliation', { entry: 1 }],
  ['a letter', '/letters/hand-over', { decision: 1 }],
];

/** Opens a case and keeps in the model that they have. */
const opensCase: Operation<Watched> = {
  name: 'open',
  weight: 2,
  plan: (world, choose) => {
    const [who, known] = [choose.one(thoseThere(world)), choose.one(world.cases)];
    if (!who || !known) return undefined;
    return {
      says: `${who.name} opens ${known.name}`,
      does: async () => {
        if ((await asks(world, who, pathOf(known))).status === 200) world.opened.add(mark(who, known));
      },
    };
  },
};

/** Nothing of this may be answered, nor change anything. */
const triesUnopened: Operation<Watched> = {
  name: 'try without having opened',
  weight: 4,
  plan: (world, choose) => {
    const [who, known] = [choose.one(thoseThere(world)), choose.one(world.cases)];
    const tried = choose.one(writes);
    const read = choose.one(reads.slice(1));
    if (!who || !known || !tried || !read || world.opened.has(mark(who, known))) return undefined;
    const [what, path, body] = tried;
    const [looked, at] = read;
    return {
      says: `${who.name} asks for ${looked} and for ${what} of ${known.name}, which they have not opened`,
      does: async () => {
        const before = await stored(world.service);
        const answered = [
          (await asks(world, who, pathOf(known, path), body)).status,
          (await asks(world, who, pathOf(known, at))).status,
        ];
        for (const status of answered) expect([403, 404, 409]).toContain(status);
        expect(await stored(world.service)).toBe(before);
      },
    };
  },
};

const readsOnly: Operation<Watched> = {
  name: 'read with a token that may only read',
  weight: 4,
  plan: (world, choose) => {
    const [who, known, read] = [choose.one(thoseThere(world)), choose.one(world.cases), choose.one(reads)];
    if (!who || !known || !read) return undefined;
    const [what, path] = read;
    const reader = { ...who, row: { ...who.row, authorization: who.row.readOnly } };
    return {
      says: `a script of ${who.name} with a token that may only read asks for ${what} of ${known.name}`,
      does: async () => {
        const before = await stored(world.service);
        const { status, text } = await asks(world, reader, pathOf(known, path));
        expect(await stored(world.service)).toBe(before);
        const there = await knows(world, who, known);
        const hasOpened = world.opened.has(mark(who, known));
        if (there && path === '') expect(status).toBe(hasOpened ? 200 : 409);
        if (status === 409) expect(text).toContain('/brief');
      },
    };
  },
};

describe('reading needs the same step everywhere', () => {
  it('who has not opened a case neither reads nor writes in it; a token that may only read changes nothing', async () => {
    await checkStories<Watched>({
      begin: async () => {
        const world = { ...(await withCases(await beginWorld())), opened: new Set<string>() };
        // The first look of a day is written down once; it is none of what is watched here.
        for (const person of thoseThere(world)) await asks(world, person, '/api/cases');
        return world;
      },
      end: endWorld,
      operations: [opensCase, triesUnopened, readsOnly, reportComes],
      holds: () => Promise.resolve(),
      runs: 4,
      steps: 16,
    });
  });

  it('whatever members do, nobody counts as a reader who has not opened the case', async () => {
    await checkStories<World>({
      begin: async () => withCases(await beginWorld()),
      end: endWorld,
      operations: [
        answers,
        assigns,
        changesState,
        grants,
        hears,
        links,
        notes,
        opensIdentity,
        splits,
        takes,
        transfers,
        opens,
      ],
      holds: async (world) => {
        for (const known of world.cases)
          for (const person of thoseThere(world)) {
            const preview = await asks(world, person, pathOf(known, '/brief'));
            if (preview.status !== 200 || !preview.text.includes('"opened":false')) continue;
            expect((await asks(world, person, pathOf(known, '/audit'))).status).not.toBe(200);
          }
      },
      runs: 2,
      steps: 10,
    });
  });
});
