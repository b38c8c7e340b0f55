import { teamTries } from '../team/permitted-team-operations.ts';
import { caseTries, type Attempt, type Scene } from '../team/permitted-operations.ts';
import type { Service } from '../harness/service.ts';

/** What a member can see of one request: everything of the answer but what is random in it, and the calls it took. */
export type Seen = {
  readonly what: string;
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  /** With a mark for each random value, as long as the value where its length tells something. */
  readonly body: string;
  readonly calls: readonly string[];
};

// A cursor, and what makes sending a form twice one entry.
const randomValues = [/(?<=cursor(?:":"|=|" value="))[\w-]+/g, /(?<=name="key" value=")[\w-]+/g];

// The words of a door that is handed over, and the squares of its QR code: how long they are, is random as well.
const ofDoors = [
  /(?<="passphrase":"|class="secret" lang="en" translate="no">)(?:[a-z]{3,8} ){11}[a-z]{3,8}/g,
  /(?:M\d+ \d+h1v1h-1z)+/g,
];

const withoutRandom = (text: string): string =>
  ofDoors.reduce(
    (rest, value) => rest.replace(value, '<of a door>'),
    randomValues.reduce((rest, value) => rest.replace(value, (found) => `<${found.length}>`), text),
  );

/** Asks, and looks at the answer from outside. */
export const seen = async (
  service: Service,
  cookie: string,
  what: string,
  { path, init }: Attempt,
): Promise<{ readonly seen: Seen; readonly text: string }> => {
  const headers = new Headers(init.headers);
  headers.set('cookie', cookie);
  headers.set('sec-fetch-site', 'same-origin');
  service.calls.length = 0;
  const answer = await service.team(path, { ...init, headers });
  const text = await answer.text();
  const calls = service.calls.map(({ service: of, command }) => `${of} ${command}`).toSorted();
  const looked = {
    what,
    status: answer.status,
    headers: [...answer.headers],
    body: withoutRandom(text),
    calls,
  };
  return { seen: looked, text };
};

const lists = [
  '',
  '?limit=1',
  '?limit=50',
  '?status=closed',
  '?state=received',
  '?assignee=none',
  '?q=ben',
  '?q=ben&limit=1',
  '?q=ben&status=closed',
  // A word of every report.
  '?q=it',
  '?q=done&limit=1',
];

/** Every page of every list, as JSON. */
const listed = async (service: Service, cookie: string): Promise<Seen[]> => {
  const all: Seen[] = [];
  for (const query of lists) {
    let cursor: string | undefined;
    do {
      const parts = new URLSearchParams(query);
      if (cursor !== undefined) parts.set('cursor', cursor);
      const path = `/api/cases?${parts.toString()}`;
      const one = await seen(service, cookie, `/api/cases${query}`, { path, init: {} });
      all.push(one.seen);
      [, cursor] = /"cursor":"([\w-]+)"/.exec(one.text) ?? [];
    } while (cursor !== undefined);
  }
  return all;
};

const reading = [
  'see-board',
  'list-cases',
  'search-cases',
  'read-log',
  'see-members',
  'manage-own-passkeys',
] as const;

/**
 * Everything a member can see: all lists, the team's pages, the cases they have opened, and every operation on a case that
 * does not exist for them.
 * @param hidden a case that does not exist for the member, or an id that no case has
 */
export const everythingSeen = async (
  service: Service,
  cookie: string,
  scene: Omit<Scene, 'caseId' | 'otherId'>,
  cases: { readonly opened: string; readonly hidden: string },
): Promise<Seen[]> => {
  const look = async (what: string, attempt: Attempt): Promise<Seen> =>
    (await seen(service, cookie, what, attempt)).seen;
  const all = await listed(service, cookie);
  const persons = { actorId: scene.actorId, targetId: scene.colleagueId };
  for (const operation of reading)
    for (const attempt of teamTries[operation]) all.push(await look(operation, attempt(persons)));
  const ofHidden = { ...scene, caseId: cases.hidden, otherId: cases.opened };
  for (const [operation, { page, json }] of Object.entries(caseTries)) {
    all.push(await look(`${operation}, page`, page(ofHidden)), await look(operation, json(ofHidden)));
  }
  const linking = { ...scene, caseId: cases.opened, otherId: cases.hidden };
  all.push(await look('linking to it', caseTries['link-cases'].json(linking)));
  all.push(await look('reading', { path: `/api/cases/${cases.opened}`, init: {} }));
  return all;
};
