import { describe, expect, it } from 'vitest';
import {
  answersTaken,
  mostTakenAtOnce,
  platformAuthor,
} from '../../../functions/domain/door/answers-taken.ts';
import type { ShownRestriction } from '../../../functions/domain/door/platform-page.ts';
import {
  mostShownRestrictions,
  platformPageAfter,
} from '../../../functions/domain/door/platform-restrictions.ts';
import {
  answered,
  platformAnswers,
  standingRestrictions,
  type PlatformActName,
  type Standing,
} from '../../../functions/domain/door/platform-standing.ts';
import type { Measure, RollOut } from '../../../functions/domain/decision/measure.ts';
import type { Entry } from '../../../functions/domain/thread/entry.ts';
import { defaultSettings } from '../../../functions/settings/defaults.ts';

const decisions = {
  ...defaultSettings.decisions,
  platforms: {
    chat: {
      label: { en: 'Chat', es: 'El chat' },
      restrictions: { mute: { en: 'Cannot write', es: 'No puede escribir' } },
    },
    forum: { label: 'Forum', restrictions: { ban: 'Banned' } },
  },
};
const door = { platform: 'chat', language: 'en', whom: 'Chat admins' } as const;
const kim = { id: 'm1', name: 'Kim' };
const tick = (on: string) => ({ by: kim, on });
const account = (more: Partial<RollOut> = {}): RollOut => ({
  platform: 'chat',
  restriction: 'mute',
  account: '@someone',
  ...more,
});
const measure = (more: Partial<Measure> = {}): Measure => ({
  respondent: 1,
  decision: 1,
  type: 'mute',
  what: 'For what they wrote to Ana.',
  from: '2026-03-02',
  until: '2026-03-20',
  status: 'to-do',
  reason: 'A reason of the team.',
  note: 'A note of the team.',
  rollOuts: [account()],
  ...more,
});
const act = (
  number: number,
  name: PlatformActName,
  on: string,
  facts: Readonly<Record<string, string>> = {
    measure: '1',
    account: '1',
    name: '@someone',
    restriction: 'mute',
  },
): { readonly number: number; readonly entry: Entry } => ({
  number,
  entry: {
    from: 'platform',
    kind: 'act',
    on: `${on}T10:00:00.000Z`,
    act: name,
    facts,
    texts: new Map(name === 'cannot' ? [['text', 'No such account.']] : []),
  },
});
const page = (measures: readonly Measure[], today: string) =>
  platformPageAfter(decisions, door, new Map(measures.map((one, at) => [at + 1, one])), today);

describe('what the page of a platform lists', () => {
  it('is the restrictions there, by account and what is restricted, and nothing of who, why or elsewhere', () => {
    const shown = page(
      [
        measure({
          rollOuts: [
            account({ platform: 'forum', restriction: 'ban', account: 'someone-else-there' }),
            account({ done: tick('2026-03-03') }),
          ],
        }),
      ],
      '2026-03-10',
    );
    expect(shown).toEqual({
      kind: 'platform',
      language: 'en',
      platform: 'Chat',
      restrictions: [
        {
          measure: 1,
          account: 2,
          name: '@someone',
          restriction: 'mute',
          what: 'Cannot write',
          from: '2026-03-02',
          until: '2026-03-20',
          placedOn: '2026-03-03',
          toLift: false,
        },
      ],
    });
  });

  it('is in the language of the page', () => {
    const shown = platformPageAfter(
      decisions,
      { ...door, language: 'es' },
      new Map([[1, measure()]]),
      '2026-03-10',
    );
    expect(shown).toMatchObject({ platform: 'El chat', restrictions: [{ what: 'No puede escribir' }] });
  });

  it.each<[string, Measure, number]>([
    ['an account that is not known yet is left out', measure({ rollOuts: [account({ account: '' })] }), 0],
    ['what has ended and was never in place is left out', measure({ until: '2026-03-09' }), 0],
    ['what was given up and was never in place is left out', measure({ status: 'waived' }), 0],
    [
      'what has passed on to another decision is left out',
      measure({ rollOuts: [account({ done: tick('2026-03-03'), passedOn: tick('2026-03-05') })] }),
      0,
    ],
    [
      'what waits for an appeal and was never in place is left out',
      measure({ waits: { appeal: 1, since: '2026-03-05' } }),
      0,
    ],
    [
      'what has ended and is in place is listed',
      measure({ until: '2026-03-09', rollOuts: [account({ done: tick('2026-03-03') })] }),
      1,
    ],
    [
      'what was given up and is in place is listed',
      measure({ status: 'waived', rollOuts: [account({ done: tick('2026-03-03') })] }),
      1,
    ],
  ])('%s', (_what, one, count) => {
    expect(page([one], '2026-03-10').restrictions).toHaveLength(count);
  });

  it('asks to lift what waits for an appeal, and lists it again once that is decided', () => {
    const waits = { appeal: 1, since: '2026-03-05' };
    const placed = [account({ done: tick('2026-03-03') })];
    expect(page([measure({ waits, rollOuts: placed })], '2026-03-10').restrictions).toMatchObject([
      { toLift: true, placedOn: '2026-03-03' },
    ]);
    const decided = measure({ waits: { ...waits, until: '2026-03-09' } });
    expect(page([decided], '2026-03-10').restrictions).toMatchObject([{ toLift: false }]);
  });

  it('is bounded, and leaves out what is done rather than what waits', () => {
    const lifted = account({ done: tick('2026-03-03'), lifted: tick('2026-03-04') });
    const many = Array.from({ length: 10 }, () =>
      measure({ until: '2026-03-04', rollOuts: Array.from({ length: 60 }, () => lifted) }),
    );
    const shown = page([...many, measure()], '2026-03-10');
    expect(shown.restrictions).toHaveLength(mostShownRestrictions);
    expect(shown.more).toBe(true);
    expect(shown.restrictions[0]).toMatchObject({ measure: 11 });
  });
});

describe('how a restriction stands on the day on which the page is looked at', () => {
  const row: ShownRestriction = {
    measure: 1,
    account: 1,
    name: '@someone',
    restriction: 'mute',
    what: 'Cannot write',
    from: '2026-03-05',
    until: '2026-03-20',
    toLift: false,
  };
  const placed = { placedOn: '2026-03-06' };
  it.each<
    [string, Partial<ShownRestriction>, readonly (readonly [PlatformActName, string])[], string, Standing]
  >([
    ['before its first day', {}, [], '2026-03-04', 'to-come'],
    ['on its first day', {}, [], '2026-03-05', 'to-place'],
    ['said to be in place', {}, [['placed', '2026-03-06']], '2026-03-06', 'in-place'],
    ['noted by the team as in place', placed, [], '2026-03-07', 'in-place'],
    ['on its last day', placed, [], '2026-03-20', 'in-place'],
    ['after its last day, though nobody wrote anything', placed, [], '2026-03-21', 'to-lift'],
    ['given up before its last day', { ...placed, toLift: true }, [], '2026-03-07', 'to-lift'],
    ['after its last day, never in place', {}, [], '2026-03-21', 'over'],
    ['lifted after its last day', placed, [['lifted', '2026-03-21']], '2026-03-21', 'lifted'],
    ['noted by the team as lifted', { ...placed, liftedOn: '2026-03-21' }, [], '2026-03-22', 'lifted'],
    ['lifted while it goes on', placed, [['lifted', '2026-03-08']], '2026-03-08', 'to-place'],
    ['put in place after its end', {}, [['placed', '2026-03-21']], '2026-03-21', 'to-lift'],
    [
      'in place again after it was lifted too early',
      placed,
      [
        ['lifted', '2026-03-08'],
        ['placed', '2026-03-09'],
      ],
      '2026-03-09',
      'in-place',
    ],
    ['said to be lifted, and never in place', {}, [['lifted', '2026-03-21']], '2026-03-21', 'over'],
    ['said to be impossible', {}, [['cannot', '2026-03-06']], '2026-03-06', 'to-place'],
    ['without an end', { ...placed, until: undefined }, [], '2099-01-01', 'in-place'],
  ])('%s', (_when, more, said, today, standing) => {
    const acts = said.map(([name, on], at) => act(at + 1, name, on));
    const [shown] = standingRestrictions({ restrictions: [{ ...row, ...more }] }, acts, today);
    expect(shown?.standing).toBe(standing);
  });

  it('tells when it was said to be impossible, until it is in place', () => {
    const said = [act(1, 'cannot', '2026-03-06')];
    expect(standingRestrictions({ restrictions: [row] }, said, '2026-03-07')[0]?.cannotOn).toBe('2026-03-06');
    said.push(act(2, 'placed', '2026-03-08'));
    expect(standingRestrictions({ restrictions: [row] }, said, '2026-03-09')[0]?.cannotOn).toBeUndefined();
  });

  it('counts nothing twice that the team has taken over', () => {
    const said = [act(1, 'placed', '2026-03-06'), act(2, 'lifted', '2026-03-07')];
    const after = standingRestrictions({ restrictions: [row], takenUpTo: 2 }, said, '2026-03-08');
    expect(after[0]?.standing).toBe('to-place');
    const before = standingRestrictions(
      { restrictions: [row], takenUpTo: 1 },
      [...said, act(3, 'placed', '2026-03-08')],
      '2026-03-08',
    );
    expect(before[0]?.standing).toBe('in-place');
  });

  it('leaves in place what another restriction of the same account still asks for', () => {
    const ended = { ...row, ...placed, until: '2026-03-08' };
    const other = { ...row, measure: 2, from: '2026-03-07' };
    const standing = (today: string) =>
      standingRestrictions({ restrictions: [ended, other] }, [], today).map(({ measure, standing: is }) => [
        measure,
        is,
      ]);
    expect(standing('2026-03-10')).toEqual([
      [2, 'to-place'],
      [1, 'stays'],
    ]);
    expect(standing('2026-03-21')).toEqual([
      [1, 'to-lift'],
      [2, 'over'],
    ]);
  });
});

describe('answers of platform admins', () => {
  const taking = { platform: 'chat', by: platformAuthor('Chat admins'), taker: kim, today: '2026-03-22' };
  const take = (measures: readonly Measure[], entries: readonly ReturnType<typeof act>[]) =>
    answersTaken(new Map(measures.map((one, at) => [at + 1, one])), platformAnswers(entries, 0), taking);
  const by = { id: 'platform', name: 'Chat admins' };

  it('become ticks with who said it, and on which day', () => {
    const { changed, taken, upTo } = take(
      [measure()],
      [act(1, 'placed', '2026-03-06'), act(4, 'lifted', '2026-03-21')],
    );
    expect(changed.get(1)).toMatchObject({
      status: 'done',
      rollOuts: [{ account: '@someone', done: { by, on: '2026-03-06' }, lifted: { by, on: '2026-03-21' } }],
    });
    expect([taken, upTo]).toEqual([2, 4]);
  });

  it('leave a tick that the team has made by hand as it is', () => {
    const { changed } = take(
      [measure({ rollOuts: [account({ done: tick('2026-03-04') })] })],
      [act(1, 'placed', '2026-03-06')],
    );
    expect(changed.size).toBe(0);
  });

  it('are kept with the reason when it cannot be carried out, until it is', () => {
    const first = take([measure()], [act(1, 'cannot', '2026-03-06')]).changed.get(1);
    expect(first?.rollOuts[0]?.cannot).toEqual({ by, on: '2026-03-06', reason: 'No such account.' });
    const then = take(first ? [first] : [], [act(2, 'placed', '2026-03-07')]).changed.get(1);
    expect(then?.rollOuts[0]?.cannot).toBeUndefined();
  });

  it('find an account by its name when another one has left the list before it', () => {
    const moved = { measure: '1', account: '2', name: '@someone', restriction: 'mute' };
    const { changed } = take(
      [measure({ rollOuts: [account(), account({ account: '@third' })] })],
      [act(1, 'placed', '2026-03-06', moved)],
    );
    expect(changed.get(1)?.rollOuts.map(({ account: name, done }) => [name, done?.on])).toEqual([
      ['@someone', '2026-03-06'],
      ['@third', undefined],
    ]);
  });

  it('are told apart by the number where an account is listed twice', () => {
    const accounts = [1, 2].map((at) => ({ account: at, name: '@a', restriction: 'mute' }));
    expect(answered({ account: 2, name: '@a', restriction: 'mute' }, accounts)?.account).toBe(2);
    expect(answered({ account: 7, name: '@a', restriction: '' }, accounts)?.account).toBe(1);
    expect(answered({ account: 1, name: '@b', restriction: '' }, accounts)).toBeUndefined();
  });

  it('touch no account of another platform, of another name or of no such measure', () => {
    const elsewhere = measure({ rollOuts: [account({ platform: 'forum' })] });
    const wrong = [
      act(1, 'placed', '2026-03-06'),
      act(2, 'placed', '2026-03-06', { measure: '9', account: '1', name: '@someone' }),
      act(3, 'placed', '2026-03-06', { measure: 'x', account: '', name: '__proto__' }),
    ];
    expect(take([elsewhere], wrong)).toEqual({ changed: new Map(), upTo: 3, taken: 0, leftOut: 3 });
  });

  it('of a restriction that goes on, said to be lifted: it is to be put in place again', () => {
    const forGood = measure({
      until: undefined,
      status: 'done',
      rollOuts: [account({ done: tick('2026-03-04') })],
    });
    const { changed } = take([forGood], [act(1, 'lifted', '2026-03-06')]);
    expect(changed.get(1)).toMatchObject({
      status: 'to-do',
      changed: { by: kim },
      rollOuts: [{ done: undefined }],
    });
  });

  it('that would change too many measures at once wait for the next time', () => {
    const many = Array.from({ length: mostTakenAtOnce + 5 }, () => measure());
    const said = many.map((_one, at) =>
      act(at + 1, 'placed', '2026-03-06', { measure: String(at + 1), account: '1', name: '@someone' }),
    );
    const result = take(many, said);
    expect([result.changed.size, result.upTo]).toEqual([mostTakenAtOnce, mostTakenAtOnce]);
  });
});
