import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../functions/team/routes.ts';
import { bodyOf, fileReport, jsonRequest } from '../harness/requests.ts';
import { stored } from '../harness/stored.ts';
import { startService, type Service } from '../harness/service.ts';
import { formPost, signedInCookie } from './as-browser.ts';
import { caseIdOf, get, post, postOnce, read, type SignedIn } from './as-member.ts';
import { atPages, wordsOf } from './team-pages.ts';

type Person = SignedIn & { readonly memberId: string; readonly name: string };
type Line = { readonly id: string; readonly tags: readonly string[] };
type Several = {
  readonly cases: readonly { readonly id: string; readonly caseName?: string; readonly outcome: string }[];
};

describe('tags, filters and several cases at once', () => {
  let service: Service;
  let ada: Person;
  let lead: Person;
  beforeAll(async () => {
    service = await startService({ tags: { harassment: 'Harassment', online: 'On line' } });
    ada = await service.addMember();
    lead = await service.addMember({ role: 'lead' });
  });
  afterAll(() => service.close());

  const file = async (more: Record<string, unknown> = {}): Promise<string> =>
    caseIdOf(service, await fileReport(service, { channel: 'conduct', ...more }));
  const opened = async (): Promise<string> => {
    const id = await file();
    await read(service, ada, id);
    return id;
  };
  const cases = async (query: string): Promise<readonly Line[]> =>
    (await bodyOf<{ cases: readonly Line[] }>(await get(service, ada, `/api/cases?limit=50${query}`))).cases;
  const tagsOf = async (id: string): Promise<readonly string[] | undefined> =>
    (await cases('')).find((one) => one.id === id)?.tags;
  const tag = (id: string, body: unknown, who: SignedIn = ada): Promise<Response> =>
    post(service, who, `/api/cases/${id}/tags`, body);

  it('a tag that is written like one of the settings is that one; each is kept once, at most eight', async () => {
    const id = await opened();
    await tag(id, { add: ['harassment', 'HARASSMENT', 'on  line', ' Needs a  translator '] });
    expect(await tagsOf(id)).toEqual(['harassment', 'online', 'Needs a translator']);
    expect((await tag(id, { add: ['Harassment'] })).status).toBe(409);
    await tag(id, { remove: ['On line', 'needs a translator'] });
    expect(await tagsOf(id)).toEqual(['harassment']);
    expect((await tag(id, { add: ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] })).status).toBe(409);
    expect((await tag(id, { add: ['x'.repeat(31)] })).status).toBe(422);
    expect((await tag(id, { add: ['?!'] })).status).toBe(422);
    expect((await tag(id, {})).status).toBe(422);
    expect(await tagsOf(id)).toEqual(['harassment']);
  });

  it('who has not opened a case gives it no tag, and nothing of a tag is stored in clear', async () => {
    const id = await opened();
    expect((await postOnce(service, lead, `/api/cases/${id}/tags`, { add: ['Zebrafish'] })).status).toBe(409);
    expect((await tag(id, { add: ['Zebrafish'] })).status).toBe(200);
    expect(await stored(service)).not.toContain('Zebrafish');
    const audit = await (await get(service, ada, `/api/cases/${id}/audit`)).text();
    expect(audit).toContain('tags-set');
    expect(audit).not.toContain('Zebrafish');
  });

  it('is found by searching, and the list is narrowed to one of the settings alone', async () => {
    const id = await opened();
    await tag(id, { add: ['online', 'Axolotl'] });
    expect((await cases('&q=axolotl')).map((one) => one.id)).toEqual([id]);
    expect((await cases('&q=on+line')).map((one) => one.id)).toContain(id);
    const narrowed = await cases('&tag=online');
    expect(narrowed.map((one) => one.id)).toContain(id);
    expect(narrowed.every(({ tags }) => tags.includes('online'))).toBe(true);
    expect((await get(service, ada, '/api/cases?tag=Axolotl')).status).toBe(422);
  });

  it('works on the pages without a script: a tag of each kind is added and taken off', async () => {
    const id = await opened();
    const at = await atPages(service, ada);
    await at.fillIn(id, 'tags', { tag: 'harassment', add: 'Okapi' });
    const page = wordsOf(await at.html(`/cases/${id}`));
    expect(page).toContain('Harassment');
    expect(page).toContain('Okapi');
    expect(wordsOf(await at.html('/cases'))).toContain('Okapi');
    await at.fillIn(id, 'tags', { remove: 'Okapi' });
    expect(await tagsOf(id)).toEqual(['harassment']);
  });

  it('filters are kept as words of the settings alone, each once, and dropped again', async () => {
    const at = await atPages(service, ada);
    for (let time = 0; time < 2; time++) {
      const kept = await at.send(routes.filters, { do: 'keep', assignee: 'none', tag: 'online' });
      expect(kept.headers.get('location')).toBe('/cases?assignee=none&tag=online');
    }
    expect(await bodyOf(await get(service, ada, routes.api.filters))).toEqual({
      filters: [{ assignee: 'none', tag: 'online' }],
    });
    const html = await at.html('/cases');
    expect(html).toContain('href="/cases?assignee=none&amp;tag=online"');
    expect(wordsOf(html)).toContain('Nobody’s, On line');
    expect((await at.send(routes.filters, { do: 'keep', tag: 'Robin Roe' })).status).toBe(400);
    const put = await service.team(routes.api.filters, {
      ...jsonRequest({ filters: [{ tag: 'Robin' }] }, { authorization: ada.authorization }),
      method: 'PUT',
    });
    expect(put.status).toBe(422);
    await at.send(routes.filters, { do: 'drop', assignee: 'none', tag: 'online' });
    expect(await bodyOf(await get(service, ada, routes.api.filters))).toEqual({ filters: [] });
  });

  it('each case is asked for by itself, and it is said of each what happened', async () => {
    const [one, unopened] = [await opened(), await file()];
    const hidden = await file({ excludedMembers: [ada.memberId] });
    const neverBorn = 'A'.repeat(22);
    const body = {
      cases: [one, unopened, hidden, neverBorn, one],
      operation: 'set-tags',
      input: { add: ['Ibis'] },
    };
    const { cases: done } = await bodyOf<Several>(await post(service, ada, routes.api.several, body));
    expect(done.map(({ id, outcome }) => [id, outcome])).toEqual([
      [one, 'done'],
      [unopened, 'unopened'],
      [hidden, 'not-found'],
      [neverBorn, 'not-found'],
    ]);
    expect(done.map(({ caseName }) => caseName !== undefined)).toEqual([true, true, false, false]);
    const cookie = await signedInCookie(service, ada.memberId);
    const page = await service.team(
      routes.several,
      formPost({ case: one, do: 'assign', memberId: lead.memberId }, cookie),
    );
    expect(wordsOf(await page.text())).toContain('Not done: your role does not include this.');
    const taken = await service.team(
      routes.several,
      formPost({ case: one, do: 'assign', memberId: ada.memberId }, cookie),
    );
    expect(wordsOf(await taken.text())).toContain('Done in 1 of 1.');
  });

  it('nothing is done for more than 25 cases, or for none', async () => {
    const id = await opened();
    const many = Array.from({ length: 25 }, (_, number) => String(number).padStart(22, 'B'));
    const input = { add: ['Gnu'] };
    const asked = { cases: [id, ...many], operation: 'set-tags', input };
    expect((await post(service, ada, routes.api.several, asked)).status).toBe(422);
    expect(await tagsOf(id)).toEqual([]);
    const none = await (await atPages(service, ada)).send(routes.several, { do: 'tag', own: 'Gnu' });
    expect(none.status).toBe(422);
    expect(wordsOf(await none.text())).toContain('choose at least one case');
  });

  it('a hidden case is answered like one that never was, after the same calls', async () => {
    const hidden = await file({ excludedMembers: [ada.memberId] });
    const look = async (id: string): Promise<unknown> => {
      const all: unknown[] = [];
      for (const asked of [
        { operation: 'set-tags', input: { add: ['Eland'] } },
        { operation: 'assign', input: { memberId: ada.memberId } },
        // Refused before a case is looked at: what it is called must not be said with it.
        { operation: 'set-tags', input: { add: 5 } },
      ]) {
        service.calls.length = 0;
        const answer = await post(service, ada, routes.api.several, { cases: [id], ...asked });
        const text = (await answer.text()).replaceAll(id, '');
        all.push([answer.status, text, service.calls.map(({ command }) => command)]);
      }
      return all;
    };
    await look(hidden);
    expect(await look(hidden)).toEqual(await look('A'.repeat(22)));
  });
});
