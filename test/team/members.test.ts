import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import {
  cookieOf,
  formPost,
  passkeyOptionsOn,
  passkeySettings,
  signedInCookie,
  teamOrigin,
  credentialsOf,
} from './as-browser.ts';
import { refusalOf, type ProblemBody } from './as-member.ts';
import { softPasskey } from './soft-passkey.ts';

type View = {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly email?: string;
  readonly passkeys: number;
  readonly enrolmentUntil?: string;
  readonly absentToday: boolean;
  readonly onCallNow: boolean;
  readonly absence?: unknown;
  readonly onCall?: string;
};
type Person = Awaited<ReturnType<Service['addMember']>> & { readonly cookie: string };

const linkIn = (html: string): string =>
  /https:\/\/team\.example\.org\/enrol#([\w.-]+)/.exec(html)?.[1] ?? '';

describe('the members page and its JSON', () => {
  let service: Service;
  let lead: Person;
  let member: Person;
  let outside: Person;
  const join = async (more: Parameters<Service['addMember']>[0]): Promise<Person> => {
    const added = await service.addMember(more);
    return { ...added, cookie: await signedInCookie(service, added.memberId) };
  };
  beforeAll(async () => {
    service = await startService(passkeySettings);
    lead = await join({ name: 'Lea', role: 'lead' });
    member = await join({ name: 'Max', expertise: 'law' });
    outside = await join({ name: 'Olu', role: 'outside-reviewer' });
  });
  afterAll(() => service.close());

  const page = (path: string, { cookie }: { readonly cookie: string }) =>
    service.team(path, { headers: { cookie } });
  const send = (path: string, fields: Parameters<typeof formPost>[0], by: { readonly cookie: string }) =>
    service.team(path, formPost(fields, by.cookie));
  const api = (method: string, path: string, { authorization }: Person, body?: unknown) =>
    service.team(`/api/members${path}`, {
      ...jsonRequest(body ?? {}, { authorization }),
      method,
      ...(method === 'POST' ? {} : { body: null }),
    });
  const everybody = async (by = lead): Promise<View[]> =>
    (await bodyOf<{ members: View[] }>(await api('GET', '', by))).members;
  const seen = async (id: string, by = lead) => (await everybody(by)).find((view) => view.id === id);
  const bo = { name: 'Bo', email: 'bo@example.org', role: 'member', channels: ['conduct'], onRoster: 'yes' };
  const keyOn = (html: string): string => /name="key" value="([\w-]{22})"/.exec(html)?.[1] ?? '';

  it('leads edit, members see, outside reviewers do neither', async () => {
    const ofLead = await (await page('/members', lead)).text();
    const ofMember = await (await page('/members', member)).text();
    for (const text of ['Lea', 'Max', 'Olu', 'law', 'Outside reviewer', '1 passkey'])
      expect([text, ofMember.includes(text)]).toEqual([text, true]);
    expect([ofLead.includes(outside.email), ofMember.includes(outside.email)]).toEqual([true, false]);
    expect([ofLead, ofMember].map((html) => html.includes('href="/members/new"'))).toEqual([true, false]);
    expect((await page('/members', outside)).status).toBe(403);
    expect((await everybody(member)).find(({ id }) => id === lead.memberId)).not.toHaveProperty('email');
    expect((await api('GET', '', outside)).status).toBe(403);
  });

  it('a member is added with a link that is shown once and makes their passkey; again adds nobody', async () => {
    const key = keyOn(await (await page('/members/new', lead)).text());
    const added = await send('/members', { ...bo, key }, lead);
    expect(added.status).toBe(201);
    const link = linkIn(await added.text());
    const { id = '', enrolmentUntil, passkeys } = (await everybody()).find(({ name }) => name === 'Bo') ?? {};
    expect([passkeys, enrolmentUntil]).toEqual([
      0,
      new Date(service.clock.now.getTime() + 72 * 3_600_000).toISOString(),
    ]);

    const again = await send('/members', { ...bo, key }, lead);
    expect([again.status, again.headers.get('location')]).toEqual([303, '/members?done=added-before']);
    expect((await everybody()).filter(({ name }) => name === 'Bo')).toHaveLength(1);

    const opened = await service.team('/enrol', formPost({ link }));
    const response = softPasskey(teamOrigin, id).register(passkeyOptionsOn(await opened.text()));
    const enrolled = await service.team('/enrol/passkey', formPost({ link, name: 'phone', response }));
    expect((await page('/members', { cookie: cookieOf(enrolled) })).status).toBe(200);
    expect(await seen(id)).toMatchObject({ passkeys: 1 });
    expect(await seen(id)).not.toHaveProperty('enrolmentUntil');
  });

  it('a form with mistakes comes back with what was typed, and names each of them', async () => {
    const typed = { ...bo, name: ' ', email: 'bo@', channels: ['nowhere'], languages: 'العربية', key: 'x' };
    const refused = await send('/members', typed, lead);
    const html = await refused.text();
    expect(refused.status).toBe(422);
    for (const field of ['name', 'email', 'channels']) expect(html).toContain(`href="#${field}"`);
    for (const text of ['value="bo@"', 'value="العربية"']) expect(html).toContain(text);
    expect(keyOn(html)).not.toBe('');

    const away = { from: '2026-04-02', until: '2026-04-01', onCall: 'sometimes' };
    const wrong = await send(`/members/${member.memberId}/absence`, away, member);
    const again = await wrong.text();
    expect(wrong.status).toBe(422);
    for (const text of ['href="#until"', 'href="#onCall"', 'value="sometimes"', 'value="2026-04-02"'])
      expect(again).toContain(text);
  });

  it('a member is changed by a lead; what reporters read changes with them', async () => {
    const { memberId } = await join({ name: 'Cy' });
    const change = {
      ...bo,
      email: 'cy@example.org',
      name: 'Cy Two',
      role: 'lead',
      channels: 'security',
      languages: 'Español',
    };
    const saved = await send(`/members/${memberId}`, change, lead);
    expect([saved.status, saved.headers.get('location')]).toEqual([303, '/members?done=changed']);
    expect(await seen(memberId)).toMatchObject({ name: 'Cy Two', role: 'lead', channels: ['security'] });
    service.clock.advance(60_000);
    expect(await (await service.reporter('/')).text()).toContain('Cy Two');

    expect(
      (await api('POST', `/${memberId}`, lead, { role: 'member', languages: '', onRoster: false })).status,
    ).toBe(200);
    expect(await seen(memberId)).toMatchObject({ name: 'Cy Two', role: 'member', onRoster: false });
    expect(await seen(memberId)).not.toHaveProperty('languages');
  });

  it('everybody says when they are away and on call, of themselves alone', async () => {
    const fields = { from: '2026-03-10', until: '2026-03-11', onCall: 'Daily 00:00-24:00' };
    for (const by of [member, outside])
      expect((await send(`/members/${by.memberId}/absence`, fields, by)).status).toBe(303);
    const absence = { from: '2026-03-10', until: '2026-03-11' };
    expect(await seen(outside.memberId)).toMatchObject({ absence, absentToday: true, onCallNow: false });
    expect((await page(`/members/${outside.memberId}`, outside)).status).toBe(200);
    expect((await send(`/members/${lead.memberId}/absence`, fields, member)).status).toBe(403);
    expect((await api('POST', `/${lead.memberId}`, member, { absence })).status).toBe(403);
    expect(
      await refusalOf(await api('POST', `/${member.memberId}`, member, { absence, role: 'lead' })),
    ).toEqual([403, 'forbidden']);
    expect((await api('POST', `/${member.memberId}`, member, { absence: null })).status).toBe(200);
    expect(await seen(member.memberId)).toMatchObject({ onCall: 'daily 00:00-24:00', onCallNow: true });
    expect(await seen(member.memberId)).not.toHaveProperty('absence');
    expect((await seen(member.memberId))?.role).toBe('member');
  });

  it('a sign-in that is under way while a new link is made keeps nothing', async () => {
    const racing = await join({ name: 'Racing' });
    const store = credentialsOf(service);
    const [passkey] = await store.passkeysOf(racing.memberId);
    if (!passkey) throw new Error('they have just made one');
    const session = { memberId: racing.memberId, secret: 'S'.repeat(43) };
    const expiresAt = new Date(service.clock.now.getTime() + 3_600_000);
    let listed = false;
    service.interrupt.before = async ({ caller, command, input }) => {
      const isOf = JSON.stringify(input).includes(`MEMBER#${racing.memberId}`);
      if (caller !== 'team' || !isOf) return;
      // What is to end has been listed, and nothing of it is gone yet.
      if (command === 'QueryCommand') listed = true;
      if (command !== 'TransactWriteItemsCommand' || !listed) return;
      service.interrupt.before = undefined;
      const answered = { challengeId: 'racing', counter: 1 };
      expect(await store.signIn(passkey, answered, { session, expiresAt }, service.clock.now)).toBe(
        'signed-in',
      );
    };
    expect((await api('POST', `/${racing.memberId}/enrolment`, lead, {})).status).toBe(201);
    expect(service.interrupt.before).toBeUndefined();
    expect(await store.memberOfSession(session, service.clock.now)).toBeUndefined();
    const late = { ...passkey, passkeyId: 'late' };
    const added = await store.addPasskey(late, { session, challengeId: 'late' }, service.clock.now);
    expect([added, await store.passkeysOf(racing.memberId)]).toEqual(['refused', []]);
  });

  it('a new link ends passkeys, sessions and older links of who lost theirs, and leaves others alone', async () => {
    const lost = await join({ name: 'Dee' });
    const first = linkIn(await (await send(`/members/${lost.memberId}/enrolment`, {}, lead)).text());
    expect((await page('/members', lost)).status).toBe(303);
    expect(await seen(lost.memberId)).toMatchObject({ passkeys: 0 });
    const shown = await api('POST', `/${lost.memberId}/enrolment`, lead);
    const { link } = await bodyOf<{ link: string }>(shown);
    const second = link.split('#')[1] ?? '';
    expect((await service.team('/enrol', formPost({ link: first }))).status).toBe(422);
    expect((await service.team('/enrol', formPost({ link: second }))).status).toBe(200);
    expect((await page('/members', member)).status).toBe(200);
    for (const id of ['nobody-at-all', 'x'])
      expect((await api('POST', `/${id}/enrolment`, lead)).status).toBe(404);
  });

  it('whoever is removed is out at once; the last lead stays, by whatever way', async () => {
    const gone = await join({ name: 'Eve', role: 'lead' });
    const unsure = await send(`/members/${gone.memberId}/removal`, { successor: '' }, lead);
    expect([unsure.status, (await page('/members', gone)).status]).toEqual([422, 200]);
    const removed = await send(`/members/${gone.memberId}/removal`, { successor: '', sure: 'yes' }, lead);
    expect(await removed.text()).toContain('is out of the team');
    expect((await page('/members', gone)).status).toBe(303);
    expect((await api('GET', '', gone)).status).toBe(401);

    const own = `/${lead.memberId}`;
    expect(await refusalOf(await api('DELETE', own, lead))).toEqual([409, 'last-lead']);
    expect(await refusalOf(await api('POST', own, lead, { role: 'member' }))).toEqual([409, 'last-lead']);
    const typed = { ...bo, name: 'Lea', role: 'outside-reviewer' };
    expect((await send(`/members${own}`, typed, lead)).status).toBe(422);
    expect((await send(`/members${own}/removal`, { sure: 'yes' }, lead)).status).toBe(422);
    expect((await seen(lead.memberId))?.role).toBe('lead');
  });

  it('an address that another member has is nobody else’s, however it is spelled', async () => {
    const ida = await join({ name: 'Ida', email: 'ida@example.org' });
    const hal = await join({ name: 'Hal', email: 'hal@example.org' });
    const email = 'IDA@Example.org';
    const refused = { status: 409, code: 'address-taken', errors: [{ pointer: '/email' }] };
    const person = { name: 'Ivy', email, channels: ['conduct'] };
    for (const answer of [
      await api('POST', '', lead, person),
      await api('POST', `/${hal.memberId}`, lead, { email }),
    ])
      expect(await bodyOf<ProblemBody>(answer)).toMatchObject(refused);
    const key = keyOn(await (await page('/members/new', lead)).text());
    for (const path of ['/members', `/members/${hal.memberId}`]) {
      const answer = await send(path, { ...bo, name: 'Hal', email, key }, lead);
      expect(answer.status).toBe(422);
      expect(await answer.text()).toContain('This is the address of Ida.');
    }
    expect((await everybody()).filter(({ name }) => name === 'Ivy')).toEqual([]);
    expect((await api('POST', `/${ida.memberId}`, lead, { email })).status).toBe(200);
  });

  it.each([
    'plus+conduct@example.org',
    "o'brien@example.org",
    'ada@xn--bcher-kva.example',
    'ada@example.xn--p1ai',
    'ada@caf\u00e9.example',
    'research&law@example.org',
    'first/last@example.org',
  ])('an address that mail servers take is taken: %s', async (email) => {
    const person = { name: email, email, channels: ['conduct'] };
    expect((await api('POST', '', lead, person)).status).toBe(201);
  });

  it('a lead can leave by themselves when there is another', async () => {
    const leaving = await join({ name: 'Fay', role: 'lead' });
    const left = await send(`/members/${leaving.memberId}/removal`, { sure: 'yes' }, leaving);
    expect([left.status, (await page('/members', leaving)).status]).toEqual([200, 303]);
    expect(await seen(leaving.memberId)).toBeUndefined();
  });

  it('the same Idempotency-Key adds one member; what is not understood is named', async () => {
    const person = { name: 'Gil', email: 'gil@example.org', channels: ['conduct'] };
    const request = () =>
      service.team(
        '/api/members',
        jsonRequest(person, { authorization: lead.authorization, 'idempotency-key': 'once' }),
      );
    expect((await request()).status).toBe(201);
    expect(await refusalOf(await request())).toEqual([409, 'added-before']);
    expect((await everybody()).filter(({ name }) => name === 'Gil')).toHaveLength(1);
    const wrong = await api('POST', '', lead, { ...person, since: {}, onCall: 'never' });
    const { errors = [] } = await bodyOf<ProblemBody>(wrong);
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual(['/onCall', '/since']);
  });
});
