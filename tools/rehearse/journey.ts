import { answerErasure } from '../../functions/domain/casework/handling/answer-erasure.ts';
import { operationApiPath } from '../../functions/team/handling/operations-api.ts';
import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { routes as reporterRoutes } from '../../functions/reporter/routes.ts';
import { routes as teamRoutes } from '../../functions/team/routes.ts';
import { attachFiles, readBack } from './attach.ts';
import { ask, at, expected, type Site } from './site.ts';
import { done, skipped, type Step, type StepOutcome } from './steps.ts';

/** What only somebody inside can see or do: who runs the functions, reads the tables and moves the time. */
export type Inside = {
  readonly scheduledRun: () => Promise<void>;
  readonly mailsSent: () => Promise<number>;
  /** Puts the case's expiry into the past, as if its time had come. */
  readonly expire: (caseId: string) => Promise<void>;
  /** The rows that still hold something of the case, but for its tombstone. */
  readonly rowsOf: (caseId: string) => Promise<readonly string[]>;
  /** The objects of attached files, by their names. */
  readonly fileObjects: () => Promise<readonly string[]>;
};

const issued = z.object({ ticket: z.string() });
const filed = z.object({ token: z.string(), passphrase: z.string(), caseName: z.string() });
const thread = z.object({ entries: z.array(z.object({ from: z.string(), text: z.string() })) });
const page = z.object({
  cases: z.array(z.object({ id: z.string(), caseName: z.string().optional() })),
  cursor: z.string().optional(),
});
const wholeCase = z.object({
  id: z.string(),
  threads: z.record(z.string(), z.object({ entries: z.array(z.object({ text: z.string().optional() })) })),
});
const anything = z.unknown();

const mostPages = 200;

/**
 * The whole way of a report, from the outside: filed, told, answered, followed up, attached to, and gone. Without a team
 * it ends with the reporter taking the report back; without an inside, with the reporter asking for its erasure and the
 * team erasing it, also when a step before it failed: nothing of a rehearsal stays in a service that people use.
 */
export const journey = (site: Site, inside: Inside | undefined): readonly Step[] => {
  const mark = randomBytes(6).toString('hex');
  const told = `A rehearsal (${mark}): nothing has happened, this text is made up by whoever looks after this service.`;
  const found = { token: '', caseName: '', caseId: '', mails: 0 };
  const bearer = () => ({ bearer: found.token });
  const reporter = (path: string): string => at(site.reporterUrl, path);
  const teamCall = (path: string, json?: unknown) =>
    ask(at(site.teamUrl ?? '', path), { bearer: site.token ?? '', ...(json === undefined ? {} : { json }) });
  const of = (route: string): string => route.replace(':id', found.caseId);
  const hasTeam = site.teamUrl !== undefined && site.token !== undefined;
  const withTeam = async (run: () => Promise<StepOutcome>): Promise<StepOutcome> =>
    hasTeam ? run() : skipped('it needs --team-url and --token');
  const withInside = async (run: (there: Inside) => Promise<StepOutcome>): Promise<StepOutcome> =>
    inside ? run(inside) : skipped('nobody sees that from the outside');
  const seen = async () =>
    expected(await ask(reporter(reporterRoutes.api.followUp), bearer()), 200, thread).entries;

  const form = async (): Promise<StepOutcome> => {
    const answer = await ask(reporter(reporterRoutes.report));
    if (answer.status !== 200) throw new Error(`the form answers with ${answer.status}`);
    if (answer.headers.has('set-cookie')) throw new Error('the form sets a cookie');
    const policy = answer.headers.get('content-security-policy') ?? '';
    if (!policy.includes("default-src 'none'")) throw new Error('the form has no content security policy');
    return done('it comes without a cookie and with its content security policy');
  };

  const file = async (): Promise<StepOutcome> => {
    found.mails = (await inside?.mailsSent()) ?? 0;
    const { ticket } = expected(
      await ask(reporter(reporterRoutes.api.tickets), { method: 'POST' }),
      201,
      issued,
    );
    const json = { ticket, answers: { whatHappened: told }, urgent: inside !== undefined };
    const send = async () => expected(await ask(reporter(reporterRoutes.api.reports), { json }), 201, filed);
    const [first, again] = [await send(), await send()];
    if (first.token !== again.token) throw new Error('the same report sent twice has two receipts');
    if (first.passphrase.split(' ').length !== 12) throw new Error('the receipt has no twelve words');
    Object.assign(found, { token: first.token, caseName: first.caseName });
    const [entry] = await seen();
    if (entry?.text.includes(mark) !== true) throw new Error('the words do not open the report');
    return done(`${first.caseName}; sent twice it is one report, and its words open it`);
  };

  const notify = (): Promise<StepOutcome> =>
    withInside(async ({ scheduledRun, mailsSent }) => {
      await scheduledRun();
      const mails = (await mailsSent()) - found.mails;
      if (mails < 1) throw new Error('no mail was sent');
      return done(`${mails} ${mails === 1 ? 'mail' : 'mails'} by the next scheduled run`);
    });

  const answer = (): Promise<StepOutcome> =>
    withTeam(async () => {
      const listed = await findCase((path) => teamCall(path), found.caseName);
      if (listed === undefined) throw new Error('the case is not in the list of the team');
      found.caseId = listed;
      expected(await teamCall(of(teamRoutes.api.brief)), 200, anything);
      const opened = expected(await teamCall(of(teamRoutes.api.case)), 200, wholeCase);
      if (!JSON.stringify(opened.threads).includes(mark)) throw new Error('the team cannot read the report');
      const text = `An answer to ${mark}.`;
      expected(await teamCall(of(teamRoutes.api.messages), { text }), 201, anything);
      const entries = await seen();
      if (!entries.some((entry) => entry.from === 'team' && entry.text === text))
        throw new Error('the reporter does not see the answer');
      return done('the team reads the report and answers; the reporter sees it');
    });

  const followUp = async (): Promise<StepOutcome> => {
    const text = `A reply, ${mark}.`;
    expected(await ask(reporter(reporterRoutes.api.entries), { ...bearer(), json: { text } }), 201, anything);
    if (!(await seen()).some((entry) => entry.from === 'reporter' && entry.text === text))
      throw new Error('the reply is not in the conversation');
    if (!hasTeam) return done('the reporter sees the reply');
    const opened = await teamCall(of(teamRoutes.api.case));
    if (!expected(opened, 200, wholeCase).threads.reporter?.entries.some((entry) => entry.text === text))
      throw new Error('the team does not see the reply');
    return done('the team sees it');
  };

  const attach = async (): Promise<StepOutcome> => {
    const sent = await attachFiles(site.reporterUrl, found.token);
    if (sent.kind === 'skipped') return skipped(sent.because);
    const objects = await inside?.fileObjects();
    if (objects?.length === 0) throw new Error('nothing of the files is in the bucket');
    if (!hasTeam) return done('files come back to the reporter byte by byte');
    expected(await teamCall(of(teamRoutes.api.case)), 200, anything);
    await readBack(
      (id) => at(site.teamUrl ?? '', of(teamRoutes.api.attachment).replace(':attachment', id)),
      site.token ?? '',
      sent.files,
    );
    return done('files, sent at once and in parts, come back to the reporter and to the team byte by byte');
  };

  const expire = (): Promise<StepOutcome> =>
    withInside(async ({ scheduledRun, expire: moveTime, rowsOf, fileObjects }) => {
      await moveTime(found.caseId);
      await gone('before the sweep');
      await scheduledRun();
      const rows = await rowsOf(found.caseId);
      if (rows.length > 0) throw new Error(`left after the sweep: ${rows.join(', ')}`);
      const objects = await fileObjects();
      if (objects.length > 0) throw new Error(`left of files after the sweep: ${objects.join(', ')}`);
      await gone('after the sweep');
      return done(
        'gone for everybody when its time is over, and from the tables and the bucket with the next scheduled run',
      );
    });

  const gone = async (when: string): Promise<void> => {
    const unknown = { bearer: randomBytes(16).toString('base64url') };
    const [old, never] = [
      await ask(reporter(reporterRoutes.api.followUp), bearer()),
      await ask(reporter(reporterRoutes.api.followUp), unknown),
    ];
    if (old.status !== never.status || old.body !== never.body)
      throw new Error(`${when} the words answer otherwise than words that never were`);
    if (hasTeam && (await teamCall(of(teamRoutes.api.case))).status === 200)
      throw new Error(`${when} the team can open the case`);
  };

  const takeBack = async (): Promise<StepOutcome> => {
    if (inside) return skipped('its time was over');
    if (found.token === '') return skipped('nothing was filed');
    const json = { choice: 'erase-everything' };
    const answered = await ask(reporter(reporterRoutes.api.withdrawal), { ...bearer(), json });
    const isAsked = answered.status === 202;
    expected(answered, isAsked ? 202 : 200, anything);
    if (isAsked) {
      const erasure = of(operationApiPath(answerErasure));
      expected(await teamCall(erasure, { decision: 'erase' }), 200, anything);
    }
    await gone('after its erasure');
    return done(isAsked ? 'asked for, and erased by the team' : 'erased at once, unopened');
  };

  return [
    { name: 'the form', run: form },
    { name: 'file', run: file },
    { name: 'notify', run: notify },
    { name: 'answer', run: answer },
    { name: 'follow up', run: followUp },
    { name: 'attach', run: attach },
    { name: 'expire', run: expire },
    { name: 'take back', run: takeBack, isLast: true },
  ];
};

/** Page after page of the team's list. */
const findCase = async (
  call: (path: string) => ReturnType<typeof ask>,
  caseName: string,
): Promise<string | undefined> => {
  let next = '';
  for (let number = 0; number < mostPages; number += 1) {
    const list = expected(await call(`${teamRoutes.api.cases}${next}`), 200, page);
    const found = list.cases.find((one) => one.caseName === caseName);
    if (found) return found.id;
    if (list.cursor === undefined) return undefined;
    next = `?cursor=${encodeURIComponent(list.cursor)}`;
  }
  return undefined;
};
