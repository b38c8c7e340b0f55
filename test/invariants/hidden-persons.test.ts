import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pagePath, personPath, routes } from '../../functions/team/routes.ts';
import { startService, type Service } from '../harness/service.ts';
import { bodyOf, jsonRequest } from '../harness/requests.ts';
import { formPost, signedInCookie } from '../team/as-browser.ts';
import { post, read } from '../team/as-member.ts';
import { decide } from '../team/decided-case.ts';
import { at, firstEntry, look, namedCase, type Met } from '../team/met-before.ts';
import { seen, type Seen } from './two-worlds.ts';

type Person = Awaited<ReturnType<Service['addMember']>>;

const whys = ['excluded', 'elsewhere', 'recused', 'aside'] as const;
type Hidden = {
  readonly why: (typeof whys)[number];
  /** Which of the known people it is about, or nearly. */
  readonly who: number;
  readonly isJoined: boolean;
  readonly isDecided: boolean;
};
const hiddenCase: fc.Arbitrary<Hidden> = fc.record({
  why: fc.constantFrom(...whys),
  who: fc.nat(3),
  isJoined: fc.boolean(),
  isDecided: fc.boolean(),
});

/** Nobody of one of them sounds like anybody of another. */
const familyNames: readonly (readonly [empty: string, full: string])[] = [
  ['Abernathy', 'Kowalczyk'],
  ['Lundström', 'Jimenez'],
  ['Ferreira', 'Magnusson'],
  ['Hathaway', 'Prokofiev'],
];

const knownOf = (family: string, who: number) =>
  [
    { name: `Robin ${family}` },
    { name: `Robin ${family}`, handles: [{ platform: 'chat', handle: `robin${family}` }] },
    {
      handles: [{ platform: 'chat', handle: `Robin${family}` }],
      reach: `robin@${family.toLowerCase()}.example`,
    },
    { name: `Robyn ${family}` },
  ][who] ?? {};

describe('people of cases that a member may not know of', () => {
  let service: Service;
  let lead: Person;
  let small: Person;
  let cookie: string;
  let smallLead: Person;
  let leadCookie: string;
  beforeAll(async () => {
    service = await startService({ register: { lookupsPerDay: 500 } });
    lead = await service.addMember({ role: 'lead' });
    small = await service.addMember({ channels: ['conduct'] });
    smallLead = await service.addMember({ role: 'lead', channels: ['conduct'] });
    cookie = await signedInCookie(service, small.memberId);
    leadCookie = await signedInCookie(service, smallLead.memberId);
    // Key rings are opened for the first time by somebody; then they are kept.
    await answersTo('Ouedraogo', await visible('Ouedraogo'), [
      ['look', 0, 0],
      ['person', 0, 0],
      ['investigation', 0, 0],
    ]);
  });
  afterAll(() => service.close());

  const hide = async (family: string, { why, who, isJoined, isDecided }: Hidden): Promise<void> => {
    const kept = [small, smallLead];
    const caseId = await namedCase(service, lead, knownOf(family, who), {
      ...(why === 'elsewhere'
        ? { channel: 'security', answers: { whatHappened: 'It.', component: 'X' } }
        : {}),
      ...(why === 'excluded' && { excludedMembers: kept.map(({ memberId }) => memberId) }),
    });
    for (const member of kept) {
      if (why === 'recused') await post(service, member, `/api/cases/${caseId}/recusal`, {});
      const { memberId } = member;
      if (why === 'aside')
        await post(service, lead, `/api/cases/${caseId}/aside`, { memberId, reason: 'Close.' });
    }
    if (isDecided) await decide(service, lead, caseId);
    if (!isJoined) return;
    const met = await look(service, lead, caseId);
    if (met.people.length > 0)
      await post(service, lead, at(caseId, 'same-person'), { entry: firstEntry(met) });
  };

  const visible = async (family: string): Promise<string[]> => {
    const cases: string[] = [];
    for (const who of [0, 1, 2, 3]) cases.push(await namedCase(service, small, knownOf(family, who)));
    await read(service, lead, cases[0] ?? '');
    await decide(service, lead, cases[0] ?? '');
    return cases;
  };

  it('change no byte, no length and no call of a look-up, of a person’s page, and of the leads’ page', async () => {
    const cases = await visible('Vanterpool');
    for (const caseId of cases) await read(service, smallLead, caseId);
    const everything = async (): Promise<Seen[]> => {
      const all: Seen[] = [];
      for (const caseId of cases.slice(0, 2)) {
        const form = formPost({});
        const json = jsonRequest({}, { 'sec-fetch-site': 'same-origin' });
        const wanted = [
          { path: at(caseId, 'met-before'), init: json },
          { path: at(caseId, 'person'), init: json },
          { path: at(caseId, 'met-before').replace('/api', ''), init: form },
          { path: personPath(caseId, 1), init: {} },
        ];
        for (const attempt of wanted) all.push((await seen(service, cookie, attempt.path, attempt)).seen);
      }
      for (const path of [routes.samePeople, routes.api.samePeople])
        all.push((await seen(service, leadCookie, path, { path, init: {} })).seen);
      return all;
    };
    await everything();
    await fc.assert(
      fc.asyncProperty(fc.array(hiddenCase, { minLength: 1, maxLength: 3 }), async (hidden) => {
        const without = await everything();
        for (const one of hidden) await hide('Vanterpool', { ...one, isJoined: false });
        for (const one of hidden.slice(0, 1)) await hide('Vanterpool', one);
        expect(await everything()).toEqual(without);
      }),
      { numRuns: 2, endOnFailure: true },
    );
    expect(JSON.stringify(await everything())).toContain('almost-certain');
  });

  const kinds = ['look', 'look', 'join', 'tell-apart', 'part', 'person', 'note', 'investigation'] as const;
  type Act = readonly [kind: (typeof kinds)[number], at: number, other: number];
  const acts = fc.array(fc.tuple(fc.constantFrom(...kinds), fc.nat(3), fc.nat(2)), {
    minLength: 4,
    maxLength: 10,
  });

  /** What a member is answered, act by act, with a word in the place of each name and id. */
  const answersTo = async (family: string, cases: readonly string[], wanted: readonly Act[]) => {
    const said: unknown[] = [];
    const entries = new Map<number, readonly string[]>();
    const plain = (text: string): string =>
      cases
        .reduce((rest, id, index) => rest.replaceAll(id, `<case ${index}>`), text)
        .replaceAll(family, '<family>')
        .replaceAll(family.toLowerCase(), '<family>')
        .replaceAll(/(?<="(?:entry|codeName|caseName|line)":")[^"]+/g, '<name>')
        .replaceAll(/"codeNames":\[[^\]]*\]/g, (names) => `"codeNames":${names.split(',').length}`);
    for (const [kind, which, other] of wanted) {
      const caseId = cases[which] ?? '';
      const entry = entries.get(which)?.[other] ?? 'A'.repeat(22);
      const [below, body] = {
        look: ['met-before', {}],
        join: ['same-person', { entry }],
        'tell-apart': ['not-same-person', { entry }],
        part: ['part-person', {}],
        person: ['person', {}],
        note: ['person-notes', { text: 'A note.' }],
        investigation: ['', {}],
      }[kind] as [string, object];
      service.calls.length = 0;
      const answer =
        kind === 'investigation'
          ? await service.team(pagePath(caseId, 'investigation'), {
              headers: { cookie, 'sec-fetch-site': 'same-origin' },
            })
          : await post(service, small, at(caseId, below), body);
      const calls = service.calls.map(({ command }) => command).toSorted();
      const text = kind === 'investigation' ? '' : await answer.text();
      if (kind === 'look') {
        const { people } = JSON.parse(text) as Met;
        const found = people.flatMap((person) => person.entries);
        const order = found.toSorted((a, b) => cases.indexOf(a.caseId ?? '') - cases.indexOf(b.caseId ?? ''));
        entries.set(
          which,
          order.map((one) => one.entry),
        );
      }
      // People that are as sure stand in the order of random ids.
      const sorted = text.startsWith('{') ? sortedLists(JSON.parse(plain(text))) : plain(text);
      said.push([kind, which, answer.status, sorted, calls]);
    }
    return said;
  };

  const sortedLists = (value: unknown): unknown => {
    if (Array.isArray(value))
      return value.map(sortedLists).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, sortedLists(one)]));
  };

  it('no sequence of look-ups, joining and parting tells whether there are any', async () => {
    let families = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(hiddenCase, { minLength: 1, maxLength: 2 }), acts, async (hidden, wanted) => {
        const [empty, full] = familyNames[families++] ?? [];
        const said = [];
        for (const [family, there] of [
          [empty ?? '', []],
          [full ?? '', hidden],
        ] as const) {
          const cases = await visible(family);
          for (const [index, one] of there.entries())
            await hide(family, { ...one, isJoined: one.isJoined && index === 0 });
          said.push(await answersTo(family, cases, wanted));
        }
        const [without, within] = said;
        expect(within).toEqual(without);
      }),
      { numRuns: familyNames.length, endOnFailure: true },
    );
  });

  it.each([
    ['the respondent of the case', 'Castellanos', 'Zubizarreta', 1],
    ['the other', 'Whitcombe', 'Oyelaran', 0],
  ])(
    'joining two takes the same calls where the register has more of %s',
    async (_whom, empty, full, joinedWith) => {
      const answers = [];
      for (const isThere of [false, true]) {
        const name = isThere ? full : empty;
        const cases = await visible(name);
        for (const caseId of cases) await read(service, lead, caseId);
        if (isThere) {
          const hidden = await namedCase(service, lead, knownOf(name, 0), {
            channel: 'security',
            answers: { whatHappened: 'It.', component: 'X' },
          });
          const { people } = await look(service, lead, hidden);
          const entries = people.flatMap((person) => person.entries);
          const entry = entries.find(({ caseId }) => caseId === cases[joinedWith])?.entry;
          expect((await post(service, lead, at(hidden, 'same-person'), { entry })).status).toBe(200);
        }
        answers.push(
          await answersTo(name, cases, [
            ['look', 1, 0],
            ['join', 1, 0],
            ['look', 1, 0],
          ]),
        );
      }
      const [without, within] = answers;
      expect(within).toEqual(without);
    },
  );

  it('a member who is kept from a case about themselves goes on finding others', async () => {
    const mine = await namedCase(service, lead, { name: 'Kit Farrow' });
    await namedCase(service, lead, { name: 'Kit Farrow' });
    const suspect = await service.addMember({ name: 'Silje Normann', channels: ['conduct'] });
    const { memberId } = suspect;
    await post(service, lead, `/api/cases/${mine}/grants`, { memberId, reason: 'To help.' });
    const before = await (await post(service, suspect, at(mine, 'met-before'), {})).text();
    await namedCase(service, lead, { name: 'Silje Normann' }, { excludedMembers: [memberId] });
    expect(await (await post(service, suspect, at(mine, 'met-before'), {})).text()).toBe(before);
    const asked = await namedCase(service, suspect, { name: 'Silje Normann' });
    expect((await bodyOf<Met>(await post(service, suspect, at(asked, 'met-before'), {}))).people).toEqual([]);
  });
});
