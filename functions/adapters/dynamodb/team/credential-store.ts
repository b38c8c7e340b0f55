import { createHash } from 'node:crypto';
import type { DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { addDays, addHours, addMinutes, day, epochSeconds } from '../../../domain/kernel/clock.ts';
import type { Member } from '../../../domain/member/member.ts';
import type { CredentialStore, NewSession } from '../../../domain/member/credential-store.ts';
import { freshMinutes, secretId, sessionHours } from '../../../domain/member/session.ts';
import { bytes, parseRow, time, toAttributes, tryRow, type Attributes } from '../client/attributes.ts';
import { batchGet } from '../client/batch-get.ts';
import { isAt, itemExists, itemIsNew, keyOf, sortKeyOf, teamKeys, type ItemKey } from '../item-keys.ts';
import { queryPartition } from '../client/query.ts';
import { memberRow } from '../rows/rows.ts';
import { transact } from '../client/transact.ts';
import { updateItem } from '../client/update.ts';

const passkeyKey = (memberId: string, passkeyId: string): ItemKey =>
  teamKeys.passkey(memberId, createHash('sha256').update(passkeyId).digest('base64url'));

const passkeyRow = z.object({
  memberId: z.string(),
  passkeyId: z.string(),
  publicKey: bytes,
  counter: z.int(),
  transports: z.array(z.string()).default([]),
  name: z.string(),
  addedOn: z.iso.date(),
  lastUsedOn: z.iso.date().optional(),
});
const sessionRow = z.object({ memberId: z.string(), expiresAt: time });
const enrolmentRow = z.object({ memberId: z.string(), expiresAt: time });

// eslint-disable-next-line max-lines-per-function -- one short method for each call of the port
export const credentialStore = (client: DynamoDBClient, teamTable: string): CredentialStore => {
  const put = (key: ItemKey, row: Readonly<Record<string, unknown>>): TransactWriteItem => ({
    Put: { TableName: teamTable, Item: toAttributes({ ...key, ...row }), ConditionExpression: itemIsNew },
  });
  const exists = (key: ItemKey): TransactWriteItem => ({
    ConditionCheck: { TableName: teamTable, Key: toAttributes(key), ConditionExpression: itemExists },
  });
  const memberExists = (memberId: string): TransactWriteItem => exists(teamKeys.member(memberId));
  const remove = (key: ItemKey, condition?: string): TransactWriteItem => ({
    Delete: {
      TableName: teamTable,
      Key: toAttributes(key),
      ...(condition === undefined ? {} : { ConditionExpression: condition }),
    },
  });
  const sessionOf = ({ session, expiresAt }: NewSession): TransactWriteItem =>
    put(teamKeys.session(session.memberId, secretId(session.secret)), {
      memberId: session.memberId,
      expiresAt: expiresAt.toISOString(),
      ttl: epochSeconds(expiresAt),
    });
  const usedChallenge = (challengeId: string, now: Date): TransactWriteItem =>
    put(teamKeys.usedChallenge(challengeId), { ttl: epochSeconds(addDays(now, 1)) });

  /** A member and one row of theirs that has not ended. */
  const memberWith = async (
    memberId: string,
    key: ItemKey,
    schema: typeof sessionRow,
    now: Date,
  ): Promise<Member | undefined> => {
    const memberKey = teamKeys.member(memberId);
    const found = await batchGet(client, { [teamTable]: [memberKey, key] });
    const rows = found[teamTable] ?? [];
    const member = rows.find((row) => isAt(row, memberKey));
    const held = rows.find((row) => isAt(row, key));
    if (!member || !held) return undefined;
    return parseRow(schema, held).expiresAt.getTime() > now.getTime()
      ? parseRow(memberRow, member)
      : undefined;
  };

  /**
   * Removes until none is left. What lets somebody in begins only while that which they came with is there, a passkey, a
   * link or a session: so once a look finds none of them, none that was under way meanwhile comes after it.
   */
  const removeHeld = async (memberId: string, isMeant: (row: Attributes) => boolean): Promise<void> => {
    for (;;) {
      const rows = await queryPartition(client, teamTable, teamKeys.accessTokens(memberId));
      const held = rows.filter(isMeant);
      if (held.length === 0) return;
      for (let at = 0; at < held.length; at += 100)
        await transact(
          client,
          held.slice(at, at + 100).map((row) => remove(keyOf(row))),
        );
    }
  };

  return {
    memberOfSession: ({ memberId, secret }, now) =>
      memberWith(memberId, teamKeys.session(memberId, secretId(secret)), sessionRow, now),

    async isFresh({ memberId, secret }, now) {
      const found = await batchGet(client, {
        [teamTable]: [teamKeys.session(memberId, secretId(secret))],
      });
      const [row] = found[teamTable] ?? [];
      const expiresAt = row && parseRow(sessionRow, row).expiresAt;
      return expiresAt !== undefined && expiresAt > addMinutes(addHours(now, sessionHours), -freshMinutes);
    },

    async endSession({ memberId, secret }) {
      await transact(client, [remove(teamKeys.session(memberId, secretId(secret)))]);
    },

    async findPasskey(memberId, passkeyId) {
      const memberKey = teamKeys.member(memberId);
      const key = passkeyKey(memberId, passkeyId);
      const found = await batchGet(client, { [teamTable]: [memberKey, key] });
      const rows = found[teamTable] ?? [];
      const member = rows.find((row) => isAt(row, memberKey));
      const passkey = rows.find((row) => isAt(row, key));
      return member && passkey
        ? { member: parseRow(memberRow, member), passkey: parseRow(passkeyRow, passkey) }
        : undefined;
    },

    async passkeysOf(memberId) {
      const rows = await queryPartition(client, teamTable, teamKeys.accessTokens(memberId));
      return rows
        .filter((row) => sortKeyOf(row).startsWith('PASSKEY#'))
        .flatMap((row) => tryRow(passkeyRow, row) ?? []);
    },

    async signIn({ memberId, passkeyId }, { challengeId, counter }, begins, now) {
      const result = await transact(client, [
        memberExists(memberId),
        {
          Update: updateItem({
            table: teamTable,
            key: passkeyKey(memberId, passkeyId),
            set: { counter, lastUsedOn: day(now) },
            condition: itemExists,
          }),
        },
        usedChallenge(challengeId, now),
        sessionOf(begins),
      ]);
      return result.kind === 'written' ? 'signed-in' : 'used-before';
    },

    async createEnrolment({ memberId, secret }, expiresAt) {
      const result = await transact(client, [
        memberExists(memberId),
        put(teamKeys.enrolment(memberId, secretId(secret)), {
          memberId,
          expiresAt: expiresAt.toISOString(),
          ttl: epochSeconds(expiresAt),
        }),
      ]);
      return result.kind === 'written' ? 'created' : 'no-member';
    },

    memberOfEnrolment: ({ memberId, secret }, now) =>
      memberWith(memberId, teamKeys.enrolment(memberId, secretId(secret)), enrolmentRow, now),

    async enrol({ memberId, secret }, passkey, begins, now) {
      const result = await transact(client, [
        memberExists(memberId),
        {
          Delete: {
            TableName: teamTable,
            Key: toAttributes(teamKeys.enrolment(memberId, secretId(secret))),
            ConditionExpression: 'expiresAt > :now',
            ExpressionAttributeValues: toAttributes({ ':now': now.toISOString() }),
          },
        },
        put(passkeyKey(memberId, passkey.passkeyId), passkey),
        sessionOf(begins),
      ]);
      return result.kind === 'written' ? 'enrolled' : 'link-used';
    },

    async addPasskey(passkey, { session, challengeId }, now) {
      const result = await transact(client, [
        memberExists(passkey.memberId),
        exists(teamKeys.session(session.memberId, secretId(session.secret))),
        usedChallenge(challengeId, now),
        put(passkeyKey(passkey.memberId, passkey.passkeyId), passkey),
      ]);
      return result.kind === 'written' ? 'added' : 'refused';
    },

    async renamePasskey(memberId, passkeyId, name) {
      const result = await transact(client, [
        {
          Update: updateItem({
            table: teamTable,
            key: passkeyKey(memberId, passkeyId),
            set: { name },
            condition: itemExists,
          }),
        },
      ]);
      return result.kind === 'written' ? 'renamed' : 'not-found';
    },

    async removePasskey(memberId, passkeyId, otherId) {
      const result = await transact(client, [
        remove(passkeyKey(memberId, passkeyId), itemExists),
        {
          ConditionCheck: {
            TableName: teamTable,
            Key: toAttributes(passkeyKey(memberId, otherId)),
            ConditionExpression: itemExists,
          },
        },
      ]);
      return result.kind === 'written';
    },

    async waysIn(memberId, now) {
      const rows = await queryPartition(client, teamTable, teamKeys.accessTokens(memberId));
      const links = rows
        .filter((row) => sortKeyOf(row).startsWith('ENROLMENT#'))
        .flatMap((row) => tryRow(enrolmentRow, row)?.expiresAt ?? [])
        .filter((expiresAt) => expiresAt > now)
        .sort((one, other) => other.getTime() - one.getTime());
      const passkeys = rows.filter((row) => sortKeyOf(row).startsWith('PASSKEY#')).length;
      return { passkeys, linkUntil: links[0] };
    },

    forgetCredentials: (memberId) =>
      removeHeld(memberId, (row) => /^(PASSKEY|SESSION|ENROLMENT)#/.test(sortKeyOf(row))),

    async endSessions(memberId, except) {
      const kept = except && teamKeys.session(memberId, secretId(except.secret));
      await removeHeld(
        memberId,
        (row) => /^(SESSION|ENROLMENT)#/.test(sortKeyOf(row)) && !(kept && isAt(row, kept)),
      );
    },
  };
};
