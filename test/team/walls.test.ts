import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caseKeys, indexes, teamKeys, vaultKeys } from '../../functions/adapters/dynamodb/item-keys.ts';
import { bearer, bodyOf, fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { caseIdOf, get, list, pages, post, read, tamper, whole, type SignedIn } from './as-member.ts';

const neverBorn = 'A'.repeat(22);

describe('a case that does not exist for a member', () => {
  let service: Service;
  let member: SignedIn & { readonly memberId: string };
  let colleague: SignedIn & { readonly memberId: string };
  const hidden = new Map<string, string>();

  beforeAll(async () => {
    service = await startService();
    member = await service.addMember({ channels: ['conduct'] });
    colleague = await service.addMember();
    const excluding = await fileReport(service, {
      excludedMembers: [member.memberId],
      answers: { whatHappened: 'x', who: 'Them' },
      identity: { name: 'Grace', contact: 'grace@example.org' },
    });
    hidden.set('the member is excluded', await caseIdOf(service, excluding));
    const foreign = await fileReport(service, { channel: 'security' });
    hidden.set('it belongs to another channel', await caseIdOf(service, foreign));
    const withdrawn = await fileReport(service);
    hidden.set('it was withdrawn', await caseIdOf(service, withdrawn));
    await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(withdrawn.token) });
    const expired = await caseIdOf(service, await fileReport(service));
    hidden.set('it has expired', expired);
    await tamper(service, 'vault', vaultKeys.case(expired), {
      set: { expiresAt: service.clock.now.toISOString() },
    });
    hidden.set('the id is no id', 'x');
    hidden.set('the id is far too long', 'A'.repeat(4_000));
    hidden.set('the id reaches for another row', encodeURIComponent('../../../etc/passwd'));
    hidden.set('the id is not UTF-8', '%ff%fe');
  });
  afterAll(() => service.close());

  const attempts = (id: string): Record<string, () => Promise<Response>> => ({
    read: () => get(service, member, `/api/cases/${id}`),
    message: () => post(service, member, `/api/cases/${id}/messages`, { text: 'Hello?' }),
    note: () => post(service, member, `/api/cases/${id}/notes`, { text: 'Hm.' }),
    state: () => post(service, member, `/api/cases/${id}/state`, { state: 'acknowledged' }),
    'state at a version': () =>
      post(service, member, `/api/cases/${id}/state`, { state: 'acknowledged', version: 1 }),
    identity: () =>
      post(service, member, `/api/cases/${id}/identity`, { part: 'contact', reason: 'To call them.' }),
    file: () => get(service, member, `/api/cases/${id}/attachments/${neverBorn}`),
    'original of a file': () =>
      post(service, member, `/api/cases/${id}/attachments/${neverBorn}/original`, { reason: 'To look.' }),
    'opened original': () => get(service, member, `/api/cases/${id}/originals`),
    upload: () => post(service, member, `/api/cases/${id}/uploads`, { name: 'a.txt', size: 3 }),
    'parts of an upload': () => get(service, member, `/api/cases/${id}/uploads`),
    'end of an upload': () => post(service, member, `/api/cases/${id}/uploads/finish`, {}),
    'forbidden state': () => post(service, member, `/api/cases/${id}/state`, { state: 'reopened' }),
  });

  it('is answered with the same bytes as one that never was, whatever the member tries', async () => {
    for (const [why, id] of hidden) {
      for (const [what, attempt] of Object.entries(attempts(id))) {
        const expected = await whole((await attempts(neverBorn)[what]?.()) ?? new Response());
        expect(expected).toMatchObject({ status: 404 });
        expect(await whole(await attempt()), `${what}, when ${why}`).toEqual(expected);
      }
    }
  });

  it('is in no list of theirs, on no page, and behind no cursor', async () => {
    await fileReport(service);
    const ids = (await pages(service, member, { limit: '1' })).flat().map(({ id }) => id);
    expect(ids).toHaveLength(1);
    for (const id of hidden.values()) expect(ids).not.toContain(id);
    expect((await list(service, member, '?status=closed')).cases).toEqual([]);
  });

  it('is not marked as opened by their attempts, and stays there for those who may see it', async () => {
    const excluding = await fileReport(service, { excludedMembers: [member.memberId] });
    const id = await caseIdOf(service, excluding);
    for (const attempt of Object.values(attempts(id))) await attempt();
    const { summary } = await bodyOf<{ summary: { opened: boolean } }>(
      await service.reporter('/api/follow-up', bearer(excluding.token)),
    );
    expect(summary.opened).toBe(false);
    const seen = await read(service, colleague, id);
    expect(seen.threads.reporter.entries).toHaveLength(1);
    expect(seen.version).toBe(2);
  });

  it('a member who leaves a channel reaches nothing more of it', async () => {
    const leaver = await service.addMember();
    const id = await caseIdOf(service, await fileReport(service, { channel: 'security' }));
    expect((await get(service, leaver, `/api/cases/${id}`)).status).toBe(200);
    await tamper(service, 'team', teamKeys.member(leaver.memberId), { set: { channels: ['conduct'] } });
    expect((await get(service, leaver, `/api/cases/${id}`)).status).toBe(404);
  });

  it('a case that was put into another channel’s queue past the application shows nothing of itself there', async () => {
    const secret = await fileReport(service, {
      channel: 'security',
      answers: { whatHappened: 'Mallory', component: 'Mallory' },
    });
    const id = await caseIdOf(service, secret);
    await tamper(service, 'cases', caseKeys.head(id), {
      set: { [indexes.queue.pk]: 'conduct#open', channel: 'conduct' },
    });
    const response = await get(service, member, '/api/cases');
    const text = await response.text();
    expect(response.status).toBe(200);
    expect(text).not.toContain('Mallory');
    expect(text).toContain(JSON.stringify({ id, unreadable: true }));
    expect((await get(service, member, `/api/cases/${id}`)).status).toBe(404);
    expect(service.logs).toContainEqual({ event: 'row-unreadable', count: 1 });
  });
});
