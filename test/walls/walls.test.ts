import { beforeAll, describe, expect, it } from 'vitest';
import { graphOf, readSources, sourceFile, type SourceGraph } from './source-graph.ts';
import {
  handlersLoadLate,
  importedOnlyBy,
  importsNone,
  importsOnly,
  noBarrels,
  noFolderCycles,
  noImportCycles,
  onlyCallsTheWebIn,
  onlyHandlersConstructClients,
  onlyHandlersReadTheEnvironment,
  onlyHandlersTakeAdapters,
  onlyNamedIn,
  reachesNone,
  shareOnly,
  type Wall,
} from './walls.ts';

const values = { types: false };
const types = { types: true };

/** Opening what is sealed to a key ring begins in one of these, whatever the file that does it is called. */
const ringOpeners = [
  'functions/envelope/hpke-open.ts',
  'functions/domain/key-ring/open-ring-sealed.ts',
  'functions/domain/case/open-brief.ts',
  'functions/domain/casework/change/open-case.ts',
  'functions/domain/casework/reading/open-identity.ts',
  'functions/team/open-key-ring.ts',
];

const cleanersImporters = ['functions/cleaning', 'functions/domain/attachment', 'functions/adapters/worker'];

/** What parses a file. The words for types and findings stand beside it, and are everybody's. */
const cleaners = [
  'functions/cleaning/clean-file.ts',
  'functions/cleaning/detect-type.ts',
  ...['audio', 'image', 'office', 'pdf', 'video'].map((kind) => `functions/cleaning/${kind}`),
];

/** A script of pages: it calls from a browser, and the policy of its page lets it reach our own origin alone. */
const runInBrowsers = ['functions/web/browser/download.ts'];

type Guarded = {
  readonly guard: string;
  readonly wall: Wall;
  /** It stands around the stack, the commands and the tools as well. */
  readonly everywhere?: true;
  /** A file that stands or is laid over one that stands, and breaches the wall. */
  readonly breach: readonly [path: string, text: string];
  /** What the wall says of the breach. */
  readonly noticed: string;
};

const walls: readonly Guarded[] = [
  {
    guard: 'domain imports the envelope, the settings, the cleaners, zod and node:crypto, and nothing else',
    wall: importsOnly('functions/domain', [
      'functions/domain',
      'functions/cleaning',
      'functions/envelope',
      'functions/settings',
      'zod',
      'node:crypto',
    ]),
    breach: ['functions/domain/case/x.ts', "import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';"],
    noticed: 'functions/domain/case/x.ts imports @aws-sdk/client-dynamodb',
  },
  {
    guard: 'envelope imports node:crypto, the BIP-39 list and itself',
    wall: importsOnly('functions/envelope', ['functions/envelope', 'node:crypto', '@scure/bip39']),
    breach: ['functions/envelope/x.ts', "import { day } from '../domain/kernel/clock.ts';"],
    noticed: 'functions/envelope/x.ts imports functions/domain/kernel/clock.ts',
  },
  {
    guard: 'the cleaners import themselves and modules of Node that reach neither disk nor web',
    wall: importsOnly('functions/cleaning', [
      'functions/cleaning',
      'node:buffer',
      'node:crypto',
      'node:path',
      'node:zlib',
    ]),
    breach: ['functions/cleaning/x.ts', "import { unzip } from 'fflate';"],
    noticed: 'functions/cleaning/x.ts imports fflate',
  },
  {
    guard: 'only the domain of attachments and the thread that cleans take the cleaners',
    wall: importedOnlyBy(cleaners, cleanersImporters),
    breach: ['functions/team/x.ts', "import { cleanFile } from '../cleaning/clean-file.ts';"],
    noticed: 'functions/team/x.ts imports functions/cleaning/clean-file.ts',
  },
  {
    guard: 'scheduled reads no file that somebody sent',
    wall: reachesNone('functions/scheduled/', cleaners, values),
    breach: ['functions/scheduled/x.ts', "import { cleanFile } from '../cleaning/clean-file.ts';"],
    noticed: 'functions/scheduled/ reaches functions/cleaning/clean-file.ts',
  },
  {
    guard: 'settings import zod, the distance of two words and themselves',
    wall: importsOnly('functions/settings', [
      'functions/settings',
      'functions/envelope/edit-distance.ts',
      'zod',
    ]),
    breach: ['functions/settings/x.ts', "import { readFileSync } from 'node:fs';"],
    noticed: 'functions/settings/x.ts imports node:fs',
  },
  {
    guard: 'adapters know no surface',
    wall: importsNone('functions/adapters', [
      'functions/reporter',
      'functions/respondent',
      'functions/team',
      'functions/scheduled',
    ]),
    breach: ['functions/adapters/lambda/x.ts', "import { routes } from '../../team/routes.ts';"],
    noticed: 'functions/adapters/lambda/x.ts imports functions/team/routes.ts',
  },
  {
    guard: 'what every HTTP surface shares knows no surface and no adapter',
    wall: importsNone('functions/web', [
      'functions/reporter',
      'functions/respondent',
      'functions/team',
      'functions/scheduled',
      'functions/adapters',
    ]),
    breach: ['functions/web/x.ts', "import { routes } from '../team/routes.ts';"],
    noticed: 'functions/web/x.ts imports functions/team/routes.ts',
  },
  {
    guard: 'scripts of pages take nothing from the functions but the names that pages give them',
    wall: importsOnly('functions/web/browser', [
      'functions/web/browser',
      'functions/web/files/download-attributes.ts',
      'functions/web/files/upload-attributes.ts',
    ]),
    breach: ['functions/web/browser/x.ts', "import * as z from 'zod';"],
    noticed: 'functions/web/browser/x.ts imports zod',
  },
  {
    guard: 'no function loads a script of a page: it is given the text',
    wall: importedOnlyBy(['functions/web/browser'], ['functions/web/browser']),
    breach: ['functions/reporter/pages/x.ts', "import '../../web/browser/exit.ts';"],
    noticed: 'functions/reporter/pages/x.ts imports functions/web/browser/exit.ts',
  },
  {
    guard: 'functions never import infra, tools or tests',
    wall: importsNone('functions', ['infra', 'tools', 'test']),
    breach: ['functions/team/x.ts', "export const tables = import('../../infra/tables.ts');"],
    noticed: 'functions/team/x.ts imports infra/tables.ts',
  },
  {
    guard: 'the reporter reaches nothing of team or scheduled, not even a type',
    wall: reachesNone('functions/reporter/', ['functions/team', 'functions/scheduled'], types),
    breach: [
      'functions/reporter/ui/style.ts',
      "import type { TeamContext } from '../../team/team-context.ts';",
    ],
    noticed: 'functions/reporter/ reaches functions/team/team-context.ts',
  },
  {
    guard: 'the pages of other doors reach nothing of team or scheduled, not even a type',
    wall: reachesNone('functions/respondent/', ['functions/team', 'functions/scheduled'], types),
    breach: ['functions/respondent/about.tsx', "import type { TeamContext } from '../team/team-context.ts';"],
    noticed: 'functions/respondent/ reaches functions/team/team-context.ts',
  },
  {
    guard: 'the reporter reaches nothing that opens with the private key of a ring',
    wall: reachesNone('functions/reporter/', ringOpeners, values),
    breach: ['functions/domain/thread/reply.ts', "import { openBrief } from '../case/open-brief.ts';"],
    noticed: 'functions/reporter/ reaches functions/envelope/hpke-open.ts',
  },
  {
    guard: 'the reporter reaches the clients of DynamoDB and S3 and no other of AWS',
    wall: reachesNone('functions/reporter/', ['@aws-sdk/client-kms', '@aws-sdk/client-ses'], types),
    breach: ['functions/reporter/x.ts', "import { wrap } from '../adapters/kms/wrap-private-key.ts';"],
    noticed: 'functions/reporter/ reaches @aws-sdk/client-kms',
  },
  {
    guard: 'the team reaches nothing of the reporter or scheduled, and sends no mail',
    wall: reachesNone(
      'functions/team/',
      ['functions/reporter', 'functions/respondent', 'functions/scheduled', '@aws-sdk/client-ses'],
      types,
    ),
    breach: ['functions/team/x.ts', "import { noticeSender } from '../adapters/ses/notice-sender.ts';"],
    noticed: 'functions/team/ reaches @aws-sdk/client-ses',
  },
  {
    guard: 'scheduled takes nothing of the team but how a key ring is opened, and never opens a case',
    wall: (graph) =>
      reachesNone(
        'functions/scheduled/',
        [
          'functions/reporter',
          'functions/respondent',
          'functions/team',
          'functions/domain/casework/change/open-case.ts',
          'functions/domain/casework/reading/open-identity.ts',
        ],
        values,
      )(graph).filter((breach) => !breach.endsWith(' functions/team/open-key-ring.ts')),
    breach: [
      'functions/scheduled/x.ts',
      "import { openCase } from '../domain/casework/change/open-case.ts';",
    ],
    noticed: 'functions/scheduled/ reaches functions/domain/casework/change/open-case.ts',
  },
  {
    guard: 'mail takes nothing of the team but how a key ring is opened, reads no case and sends no mail',
    wall: (graph) =>
      reachesNone(
        'functions/mail/',
        [
          'functions/reporter',
          'functions/respondent',
          'functions/scheduled',
          'functions/team',
          'functions/domain/casework/change/open-case.ts',
          'functions/domain/casework/reading/open-identity.ts',
          'functions/domain/case/open-brief.ts',
          '@aws-sdk/client-ses',
        ],
        values,
      )(graph).filter((breach) => !breach.endsWith(' functions/team/open-key-ring.ts')),
    breach: ['functions/mail/x.ts', "import { openBrief } from '../domain/case/open-brief.ts';"],
    noticed: 'functions/mail/ reaches functions/domain/case/open-brief.ts',
  },
  {
    guard: 'seal.ts and open.ts share format.ts only',
    wall: shareOnly('functions/envelope/seal.ts', 'functions/envelope/open.ts', [
      'functions/envelope/format.ts',
    ]),
    breach: ['functions/envelope/seal.ts', "import { open } from './open.ts';"],
    noticed: 'functions/envelope/seal.ts and functions/envelope/open.ts share functions/envelope/open.ts',
  },
  {
    guard: 'only composition roots read the environment',
    wall: onlyHandlersReadTheEnvironment,
    breach: ['functions/domain/x.ts', 'export const { env } = process;'],
    noticed: 'functions/domain/x.ts reads the environment: { env } = process',
  },
  {
    guard: 'only composition roots construct a client of AWS, but for the one that is loaded late',
    wall: onlyHandlersConstructClients([
      'functions/adapters/s3/open-attachment-store.ts',
      'functions/adapters/s3/open-attachment-sweep.ts',
      'functions/adapters/s3/open-raw-mails.ts',
      'functions/adapters/s3/open-waiting-mails.ts',
    ]),
    breach: [
      'functions/adapters/kms/x.ts',
      "import * as kms from '@aws-sdk/client-kms';\nexport const client = new kms.KMSClient({});",
    ],
    noticed: 'functions/adapters/kms/x.ts constructs: new kms.KMSClient({})',
  },
  {
    guard: 'only composition roots take adapters of AWS',
    wall: onlyHandlersTakeAdapters([
      'functions/adapters/dynamodb',
      'functions/adapters/kms',
      'functions/adapters/s3',
      'functions/adapters/ses',
      'functions/adapters/webhook',
    ]),
    breach: [
      'functions/team/api/x.ts',
      "import { caseStore } from '../../adapters/dynamodb/case/case-store.ts';",
    ],
    noticed: 'functions/team/api/x.ts takes functions/adapters/dynamodb/case/case-store.ts',
  },
  {
    guard: 'S3’s client and the cleaners are loaded when they are first needed: no bundle begins with them',
    wall: handlersLoadLate(['@aws-sdk/client-s3', 'functions/cleaning/clean-file.ts']),
    breach: [
      'functions/reporter/handler.ts',
      "import { attachmentStore } from '../adapters/s3/attachment-store.ts';",
    ],
    noticed: 'functions/reporter/handler.ts loads @aws-sdk/client-s3 at its start',
  },
  {
    guard: 'only the sweep, and where raw mails lie, name the commands that list and delete objects',
    wall: onlyNamedIn(
      [
        'functions/adapters/s3/attachment-sweep.ts',
        'functions/adapters/s3/raw-mails.ts',
        'functions/adapters/s3/waiting-mails.ts',
      ],
      ['ListObjectsV2Command', 'ListObjectsCommand', 'DeleteObjectsCommand', 'DeleteObjectCommand', 'S3'],
    ),
    breach: ['functions/team/x.ts', "import { DeleteObjectCommand } from '@aws-sdk/client-s3';"],
    noticed: 'functions/team/x.ts names DeleteObjectCommand: DeleteObjectCommand',
  },
  {
    guard: 'only open-key-ring.ts names the command that decrypts',
    wall: onlyNamedIn(['functions/team/open-key-ring.ts'], ['DecryptCommand']),
    breach: ['functions/scheduled/x.ts', "import { DecryptCommand as Command } from '@aws-sdk/client-kms';"],
    noticed: 'functions/scheduled/x.ts names DecryptCommand: DecryptCommand as Command',
  },
  {
    guard: 'nobody names another way to open with KMS or to hand its keys on',
    wall: onlyNamedIn(
      [],
      ['KMS', 'ReEncryptCommand', 'CreateGrantCommand', 'GenerateDataKeyCommand', 'PutKeyPolicyCommand'],
    ),
    breach: ['functions/team/x.ts', "import { KMS } from '@aws-sdk/client-kms';"],
    noticed: 'functions/team/x.ts names KMS: KMS',
  },
  {
    guard: 'only the scheduled function calls addresses on the web, and only through the adapter of webhooks',
    wall: onlyCallsTheWebIn([
      'functions/scheduled/handler.ts',
      'functions/adapters/webhook/webhook-caller.ts',
      ...runInBrowsers,
    ]),
    breach: ['functions/team/x.ts', "export const answer = fetch('https://example.org');"],
    noticed: "functions/team/x.ts calls the web: fetch('https://example.org')",
  },
  {
    guard: 'nobody takes a client of the web from Node',
    wall: onlyCallsTheWebIn([
      'functions/scheduled/handler.ts',
      'functions/adapters/webhook/webhook-caller.ts',
      ...runInBrowsers,
    ]),
    breach: ['functions/team/x.ts', "import { request } from 'node:https';"],
    noticed: 'functions/team/x.ts imports node:https',
  },
  {
    guard: 'the web’s two functions reach no webhook',
    wall: (graph) => [
      ...reachesNone('functions/reporter/', ['functions/adapters/webhook'], types)(graph),
      ...reachesNone('functions/team/', ['functions/adapters/webhook'], types)(graph),
    ],
    breach: ['functions/team/x.ts', "import { webhookCaller } from '../adapters/webhook/webhook-caller.ts';"],
    noticed: 'functions/team/ reaches functions/adapters/webhook/webhook-caller.ts',
  },
  {
    guard: 'only item-keys.ts names the keys of the tables and their indexes',
    wall: onlyNamedIn(
      ['functions/adapters/dynamodb/item-keys.ts'],
      ['pk', 'sk', 'queuePk', 'queueSk', 'duePk', 'dueSk'],
    ),
    breach: ['functions/adapters/dynamodb/x.ts', "export const old = 'attribute_exists(queuePk)';"],
    noticed:
      "functions/adapters/dynamodb/x.ts names attribute_exists(queuePk): old = 'attribute_exists(queuePk)'",
  },
  {
    guard: 'no import cycles',
    wall: noImportCycles,
    everywhere: true,
    breach: ['functions/envelope/format.ts', "import type { Key } from './seal.ts';"],
    noticed: 'functions/envelope/format.ts → functions/envelope/seal.ts → functions/envelope/format.ts',
  },
  {
    guard: 'no circle of folders in domain',
    wall: noFolderCycles('functions/domain'),
    breach: [
      'functions/domain/kernel/clock.ts',
      "import type { CaseHead } from '../casework/change/case-store.ts';",
    ],
    noticed: 'functions/domain/kernel imports itself by way of other folders',
  },
  {
    guard: 'what ops type imports none of the tools that developers run',
    everywhere: true,
    wall: importsNone('infra', ['tools']),
    breach: ['infra/ops/x.ts', "import { prices } from '../../tools/prices.ts';"],
    noticed: 'infra/ops/x.ts imports tools/prices.ts',
  },
  {
    guard: 'no barrels',
    wall: noBarrels,
    breach: [
      'functions/envelope/x.ts',
      "export { seal } from './seal.ts';\nexport { open } from './open.ts';",
    ],
    noticed: 'functions/envelope/x.ts hands on functions/envelope/seal.ts',
  },
];

describe('walls between the parts of the source', () => {
  let graph: SourceGraph;
  let whole: SourceGraph;
  beforeAll(async () => {
    graph = graphOf(await readSources('functions'));
    whole = new Map([
      ...graph,
      ...graphOf(await readSources('infra')),
      ...graphOf(await readSources('tools')),
    ]);
  });

  it('the whole source is looked at', () => {
    expect([...graph.keys()]).toEqual(
      expect.arrayContaining(['functions/reporter/handler.ts', ...ringOpeners]),
    );
  });

  for (const { guard, wall, everywhere, breach, noticed } of walls) {
    it(guard, () => {
      expect(wall(everywhere ? whole : graph)).toEqual([]);
    });

    it(`a breach is noticed: ${guard}`, () => {
      const [path, text] = breach;
      const around = everywhere ? whole : graph;
      expect(wall(new Map([...around, [path, sourceFile(path, text)]]))).toContain(noticed);
    });
  }
});
