import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personPath, routes } from '../../functions/team/routes.ts';
import { createAccessToken } from '../../infra/ops/member/members.ts';
import { startService, type Service } from '../harness/service.ts';
import { formPost, signedInCookie } from './as-browser.ts';
import { get, post, postOnce, read, refusalOf, whole } from './as-member.ts';
import { decide } from './decided-case.ts';
import { at, firstEntry, look, lookRaw, namedCase, personOf, samePeople } from './met-before.ts';

type Member = Awaited<ReturnType<Service['addMember']>>;

const most = 200;

describe('have we met this person before', () => {
  let service: Service;
  let lead: Member;
  let ada: Member;
  beforeAll(async () => {
    service = await startService({ register: { lookupsPerDay: most } });
    lead = await service.addMember({ name: 'Lea Dahl', role: 'lead' });
    ada = await service.addMember({ name: 'Ada Byron', channels: ['conduct'] });
  });
  afterAll(() => service.close());

  const audited = async (caseId: string): Promise<string> => {
    await read(service, lead, caseId);
    return (await get(service, lead, `/api/cases/${caseId}/audit`)).text();
  };
  /** Cases found, by person. */
  const casesFound = async (member: Member, caseId: string) =>
    (await look(service, member, caseId)).people.map(({ entries }) => entries.map((one) => one.caseId));
  const joins = (member: Member, caseId: string, entry: string, below = 'same-person') =>
    post(service, member, at(caseId, below), { entry });

  it('finds who has the same account, address or name, or one that is nearly the same, with why and how sure', async () => {
    const known = {
      account: { handles: [{ platform: 'chat', handle: '@Quillon' }] },
      address: { reach: 'q.marsh+news@example.org' },
      name: { name: 'MARSH, Quíllon' },
      letter: { name: 'Quillon Marsch' },
      nobody: { name: 'Tove Strand' },
    };
    const ids: Record<string, string> = {};
    for (const [which, one] of Object.entries(known)) ids[which] = await namedCase(service, ada, one);
    const asked = await namedCase(service, ada, {
      name: 'Quillon Marsh',
      handles: [{ platform: 'chat', handle: 'quillon' }],
      reach: 'q.marsh@example.org',
    });
    const { people } = await look(service, ada, asked);
    const whyOf = (which: string) => {
      const found = people.find(({ entries }) => entries.some(({ caseId }) => caseId === ids[which]));
      return found && [found.why[0], found.sure];
    };
    expect(whyOf('account')).toEqual(['handle', 'almost-certain']);
    expect(whyOf('address')).toEqual(['address', 'almost-certain']);
    expect(whyOf('name')).toEqual(['name', 'likely']);
    expect(whyOf('letter')?.[1]).toBe('perhaps');
    expect(whyOf('nobody')).toBeUndefined();
    expect(people.map(({ sure }) => sure)).toEqual(['almost-certain', 'almost-certain', 'likely', 'perhaps']);
  });

  it('gives what was decided about them, on which rung and when, by code names alone', async () => {
    const earlier = await namedCase(service, ada, { name: 'Runa Okello', reach: 'runa@example.org' });
    await read(service, lead, earlier);
    await decide(service, lead, earlier, { rung: 'temporary-ban', until: '2026-05-10' });
    const asked = await namedCase(service, ada, { name: 'Runa Okello' });
    const answer = await lookRaw(service, ada, asked);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({
      people: [
        { entries: [{ caseId: earlier, decisions: [{ rung: 'temporary-ban', until: '2026-05-10' }] }] },
      ],
    });
    expect(text).not.toContain('Runa');
    expect(text).not.toContain('runa@');
  });

  it('each look-up is written into the audit log and counts; when they are used up, nothing is looked at', async () => {
    const asked = await namedCase(service, ada, { name: 'Vesna Holt' });
    const eager = await service.addMember({ channels: ['conduct'] });
    await read(service, lead, asked);
    await post(service, lead, `/api/cases/${asked}/grants`, { memberId: eager.memberId, reason: 'To help.' });
    await read(service, eager, asked);
    for (let time = 0; time < most; time++)
      expect(await service.teamContext.lookUps.takeLookUp(eager.memberId, '2026-03-10', most)).toBe(true);
    const before = await audited(asked);
    service.calls.length = 0;
    expect(await refusalOf(await lookRaw(service, eager, asked))).toEqual([409, 'lookups-used-up']);
    expect(service.calls.filter(({ input }) => JSON.stringify(input).includes('MATCH#'))).toEqual([]);
    expect(await audited(asked)).toBe(before);
    service.clock.advance(86_400_000);
    const { codeName } = await look(service, eager, asked);
    const after = await audited(asked);
    expect(after).toContain('looked-up');
    expect(after).toContain(codeName);
  });

  it('a member who is a respondent themselves finds nobody, in the bytes of nobody found', async () => {
    const asked = await namedCase(service, lead, { name: 'Iva Sorensen' });
    await namedCase(service, lead, { name: 'Iva Sorensen' });
    const iva = await service.addMember({ name: 'Iva Sorensen', channels: ['conduct'] });
    const sam = await service.addMember({
      name: 'Sam Prior',
      email: 'sam.prior@example.org',
      channels: ['conduct'],
    });
    await namedCase(service, lead, { reach: 'Sam.Prior@example.org' });
    const alone = await namedCase(service, lead, { name: 'Ottoline Brack' });
    for (const member of [iva, sam])
      for (const caseId of [asked, alone])
        await post(service, lead, `/api/cases/${caseId}/grants`, {
          memberId: member.memberId,
          reason: 'Help.',
        });
    expect(await casesFound(lead, asked)).toHaveLength(1);
    for (const member of [iva, sam]) {
      const theirs = await look(service, member, asked);
      const nobodys = await look(service, member, alone);
      expect({ ...theirs, codeName: '' }).toEqual({ ...nobodys, codeName: '' });
      expect(theirs.people).toEqual([]);
    }
  });

  it('a member who had the name of a respondent finds nobody either', async () => {
    const asked = await namedCase(service, lead, { name: 'Petra Lindqvist' });
    await namedCase(service, lead, { name: 'Petra Lindqvist' });
    const member = await service.addMember({ name: 'Petra Lindqvist', channels: ['conduct'] });
    await post(service, lead, `/api/cases/${asked}/grants`, {
      memberId: member.memberId,
      reason: 'To help.',
    });
    await post(service, lead, `/api/members/${member.memberId}`, { name: 'Petra Holm' });
    expect((await look(service, member, asked)).people).toEqual([]);
    expect((await look(service, lead, asked)).people).toHaveLength(1);
  });

  it('an outside reviewer, and a token that may only read, look nobody up', async () => {
    const asked = await namedCase(service, lead, { name: 'Wim Achterberg' });
    const reviewer = await service.addMember({ role: 'outside-reviewer', channels: ['conduct'] });
    await post(service, lead, `/api/cases/${asked}/grants`, {
      memberId: reviewer.memberId,
      reason: 'To help.',
    });
    await read(service, reviewer, asked);
    for (const below of ['met-before', 'person'])
      expect(await refusalOf(await postOnce(service, reviewer, at(asked, below), {}))).toEqual([
        403,
        'forbidden',
      ]);
    expect((await get(service, reviewer, routes.api.samePeople)).status).toBe(403);
    const token = (await createAccessToken(service.ops, lead.memberId, { scope: 'read' })) ?? '';
    const readOnly = { authorization: `Bearer ${token}` };
    for (const below of ['met-before', 'person', 'part-person'])
      expect(await refusalOf(await postOnce(service, readOnly, at(asked, below), {}))).toEqual([
        403,
        'read-only-token',
      ]);
  });

  describe('a match in a case that the member may not see', () => {
    it('is not shown, and is asked of a lead who may see both, until somebody says so', async () => {
      const known = { name: 'Bexley Thorne', handles: [{ platform: 'chat', handle: 'bexley' }] };
      const hidden = await namedCase(service, lead, known, { excludedMembers: [ada.memberId] });
      const asked = await namedCase(service, ada, known);
      const other = await service.addMember({ role: 'lead', channels: ['security'] });
      expect((await look(service, ada, asked)).people).toEqual([]);
      const pairs = (await samePeople(service, lead)).filter(({ one }) => one.caseId === asked);
      expect(pairs).toMatchObject([{ other: { caseId: hidden }, why: 'handle', sure: 'almost-certain' }]);
      expect(await samePeople(service, other)).toEqual([]);
      expect((await get(service, ada, routes.api.samePeople)).status).toBe(403);
      const entry = pairs[0]?.other.entry ?? '';
      const [guessed, never] = await Promise.all(
        [entry, 'A'.repeat(22)].map(async (one) => whole(await joins(ada, asked, one))),
      );
      expect(guessed).toEqual(never);
      expect((await joins(lead, asked, entry)).status).toBe(200);
      expect((await samePeople(service, lead)).filter(({ one }) => one.caseId === asked)).toEqual([]);
      expect((await look(service, ada, asked)).people).toEqual([]);
      expect((await personOf(service, ada, asked)).entries).toHaveLength(1);
      expect((await personOf(service, lead, asked)).entries).toHaveLength(2);
    });

    it('is not asked again once a lead has said that they are two people', async () => {
      const known = { name: 'Corin Vale' };
      await namedCase(service, lead, known, { excludedMembers: [ada.memberId] });
      const asked = await namedCase(service, ada, known);
      await look(service, ada, asked);
      const mine = async () => (await samePeople(service, lead)).filter(({ one }) => one.caseId === asked);
      const [pair] = await mine();
      expect((await joins(lead, asked, pair?.other.entry ?? '', 'not-same-person')).status).toBe(200);
      expect(await mine()).toEqual([]);
      await look(service, ada, asked);
      expect(await mine()).toEqual([]);
      expect((await look(service, lead, asked)).people).toMatchObject([{ saidApart: true }]);
    });

    it('is shown once they are given the case, and not any more once they have left it', async () => {
      const known = { name: 'Ebba Lund' };
      const later = await namedCase(service, lead, known);
      const newcomer = await service.addMember({ channels: ['conduct'] });
      const asked = await namedCase(service, newcomer, known);
      expect((await look(service, newcomer, asked)).people).toEqual([]);
      const { memberId } = newcomer;
      await post(service, lead, `/api/cases/${later}/grants`, { memberId, reason: 'To help.' });
      expect(await casesFound(newcomer, asked)).toEqual([[later]]);
      await post(service, newcomer, `/api/cases/${later}/recusal`, {});
      expect((await look(service, newcomer, asked)).people).toEqual([]);
    });

    it('is not shown on a leads’ page after some weeks any more', async () => {
      const known = { name: 'Dagny Roth' };
      await namedCase(service, lead, known, { excludedMembers: [ada.memberId] });
      const asked = await namedCase(service, ada, known);
      await look(service, ada, asked);
      expect((await samePeople(service, lead)).some(({ one }) => one.caseId === asked)).toBe(true);
      service.clock.advance(61 * 86_400_000);
      expect((await samePeople(service, lead)).some(({ one }) => one.caseId === asked)).toBe(false);
    });
  });

  describe('one person', () => {
    it('is joined over cases, with everybody they were joined with, and parted again', async () => {
      const first = await namedCase(service, ada, { name: 'Nils Aaby' });
      const second = await namedCase(service, ada, { name: 'Nils Aaby', reach: 'nils@example.org' });
      const third = await namedCase(service, ada, { reach: 'nils@example.org' });
      const [one] = (await look(service, ada, first)).people;
      expect((await joins(ada, first, one?.entries[0]?.entry ?? '')).status).toBe(200);
      expect((await look(service, ada, first)).people).toMatchObject([{ sure: 'said-so' }]);
      const ofSecond = await look(service, ada, second);
      const entryOfThird = ofSecond.people
        .flatMap(({ entries }) => entries)
        .find(({ caseId }) => caseId === third)?.entry;
      await joins(ada, second, entryOfThird ?? '');
      const whoseIs = async (caseId: string) =>
        (await personOf(service, ada, caseId)).entries.map((entry) => entry.caseId).toSorted();
      const all = [first, second, third].toSorted();
      for (const caseId of all) expect(await whoseIs(caseId)).toEqual(all);
      await post(service, ada, at(second, 'part-person'), {});
      expect(await whoseIs(second)).toEqual([second]);
      expect(await whoseIs(first)).toEqual([first, third].toSorted());
      expect(await audited(second)).toContain('person-parted');
    });

    it('is told by names and notes from cases that the reader has opened, and by code names from others', async () => {
      const first = await namedCase(service, lead, {
        name: 'Greta Munk',
        handles: [{ platform: 'chat', handle: 'greta' }],
      });
      const second = await namedCase(service, ada, { handles: [{ platform: 'chat', handle: 'greta' }] });
      await joins(ada, second, firstEntry(await look(service, ada, second)));
      await post(service, lead, at(first, 'person-notes'), { text: 'Prefers to be called.' });
      const unread = await personOf(service, ada, second);
      expect(unread.entries.map(({ isOpened }) => isOpened)).toEqual([true, false]);
      expect(JSON.stringify(unread)).not.toMatch(/Greta|Prefers/);
      await read(service, ada, first);
      const opened = await personOf(service, ada, second);
      expect(opened).toMatchObject({ names: ['Greta Munk'], notes: [{ text: 'Prefers to be called.' }] });
      expect(await audited(second)).toContain('person-opened');
      expect(
        await refusalOf(await post(service, lead, at(first, 'person-notes'), { text: 'x'.repeat(500) })),
      ).toEqual([422, 'invalid-fields']);
    });

    it('keeps their notes and who they are when what is known of them is changed', async () => {
      const first = await namedCase(service, ada, { name: 'Ulla Kerr' });
      const second = await namedCase(service, ada, { name: 'Ulla Kerr' });
      await joins(ada, second, firstEntry(await look(service, ada, second)));
      await post(service, ada, at(second, 'person-notes'), { text: 'Met in spring.' });
      await post(service, ada, `/api/cases/${second}/respondents/1`, { name: 'Ulla Kerr-Dietz' });
      const person = await personOf(service, ada, second);
      expect(person.notes.map(({ text }) => text)).toEqual(['Met in spring.']);
      expect(person.entries.map(({ caseId }) => caseId).toSorted()).toEqual([first, second].toSorted());
    });

    it('has on one page what is in force, and until when they are kept', async () => {
      const caseId = await namedCase(service, lead, { name: 'Jory Penn' });
      const on = service.clock.now.toISOString().slice(0, 10);
      await decide(service, lead, caseId, { rung: 'permanent-ban', platforms: ['chat'] });
      await decide(service, lead, caseId, { rung: 'warning', status: 'ended' });
      const person = await personOf(service, lead, caseId);
      expect(person.inForce).toMatchObject([{ decision: { rung: 'permanent-ban' } }]);
      expect(person.timeline.map(({ what }) => what).toSorted()).toEqual([
        'decided',
        'decided',
        'respondent',
      ]);
      expect(person.keptUntil?.slice(0, 4)).toBe(String(Number(on.slice(0, 4)) + 30));
    });
  });

  it('by pages as well: the answer, the person, the leads’ page, and what cannot be done', async () => {
    const known = { name: 'Maren Duval' };
    await namedCase(service, lead, known, { excludedMembers: [ada.memberId] });
    const earlier = await namedCase(service, ada, known);
    const asked = await namedCase(service, ada, known);
    const cookie = await signedInCookie(service, ada.memberId);
    const leadCookie = await signedInCookie(service, lead.memberId);
    const page = (path: string, by = cookie) =>
      service.team(path, { headers: { cookie: by, 'sec-fetch-site': 'same-origin' } });
    const send = (below: string, fields: Record<string, string> = {}, by = cookie) =>
      service.team(at(asked, below).replace('/api', ''), formPost(fields, by));
    const answer = await (await send('met-before')).text();
    expect(answer).toContain('Probably the same person');
    expect(answer).toContain(earlier);
    const [, entry = ''] = /name="entry" value="([\w-]{22})"/.exec(answer) ?? [];
    const joined = await send('same-person', { entry });
    expect([joined.status, joined.headers.get('location')]).toEqual([
      303,
      `${personPath(asked, 1)}?did=person-joined`,
    ]);
    const person = await (await page(`${personPath(asked, 1)}?did=person-joined`)).text();
    expect(person).toContain('The register has them as one person now.');
    expect(person).toContain('Maren Duval');
    const refused = await send('person-notes', { text: '' });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('note-text-problem');
    expect((await send('person-notes', { text: 'Careful.' })).status).toBe(303);
    expect(await (await page(personPath(asked, 1))).text()).toContain('Careful.');
    expect((await send('same-person', { entry: 'A'.repeat(22) })).status).toBe(404);
    expect(await (await page(routes.samePeople, leadCookie)).text()).toContain('People who may be the same');
    expect((await page(routes.samePeople)).status).toBe(403);
  });
});
