import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bearer, bodyOf, fileReport } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { en } from '../../functions/reporter/locales/en.ts';
import { openReport, textOf } from '../reporter/pages.ts';
import {
  caseIdOf,
  get,
  list,
  post,
  postOnce,
  read,
  setState,
  type ProblemBody,
  type SignedIn,
} from './as-member.ts';
import { atPages, fileAndOpen, seenByReporter, wordsOf, type AtPages } from './team-pages.ts';

type Member = SignedIn & { readonly memberId: string; readonly name: string };

describe('what the reporter is told of the handling', () => {
  let service: Service;
  let lead: Member;
  let other: Member;
  let ada: AtPages;
  beforeAll(async () => {
    service = await startService();
    lead = await service.addMember({ name: 'Ada', role: 'lead' });
    other = await service.addMember({ name: 'Grace' });
    ada = await atPages(service, lead);
  });
  afterAll(() => service.close());

  const newCase = async () => {
    const filed = await fileReport(service);
    return { filed, id: await caseIdOf(service, filed) };
  };
  const at = (id: string, path: string) => `/api/cases/${id}${path}`;
  const page = async ({ passphrase }: { readonly passphrase: string }) =>
    textOf(await openReport(service, passphrase));

  it.each([
    ['stepping aside', 200, (id: string) => post(service, other, at(id, '/recusal'), {})],
    [
      'being refused to assign a case nobody has read',
      409,
      (id: string) => postOnce(service, lead, at(id, '/assignee'), { memberId: other.memberId }),
    ],
    ['looking at the brief', 200, (id: string) => get(service, lead, at(id, '/brief'))],
  ])('%s opens nothing: the report can still be withdrawn at once', async (_, status, act) => {
    const { filed, id } = await newCase();
    expect((await act(id)).status).toBe(status);
    expect((await seenByReporter(service, filed)).summary.opened).toBe(false);
    expect(await page(filed)).toContain(en.withdraw.before);
    const withdrawn = await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(filed.token) });
    expect(await bodyOf<object>(withdrawn)).toEqual({ outcome: 'erased' });
  });

  it('an answer acknowledges: state, page and what is due next follow', async () => {
    const { filed, id } = await newCase();
    await read(service, lead, id);
    await post(service, lead, at(id, '/messages'), { text: 'We have it.' });
    const shown = await read(service, lead, id);
    expect(shown.state).toBe('acknowledged');
    expect(shown.nextDeadline).toBe(shown.deadlines.nextUpdateBy);
    expect(shown.nextStates).not.toContain('acknowledged');
    expect((await seenByReporter(service, filed)).summary.state).toBe('acknowledged');
    expect(await page(filed)).not.toContain(en.receipt.acknowledgeBy);
    const listed = (await list(service, lead)).cases.find((line) => line.id === id);
    expect(listed).toMatchObject({ state: 'acknowledged', nextDeadline: shown.deadlines.nextUpdateBy });
  });

  it('an answer that nobody could read acknowledges nothing', async () => {
    const body = {
      channel: 'conduct',
      answers: { whatHappened: 'A call.' },
      forWhom: 'another',
      door: false,
    };
    const made = await post(service, lead, '/api/cases', { ...body, reporterKnows: true, cameBy: 'other' });
    const { id } = await bodyOf<{ id: string }>(made);
    await read(service, lead, id);
    await post(service, lead, at(id, '/messages'), { text: 'Hello?' });
    expect((await read(service, lead, id)).state).toBe('received');
  });

  it('a refusal to erase is an answer as well: it acknowledges, and the next update is due later', async () => {
    const { filed, id } = await newCase();
    const { deadlines: before } = await read(service, lead, id);
    await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(filed.token) });
    service.clock.advance(2 * 3_600_000);
    await post(service, lead, at(id, '/erasure'), {
      decision: 'refuse',
      reason: 'There is a second report.',
    });
    const { state, deadlines } = await read(service, lead, id);
    expect(state).toBe('acknowledged');
    expect(deadlines.erasureAnswerBy).toBeUndefined();
    expect(deadlines.nextUpdateBy > before.nextUpdateBy).toBe(true);
  });

  it('a date that is moved is told with the one before, with the reason that is meant for the reporter alone', async () => {
    const { filed, id } = await newCase();
    await read(service, lead, id);
    const moved = { deadline: 'nextUpdateBy', by: '2026-03-27T23:00:00Z', reason: 'Bob is ill.' };
    await post(service, lead, at(id, '/deadlines'), { ...moved, toReporter: 'We wait for a witness.' });
    const once = await page(filed);
    expect(once).toContain(`${en.receipt.nextUpdateBy} 27 March 2026 (moved from 17 March 2026)`);
    expect(once).toContain(
      'The team has moved a date. “You get an update by”: now 27 March 2026; it was 17 March 2026. We wait for a witness.',
    );
    expect(once).not.toContain('Bob');
    // Moved again, it is told from where it first stood; given again by an answer, it was not moved.
    await post(service, lead, at(id, '/deadlines'), { ...moved, by: '2026-03-30T23:00:00Z' });
    expect(await page(filed)).toContain('30 March 2026 (moved from 17 March 2026)');
    await post(service, lead, at(id, '/messages'), { text: 'Here is the update.' });
    expect(await page(filed)).not.toContain('(moved from');
    expect((await seenByReporter(service, filed)).entries.map(({ from }) => from)).toEqual([
      'reporter',
      'team',
      'team',
      'team',
    ]);
  });

  it('a date moved within its day is no other day for the reporter', async () => {
    const { filed, id } = await newCase();
    await read(service, lead, id);
    const within = { deadline: 'nextUpdateBy', by: '2026-03-17T20:00:00Z', reason: 'x' };
    expect((await post(service, lead, at(id, '/deadlines'), within)).status).toBe(200);
    expect(await page(filed)).not.toContain('(moved from');
    expect((await seenByReporter(service, filed)).entries).toHaveLength(1);
  });

  it('closing wants a message to the reporter, who reads it, or a reason why there is none', async () => {
    const { filed, id } = await newCase();
    await read(service, lead, id);
    const silent = await setState(service, lead, id, 'closed', { reason: 'Settled.' });
    expect(silent.status).toBe(422);
    expect((await bodyOf<ProblemBody>(silent)).errors).toMatchObject([{ pointer: '/message' }]);
    const message = 'We have spoken to him, and close this case.';
    expect((await setState(service, lead, id, 'closed', { reason: 'Settled.', message })).status).toBe(200);
    const text = await page(filed);
    expect(text).toContain(message);
    expect(text).toContain(en.states.closed);
    expect(text).not.toContain('Settled.');
  });

  it('who will be in touch is said until they have been: by a message, or as the team says', async () => {
    const { filed, id } = await newCase();
    await read(service, lead, id);
    const inTouch = { name: 'Grace', by: '2026-03-20' };
    const answer = () => post(service, lead, at(id, '/messages'), { text: 'Grace calls you.', inTouch });
    expect((await answer()).status).toBe(201);
    expect(await page(filed)).toContain(`${en.thread.inTouch} \u2068Grace\u2069, by 20 March 2026`);
    await post(service, lead, at(id, '/messages'), { text: 'Did she reach you?' });
    expect(await page(filed)).not.toContain(en.thread.inTouch);
    await answer();
    expect((await post(service, lead, at(id, '/contact-made'), {})).status).toBe(200);
    expect(await page(filed)).not.toContain(en.thread.inTouch);
    const twice = await post(service, lead, at(id, '/contact-made'), {});
    expect((await bodyOf<ProblemBody>(twice)).code).toBe('no-contact-promised');
    const past = { text: 'Soon.', inTouch: { name: 'Grace', by: '2026-03-09' } };
    expect((await post(service, lead, at(id, '/messages'), past)).status).toBe(422);
  });

  it('who will be in touch by when can be moved and missed like any date, and the button says it is done', async () => {
    const filed = await fileAndOpen(service, ada);
    await post(service, lead, at(filed.id, '/messages'), {
      text: 'Grace calls you.',
      inTouch: { name: 'Grace', by: '2026-03-20' },
    });
    const moved = { deadline: 'inTouchBy', by: '2026-03-22T23:00:00Z', reason: 'Travel.' };
    expect((await post(service, lead, at(filed.id, '/deadlines'), moved)).status).toBe(200);
    expect(await page(filed)).toContain('\u2068Grace\u2069, by 22 March 2026 (moved from 20 March 2026)');
    expect(wordsOf(await ada.html(`/cases/${filed.id}`))).toContain('They have been in touch');
    expect((await ada.fillIn(filed.id, 'contact-made', {})).status).toBe(303);
    expect(await page(filed)).not.toContain(`${en.thread.inTouch} \u2068`);
  });
});

describe('times that are kept by the hour', () => {
  it('are shown to the team as the hour within which something was written', async () => {
    const service = await startService();
    const lead = await service.addMember({ name: 'Ada', role: 'lead' });
    const ada = await atPages(service, lead);
    const filed = await fileAndOpen(service, ada);
    await post(service, lead, `/api/cases/${filed.id}/messages`, { text: 'Hello.' });
    const text = wordsOf(await ada.html(`/cases/${filed.id}`));
    expect(text).toContain('10 March 2026, between 09:00 and 10:00 UTC');
    expect(text).not.toContain('10 March 2026, 09:00 UTC');
    await service.close();
  });
});
