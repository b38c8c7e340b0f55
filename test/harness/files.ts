import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { loadTicketSecret } from '../../functions/adapters/dynamodb/case/ring-store.ts';
import { uploadStore } from '../../functions/adapters/dynamodb/case/upload-store.ts';
import { cleanFile } from '../../functions/cleaning/clean-file.ts';
import type { ReceivedFile, UploadPlace } from '../../functions/domain/attachment/attachment.ts';
import { receiveFile, type IncomingFile } from '../../functions/domain/attachment/receive-file.ts';
import { referenceTo } from '../../functions/domain/attachment/reference.ts';
import { newId } from '../../functions/domain/kernel/random.ts';
import { issueDraft } from '../../functions/envelope/draft.ts';
import { mergeSettings } from '../../functions/settings/merge.ts';
import { accessKeys } from '../../infra/local/access-keys.ts';
import { region } from '../../infra/local/start-emulators.ts';
import { fileReport, type Filed } from './requests.ts';
import type { Service } from './service.ts';

const random = { bytes: (length: number) => new Uint8Array(randomBytes(length)), integer: () => 0 };

/** A photo with a position, a camera and an editing program in it. */
export const photo = (): IncomingFile => ({
  name: 'IMG_0042.jpg',
  bytes: readFileSync(new URL('../cleaning/files/exiftool.jpg', import.meta.url)),
});
export const logFile = (text = 'Oct 3: connection refused\n'): IncomingFile => ({
  name: 'server.log',
  bytes: new TextEncoder().encode(text),
});

export type DraftedFiles = {
  readonly draft: string;
  readonly place: UploadPlace;
  readonly files: readonly ReceivedFile[];
  readonly references: readonly string[];
};

/** Files that lie there for a report that is not filed yet, as the form's page leaves them. */
export const draftFiles = async (service: Service, files: readonly IncomingFile[]): Promise<DraftedFiles> => {
  const merged = mergeSettings({ sender: 'conduct@example.org' });
  if (!merged.ok) throw new Error('the defaults are settings');
  const place = { caseId: newId(random), thread: 'reporter', threadKey: random.bytes(32) };
  const received: ReceivedFile[] = [];
  for (const file of files) {
    const context = { settings: merged.settings, files: service.attachments.reporter, cleanFile, random };
    const result = await receiveFile(context, place, file);
    if (result.kind !== 'received') throw new Error(`a file was refused: ${result.why}`);
    received.push(result.file);
  }
  const secret = await loadTicketSecret(service.dynamo, service.emulators.tables.team);
  return {
    draft: issueDraft(secret, service.clock.now, place),
    place,
    files: received,
    references: received.map((file) => referenceTo(place, file)),
  };
};

/** Files a report with files. */
export const fileWith = async (
  service: Service,
  files: readonly IncomingFile[],
  more: { readonly keepOriginal?: boolean; readonly report?: object } = {},
): Promise<{ readonly filed: Filed; readonly drafted: DraftedFiles }> => {
  const drafted = await draftFiles(service, files);
  const { keepOriginal = false } = more;
  const attachments = drafted.references.map((reference) => ({ reference, keepOriginal }));
  const filed = await fileReport(service, { draft: drafted.draft, attachments, ...more.report });
  return { filed, drafted };
};

export const uploadsOf = (service: Service) => uploadStore(service.dynamo, service.emulators.tables);

/** The names of all objects, as the scheduled function can list them. */
export const objectNames = async (service: Service, prefix: 'kept/' | 'unfinished/'): Promise<string[]> => {
  const client = new S3Client({
    endpoint: service.emulators.s3.url,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId: accessKeys.scheduled, secretAccessKey: 'local' },
  });
  const names: string[] = [];
  const pages = paginateListObjectsV2({ client }, { Bucket: service.emulators.bucket, Prefix: prefix });
  for await (const { Contents = [] } of pages) names.push(...Contents.map(({ Key }) => Key ?? ''));
  client.destroy();
  return names.sort();
};
