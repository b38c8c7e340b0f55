import type { DynamoDBClient, TransactWriteItem } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import { addDays, day, epochSeconds } from '../../domain/clock.ts';
import type { Member } from '../../domain/member/member.ts';
import { secretId, type MemberSecret, type Passkey } from '../../domain/member/session.ts';
import { bytes, parseRow, time, toAttributes, tryRow } from './attributes.ts';
import { batchGet } from './batch-get.ts';
import { isAt, itemExists, itemIsNew, keyOf, sortKeyOf, teamKeys, type ItemKey } from './item-keys.ts';
import { queryPartition } from './query.ts';
import { memberRow } from './rows.ts';
import { transact } from './transact.ts';
import { updateItem } from './update.ts';

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

/** A session that begins, in one transaction with what let the member in. */
export type NewSession = { readonly session: MemberSecret; readonly expiresAt: Date };

/** What members sign in with: passkeys, sessions, enrolment links. Secrets are stored as hashes only. */
export type CredentialStore = {
  /** The member of a session that has not ended; one call, nothing kept: a revoked member is out at once. */
  memberOfSession(session: MemberSecret, now: Date): Promise<Member | undefined>;
  endSession(session: MemberSecret): Promise<void>;
  /** The member and one of their passkeys, in one call. */
  findPasskey(
    memberId: string,
    passkeyId: string,
  ): Promise<{ readonly member: Member; readonly passkey: Passkey } | undefined>;
  passkeysOf(memberId: string): Promise<readonly Passkey[]>;
  /** A passkey has signed a challenge: `used-before` when this challenge was answered already. */
  signIn(
    passkey: Passkey,
    answered: { readonly challengeId: string; readonly counter: number },
    begins: NewSession,
    now: Date,
  ): Promise<'signed-in' | 'used-before'>;
  createEnrolment(enrolment: MemberSecret, expiresAt: Date): Promise<'created' | 'no-member'>;
  /** The member whose enrolment link this is; `undefined` once it is used, too old, or was never given out. */
  memberOfEnrolment(enrolment: MemberSecret, now: Date): Promise<Member | undefined>;
  /** Uses an enrolment link up, adds the passkey and begins a session, or does none of it. */
  enrol(
    enrolment: MemberSecret,
    passkey: Passkey,
    begins: NewSession,
    now: Date,
  ): Promise<'enrolled' | 'link-used'>;
  /** Adds a passkey for a member who is signed in. */
  addPasskey(passkey: Passkey, challengeId: string, now: Date): Promise<'added' | 'refused'>;
  renamePasskey(memberId: string, passkeyId: string, name: string): Promise<'renamed' | 'not-found'>;
  /** @returns whether there was one */
  removePasskey(memberId: string, passkeyId: string): Promise<boolean>;
  /** Ends every session and enrolment link of a member, but the one they ask from. */
  endSessions(memberId: string, except?: MemberSecret): Promise<void>;
};

export const credentialStore = (client: DynamoDBClient, teamTable: string): CredentialStore => {
  const put = (key: ItemKey, row: Readonly<Record<string, unknown>>): TransactWriteItem => ({
    Put: { TableName: teamTable, Item: toAttributes({ ...key, ...row }), ConditionExpression: itemIsNew },
  });
  const memberExists = (memberId: string): TransactWriteItem => ({
    ConditionCheck: {
      TableName: teamTable,
      Key: toAttributes(teamKeys.member(memberId)),
      ConditionExpression: itemExists,
    },
  });
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

  return {
    memberOfSession: ({ memberId, secret }, now) =>
      memberWith(memberId, teamKeys.session(memberId, secretId(secret)), sessionRow, now),

    async endSession({ memberId, secret }) {
      await transact(client, [remove(teamKeys.session(memberId, secretId(secret)))]);
    },

    async findPasskey(memberId, passkeyId) {
      const memberKey = teamKeys.member(memberId);
      const passkeyKey = teamKeys.passkey(memberId, passkeyId);
      const found = await batchGet(client, { [teamTable]: [memberKey, passkeyKey] });
      const rows = found[teamTable] ?? [];
      const member = rows.find((row) => isAt(row, memberKey));
      const passkey = rows.find((row) => isAt(row, passkeyKey));
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
            key: teamKeys.passkey(memberId, passkeyId),
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
        put(teamKeys.passkey(memberId, passkey.passkeyId), passkey),
        sessionOf(begins),
      ]);
      return result.kind === 'written' ? 'enrolled' : 'link-used';
    },

    async addPasskey(passkey, challengeId, now) {
      const result = await transact(client, [
        memberExists(passkey.memberId),
        usedChallenge(challengeId, now),
        put(teamKeys.passkey(passkey.memberId, passkey.passkeyId), passkey),
      ]);
      return result.kind === 'written' ? 'added' : 'refused';
    },

    async renamePasskey(memberId, passkeyId, name) {
      const result = await transact(client, [
        {
          Update: updateItem({
            table: teamTable,
            key: teamKeys.passkey(memberId, passkeyId),
            set: { name },
            condition: itemExists,
          }),
        },
      ]);
      return result.kind === 'written' ? 'renamed' : 'not-found';
    },

    async removePasskey(memberId, passkeyId) {
      const result = await transact(client, [remove(teamKeys.passkey(memberId, passkeyId), itemExists)]);
      return result.kind === 'written';
    },

    async endSessions(memberId, except) {
      const rows = await queryPartition(client, teamTable, teamKeys.accessTokens(memberId));
      const kept = except && teamKeys.session(memberId, secretId(except.secret));
      const held = rows.filter(
        (row) => /^(SESSION|ENROLMENT)#/.test(sortKeyOf(row)) && !(kept && isAt(row, kept)),
      );
      for (let at = 0; at < held.length; at += 100)
        await transact(
          client,
          held.slice(at, at + 100).map((row) => remove(keyOf(row))),
        );
    },
  };
};
