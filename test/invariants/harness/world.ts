import type { MemberRole } from '../../../functions/domain/member/member.ts';
import { createAccessToken, revokeMember } from '../../../infra/ops/member/members.ts';
import { fileReport, type Filed } from '../../harness/requests.ts';
import { startService, type Service } from '../../harness/service.ts';
import { caseIdOf, get, postOnce } from '../../team/as-member.ts';

/** Somebody of the team, through all the rows they have had. */
export type Person = {
  readonly name: string;
  readonly role: MemberRole;
  readonly channels: readonly string[];
  /** As the team knows them now; absent while they are out of it. */
  row: Row | undefined;
};
export type Row = {
  readonly memberId: string;
  readonly name: string;
  readonly email: string;
  /** Headers that sign them in: with a token that may do all they may, and with one that may only read. */
  readonly authorization: string;
  readonly readOnly: string;
};
export type PersonThere = Person & { row: Row };

export type KnownCase = {
  readonly id: string;
  readonly name: string;
  /** What its reporter comes back with; absent for a case that a member made. */
  readonly token: string | undefined;
};

/** The model and the service that it is held against. */
export type World = {
  readonly service: Service;
  readonly people: readonly Person[];
  readonly cases: KnownCase[];
  /** For whom each case existed when somebody last looked; operations are more often tried by them. */
  access: Access;
};

const cast: readonly (readonly [string, MemberRole, readonly string[]])[] = [
  ['Lena', 'lead', ['conduct', 'security']],
  ['Luis', 'lead', ['conduct']],
  ['Vera', 'member', ['conduct', 'security']],
  ['Mallory', 'member', ['conduct']],
  ['Olga', 'outside-reviewer', ['conduct', 'security']],
];

export const addressOf = ({ name }: Pick<Person, 'name'>): string => `${name.toLowerCase()}@example.org`;

/** Puts somebody on the team, as ops do. */
export const join = async (
  service: Service,
  { role, channels }: Pick<Person, 'role' | 'channels'>,
  name: string,
  email: string,
): Promise<Row> => {
  const { memberId, authorization } = await service.addMember({ name, email, role, channels });
  const readOnly = await createAccessToken(service.ops, memberId, { scope: 'read' });
  return { memberId, name, email, authorization, readOnly: `Bearer ${readOnly ?? ''}` };
};

/** Takes them off the team, as ops do. */
export const leave = async ({ service }: World, person: Person): Promise<void> => {
  if (person.row) await revokeMember(service.ops, person.row.memberId);
  person.row = undefined;
};

/** Two leads, two members and an outside reviewer, of two channels. */
export const beginWorld = async (): Promise<World> => {
  const service = await startService();
  const people: Person[] = [];
  for (const [name, role, channels] of cast) {
    const row = await join(service, { role, channels }, name, addressOf({ name }));
    people.push({ name, role, channels, row });
  }
  return { service, people, cases: [], access: new Map() };
};

export const endWorld = ({ service }: World): Promise<void> => service.close();

export const isThere = (person: Person): person is PersonThere => person.row !== undefined;
export const thoseThere = ({ people }: World): PersonThere[] => people.filter(isThere);

/** Sends a report and keeps it in the model. */
export const report = async (world: World, content: Readonly<Record<string, unknown>>): Promise<Filed> => {
  const { service, cases } = world;
  const filed = await fileReport(service, content);
  cases.push({ id: await caseIdOf(service, filed), name: filed.caseName, token: filed.token });
  return filed;
};

/** A case that all may know, one that is kept from a lead, and one of another channel. */
export const withCases = async (world: World): Promise<World> => {
  const luis = world.people.find(({ name }) => name === 'Luis')?.row?.memberId;
  await report(world, { channel: 'conduct', identity: { name: 'Grace' } });
  await report(world, { channel: 'conduct', excludedMembers: luis === undefined ? [] : [luis] });
  await report(world, { channel: 'security' });
  return world;
};

export const pathOf = ({ id }: KnownCase, below = ''): string => `/api/cases/${id}${below}`;

/** One request of somebody's script; its status and its body. */
export const asks = async (
  { service }: World,
  { row }: PersonThere,
  path: string,
  body?: unknown,
): Promise<{ readonly status: number; readonly text: string }> => {
  const answer = await (body === undefined ? get(service, row, path) : postOnce(service, row, path, body));
  return { status: answer.status, text: await answer.text() };
};

/** Whether a case exists for somebody. */
export const knows = async (world: World, person: PersonThere, known: KnownCase): Promise<boolean> => {
  const { status, text } = await asks(world, person, pathOf(known, '/brief'));
  if (status !== 200 && status !== 404) throw new Error(`${status} ${text}`);
  return status === 200;
};

export type Access = ReadonlyMap<string, ReadonlySet<string>>;

/** For each case the names of those for whom it exists. */
export const accessNow = async (world: World): Promise<Access> => {
  const access = new Map<string, Set<string>>();
  for (const known of world.cases) {
    const names = new Set<string>();
    for (const person of thoseThere(world)) if (await knows(world, person, known)) names.add(person.name);
    access.set(known.name, names);
  }
  return access;
};
