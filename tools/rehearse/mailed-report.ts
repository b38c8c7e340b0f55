import { randomBytes } from 'node:crypto';
import { DeleteObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import { routes } from '../../functions/team/routes.ts';
import { deliveryTrace } from '../../infra/local/smtp/delivery-trace.ts';
import { mailEvent } from '../../infra/local/smtp/mail-event.ts';
import type { Inside } from './journey.ts';
import type { Rehearsed } from './moto.ts';
import { ask, at, expected, type Site } from './site.ts';
import { done, type Step } from './steps.ts';

const listed = z.object({ cases: z.array(z.object({ id: z.string() })) });

/** What a mail comes through. */
export type MailWay = {
  readonly aws: Rehearsed;
  readonly bucket: string;
  /** Of the channel `conduct`. */
  readonly address: string;
  /** Runs the mail function with an event. @throws when it fails */
  readonly invoke: (event: object) => Promise<void>;
};

/** A report by mail: put into the bucket as SES does, told of as S3 does; a case, and an answer, and nothing left. */
export const mailedReport = (
  site: Site,
  way: MailWay,
  inside: Pick<Inside, 'scheduledRun' | 'mailsSent'>,
): Step => ({
  name: 'mail',
  run: async () => {
    const mark = randomBytes(6).toString('hex');
    const now = new Date();
    const key = `conduct/${randomBytes(20).toString('hex')}`;
    const Body = Buffer.from(rawMail(way.address, mark, now));
    const credentials = { accessKeyId: 'rehearsal', secretAccessKey: 'rehearsal' };
    const s3 = new S3Client({ endpoint: way.aws.s3Endpoint, region: 'us-east-1', credentials });
    try {
      await s3.send(new PutObjectCommand({ Bucket: way.bucket, Key: key, Body }));
      const event = mailEvent({ bucket: way.bucket, key, bytes: Body.length }, now);
      await way.invoke(event);
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: way.bucket }));
      if (Contents.length > 0) throw new Error('the mail is still in the bucket');
      const ids = await casesWith(site, mark);
      if (ids.length !== 1) throw new Error(`the team has ${ids.length} cases of the mail`);
      // Delivered twice, as SES and S3 may.
      await s3.send(new PutObjectCommand({ Bucket: way.bucket, Key: key, Body }));
      await way.invoke(event);
      if ((await casesWith(site, mark)).length !== 1) throw new Error('a mail that came twice is two cases');
    } finally {
      await s3.send(new DeleteObjectCommand({ Bucket: way.bucket, Key: key })).catch(() => undefined);
      s3.destroy();
    }
    const before = await inside.mailsSent();
    await inside.scheduledRun();
    const sent = (await inside.mailsSent()) - before;
    if (sent < 2)
      throw new Error(`${sent} mails were sent: one to the team and one to who wrote were expected`);
    return done(
      'one case however often it comes, gone from the bucket, and answered with the next scheduled run',
    );
  },
});

const rawMail = (address: string, mark: string, now: Date): string =>
  deliveryTrace(
    { from: 'robin@mail.example', recipient: address, helo: 'mail.example' },
    randomBytes(20).toString('hex'),
    now,
  ) +
  [
    'From: Robin <robin@mail.example>',
    `To: ${address}`,
    'Subject: A rehearsal',
    `Message-ID: <${mark}@mail.example>`,
    `Date: ${now.toUTCString()}`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    `A rehearsal by mail (${mark}): nothing has happened.`,
    '',
  ].join('\r\n');

/** Ids of the newest cases in which the mark stands; looking opens them. */
const casesWith = async ({ teamUrl = '', token = '' }: Site, mark: string): Promise<readonly string[]> => {
  const read = (path: string) => ask(at(teamUrl, path), { bearer: token });
  const { cases } = expected(await read(routes.api.cases), 200, listed);
  const found: string[] = [];
  for (const { id } of cases) {
    const { body } = await read(routes.api.case.replace(':id', id));
    if (body.includes(mark)) found.push(id);
  }
  return found;
};
