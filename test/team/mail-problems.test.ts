import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { teamFacts } from '../../infra/ops/doctor/read-team.ts';
import { bodyOf, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { passkeySettings, signedInCookie, teamOrigin } from './as-browser.ts';

type Shown = {
  readonly id: string;
  readonly email?: string;
  readonly mailLanguage?: string;
  readonly mailProblem?: { readonly kind: string; readonly on: string };
};

describe('mail to members that does not arrive', () => {
  let service: Service;
  let lead: Awaited<ReturnType<Service['addMember']>>;
  let member: typeof lead;
  beforeEach(async () => {
    service = await startService(passkeySettings);
    lead = await service.addMember({ role: 'lead' });
    member = await service.addMember();
  });
  afterEach(() => service.close());

  const bounces = (memberId = member.memberId, mailProblem = 'bounce') =>
    service.scheduledEvent({ mailProblem, members: [memberId] });
  const shownTo = async ({ authorization }: typeof lead): Promise<Shown | undefined> => {
    const response = await service.team('/api/members', { headers: { authorization } });
    const { members } = await bodyOf<{ members: Shown[] }>(response);
    return members.find(({ id }) => id === member.memberId);
  };
  const change = (body: object): Promise<Response> =>
    service.team(`/api/members/${member.memberId}`, jsonRequest(body, { authorization: lead.authorization }));

  it('is shown to leads and to the member, and to nobody else', async () => {
    const other = await service.addMember();
    await bounces();
    const problem = { kind: 'bounce', on: '2026-03-10' };
    expect((await shownTo(lead))?.mailProblem).toEqual(problem);
    expect((await shownTo(member))?.mailProblem).toEqual(problem);
    expect((await shownTo(other))?.mailProblem).toBeUndefined();
    expect(service.logs).toEqual([{ event: 'member-mail-problem' }]);
  });

  it.each([
    ['another address', { email: 'new@example.org' }, undefined],
    ['a lead who says that mail arrives', { mailProblem: null }, undefined],
    ['the same address in capitals', { email: 'MEMBER2@example.org' }, 'complaint'],
    ['another name', { name: 'Grace' }, 'complaint'],
  ])('is changed by %s', async (_, body, kind) => {
    await bounces(member.memberId, 'complaint');
    expect((await change(body)).status).toBe(200);
    expect((await shownTo(lead))?.mailProblem?.kind).toBe(kind);
  });

  it('is shown on the page with a button that clears it', async () => {
    await bounces();
    const cookie = await signedInCookie(service, lead.memberId);
    const headers = { cookie, origin: teamOrigin, 'sec-fetch-site': 'same-origin' };
    const page = async (path: string) => (await service.team(path, { headers })).text();
    expect(await page('/members')).toContain('A mail to their address came back on 10 March 2026.');
    expect(await page(`/members/${member.memberId}`)).toContain('Mail arrives again');
    const pressed = await service.team(`/members/${member.memberId}/mail`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: '',
    });
    expect(pressed.status).toBe(303);
    expect(await page('/members')).not.toContain('came back');
  });

  it('is not cleared by a member who does not lead', async () => {
    await bounces();
    const response = await service.team(
      `/api/members/${member.memberId}`,
      jsonRequest({ mailProblem: null }, { authorization: member.authorization }),
    );
    expect(response.status).toBe(403);
    expect((await shownTo(lead))?.mailProblem).toBeDefined();
  });

  it('marks nobody who is not on the team, and makes no row', async () => {
    const { dynamo, emulators } = service;
    await bounces('nobody');
    const { members, unreadable } = await teamFacts(dynamo, emulators.tables.team, []);
    expect([members.length, unreadable]).toEqual([2, 0]);
  });

  it.each([{}, { mailProblem: 'other', members: ['x'] }, { mailProblem: 'bounce', members: [] }, undefined])(
    'is not what any other event says: %j is the run of the minute',
    async (event) => {
      service.calls.length = 0;
      await service.scheduledEvent(event);
      expect(service.calls.length).toBeGreaterThan(2);
      expect((await shownTo(lead))?.mailProblem).toBeUndefined();
    },
  );

  it('comes with a language for mails, which can be taken away again', async () => {
    expect((await change({ mailLanguage: 'ar' })).status).toBe(200);
    expect((await shownTo(lead))?.mailLanguage).toBe('ar');
    expect((await change({ mailLanguage: 'xx' })).status).toBe(422);
    expect((await change({ mailLanguage: null })).status).toBe(200);
    expect((await shownTo(lead))?.mailLanguage).toBeUndefined();
  });
});
