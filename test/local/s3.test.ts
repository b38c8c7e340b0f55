import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import {
  CopyObjectCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  PutObjectTaggingCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { allow, type Statement } from '../../infra/aws/statement.ts';
import { FaultPlan } from '../../infra/local/faults.ts';
import { PolicyGate, type Caller } from '../../infra/local/policies/gate.ts';
import { localArns } from '../../infra/local/policies/local-arns.ts';
import { startS3, type S3 } from '../../infra/local/s3/start-s3.ts';

const bucket = 'attachments';
const faults = new FaultPlan();
let folder: string;
let s3: S3;
let client: S3Client;
let now = new Date('2026-11-22T10:00:00.000Z');

const caller = (name: string, ...statements: Statement[]): Caller => ({
  arn: localArns.role(name),
  statements,
});
const under = 'arn:aws:s3:::attachments/new/*';
const gate = new PolicyGate({
  callers: {
    all: caller('all', allow({ sid: 'All', actions: ['s3:*'], resources: ['*'] })),
    writer: caller(
      'writer',
      allow({
        sid: 'PutNew',
        actions: ['s3:PutObject'],
        resources: [under],
        conditions: { Null: { 's3:if-none-match': 'false' } },
      }),
      allow({ sid: 'Get', actions: ['s3:GetObject'], resources: [under] }),
    ),
    sweeper: caller(
      'sweeper',
      allow({
        sid: 'List',
        actions: ['s3:ListBucket'],
        resources: ['arn:aws:s3:::attachments'],
        conditions: { StringLike: { 's3:prefix': 'new/*' } },
      }),
      allow({ sid: 'Delete', actions: ['s3:DeleteObject'], resources: [under] }),
    ),
  },
});

const start = () =>
  startS3({
    folder,
    buckets: [bucket],
    faults,
    now: () => now,
    gate,
  });
const as = (accessKeyId: string): S3Client =>
  new S3Client({
    endpoint: s3.url,
    region: 'us-east-1',
    credentials: { accessKeyId, secretAccessKey: 'local' },
    maxAttempts: 1,
    requestStreamBufferSize: 8 * 1024,
  });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conductline-s3-'));
  s3 = await start();
  client = as('all');
});
afterAll(async () => {
  client.destroy();
  await s3.close();
  await rm(folder, { recursive: true });
});

const put = (Key: string, Body: Uint8Array | string, more: object = {}, by = client) =>
  by.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ...more }));
const get = async (Key: string, more: object = {}, by = client): Promise<Buffer> => {
  const { Body } = await by.send(new GetObjectCommand({ Bucket: bucket, Key, ...more }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
};
const keys = async (Prefix: string): Promise<(string | undefined)[]> =>
  (await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix }))).Contents?.map(({ Key }) => Key) ??
  [];

/** A request as no SDK would send it. */
const raw = (method: string, path: string, headers: Record<string, string>, body: Uint8Array | string = '') =>
  new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
    const credential = 'AWS4-HMAC-SHA256 Credential=all/20261122/us-east-1/s3/aws4_request';
    const sending = request(`${s3.url}${path}`, {
      method,
      headers: { authorization: credential, ...headers },
    });
    sending.on('error', reject).on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode, text: Buffer.concat(parts).toString() }),
      );
    });
    sending.end(body);
  });

describe('objects', () => {
  test('come back byte for byte, with type, length, entity tag and time', async () => {
    const bytes = randomBytes(300_000);
    const { ETag } = await put('a/1', bytes, { ContentType: 'application/octet-stream' });
    expect((await get('a/1')).equals(bytes)).toBe(true);
    expect(await client.send(new HeadObjectCommand({ Bucket: bucket, Key: 'a/1' }))).toMatchObject({
      ContentLength: 300_000,
      ContentType: 'application/octet-stream',
      ETag,
      LastModified: now,
    });
    expect(ETag).toBe(`"${createHash('md5').update(bytes).digest('hex')}"`);
  });

  test('come in parts', async () => {
    await put('a/2', '0123456789');
    const part = async (Range: string) => (await get('a/2', { Range })).toString();
    expect(await part('bytes=2-4')).toBe('234');
    expect(await part('bytes=7-')).toBe('789');
    expect(await part('bytes=-3')).toBe('789');
    expect(await part('bytes=5-500')).toBe('56789');
    const { ContentRange } = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: 'a/2', Range: 'bytes=0-0' }),
    );
    expect(ContentRange).toBe('bytes 0-0/10');
    await expect(part('bytes=10-')).rejects.toMatchObject({ name: 'InvalidRange' });
  });

  test('are replaced, unless the writer asks for a new one only', async () => {
    await put('a/3', 'one');
    await put('a/3', 'two');
    await expect(put('a/3', 'three', { IfNoneMatch: '*' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
    });
    expect((await get('a/3')).toString()).toBe('two');
    await put('a/3b', 'new', { IfNoneMatch: '*' });
    expect((await get('a/3b')).toString()).toBe('new');
  });

  test('are copied with their checksums, and not over another when asked so', async () => {
    await put('a/4', 'content', { ContentType: 'text/plain' });
    const copy = new CopyObjectCommand({
      Bucket: bucket,
      Key: 'b/4',
      CopySource: `${bucket}/a/4`,
      IfNoneMatch: '*',
    });
    await client.send(copy);
    const copied = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: 'b/4', ChecksumMode: 'ENABLED' }),
    );
    expect(await copied.Body?.transformToString()).toBe('content');
    expect([copied.ContentType, typeof copied.ChecksumCRC32]).toEqual(['text/plain', 'string']);
    await expect(client.send(copy)).rejects.toMatchObject({ name: 'PreconditionFailed' });
    const lost = new CopyObjectCommand({ Bucket: bucket, Key: 'b/5', CopySource: `${bucket}/a/none` });
    await expect(client.send(lost)).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test('are deleted, alone or many at once, and a second time', async () => {
    for (const key of ['d/1', 'd/2', 'd/3 <&> ü']) await put(key, 'x');
    for (let twice = 0; twice < 2; twice += 1)
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'd/1' }));
    const Objects = ['d/2', 'd/3 <&> ü', 'd/none'].map((Key) => ({ Key }));
    const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }));
    expect(Deleted?.map(({ Key }) => Key)).toEqual(['d/2', 'd/3 <&> ü', 'd/none']);
    expect(await keys('d/')).toEqual([]);
    await expect(get('d/1')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test('are listed by the order of their names, by prefix and page by page', async () => {
    for (const number of [10, 2, 1, 20, 3]) await put(`l/${number}`, 'xyz');
    const pages: (string | undefined)[][] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket: bucket, Prefix: 'l/', MaxKeys: 2, ContinuationToken }),
      );
      pages.push(page.Contents?.map(({ Key }) => Key) ?? []);
      expect(
        page.Contents?.every(
          ({ Size, LastModified }) => Size === 3 && LastModified?.getTime() === now.getTime(),
        ),
      ).toBe(true);
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    expect(pages).toEqual([['l/1', 'l/10'], ['l/2', 'l/20'], ['l/3']]);
  });

  test('bear the time at which they were put', async () => {
    now = new Date('2026-11-23T11:00:00.000Z');
    await put('t/1', 'x');
    const { LastModified } = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: 't/1' }));
    expect(LastModified).toEqual(now);
  });

  test('survive a restart; what was half-written when it was killed does not', async () => {
    await put('r/1', 'kept');
    const disk = join(folder, bucket);
    await writeFile(join(disk, '1-1.tmp'), 'half');
    await s3.close();
    s3 = await start();
    client = as('all');
    expect((await get('r/1')).toString()).toBe('kept');
    const names = await readdir(disk);
    expect(names.filter((name) => !name.endsWith('.object'))).toEqual([]);
    expect((await stat(join(disk, names[0] ?? ''))).mode & 0o777).toBe(0o600);
  });

  test('cannot have names that lead out of the folder, or too long ones', async () => {
    await raw('PUT', `/${bucket}/..%2F..%2Fescaped`, {}, 'x');
    expect(await readdir(folder)).toEqual([bucket]);
    await expect(put('k'.repeat(121), 'x')).rejects.toMatchObject({ name: 'KeyTooLongError' });
  });
});

describe('checksums', () => {
  const base64 = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('base64');
  const crc = (text: string): string => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc32(text));
    return bytes.toString('base64');
  };
  const right: [string, string][] = [
    ['x-amz-checksum-crc32', crc('content')],
    ['x-amz-checksum-sha256', base64('sha256', 'content')],
    ['x-amz-checksum-sha1', base64('sha1', 'content')],
    ['content-md5', base64('md5', 'content')],
    ['x-amz-content-sha256', createHash('sha256').update('content').digest('hex')],
  ];

  test.each(right)(
    'in %s are checked: the right one is taken, and nothing is stored under a wrong one',
    async (name, value) => {
      expect((await raw('PUT', `/${bucket}/c/${name}`, { [name]: value }, 'content')).status).toBe(200);
      const refused = await raw('PUT', `/${bucket}/c/wrong-${name}`, { [name]: value }, 'c0ntent');
      expect(refused.status).toBe(400);
      expect(refused.text).toMatch(/BadDigest|Mismatch/);
      expect(await keys('c/wrong')).toEqual([]);
    },
  );

  test('of a kind that is not checked are refused, not waved through', async () => {
    const refused = await raw('PUT', `/${bucket}/c/odd`, { 'x-amz-checksum-crc64nvme': 'AAAAAAAAAAA=' }, 'x');
    expect(refused.status).toBe(400);
    expect(await keys('c/odd')).toEqual([]);
  });

  test('are sent by the SDK, stored, and checked by it when it reads', async () => {
    const { ChecksumCRC32 } = await put('c/sdk', 'content');
    expect(ChecksumCRC32).toBe(crc('content'));
    await put('c/sha', 'content', { ChecksumAlgorithm: 'SHA256' });
    const head = new HeadObjectCommand({ Bucket: bucket, Key: 'c/sha', ChecksumMode: 'ENABLED' });
    expect((await client.send(head)).ChecksumSHA256).toBe(base64('sha256', 'content'));
  });

  test('are checked in the trailer of a body that the SDK streams', async () => {
    const bytes = randomBytes(100_000);
    const Body = Readable.from([bytes.subarray(0, 60_000), bytes.subarray(60_000)]);
    const streamed = new PutObjectCommand({
      Bucket: bucket,
      Key: 'c/streamed',
      Body,
      ContentLength: bytes.length,
    });
    await client.send(streamed);
    expect((await get('c/streamed', { ChecksumMode: 'ENABLED' })).equals(bytes)).toBe(true);
  });

  const chunked = (length: number) => ({
    'content-encoding': 'aws-chunked',
    'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
    'x-amz-decoded-content-length': String(length),
    'x-amz-trailer': 'x-amz-checksum-crc32',
  });
  test.each([
    [
      'a right trailer',
      chunked(7),
      `4\r\ncont\r\n3\r\nent\r\n0\r\nx-amz-checksum-crc32:${crc('content')}\r\n\r\n`,
      200,
    ],
    [
      'a signed chunk',
      chunked(7),
      `7;chunk-signature=abc\r\ncontent\r\n0\r\nx-amz-checksum-crc32:${crc('content')}\r\n\r\n`,
      200,
    ],
    [
      'a wrong trailer',
      chunked(7),
      `7\r\nc0ntent\r\n0\r\nx-amz-checksum-crc32:${crc('content')}\r\n\r\n`,
      400,
    ],
    ['a missing trailer', chunked(7), '7\r\ncontent\r\n0\r\n\r\n', 400],
    [
      'another length',
      chunked(8),
      `7\r\ncontent\r\n0\r\nx-amz-checksum-crc32:${crc('content')}\r\n\r\n`,
      400,
    ],
    ['an end cut off', chunked(7), '7\r\ncont', 400],
    ['no last chunk', chunked(7), '7\r\ncontent\r\n', 400],
    ['no chunks at all', chunked(7), 'content', 400],
  ])('of aws-chunked with %s', async (name, headers, body, status) => {
    const key = `c/chunked ${name}`.replaceAll(' ', '-');
    expect((await raw('PUT', `/${bucket}/${key}`, headers, body)).status).toBe(status);
    expect(await keys(key)).toHaveLength(status === 200 ? 1 : 0);
  });

  test('are wanted when many objects are deleted', async () => {
    await put('c/stays', 'x');
    const body = '<Delete><Object><Key>c/stays</Key></Object></Delete>';
    expect((await raw('POST', `/${bucket}?delete`, {}, body)).status).toBe(400);
    expect(
      (await raw('POST', `/${bucket}?delete`, { 'content-md5': base64('md5', `${body} `) }, body)).status,
    ).toBe(400);
    expect(await keys('c/stays')).toHaveLength(1);
  });
});

describe('permissions', () => {
  const refused = { name: 'AccessDenied' };

  test('let a writer put new objects under its prefix and read them, and nothing else', async () => {
    const writer = as('writer');
    await put('new/1', 'x', { IfNoneMatch: '*' }, writer);
    expect((await get('new/1', {}, writer)).toString()).toBe('x');
    await expect(put('new/2', 'x', {}, writer)).rejects.toMatchObject(refused);
    await expect(put('other/1', 'x', { IfNoneMatch: '*' }, writer)).rejects.toMatchObject(refused);
    await expect(
      writer.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'new/1' })),
    ).rejects.toMatchObject(refused);
    await expect(
      writer.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'new/' })),
    ).rejects.toMatchObject(refused);
    const out = new CopyObjectCommand({
      Bucket: bucket,
      Key: 'out/1',
      CopySource: `${bucket}/new/1`,
      IfNoneMatch: '*',
    });
    await expect(writer.send(out)).rejects.toMatchObject(refused);
    const Objects = [{ Key: 'new/1' }];
    const { Errors } = await writer.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects } }));
    expect(Errors).toMatchObject([{ Key: 'new/1', Code: 'AccessDenied' }]);
    expect(await keys('new/')).toEqual(['new/1']);
  });

  test('do not tell who may not list that an object is missing', async () => {
    await expect(get('new/none', {}, as('writer'))).rejects.toMatchObject(refused);
    await expect(get('new/none')).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  test('let a sweeper list and delete, and not read', async () => {
    const sweeper = as('sweeper');
    await put('new/old', 'x');
    await expect(get('new/old', {}, sweeper)).rejects.toMatchObject(refused);
    await expect(sweeper.send(new ListObjectsV2Command({ Bucket: bucket }))).rejects.toMatchObject(refused);
    const { Contents } = await sweeper.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: 'new/o' }));
    expect(Contents).toHaveLength(1);
    await sweeper.send(new DeleteObjectCommand({ Bucket: bucket, Key: 'new/old' }));
    expect(await keys('new/old')).toEqual([]);
  });

  test('let a stranger and nobody do nothing', async () => {
    await expect(get('a/1', {}, as('a-stranger'))).rejects.toMatchObject(refused);
    expect((await raw('GET', `/${bucket}/a/1`, { authorization: '' })).status).toBe(403);
  });
});

test('what is not emulated is refused, and so is another bucket', async () => {
  const notImplemented = { name: 'NotImplemented' };
  const upload = new CreateMultipartUploadCommand({ Bucket: bucket, Key: 'm' });
  await expect(client.send(upload)).rejects.toMatchObject(notImplemented);
  const tagging = new PutObjectTaggingCommand({ Bucket: bucket, Key: 'm', Tagging: { TagSet: [] } });
  await expect(client.send(tagging)).rejects.toMatchObject(notImplemented);
  await expect(
    client.send(new ListObjectsV2Command({ Bucket: bucket, Delimiter: '/' })),
  ).rejects.toMatchObject(notImplemented);
  await expect(put('m', 'x', { IfMatch: '"etag"' })).rejects.toMatchObject(notImplemented);
  await expect(client.send(new ListObjectsV2Command({ Bucket: 'another' }))).rejects.toMatchObject({
    name: 'NoSuchBucket',
  });
  expect(await keys('m')).toEqual([]);
});

test('planned faults meet the next call of an operation, or of one chunk, and then it works again', async () => {
  faults.next('PutObject 3', { kind: 'fail', code: 'InternalError', statusCode: 500 });
  faults.next('GetObject', { kind: 'drop' });
  await put('f/2', 'x');
  await expect(put('f/3', 'x')).rejects.toMatchObject({ name: 'InternalError' });
  await put('f/3', 'x');
  await expect(get('f/2')).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect((await get('f/2')).toString()).toBe('x');
});

test('of many writers of one new object at once, one wins and its bytes are whole', async () => {
  const bodies = Array.from({ length: 12 }, (_, number) => Buffer.alloc(50_000, number));
  const results = await Promise.allSettled(bodies.map((body) => put('race', body, { IfNoneMatch: '*' })));
  const won = results.flatMap(({ status }, number) => (status === 'fulfilled' ? [number] : []));
  expect(won).toHaveLength(1);
  expect((await get('race')).equals(bodies[won[0] ?? 0] ?? Buffer.alloc(0))).toBe(true);
});
