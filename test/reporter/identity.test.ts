import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { en } from '../../functions/reporter/locales/en.ts';
import { bearer, bodyOf, fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { openReport, textOf } from './pages.ts';
import { contentOf } from './stored.ts';
import { casesSeenBy } from './team-view.ts';

const name = 'Eve Marked-Name';
const contact = 'eve-marked@mail.example';

describe('what a reporter says of themselves', () => {
  let service: Service;
  let authorization: string;
  let filed: Filed;
  let caseId: string;
  beforeAll(async () => {
    service = await startService();
    ({ authorization } = await service.addMember());
    filed = await fileReport(service, { identity: { name, contact } });
    caseId = (await casesSeenBy(service, authorization))[0]?.id ?? '';
  });
  afterAll(() => service.close());

  const read = async () =>
    (await service.team(`/api/cases/${caseId}`, { headers: { authorization } })).text();
  const open = (body: unknown) =>
    service.team(`/api/cases/${caseId}/identity`, jsonRequest(body, { authorization }));

  it('stands neither in the thread nor in the brief, the list, the page or the stored rows', async () => {
    const list = await service.team('/api/cases', { headers: { authorization } });
    const page = await openReport(service, filed.passphrase);
    for (const shown of [await list.text(), await read(), page.html]) {
      expect(shown).not.toContain(name);
      expect(shown).not.toContain(contact);
    }
    expect(JSON.parse(await read())).toMatchObject({ identity: { name: {}, contact: {} } });
    for (const table of ['vault', 'cases', 'team'] as const) {
      for (const row of (await contentOf(service, table)).values()) {
        const bytes = Object.values(row).map((value) =>
          value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : JSON.stringify(value),
        );
        expect(bytes.join(' ')).not.toContain('arked');
      }
    }
  });

  it.each([
    ['no reason', { part: 'name' }],
    ['an empty reason', { part: 'name', reason: '  ' }],
    ['an invisible reason', { part: 'name', reason: '\u200b' }],
    ['another part', { part: 'brief', reason: 'x' }],
    ['no part', { reason: 'x' }],
  ])('with %s it stays shut, and the reporter sees nothing', async (_, body) => {
    const refused = await open(body);
    expect(refused.status).toBe(422);
    expect(await refused.text()).not.toContain('arked');
    expect(textOf(await openReport(service, filed.passphrase))).not.toContain('opened on');
  });

  it('opening one part gives that part, is noted with its reason, and the reporter’s page says so', async () => {
    const opened = await open({ part: 'contact', reason: 'She asked for a call.' });
    expect(opened.status).toBe(200);
    expect(await opened.json()).toEqual({ part: 'contact', text: contact });
    const whole = await bodyOf<{ notes: unknown[]; identity: unknown }>(
      await service.team(`/api/cases/${caseId}`, { headers: { authorization } }),
    );
    expect(whole.notes).toMatchObject([
      { kind: 'identity', part: 'contact', reason: 'She asked for a call.', author: { name: 'Member 1' } },
    ]);
    expect(whole.identity).toEqual({ name: {}, contact: { openedOn: '2026-03-10' } });
    expect(JSON.stringify(whole)).not.toContain(contact);
    const text = textOf(await openReport(service, filed.passphrase));
    expect(text).toContain(en.thread.identityOpened('contact', '10 March 2026'));
    expect(text).not.toContain(en.thread.identityOpened('name', '10 March 2026'));
    const asJson = await service.reporter('/api/follow-up', bearer(filed.token));
    expect(await bodyOf(asJson)).toMatchObject({
      summary: { identityOpened: { contact: '2026-03-10' } },
    });
    expect(text).not.toContain('She asked');
  });

  it('a part that was not given cannot be opened, and nothing is noted', async () => {
    const bare = await fileReport(service, { identity: { name: '', contact: 'x' } });
    const listed = await casesSeenBy(service, authorization);
    const id = listed.find((seen) => seen.caseName === bare.caseName)?.id ?? '';
    await service.team(`/api/cases/${id}`, { headers: { authorization } });
    const body = jsonRequest({ part: 'name', reason: 'x' }, { authorization });
    const none = await service.team(`/api/cases/${id}/identity`, body);
    expect([none.status, await bodyOf<{ code: string }>(none)]).toMatchObject([404, { code: 'no-identity' }]);
    const whole = await service.team(`/api/cases/${id}`, { headers: { authorization } });
    expect(await whole.json()).toMatchObject({ notes: [], identity: { contact: {} } });
    expect(textOf(await openReport(service, bare.passphrase))).not.toContain('opened on');
  });
});
