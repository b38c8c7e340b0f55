import { correction, decidingOf, violation } from '../../team/deciding.ts';
import { asking } from './on-cases.ts';
import type { Operation } from './stories.ts';
import { asks, pathOf, thoseThere, type KnownCase, type World } from './world.ts';

const reason = 'It has to be.';

/** What is found, and what is to follow. */
const decided = [
  { finding: violation(), proposal: correction() },
  {
    finding: violation({ rules: ['threats', 'insults'] }),
    proposal: correction({ rung: 'warning', until: '2026-08-01' }),
  },
  {
    finding: { respondent: 1, outcome: 'no-violation', summary: 'Nothing of it was so.' },
    proposal: { respondent: 1, rung: null, reporterText: 'We looked into it.', reasons: 'Nothing.' },
  },
  {
    finding: { respondent: 1, outcome: 'not-substantiated', summary: 'We could not find out.' },
    proposal: { respondent: 1, rung: null, reporterText: 'We looked into it.', reasons: 'No proof.' },
  },
];

export const names: Operation<World> = {
  name: 'name a respondent',
  weight: 2,
  plan: asking(() => ({
    says: (who, { name }) => `${who} names a respondent of ${name}`,
    path: '/respondents',
    body: { name: 'Robin Roe', handles: [] },
  })),
};

export const finds: Operation<World> = {
  name: 'find',
  weight: 2,
  plan: asking((_, choose) => {
    const outcome =
      choose.one(['violation', 'no-violation', 'not-substantiated', 'out-of-scope']) ?? 'violation';
    const respondent = choose.yes() ? 1 : 2;
    const rules = outcome === 'violation' ? ['harassment'] : [];
    return {
      says: (who, { name }) => `${who} finds ${outcome} of respondent ${respondent} of ${name}`,
      path: '/findings',
      body: { respondent, outcome, rules, summary: 'It was so.' },
    };
  }),
};

export const merges: Operation<World> = {
  name: 'merge respondents',
  plan: asking((_, choose) => {
    const [from, into] = choose.yes() ? [1, 2] : [2, 1];
    return {
      says: (who, { name }) => `${who} says that respondents ${from} and ${into} of ${name} are one`,
      path: `/respondents/${from}/merge`,
      body: { into },
    };
  }),
};

/** Everybody who may opens the case, and a decision comes into force, if those who are there suffice. */
export const decides: Operation<World> = {
  name: 'decide',
  weight: 4,
  plan: (world, choose) => {
    const known = choose.one(world.cases);
    const what = choose.one(decided);
    const follows = choose.yes();
    if (!known || !what) return undefined;
    return {
      says: `those who may decide on ${known.name}: ${String((what.proposal as { rung?: unknown }).rung)}${follows ? ', in the place of the last one' : ''}`,
      does: async () => {
        const readers = [];
        for (const person of thoseThere(world))
          if ((await asks(world, person, pathOf(known))).status === 200) readers.push(person.row);
        const [first] = readers;
        if (!first) return;
        const { act, list, say, force } = decidingOf(world.service, known.id);
        await act(first, '/respondents', { name: 'Robin Roe', handles: [] });
        await act(first, '/findings', what.finding);
        for (const of of ['reporter', 'respondent'])
          await act(first, '/opinions', { of, respondent: 1, whyNotAsked: 'It would not be safe.' });
        const { decisions } = await list<{ decisions: readonly { number: number; status: string }[] }>(
          first,
          '/decisions',
        );
        const last = decisions.filter(({ status }) => status === 'in-force').at(-1);
        const more = follows && last ? { follows: last.number } : {};
        const proposed = await act(first, '/proposals', { ...what.proposal, ...more });
        if (proposed.status !== 201) return;
        const { proposal } = (await proposed.json()) as { proposal: number };
        for (const reader of readers) await say(reader, 'approves', proposal);
        await force(first, proposal);
      },
    };
  },
};

const latest = async (world: World, who: { readonly authorization: string }, known: KnownCase) => {
  const { list } = decidingOf(world.service, known.id);
  const { decisions = [] } = await list<{ decisions?: readonly { number: number }[] }>(who, '/decisions');
  const { appeals = [] } = await list<{ appeals?: readonly { number: number; state: string }[] }>(
    who,
    '/appeals',
  );
  return { decision: decisions.at(-1), appeal: appeals.at(-1), appeals };
};

/** A member notes an appeal of the latest decision, one at a time. */
export const appealComes: Operation<World> = {
  name: 'appeal',
  weight: 3,
  plan: (world, choose) => {
    const known = choose.one(world.cases);
    const who = choose.one(thoseThere(world));
    if (!known || !who) return undefined;
    return {
      says: `${who.row.name} notes an appeal in ${known.name}`,
      does: async () => {
        if ((await asks(world, who, pathOf(known))).status !== 200) return;
        const { decision, appeals } = await latest(world, who.row, known);
        if (!decision || appeals.length > 0) return;
        const receivedOn = world.service.clock.now.toISOString().slice(0, 10);
        await asks(world, who, pathOf(known, '/appeals/outside'), {
          decision: decision.number,
          side: 'respondent',
          ground: 'procedure',
          receivedOn,
          said: 'Nobody asked me.',
        });
      },
    };
  },
};

/** Somebody decides an appeal: whoever of the team may. */
export const appealEnds: Operation<World> = {
  name: 'decide an appeal',
  weight: 3,
  plan: (world, choose) => {
    const known = choose.one(world.cases);
    const outcome = choose.one(['upheld', 'overturned', 'sent-back']);
    const isAcknowledged = choose.yes();
    if (!known || !outcome) return undefined;
    return {
      says: `an appeal in ${known.name} is ${outcome}`,
      does: async () => {
        const readers = [];
        for (const person of thoseThere(world))
          if ((await asks(world, person, pathOf(known))).status === 200) readers.push(person);
        const [first] = readers;
        if (!first) return;
        const { appeal } = await latest(world, first.row, known);
        if (!appeal) return;
        const about = { appeal: appeal.number };
        if (isAcknowledged) await asks(world, first, pathOf(known, '/appeals/acknowledge'), about);
        for (const reader of readers) {
          const choice = { ...about, memberId: reader.row.memberId };
          for (const lead of readers) await asks(world, lead, pathOf(known, '/appeals/decider'), choice);
          const told = { ...about, outcome, reasons: reason, text: 'We have looked at it.', despite: 'yes' };
          const { status } = await asks(world, reader, pathOf(known, '/appeals/outcome'), told);
          if (status === 200) return;
        }
      },
    };
  },
};
