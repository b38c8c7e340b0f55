import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { personPath, routes } from '../../functions/team/routes.ts';
import { createAccessToken } from '../../infra/ops/member/members.ts';
import { bodyOf, fileReport, jsonRequest } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { formPost, signedInCookie } from './as-browser.ts';
import { caseIdOf, get, post, postOnce, read, type SignedIn } from './as-member.ts';
import { agreeTo } from './two-people.ts';

type Person = Awaited<ReturnType<Service['addMember']>>;

const copy = {
  to: 'police',
  recipient: 'The police',
  basis: 'law',
  contents: 'case',
  reason: 'They asked.',
  whyNotTold: 'It would not be safe.',
};

describe('who was given less than the whole team', () => {
  let service: Service;
  let lead: Person;
  let ben: Person;
  let gone: Person;
  let id: string;
  beforeAll(async () => {
    service = await startService({
      transparency: { enabled: true },
      forwarding: { channels: ['conduct'] },
    });
    lead = await service.addMember({ name: 'Lea', role: 'lead', channels: ['conduct', 'security'] });
    ben = await service.addMember({ name: 'Ben' });
    gone = await service.addMember({ name: 'Gil', email: 'gil@example.org' });
    id = await caseIdOf(service, await fileReport(service));
    for (const one of [lead, ben]) await read(service, one, id);
    expect((await act(lead, '/respondents', { name: 'Robin Roe' })).status).toBe(201);
    expect((await act(lead, '/copies', copy)).status).toBe(201);
    expect((await agreeTo(service, ben, id)).status).toBe(200);
    expect((await act(lead, '/copies/open', { request: 1 })).status).toBe(200);
  });
  afterAll(() => service.close());

  const act = (who: SignedIn, path: string, body: object): Promise<Response> =>
    post(service, who, `/api/cases/${id}${path}`, body);

  /** Everything issue-wide that reads or writes, as JSON. */
  const reads = (): readonly string[] => [
    routes.api.board,
    routes.api.review,
    routes.api.samePeople,
    routes.api.transparency,
    routes.api.procedure,
    `${routes.api.caseByCode}?code=AAAA-AAAA-AAAA`,
    routes.api.log,
    routes.api.logFile,
    routes.api.filters,
    `${routes.api.cases}?q=robin`,
    `/api/cases/${id}/disclosures`,
    `/api/cases/${id}/copies/1`,
    `/api/cases/${id}/copies/1/archives?volume=1`,
    `/api/cases/${id}/copies/1/forward`,
  ];
  const writes = (): readonly (readonly [string, unknown])[] => [
    [`/api/cases/${id}/respondents/1/met-before`, {}],
    [`/api/cases/${id}/respondents/1/person`, {}],
    [`/api/cases/${id}/respondents/1/person-notes`, { text: 'x' }],
    [`/api/cases/${id}/respondents/1/same-person`, { entry: '-'.repeat(22) }],
    [`/api/cases/${id}/tags`, { add: ['x'] }],
    [`/api/cases/${id}/copies/1/archives`, {}],
    [routes.api.several, { cases: [id], operation: 'set-tags', input: { add: ['x'] } }],
    [routes.api.forwarded, { file: '' }],
    [routes.api.transparency, { from: '2025-01', until: '2025-02', readers: [] }],
    [`${routes.api.transparency}/x/approval`, {}],
  ];
  const statuses = async (who: SignedIn): Promise<Record<string, number>> => {
    const all: Record<string, number> = {};
    for (const path of reads()) all[path.replace(id, ':id')] = (await get(service, who, path)).status;
    for (const [path, body] of writes())
      all[`POST ${path.replace(id, ':id')}`] = (await postOnce(service, who, path, body)).status;
    return all;
  };

  it('an auditor reads the procedure, and nothing else of any case', async () => {
    const auditor = await service.addMember({ role: 'auditor', channels: ['conduct', 'security'] });
    const all = await statuses(auditor);
    // The filters that they keep are none.
    const { [routes.api.procedure]: procedure, [routes.api.filters]: filters, ...rest } = all;
    expect([procedure, filters]).toEqual([200, 200]);
    expect(Object.entries(rest).filter(([, status]) => status < 400)).toEqual([]);
  });

  it('a token that may only read changes nothing, not even by looking somebody up', async () => {
    const token = (await createAccessToken(service.ops, ben.memberId, { scope: 'read' })) ?? '';
    const plain = { authorization: `Bearer ${token}` };
    const version = async () =>
      (await bodyOf<{ version: number }>(await get(service, ben, `/api/cases/${id}`))).version;
    const before = await version();
    for (const [path, body] of writes())
      expect([path, (await postOnce(service, plain, path, body)).status]).toEqual([path, 403]);
    const put = { ...jsonRequest({ filters: [] }, { authorization: plain.authorization }), method: 'PUT' };
    expect((await service.team(routes.api.filters, put)).status).toBe(403);
    expect(await version()).toBe(before);
  });

  it('whoever was set aside and came back under another row finds nothing of it any more', async () => {
    await read(service, gone, id);
    expect((await act(gone, '/respondents/1/person', {})).status).toBe(200);
    const aside = { memberId: gone.memberId, reason: 'They are close.' };
    expect((await act(lead, '/aside', aside)).status).toBe(200);
    const removed = await service.team(`/api/members/${gone.memberId}`, {
      method: 'DELETE',
      headers: { authorization: lead.authorization, 'content-type': 'application/json' },
    });
    expect(removed.status).toBe(200);
    const again = await service.addMember({ name: 'Gil', email: 'gil.other@example.org' });
    const cookie = await signedInCookie(service, again.memberId);
    const asBrowser = { cookie, 'sec-fetch-site': 'same-origin' };
    expect((await service.team(personPath(id, 1), { headers: asBrowser })).status).toBe(404);
    const found = await get(service, again, `${routes.api.cases}?q=robin`);
    expect(await found.text()).not.toContain('Robin');
    for (const [path, body] of writes().filter(([one]) => one.includes(id)))
      expect([path, (await postOnce(service, again, path, body)).status]).toEqual([path, 404]);
    for (const path of reads().filter((one) => one.includes(id)))
      expect([path, (await get(service, again, path)).status]).toEqual([path, 404]);
    const form = formPost({ do: 'tag', case: id, own: 'x' });
    const headers = new Headers(form.headers);
    headers.set('cookie', cookie);
    const sent = await service.team(routes.several, { ...form, headers });
    expect(await sent.text()).toContain('Done in 0 of 1');
  });
});
