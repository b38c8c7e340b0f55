import {
  mailPurposes,
  ringPurposes,
  scheduledPurposes,
  teamPurposes,
  type RingPurpose,
} from '../../functions/domain/key-ring/purpose.ts';
import { boundToContext } from './ring-context.ts';
import { allow, deny, type Statement } from './statement.ts';

/** In a key's policy `*` is the key itself. */
const resources = ['*'];
const everybody = { AWS: '*' };

/**
 * What the account's administrators may do, each by name: look after the key, never use it. Without this
 * statement nobody could change the policy again, and KMS refuses such a key.
 */
export const administratorsManageKey = (accountRoot: string) =>
  allow({
    sid: 'AdministratorsManageKey',
    principals: { AWS: accountRoot },
    actions: [
      'kms:DescribeKey',
      'kms:UpdateKeyDescription',
      'kms:EnableKey',
      'kms:DisableKey',
      'kms:GetKeyPolicy',
      'kms:PutKeyPolicy',
      'kms:ListKeyPolicies',
      'kms:GetKeyRotationStatus',
      'kms:EnableKeyRotation',
      'kms:DisableKeyRotation',
      'kms:ListKeyRotations',
      'kms:CreateAlias',
      'kms:UpdateAlias',
      'kms:DeleteAlias',
      'kms:ListGrants',
      'kms:RevokeGrant',
      'kms:ListResourceTags',
      'kms:TagResource',
      'kms:UntagResource',
      'kms:ScheduleKeyDeletion',
      'kms:CancelKeyDeletion',
    ],
    resources,
  });

const roleDecrypts = (sid: string, role: string, purposes: readonly RingPurpose[]) =>
  allow({
    sid,
    principals: { AWS: role },
    actions: ['kms:Decrypt'],
    resources,
    conditions: boundToContext(purposes),
  });

const roleEncrypts = (sid: string, role: string, purposes: readonly RingPurpose[]) =>
  allow({
    sid,
    principals: { AWS: role },
    actions: ['kms:Encrypt'],
    resources,
    conditions: boundToContext(purposes),
  });

/** Holds against any permission given elsewhere, the account root's own included. */
const nobodyElseDecrypts = (roles: readonly string[]) =>
  deny({
    sid: 'NobodyElseDecrypts',
    principals: everybody,
    actions: ['kms:Decrypt'],
    resources,
    conditions: { ArnNotEquals: { 'aws:PrincipalArn': [...roles] } },
  });

/** A grant would hand Decrypt on past this policy; re-encryption would carry a ring to another key. */
export const nobodyPassesOn = () =>
  deny({
    sid: 'NobodyPassesOn',
    principals: everybody,
    actions: ['kms:CreateGrant', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
    resources,
  });

export type RingKeyPrincipals = {
  readonly accountRoot: string;
  readonly team: string;
  readonly scheduled: string;
  /** Only where there is a mail function. */
  readonly mail?: string | undefined;
};

/** @param principals ARNs of the account's root and of the roles that may use the key. */
export const keyPolicy = ({
  accountRoot,
  team,
  scheduled,
  mail,
}: RingKeyPrincipals): readonly Statement[] => [
  administratorsManageKey(accountRoot),
  roleDecrypts('TeamOpensRings', team, teamPurposes),
  roleDecrypts('ScheduledOpensBriefs', scheduled, scheduledPurposes),
  roleEncrypts('ScheduledWrapsRings', scheduled, ringPurposes),
  ...(mail === undefined ? [] : [roleDecrypts('MailOpensMarks', mail, mailPurposes)]),
  nobodyElseDecrypts([team, scheduled, ...(mail === undefined ? [] : [mail])]),
  nobodyPassesOn(),
];
