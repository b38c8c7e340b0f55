import * as z from 'zod';
import { routes } from '../../../functions/reporter/routes.ts';
import { ask, at, expected } from './site.ts';
import { done, skipped, type StepOutcome } from './steps.ts';

const path = '/api/follow-up/attachments';
const contract = z.object({ paths: z.record(z.string(), z.unknown()) });
const entryWithFiles = z.object({
  entries: z.array(z.object({ attachments: z.array(z.object({ id: z.string() })) })),
});
const file = 'A file of the rehearsal.\n';

/** Sends a file in one step and reads it back, where the service takes files: its contract says so. */
export const attachFile = async (reporterUrl: string, token: string): Promise<StepOutcome> => {
  const { paths } = expected(await ask(at(reporterUrl, routes.api.openapi)), 200, contract);
  if (!(path in paths)) return skipped('this release takes no files');
  const authorization = `Bearer ${token}`;
  const sent = await fetch(at(reporterUrl, path), {
    method: 'POST',
    headers: {
      authorization,
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment; filename="rehearsal.txt"',
    },
    body: file,
  });
  if (sent.status !== 201) throw new Error(`sending a file was answered with ${sent.status}`);
  const followUp = await ask(at(reporterUrl, routes.api.followUp), { bearer: token });
  const id = expected(followUp, 200, entryWithFiles).entries.flatMap(({ attachments }) => attachments)[0]?.id;
  if (id === undefined) throw new Error('the file is in no entry');
  const read = await fetch(at(reporterUrl, `${path}/${id}`), { headers: { authorization } });
  if (read.status !== 200 || (await read.text()) !== file)
    throw new Error('the file does not come back as it was');
  return done('the file comes back byte by byte');
};
