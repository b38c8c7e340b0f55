import { paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { adjectives, animals } from '../../functions/domain/case/case-name-words.ts';
import { accessKeys } from '../../infra/local/access-keys.ts';
import { region } from '../../infra/local/start-emulators.ts';
import type { Service } from '../harness/service.ts';
import { contentOf } from '../reporter/stored.ts';

/** Random in every world: ids, hashes and what is made of them tell nothing but their length. */
const randomText = /[\w-]{22,}/g;
/** A case is named by chance, in words of different lengths. */
const caseName = new RegExp(`\\b(?:${adjectives.join('|')})-(?:${animals.join('|')})-\\d\\d\\b`, 'g');

const shapeOf = (value: unknown): unknown => {
  if (value instanceof Uint8Array) return `${value.length} bytes`;
  if (typeof value === 'string')
    return value
      .replace(caseName, '<case name>')
      .replace(randomText, (random) => `<${random.length} characters>`);
  if (Array.isArray(value)) return value.map(shapeOf);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .map(([name, inner]): [unknown, unknown] => [shapeOf(name), shapeOf(inner)])
        .sort(([one], [other]) => (String(one) < String(other) ? -1 : 1)),
    );
  return value;
};

const objects = async ({ emulators }: Service): Promise<string[]> => {
  const client = new S3Client({
    endpoint: emulators.s3.url,
    region,
    forcePathStyle: true,
    credentials: { accessKeyId: accessKeys.scheduled, secretAccessKey: 'local' },
  });
  const found: string[] = [];
  for (const Prefix of ['kept/', 'unfinished/'])
    for await (const page of paginateListObjectsV2({ client }, { Bucket: emulators.bucket, Prefix }))
      for (const { Key = '', Size = 0 } of page.Contents ?? [])
        found.push(`${Key.replace(randomText, '<id>')}: ${Size} bytes`);
  client.destroy();
  return found;
};

/** Made by the emulator of KMS, held by one run of one process, or a test's own way in, with short random ids. */
const isOfNoCase = (pk: string, sk: string): boolean =>
  pk.startsWith('PRIVATE#') || pk === 'LEASE#scheduled' || sk.startsWith('TOKEN#');

/**
 * What somebody sees who may look at tables, bucket and logs and holds no key: of every row each attribute that is not
 * sealed, and the length of what is sealed or random; of every object its size; every log line.
 */
export const storedShape = async (service: Service): Promise<Record<string, readonly string[]>> => {
  const shapes: Record<string, readonly string[]> = {};
  for (const table of ['vault', 'cases', 'team'] as const) {
    const rows = [...(await contentOf(service, table)).values()];
    const compared = rows.filter(({ pk, sk }) => !isOfNoCase(String(pk), String(sk)));
    shapes[table] = compared.map((row) => JSON.stringify(shapeOf(row))).sort();
  }
  return {
    ...shapes,
    objects: (await objects(service)).sort(),
    logs: service.logs.map((line) => JSON.stringify(line)),
  };
};
