import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PublishedReport } from '../../functions/domain/transparency/published-report.ts';
import { bodyOf } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { passkeySettings } from './as-browser.ts';
import { get, post, refusalOf, setState } from './as-member.ts';
import type { Colleague } from './measured-case.ts';
import { closedCase, countCommunity, tellOf } from './narrating.ts';
import { atPages } from './team-pages.ts';

const inMay = new Date('2025-05-10T09:20:30.000Z');
const later = new Date('2025-10-02T09:20:30.000Z');
const half = { from: '2025-01', until: '2025-06' };
const reportId = '2025-01_2025-06';

type Draft = {
  readonly report: PublishedReport;
  readonly narratives: readonly { readonly hash: string; readonly text: string; readonly taken: boolean }[];
  readonly mostNarratives: number;
  readonly outdated: boolean;
};

const told = [
  'Somebody was insulted in public. They were warned.',
  'Somebody posted what was private.\nWe took it down, and they left.',
  'A talk was called off after a complaint about <b>its pictures</b>.',
];
const hiddenText = 'Somebody was kept out.';

describe('texts about closed cases in a transparency report', () => {
  let service: Service;
  let lea: Colleague;
  let leo: Colleague;
  let ada: Colleague;
  const cases: string[] = [];

  beforeAll(async () => {
    service = await startService({ ...passkeySettings, transparency: { enabled: true } });
    const channels = ['conduct', 'security'];
    lea = await service.addMember({ name: 'Lea', role: 'lead', channels });
    leo = await service.addMember({ name: 'Leo', role: 'lead', channels });
    ada = await service.addMember({ name: 'Ada', channels });
    await countCommunity(service, { first: '2025-01', months: 8, reports: 300 });
    service.clock.now = inMay;
    for (const text of told) {
      const id = await closedCase(service, [lea, leo, ada]);
      await tellOf(service, id, [ada, lea], text);
      cases.push(id);
    }
    const kept = await closedCase(service, [lea, leo, ada]);
    await tellOf(service, kept, [leo, lea], hiddenText);
    await post(service, lea, `/api/cases/${kept}/aside`, {
      memberId: ada.memberId,
      reason: 'Close to them.',
    });
    service.clock.now = new Date('2025-08-10T09:20:30.000Z');
    const after = await closedCase(service, [lea, leo]);
    await tellOf(service, after, [leo, lea], 'Closed later.');
    service.clock.now = later;
  });
  afterAll(() => service.close());

  const draft = async (readers: readonly Colleague[] = [leo], period = half): Promise<string> => {
    const ids = readers.map(({ memberId }) => memberId);
    const answer = await post(service, lea, '/api/transparency', { ...period, readers: ids });
    expect(answer.status).toBe(201);
    return (await bodyOf<{ id: string }>(answer)).id;
  };
  const look = async (id: string, who = leo): Promise<Draft> =>
    bodyOf<Draft>(await get(service, who, `/api/transparency/${id}`));
  const choose = (id: string, taken: readonly string[], who = lea) =>
    post(service, who, `/api/transparency/${id}/narratives`, { taken });
  const approve = (id: string, who: Colleague) => post(service, who, `/api/transparency/${id}/approval`, {});

  it('are those of cases that were closed in the period and are hidden from nobody on the team', async () => {
    const { report, narratives, mostNarratives, outdated } = await look(await draft());
    expect(narratives.map(({ text }) => text).toSorted()).toEqual([...told].toSorted());
    expect(narratives.map(({ hash }) => hash)).toEqual(narratives.map(({ hash }) => hash).toSorted());
    expect(report.narratives).toEqual(narratives.map(({ text }) => ({ language: 'en', text })));
    expect(mostNarratives).toBe(Math.min(12, Math.floor((report.cells.closed ?? 0) / report.threshold)));
    expect(outdated).toBe(false);
    const whole = JSON.stringify({ report, narratives });
    for (const hidden of [...cases, hiddenText, 'Closed later.']) expect(whole).not.toContain(hidden);
  });

  it('are left out of another draft by a lead, which nobody has approved, and come back so', async () => {
    const first = await draft();
    await approve(first, lea);
    const { narratives, report } = await look(first);
    const [one, two] = narratives;
    expect((await choose(first, [], ada)).status).toBe(403);
    expect(await refusalOf(await choose(first, ['nothing']))).toEqual([422, 'no-such-text']);
    const { id } = await bodyOf<{ id: string }>(await choose(first, [two?.hash ?? '']));
    expect((await get(service, leo, `/api/transparency/${first}`)).status).toBe(404);
    const left = await look(id);
    expect(left.report).toEqual({ ...report, narratives: [{ language: 'en', text: two?.text }] });
    expect(left).toMatchObject({ approvals: [] });
    const none = await bodyOf<{ id: string }>(await choose(id, []));
    expect((await look(none.id)).report).not.toHaveProperty('narratives');
    const back = await bodyOf<{ id: string }>(await choose(none.id, [one?.hash ?? '', two?.hash ?? '']));
    expect((await look(back.id)).report.narratives).toHaveLength(2);
  });

  it('cannot be published any more once a case is open again, and a draft made anew is without it', async () => {
    const id = await draft();
    await approve(id, lea);
    expect((await setState(service, lea, cases[0] ?? '', 'reopened')).status).toBe(200);
    const seen = await look(id);
    expect(seen).toMatchObject({ outdated: true, narratives: [] });
    expect(JSON.stringify(seen)).not.toContain('insulted');
    expect(await refusalOf(await approve(id, leo))).toEqual([409, 'narratives-changed']);
    expect(await refusalOf(await choose(id, []))).toEqual([409, 'narratives-changed']);
    const page = await (await atPages(service, lea)).html(`/transparency/${id}`);
    expect(page).toContain('Remove this draft and count again.');
    expect(page).not.toContain('Approve and publish');
    expect((await look(await draft())).narratives.map(({ text }) => text).toSorted()).toEqual(
      told.slice(1).toSorted(),
    );
  });

  it('cannot be published any more once a case is erased, at once', async () => {
    const id = await draft();
    const [, , caseId = ''] = cases;
    const reason = 'The reporter asked for it.';
    await post(service, lea, `/api/cases/${caseId}/erasure/requests`, { reason });
    const { requests } = await bodyOf<{ requests: readonly { readonly hash: string }[] }>(
      await get(service, ada, `/api/cases/${caseId}/requests`),
    );
    const yes = { request: 1, hash: requests[0]?.hash, verdict: 'agrees' };
    expect((await post(service, ada, `/api/cases/${caseId}/requests/answer`, yes)).status).toBe(200);
    expect(await refusalOf(await approve(id, lea))).toEqual([409, 'narratives-changed']);
  });

  it('are chosen on the page of the draft, without a script', async () => {
    const id = await draft();
    const { html, send } = await atPages(service, lea);
    const page = await html(`/transparency/${id}`);
    expect(page).toContain('Texts about closed cases');
    expect(page).toContain('Somebody posted what was private.');
    const gone = await send(`/transparency/${id}/narratives`, {});
    expect(gone.status).toBe(303);
    const next = gone.headers.get('location') ?? '';
    expect(await html(next)).toContain('A report was made.');
    expect((await send(`${next}/narratives`, { taken: 'nothing' })).status).toBe(409);
  });

  it.each([
    ['withdrawn', (id: string) => post(service, lea, `/api/cases/${id}/narrative/withdraw`, {})],
    ['of a case that is opened again', (id: string) => setState(service, lea, id, 'reopened')],
    [
      'of a case that is hidden from somebody',
      (id: string) =>
        post(service, lea, `/api/cases/${id}/aside`, { memberId: ada.memberId, reason: 'Close.' }),
    ],
  ])('are not published when one is %s between reading it and publishing', async (_, change) => {
    const text = 'Somebody was refused a place. They were let in after all.';
    service.clock.now = inMay;
    const caseId = await closedCase(service, [lea, leo, ada]);
    await tellOf(service, caseId, [ada, lea], text);
    service.clock.now = later;
    const id = await draft();
    expect((await look(id)).report.narratives?.map((one) => one.text)).toContain(text);
    await approve(id, lea);
    let isChanged = false;
    service.interrupt.before = async ({ command, input }) => {
      const isPublishing =
        command === 'TransactWriteItemsCommand' && JSON.stringify(input).includes(reportId);
      if (!isPublishing || isChanged) return;
      isChanged = true;
      expect((await change(caseId)).status).toBe(200);
    };
    expect(await refusalOf(await approve(id, leo))).toEqual([409, 'narratives-changed']);
    service.interrupt.before = undefined;
    expect(isChanged).toBe(true);
    expect((await service.reporter(`/transparency/${reportId}.json`)).status).toBe(404);
  });

  it('are published exactly as they were approved, in every form but the table, and stay', async () => {
    const id = await draft();
    const { report } = await look(id);
    await approve(id, lea);
    expect((await approve(id, leo)).status).toBe(200);
    const file = await (await service.reporter(`/transparency/${reportId}.json`)).text();
    expect(JSON.parse(file)).toEqual(report);
    expect(report.narratives).toEqual([{ language: 'en', text: told[1] }]);
    expect((await post(service, lea, `/api/cases/${cases[1]}/narrative/withdraw`, {})).status).toBe(200);
    const page = await (await service.reporter(`/transparency/${reportId}?lang=ar`)).text();
    expect(page).toMatch(/<blockquote[^>]* lang="en" dir="auto">Somebody posted what was private/);
    expect(page).not.toContain('قُدِّم بلاغ. هذا');
    const markdown = await (await service.reporter(`/transparency/${reportId}.md?lang=en`)).text();
    expect(markdown).toContain('> Somebody posted what was private.\n>\n> We took it down, and they left.\n');
    const table = await (await service.reporter(`/transparency/${reportId}.csv?lang=en`)).text();
    expect(table).not.toContain('private');
  });

  it('are in no report of months that were published before', async () => {
    const id = await draft([leo], { from: '2025-01', until: '2025-07' });
    expect(await look(id)).toMatchObject({ narratives: [], outdated: false });
  });

  it('nothing was asked for that a policy refuses', () => {
    expect(service.denied).toEqual([]);
  });
});
