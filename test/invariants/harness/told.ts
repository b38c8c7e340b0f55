import { expect } from 'vitest';
import { en } from '../../../functions/reporter/locales/en.ts';
import { bearer, bodyOf, fileReport } from '../../harness/requests.ts';
import { startService, type Service } from '../../harness/service.ts';
import { openReport, textOf } from '../../reporter/pages.ts';
import { caseIdOf } from '../../team/as-member.ts';

/** What has happened to a case, as whoever acted in the story knows it. */
export type Happened = {
  readonly id: string;
  readonly name: string;
  readonly token: string;
  readonly passphrase: string;
  readonly urgent: boolean;
  opened: boolean;
  erased: boolean;
  state: string;
  /** What was written into the reporter's thread by the team, in order: parts that must be read there. */
  readonly words: (readonly string[])[];
  readonly moves: { readonly name: string; readonly origin: string; readonly to: string }[];
  inTouch: { readonly name: string; readonly by: string } | undefined;
  readonly identity: Set<string>;
  /** Somebody said that they take it, or acted on what is urgent. */
  taken: boolean;
};

export type ToldWorld = {
  readonly service: Service;
  readonly people: readonly {
    readonly name: string;
    readonly memberId: string;
    readonly authorization: string;
  }[];
  readonly cases: Happened[];
};

export const beginToldWorld = async (): Promise<ToldWorld> => {
  const service = await startService({
    outsideContact: { label: 'Ombud', value: 'o', email: 'o@example.org' },
  });
  const people = [];
  for (const [name, role] of [
    ['Lena', 'lead'],
    ['Luis', 'lead'],
    ['Mallory', 'member'],
  ] as const) {
    const { memberId, authorization } = await service.addMember({
      name,
      role,
      channels: ['conduct', 'security'],
    });
    people.push({ name, memberId, authorization });
  }
  const world: ToldWorld = { service, people, cases: [] };
  await reportTo(world, false);
  return world;
};

export const endToldWorld = ({ service }: ToldWorld): Promise<void> => service.close();

export const reportTo = async ({ service, cases }: ToldWorld, urgent: boolean): Promise<void> => {
  const filed = await fileReport(service, {
    urgent,
    identity: { name: 'Grace', contact: 'grace@example.net' },
  });
  cases.push({
    id: await caseIdOf(service, filed),
    name: filed.caseName,
    token: filed.token,
    passphrase: filed.passphrase,
    urgent,
    opened: false,
    erased: false,
    state: 'received',
    words: [],
    moves: [],
    inTouch: undefined,
    identity: new Set(),
    taken: false,
  });
};

export const dayText = (iso: string): string =>
  new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso));

type Summary = {
  readonly state: string;
  readonly opened: boolean;
  readonly deadlines: Readonly<Record<string, string | undefined>>;
  readonly identityOpened?: Readonly<Record<string, string>>;
  readonly takenOn?: string;
  readonly inTouch?: { readonly name: string; readonly by: string };
  readonly movedFrom?: Readonly<Record<string, string>>;
};
type FollowUp = {
  readonly summary: Summary;
  readonly entries: readonly { readonly from: string; readonly text: string }[];
};

export const followUp = async (service: Service, { token }: Pick<Happened, 'token'>): Promise<FollowUp> =>
  bodyOf<FollowUp>(await service.reporter('/api/follow-up', bearer(token)));

/** From when the dates that hold now were moved, by what the story knows. */
const movedFrom = ({ moves }: Happened, deadlines: Summary['deadlines']): Record<string, string> =>
  Object.fromEntries(
    [...new Map(moves.map((move) => [move.name, move]))].flatMap(([name, { origin, to }]) =>
      deadlines[name] === to && dayText(origin) !== dayText(to) ? [[name, origin]] : [],
    ),
  );

const expectJson = ({ summary, entries }: FollowUp, known: Happened): void => {
  expect(summary.opened, 'opened').toBe(known.opened);
  expect(summary.state, 'state').toBe(known.state);
  expect(summary.inTouch, 'who will be in touch').toEqual(known.inTouch);
  expect(Object.keys(summary.identityOpened ?? {}).sort(), 'opened of the identity').toEqual(
    [...known.identity].sort(),
  );
  if (summary.takenOn !== undefined) expect(known.taken, 'taken').toBe(true);
  expect(summary.movedFrom ?? {}, 'moved dates').toEqual(movedFrom(known, summary.deadlines));
  const said = entries.filter(({ from }) => from === 'team').map(({ text }) => text);
  expect(said.length, 'what the team has written').toBe(known.words.length);
  for (const [index, parts] of known.words.entries())
    for (const part of parts) expect(said[index]).toContain(part);
};

/** Anybody who is said to have been reminded was: a mail about what is overdue left on that day. */
const expectReminded = async (service: Service, text: string): Promise<void> => {
  const mails = await service.emulators.ses.mails();
  for (const [, date = ''] of text.matchAll(/On (\d+ \w+ \d{4}) a reminder was sent/g)) {
    const ofDay = mails.filter(
      ({ sentAt, subject }) => dayText(sentAt) === date && subject.includes('overdue'),
    );
    expect(ofDay, `reminders of ${date}`).not.toEqual([]);
  }
};

/** Dates that are settled are not on the page. */
const isShown = ({ state, inTouch }: Happened, name: string): boolean => {
  if (name === 'inTouchBy') return inTouch !== undefined;
  return name === 'acknowledgeBy' ? state === 'received' : state !== 'closed';
};

/** What the reporter's page and JSON claim is what has happened, no more and no less. */
export const expectTruth = async ({ service, cases }: ToldWorld): Promise<void> => {
  for (const known of cases) {
    if (known.erased) {
      expect((await service.reporter('/api/follow-up', bearer(known.token))).status).toBe(401);
      continue;
    }
    const answer = await followUp(service, known);
    expectJson(answer, known);
    const text = textOf(await openReport(service, known.passphrase));
    expect(text.includes(en.thread.openedYes), 'opened, on the page').toBe(known.opened);
    expect(text.includes(en.withdraw.before), 'withdrawn at once, on the page').toBe(!known.opened);
    expect(text.includes(`${en.thread.inTouch} \u2068`), 'in touch, on the page').toBe(
      known.inTouch !== undefined,
    );
    for (const [name, origin] of Object.entries(movedFrom(known, answer.summary.deadlines)))
      if (isShown(known, name)) expect(text).toContain(`(moved from ${dayText(origin)})`);
    expect(text, 'a time of day').not.toMatch(/\d\d:\d\d/);
    await expectReminded(service, text);
  }
};
