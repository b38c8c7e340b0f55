import { answerErasure } from '../../functions/domain/casework/handling/answer-erasure.ts';
import { answerRequest } from '../../functions/domain/casework/two-people/answer-request.ts';
import { operationApiPath } from '../../functions/team/handling/operation-path.ts';
import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { routes as reporterRoutes } from '../../functions/reporter/routes.ts';
import { routes as teamRoutes } from '../../functions/team/routes.ts';
import { attachFiles, readBack } from './attach.ts';
import { findCase } from './find-case.ts';
import { ask, at, expected, type Answer, type Site } from './site.ts';
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
const wholeCase = z.object({
  id: z.string(),
  threads: z.record(z.string(), z.object({ entries: z.array(z.object({ text: z.string().optional() })) })),
});
const asked = z.object({ requests: z.array(z.object({ number: z.int(), hash: z.string() })) });
const anything = z.unknown();

/**
 * The whole way of a report, from the outside: filed, told, answered, followed up, attached to, and gone. Without a team
 * it ends with the reporter taking the report back; without an inside, with the reporter asking for its erasure and two of
 * the team erasing it, also when a step before it failed: nothing of a rehearsal stays in a service that people use.
 */
export const journey = (site: Site, inside: Inside | undefined): readonly Step[] =>
  new Journey(site, inside).steps();

/** What is filed says of itself that it is none. */
const toldIn = (mark: string): string =>
  `A rehearsal (${mark}): nothing has happened, this text is made up by whoever looks after this service.`;

/** One report on its way: later steps use what the earlier ones found. */
class Journey {
  readonly #site: Site;
  readonly #inside: Inside | undefined;
  readonly #hasTeam: boolean;
  readonly #mark = randomBytes(6).toString('hex');
  readonly #found = { token: '', caseName: '', caseId: '', mails: 0 };

  constructor(site: Site, inside: Inside | undefined) {
    this.#site = site;
    this.#inside = inside;
    this.#hasTeam = site.teamUrl !== undefined && site.token !== undefined;
  }

  steps(): readonly Step[] {
    return [
      { name: 'the form', run: () => this.#form() },
      { name: 'file', run: () => this.#file() },
      { name: 'notify', run: () => this.#notify() },
      { name: 'answer', run: () => this.#answer() },
      { name: 'follow up', run: () => this.#followUp() },
      { name: 'attach', run: () => this.#attach() },
      { name: 'expire', run: () => this.#expire() },
      { name: 'take back', run: () => this.#takeBack(), isLast: true },
    ];
  }

  async #form(): Promise<StepOutcome> {
    const answer = await ask(this.#reporter(reporterRoutes.report));
    if (answer.status !== 200) throw new Error(`the form answers with ${answer.status}`);
    if (answer.headers.has('set-cookie')) throw new Error('the form sets a cookie');
    const policy = answer.headers.get('content-security-policy') ?? '';
    if (!policy.includes("default-src 'none'")) throw new Error('the form has no content security policy');
    return done('it comes without a cookie and with its content security policy');
  }

  async #file(): Promise<StepOutcome> {
    this.#found.mails = (await this.#inside?.mailsSent()) ?? 0;
    const { ticket } = expected(
      await ask(this.#reporter(reporterRoutes.api.tickets), { method: 'POST' }),
      201,
      issued,
    );
    const json = {
      ticket,
      answers: { whatHappened: toldIn(this.#mark) },
      urgent: this.#inside !== undefined,
    };
    const send = async () =>
      expected(await ask(this.#reporter(reporterRoutes.api.reports), { json }), 201, filed);
    const [first, again] = [await send(), await send()];
    if (first.token !== again.token) throw new Error('the same report sent twice has two receipts');
    if (first.passphrase.split(' ').length !== 12) throw new Error('the receipt has no twelve words');
    Object.assign(this.#found, { token: first.token, caseName: first.caseName });
    const [entry] = await this.#seen();
    if (entry?.text.includes(this.#mark) !== true) throw new Error('the words do not open the report');
    return done(`${first.caseName}; sent twice it is one report, and its words open it`);
  }

  #notify(): Promise<StepOutcome> {
    return this.#withInside(async ({ scheduledRun, mailsSent }) => {
      await scheduledRun();
      const mails = (await mailsSent()) - this.#found.mails;
      if (mails < 1) throw new Error('no mail was sent');
      return done(`${mails} ${mails === 1 ? 'mail' : 'mails'} by the next scheduled run`);
    });
  }

  #answer(): Promise<StepOutcome> {
    return this.#withTeam(async () => {
      const listed = await findCase((path) => this.#teamCall(path), this.#found.caseName);
      if (listed === undefined) throw new Error('the case is not in the list of the team');
      this.#found.caseId = listed;
      expected(await this.#teamCall(this.#of(teamRoutes.api.brief)), 200, anything);
      const opened = expected(await this.#teamCall(this.#of(teamRoutes.api.case)), 200, wholeCase);
      if (!JSON.stringify(opened.threads).includes(this.#mark))
        throw new Error('the team cannot read the report');
      const text = `An answer to ${this.#mark}.`;
      expected(await this.#teamCall(this.#of(teamRoutes.api.messages), { text }), 201, anything);
      const entries = await this.#seen();
      if (!entries.some((entry) => entry.from === 'team' && entry.text === text))
        throw new Error('the reporter does not see the answer');
      return done('the team reads the report and answers; the reporter sees it');
    });
  }

  async #followUp(): Promise<StepOutcome> {
    const text = `A reply, ${this.#mark}.`;
    expected(
      await ask(this.#reporter(reporterRoutes.api.entries), { ...this.#bearer(), json: { text } }),
      201,
      anything,
    );
    if (!(await this.#seen()).some((entry) => entry.from === 'reporter' && entry.text === text))
      throw new Error('the reply is not in the conversation');
    if (!this.#hasTeam) return done('the reporter sees the reply');
    const opened = await this.#teamCall(this.#of(teamRoutes.api.case));
    if (!expected(opened, 200, wholeCase).threads.reporter?.entries.some((entry) => entry.text === text))
      throw new Error('the team does not see the reply');
    return done('the team sees it');
  }

  async #attach(): Promise<StepOutcome> {
    const sent = await attachFiles(this.#site.reporterUrl, this.#found.token);
    if (sent.kind === 'skipped') return skipped(sent.because);
    const objects = await this.#inside?.fileObjects();
    if (objects?.length === 0) throw new Error('nothing of the files is in the bucket');
    if (!this.#hasTeam) return done('files come back to the reporter byte by byte');
    expected(await this.#teamCall(this.#of(teamRoutes.api.case)), 200, anything);
    await readBack(
      (id) => at(this.#site.teamUrl ?? '', this.#of(teamRoutes.api.attachment).replace(':attachment', id)),
      this.#site.token ?? '',
      sent.files,
    );
    return done('files, sent at once and in parts, come back to the reporter and to the team byte by byte');
  }

  #expire(): Promise<StepOutcome> {
    return this.#withInside(async ({ scheduledRun, expire: moveTime, rowsOf, fileObjects }) => {
      await moveTime(this.#found.caseId);
      await this.#gone('before the sweep');
      await scheduledRun();
      const rows = await rowsOf(this.#found.caseId);
      if (rows.length > 0) throw new Error(`left after the sweep: ${rows.join(', ')}`);
      const objects = await fileObjects();
      if (objects.length > 0) throw new Error(`left of files after the sweep: ${objects.join(', ')}`);
      await this.#gone('after the sweep');
      return done(
        'gone for everybody when its time is over, and from the tables and the bucket with the next scheduled run',
      );
    });
  }

  async #gone(when: string): Promise<void> {
    const unknown = { bearer: randomBytes(16).toString('base64url') };
    const [old, never] = [
      await ask(this.#reporter(reporterRoutes.api.followUp), this.#bearer()),
      await ask(this.#reporter(reporterRoutes.api.followUp), unknown),
    ];
    if (old.status !== never.status || old.body !== never.body)
      throw new Error(`${when} the words answer otherwise than words that never were`);
    if (this.#hasTeam && (await this.#teamCall(this.#of(teamRoutes.api.case))).status === 200)
      throw new Error(`${when} the team can open the case`);
  }

  async #takeBack(): Promise<StepOutcome> {
    if (this.#inside) return skipped('its time was over');
    if (this.#found.token === '') return skipped('nothing was filed');
    const json = { choice: 'erase-everything' };
    const answered = await ask(this.#reporter(reporterRoutes.api.withdrawal), { ...this.#bearer(), json });
    const isAsked = answered.status === 202;
    expected(answered, isAsked ? 202 : 200, anything);
    if (isAsked) {
      const erasure = this.#of(operationApiPath(answerErasure));
      expected(await this.#teamCall(erasure, { decision: 'erase' }), 200, anything);
      const { secondToken } = this.#site;
      if (secondToken === undefined)
        return done(
          `asked for: a second member has to agree, on the page Measures of ${this.#found.caseName}; with --second-token it is done here`,
        );
      await this.#agree(secondToken);
    }
    await this.#gone('after its erasure');
    return done(isAsked ? 'asked for, and erased by two of the team' : 'erased at once, unopened');
  }

  /** The second member opens the case, reads what is asked, and agrees. */
  async #agree(bearer: string): Promise<void> {
    const { teamUrl = '' } = this.#site;
    const call = (path: string, json?: unknown): Promise<Answer> =>
      ask(at(teamUrl, this.#of(path)), { bearer, ...(json === undefined ? {} : { json }) });
    expected(await call(teamRoutes.api.case), 200, anything);
    const { requests } = expected(await call(teamRoutes.api.requests), 200, asked);
    const { number, hash } = requests.at(-1) ?? {};
    const yes = { request: number, hash, verdict: 'agrees' };
    expected(await call(operationApiPath(answerRequest), yes), 200, anything);
  }

  #bearer(): { readonly bearer: string } {
    return { bearer: this.#found.token };
  }

  #reporter(path: string): string {
    return at(this.#site.reporterUrl, path);
  }

  #teamCall(path: string, json?: unknown): Promise<Answer> {
    const { teamUrl = '', token = '' } = this.#site;
    return ask(at(teamUrl, path), { bearer: token, ...(json === undefined ? {} : { json }) });
  }

  /** The route of the case that was filed. */
  #of(route: string): string {
    return route.replace(':id', this.#found.caseId);
  }

  async #withTeam(run: () => Promise<StepOutcome>): Promise<StepOutcome> {
    return this.#hasTeam ? run() : skipped('it needs --team-url and --token');
  }

  async #withInside(run: (there: Inside) => Promise<StepOutcome>): Promise<StepOutcome> {
    return this.#inside ? run(this.#inside) : skipped('nobody sees that from the outside');
  }

  /** The entries that the reporter sees. */
  async #seen() {
    const answer = await ask(this.#reporter(reporterRoutes.api.followUp), this.#bearer());
    return expected(answer, 200, thread).entries;
  }
}
