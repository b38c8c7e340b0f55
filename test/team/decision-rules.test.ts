import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, postOnce, read } from './as-member.ts';
import { decidingOf, violation } from './deciding.ts';
import { bodies, kinds, sees, ways, World, type Act, type Person, type Proposed } from './deciding-world.ts';
import type { Colleague } from './measured-case.ts';

describe('no sequence of operations puts a decision in force without its rule being met at that moment', () => {
  let service: Service;
  let staff: readonly (readonly [Colleague, Person['role']])[];
  beforeAll(async () => {
    service = await startService({});
    const roles = ['member', 'member', 'lead', 'member', 'lead', 'outside-reviewer'] as const;
    const joined: (readonly [Colleague, Person['role']])[] = [];
    for (const [index, role] of roles.entries())
      joined.push([await service.addMember({ name: `Person ${index}`, role }), role]);
    staff = joined;
  });
  afterAll(() => service.close());

  const newPerson = (member: Colleague, role: Person['role'], wasThere: boolean): Person => ({
    member,
    role,
    wasThere,
    granted: false,
    recused: false,
    aside: false,
    opened: false,
    close: false,
    gone: false,
  });

  const ok = async (answer: Promise<Response>): Promise<boolean> => (await answer).status < 300;

  /** A case with a proposal, which the first four have opened. */
  const begin = async (body: number): Promise<World> => {
    const caseId = await caseIdOf(service, await fileReport(service));
    const people = staff.map(([member, role]) => newPerson(member, role, role !== 'outside-reviewer'));
    const world = new World(caseId, people);
    for (const person of people.slice(0, 4)) {
      await read(service, person.member, caseId);
      person.opened = true;
    }
    const [first] = people;
    if (!first) throw new Error('somebody begins');
    const { done, nobodyAsked } = decidingOf(service, caseId);
    await done(first.member, '/respondents', { name: 'Robin Roe' });
    await done(first.member, '/findings', violation());
    await nobodyAsked(first.member);
    await propose(world, first, body);
    return world;
  };

  const act = (world: World, who: Person, path: string, body: object): Promise<boolean> =>
    ok(postOnce(service, who.member, `/api/cases/${world.caseId}${path}`, body));

  const propose = async (world: World, who: Person, body: number): Promise<void> => {
    if (!(await act(world, who, '/proposals', bodies[body] ?? {}))) return;
    const team = world.people.filter(({ gone }) => !gone);
    const number = world.proposals.length + 1;
    world.proposals.push({
      number,
      team,
      body,
      edition: 1,
      status: 'open',
      texts: new Map(),
      said: new Map(),
    });
  };

  /** The hash as somebody reads it; what it stands for is written down. */
  const readHash = async (world: World, who: Person, proposed: Proposed): Promise<string | undefined> => {
    const answer = await get(service, who.member, `/api/cases/${world.caseId}/proposals`);
    if (answer.status !== 200) return undefined;
    // The contract's own schema stands behind it; the test needs the hashes alone.
    const { proposals } = (await answer.json()) as { proposals: { number: number; hash?: string }[] };
    const hash = proposals.find(({ number }) => number === proposed.number)?.hash;
    if (hash !== undefined) proposed.texts.set(hash, world.textOf(proposed));
    return hash;
  };

  const hashFor = async (world: World, who: Person, proposed: Proposed, older: boolean) =>
    (older ? [...proposed.texts.keys()][0] : undefined) ?? (await readHash(world, who, proposed));

  const say = async (
    world: World,
    who: Person,
    proposed: Proposed,
    { verdict, older = false }: { readonly verdict: string; readonly older?: boolean },
  ): Promise<void> => {
    const hash = await hashFor(world, who, proposed, older);
    if (hash === undefined) return;
    if (await act(world, who, '/approvals', { proposal: proposed.number, hash, verdict }))
      proposed.said.set(who, { verdict, text: proposed.texts.get(hash) ?? '' });
  };

  const found = { inForce: 0, refused: 0 };

  /** What this test is about. */
  const force = async (world: World, who: Person, proposed: Proposed, older: boolean): Promise<void> => {
    const hash = await hashFor(world, who, proposed, older);
    if (hash === undefined) return;
    const isCurrent = proposed.texts.get(hash) === world.textOf(proposed);
    const mayAsk = sees(who) && who.opened && who.role !== 'outside-reviewer';
    const path = `/api/cases/${world.caseId}/decisions`;
    const { status } = await postOnce(service, who.member, path, { proposal: proposed.number, hash });
    // 200: they put it in force before, and nothing was done.
    const isPut = status === 201;
    expect({ isPut, status }).toEqual({ isPut: mayAsk && isCurrent && world.isMet(proposed), status });
    found[isPut ? 'inForce' : 'refused'] += 1;
    if (!isPut) return;
    proposed.status = 'in-force';
    // What they thought before this decision says nothing of the next.
    world.isNoted = false;
  };

  const lead = (world: World): Person | undefined =>
    world.people.find((one) => one.role === 'lead' && sees(one) && one.opened);

  const find = async (world: World, who: Person, outcome: string): Promise<void> => {
    const rules = outcome === 'violation' ? ['harassment'] : [];
    if (await act(world, who, '/findings', violation({ outcome, rules })))
      world.finding = { outcome, edition: world.finding.edition + 1 };
  };

  const join = async (world: World): Promise<Person | undefined> => {
    if (world.people.length > staff.length + 2) return undefined;
    const member = await service.addMember({ name: `Late ${world.people.length}` });
    const person = newPerson(member, 'member', false);
    world.people.push(person);
    return person;
  };

  const allApprove = async (world: World, proposed: Proposed): Promise<void> => {
    for (const person of world.people.filter(({ opened }) => opened))
      await say(world, person, proposed, { verdict: 'approves' });
  };

  const leaveTeam = async (person: Person): Promise<void> => {
    const leads = staff.find(([, role]) => role === 'lead')?.[0];
    if (person.wasThere || person.role === 'outside-reviewer' || person.gone || !leads) return;
    const path = `/api/members/${person.member.memberId}`;
    const headers = { authorization: leads.authorization };
    if (await ok(service.team(path, { method: 'DELETE', headers }))) person.gone = true;
  };

  const changes: Readonly<
    Record<
      Act[0],
      (world: World, who: Person, other: Person, proposed: Proposed, chosen: number) => Promise<void>
    >
  > = {
    approve: (world, who, _, proposed) => say(world, who, proposed, { verdict: 'approves' }),
    'all-approve': (world, _, __, proposed) => allApprove(world, proposed),
    'newcomer-approves': async (world, _, __, proposed) => {
      const newcomer = await join(world);
      const by = lead(world);
      if (!newcomer || !by) return;
      await changes.grant(world, by, newcomer, proposed, 0);
      await changes.open(world, newcomer, newcomer, proposed, 0);
      await say(world, newcomer, proposed, { verdict: 'approves' });
    },
    'edit-and-back': async (world, who, other, proposed) => {
      const { body } = proposed;
      await changes.edit(world, who, other, proposed, body + 1);
      await changes.edit(world, who, other, proposed, body);
    },
    'approve-older': (world, who, _, proposed) =>
      say(world, who, proposed, { verdict: 'approves', older: true }),
    dissent: (world, who, _, proposed) => say(world, who, proposed, { verdict: 'dissents' }),
    'take-back': (world, who, _, proposed) => say(world, who, proposed, { verdict: 'takes-back' }),
    force: (world, who, _, proposed) => force(world, who, proposed, false),
    'force-older': (world, who, _, proposed) => force(world, who, proposed, true),
    open: async (world, who) => {
      if ((await get(service, who.member, `/api/cases/${world.caseId}`)).status === 200) who.opened = true;
    },
    propose: (world, who, _, __, chosen) => propose(world, who, chosen % bodies.length),
    edit: async (world, who, _, proposed, chosen) => {
      const body = chosen % bodies.length;
      if (!(await act(world, who, '/proposals/edit', { ...bodies[body], proposal: proposed.number }))) return;
      proposed.body = body;
      proposed.edition += 1;
    },
    withdraw: async (world, who, _, proposed) => {
      if (await act(world, who, '/proposals/withdraw', { proposal: proposed.number }))
        proposed.status = 'withdrawn';
    },
    find: (world, who) => find(world, who, 'violation'),
    'find-nothing': (world, who) => find(world, who, 'not-substantiated'),
    'edit-respondent': async (world, who) => {
      const path = `/api/cases/${world.caseId}/respondents`;
      const answer = await get(service, who.member, path);
      if (answer.status !== 200) return;
      const { respondents } = (await answer.json()) as { respondents: { revision: number }[] };
      const revision = respondents[0]?.revision;
      const name = `Robin Roe ${world.respondent + 1}`;
      if (await act(world, who, '/respondents/1', { revision, name })) world.respondent += 1;
    },
    note: async (world, who) => {
      const noted: boolean[] = [];
      for (const of of ['reporter', 'respondent'])
        noted.push(await act(world, who, '/opinions', { of, respondent: 1, whyNotAsked: 'Not safe.' }));
      if (noted.every(Boolean)) world.isNoted = true;
    },
    'close-to': async (world, who) => {
      if (await act(world, who, '/soft-conflict', { reason: 'A friend.' })) who.close = true;
    },
    'not-close-to': async (world, who) => {
      if (await act(world, who, '/soft-conflict/lift', { reason: 'No friend.' })) who.close = false;
    },
    recuse: async (world, who) => {
      if (await act(world, who, '/recusal', {})) Object.assign(who, { recused: true, opened: false });
    },
    'lift-recusal': async (world, who, other) => {
      if (await act(world, who, '/recusal/lift', { memberId: other.member.memberId })) other.recused = false;
    },
    aside: async (world, who, other) => {
      const body = { memberId: other.member.memberId, reason: 'Close.' };
      if (await act(world, who, '/aside', body)) Object.assign(other, { aside: true, opened: false });
    },
    'let-back': async (world, who, other) => {
      const body = { memberId: other.member.memberId, reason: 'Not close.' };
      if (await act(world, who, '/aside/lift', body)) other.aside = false;
    },
    join: async (world) => {
      await join(world);
    },
    grant: async (world, _, other) => {
      const body = { memberId: other.member.memberId, reason: 'To help.' };
      const by = lead(world);
      if (by && (await act(world, by, '/grants', body))) other.granted ||= !other.wasThere;
    },
    'leave-team': (_, __, other) => leaveTeam(other),
    close: async (world, who) => {
      const body = { state: 'closed', reason: 'Done.', whyNoMessage: 'They know.' };
      if (await act(world, who, '/state', body)) world.isClosed = true;
    },
    reopen: async (world, who) => {
      if (await act(world, who, '/state', { state: 'reopened' })) world.isClosed = false;
    },
  };

  const perform = async (world: World, [kind, who, other]: Act): Promise<void> => {
    const of = <Item>(items: readonly Item[], index: number): Item => {
      const item = items[index % items.length];
      if (item === undefined) throw new Error('there is one at least');
      return item;
    };
    const proposed = of(world.proposals, other);
    await changes[kind](world, of(world.people, who), of(world.people, other), proposed, other);
  };

  /** Whatever has happened, everybody says yes in the end, one after the other, and somebody tries each time. */
  const everybodyApproves = async (world: World): Promise<void> => {
    for (const person of world.people) {
      await perform(world, ['approve', world.people.indexOf(person), world.proposals.length - 1]);
      await perform(world, ['force', world.people.indexOf(person), world.proposals.length - 1]);
    }
  };

  it('whoever acts, in whatever order', async () => {
    const acts = fc.array(fc.tuple(fc.constantFrom(...kinds), fc.nat({ max: 7 }), fc.nat({ max: 7 })), {
      minLength: 4,
      maxLength: 14,
    });
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: bodies.length - 1 }), acts, async (body, sequence) => {
        const world = await begin(body);
        for (const each of sequence) await perform(world, each);
        await everybodyApproves(world);
        for (const person of world.people) await leaveTeam(person);
      }),
      { numRuns: ways.length + 16, examples: ways.map(([body, made]) => [body, made]) },
    );
    expect(found.inForce).toBeGreaterThan(0);
    expect(found.refused).toBeGreaterThan(found.inForce);
  });
});
