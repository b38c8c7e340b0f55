import {
  AccountRootPrincipal,
  ArnPrincipal,
  Effect,
  PolicyStatement,
  StarPrincipal,
} from 'aws-cdk-lib/aws-iam';
import type { RingPurpose } from '../../functions/domain/key-ring/purpose.ts';
import { boundToContext } from './ring-context.ts';

/** In a key's policy `*` is the key itself. */
const resources = ['*'];

/**
 * What the account's administrators may do, each by name: look after the key, never use it. Without this
 * statement nobody could change the policy again, and KMS refuses such a key.
 */
export const administratorsManageKey = () =>
  new PolicyStatement({
    sid: 'AdministratorsManageKey',
    principals: [new AccountRootPrincipal()],
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

export const roleDecrypts = (sid: string, role: string, purposes: readonly RingPurpose[]) =>
  new PolicyStatement({
    sid,
    principals: [new ArnPrincipal(role)],
    actions: ['kms:Decrypt'],
    resources,
    conditions: boundToContext(purposes),
  });

export const roleEncrypts = (sid: string, role: string, purposes: readonly RingPurpose[]) =>
  new PolicyStatement({
    sid,
    principals: [new ArnPrincipal(role)],
    actions: ['kms:Encrypt'],
    resources,
    conditions: boundToContext(purposes),
  });

/** Holds against any permission given elsewhere, the account root's own included. */
export const nobodyElseDecrypts = (roles: readonly string[]) =>
  new PolicyStatement({
    sid: 'NobodyElseDecrypts',
    effect: Effect.DENY,
    principals: [new StarPrincipal()],
    actions: ['kms:Decrypt'],
    resources,
    conditions: { ArnNotEquals: { 'aws:PrincipalArn': [...roles] } },
  });

/** A grant would hand Decrypt on past this policy; re-encryption would carry a ring to another key. */
export const nobodyPassesOn = () =>
  new PolicyStatement({
    sid: 'NobodyPassesOn',
    effect: Effect.DENY,
    principals: [new StarPrincipal()],
    actions: ['kms:CreateGrant', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
    resources,
  });
