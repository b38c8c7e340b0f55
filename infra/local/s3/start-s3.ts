import { join } from 'node:path';
import type { FaultPlan } from '../faults.ts';
import {
  serveProtocol,
  type Answering,
  type Protocol,
  type ServiceRequest,
  type ServiceResponse,
} from '../http-service.ts';
import type { Gate } from '../policies/gate.ts';
import type { Asked } from '../policies/request.ts';
import { s3Asks } from '../policies/s3-asks.ts';
import { Refusal } from '../refusal.ts';
import { element, listAnswer, objectAnswer, quoted, refused, xmlAnswer } from './answers.ts';
import { ChunkFaults } from './chunk-faults.ts';
import { describeObject, ObjectFiles, type StoredObject } from './object-files.ts';
import { operationOf, type S3Operation } from './operation.ts';
import { verifiedBody } from './request-body.ts';

export type S3 = { readonly url: string; readonly answer: Answering; readonly close: () => Promise<void> };

const mostKeys = 1000;

/**
 * An S3 on 127.0.0.1 with these buckets, a folder each: objects whole, in parts, copied, listed and deleted, path style.
 * What it has answered is on disk. Signatures are not checked; the access key id says who calls. Checksums are.
 * Everything else an S3 can do, multipart uploads included, is refused as `NotImplemented`.
 * @throws {PortTakenError}
 */
export const startS3 = async (options: {
  readonly folder: string;
  readonly buckets: readonly string[];
  readonly gate: Gate;
  readonly port?: number;
  /** By operation, or by operation and the last part of the key: `PutObject 3`. */
  readonly faults?: FaultPlan;
  readonly now?: () => Date;
  /** Bytes after which a bucket's disk is full. */
  readonly capacity?: number;
  /** The most objects one answer lists, as S3 may list fewer than it is asked for. */
  readonly pageSize?: number;
}): Promise<S3> => {
  const now = options.now ?? (() => new Date());
  const buckets = new Map<string, ObjectFiles>();
  for (const name of options.buckets)
    buckets.set(name, await ObjectFiles.open(join(options.folder, name), options.capacity));

  const answer = async (request: ServiceRequest): Promise<ServiceResponse> => {
    const operation = operationOf(request);
    if (operation.name === undefined)
      throw new Refusal('NotImplemented', 'This is not emulated.', { statusCode: 501 });
    const files = buckets.get(operation.bucket);
    if (files === undefined)
      throw new Refusal('NoSuchBucket', 'The specified bucket does not exist', { statusCode: 404 });
    const call = new Call({ request, operation, files, gate: options.gate, now });
    switch (operation.name) {
      case 'PutObject':
        return call.put();
      case 'CopyObject':
        return call.copy();
      case 'GetObject':
      case 'HeadObject':
        return call.get();
      case 'DeleteObject':
        return call.delete();
      case 'DeleteObjects':
        return call.deleteMany();
      case 'ListObjectsV2':
        return call.list(options.pageSize ?? mostKeys);
    }
  };

  const protocol: Protocol = {
    operation: (request) => {
      const { name = '', key } = operationOf(request);
      const last = key.split('/').at(-1) ?? '';
      return last === '' ? name : `${name} ${last}`;
    },
    answer,
    refuse: refused,
  };
  const {
    url,
    answer: served,
    close,
  } = await serveProtocol(protocol, {
    port: options.port,
    faults: options.faults && new ChunkFaults(options.faults),
  });
  return { url, answer: served, close };
};

const denied = (message: string): Refusal => new Refusal('AccessDenied', message, { statusCode: 403 });

const unescapeXml = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&');

/** One request for one bucket. */
class Call {
  readonly #request: ServiceRequest;
  readonly #operation: S3Operation;
  readonly #files: ObjectFiles;
  readonly #gate: Gate;
  readonly #now: () => Date;

  constructor({
    request,
    operation,
    files,
    gate,
    now,
  }: {
    readonly request: ServiceRequest;
    readonly operation: S3Operation;
    readonly files: ObjectFiles;
    readonly gate: Gate;
    readonly now: () => Date;
  }) {
    this.#request = request;
    this.#operation = operation;
    this.#files = files;
    this.#gate = gate;
    this.#now = now;
  }

  async put(): Promise<ServiceResponse> {
    const { bucket, key } = this.#operation;
    const onlyNew = this.#onlyNew();
    this.#allowOnly(s3Asks.put(bucket, key, this.#header('if-none-match')));
    const { bytes, checksums } = verifiedBody(this.#request);
    const contentType = this.#request.headers['content-type'];
    const object = describeObject(key, bytes, { checksums, contentType, now: this.#now() });
    await this.#files.put(object, onlyNew);
    return { statusCode: 200, headers: { etag: quoted(object.etag), ...checksums }, body: '' };
  }

  async copy(): Promise<ServiceResponse> {
    const { bucket, key } = this.#operation;
    const onlyNew = this.#onlyNew();
    this.#allowOnly(s3Asks.put(bucket, key, this.#header('if-none-match')));
    const [from = '', ...rest] = decodeURIComponent(this.#header('x-amz-copy-source') ?? '')
      .replace(/^\//, '')
      .split('/');
    if (from !== bucket) throw new Refusal('NotImplemented', 'Only within a bucket.', { statusCode: 501 });
    const source = await this.#readable(rest.join('/'));
    const copied = describeObject(key, source.bytes, { ...source, now: this.#now() });
    await this.#files.put(copied, onlyNew);
    const content = element('LastModified', copied.lastModified) + element('ETag', quoted(copied.etag));
    return xmlAnswer('CopyObjectResult', content);
  }

  async get(): Promise<ServiceResponse> {
    const object = await this.#readable(this.#operation.key);
    const withChecksums = this.#header('x-amz-checksum-mode')?.toUpperCase() === 'ENABLED';
    return objectAnswer(object, this.#header('range'), withChecksums);
  }

  async delete(): Promise<ServiceResponse> {
    const { bucket, key } = this.#operation;
    this.#allowOnly(s3Asks.delete(bucket, key));
    await this.#files.delete(key);
    return { statusCode: 204, headers: {}, body: '' };
  }

  async deleteMany(): Promise<ServiceResponse> {
    const { bytes, checksums } = verifiedBody(this.#request);
    if (Object.keys(checksums).length === 0 && this.#header('content-md5') === undefined)
      throw new Refusal('InvalidRequest', 'Missing required header for this request: Content-MD5');
    const text = bytes.toString('utf8');
    const keys = [...text.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => unescapeXml(key));
    if (keys.length === 0 || keys.length > mostKeys)
      throw new Refusal('MalformedXML', 'Between 1 and 1000 keys.');
    const quiet = text.includes('<Quiet>true</Quiet>');
    const results: string[] = [];
    for (const key of keys) {
      if (this.#refusal(s3Asks.delete(this.#operation.bucket, key)) !== undefined) {
        results.push(`<Error>${element('Key', key)}${element('Code', 'AccessDenied')}</Error>`);
        continue;
      }
      await this.#files.delete(key);
      if (!quiet) results.push(`<Deleted>${element('Key', key)}</Deleted>`);
    }
    return xmlAnswer('DeleteResult', results.join(''));
  }

  async list(pageSize: number): Promise<ServiceResponse> {
    const { bucket, query } = this.#operation;
    for (const name of query.keys())
      if (!['list-type', 'prefix', 'max-keys', 'continuation-token', 'start-after', 'x-id'].includes(name))
        throw new Refusal('NotImplemented', `${name} is not emulated.`, { statusCode: 501 });
    const prefix = query.get('prefix') ?? '';
    this.#allowOnly(s3Asks.list(bucket, query.get('prefix') ?? undefined));
    const most = Math.min(pageSize, Number(query.get('max-keys') ?? mostKeys));
    const token = query.get('continuation-token');
    const after =
      token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString();
    const keys = (await this.#files.keys()).filter((key) => key.startsWith(prefix) && key > after);
    const page = keys.slice(0, most);
    const last = page.at(-1);
    const found = await Promise.all(page.map((key) => this.#files.describe(key)));
    return listAnswer({
      bucket,
      prefix,
      mostKeys: most,
      // Deleted since the keys were read.
      objects: found.filter((object) => object !== undefined),
      next:
        keys.length > page.length && last !== undefined ? Buffer.from(last).toString('base64url') : undefined,
    });
  }

  /** Who may not list is not told that an object is missing, but that it is refused. */
  async #readable(key: string): Promise<StoredObject> {
    const { bucket } = this.#operation;
    this.#allowOnly(s3Asks.get(bucket, key));
    const object = await this.#files.get(key);
    if (object !== undefined) return object;
    const untold = this.#gate.silentRefusal(this.#caller, s3Asks.list(bucket));
    if (untold !== undefined) throw denied(untold);
    throw new Refusal('NoSuchKey', 'The specified key does not exist.', { statusCode: 404 });
  }

  #onlyNew(): boolean {
    const condition = this.#header('if-none-match');
    if (condition !== undefined && condition !== '*')
      throw new Refusal('NotImplemented', 'Only If-None-Match: * is known.', { statusCode: 501 });
    if (this.#header('if-match') !== undefined)
      throw new Refusal('NotImplemented', 'If-Match is not emulated.', { statusCode: 501 });
    return condition === '*';
  }

  get #caller(): string {
    return this.#request.accessKey ?? 'nobody';
  }

  #refusal(asked: Asked): string | undefined {
    return this.#gate.refusal(this.#caller, [asked]);
  }

  #allowOnly(asked: Asked): void {
    const refusal = this.#refusal(asked);
    if (refusal !== undefined) throw denied(refusal);
  }

  #header(name: string): string | undefined {
    const value = this.#request.headers[name];
    return typeof value === 'string' ? value : undefined;
  }
}
