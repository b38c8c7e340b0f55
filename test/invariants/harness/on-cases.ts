import type { Choose, Operation } from './stories.ts';
import { hiddenField, openReport, postForm } from '../../reporter/pages.ts';
import { asks, pathOf, report, thoseThere, type KnownCase, type PersonThere, type World } from './world.ts';

const reason = 'It has to be.';

/** A request about a case: what the story says of it, and what is sent. */
export type CaseRequest = {
  readonly says: (who: string, known: KnownCase) => string;
  /** Below `/api/cases/{id}`. */
  readonly path: string;
  readonly body?: unknown;
  /** Another case that it is about. */
  readonly other?: KnownCase;
};

type Plan = Operation<World>['plan'];

/** Mostly somebody for whom the case exists, so that not every step is refused. */
const actor = (world: World, choose: Choose, known: KnownCase): PersonThere | undefined => {
  const all = thoseThere(world);
  const names = world.access.get(known.name);
  const knowing = all.filter(({ name }) => names?.has(name));
  return choose.one([...knowing, ...knowing, ...knowing, ...all]);
};

/** Somebody asks something of a case, whether or not they may; mostly after they have opened what it is about. */
export const asking =
  (request: (world: World, choose: Choose, known: KnownCase) => CaseRequest | undefined): Plan =>
  (world, choose) => {
    const known = choose.one(world.cases);
    const who = known && actor(world, choose, known);
    const asked = who && request(world, choose, known);
    if (!asked) return undefined;
    const opensFirst = choose.yes() || choose.yes();
    return {
      says: `${asked.says(who.row.name, known)}${opensFirst ? '' : ', perhaps without having opened it'}`,
      does: async () => {
        for (const one of opensFirst ? [known, asked.other] : [])
          if (one) await asks(world, who, pathOf(one));
        await asks(world, who, pathOf(known, asked.path), asked.body);
      },
    };
  };

export const reportComes: Operation<World> = {
  name: 'report',
  weight: 2,
  plan: (world, choose) => {
    const kept = choose.some(thoseThere(world));
    const channel = choose.yes() ? 'conduct' : 'security';
    const names = kept.map(({ row }) => row.name).join(' and ');
    return {
      says: `somebody reports to ${channel}${names === '' ? '' : ` and keeps out ${names}`}`,
      does: async () => {
        const excludedMembers = kept.map(({ row }) => row.memberId);
        await report(world, { channel, excludedMembers, identity: { name: 'Grace' } });
      },
    };
  },
};

export const opens: Operation<World> = {
  name: 'open',
  weight: 3,
  plan: asking(() => ({
    says: (who, { name }) => `${who} opens ${name}`,
    path: '',
  })),
};

export const leavesToOthers: Operation<World> = {
  name: 'recuse',
  plan: asking(() => ({
    says: (who, { name }) => `${who} leaves ${name} to others`,
    path: '/recusal',
    body: {},
  })),
};

const linking = (verb: string, path: string): Plan =>
  asking((world, choose) => {
    const other = choose.one(world.cases);
    return (
      other && {
        says: (who, { name }) => `${who} ${verb} ${name} and ${other.name}`,
        path,
        body: { caseId: other.id, reason },
        other,
      }
    );
  });
export const links: Operation<World> = { name: 'link', weight: 3, plan: linking('links', '/links') };
export const parts: Operation<World> = { name: 'unlink', plan: linking('parts', '/links/remove') };

export const assigns: Operation<World> = {
  name: 'assign',
  weight: 2,
  plan: asking((world, choose) => {
    const to = choose.one([...thoseThere(world), undefined]);
    return {
      says: (who, { name }) => `${who} assigns ${name} to ${to?.row.name ?? 'nobody'}`,
      path: '/assignee',
      body: { memberId: to?.row.memberId ?? null },
    };
  }),
};

export const takes: Operation<World> = {
  name: 'take-urgent',
  plan: asking(() => ({
    says: (who, { name }) => `${who} takes up ${name}`,
    path: '/taken',
    body: {},
  })),
};

export const grants: Operation<World> = {
  name: 'grant',
  plan: asking((world, choose) => {
    const to = choose.one(thoseThere(world));
    return (
      to && {
        says: (who, { name }) => `${who} grants ${name} to ${to.row.name}`,
        path: '/grants',
        body: { memberId: to.row.memberId, reason },
      }
    );
  }),
};

export const letsBackIn: Operation<World> = {
  name: 'lift',
  plan: asking((world, choose) => {
    const whom = choose.one(thoseThere(world));
    return (
      whom && {
        says: (who, { name }) => `${who} lets ${whom.row.name} back in to ${name}`,
        path: '/recusal/lift',
        body: { memberId: whom.row.memberId },
      }
    );
  }),
};

export const transfers: Operation<World> = {
  name: 'transfer',
  plan: asking((_, choose) => {
    const channel = choose.yes() ? 'conduct' : 'security';
    return {
      says: (who, { name }) => `${who} moves ${name} to ${channel}`,
      path: '/transfer',
      body: { channel, reason },
    };
  }),
};

export const answers: Operation<World> = {
  name: 'answer',
  plan: asking(() => ({
    says: (who, { name }) => `${who} answers the reporter of ${name}`,
    path: '/messages',
    body: { text: 'Are you safe?' },
  })),
};

export const notes: Operation<World> = {
  name: 'note',
  plan: asking(() => ({
    says: (who, { name }) => `${who} writes a note in ${name}`,
    path: '/notes',
    body: { text: 'Call them.' },
  })),
};

export const changesState: Operation<World> = {
  name: 'state',
  plan: asking((_, choose) => {
    const state =
      choose.one(['acknowledged', 'in-review', 'decided', 'closed', 'reopened']) ?? 'acknowledged';
    return {
      says: (who, { name }) => `${who} makes ${name} ${state}`,
      path: '/state',
      body: { state, reason },
    };
  }),
};

export const opensIdentity: Operation<World> = {
  name: 'identity',
  plan: asking(() => ({
    says: (who, { name }) => `${who} opens the name of who reported ${name}`,
    path: '/identity',
    body: { part: 'name', reason },
  })),
};

/** A case that somebody makes is one of the world's from then on, if it is theirs to see. */
const keeps = (world: World, text: string): void => {
  const { id, caseName, token } = JSON.parse(text) as { id?: string; caseName: string; token?: string };
  if (id !== undefined) world.cases.push({ id, name: caseName, token });
};

export const splits: Operation<World> = {
  name: 'split',
  plan: (world, choose) => {
    const who = choose.one(thoseThere(world));
    const known = choose.one(world.cases);
    const channel = choose.yes() ? 'conduct' : 'security';
    if (!who || !known) return undefined;
    return {
      says: `${who.row.name} splits a part off ${known.name} for ${channel}`,
      does: async () => {
        const body = { channel, text: 'A part of it.', reason };
        const { status, text } = await asks(world, who, pathOf(known, '/split'), body);
        if (status === 201) keeps(world, text);
      },
    };
  },
};

/** The reporter of a case tells of retaliation, and somebody makes a case of it, whether or not they may. */
export const makesRetaliationCase: Operation<World> = {
  name: 'retaliation',
  plan: (world, choose) => {
    const known = choose.one(world.cases.filter(({ token }) => token !== undefined));
    const who = known && actor(world, choose, known);
    if (!known || !who) return undefined;
    return {
      says: `${who.row.name} makes a case of the retaliation that the reporter of ${known.name} tells of`,
      does: async () => {
        const { service } = world;
        const shown = await openReport(service, known.token ?? '');
        if (shown.status !== 200) return;
        const handle = hiddenField(shown, 'handle');
        const fields = { handle, act: 'retaliation', text: 'He took my task away.' };
        await postForm(service, '/follow-up/reply', fields);
        const seen = await asks(world, who, pathOf(known));
        if (seen.status !== 200) return;
        const { threads } = JSON.parse(seen.text) as { threads: { reporter: { entries: unknown[] } } };
        const body = { entry: threads.reporter.entries.length };
        const { status, text } = await asks(world, who, pathOf(known, '/retaliation'), body);
        if (status === 201) keeps(world, text);
      },
    };
  },
};

export const filesForSomebody: Operation<World> = {
  name: 'file for somebody',
  plan: (world, choose) => {
    const who = choose.one(thoseThere(world));
    const kept = choose.some(thoseThere(world).filter((person) => person !== who));
    if (!who) return undefined;
    const names = kept.map(({ row }) => row.name).join(' and ');
    return {
      says: `${who.row.name} files a report for somebody${names === '' ? '' : ` and keeps out ${names}`}`,
      does: async () => {
        const body = {
          channel: 'conduct',
          answers: { whatHappened: 'He shouted.' },
          forWhom: 'another',
          reporterKnows: true,
          cameBy: 'mail',
          door: false,
          excludedMembers: kept.map(({ row }) => row.memberId),
        };
        const { status, text } = await asks(world, who, '/api/cases', body);
        if (status === 201) keeps(world, text);
      },
    };
  },
};

const about = { language: 'en', about: 'A talk.', questions: [] };
const doorWork: readonly (readonly [string, string, object])[] = [
  ['begins a conversation with a witness of', '/doors', { kind: 'witness', whom: 'Noor', ...about }],
  [
    'gives admins of the chat a page in',
    '/doors/platforms',
    { platform: 'chat', whom: 'Chat admins', language: 'en' },
  ],
  [
    'shows a translator the report of',
    '/doors/experts',
    { whom: 'A translator', language: 'en', about: 'Please.', entries: [{ thread: 'reporter', entry: 1 }] },
  ],
  ['makes new words for a conversation of', '/doors/remake', { door: 1 }],
  ['closes a conversation of', '/doors/close', { door: 1, reason }],
  ['changes what a conversation shows of', '/doors/page', { door: 1, about: 'Another talk.' }],
  ['takes over answers in', '/doors/answers/taken-over', { door: 2, upTo: 1 }],
  ['hides words in', '/redactions/words', { words: ['Grace'], reason }],
  [
    'notes that somebody asks what is stored in',
    '/data-requests',
    { person: 'other', language: 'en', receivedOn: '2026-03-09', wants: 'copy' },
  ],
];

/** Somebody speaks to people outside of the team, or does what follows from it. */
export const hears: Operation<World> = {
  name: 'hear',
  weight: 3,
  plan: asking((_, choose) => {
    const work = choose.one(doorWork);
    if (!work) return undefined;
    const [says, path, body] = work;
    return { says: (who, { name }) => `${who} ${says} ${name}`, path, body };
  }),
};
