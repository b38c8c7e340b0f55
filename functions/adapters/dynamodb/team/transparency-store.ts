import type { DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { SealedNarrative } from '../../../domain/narrative/released-narrative.ts';
import type {
  DraftTick,
  StoredDraft,
  TransparencyStore,
} from '../../../domain/transparency/transparency-store.ts';
import { toAttributes, tryRow } from '../client/attributes.ts';
import { queryPartition } from '../client/query.ts';
import { transact } from '../client/transact.ts';
import { updateItem } from '../client/update.ts';
import {
  caseKeys,
  itemIsNew,
  narrativesPartition,
  reportCountsPartition,
  reportDraftsPartition,
  sortKeyOf,
} from '../item-keys.ts';
import { readPublicReports } from '../rows/public-reports.ts';
import { narrativeRow, reportCountsRow, reportDraftRow } from '../rows/rows.ts';

const countsPrefix = 'REPORT#';

/** A draft that nobody has approved since it was read. */
const unchanged = ({ approvals }: StoredDraft) => ({
  ConditionExpression: 'size(approvals) = :approvals',
  ExpressionAttributeValues: toAttributes({ ':approvals': approvals.length }),
});

/** Drafts, each a row that is put in whole. */
const draftRows = (
  client: DynamoDBClient,
  table: string,
): Pick<TransparencyStore, 'drafts' | 'writeDraft' | 'approveDraft' | 'replaceDraft' | 'dropDraft'> => {
  const draftItem = ({ id, ...draft }: StoredDraft) => ({
    TableName: table,
    Item: toAttributes({ ...caseKeys.reportDraft(id), ...draft }),
  });
  const keyOf = (id: string) => toAttributes(caseKeys.reportDraft(id));
  return {
    drafts: async () =>
      (await queryPartition(client, table, reportDraftsPartition)).flatMap((row) => {
        const draft = tryRow(reportDraftRow, row);
        return draft ? [{ id: sortKeyOf(row), ...draft }] : [];
      }),

    async writeDraft(draft) {
      await transact(client, [{ Put: { ...draftItem(draft), ConditionExpression: itemIsNew } }]);
    },

    async approveDraft(draft, approval: DraftTick) {
      const approved = { ...draft, approvals: [...draft.approvals, approval] };
      const result = await transact(client, [{ Put: { ...draftItem(approved), ...unchanged(draft) } }]);
      return result.kind === 'written';
    },

    async replaceDraft(before, draft) {
      const result = await transact(client, [
        { Put: { ...draftItem(draft), ConditionExpression: itemIsNew } },
        { Delete: { TableName: table, Key: keyOf(before.id), ...unchanged(before) } },
      ]);
      return result.kind === 'written';
    },

    async dropDraft(id) {
      await transact(client, [{ Delete: { TableName: table, Key: keyOf(id) } }]);
    },
  };
};

/** Every change of a text, and of who may know of its case, seals it anew. */
const unchangedNarrative = (table: string, { id, sealed }: SealedNarrative): TransactWriteItem => ({
  ConditionCheck: {
    TableName: table,
    Key: toAttributes(caseKeys.narrative(id)),
    ConditionExpression: '#sealed.#bytes = :bytes',
    ExpressionAttributeNames: { '#sealed': 'sealed', '#bytes': 'bytes' },
    ExpressionAttributeValues: toAttributes({ ':bytes': sealed.bytes }),
  },
});

/** Where transparency reports are drafted and published, in the table `cases`. */
export const transparencyStore = (client: DynamoDBClient, table: string): TransparencyStore => ({
  ...draftRows(client, table),

  publishedReports: () => readPublicReports(client, table),

  keptCounts: async () =>
    (await queryPartition(client, table, reportCountsPartition)).flatMap((row) => {
      const key = sortKeyOf(row);
      const kept = key.startsWith(countsPrefix) ? tryRow(reportCountsRow, row) : undefined;
      return kept ? [{ id: key.slice(countsPrefix.length), ...kept }] : [];
    }),

  releasedNarratives: async () =>
    (await queryPartition(client, table, narrativesPartition)).flatMap((row) => {
      const narrative = tryRow(narrativeRow, row);
      return narrative ? [{ id: sortKeyOf(row), ...narrative }] : [];
    }),

  async publish(draft, { id, ...report }, kept, narratives) {
    const put = (key: ReturnType<typeof caseKeys.publicReport>, row: Readonly<Record<string, unknown>>) =>
      ({
        Put: { TableName: table, Item: toAttributes({ ...key, ...row }), ConditionExpression: itemIsNew },
      }) satisfies TransactWriteItem;
    const result = await transact<'narratives'>(client, [
      ...narratives.map((row) => ({ name: 'narratives' as const, item: unchangedNarrative(table, row) })),
      put(caseKeys.publicReport(id), report),
      put(caseKeys.reportCounts(id), { channel: kept.channel, sealed: kept.sealed }),
      {
        Update: updateItem({
          table,
          key: caseKeys.reportsPublished(),
          set: { published: draft.publishedBefore + 1 },
          ...(draft.publishedBefore === 0
            ? { condition: 'attribute_not_exists(#published)' }
            : { condition: '#published = :before', values: { before: draft.publishedBefore } }),
        }),
      },
      {
        Delete: {
          TableName: table,
          Key: toAttributes(caseKeys.reportDraft(draft.id)),
          ...unchanged(draft),
        },
      },
    ]);
    if (result.kind === 'written') return 'published';
    return result.failed.has('narratives') ? 'narratives-changed' : 'changed-meanwhile';
  },
});
