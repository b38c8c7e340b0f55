import { expect } from 'vitest';
import { fileByForm, type FiledReport, type Scene } from './journeys.ts';

/**
 * Milliseconds the reporter function has for one event: less than three attempts of 3 s, so that a hanging database runs
 * its time out, and enough for everything else on a busy machine.
 */
export const reporterTimeout = 8_000;

const submit = (scene: Scene, name: string) => {
  const answers = {
    whatHappened: scene.reporter.text(`${name} what happened`),
    who: scene.reporter.text(name),
  };
  return scene.reporter.askJson(`${scene.local.reporterUrl}/api/reports`, { answers });
};

const attempts = 3;

/** Every kind of error the services answer with, each with a mark in its message. */
export const failingServices = async (scene: Scene, filed: FiledReport): Promise<void> => {
  const { local, reporter, member, accessToken } = scene;
  const { dynamoDb, kms, ses } = local.emulators.faults;
  const codes = [
    ['ThrottlingException', 400],
    ['InternalServerError', 500],
    ['ValidationException', 400],
    ['AccessDeniedException', 400],
    ['TransactionCanceledException', 400],
  ] as const;
  for (const [code, statusCode] of codes) {
    const message = reporter.mark(`message of ${code}`);
    dynamoDb.next('TransactWriteItems', { kind: 'fail', code, statusCode, message }, attempts);
    expect((await submit(scene, code)).status).toBeGreaterThanOrEqual(500);
    dynamoDb.clear();
  }
  dynamoDb.next('TransactWriteItems', { kind: 'drop' }, attempts);
  const form = await reporter.askForm(`${local.reporterUrl}/report`, {
    whatHappened: reporter.text('cut connection'),
  });
  expect(form.status).toBeGreaterThanOrEqual(500);
  dynamoDb.clear();

  const message = reporter.mark('message of GetItem');
  dynamoDb.next('GetItem', { kind: 'fail', code: 'InternalServerError', statusCode: 500, message }, attempts);
  const headers = { authorization: `Bearer ${filed.token}` };
  const unread = await reporter.ask(`${local.reporterUrl}/api/follow-up`, { headers });
  expect(unread.status).toBeGreaterThanOrEqual(500);
  dynamoDb.clear();

  const refusal = member.mark('message of Decrypt');
  kms.next('Decrypt', { kind: 'fail', code: 'AccessDeniedException', statusCode: 400, message: refusal }, 20);
  const list = { headers: { authorization: `Bearer ${accessToken}` } };
  await member.ask(`${local.teamUrl}/api/cases`, list);
  await local.runScheduled();
  kms.clear();

  const unsent = reporter.mark('message of SendRawEmail');
  ses.next('SendRawEmail', { kind: 'fail', code: 'MessageRejected', statusCode: 400, message: unsent }, 20);
  await fileByForm(scene, 'unsent notice');
  await local.runScheduled();
  ses.clear();
};

/** The function's time is over while the database does not answer. */
export const hangingDatabase = async (scene: Scene): Promise<void> => {
  const { dynamoDb } = scene.local.emulators.faults;
  dynamoDb.next('TransactWriteItems', { kind: 'hang' }, attempts);
  expect((await submit(scene, 'time-out')).status).toBe(500);
  dynamoDb.clear();
};

/** The function's thread is killed while it serves; the next request finds a new one. */
export const killedFunction = async (scene: Scene): Promise<void> => {
  const { local } = scene;
  const { dynamoDb } = local.emulators.faults;
  dynamoDb.next('TransactWriteItems', { kind: 'hang', after: true });
  const submission = submit(scene, 'crash');
  await new Promise((resolve) => setTimeout(resolve, 300));
  await local.functions.reporter.stop();
  expect((await submission).status).toBe(500);
  dynamoDb.clear();
  await fileByForm(scene, 'after the crash');
};
