import { expect } from 'vitest';
import { get, postOnce } from '../../team/as-member.ts';
import { reports, relation, timePasses, withdraws, writesAgain } from './around-told.ts';
import type { Choose, Operation } from './stories.ts';
import { dayText, followUp, type Happened, type ToldWorld } from './told.ts';

const day = 86_400_000;

type Acting = {
  readonly says: string;
  /** Below `/api/cases/{id}`. */
  readonly path: string;
  readonly body: (known: Happened) => unknown;
  /** What has happened if it was allowed. */
  readonly happens: (known: Happened) => void;
};

/** A member asks for something to be done to a case, whether or not they may, and mostly after they have opened it. */
const acting = (name: string, plan: (world: ToldWorld, choose: Choose) => Acting): Operation<ToldWorld> => ({
  name,
  plan: (world, choose) => {
    const known = relation(world, choose);
    const who = choose.one(world.people);
    if (!known || !who) return undefined;
    const { says, path, body, happens } = plan(world, choose);
    const opensFirst = choose.yes() || choose.yes();
    return {
      says: `${who.name} ${says} ${known.name}${opensFirst ? ' after opening it' : ''}`,
      does: async () => {
        if (opensFirst) await opening(world, who, known);
        const answer = await postOnce(world.service, who, `/api/cases/${known.id}${path}`, body(known));
        if (answer.ok) happens(known);
      },
    };
  },
});

const opening = async (
  { service }: ToldWorld,
  who: ToldWorld['people'][number],
  known: Happened,
): Promise<void> => {
  if ((await get(service, who, `/api/cases/${known.id}`)).status === 200) known.opened = true;
};

/** What every word to the reporter brings with it. */
const wordSent = (known: Happened, ...parts: string[]): void => {
  known.words.push(parts);
  known.taken ||= known.urgent;
};

const answers = acting('answer', (world, choose) => {
  const text = `Answer ${choose.one(['one', 'two', 'three']) ?? ''}.`;
  const by = new Date(world.service.clock.now.getTime() + 9 * day).toISOString().slice(0, 10);
  const inTouch = choose.yes() ? { name: choose.one(['Lena', 'Somebody']) ?? '', by } : undefined;
  return {
    says: inTouch ? `answers, and promises that ${inTouch.name} will be in touch, in` : 'answers in',
    path: '/messages',
    body: () => ({ text, ...(inTouch ? { inTouch } : {}) }),
    happens: (known) => {
      wordSent(known, text);
      if (known.state === 'received') known.state = 'acknowledged';
      known.inTouch = inTouch;
    },
  };
});

const closesOrChanges = acting('state', (_, choose) => {
  const state = choose.one(['acknowledged', 'in-review', 'decided', 'closed', 'reopened']) ?? 'closed';
  const word = choose.one(['message', 'whyNoMessage', undefined] as const);
  const text = `About ${state}.`;
  return {
    says: `makes ${state}, ${word === 'message' ? 'with' : 'without'} a message,`,
    path: '/state',
    body: () => ({ state, reason: 'It is so.', ...(word ? { [word]: text } : {}) }),
    happens: (known) => {
      // A closed case has had a word to its reporter, or the team has said why not.
      if (state === 'closed') expect(word).toBeDefined();
      known.state = state;
      known.taken ||= known.urgent;
      if (word !== 'message') return;
      wordSent(known, text);
      known.inTouch = undefined;
    },
  };
});

const movesDate: Operation<ToldWorld> = {
  name: 'move a date',
  plan: (world, choose) => {
    const known = relation(world, choose);
    const who = choose.one(world.people);
    const name = choose.one(['acknowledgeBy', 'nextUpdateBy', 'feedbackBy', 'inTouchBy']) ?? 'feedbackBy';
    const days = choose.one([3, 12, 40]) ?? 3;
    const toReporter = choose.yes() ? 'We wait for a witness.' : undefined;
    if (!known || !who) return undefined;
    return {
      says: `${who.name} moves ${name} of ${known.name} to ${days} days from now`,
      does: async () => {
        const { service } = world;
        const before = (await followUp(service, known)).summary.deadlines[name];
        const by = new Date(Math.ceil(service.clock.now.getTime() / 3_600_000) * 3_600_000 + days * day);
        const body = { deadline: name, by, reason: 'They asked.', ...(toReporter ? { toReporter } : {}) };
        const answer = await postOnce(service, who, `/api/cases/${known.id}/deadlines`, body);
        if (!answer.ok || before === undefined) return;
        const to = by.toISOString();
        const last = known.moves.findLast((move) => move.name === name);
        known.moves.push({ name, origin: last?.to === before ? last.origin : before, to });
        if (name === 'inTouchBy' && known.inTouch) known.inTouch = { ...known.inTouch, by: to.slice(0, 10) };
        const parts = toReporter ? [toReporter] : [];
        if (dayText(before) !== dayText(to)) known.words.push([dayText(before), dayText(to), ...parts]);
        else if (toReporter) wordSent(known, toReporter);
      },
    };
  },
};

const nothing = (): void => undefined;
const simple = (
  name: string,
  says: string,
  path: string,
  body: Acting['body'] = () => ({}),
  happens: Acting['happens'] = nothing,
): Operation<ToldWorld> => acting(name, () => ({ says, path, body, happens }));

const toSomebody = (name: string, says: string, path: string): Operation<ToldWorld> =>
  acting(name, ({ people }, choose) => {
    const memberId = choose.one(people)?.memberId ?? '';
    return { says, path, body: () => ({ memberId, reason: 'So.' }), happens: nothing };
  });

const links = acting('link', ({ cases }, choose) => {
  const other = choose.one(cases);
  const says = `links ${other?.name ?? ''} with`;
  return {
    says,
    path: '/links',
    body: () => ({ caseId: other?.id ?? '', reason: 'One incident.' }),
    happens: nothing,
  };
});

const transfers = acting('transfer', (_, choose) => {
  const channel = choose.yes() ? 'conduct' : 'security';
  return {
    says: `moves to ${channel}`,
    path: '/transfer',
    body: () => ({ channel, reason: 'Theirs.' }),
    happens: nothing,
  };
});

const task = acting('task', ({ service }, choose) => {
  const due = new Date(service.clock.now.getTime() + (choose.one([1, 5]) ?? 1) * day)
    .toISOString()
    .slice(0, 10);
  return {
    says: 'puts down a task in',
    path: '/tasks',
    body: () => ({ text: 'Ask.', dueOn: due }),
    happens: nothing,
  };
});

const opensIdentity = acting('identity', (_, choose) => {
  const part = choose.yes() ? 'name' : 'contact';
  return {
    says: `opens the ${part} of`,
    path: '/identity',
    body: () => ({ part, reason: 'To call.' }),
    happens: ({ identity }) => void identity.add(part),
  };
});

const opens: Operation<ToldWorld> = {
  name: 'open',
  plan: (world, choose) => {
    const known = relation(world, choose);
    const who = choose.one(world.people);
    return (
      known && who && { says: `${who.name} opens ${known.name}`, does: () => opening(world, who, known) }
    );
  },
};

const looks = (path: string): Operation<ToldWorld> => ({
  name: `look at ${path}`,
  plan: (world, choose) => {
    const known = relation(world, choose);
    const who = choose.one(world.people);
    return (
      known &&
      who && {
        says: `${who.name} only looks at ${path} of ${known.name}`,
        does: async () => {
          await get(world.service, who, path.replace('{id}', known.id));
        },
      }
    );
  },
});

/** Everything that could make the reporter's page say something. */
export const toldOperations: readonly Operation<ToldWorld>[] = [
  reports,
  opens,
  looks('/api/cases/{id}/brief'),
  looks('/cases/{id}'),
  answers,
  closesOrChanges,
  movesDate,
  simple('recuse', 'steps aside from', '/recusal'),
  simple('note', 'writes a note in', '/notes', () => ({ text: 'Hm.' })),
  simple('take', 'takes up', '/taken', undefined, (known) => void (known.taken = true)),
  simple(
    'contact',
    'says that there was contact in',
    '/contact-made',
    undefined,
    (known) => void (known.inTouch = undefined),
  ),
  toSomebody('assign', 'assigns', '/assignee'),
  toSomebody('grant', 'grants', '/grants'),
  links,
  transfers,
  task,
  opensIdentity,
  writesAgain,
  withdraws,
  timePasses,
];
