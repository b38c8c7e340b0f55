/**
 * Writes the files `test/vectors/rows-v<n>.json` that are not there: `npx tsx test/upgrades/make-released-rows.ts`. It never
 * overwrites: rows that a release has left must be read by every later one. A release whose rows differ gets a file of its own.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { DecryptCommand, KMSClient } from '@aws-sdk/client-kms';
import { mailPurposes, scheduledPurposes, teamPurposes } from '../../functions/domain/key-ring/purpose.ts';
import { accessKeys } from '../../infra/local/access-keys.ts';
import { region } from '../../infra/local/start-emulators.ts';
import '../harness/page-scripts.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { bearer, bodyOf, fileReport, jsonRequest, type Filed } from '../harness/requests.ts';
import { startService, type Service } from '../harness/service.ts';
import { enrolmentSecret, signedInCookie } from '../team/as-browser.ts';
import { caseIdOf, post, read, setState } from '../team/as-member.ts';
import { lockOf, releasedRowsFile, rowsOf, settingsOf, type ReleasedRows } from './released-rows.ts';
import { workOfAccount } from './work-of-account.ts';
import { workOfMail } from './work-of-mail.ts';

const hour = 3_600_000;

const done = async (response: Response): Promise<Response> => {
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response;
};

const heldOf = ({ token, passphrase, caseName }: Filed) => ({ token, passphrase, caseName });

/** What a service has after a few days of work. */
const work = async (service: Service): Promise<ReleasedRows['held']> => {
  const lead = await service.addMember({ name: 'Lea', role: 'lead' });
  const member = await service.addMember({
    name: 'Mia',
    expertise: 'harassment',
    languages: 'English, Spanish',
    availability: 'evenings, UTC+1',
    onCall: 'mon-fri 08:00-20:00 Europe/Berlin',
  });
  await service.addMember({
    name: 'Olu',
    email: 'olu@example.org',
    absence: { from: '2026-03-01', until: '2026-03-31' },
  });
  const outside = await service.addMember({ name: 'Rui', role: 'outside-reviewer' });
  const post_ = async (path: string, body: unknown, who = member): Promise<Response> =>
    done(await post(service, who, path, body));
  const asReporter = async (
    path: string,
    token: string,
    body?: unknown,
    method = 'POST',
  ): Promise<Response> =>
    done(await service.reporter(path, { ...jsonRequest(body ?? {}, bearer(token).headers), method }));

  const withdrawn = await fileReport(service, { answers: { whatHappened: 'I take this back.' } });
  await done(await service.reporter('/api/follow-up', { method: 'DELETE', ...bearer(withdrawn.token) }));
  const early = await fileReport(service, { answers: { whatHappened: 'It was long ago.' } });
  const earlyId = await caseIdOf(service, early);
  await service.scheduledRun();
  await read(service, lead, earlyId);
  service.clock.advance(24 * hour);
  await service.scheduledRun();

  const worked = await fileReport(service, {
    answers: { whatHappened: 'He shouted at me. 🦊', who: 'Bob', where: 'Hall 2', when: 'Monday' },
    identity: { name: 'Grace', contact: 'grace@example.org' },
    urgent: true,
  });
  const id = await caseIdOf(service, worked);
  await service.scheduledRun();
  await read(service, member, id);
  const at = `/api/cases/${id}`;
  await post_(`${at}/taken`, {});
  await post_(`${at}/messages`, {
    text: 'Thank you. Are you safe?',
    inTouch: { name: 'Mia', by: '2026-03-14' },
  });
  await asReporter('/api/follow-up/entries', worked.token, { text: 'I am safe now.' });
  await post_(`${at}/notes`, { text: 'Ask the venue.' });
  await post_(`${at}/notes`, { text: 'A thought of my own.', private: true });
  await post_(`${at}/tasks`, { text: 'Call the venue.', dueOn: '2026-03-12', assigneeId: member.memberId });
  await post_(`${at}/tasks/000001`, { done: true });
  await post_(`${at}/identity`, { part: 'contact', reason: 'To reach them.' });
  await post_(`${at}/assignee`, { memberId: member.memberId });
  await post_(`${at}/deadlines`, {
    deadline: 'feedbackBy',
    by: '2026-04-10T09:00:00Z',
    reason: 'The venue.',
  });
  await post_(`${at}/grants`, { memberId: outside.memberId, reason: 'For a second opinion.' }, lead);
  await done(await setState(service, member, id, 'acknowledged'));

  await post_(`/api/cases/${earlyId}/links`, { caseId: id, reason: 'The same person.' }, lead);
  await done(await setState(service, lead, earlyId, 'closed'));

  const moved = await fileReport(service, { answers: { whatHappened: 'A password was read aloud.' } });
  const movedId = await caseIdOf(service, moved);
  await read(service, member, movedId);
  await post_(`/api/cases/${movedId}/transfer`, { channel: 'security', reason: 'A password.' }, lead);
  await post_(`/api/cases/${id}/recusal`, {}, outside);

  const changed = await fileReport(service, { answers: { whatHappened: 'My words were seen.' } });
  const { ticket } = await bodyOf<{ ticket: string }>(await asReporter('/api/tickets', changed.token));
  const fresh = await bodyOf<{ token: string; passphrase: string }>(
    await asReporter('/api/follow-up/passphrase', changed.token, { ticket }),
  );
  const handed = await bodyOf<{ id: string; token: string }>(
    await post_('/api/cases', {
      channel: 'conduct',
      answers: { whatHappened: 'She was followed.' },
      forWhom: 'another',
      reporterKnows: true,
      cameBy: 'mail',
      receivedOn: '2026-03-09',
      door: true,
    }),
  );
  await asReporter('/api/follow-up', worked.token, undefined, 'DELETE');
  const changedId = await caseIdOf(service, fresh);
  return {
    lead: { memberId: lead.memberId, authorization: lead.authorization },
    member: {
      memberId: member.memberId,
      authorization: member.authorization,
      cookie: await signedInCookie(service, member.memberId),
    },
    enrolment: await enrolmentSecret(service, lead.memberId),
    worked: heldOf(worked),
    changed: { ...heldOf({ ...changed, ...fresh }), oldToken: changed.token },
    withdrawn: heldOf(withdrawn),
    closed: heldOf(early),
    transferred: heldOf(moved),
    handedOver: { token: handed.token },
    ids: { worked: id, closed: earlyId, transferred: movedId, changed: changedId, handedOver: handed.id },
  };
};

const openers = { team: teamPurposes, scheduled: scheduledPurposes, mail: mailPurposes } as const;
const roles = ['team', 'scheduled', 'mail'] as const;

/** Puts the private halves of the rings in the clear; each by who may open rings of its purpose. */
const unlock = async (service: Service, tables: ReleasedRows['tables']): Promise<void> => {
  const kmsOf = (role: keyof typeof openers): KMSClient => {
    const credentials = { accessKeyId: accessKeys[role], secretAccessKey: 'local' };
    return new KMSClient({ endpoint: service.emulators.kms.url, region, credentials });
  };
  const clients = { team: kmsOf('team'), scheduled: kmsOf('scheduled'), mail: kmsOf('mail') };
  for (const row of tables.team) {
    const found = lockOf(row);
    if (!found) continue;
    const CiphertextBlob = Buffer.from(found.lock.B ?? '', 'base64');
    const { purpose } = found.context;
    const role = roles.find((one) => openers[one].some((known) => known === purpose)) ?? 'team';
    const { Plaintext } = await clients[role].send(
      new DecryptCommand({ CiphertextBlob, EncryptionContext: found.context }),
    );
    found.lock.B = Buffer.from(Plaintext ?? []).toString('base64');
  }
  for (const kms of Object.values(clients)) kms.destroy();
};

const freeze = async (
  version: keyof typeof settingsOf,
  workIn: (service: Service) => Promise<unknown>,
): Promise<void> => {
  const file = releasedRowsFile(version);
  if (existsSync(file)) return;
  const service = await startService(settingsOf[version]);
  try {
    const held = await workIn(service);
    const tables = await rowsOf(service);
    await unlock(service, tables);
    const rows = { release: packageJson.version, now: service.clock.now.toISOString(), held, tables };
    writeFileSync(file, `${JSON.stringify(rows, null, 1)}\n`, { flag: 'wx' });
  } finally {
    await service.close();
  }
};

await freeze(1, work);
await freeze(2, workOfAccount);
await freeze(3, workOfMail);
