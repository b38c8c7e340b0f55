import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import type { Local } from '../../infra/local/start-local.ts';
import { hiddenField, tokenOf, wordsOf } from './read-page.ts';
import type { MarkedPerson } from './marked-person.ts';

export type FiledReport = { readonly token: string; readonly caseName: string };

/** What happens to the running system; each journey fails when the system does not answer as it should. */
export type Scene = {
  readonly local: Local;
  readonly reporter: MarkedPerson;
  readonly member: MarkedPerson;
  /** The member's access token. */
  readonly accessToken: string;
};

const answersOf = (reporter: MarkedPerson, name: string, questions: readonly string[]) =>
  Object.fromEntries(
    ['whatHappened', ...questions].map((id) => [
      id,
      reporter.text(`${name} ${id === 'whatHappened' ? 'what happened' : id}`),
    ]),
  );

const keepReceipt = (reporter: MarkedPerson, name: string, receipt: string): FiledReport => {
  const token = tokenOf(receipt);
  reporter.keepToken(name, token);
  reporter.keepPassphrase(wordsOf(receipt));
  const [, caseName = ''] = /<dd[^>]*>([a-z]+-[a-z]+-\d\d)<\/dd>/.exec(receipt) ?? [];
  return { token, caseName };
};

/** A report by the form and its review, as a browser without scripts sends it; then one word is checked. */
export const fileByForm = async ({ local, reporter }: Scene, name: string): Promise<FiledReport> => {
  const { reporterUrl } = local;
  const form = await reporter.ask(`${reporterUrl}/report/security`);
  const ticket = hiddenField(form.body, 'ticket');
  reporter.keepSecret(`${name}: ticket`, ticket);
  const fields = {
    ticket,
    channel: 'security',
    urgent: 'yes',
    ...answersOf(reporter, name, ['component', 'steps', 'credit']),
    'identity-name': reporter.text(`${name} own name`),
    'identity-contact': reporter.text(`${name} contact`),
  };
  const review = await reporter.askForm(`${reporterUrl}/report/review`, fields);
  expect(review.status).toBe(200);
  expect(hiddenField(review.body, 'ticket')).toBe(ticket);
  const receipt = await reporter.askForm(`${reporterUrl}/report`, { ...fields, reviewed: 'yes' });
  expect(receipt.status).toBe(201);
  const check = hiddenField(receipt.body, 'check');
  reporter.keepSecret(`${name}: word check`, check);
  const word = reporter.mark(`${name} checked word`);
  expect((await reporter.askForm(`${reporterUrl}/report/check-word`, { check, word })).status).toBe(200);
  return keepReceipt(reporter, name, receipt.body);
};

export const fileByJson = async ({ local, reporter }: Scene, name: string): Promise<FiledReport> => {
  const issued = await reporter.askJson(`${local.reporterUrl}/api/tickets`, {});
  const { ticket } = JSON.parse(issued.body) as { ticket: string };
  reporter.keepSecret(`${name}: ticket`, ticket);
  const answers = answersOf(reporter, name, ['who', 'when', 'where', 'danger']);
  const identity = { contact: reporter.text(`${name} contact`) };
  const filed = await reporter.askJson(`${local.reporterUrl}/api/reports`, {
    ticket,
    urgent: true,
    answers,
    identity,
  });
  expect(filed.status).toBe(201);
  const { token, passphrase, caseName } = JSON.parse(filed.body) as FiledReport & { passphrase: string };
  reporter.keepToken(name, token);
  reporter.keepPassphrase(passphrase);
  return { token, caseName };
};

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** Comes back by words and by token, and writes by the form and as JSON. */
export const comeBack = async (scene: Scene, { token }: FiledReport, words: string): Promise<void> => {
  const { local, reporter } = scene;
  const thread = await reporter.askForm(`${local.reporterUrl}/follow-up`, { words });
  expect(thread.status).toBe(200);
  const handle = hiddenField(thread.body, 'handle');
  reporter.keepSecret('handle', handle);
  const text = reporter.text('reply by form');
  const reply = { handle, text, urgent: 'yes' };
  const replied = await reporter.askForm(`${local.reporterUrl}/follow-up/reply`, reply);
  expect(replied.status).toBe(200);
  const saved = await reporter.askForm(`${local.reporterUrl}/follow-up/conversation`, { handle });
  expect(saved.body).toContain('zqreplybyform');
  const byJson = await reporter.askJson(
    `${local.reporterUrl}/api/follow-up/entries`,
    { text: reporter.text('reply by JSON') },
    { ...bearer(token), 'idempotency-key': reporter.mark('idempotency key') },
  );
  expect(byJson.status).toBe(201);
  const read = await reporter.ask(`${local.reporterUrl}/api/follow-up`, { headers: bearer(token) });
  expect(read.body).toContain('zqreplybyjson');
};

type ListedCase = { readonly id: string; readonly caseName: string };

/** A member reads, answers, notes and decides one case, to its end. @returns its id */
export const workOnCase = async (scene: Scene, { caseName }: FiledReport): Promise<string> => {
  const { local, member, accessToken } = scene;
  const headers = bearer(accessToken);
  const list = await member.ask(`${local.teamUrl}/api/cases`, { headers });
  const { cases } = JSON.parse(list.body) as { cases: ListedCase[] };
  const id = cases.find((listed) => listed.caseName === caseName)?.id ?? '';
  const address = `${local.teamUrl}/api/cases/${id}`;
  const read = await member.ask(address, { headers });
  expect(read.body).toContain('whathappenedx7k');
  const message = { thread: 'reporter', text: member.text('answer') };
  const key = { 'idempotency-key': member.mark('member idempotency key') };
  expect((await member.askJson(`${address}/messages`, message, { ...headers, ...key })).status).toBe(201);
  const note = { text: member.text('note') };
  expect((await member.askJson(`${address}/notes`, note, headers)).status).toBe(201);
  const wish = { part: 'contact', reason: member.text('reason to reach them') };
  const contact = await member.askJson(`${address}/identity`, wish, headers);
  expect(contact.body).toContain('contactx7k');
  for (const state of ['in-review', 'decided', 'closed']) {
    const silent = state === 'closed' ? { whyNoMessage: member.text('reason for no message') } : {};
    const change = { state, reason: member.text(`reason ${state}`), ...silent };
    expect((await member.askJson(`${address}/state`, change, headers)).status).toBe(200);
  }
  return id;
};

export const withdraw = async (
  { local, reporter }: Scene,
  { token }: FiledReport,
  outcome: 'erased' | 'asked',
): Promise<void> => {
  const answer = await reporter.ask(`${local.reporterUrl}/api/follow-up`, {
    method: 'DELETE',
    headers: bearer(token),
  });
  expect(JSON.parse(answer.body)).toEqual({ outcome });
};

/** Requests that cannot be read, with marks in every part of them. */
export const sendNonsense = async ({ local, reporter, member, accessToken }: Scene): Promise<void> => {
  const { reporterUrl, teamUrl } = local;
  const json = { 'content-type': 'application/json' };
  const multipart = { 'content-type': `multipart/form-data; boundary=${reporter.mark('boundary')}` };
  const post = (path: string, body: string | Uint8Array, headers: Record<string, string> = json) =>
    reporter.ask(`${reporterUrl}${path}`, { method: 'POST', headers, body });
  const invalidUtf8 = Buffer.concat([Buffer.from(reporter.mark('invalid UTF-8')), Buffer.of(0xff, 0xfe)]);
  const tooLong = reporter.mark('too long').repeat(20_000);
  const unborn = randomBytes(16).toString('base64url');
  reporter.keepToken('never born', unborn);
  const refused = [
    post('/api/reports', `{"answers":{"whatHappened":"${reporter.mark('broken JSON')}`),
    post('/api/reports', JSON.stringify({ [reporter.mark('unknown field')]: 1, answers: {} })),
    post('/api/reports', JSON.stringify({ answers: { whatHappened: [reporter.mark('wrong type')] } })),
    post('/api/reports', JSON.stringify({ answers: { whatHappened: tooLong } })),
    post('/api/reports', invalidUtf8),
    post('/api/reports', reporter.mark('wrong content type'), { 'content-type': 'text/plain' }),
    post('/api/reports', JSON.stringify({ ticket: reporter.mark('ticket'), answers: { whatHappened: 'x' } })),
    post('/report', `--${reporter.mark('broken multipart')}\r\nnothing`, multipart),
    post('/report', `whatHappened=%ff${reporter.mark('broken form')}`, {
      'content-type': 'application/x-www-form-urlencoded',
    }),
    post('/api/follow-up/entries', '{}', bearer(reporter.mark('malformed token'))),
    post('/follow-up/reply', `handle=${reporter.mark('handle')}&text=${reporter.mark('lost reply')}`, {
      'content-type': 'application/x-www-form-urlencoded',
    }),
    reporter.askForm(`${reporterUrl}/follow-up`, { words: `1. ${reporter.mark('mistyped word')}` }),
    reporter.ask(`${reporterUrl}/api/follow-up`, { headers: bearer(unborn) }),
    reporter.ask(`${reporterUrl}/${reporter.mark('path')}?${reporter.mark('query')}=1`),
    reporter.ask(`${reporterUrl}/%ff/${reporter.mark('undecodable path')}`),
    reporter.ask(`${reporterUrl}/report?x=${reporter.mark('query of the form')}`, { method: 'PUT' }),
    member.ask(`${teamUrl}/api/cases/${member.mark('case id')}`, { headers: bearer(accessToken) }),
    member.ask(`${teamUrl}/api/cases?cursor=${member.mark('cursor')}`, { headers: bearer(accessToken) }),
    member.ask(`${teamUrl}/api/cases`, { headers: bearer(member.mark('access token')) }),
  ];
  for (const { status } of await Promise.all(refused)) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  }
};
