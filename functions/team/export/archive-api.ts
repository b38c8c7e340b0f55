import type { Context, Hono } from 'hono';
import type * as z from 'zod';
import { isNotPermitted, type NotPermitted } from '../../domain/casework/change/permission-of.ts';
import { problemText } from '../../domain/casework/change/problem-text.ts';
import { readAllOf } from '../../domain/casework/reading/read-list.ts';
import { disclosureRecord } from '../../domain/casework/record/disclosure-record.ts';
import { openCopy, type OpenRefusal } from '../../domain/casework/two-people/open-copy.ts';
import {
  fieldProblems,
  invalidFields,
  notFound,
  problemResponse,
  type Problem,
} from '../../web/answer/problem.ts';
import { route } from '../../web/answer/route.ts';
import { downloadHeaders } from '../../web/files/download.ts';
import { noSuchCase, notPermittedProblem, problemOf } from '../case/case-problem.ts';
import { caseContextOf, caseIdOf } from '../case/case-request.ts';
import { noting, reading } from '../investigation/investigation-api.ts';
import { routes } from '../routes.ts';
import type { SignedIn } from '../session/signed-in.ts';
import type { TeamContext } from '../team-context.ts';
import { numberIn } from '../ui/place-in.ts';
import { archiveBegun, archivePassHeader, archiveQuery, disclosureList } from './archive-contract.ts';
import { archiveVolume, beginArchive, volumeName } from './archive.ts';

const passOver: Problem = {
  status: 401,
  code: 'archive-pass-unusable',
  detail: `Send the pass of files that you have made while the copy is open as ${archivePassHeader}.`,
  headers: { 'www-authenticate': archivePassHeader },
};
const noSuchVolume: Problem = {
  ...notFound,
  code: 'no-such-volume',
  detail: 'The copy has no file with this number.',
};

const refused = (refusal: OpenRefusal | NotPermitted): Response =>
  problemResponse(
    isNotPermitted(refusal)
      ? notPermittedProblem(refusal)
      : problemOf(problemText(openCopy.problems, refusal)),
  );

/** A copy that is saved as encrypted files. */
export const archiveApi = (app: Hono<SignedIn>, context: TeamContext): void => {
  route(app, routes.api.archives, {
    POST: async (c) => {
      const caseId = caseIdOf(c);
      if (caseId === undefined) return problemResponse(noSuchCase);
      const request = numberIn(c.req.param('part')) ?? 0;
      const begun = await beginArchive(context, { caseContext: caseContextOf(c, context), caseId, request });
      if (begun.kind !== 'begun') return refused(begun);
      const { words, pass, volumes, copy } = begun;
      const { caseName } = copy.opened.head;
      const names = Array.from({ length: volumes }, (_, at) => volumeName(caseName, at + 1, volumes));
      const until = copy.until.toISOString();
      return c.json(archiveBegun.parse({ passphrase: words, pass, volumes, names, until }), 201);
    },
    GET: async (c) => {
      const caseId = caseIdOf(c);
      if (caseId === undefined) return problemResponse(noSuchCase);
      const query = archiveQuery.safeParse(c.req.query());
      if (!query.success) return problemResponse(invalidFields(fieldProblems(query.error)));
      const request = numberIn(c.req.param('part')) ?? 0;
      const found = await archiveVolume(
        context,
        { caseContext: caseContextOf(c, context), caseId, request },
        { pass: c.req.header(archivePassHeader) ?? '', volume: query.data.volume },
      );
      if (found.kind === 'volume')
        return new Response(Buffer.from(found.bytes), { headers: downloadHeaders(found.name) });
      if (found.kind === 'pass-over') return problemResponse(passOver);
      if (found.kind === 'no-such-volume') return problemResponse(noSuchVolume);
      return refused(found);
    },
  });
  route(app, routes.api.disclosures, { GET: (c) => disclosuresAnswer(c, context) });
};

/** `GET …/disclosures`. */
const disclosuresAnswer = (c: Context<SignedIn>, context: TeamContext): Promise<Response> =>
  reading(
    c,
    context,
    (caseContext, id) => readAllOf(caseContext, id, disclosureRecord),
    ({ read }) =>
      disclosureList.parse({
        disclosures: read.records.map(({ number, content }) => ({ number, ...content })),
        damaged: noting(context, read.unreadable),
      } satisfies z.input<typeof disclosureList>),
  );
